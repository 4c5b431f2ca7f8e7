"""Mandates are checked alike for a game, a campaign and a sweep."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from game import api
from game.content import campaigns
from game.engine.terms import POWERS, Power
from game.errors import UsageError
from game.play.campaign import Journey, Route
from game.play.mandates import mandate_number, mandates_of
from game.play.match import Match
from game.record.log import Writer
from tests.play import two_small
from tests.record.games import rules

SEATS: dict[Power, str] = {"us": "random", "russia": "random"}


def route(folder: Path) -> Route:
    """Return a campaign of two small crises."""
    campaign = campaigns.load(two_small.write(folder)).campaign
    assert campaign is not None
    return Route.of(campaign)


def test_a_mandate_has_its_number() -> None:
    scenario = rules().scenario
    for power in POWERS:
        for number, mandate in enumerate(scenario.seats[power].mandates):
            assert mandate_number(scenario, power, mandate.id) == number


def test_who_names_none_gets_the_first() -> None:
    scenario = rules().scenario
    first = {power: scenario.seats[power].mandates[0].id for power in POWERS}
    last = scenario.seats["russia"].mandates[-1].id
    assert mandates_of(scenario, None) == mandates_of(scenario, {}) == first
    assert mandates_of(scenario, {"russia": last}) == {**first, "russia": last}


def test_an_unknown_one_is_refused_in_the_same_words_everywhere(tmp_path: Path) -> None:
    made, named = route(tmp_path), {"us": "nonsense"}
    path = tmp_path / "game.jsonl"
    ways: list[Callable[[], object]] = [
        lambda: Match.start(rules(), SEATS, 1, named, Writer(path)),  # type: ignore[arg-type]
        lambda: Journey.start(made, SEATS, 1, named, Writer(path)),  # type: ignore[arg-type]
        lambda: Journey.start(made, SEATS, 1).cross(named),  # type: ignore[arg-type]
        lambda: api.simulate(rules(), 10, mandates=named),  # type: ignore[arg-type]
    ]
    told = set()
    for way in ways:
        with pytest.raises(UsageError) as refused:
            way()
        told.add(str(refused.value))
    known = ", ".join(mandate.id for mandate in rules().scenario.seats["us"].mandates)
    assert told == {f"There is no mandate 'nonsense' for United States. Mandates: {known}."}
    assert not path.exists()


def test_a_sweep_takes_what_is_named_and_draws_the_rest() -> None:
    last = rules().scenario.seats["us"].mandates[-1].id
    order = api.simulate(rules(), 4, mandates={"us": last}).order
    assert order.mandates == {"us": len(rules().scenario.seats["us"].mandates) - 1, "russia": None}
