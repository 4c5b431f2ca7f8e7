"""A machine that has the compiled kernel run its programs: the same numbers as NumPy's, several times as fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.engine import kernel
from game.engine.chance import slot_step
from game.engine.encoding import KEYS, NOTED, ROW, Encoding, Operands
from game.engine.grid import aligned
from game.engine.instructions import BOOL, FLOAT, INDEX, SMALL, STATE
from game.engine.kernel import Kernel, Program
from game.engine.machine import Block, Machine, NumpyMachine, Rows, Trace
from game.engine.segment import Segment

TILE: Final = 512
"""Worlds taken through a program at a time: their temporaries stay in the first cache (measured; see `persona bench`)."""
_KINDS: Final[dict[str, np.dtype[Any]]] = {
    FLOAT: np.dtype(np.float64),
    BOOL: np.dtype(np.uint8),
    SMALL: np.dtype(np.uint8),
    INDEX: np.dtype(np.int32),
}


def fastest(state: Sequence[Any] | Rows, seeds: NDArray[np.uint64]) -> Machine:
    """Return the fastest machine there is here for a block of worlds: the kernel's, or NumPy's."""
    found = kernel.load()
    return NumpyMachine(state, seeds) if found is None else NativeMachine(state, seeds, found)


@dataclass(slots=True)
class _Bound:
    """A program bound to rows, with all that must live as long as it; `notes` is what a traced run wrote down."""

    program: Program
    encoding: Encoding
    notes: NDArray[np.float64]
    alive: tuple[NDArray[Any], ...]


class NativeMachine(Block):
    """Has the kernel run programs over a block, each of its rows in one piece; they are bound when they first run."""

    def __init__(self, state: Sequence[Any] | Rows, seeds: NDArray[np.uint64], compiled: Kernel) -> None:
        super().__init__(state, seeds)
        self._kernel = compiled
        self._tile = min(TILE, self._lanes)
        # Looked up when a program first needs the row: a small program over a large state should cost little.
        self._starts, self._sizes = np.zeros(len(state), np.uint64), np.zeros(len(state), np.int32)
        self._scratch = {space: np.empty(0, np.uint64) for space in _KINDS}
        self._alive: list[NDArray[Any]] = []
        self._rolls: dict[int, tuple[Program, NDArray[np.uint64], tuple[NDArray[Any], ...]]] = {}
        self._programs: dict[tuple[int, bool], tuple[Segment, _Bound]] = {}

    def roll(self, slot: int) -> Rows:
        """Return the draws of a slot, shape (n,)."""
        out = np.empty(self._lanes)
        if slot not in self._rolls:
            line = np.array([(self._kernel.operations["draw"], 2, 0, 1, 0)], np.int32)
            step = slot_step(slot).reshape(1)
            self._alive.append(step)
            starts = np.array([_address(self.dice.keys), _address(step), 0], np.uint64)
            program, alive = self._program(line, starts, np.array([8, 0, 8], np.int32))
            self._rolls[slot] = program, starts, alive
        program, starts, _alive = self._rolls[slot]
        starts[2] = _address(out)
        self._kernel.run(program)
        return out

    def run(self, segment: Segment, trace: Trace | None = None) -> None:
        """Run a segment; with a trace, note every addition to a row in lane 0."""
        key = id(segment), trace is not None
        known = self._programs.get(key)
        if known is None:
            known = self._programs[key] = segment, self._bind(segment.encoded if trace is None else segment.encoded_traced)
        bound = known[1]
        self._kernel.run(bound.program)
        if trace is not None:
            _tell(bound, trace)

    def _bind(self, encoding: Encoding) -> _Bound:
        numbers = np.array([self._kernel.operations[name] for name in encoding.operations], np.int32)
        code = encoding.code.copy()
        code[:, 0] = numbers[code[:, 0]] if len(code) else 0
        self._reserve(encoding.sizes)
        notes = np.zeros(max(encoding.noted, 1))
        starts, strides = np.zeros(encoding.count, np.uint64), np.zeros(encoding.count, np.int32)
        for space, group in encoding.operands.items():
            if space == STATE:
                starts[group.numbers], strides[group.numbers] = self._of_state(group)
            elif space == KEYS:
                starts[group.numbers], strides[group.numbers] = _address(self.dice.keys), self.dice.keys.itemsize
            elif space == ROW:
                starts[group.numbers] = np.array([_address(row) for row in encoding.rows], np.uint64)[group.rows]
            elif space == NOTED:
                starts[group.numbers] = _address(notes)
            else:
                starts[group.numbers] = self._scratch[space][group.rows]
        program, alive = self._program(code, starts, strides)
        return _Bound(program, encoding, notes, alive)

    def _of_state(self, group: Operands) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        """Return where the rows of the state begin, and the size of an element."""
        for row in group.rows[self._starts[group.rows] == 0]:
            self._starts[row], self._sizes[row] = _address(self.state[row]), _size(self.state[row], self._lanes)
        sizes = self._sizes[group.rows]
        wrong = group.rows[sizes != np.where(group.are_bytes, 1, 8)]
        if len(wrong):
            raise RuntimeError(f"row {wrong[0]} of the state is not in one piece of its kind")
        return self._starts[group.rows], sizes

    def _reserve(self, sizes: dict[str, int]) -> None:
        for space, known in self._scratch.items():
            missing = sizes[space] - len(known)
            if missing > 0:
                rows = aligned((missing, self._tile), _KINDS[space])
                self._alive.append(rows)
                self._scratch[space] = np.append(known, np.array([_address(row) for row in rows], np.uint64))

    def _program(
        self, code: NDArray[np.int32], starts: NDArray[np.uint64], strides: NDArray[np.int32]
    ) -> tuple[Program, tuple[NDArray[Any], ...]]:
        here = np.empty(len(starts), np.uint64)
        parts: tuple[NDArray[Any], ...] = (code, starts, strides, here)
        return Program(*(_address(part) for part in parts), len(code), len(starts), self._lanes, self._tile), parts


def _size(row: NDArray[Any], lanes: int) -> int:
    """Return the bytes of an element of a row that the kernel can take: numbers or bytes, one for each world, in one piece; else 0."""
    fits = row.dtype in (_KINDS[FLOAT], _KINDS[BOOL]) and row.strides == (row.itemsize,) and len(row) == lanes
    return row.itemsize if fits else 0


def _address(row: NDArray[Any]) -> int:
    address: int = row.__array_interface__["data"][0]
    return address


def _tell(bound: _Bound, trace: Trace) -> None:
    """Write what a traced run noted of lane 0 into the trace, in the order of the program."""
    notes = bound.notes.tolist()
    for sight in bound.encoding.sights:
        value = notes[sight.at]
        match sight.kind:
            case "add":
                trace.additions.append((sight.row, sight.label, value))
            case "bound" if notes[sight.at + 1] != value:
                trace.additions.append((sight.row, sight.label, notes[sight.at + 1] - value))
            case "mark" if value:
                trace.marks.append(sight.label)
            case "note":
                trace.notes[sight.label] = value
