"""Numbers that are the same everywhere: the grid of the tracks and the tables in place of exp, log and powers."""

from __future__ import annotations

from decimal import Context, Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

GRID: Final = 2.0**-20
"""Step of every track and stock."""
SNAP: Final = 1.5 * 2.0**32
"""Adding and subtracting it rounds to the grid (|v| < 2**31), alike in NumPy and in Python."""

PERSONS_MAX: Final = 2048
"""Largest number of persons the table of event sizes knows; more count as this many."""
LOGISTIC_SPAN: Final = 8.0
NORMAL_SPAN: Final = 6.0
TABLE_STEP: Final = 1.0 / 64.0

_CONTEXT: Final = Context(prec=40)


def aligned(shape: tuple[int, int], kind: np.dtype[Any]) -> NDArray[Any]:
    """Return rows of any content, shape (rows, worlds); in blocks of 64 worlds each begins where a line of the cache does."""
    size, line = shape[0] * shape[1] * kind.itemsize, 64
    room = np.empty(size + line, np.uint8)
    start = -room.__array_interface__["data"][0] % line
    return room[start : start + size].view(kind).reshape(shape)


def snap(value: float) -> float:
    """Return the value rounded to the grid."""
    return (value + SNAP) - SNAP


@cache
def table(name: str) -> NDArray[np.float64]:
    """Return a shipped table (`persons`, `logistic`, `normal`) of exact doubles, read-only."""
    text = (Path(__file__).parent / "data" / f"{name}.hex").read_text(encoding="ascii")
    values = np.array([float.fromhex(line) for line in text.split()])
    values.flags.writeable = False
    return values


@cache
def halving(days: float, half_life: float) -> float:
    """Return 2 ** (-days / half_life), rounded from 40 digits."""
    if half_life <= 0:
        return 1.0
    exponent = -Decimal(days) / Decimal(half_life)
    return float(_CONTEXT.power(Decimal(2), _CONTEXT.plus(exponent)))


@cache
def decay(share: float, days: float, period: float) -> float:
    """Return share ** (days / period), rounded from 40 digits."""
    return float(_CONTEXT.power(Decimal(share), _CONTEXT.divide(Decimal(days), Decimal(period))))


def event_size(persons: float) -> float:
    """Return z(n) = clip(ln(1+n)/ln(36), 0.3, 2) with z(0) = 0: how much an expulsion of n counts against one of 35."""
    return float(table("persons")[int(min(max(persons, 0.0), PERSONS_MAX))])
