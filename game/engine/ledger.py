"""The ledger: every change of every row, split into named causes that add up to it exactly, raw and as printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.engine.layout import Layout
from game.engine.machine import Trace
from game.engine.selectors import Breakdown

Cause = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One named part of one row's change; `power` is who acted, if anyone did, and `where` at the desk or with a card."""

    row: str
    cause: Cause
    amount: float
    power: str | None
    where: str = ""


def expand(layout: Layout, trace: Trace, option: int, power: str | None, where: str = "") -> list[Line]:
    """Return the lines of a traced segment; gathered amounts are split by the option that was chosen."""
    names = list(layout.rows)
    lines: list[Line] = []
    for row, cause, amount in trace.additions:
        if amount == 0:
            continue
        if isinstance(cause, Breakdown):
            number = option if cause.selector == "option" else int(trace.notes.get(("selected", cause.selector), 0))
            parts = cause.parts.get(number, ())
            lines.extend(Line(names[row], part, value, power, where) for part, value in parts)
        elif isinstance(cause, tuple):
            lines.append(Line(names[row], cause, amount, power, where))
    return lines


def merge(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with equal row, cause and power added up, in the order of their first appearance."""
    totals: dict[tuple[str, Cause, str | None, str], float] = {}
    for line in lines:
        key = (line.row, line.cause, line.power, line.where)
        totals[key] = totals.get(key, 0.0) + line.amount
    return [Line(row, cause, amount, power, where) for (row, cause, power, where), amount in totals.items() if amount != 0]


def printed(amounts: list[float], total: float, places: int) -> list[int]:
    """Return the amounts in units of 10**-places, rounded by largest remainder so that they add up to the printed total."""
    unit = 10**places
    exact = [amount * unit for amount in amounts]
    floors = [int(value // 1) for value in exact]
    missing = round(total * unit) - sum(floors)
    order = sorted(range(len(exact)), key=lambda n: (floors[n] - exact[n], n))
    for n in order[: max(missing, 0)]:
        floors[n] += 1
    for n in sorted(range(len(exact)), key=lambda n: (exact[n] - floors[n], n))[: max(-missing, 0)]:
        floors[n] -= 1
    return floors
