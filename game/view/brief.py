"""The briefing of a seat, and the lists a player chooses from before a game."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.spec import Goal, Mandate, Scenario
from game.engine.terms import POWERS, Power
from game.view.text import _, date, number


@dataclass(frozen=True, slots=True)
class Briefing:
    """One screen before the first turn."""

    title: str
    capital: str
    when: str
    office: str
    text: str
    mandate: str
    aim: str
    goals: tuple[str, ...]
    short: str


def goal_scale(goal: Goal) -> int:
    """Return the factor by which a goal's figures are shown: shares count to 100."""
    return 100 if max(abs(goal.start), abs(goal.full)) <= 1.0 and abs(goal.start - goal.full) < 1.0 else 1


def goal_line(goal: Goal) -> str:
    """Return a goal as one line: what, from where to where, for how much."""
    scale = goal_scale(goal)
    start, full = number(goal.start * scale, 0), number(goal.full * scale, 0)
    return _("{label}: from {start} to {full}, {points} points").format(label=goal.label, start=start, full=full, points=int(goal.points))


def mandate_of(scenario: Scenario, power: Power, mandate: str) -> Mandate:
    """Return a mandate of a seat by its id, or the seat's first."""
    found = next((item for item in scenario.seats[power].mandates if item.id == mandate), None)
    return found or scenario.seats[power].mandates[0]


def briefing(scenario: Scenario, power: Power, mandate_id: str) -> Briefing:
    """Return the briefing of a seat under a mandate."""
    seat = scenario.seats[power]
    mandate = mandate_of(scenario, power, mandate_id)
    return Briefing(
        scenario.title,
        seat.capital,
        _("{capital}, {date}").format(capital=seat.capital, date=date(scenario.turns[0].seen[power])),
        _("You are {office}.").format(office=seat.office),
        seat.brief,
        mandate.name,
        mandate.text,
        tuple(goal_line(goal) for goal in mandate.goals),
        " · ".join(f"{goal.label} {int(goal.points)}" for goal in mandate.goals),
    )


def seat_lines(scenario: Scenario) -> list[tuple[Power, str]]:
    """Return both seats with a line each."""
    return [(power, f"{scenario.seats[power].capital}: {scenario.seats[power].name}") for power in POWERS]
