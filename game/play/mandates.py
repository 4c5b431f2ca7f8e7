"""The mandates that somebody names for the seats of a crisis: checked in one place for a game, a campaign and a sweep."""

from __future__ import annotations

from collections.abc import Mapping

from game.engine.spec import Scenario
from game.engine.terms import POWERS, Power
from game.errors import UsageError


def power_of(name: str) -> Power:
    """Return a power by its id.

    Raises UsageError for another name.
    """
    found = next((power for power in POWERS if power == name), None)
    if found is None:
        raise UsageError(f"There is no power {name!r}. Powers: {', '.join(POWERS)}.")
    return found


def mandate_number(scenario: Scenario, power: Power, name: str) -> int:
    """Return the number of a seat's mandate, from 0.

    Raises UsageError for an unknown one, with those there are.
    """
    seat = scenario.seats[power]
    known = [mandate.id for mandate in seat.mandates]
    if name not in known:
        raise UsageError(f"There is no mandate {name!r} for {seat.name}. Mandates: {', '.join(known)}.")
    return known.index(name)


def mandates_of(scenario: Scenario, named: Mapping[Power, str] | None) -> dict[str, str]:
    """Return a mandate for each seat by its id, the seat's first where none is named.

    Raises UsageError for an unknown one.
    """
    chosen: dict[str, str] = {}
    for power in POWERS:
        mandates = scenario.seats[power].mandates
        name = (named or {}).get(power)
        chosen[power] = mandates[mandate_number(scenario, power, name) if name else 0].id
    return chosen
