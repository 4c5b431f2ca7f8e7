"""The ledger: what is said to have moved a row adds up to what it moved, exactly and as printed."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.ledger import Line, merge, printed
from game.engine.rules import Rules
from game.engine.terms import POWERS, Power
from game.play.match import HUMAN, Match, Story
from game.view.causes import TERMS, describe
from game.view.story import LINES, LedgerRow, ledger_row
from game.view.tracks import Label, labels
from tests.play import games

OVERWRITTEN = re.compile(
    r"""
    (us|russia)\.(
        anchor | heard | face | pen | desk | pick | act | mandate | hold | score | verdict   # marks of a seat
        | mail\.(card|kind|age|lapsed) | avail\.\d | card\.\w+\.(open|used|rest)               # the mail, the mask, the tray
        | rung\.\d+ | struck\.\d+ | played\.\d+ | knows\.\w+                                   # what was done in a turn, or learnt
    )
    | [\w@]+\.fired | (?P<incident>[\w@]+)\.due                                                # incidents; words are set apart below
    | \w+\.(state|late|value)                                                                  # words, hidden types
    | \w+\.(size|recent|adapted)                                                               # packages
    | finish | ended | end_turn
    """,
    re.VERBOSE,
)
"""Rows that are set, not added to: no ledger tells of them."""


def exact_rows(rules: Rules) -> list[str]:
    """Return the rows whose every change must be told: all but those that are overwritten, and flags."""
    flags = {name for name in rules.layout.rows if "." not in name} - set(rules.layout.bounds) - {"finish", "ended", "end_turn"}
    dates = {f"{word.id}.due" for word in rules.scenario.words}
    return [name for name in rules.layout.rows if name in dates or (name not in flags and not OVERWRITTEN.fullmatch(name))]


def played(name: str) -> Iterator[Match]:
    """Yield whole games of a scenario, seats and seeds of many kinds."""
    rules = games.rules_of(name)
    pairs = [("mix", "mix"), ("random", "mix"), ("mix", "random"), ("dove", "hawk"), ("hawk", "dove"), ("historical", "historical")]
    for seed, (us, russia) in enumerate(pairs * (1 if rules.turns > 5 else 6)):
        yield games.random_game(rules, seed, us, russia)
    yield games.random_game(rules, 1, HUMAN, HUMAN)


def told(match: Match) -> Iterator[Story]:
    """Yield the settled turns of a game."""
    stories = [story for story in match.stories if story.settled]
    assert len(stories) == match.turn + 1
    yield from stories


def test_the_rows_left_out_are_those_that_are_set() -> None:
    """Nothing that a player is shown, and nothing that counts, may hide among the exceptions."""
    rules = games.rules_of("december-2016")
    kept = set(exact_rows(rules))
    assert set(rules.layout.bounds) <= kept
    counted = ["loss", "oil", "fresh", "loan", "pens", "kept", "dropped", "gift", "talk.0"]
    counted += ["received.points", "received.persons", "received.posts"]
    assert {f"{power}.{name}" for power in POWERS for name in counted} <= kept
    assert {"eu.loss", "ukraine.fading", "reserve.due", "us.tell.successor"} <= kept
    for power in POWERS:
        assert {label.row for label in labels(rules.scenario, power)} <= kept


@pytest.mark.parametrize("name", games.names())
def test_causes_add_up_to_every_change_of_every_row(name: str) -> None:
    rules = games.rules_of(name)
    rows, moved = exact_rows(rules), Counter[str]()
    for match in played(name):
        for story in told(match):
            sums: dict[str, float] = {}
            for line in story.lines:
                sums[line.row] = sums.get(line.row, 0.0) + line.amount
            for row in rows:
                at = rules.layout[row]
                change = float(story.after[at]) - float(story.before[at])
                causes = [line for line in story.lines if line.row == row]
                assert sums.get(row, 0.0) == change, f"{row} in turn {story.turn + 1} of game {match.opened.seed}: {causes}"
                moved[row] += change != 0
    core = ["relations", "tension", "rung", *(f"{power}.{track}" for power in POWERS for track in ("room", "approval", "hope"))]
    still = [row for row in core if moved[row] < 3]
    assert not still, f"nothing ever moved {still}, so nothing was checked"
    assert sum(count > 0 for count in moved.values()) > 25


@pytest.mark.parametrize("name", games.names())
def test_turns_join_without_a_gap(name: str) -> None:
    for match in played(name):
        stories = list(told(match))
        for one, two in pairwise(stories):
            assert one.after.tolist() == two.before.tolist()
        hidden = match.rules.hidden_values(np.zeros(1, np.uint64))
        drawn = {match.rules.layout[name] for name in [*hidden, *(f"{power}.mandate" for power in POWERS)]}
        for row, value in enumerate(match.rules.start()):
            assert row in drawn or stories[0].before[row] == value


def units(text: str, places: int) -> int:
    """Return a printed number in units of its last place."""
    return round(float(text.replace("\N{MINUS SIGN}", "-") or 0) * 10**places) if text else 0


def check_printed(row: LedgerRow, before: float, after: float) -> None:
    """Check one printed row against itself and against the state."""
    places = row.label.places
    parts = [units(part.amount, places) for part in row.parts]
    change, start, end = (units(text, places) for text in (row.change, row.before, row.after))
    assert sum(parts) == change
    assert start + change == end
    # Both figures are those a reader has seen; the change is between them, so it may be off by a half at either end.
    assert row.after == row.label.show(after)
    assert row.before == row.label.show(before)
    assert abs(change - (after - before) * row.label.factor * 10**places) <= 1 + 1e-9
    # Smaller causes may cancel out; a cause that is named moved something.
    assert all(parts[:-1] if row.more else parts)
    assert "-" not in "".join([row.before, row.after, row.change, *(part.amount for part in row.parts)])


@pytest.mark.parametrize("name", games.names())
def test_printed_parts_add_up_to_the_printed_change(name: str) -> None:
    rules = games.rules_of(name)
    shown = Counter[str]()
    for match in played(name):
        for story in told(match):
            for me in POWERS:
                for label in labels(rules.scenario, me):
                    at = rules.layout[label.row]
                    off = count_is_off(rules, story, me, label)
                    before, after = float(story.before[at]) - off, float(story.after[at]) - off
                    row, full = (ledger_row(match, story, label, me, full) for full in (False, True))
                    for one in (row, full):
                        check_printed(one, before, after)
                    assert (row.before, row.after, row.change) == (full.before, full.after, full.change)
                    assert full.more == 0
                    assert len(row.parts) <= LINES
                    shown["rows"] += bool(row.change)
                    shown["cut"] += bool(row.more)
                    assert bool(row.more) == (len(full.parts) > LINES)
    assert shown["rows"] > 20


def count_is_off(rules: Rules, story: Story, me: Power, label: Label) -> float:
    """Return what the whips miscount of a clause after a turn: nothing once it was counted twice, or voted by the next turn."""
    body = rules.scenario.legislature
    if body is None or not label.count or story.turn + 2 >= body.vote or story.after[rules.layout[f"{me}.knows.{body.id}"]]:
        return 0.0
    return float(story.after[rules.layout[f"{label.row}.off"]])


def test_every_term_of_the_model_has_words() -> None:
    lines = [line for name in games.names() for match in played(name) for story in told(match) for line in story.lines]
    terms = {str(line.cause[1]) for line in lines if line.cause[0] == "term"}
    assert terms <= set(TERMS)
    assert len(terms) > 20
    scenario = games.rules_of("tangled").scenario
    assert {line.cause[0] for line in lines} <= {"why", "step", "measure", "term", "word", "package"}
    assert describe(scenario, "us", Line("tension", ("why", "Rain on the bridge"), 1.0, None)) == "Rain on the bridge"
    assert describe(scenario, "us", Line("tension", ("why", "EU votes"), 1.0, None)) == "EU votes"
    assert describe(scenario, "us", Line("tension", ("measure", "expel", "russia", ""), 1.0, "russia")).startswith("they: ")
    assert describe(scenario, "us", Line("tension", ("measure", "expel", "us", "a list"), 1.0, "us")) == "you: a list"


GRID_AMOUNTS = st.integers(-(2**26), 2**26).map(lambda amount: amount / 2**20)


@given(st.lists(GRID_AMOUNTS, min_size=1, max_size=12), st.integers(0, 2))
def test_rounding_by_largest_remainder(amounts: list[float], places: int) -> None:
    parts = printed(amounts, sum(amounts), places)
    assert sum(parts) == round(sum(amounts) * 10**places)
    for part, amount in zip(parts, amounts, strict=True):
        assert part in (math.floor(amount * 10**places), math.floor(amount * 10**places) + 1)


def test_the_largest_remainders_are_rounded_up() -> None:
    assert printed([0.34, 0.33, 0.33], 1.0, 0) == [1, 0, 0]
    assert printed([0.2, 0.2, 0.6], 1.0, 0) == [0, 0, 1]
    assert printed([-0.5, -0.5, 2.0], 1.0, 0) == [0, -1, 2]
    assert printed([1.25, -0.25], 1.0, 1) == [13, -3]


def test_merging_adds_up_equal_causes_only() -> None:
    lines = [
        Line("tension", ("why", "a"), 1.0, "us"),
        Line("tension", ("why", "a"), 0.5, "us"),
        Line("tension", ("why", "a"), 0.25, "russia"),
        Line("relations", ("why", "a"), 4.0, "us"),
        Line("tension", ("why", "b"), 3.0, "us"),
        Line("tension", ("why", "b"), -3.0, "us"),
    ]
    assert merge(lines) == [
        Line("tension", ("why", "a"), 1.5, "us"),
        Line("tension", ("why", "a"), 0.25, "russia"),
        Line("relations", ("why", "a"), 4.0, "us"),
    ]
