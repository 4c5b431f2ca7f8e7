"""A segment: a finished list of instructions, with dead code dropped, writes in the order of rows, temporaries packed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from game.engine.encoding import Encoding, encode
from game.engine.instructions import BOOL, FLOAT, INDEX, MARK, NOTE, SMALL, STATE, STORES, Instruction, Ref


@dataclass
class Segment:
    """A finished list of instructions; every other form of it is made when first asked for. `marks` are the rows kept in bytes."""

    raw: list[Instruction]
    marks: frozenset[int] = frozenset()

    @cached_property
    def code(self) -> list[Instruction]:
        """The instructions without marks and notes: dead ones dropped, temporaries packed."""
        return self._plain[0]

    @cached_property
    def traced(self) -> list[Instruction]:
        """The same with marks and notes."""
        return self._traced[0]

    @cached_property
    def encoded(self) -> Encoding:
        """The plain form as numbers, for the kernel."""
        return encode(self.code, self.marks)

    @cached_property
    def encoded_traced(self) -> Encoding:
        """The traced form as numbers, for the kernel."""
        return encode(self.traced, self.marks, traced=True)

    @cached_property
    def _plain(self) -> tuple[list[Instruction], dict[str, int]]:
        code = live([instruction for instruction in self.raw if instruction.op not in (MARK, NOTE)])
        return pack(direct(late(by_row(code))))

    @cached_property
    def _traced(self) -> tuple[list[Instruction], dict[str, int]]:
        return pack(direct(live(self.raw)))

    def sizes(self, traced: bool = False) -> dict[str, int]:
        """Return how many temporaries of each kind a form needs, by space."""
        return self._traced[1] if traced else self._plain[1]

    @property
    def floats(self) -> int:
        """How many rows of numbers the plain form needs beside the state."""
        return self.sizes()[FLOAT]


def by_row(code: list[Instruction]) -> list[Instruction]:
    """Return the code with the writes of each commit in the order of their rows: a row is fetched once for all its additions."""
    result: list[Instruction] = []
    run: dict[Ref, list[Instruction]] = {}
    for instruction in code:
        if instruction.op in STORES and all(ref.space != STATE or ref == instruction.out for ref in instruction.args):
            run.setdefault(instruction.out, []).append(instruction)
            continue
        result += chain.from_iterable(run.values())
        run = {}
        result.append(instruction)
    return [*result, *chain.from_iterable(run.values())]


def late(code: list[Instruction]) -> list[Instruction]:
    """Return the code with what depends on temporaries alone made just before it is needed: fewer rows wait in the cache."""
    waiting: dict[Ref, Instruction] = {}
    result: list[Instruction] = []

    def emit(instruction: Instruction) -> None:
        # By a stack of its own: the sums of a large crisis hang together deeper than Python's calls may.
        stack = [instruction]
        while stack:
            sources = [waiting[ref] for ref in stack[-1].args if ref in waiting]
            if sources:
                stack.append(sources[0])
                continue
            made = stack.pop()
            waiting.pop(made.out, None)
            result.append(made)

    for instruction in code:
        spaces = [ref.space for ref in instruction.args]
        if instruction.out.space == STATE or STATE in spaces or spaces.count(FLOAT) > 1:
            emit(instruction)
        else:
            waiting[instruction.out] = instruction
    return result


def direct(code: list[Instruction]) -> list[Instruction]:
    """Return the code with results written straight to the row they are stored in, where nothing between needs the old value."""
    uses: dict[Ref, int] = {}
    for instruction in code:
        for ref in instruction.args:
            uses[ref] = uses.get(ref, 0) + 1
    made = {instruction.out: at for at, instruction in enumerate(code)}
    touched: dict[Ref, int] = {}
    result: list[Instruction | None] = list(code)
    for at, instruction in enumerate(code):
        source = instruction.args[0] if instruction.op == "store" else None
        if source is not None and source.space == FLOAT and uses[source] == 1 and touched.get(instruction.out, -1) <= made[source]:
            maker = code[made[source]]
            result[made[source]] = Instruction(maker.op, instruction.out, maker.args, maker.extra)
            result[at] = None
        for ref in (*instruction.args, instruction.out):
            if ref.space == STATE:
                touched[ref] = at
    return [instruction for instruction in result if instruction is not None]


def live(code: list[Instruction]) -> list[Instruction]:
    """Return the instructions whose results reach the state or a mark."""
    needed: set[Ref] = set()
    kept: list[Instruction] = []
    for instruction in reversed(code):
        if instruction.op in STORES or instruction.op in (MARK, NOTE) or instruction.out in needed:
            kept.append(instruction)
            needed.update(instruction.args)
    return kept[::-1]


def pack(code: list[Instruction]) -> tuple[list[Instruction], dict[str, int]]:
    """Return the code with temporaries renumbered so that rows are used again once their last reader is done, and the sizes."""
    last = {ref: at for at, instruction in enumerate(code) for ref in instruction.args}
    free: dict[str, list[int]] = {FLOAT: [], BOOL: [], INDEX: [], SMALL: []}
    size = {FLOAT: 0, BOOL: 0, INDEX: 0, SMALL: 0}
    place: dict[Ref, Ref] = {}
    packed: list[Instruction] = []
    for at, instruction in enumerate(code):
        args = tuple(place.get(ref, ref) for ref in instruction.args)
        for ref in dict.fromkeys(instruction.args):
            if ref in place and last[ref] == at:
                free[ref.space].append(int(place[ref].at))
        out = instruction.out
        if out.space in free:
            place[out] = _claim(out.space, free, size)
            out = place[out]
        packed.append(Instruction(instruction.op, out, args, instruction.extra))
    return packed, size


def _claim(space: str, free: dict[str, list[int]], size: dict[str, int]) -> Ref:
    if free[space]:
        return Ref(space, free[space].pop())
    size[space] += 1
    return Ref(space, size[space] - 1)
