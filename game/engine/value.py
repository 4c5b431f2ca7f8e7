"""A symbolic row: what the model and the authors' expressions are written over."""

from __future__ import annotations

from typing import Protocol

from game.engine.instructions import CONST, STATE, Ref


class Recording(Protocol):
    """What a value's operators need of the program being recorded."""

    versions: dict[int, int]

    def lift(self, value: Operand) -> Value:
        """Return a number as a constant row."""

    def arithmetic(self, op: str, left: Operand, right: Operand) -> Value:
        """Record + - * / of two rows."""

    def compare(self, op: str, left: Operand, right: Operand) -> Value:
        """Record a comparison."""

    def logic(self, op: str, left: Value, right: Value) -> Value:
        """Record `and` or `or`."""

    def negate(self, value: Value) -> Value:
        """Record `not`."""


class Value:
    """A symbolic row: operators on it record instructions."""

    __slots__ = ("boolean", "grid", "most", "recorder", "ref", "version")

    def __init__(self, recorder: Recording, ref: Ref, boolean: bool, grid: bool) -> None:
        self.recorder, self.ref, self.boolean, self.grid = recorder, ref, boolean, grid
        # The largest number that a condition or a small whole number can hold; of other rows it says nothing.
        self.most = 1
        self.version = recorder.versions.get(int(ref.at), 0) if ref.space == STATE else 0

    @property
    def constant(self) -> float | None:
        """The value if it is known while recording."""
        return self.ref.at if self.ref.space == CONST else None

    def __add__(self, other: Operand) -> Value:
        return self.recorder.arithmetic("add", self, other)

    def __radd__(self, other: float) -> Value:
        return self.recorder.arithmetic("add", self, other)

    def __sub__(self, other: Operand) -> Value:
        return self.recorder.arithmetic("sub", self, other)

    def __rsub__(self, other: float) -> Value:
        return self.recorder.arithmetic("sub", self.recorder.lift(other), self)

    def __mul__(self, other: Operand) -> Value:
        return self.recorder.arithmetic("mul", self, other)

    def __rmul__(self, other: float) -> Value:
        return self.recorder.arithmetic("mul", self, other)

    def __truediv__(self, other: Operand) -> Value:
        return self.recorder.arithmetic("div", self, other)

    def __neg__(self) -> Value:
        return self.recorder.arithmetic("sub", self.recorder.lift(0.0), self)

    def __lt__(self, other: Operand) -> Value:
        return self.recorder.compare("lt", self, other)

    def __le__(self, other: Operand) -> Value:
        return self.recorder.compare("le", self, other)

    def __gt__(self, other: Operand) -> Value:
        return self.recorder.compare("lt", self.recorder.lift(other), self)

    def __ge__(self, other: Operand) -> Value:
        return self.recorder.compare("le", self.recorder.lift(other), self)

    def equals(self, other: Operand) -> Value:
        """Return a condition: equal."""
        return self.recorder.compare("eq", self, other)

    def differs(self, other: Operand) -> Value:
        """Return a condition: not equal."""
        return self.recorder.compare("ne", self, other)

    def __and__(self, other: Value) -> Value:
        return self.recorder.logic("and", self, other)

    def __or__(self, other: Value) -> Value:
        return self.recorder.logic("or", self, other)

    def __invert__(self) -> Value:
        return self.recorder.negate(self)


Operand = Value | float
