"""Curves the rules are written with, once for rows being recorded and for numbers that are known: tables between their points, eyes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from game.engine.grid import LOGISTIC_SPAN, NORMAL_SPAN, SNAP, TABLE_STEP, table

Quantity = TypeVar("Quantity", bound=Any)
_SPANS: Final = {"logistic": LOGISTIC_SPAN, "normal": NORMAL_SPAN}


class Arithmetic(Protocol[Quantity]):
    """What a curve needs of the numbers it is worked out in, beside + - * /; a recorder offers it for rows."""

    def clip(self, value: Quantity, low: float, high: float, /) -> Quantity:
        """Return the value within bounds."""

    def least(self, first: Quantity, second: float, /) -> Quantity:
        """Return the smaller of the two."""

    def floor(self, value: Quantity, /) -> Quantity:
        """Return the whole part of a value that is not below zero."""

    def take(self, values: Sequence[float] | NDArray[np.float64], index: Quantity, /) -> Quantity:
        """Return the entry of a table."""

    def snap(self, value: Quantity, /) -> Quantity:
        """Return the value on the grid."""


class Arrays:
    """Arithmetic of arrays, shape as given."""

    def clip(self, value: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
        """Return the values within bounds."""
        return np.clip(value, low, high)

    def least(self, first: NDArray[np.float64], second: float) -> NDArray[np.float64]:
        """Return the smaller of each value and a number."""
        return np.minimum(first, second)

    def floor(self, value: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the whole parts."""
        return np.floor(value)

    def take(self, values: Sequence[float] | NDArray[np.float64], index: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the entries of a table."""
        taken: NDArray[np.float64] = np.asarray(values, np.float64)[np.asarray(index).astype(np.intp)]
        return taken

    def snap(self, value: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values on the grid."""
        return (value + SNAP) - SNAP


ARRAYS: Final = Arrays()


def curve(of: Arithmetic[Quantity], name: str, x: Quantity) -> Quantity:
    """Return a shipped table (`logistic`, `normal`) at x: clamped to its ends, straight between its points."""
    values, span = table(name), _SPANS[name]
    at = (of.clip(x, -span, span) + span) / TABLE_STEP
    low = of.least(of.floor(at), float(len(values) - 2))
    left, right = of.take(values, low), of.take(values, low + 1.0)
    between: Quantity = left + (right - left) * (at - low)
    return between


def eyes(of: Arithmetic[Quantity], staff: Quantity, start: float) -> Quantity:
    """Return how well a power sees, 0 to 1: the share of its starting staff that is still in the other country."""
    return of.snap(of.clip(staff / max(start, 1.0), 0.0, 1.0))


def logistic(x: float) -> float:
    """Return 1 / (1 + e^-x) from the shipped table (error under 3e-6)."""
    return float(curve(ARRAYS, "logistic", np.array(x)))


def normal(x: float) -> float:
    """Return the standard normal distribution function from the shipped table."""
    return float(curve(ARRAYS, "normal", np.array(x)))
