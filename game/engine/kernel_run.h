/* The loop over tiles and instructions; kernel.c includes it once for each width of vectors, as RUN for TARGET. */

TARGET static void RUN(const Program *program)
{
    void **here = program->here;
    const int32_t worlds = program->worlds, tile = program->tile;
    for (int32_t at = 0; at < worlds; at += tile) {
        const int32_t n = worlds - at < tile ? worlds - at : tile;
        for (int32_t row = 0; row < program->rows; row++)
            here[row] = (char *)(uintptr_t)program->starts[row] + (ptrdiff_t)at * program->strides[row];
        const Instruction *end = program->code + program->instructions;
        for (const Instruction *step = program->code; step < end; step++) {
            void *target = here[step->out];
            const void *one = here[step->left], *two = here[step->right];
            switch (step->operation) {
                NUMBERS(OF_NUMBERS)
                COMPARES(OF_COMPARES)
                BYTES(OF_BYTES)
                SINGLE(not, uint8_t, uint8_t, a == 0)
                SINGLE(widen, uint8_t, double, a)
                SINGLE(copy, double, double, a)
                SINGLE(copyb, uint8_t, uint8_t, a)
                SINGLE(shrink, double, uint8_t, (int32_t)a)
                SINGLE(index, double, int32_t, a > 0.0 ? (a < TOP ? a : TOP) : 0.0)
                SINGLE(indexb, uint8_t, int32_t, a)
                SINGLE(floor, double, double, floor(a))
            case op_fill: {
                const double a = *(const double *)one;
                double *out = target;
                EACH out[i] = a;
                break;
            }
            case op_fillb: {
                const uint8_t a = *(const uint8_t *)one;
                uint8_t *out = target;
                EACH out[i] = a;
                break;
            }
            case op_take: {
                const int32_t *at_index = one, last = step->count - 1;
                const double *table = two;
                double *out = target;
                EACH out[i] = table[at_index[i] < last ? at_index[i] : last];
                break;
            }
            case op_draw: {
                /* SplitMix64's finaliser of key + step, as game/engine/chance.py has it. */
                const uint64_t *keys = one, turn_step = *(const uint64_t *)two;
                double *out = target;
                EACH {
                    uint64_t mixed = keys[i] + turn_step;
                    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
                    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
                    mixed = (mixed ^ (mixed >> 31)) >> 11;
                    out[i] = (double)(int64_t)mixed * 0x1p-53;
                }
                break;
            }
            case op_bound: {
                const double low = *(const double *)one, high = *(const double *)two;
                double *out = target;
                EACH {
                    const double raised = out[i] > low ? out[i] : low;
                    out[i] = raised < high ? raised : high;
                }
                break;
            }
            case op_see: /* what a traced run notes of world 0 */
                if (at == 0)
                    ((double *)target)[step->count] = *(const double *)one;
                break;
            case op_seeb:
                if (at == 0)
                    ((double *)target)[step->count] = *(const uint8_t *)one;
                break;
            }
        }
    }
}
#undef RUN
#undef TARGET
