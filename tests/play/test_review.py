"""The review: the best player loses nothing, the worst everything, and looking at a game does not touch it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from game.engine.rules import Rules
from game.play.match import HUMAN, Match
from game.play.review import GRADES, Judged, accuracy, judge
from game.play.rollout import Position, Roller
from game.view.review import review
from game.view.review_page import review_page
from tests.play import games

FEW = 64
Chooser = Callable[[dict[str, float]], str]


def played(rules: Rules, seed: int, choose: Chooser) -> Match:
    """Return a game in which both sides chose by what rollouts say each option is worth."""
    match = Match.start(rules, {"us": HUMAN, "russia": HUMAN}, seed)
    roller = Roller(rules, FEW, policy="mix")
    while match.waiting is not None:
        power, where = match.waiting
        options = [option for option in match.options() if option.is_open]
        found = roller.values([Position(match.column, match.turn, power, where, tuple(option.number for option in options))])[0]
        mandate = int(match.worlds.row(f"{power}.mandate")[0])
        match.choose(choose({option.id: float(found[option.number][mandate]) for option in options}))
    return match


def best(worth: dict[str, float]) -> str:
    """Choose what is worth most."""
    return max(worth, key=lambda name: worth[name])


def worst(worth: dict[str, float]) -> str:
    """Choose what is worth least."""
    return min(worth, key=lambda name: worth[name])


@pytest.mark.parametrize(("choose", "share"), [(best, 1.0), (worst, 0.0)])
def test_the_best_keeps_all_and_the_worst_nothing(choose: Chooser, share: float) -> None:
    judged = judge(played(games.rules_of("spring-2001"), 4, choose), FEW)
    assert len(judged) >= 12
    for power in ("us", "russia"):
        assert accuracy(judged, power) == share  # type: ignore[arg-type]
    if choose is best:
        assert {item.grade for item in judged} == {"best"}
    else:
        assert all(item.lost == item.stake for item in judged)
        assert "blunder" in {item.grade for item in judged}


def test_a_game_is_judged_whole_and_left_as_it_was() -> None:
    match = Match.start(games.rules_of("december-2016"), {"us": "mix", "russia": "reciprocal"}, 8)
    before, state = list(match.entries), match.column.tobytes()
    judged = judge(match, FEW)
    assert match.entries == before
    assert match.column.tobytes() == state
    assert judge(match, FEW) == judged
    made = {(choice.turn - 1, choice.power, choice.where): choice.pick for choice in match.log().choices}
    for item in judged:
        assert made[item.turn, item.power, item.where] == item.pick
        assert len(item.worth) > 1
        assert 0.0 <= item.lost <= item.stake
    assert len(judged) > 30


def test_grades_follow_what_was_given_away() -> None:
    limits = [limit for _name, limit in GRADES]
    assert all(low < high for low, high in pairwise(limits))
    for name, limit in GRADES[:-1]:
        assert Judged(0, "us", "desk", "x", "mine", {"mine": 50.0 - limit, "other": 50.0}).grade == name
        assert Judged(0, "us", "desk", "x", "mine", {"mine": 49.99 - limit, "other": 50.0}).grade != name
    equal = Judged(0, "us", "desk", "x", "mine", {"other": 50.0, "mine": 50.0})
    assert (equal.best, equal.grade) == ("mine", "best")


def test_nothing_at_stake_is_nothing_lost() -> None:
    assert accuracy((), "us") == 1.0


@pytest.mark.parametrize("name", ["spring-2001", "december-2016", "july-2017"])
def test_the_review_reads_well(name: str) -> None:
    match = Match.start(games.rules_of(name), {"us": "random", "russia": "hawk"}, 5)
    judged = judge(match, 16)
    for me in ("us", "russia"):
        shown = review(match, judged, me, 16)  # type: ignore[arg-type]
        mine = [item for item in judged if item.power == me]
        assert len(shown.choices) == len(mine)
        losses = [float(item.lost) for item in shown.forks]
        assert losses == sorted(losses, reverse=True)
        assert len(shown.forks) == min(3, sum(item.grade in ("inaccuracy", "mistake", "blunder") for item in mine))
        lines = [*shown.summary, shown.method, *(text for item in shown.choices for text in (item.title, item.chosen, item.told))]
        assert not [line for line in lines if "{" in line or "  " in line or not line]
        assert "16 games" in shown.method


def test_the_page_escapes_what_authors_write() -> None:
    rules = games.rules_of("spring-2001")
    match = Match.start(rules, {"us": "random", "russia": "random"}, 5)
    shown = review(match, judge(match, 16), "us", 16)
    odd = replace(shown, summary=("<b>bold</b> & more",))
    page = review_page([(match, [("us", odd)])])
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in page
    assert "<b>" not in page
