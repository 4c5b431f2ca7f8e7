"""The program a scenario compiles to: a flat list of element operations on rows, recorded from ordinary arithmetic.

Model and expressions are written over `Value`s; each operator appends one instruction. A `Segment` is the finished list, with
dead code dropped and temporaries packed. `game.engine.machine` runs it over NumPy rows, or over plain floats as the oracle.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.engine.grid import SNAP
from game.engine.instructions import (
    ARITHMETIC,
    BOOL,
    COMPARE,
    CONST,
    FLOAT,
    INDEX,
    MARK,
    NOTE,
    NOWHERE,
    SMALL,
    STATE,
    Instruction,
    Ref,
)
from game.engine.segment import Segment
from game.engine.value import Operand, Value

MOST_SMALL: Final = 255
"""The largest small whole number: a byte."""


@dataclass(slots=True)
class Recorder:
    """Records one segment; state rows are named by their numbers, and `marks` are those kept in bytes."""

    marks: frozenset[int] = frozenset()
    code: list[Instruction] = field(default_factory=list)
    versions: dict[int, int] = field(default_factory=dict)
    pending: list[tuple[int, Value, Hashable]] = field(default_factory=list)
    putting: list[tuple[int, Value]] = field(default_factory=list)
    raising: list[tuple[int, Value]] = field(default_factory=list)
    _shares: dict[Ref, tuple[Value, float]] = field(default_factory=dict)
    _known: dict[Hashable, Value] = field(default_factory=dict)
    _tables: dict[bytes, NDArray[np.float64]] = field(default_factory=dict)
    _count: int = 0

    # --- sources -------------------------------------------------------------------------------

    def lift(self, value: Operand) -> Value:
        """Return a number as a constant row."""
        if isinstance(value, Value):
            return value
        number = float(value)
        return Value(self, Ref(CONST, number), False, (number + SNAP) - SNAP == number)

    def truth(self, value: bool) -> Value:
        """Return a constant condition."""
        return Value(self, Ref(CONST, 1.0 if value else 0.0), True, True)

    def read(self, row: int) -> Value:
        """Return the row as it is now; using it after the row was written is an error."""
        return Value(self, Ref(STATE, row), row in self.marks, True)

    def roll(self, turn_slot: int) -> Value:
        """Return the draw of a slot in the turn being played, in [0, 1)."""
        return self._emit("draw", (), FLOAT, False, False, turn_slot)

    def take(self, values: Sequence[float] | NDArray[np.float64], index: Value, extra: Hashable = None) -> Value:
        """Return table[index], the index clamped to the table."""
        table = np.asarray(values, np.float64)
        if len(table) and bool((table == table[0]).all()):
            return self.lift(float(table[0]))
        if index.constant is not None:
            return self.lift(float(table[int(min(max(index.constant, 0), len(table) - 1))]))
        shared = self._tables.setdefault(table.tobytes(), table)
        grid = bool((((table + SNAP) - SNAP) == table).all())
        return self._emit("take", (self._index(index),), FLOAT, False, grid, shared, (id(shared), extra))

    def _index(self, value: Value) -> Value:
        return self._emit("toint", (value,), INDEX, False, False)

    # --- operators -----------------------------------------------------------------------------

    def arithmetic(self, op: str, left: Operand, right: Operand) -> Value:
        """Record + - * / min max of two rows."""
        a, b = self.number(self.lift(left)), self.number(self.lift(right))
        if a.constant is not None and b.constant is not None and not (op == "div" and b.constant == 0):
            return self.lift(ARITHMETIC[op](a.constant, b.constant))
        simple = self._simplify(op, a, b)
        if simple is not None:
            return simple
        grid = op in ("add", "sub", "min", "max") and a.grid and b.grid
        if op == "mul" and (self._is_whole(a) or self._is_whole(b)):
            grid = a.grid and b.grid
        result = self._emit(op, (a, b), FLOAT, False, grid)
        for mask, share in ((a, b), (b, a)):
            if op == "mul" and share.constant is not None and ("mask", mask.ref) in self._known:
                self._shares[result.ref] = (mask, share.constant)
        return result

    def _is_whole(self, value: Value) -> bool:
        """Tell whether a product with the value stays on the grid: a condition, or a whole constant."""
        return ("mask", value.ref) in self._known or (value.constant is not None and value.constant == value.constant // 1)

    def _simplify(self, op: str, a: Value, b: Value) -> Value | None:
        if op in ("add", "sub") and b.constant == 0:
            return a
        if op == "add" and a.constant == 0:
            return b
        if op == "mul" and 0 in (a.constant, b.constant):
            return self.lift(0.0)
        if op in ("mul", "div") and b.constant == 1:
            return a
        if op == "mul" and a.constant == 1:
            return b
        return None

    def compare(self, op: str, left: Operand, right: Operand) -> Value:
        """Record a comparison of two rows."""
        a, b = self.lift(left), self.lift(right)
        if SMALL not in (a.ref.space, b.ref.space):
            a, b = self.number(a), self.number(b)
        if a.constant is not None and b.constant is not None:
            return self.truth(COMPARE[op](a.constant, b.constant))
        return self._emit(op, (a, b), BOOL, True, True)

    def logic(self, op: str, left: Value, right: Value) -> Value:
        """Record `and` or `or` of two conditions."""
        a, b = self.condition(left), self.condition(right)
        for one, two in ((a, b), (b, a)):
            if one.constant is not None:
                keeps = (one.constant == 1) == (op == "and")
                return two if keeps else one
        return self._emit(op, (a, b), BOOL, True, True)

    def negate(self, value: Value) -> Value:
        """Record `not` of a condition."""
        condition = self.condition(value)
        if condition.constant is not None:
            return self.truth(condition.constant == 0)
        return self._emit("not", (condition,), BOOL, True, True)

    def condition(self, value: Value) -> Value:
        """Return the row as a condition: a number counts as true when it is not zero."""
        if value.boolean:
            return value
        return self.compare("ne", value, 0.0)

    def number(self, value: Value) -> Value:
        """Return the row as a number: a condition counts 1 or 0."""
        if not value.boolean:
            return value
        if value.constant is not None:
            return self.lift(value.constant)
        mask = self._emit("tofloat", (value,), FLOAT, False, True)
        self._known[("mask", mask.ref)] = mask
        return mask

    def floor(self, value: Value) -> Value:
        """Record the largest whole number not above the row."""
        if value.constant is not None:
            return self.lift(float(value.constant // 1))
        return self._emit("floor", (value,), FLOAT, False, True)

    def snap(self, value: Operand) -> Value:
        """Return the row rounded to the grid."""
        row = self.number(self.lift(value))
        if row.grid:
            return row
        if row.constant is not None:
            return self.lift((row.constant + SNAP) - SNAP)
        if row.ref in self._shares:
            # A condition times a number is that number or nothing: the number is rounded here, once.
            mask, share = self._shares[row.ref]
            return mask * ((share + SNAP) - SNAP)
        raised = self._emit("add", (row, self.lift(SNAP)), FLOAT, False, False)
        return self._emit("sub", (raised, self.lift(SNAP)), FLOAT, False, True)

    def least(self, first: Operand, *others: Operand) -> Value:
        """Return the smallest of the rows."""
        result = self.lift(first)
        for other in others:
            result = self.arithmetic("min", result, other)
        return self.number(result)

    def most(self, first: Operand, *others: Operand) -> Value:
        """Return the largest of the rows."""
        result = self.lift(first)
        for other in others:
            result = self.arithmetic("max", result, other)
        return self.number(result)

    def clip(self, value: Operand, low: Operand, high: Operand) -> Value:
        """Return the row within bounds."""
        return self.least(self.most(value, low), high)

    def choose(self, condition: Value, then: Operand, otherwise: Operand) -> Value:
        """Return `then` where the condition holds, else `otherwise` (both finite)."""
        kept = self.condition(condition)
        if kept.constant is not None:
            return self.lift(then if kept.constant else otherwise)
        low, high, mask = self.lift(otherwise), self.lift(then), self.number(kept)
        if low.grid and high.grid:
            return low + mask * (high - low)
        return mask * high + (1.0 - mask) * low

    def any_of(self, conditions: Iterable[Value]) -> Value:
        """Return `or` of all conditions; of none, false."""
        result = self.truth(False)
        for condition in conditions:
            result = result | condition
        return result

    def all_of(self, conditions: Iterable[Value]) -> Value:
        """Return `and` of all conditions; of none, true."""
        result = self.truth(True)
        for condition in conditions:
            result = result & condition
        return result

    # --- small whole numbers, 0 to 255: cheap sums of conditions ---------------------------------

    def tally(self, pairs: Iterable[tuple[Value, int]], exclusive: bool = False) -> Value:
        """Return the sum of the weights of the conditions that hold, as a small whole number.

        Of `exclusive` conditions at most one holds in any world. Raises OverflowError if the sum can exceed a byte.
        """
        total, most = self._small("sfill", (), 0, 0), 0
        for condition, weight in pairs:
            mask = self.condition(condition)
            if mask.constant == 0 or weight == 0:
                continue
            part = mask if weight == 1 else self._small("smul", (mask, self.lift(weight)), weight)
            most = max(most, weight) if exclusive else most + weight
            total = part if total.most == 0 else self._small("sadd", (total, part), most)
        return total if total.ref.space == SMALL else self._small("smul", (total, self.lift(1)), 1)

    def count(self, pairs: Sequence[tuple[Value, int]], exclusive: bool = False) -> Value:
        """Return the sum of the weights of the conditions that hold: a small whole number if a byte can hold it, else a number."""
        weights = [weight for _condition, weight in pairs]
        if (max(weights, default=0) if exclusive else sum(weights)) <= MOST_SMALL:
            return self.tally(pairs, exclusive)
        total = self.lift(0.0)
        for condition, weight in pairs:
            total = total + self.number(condition) * float(weight)
        return total

    def shrink(self, value: Value, most: int) -> Value:
        """Return a row of whole numbers from 0 to `most` as small ones; raises OverflowError if a byte cannot hold them."""
        return self._small("shrink", (value,), most)

    def widen(self, small: Value) -> Value:
        """Return a small whole number as an ordinary row; an ordinary one as it is."""
        if small.ref.space != SMALL:
            return self.number(small)
        return self._emit("tofloat", (small,), FLOAT, False, True)

    def below(self, left: Value, right: Operand, or_equal: bool = False) -> Value:
        """Return a condition between small whole numbers: left < right, or left <= right."""
        return self._emit("le" if or_equal else "lt", (left, self.lift(right)), BOOL, True, True)

    def small(self, op: str, left: Value, right: Operand, most: int | None = None) -> Value:
        """Record `sadd`, `ssub` or `smul` of small whole numbers; a difference must not fall below zero.

        `most` is the largest result where the caller knows it to be less than the parts allow. Raises OverflowError beyond a byte.
        """
        operand = self.lift(right)
        if most is None:
            top = operand.most if operand.constant is None else int(operand.constant)
            most = {"sadd": left.most + top, "ssub": left.most, "smul": left.most * top}[op]
        return self._small(op, (left, operand), most)

    def _small(self, op: str, args: tuple[Value, ...], most: int, extra: object = None) -> Value:
        if most > MOST_SMALL:
            raise OverflowError(f"{op} can come to {most}, and a byte holds {MOST_SMALL}")
        result = self._emit(op, args, SMALL, False, True, extra)
        result.most = most
        return result

    # --- effects -------------------------------------------------------------------------------

    def add(self, row: int, amount: Operand, cause: Hashable) -> None:
        """Add to a row when the phase is committed; the ledger names the cause."""
        value = self.snap(amount)
        if value.constant != 0:
            self.pending.append((row, self._steady(value), cause))

    def put(self, row: int, amount: Operand) -> None:
        """Overwrite a row when the phase is committed."""
        self.putting.append((row, self._steady(self._fit(row, self.lift(amount)))))

    def _fit(self, row: int, value: Value) -> Value:
        """Return the value as its row keeps it: a mark as condition or small number, all else as a number."""
        if row not in self.marks:
            return self.widen(value) if value.ref.space == SMALL else self.number(value)
        kept = value.boolean or value.ref.space == SMALL or value.constant is not None
        return value if kept else self.shrink(value, MOST_SMALL)

    def raise_to(self, row: int, value: Operand) -> None:
        """Raise a row to at least a value when the phase is committed (marks are only ever set)."""
        raised = self.lift(value)
        self.raising.append((row, self._steady(self.condition(raised) if row in self.marks else self.number(raised))))

    def _steady(self, value: Value) -> Value:
        """Return the value in a temporary of its own, so that a later write to its row cannot change it."""
        if value.ref.space != STATE:
            return value
        if value.boolean:
            return self._emit("or", (value, value), BOOL, True, True)
        return self._emit("copy", (value,), FLOAT, False, value.grid)

    def commit(self) -> None:
        """Write all pending changes: every amount was read from the state before any of them."""
        pending, self.pending = self.pending, []
        putting, self.putting = self.putting, []
        for row, value, cause in pending:
            self.code.append(Instruction("addto", Ref(STATE, row), (Ref(STATE, row), value.ref), cause))
        for row, value in putting:
            self.code.append(Instruction("store", Ref(STATE, row), (value.ref,)))
        raising, self.raising = self.raising, []
        for row, value in raising:
            self.code.append(Instruction("raise", Ref(STATE, row), (Ref(STATE, row), value.ref)))
        for row in dict.fromkeys([row for row, _, _ in pending] + [row for row, _ in putting] + [row for row, _ in raising]):
            self._bump(row)

    def mark(self, condition: Value, label: Hashable) -> None:
        """Note in a traced run that the condition held; costs nothing in others."""
        if condition.constant != 0:
            self.code.append(Instruction(MARK, Ref(NOWHERE, 0), (condition.ref,), label))

    def note(self, value: Value, label: Hashable) -> None:
        """Note the value of a row in a traced run; costs nothing in others."""
        self.code.append(Instruction(NOTE, Ref(NOWHERE, 0), (self.number(value).ref,), label))

    def bound(self, row: int, low: float, high: float, cause: Hashable) -> None:
        """Keep a row within bounds, at once; the ledger names the cause of what is cut off."""
        self.code.append(Instruction("bound", Ref(STATE, row), (Ref(STATE, row),), (low, high, cause)))
        self._bump(row)

    def store(self, row: int, value: Operand) -> None:
        """Overwrite a row that is no track (choices, ages, marks) at once."""
        source = self._fit(row, self.lift(value))
        self._check(source)
        if source.ref == Ref(STATE, row):
            return
        self.code.append(Instruction("store", Ref(STATE, row), (source.ref,)))
        self._bump(row)

    def _bump(self, row: int) -> None:
        self.versions[row] = self.versions.get(row, 0) + 1

    def _check(self, value: Value) -> None:
        if value.ref.space == STATE and value.version != self.versions.get(int(value.ref.at), 0):
            raise RuntimeError(f"row {value.ref.at} was read before it was written and used after")

    def _emit(
        self, op: str, args: tuple[Value, ...], space: str, boolean: bool, grid: bool, extra: object = None, key: Hashable = None
    ) -> Value:
        for value in args:
            self._check(value)
        known: Hashable = (op, tuple((value.ref, value.version) for value in args), key if key is not None else extra)
        found = self._known.get(known)
        if found is not None:
            return found
        out = Ref(space, self._count)
        self._count += 1
        self.code.append(Instruction(op, out, tuple(value.ref for value in args), extra))
        result = Value(self, out, boolean, grid)
        self._known[known] = result
        return result

    def finish(self) -> Segment:
        """Commit what is pending and return the segment."""
        self.commit()
        return Segment(self.code, self.marks)
