"""The Python face takes what means something and refuses the rest in one sentence; what it gives echoes on one line."""

from __future__ import annotations

import pydoc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import game
from game import api
from game.api import Match, load_scenario, simulate
from game.errors import GameError
from game.play.campaign import Journey, Route
from game.play.campaigns import run
from tests.play.games import order_of, rules_of

ODD: list[Any] = [
    None, True, False, -1, 0, 1, 2, 7, 2**53, 2**64 - 1, 2**64, -(10**40), 1.0, 1.5, float("nan"), "", "7", "us", "random",
    "human", "napoleon", b"us", [], {}, (), {"us": "random"}, {"us": "human", "russia": "hawk"}, {"eu": "random"}, {"us": "line"},
    {"us": None}, {1: 2}, object(), len, np.int64(3), np.uint64(2**63), np.float64(2.0), np.bool_(True), np.array([1, 2]),
    Path("nowhere.yaml"), Path("."), "spring-2001", "../x", "\0", "x" * 5000,
]  # fmt: skip
NAMES = ("scenario", "games", "us", "russia", "seed", "mandates", "workers", "block", "executor")


def _one_sentence(error: GameError) -> None:
    text = str(error)
    assert "\n" not in text
    assert 10 < len(text) < 600


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(NAMES), st.sampled_from(range(len(ODD))))
def test_odd_arguments_of_simulate(name: str, at: int) -> None:
    given_: dict[str, Any] = {"scenario": rules_of("small-crisis"), "games": 4, "block": 4, name: ODD[at]}
    if name in ("games", "workers") and not isinstance(ODD[at], bool) and isinstance(ODD[at], (int, np.integer)) and ODD[at] > 1:
        return
    try:
        sweep = simulate(**given_)
    except GameError as error:
        _one_sentence(error)
    else:
        assert sweep.tally.games == given_["games"]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["scenario", "seats", "seed", "mandates"]), st.sampled_from(range(len(ODD))))
def test_odd_arguments_of_a_match(name: str, at: int) -> None:
    given_: dict[str, Any] = {"scenario": rules_of("small-crisis"), "seats": {"us": "human", "russia": "hawk"}, "seed": 1, name: ODD[at]}
    try:
        match = Match.start(**given_)
    except GameError as error:
        _one_sentence(error)
        return
    for ask in (match.verdict, match.score, match.choose, match.play_on_from):
        if ask == match.play_on_from and type(ODD[at]) in (int, np.int64) and ODD[at] == 1:
            continue
        with pytest.raises(GameError) as caught:
            ask(ODD[at])
        _one_sentence(caught.value)


def test_numbers_of_numpy_and_names_of_scenarios_are_taken() -> None:
    one = simulate("spring-2001", np.int64(8), seed=np.uint64(5))  # type: ignore[arg-type]
    two = simulate(load_scenario("spring-2001"), 8, seed=5)
    assert {**one.report(), "seconds": 0} == {**two.report(), "seconds": 0}
    assert one.report()["seed"] == 5


@pytest.mark.parametrize("odd", range(len(ODD)))
def test_odd_names_of_scenarios(odd: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    if isinstance(ODD[odd], str) and ODD[odd] == "spring-2001":
        return
    with pytest.raises(GameError) as caught:
        load_scenario(ODD[odd])
    assert len(str(caught.value)) < 6000


def test_everything_echoes_on_one_line() -> None:
    rules = rules_of("small-crisis")
    sweep = simulate(rules, 4)
    match = Match.start(rules, {"us": "human", "russia": "hawk"}, 1)
    blocks: list[Any] = []
    simulate(rules, 4, sink=blocks.append)
    for thing in (rules, rules.scenario, rules.layout, sweep, sweep.order, match, *blocks, match.story, *match.options()):
        assert "\n" not in repr(thing)
        assert len(repr(thing)) < 1000, type(thing)


def test_a_campaign_echoes_on_one_line_and_is_checked() -> None:
    from game.content import campaigns

    path = campaigns.find("seven-months")
    assert path is not None
    reading = campaigns.load(path)
    assert reading.campaign is not None
    route = Route.of(reading.campaign)
    journey = Journey.start(route, {"us": "human", "russia": "hawk"}, 1)
    for thing in (reading.campaign, route, journey, run(route, order_of("random", "random"), 4)):
        assert "\n" not in repr(thing)
        assert len(repr(thing)) < 1000, type(thing)
    for seats, seed in (({"us": "human"}, 1), ({"us": "human", "russia": "x"}, 1), ({"us": "human", "russia": "hawk"}, -1)):
        with pytest.raises(GameError):
            Journey.start(route, seats, seed)  # type: ignore[arg-type]
    with pytest.raises(GameError):
        run(route, order_of("random", "random"), 4, workers=0)
    with pytest.raises(GameError):
        journey.scores()


def test_help_and_types_are_there() -> None:
    told = pydoc.render_doc(api, renderer=pydoc.plaintext)
    for name in ("load_scenario", "simulate", "Match", "Sweep", "workers"):
        assert name in told
    assert len(told.splitlines()) < 400
    assert (Path(game.__file__).parent / "py.typed").exists()
