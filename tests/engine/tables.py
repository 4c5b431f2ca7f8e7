"""Compute the shipped tables from their definitions; `python -m tests.engine.tables` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, localcontext
from pathlib import Path

from game.engine.grid import LOGISTIC_SPAN, NORMAL_SPAN, PERSONS_MAX, TABLE_STEP

DATA = Path(__file__).parents[2] / "game" / "engine" / "data"


def points(span: float) -> Iterator[Decimal]:
    """Yield the arguments of a table over [-span, span]."""
    for step in range(int(2 * span / TABLE_STEP) + 1):
        yield Decimal(step) / 64 - Decimal(span)


def persons() -> list[float]:
    """Return z(n) for n = 0 .. PERSONS_MAX."""
    base = Decimal(36).ln()
    sizes = [min(max((1 + Decimal(n)).ln() / base, Decimal("0.3")), Decimal(2)) for n in range(1, PERSONS_MAX + 1)]
    return [0.0, *(float(size) for size in sizes)]


def logistic() -> list[float]:
    """Return the logistic function at the points of its table."""
    return [float(1 / (1 + (-x).exp())) for x in points(LOGISTIC_SPAN)]


def normal() -> list[float]:
    """Return the normal distribution function by its Taylor series about 0."""
    root = (2 * Decimal("3.14159265358979323846264338327950288419716939937511")).sqrt()
    return [float(Decimal("0.5") + series(x) / root) for x in points(NORMAL_SPAN)]


def series(x: Decimal) -> Decimal:
    """Return the integral of exp(-t^2/2) from 0 to x."""
    total = term = x
    n = 0
    while abs(term) > Decimal(10) ** -45:
        n += 1
        term = -term * x * x / (2 * n)
        total += term / (2 * n + 1)
    return total


def compute() -> dict[str, list[float]]:
    """Return all tables, by name."""
    with localcontext() as context:
        context.prec = 50
        return {"persons": persons(), "logistic": logistic(), "normal": normal()}


if __name__ == "__main__":
    DATA.mkdir(exist_ok=True)
    for name, values in compute().items():
        (DATA / f"{name}.hex").write_text("\n".join(value.hex() for value in values) + "\n", encoding="ascii")
