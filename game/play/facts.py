"""One row of the back-tests: a stylised fact, the value the engine gives, the band it must fall in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One stylised fact: its number, what it says, the measured value, the band, whether it holds, and a remark."""

    id: int
    fact: str
    value: float | None
    band: tuple[float, float] | None
    passed: bool | None
    remark: str = ""


def row(number: int, fact: str, value: float, low: float, high: float, also: bool = True, remark: str = "") -> Row:
    """Return a row: it passes when the value, rounded to four places, lies in the band and whatever else must hold does."""
    shown = round(value, 4)
    return Row(number, fact, shown, (low, high), bool(low <= shown <= high and also), remark)
