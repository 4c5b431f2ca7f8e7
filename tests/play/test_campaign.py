"""A campaign carries the end of one crisis into the next, alike for one game and for thousands, and its one log plays it again."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from game.content import campaigns
from game.engine import chance
from game.engine.campaign import Campaign, part_seeds
from game.engine.rules import plain_world
from game.engine.terms import POWERS
from game.errors import LogError, UsageError
from game.play.batch import Order
from game.play.campaign import Journey, Route
from game.play.campaigns import Fleet, campaign_rows, run
from game.record.log import Crossed, Writer, read
from tests.play import games, two_small

RANDOM = {"us": "random", "russia": "random"}
HUMAN = {"us": "human", "russia": "human"}


@cache
def route() -> Route:
    found = campaigns.find("campaign")
    assert found is not None
    reading = campaigns.load(found)
    assert isinstance(reading.campaign, Campaign), reading.report()
    return Route.of(reading.campaign)


def played(journey: Journey, rng: random.Random, crossings: bool = True) -> Journey:
    """Play on at random to the end, or to the end of the present part."""
    while not journey.is_over:
        if journey.must_cross:
            if not crossings:
                return journey
            journey.cross()
            continue
        options = [option.id for option in journey.match.options() if option.is_open]
        journey.match.choose(rng.choice(options))
    return journey


def test_one_campaign_alone_is_the_same_in_a_block() -> None:
    seeds = chance.world_seeds(5, 0, 24)
    block = Fleet(route(), Order(RANDOM, 5, {}), 24).play(seeds)
    places, outcome = block.parts[1]
    assert len(places) >= 20
    assert np.array_equal(outcome.seeds, part_seeds(seeds[places], 1))
    for at, place in list(enumerate(places))[:8]:
        journey = Journey.start(route(), RANDOM, int(seeds[place]))
        journey.cross()
        for name in ("relations", "tension", "us.room", "russia.staff", "eu.alignment", "keys", "suspicion"):
            assert float(journey.match.worlds.row(name)[0]) == outcome[name][at], name


def test_another_split_changes_nothing() -> None:
    one = run(route(), Order(RANDOM, 3, {}), 60, block=60).report()
    two = run(route(), Order(RANDOM, 3, {}), 60, block=17).report()
    assert {**one, "seconds": 0} == {**two, "seconds": 0}
    assert sum(one["endings"].values()) == 60


def test_rows_name_both_parts() -> None:
    block = Fleet(route(), Order(RANDOM, 5, {}), 4).play(chance.world_seeds(5, 0, 4))
    rows = list(campaign_rows(route(), RANDOM, block))
    assert len({tuple(row) for row in rows}) == 1
    assert all(row["december-2016/ending"] and row["july-2017/us.verdict"] for row in rows)


@pytest.mark.parametrize("seed", range(3))
def test_a_log_of_both_parts_plays_again(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "campaign.jsonl"
    journey = Journey.start(route(), HUMAN, seed, None, Writer(path), path="seven-months")
    played(journey, random.Random(seed), crossings=False)
    assert Journey.resume(route(), read(path)).must_cross
    journey = Journey.resume(route(), read(path), Writer(path, read(path).data))
    journey.cross({"us": "cost", "russia": "ajar"})
    played(journey, random.Random(seed + 1))
    assert journey.match.undo()
    kept = Journey.resume(route(), read(path))
    assert kept.match.turn == journey.match.turn
    assert np.array_equal(kept.match.column, journey.match.column)
    played(journey, random.Random(seed + 2))
    again = Journey.resume(route(), read(path))
    assert again.is_over
    assert again.scores() == journey.scores()
    assert again.match.opened.mandates == {"us": "cost", "russia": "ajar"}
    assert sum(isinstance(entry, Crossed) for entry in read(path).entries) == 1


def test_a_tampered_crossing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "campaign.jsonl"
    journey = Journey.start(route(), RANDOM, 4, None, Writer(path), path="seven-months")
    journey.cross()
    path.write_text(path.read_text().replace('"digest": "', '"digest": "0', 1).replace('"part": 1', '"part": 1'))
    with pytest.raises(LogError):
        Journey.resume(route(), read(path))


def test_what_was_done_in_december_stands_in_july() -> None:
    """Thirty-five sent home in December: July begins with fewer Americans, the flag, and no account open."""
    seen = {}
    for pick in ("mirror", "send_no_one"):
        journey = Journey.start(route(), {"us": "historical", "russia": "human"}, 2)
        assert journey.match.incident("russia").id == "thirty_five"  # type: ignore[union-attr]
        journey.match.choose(pick)
        played(journey, random.Random(1), crossings=False)
        staff = float(journey.match.worlds.row("us.staff")[0])
        told = " ".join(journey.passages("russia"))
        journey.cross()
        row = journey.match.worlds.row
        assert float(row("us.staff")[0]) == staff
        seen[pick] = (float(row("december_mirrored")[0]), float(row("russia.received.persons")[0]), told)
    assert seen["mirror"][:2] == (1.0, 0.0)
    assert seen["mirror"][2] != seen["send_no_one"][2]


def test_the_record_lands_in_its_band() -> None:
    """Played as the record has it, July starts within the stated band around its own start table."""
    band = route().campaign.interludes[0].band
    assert len(band) >= 10
    for seed in range(20):
        journey = Journey.start(route(), {"us": "historical", "russia": "historical"}, seed)
        journey.cross()
        before = journey.match.stories[0].before
        for name, (low, high) in band.items():
            value = float(before[journey.match.rules.layout[name]])
            assert low <= value <= high, f"seed {seed}: {name} is {value}"


def test_an_unknown_mandate_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "campaign.jsonl"
    journey = Journey.start(route(), RANDOM, 4, None, Writer(path))
    with pytest.raises(UsageError):
        journey.cross({"us": "line"})
    assert journey.must_cross
    journey.cross()
    assert all(power in journey.scores() for power in POWERS)


def test_the_interlude_is_the_same_in_plain_python() -> None:
    """The gap's program, run by the oracle over Python floats, leaves the same bits."""
    journey = Journey.start(route(), RANDOM, 11)
    crossing = route().crossings[0]
    column = journey.match.column
    end = int(column[crossing.first.layout["end_turn"]])
    worlds = crossing.settle(np.repeat(column[:, None], 2, 1), np.full(2, 11, np.uint64), end)
    bridge = crossing.bridge(end)
    plain = plain_world(bridge, int(part_seeds(np.array([11], np.uint64), 2)[0]))
    for name, row in bridge.layout.rows.items():
        if name in crossing.first.layout.rows and not name[-1].isdigit() and name not in ("ended", "end_turn", "finish"):
            plain.state[row] = float(column[crossing.first.layout[name]])
    plain.turn_to(1)
    for phase in ("news", "settle", "close"):
        plain.run(bridge.segment(phase, 0))  # type: ignore[arg-type]
    assert [float(value) for value in worlds.column(0)] == [float(value) for value in plain.state]


def test_a_carried_flag_is_a_flag_whatever_was_carried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number carried into a flag counts as yes unless it is nothing, alike by every machine."""
    again = two_small.NEXT.replace("hidden:\n", "inherits:\n  was_hot: The first crisis ran hot.\nhidden:\n", 1)
    again = again.replace("{track: tension, add: -1, why: snow}", "{track: tension, add: '-1 - was_hot', why: snow}")
    assert again.count("was_hot") == 2
    monkeypatch.setattr(two_small, "NEXT", again)
    carrying = two_small.CAMPAIGN.replace("tension: tension}", "tension: tension, was_hot: 256 * us.room}")
    monkeypatch.setattr(two_small, "CAMPAIGN", carrying)
    campaign = campaigns.load(two_small.write(tmp_path)).campaign
    assert campaign is not None
    ends = []
    for machine in games.MACHINES:
        route = Route.of(campaign)
        for rules in route.rules:
            rules.machine = machine
        fleet = Fleet(route, Order({"us": "random", "russia": "random"}, 3, {}), 64)
        travelled = fleet.play(chance.world_seeds(3, 0, 64))
        assert set(fleet.tables[1].worlds.row("was_hot").tolist()) <= {0, 1}
        ends.append(b"".join(outcome.values.tobytes() for _places, outcome in travelled.parts))
    assert len(set(ends)) == 1
