/* The third interpreter of a program: what game/engine/machine.py does with NumPy, a tile of worlds at a time in the first cache.

   Optional: where no C compiler was at hand when the package was built, NumPy runs the same programs to the same bits. Every
   operation is one IEEE operation an element, written to memory before the next begins, so no compiler may fuse two of them
   (and -ffp-contract=off says so); the width of the vectors cannot matter. Whoever changes an operation here changes it in
   the two interpreters of machine.py too: tests/engine/test_kernel.py holds the three against each other. */

#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>

#if FLT_EVAL_METHOD != 0
#error "This processor rounds its results twice; NumPy does the work."
#endif

#if defined(_WIN32)
#define SHOWN __declspec(dllexport)
#else
#define SHOWN __attribute__((visibility("default")))
#endif

/* A row read and a row written are the same row or do not touch: an element depends on no other. */
#if defined(__clang__)
#define EACH _Pragma("clang loop vectorize(assume_safety)") for (int32_t i = 0; i < n; i++)
#elif defined(__GNUC__)
#define EACH _Pragma("GCC ivdep") for (int32_t i = 0; i < n; i++)
#else
#define EACH for (int32_t i = 0; i < n; i++)
#endif

/* Operations on two rows: of numbers to numbers, of numbers to bytes, of bytes to bytes. Each stands three times in the list:
   row with row, row with constant (_c), constant with row (c_). */
#define NUMBERS(X) X(add, a + b) X(sub, a - b) X(mul, a * b) X(div, a / b) X(min, a < b ? a : b) X(max, a > b ? a : b)
#define COMPARES(X) X(lt, a < b) X(le, a <= b) X(eq, a == b) X(ne, a != b)
#define BYTES(X)                                                                                                          \
    X(sadd, a + b) X(ssub, a - b) X(smul, a * b) X(slt, a < b) X(sle, a <= b) X(seq, a == b) X(sne, a != b)              \
    X(and, (a != 0) & (b != 0)) X(or, (a != 0) | (b != 0))
#define OTHERS(X) X(not) X(widen) X(copy) X(fill) X(copyb) X(fillb) X(shrink) X(index) X(indexb) X(floor) X(take) X(draw) X(bound) X(see) X(seeb)

#define THREE(name, expression) op_##name, op_##name##_c, op_c_##name,
#define ONE(name) op_##name,
enum { NUMBERS(THREE) COMPARES(THREE) BYTES(THREE) OTHERS(ONE) };

#define SAY_THREE(name, expression) #name " " #name "_c c_" #name " "
#define SAY_ONE(name) #name " "

/* game/engine/kernel.py will not use a library of another version: raise both with every change that the other side can notice. */
SHOWN int32_t kernel_version(void) { return 1; }

/* The operations in the order of their numbers, for the side that encodes. */
SHOWN const char *kernel_operations(void) { return NUMBERS(SAY_THREE) COMPARES(SAY_THREE) BYTES(SAY_THREE) OTHERS(SAY_ONE); }

/* Largest index a table is asked for; longer ones do not occur, and a cast beyond it would differ between processors. */
#define TOP 1073741823.0

#define CASES(name, expression, from, to)                                                                                 \
    case op_##name: {                                                                                                     \
        const from *left = one, *right = two;                                                                             \
        to *out = target;                                                                                                 \
        EACH { const from a = left[i], b = right[i]; out[i] = (to)(expression); }                                         \
        break;                                                                                                            \
    }                                                                                                                     \
    case op_##name##_c: {                                                                                                 \
        const from *left = one, b = *(const from *)two;                                                                   \
        to *out = target;                                                                                                 \
        EACH { const from a = left[i]; out[i] = (to)(expression); }                                                       \
        break;                                                                                                            \
    }                                                                                                                     \
    case op_c_##name: {                                                                                                   \
        const from a = *(const from *)one, *right = two;                                                                  \
        to *out = target;                                                                                                 \
        EACH { const from b = right[i]; out[i] = (to)(expression); }                                                      \
        break;                                                                                                            \
    }
#define OF_NUMBERS(name, expression) CASES(name, expression, double, double)
#define OF_COMPARES(name, expression) CASES(name, expression, double, uint8_t)
#define OF_BYTES(name, expression) CASES(name, expression, uint8_t, uint8_t)
#define SINGLE(name, from, to, expression)                                                                                \
    case op_##name: {                                                                                                     \
        const from *left = one;                                                                                           \
        to *out = target;                                                                                                 \
        EACH { const from a = left[i]; out[i] = (to)(expression); }                                                       \
        break;                                                                                                            \
    }

typedef struct {
    int32_t operation, out, left, right, count;
} Instruction;

/* rows[k] starts at starts[k] and moves on by strides[k] bytes a world (0: a constant, a table, a temporary of one tile);
   `here` is room for one pointer a row. */
typedef struct {
    const Instruction *code;
    const uint64_t *starts;
    const int32_t *strides;
    void **here;
    int32_t instructions, rows, worlds, tile;
} Program;

#define RUN run_plain
#define TARGET
#include "kernel_run.h"

/* Compilers that know the wide vectors. */
#if defined(__x86_64__) && (defined(__clang__) || (defined(__GNUC__) && __GNUC__ >= 8))
#define WIDE 1
#else
#define WIDE 0
#endif

#if WIDE
#define RUN run_avx2
#define TARGET __attribute__((target("avx2")))
#include "kernel_run.h"
#define RUN run_avx512
/* Left to itself GCC gathers one by one, and in half vectors. */
#if defined(__clang__)
#define TARGET __attribute__((target("avx2,avx512f,avx512dq,avx512bw,avx512vl"), min_vector_width(512)))
#else
#define TARGET __attribute__((target("avx2,avx512f,avx512dq,avx512bw,avx512vl,tune=icelake-server,prefer-vector-width=512")))
#endif
#include "kernel_run.h"
#endif

/* Name a level of vectors, the widest having the highest number; NULL where this build or this processor has none of it. */
SHOWN const char *kernel_vectors(int32_t level)
{
#if WIDE
    if (level == 1 && __builtin_cpu_supports("avx2"))
        return "AVX2";
    if (level == 2 && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        return "AVX-512";
#endif
    return level == 0 ? "plain" : NULL;
}

/* Run a program over all its worlds, with the vectors of a level that has a name. */
SHOWN void kernel_run(const Program *program, int32_t level)
{
#if WIDE
    if (level == 2)
        run_avx512(program);
    else if (level == 1)
        run_avx2(program);
    else
#endif
        run_plain(program);
}
