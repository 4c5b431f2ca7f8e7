"""A campaign of three parts: every part and interlude has its own dice, one game is a row of a block, one log plays it again."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from game.engine import chance
from game.engine.campaign import Crossing, part_seeds
from game.engine.terms import POWERS
from game.play import campaign_balance
from game.play.batch import Order
from game.play.campaign import Journey
from game.play.campaigns import Fleet, campaign_rows, run
from game.play.match import Match
from game.record.log import Crossed, Writer, read
from game.view import campaign
from tests.play import test_campaign
from tests.play.three_parts import PARTS, route

RANDOM = {"us": "random", "russia": "random"}
HUMAN = {"us": "human", "russia": "human"}


def dice_of(crossing: Crossing, match: Match, seed: int) -> int:
    """Return the seed with which the interlude after a match is drawn."""
    end = int(match.column[crossing.first.layout["end_turn"]])
    worlds = crossing.settle(np.repeat(match.column[:, None], 2, 1), np.full(2, seed, np.uint64), end)
    return int(worlds.seeds[0])


def whole(seed: int) -> Journey:
    """Return a campaign that policies have played through all its parts."""
    journey = Journey.start(route(), RANDOM, seed)
    while journey.must_cross:
        journey.cross()
    return journey


def test_no_interlude_shares_its_dice_with_a_part_or_another_interlude() -> None:
    journey = next(found for seed in range(20) if len((found := whole(seed)).earlier) == 2)
    seed = journey.opened.seed
    used = [match.opened.seed for match in (*journey.earlier, journey.match)]
    used += [dice_of(crossing, match, seed) for crossing, match in zip(route().crossings, journey.earlier, strict=True)]
    assert len(set(used)) == len(used) == 5


def test_the_dice_of_two_parts_are_what_they_were() -> None:
    """The interlude of a campaign of two parts keeps the dice that saved games were played with."""
    two = test_campaign.route()
    journey = Journey.start(two, RANDOM, 11)
    assert dice_of(two.crossings[0], journey.match, 11) == int(part_seeds(np.array([11], np.uint64), 2)[0])


def test_one_campaign_alone_is_its_row_in_a_block() -> None:
    seeds = chance.world_seeds(5, 0, 16)
    first = {"us": 0, "russia": 0}
    block = Fleet(route(), Order(RANDOM, 5, first), 16).play(seeds)
    rows = list(campaign_rows(route(), RANDOM, block))
    assert len(block.parts[2][0]) >= 10
    for number, row in enumerate(rows):
        journey = whole(int(seeds[number]))
        for match in (*journey.earlier, journey.match):
            for name in ("relations", "tension", "us.room", "russia.approval", "us.score", "russia.score"):
                assert float(match.worlds.row(name)[0]) == row[f"{match.scenario.id}/{name}"], (number, match.scenario.id, name)
        reached = [part for part in PARTS if row[f"{part}/ending"] is not None]
        assert reached == [match.scenario.id for match in (*journey.earlier, journey.match)]
        assert {power: row[f"{power}.score"] for power in POWERS} == journey.scores()


def test_another_split_changes_nothing() -> None:
    one = run(route(), Order(RANDOM, 3, {}), 30, block=30).report()
    two = run(route(), Order(RANDOM, 3, {}), 30, block=7).report()
    assert {**one, "seconds": 0} == {**two, "seconds": 0}
    assert [part["scenario"] for part in one["parts"]] == list(PARTS)
    assert sum(one["endings"].values()) == 30


def left_and_taken_up(path: Path, seed: int) -> Journey:
    """Play a campaign to its end by hand, left and taken up from its log now and then, with choices taken back."""
    rng = random.Random(seed)
    journey = Journey.start(route(), HUMAN, seed, None, Writer(path))
    while not journey.is_over:
        if journey.must_cross:
            assert campaign.interlude(journey, "us").title == route().campaign.interludes[journey.part].title
            journey.cross()
        else:
            journey.match.choose(rng.choice([option.id for option in journey.match.options() if option.is_open]))
        if rng.random() < 0.2:
            kept = Journey.resume(route(), read(path), Writer(path, read(path).data))
            assert np.array_equal(kept.match.column, journey.match.column)
            assert (kept.part, kept.must_cross, kept.is_over) == (journey.part, journey.must_cross, journey.is_over)
            journey = kept
        if rng.random() < 0.05:
            journey.match.undo()
    return journey


@pytest.mark.parametrize("first", [1, 11])
def test_it_is_played_left_and_taken_up_in_every_part(tmp_path: Path, first: int) -> None:
    # A rupture ends a campaign early: another seed then.
    played = ((path, left_and_taken_up(path, seed)) for seed in range(first, first + 5) if (path := tmp_path / f"{seed}.jsonl"))
    path, journey = next(found for found in played if found[1].part == 2)
    assert [entry.part for entry in read(path).entries if isinstance(entry, Crossed)] == [1, 2]
    assert read(path).is_closed
    again = Journey.resume(route(), read(path))
    assert again.is_over
    assert again.scores() == journey.scores()
    assert [match.scenario.id for match in (*again.earlier, again.match)] == list(PARTS)


def test_its_balance_counts_the_desks_of_every_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign_balance, "POLICIES", ("random", "dove"))
    monkeypatch.setattr(campaign_balance, "HABITS", ("hold",))
    balance = campaign_balance.measure(route(), games=6, seed=1, rollouts=8, sweep=60, habits=8)
    seen = {incident for incident, _response in balance.shares()}
    for part in route().campaign.parts:
        own = {item.id for item in part.incidents if item.deck == "spine"}
        assert seen & own, f"no desk of {part.id} was judged"
    assert {name.split("/")[0] for name in balance.endings} == set(PARTS)
    assert sum(balance.endings.values()) == pytest.approx(1.0)
    for power in POWERS:
        assert set(balance.habits[power]) == {"random", "dove", "always hold"}
        assert sum(balance.verdicts[power].values()) == pytest.approx(1.0)
        assert all(0.0 < mean < 100.0 for mean in balance.habits[power].values())


def test_what_comes_after_a_part_is_the_sum_of_all_that_follows() -> None:
    """Worlds at the end of the first part are worth what they score in the second and the third."""
    seeds = chance.world_seeds(9, 0, 12)
    fleet = Fleet(route(), Order(RANDOM, 0, {}), 12)
    block = fleet.play(seeds)
    last = fleet.tables[0].last
    assert last is not None
    told = campaign_balance._Beyond(route(), 0)(last, seeds, "us")
    expected = block.scores("us") * 3 - block.parts[0][1]["us.score"]
    assert told == pytest.approx(expected)
    assert len(block.parts[2][0]) >= 6
