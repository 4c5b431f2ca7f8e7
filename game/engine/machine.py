"""Two interpreters of one program: NumPy over N lanes, and plain Python over floats as the oracle of the tests."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from game.engine.chance import Dice, draw, slot_step
from game.engine.encoding import limits
from game.engine.instructions import ARITHMETIC, BOOL, COMPARE, CONST, FLOAT, INDEX, MARK, NOTE, SMALL, STATE, Instruction, Ref
from game.engine.segment import Segment

Rows = NDArray[np.float64]


@dataclass(slots=True)
class Trace:
    """What a traced run notes of lane 0: every addition to a row (row, cause, amount), the marks that held, values noted."""

    additions: list[tuple[int, Hashable, float]] = field(default_factory=list)
    marks: list[Hashable] = field(default_factory=list)
    notes: dict[Hashable, float] = field(default_factory=dict)


_UFUNCS: dict[str, Callable[..., Any]] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": np.divide,
    "min": np.minimum,
    "max": np.maximum,
    "lt": np.less,
    "le": np.less_equal,
    "eq": np.equal,
    "ne": np.not_equal,
    "sadd": np.add,
    "ssub": np.subtract,
    "smul": np.multiply,
    "and": np.logical_and,
    "or": np.logical_or,
}


class Machine(Protocol):
    """Runs segments on the state of a block of n worlds."""

    def turn_to(self, turn: int) -> None:
        """Set the turn that draws belong to."""

    def reseed(self) -> None:
        """Forget the keys of the turn, after the seeds were changed in place."""

    def roll(self, slot: int) -> Rows:
        """Return the draws of a slot, shape (n,)."""

    def run(self, segment: Segment, trace: Trace | None = None) -> None:
        """Run a segment; with a trace, note every addition to a row in lane 0."""


FEW = 256
"""Lanes up to which two cheap calls cost less than one dear one."""
Call = tuple[Callable[..., Any], tuple[Any, ...]]


class Block:
    """A block of n worlds as rows of shape (n,), numbers or bytes, with their dice, whatever runs programs over them."""

    def __init__(self, state: Sequence[Any] | Rows, seeds: NDArray[np.uint64]) -> None:
        self.state = state
        self.dice = Dice(seeds)
        self._lanes = len(seeds)

    def turn_to(self, turn: int) -> None:
        """Set the turn that draws belong to."""
        self.dice.turn_to(turn)

    def reseed(self) -> None:
        """Forget the keys of the turn, after the seeds were changed in place."""
        self.dice.forget()


class NumpyMachine(Block):
    """Runs programs over a block with NumPy; they are bound to its rows when they first run."""

    def __init__(self, state: Sequence[Any] | Rows, seeds: NDArray[np.uint64]) -> None:
        super().__init__(state, seeds)
        self._floats: list[Rows] = []
        self._bools: list[NDArray[np.bool_]] = []
        self._indices: list[NDArray[np.intp]] = []
        self._smalls: list[NDArray[np.uint8]] = []
        self._bound: dict[int, tuple[Segment, list[Call]]] = {}

    def roll(self, slot: int) -> Rows:
        """Return the draws of a slot, shape (n,)."""
        out = np.empty(self._lanes)
        self.dice.roll(slot_step(slot), out)
        return out

    def run(self, segment: Segment, trace: Trace | None = None) -> None:
        """Run a segment; with a trace, note every addition to a row in lane 0."""
        if trace is not None:
            calls = self._bind(segment, trace)
        else:
            known = self._bound.get(id(segment))
            if known is None:
                known = (segment, self._bind(segment, None))
                self._bound[id(segment)] = known
            calls = known[1]
        for function, args in calls:
            function(*args)

    def _bind(self, segment: Segment, trace: Trace | None) -> list[Call]:
        self._reserve(segment.sizes(trace is not None))
        if trace is None:
            return [self._call(instruction) for instruction in segment.code]
        calls: list[Call] = []
        for instruction in segment.traced:
            if instruction.op == MARK:
                calls.append((self._mark, (trace, instruction.extra, self._operand(instruction.args[0]))))
                continue
            if instruction.op == NOTE:
                calls.append((self._keep, (trace, instruction.extra, self._operand(instruction.args[0]))))
                continue
            if instruction.op == "bound":
                calls.append((self._bound_noted, (trace, instruction, self._row(instruction.out))))
                continue
            if instruction.op == "addto":
                calls.append((self._note, (trace, int(instruction.out.at), instruction.extra, self._row(instruction.args[1]))))
            calls.append(self._call(instruction))
        return calls

    @staticmethod
    def _note(trace: Trace, row: int, cause: Hashable, amount: Rows) -> None:
        trace.additions.append((row, cause, float(amount.flat[0])))

    @staticmethod
    def _keep(trace: Trace, label: Hashable, value: Rows) -> None:
        trace.notes[label] = float(value.flat[0])

    @staticmethod
    def _bound_noted(trace: Trace, instruction: Instruction, row: Rows) -> None:
        low, high, cause = limits(instruction)
        before = float(row[0])
        _keep_within(row, low, high)
        if float(row[0]) != before:
            trace.additions.append((int(instruction.out.at), cause, float(row[0]) - before))

    @staticmethod
    def _mark(trace: Trace, label: Hashable, condition: NDArray[np.bool_]) -> None:
        if condition.flat[0]:
            trace.marks.append(label)

    def _reserve(self, sizes: dict[str, int]) -> None:
        kinds: tuple[tuple[str, list[Any], Any], ...] = (
            (FLOAT, self._floats, np.float64),
            (BOOL, self._bools, np.bool_),
            (INDEX, self._indices, np.intp),
            (SMALL, self._smalls, np.uint8),
        )
        for space, rows, kind in kinds:
            while len(rows) < sizes[space]:
                rows.append(np.empty(self._lanes, kind))

    def _row(self, ref: Ref) -> Any:
        if ref.space == STATE:
            return self.state[int(ref.at)]
        if ref.space == FLOAT:
            return self._floats[int(ref.at)]
        if ref.space == BOOL:
            return self._bools[int(ref.at)]
        if ref.space == INDEX:
            return self._indices[int(ref.at)]
        if ref.space == SMALL:
            return self._smalls[int(ref.at)]
        return np.array(ref.at)

    def _operand(self, ref: Ref) -> Any:
        """Return a row to read: marks of the state are conditions to a program."""
        row = self._row(ref)
        return row.view(np.bool_) if ref.space == STATE and row.dtype == np.uint8 else row

    def _call(self, instruction: Instruction) -> Call:
        op, out = instruction.op, self._row(instruction.out)
        args = tuple(self._operand(ref) for ref in instruction.args)
        if SMALL in (instruction.out.space, *(ref.space for ref in instruction.args)):
            args = tuple(_as_small(value) for value in args)
        if op in ("min", "max"):
            return (_least if op == "min" else _most), (*args, out)
        if op in _UFUNCS:
            return _UFUNCS[op], (*args, out)
        match op:
            case "addto":
                return np.add, (*args, out)
            case "raise":
                return (np.logical_or, (*args, out.view(np.bool_))) if out.dtype == np.uint8 else (_most, (*args, out))
            case "shrink":
                return np.copyto, (out, args[0], "unsafe")
            case "sfill":
                return out.fill, (instruction.extra,)
            case "bound":
                low, high, _cause = limits(instruction)
                # One pass over many lanes; over few, the call behind `clip` costs more than a second pass.
                return (out.clip, (low, high, out)) if self._lanes > FEW else (_keep_within, (out, np.array(low), np.array(high)))
            case "store" if out.dtype == np.uint8:
                return np.copyto, (out, _as_small(args[0]), "unsafe")
            case "store" | "tofloat" | "copy":
                return np.copyto, (out, *args)
            case "toint":
                return np.copyto, (out, *args, "unsafe")
            case "not":
                return np.logical_not, (*args, out)
            case "floor":
                return np.floor, (*args, out)
            case "take":
                table: Any = instruction.extra
                return table.take, (*args, None, out, "clip")
            case "draw":
                slot: Any = instruction.extra
                return self.dice.roll, (slot_step(slot), out)
        raise RuntimeError(f"unknown operation {op}")


def _as_small(value: Any) -> Any:
    """Return conditions as 0/1 bytes and whole constants as bytes; rows of numbers stay as they are."""
    if value.dtype == np.bool_:
        return value.view(np.uint8)
    return value.astype(np.uint8) if value.ndim == 0 else value


def _keep_within(row: Rows, low: Any, high: Any) -> None:
    np.maximum(row, low, out=row)
    np.minimum(row, high, out=row)


def _least(a: Rows, b: Rows, out: Rows) -> None:
    np.minimum(a, b, out=out)


def _most(a: Rows, b: Rows, out: Rows) -> None:
    np.maximum(a, b, out=out)


class PlainMachine:
    """One world as a list of floats: slow, simple, and the judge of the other."""

    def __init__(self, state: list[float], seed: int) -> None:
        self.state = state
        self._seed = seed
        self._turn = 0

    def turn_to(self, turn: int) -> None:
        """Set the turn that draws belong to."""
        self._turn = turn

    def run(self, segment: Segment, trace: Trace | None = None) -> None:
        """Run a segment as it was recorded, in that order; with a trace, note every addition to a row."""
        rows: dict[Ref, float] = {}
        for instruction in segment.raw:
            args = [self._value(ref, rows) for ref in instruction.args]
            label: Any = instruction.extra
            if instruction.op == MARK:
                if trace is not None and args[0]:
                    trace.marks.append(label)
                continue
            if instruction.op == NOTE:
                if trace is not None:
                    trace.notes[label] = args[0]
                continue
            if trace is not None and instruction.op == "addto":
                trace.additions.append((int(instruction.out.at), label, args[1]))
            result = self._result(instruction, args)
            if trace is not None and instruction.op == "bound" and result != args[0]:
                trace.additions.append((int(instruction.out.at), label[2], result - args[0]))
            if instruction.out.space == STATE:
                self.state[int(instruction.out.at)] = result
            else:
                rows[instruction.out] = result

    def _value(self, ref: Ref, rows: dict[Ref, float]) -> float:
        if ref.space == CONST:
            return ref.at
        return self.state[int(ref.at)] if ref.space == STATE else rows[ref]

    @staticmethod
    def _small(op: str, left: float, right: float) -> float:
        result = ARITHMETIC[op.removeprefix("s")](left, right)
        if not 0 <= result <= 255:
            raise OverflowError(f"a small number left its range: {left} {op} {right}")
        return result

    def _result(self, instruction: Instruction, args: list[float]) -> float:
        op = instruction.op
        if op in ARITHMETIC:
            return ARITHMETIC[op](args[0], args[1])
        if op in COMPARE:
            return 1.0 if COMPARE[op](args[0], args[1]) else 0.0
        match op:
            case "addto":
                return args[0] + args[1]
            case "bound":
                low, high, _cause = limits(instruction)
                return float(min(max(args[0], low), high))
            case "store" | "tofloat" | "copy":
                return args[0]
            case "raise":
                return ARITHMETIC["max"](args[0], args[1])
            case "sfill":
                return float(instruction.extra)  # type: ignore[arg-type]
            case "sadd" | "ssub" | "smul":
                return self._small(op, args[0], args[1])
            case "toint" | "floor" | "shrink":
                return float(args[0] // 1)
            case "and":
                return 1.0 if args[0] and args[1] else 0.0
            case "or":
                return 1.0 if args[0] or args[1] else 0.0
            case "not":
                return 0.0 if args[0] else 1.0
            case "take":
                table: Any = instruction.extra
                return float(table[int(min(max(args[0], 0.0), len(table) - 1))])
            case "draw":
                slot: Any = instruction.extra
                return draw(self._seed, self._turn, slot)
        raise RuntimeError(f"unknown operation {op}")
