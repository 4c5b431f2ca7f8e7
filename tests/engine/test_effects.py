"""What a choice does, against hand counts: bargains, words, accounts, the reserve as a loan."""

from __future__ import annotations

import pytest

from game.api import load_scenario
from game.engine.rules import Rules
from game.play.match import Match


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(load_scenario("december-2016"))


def test_a_bargain_is_carried_out_once(rules: Rules) -> None:
    """Every measure of an accepted paper stands in the ledger with its own weight, whatever kind of paper it was."""
    kappa, found = rules.scenario.model["kappa"].value, 0
    for seed in range(40):
        match = Match.start(rules, {"us": "random", "russia": "random"}, seed)
        for story in match.stories:
            for move in story.moves:
                if move.pick != "accept" or not move.incident.startswith("offer"):
                    continue
                lines = [line for line in story.lines if line.row == "relations" and line.where == "desk" and line.power == move.power]
                causes = [line.cause for line in lines if line.cause[0] == "measure"]
                assert len(causes) == len(set(causes)), (seed, story.turn, causes)
                found += len(causes)
                for line in lines:
                    if line.cause[0] == "measure":
                        measure = rules.scenario.measures[str(line.cause[1])]
                        assert abs(line.amount) <= abs(measure.weight) * kappa + 1e-6, (seed, story.turn, line)
    assert found > 10


def choose(match: Match, *picks: str) -> None:
    for pick in picks:
        match.choose(pick)


def test_the_sample_turn(rules: Rules) -> None:
    """The sample turn of the design: relations, room, account and loan after restraint under a reserve."""
    match = Match.start(rules, {"us": "historical", "russia": "human"}, 7)
    choose(match, "send_no_one", "hold")
    story = match.stories[0]
    value = {name: float(story.after[rules.layout[name]]) for name in rules.layout.rows}
    lines = {(line.row, str(line.cause[1])): line.amount for line in story.lines}
    assert lines["russia.room", "overruled"] == -6
    assert value["russia.received.points"] == pytest.approx(12.2 * 2 ** (-3 / 365), abs=1e-4)
    assert value["russia.loan"] == pytest.approx(12.2 * 0.4, abs=1e-4)
    assert value["russia.received.persons"] == 35
    assert value["reserve.state"] == 1
    by_expulsion = sum(line.amount for line in story.lines if line.row == "relations" and line.cause[:2] == ("measure", "expel"))
    assert by_expulsion == -2.5


def test_a_lapsed_reserve_is_called_in(rules: Rules) -> None:
    """Dropping the reserve costs the loan times one and a half, and the word's own price."""
    match = Match.start(rules, {"us": "historical", "russia": "human"}, 7)
    choose(match, "send_no_one", "hold")
    while match.incident("russia") is None or match.incident("russia").id != "due_reserve":  # type: ignore[union-attr]
        match.choose([option.id for option in match.options() if option.is_open][-1])
    loan = float(match.worlds.row("russia.loan")[0])
    turn = match.turn
    choose(match, "drop", "hold")
    lines = [line for line in match.stories[turn].lines if line.row == "russia.room" and line.power == "russia"]
    called = sum(line.amount for line in lines if line.cause == ("term", "loan_called"))
    assert called == pytest.approx(-1.5 * loan, abs=1e-5)
    dropped = sum(line.amount for line in lines if line.cause == ("word", "reserve", "drop"))
    assert dropped == -4
