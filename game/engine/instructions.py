"""Instructions of a program: what one is, where its values live, and what the operations mean in plain Python."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

STATE: Final = "x"
FLOAT: Final = "f"
BOOL: Final = "b"
INDEX: Final = "i"
SMALL: Final = "s"
CONST: Final = "c"


class Ref(NamedTuple):
    """Where a value lives: a space (state row, temporary, constant) and its number or value."""

    space: str
    at: float


@dataclass(slots=True)
class Instruction:
    """One element operation: what, from where, to where; `extra` is a table, a slot or a cause."""

    op: str
    out: Ref
    args: tuple[Ref, ...]
    extra: object = None


ARITHMETIC: Final[dict[str, Callable[[float, float], float]]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "min": lambda a, b: a if a < b else b,
    "max": lambda a, b: a if a > b else b,
}
COMPARE: Final[dict[str, Callable[[float, float], bool]]] = {
    "lt": operator.lt,
    "le": operator.le,
    "eq": operator.eq,
    "ne": operator.ne,
}
STORES: Final = frozenset({"store", "addto", "bound", "raise"})
MARK: Final = "mark"
NOTE: Final = "note"
NOWHERE: Final = "-"
