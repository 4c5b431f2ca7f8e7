"""The hot pieces: a block of games, a game alone, the programs of a turn, reading a file, a preview, a forecast, a choice on the disk."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from game.content import library
from game.engine import chance
from game.engine.rules import Rules
from game.play.batch import BLOCK, Order, Table
from game.play.bench import forecast_position
from game.play.match import Match
from game.play.preview import preview
from game.play.rollout import Roller
from game.record.log import Chosen, Opened, Writer

RANDOM = Order({"us": "random", "russia": "random"}, 1, {})


@cache
def rules() -> Rules:
    scenario = library.load("december-2016").scenario
    assert scenario is not None
    return Rules(scenario)


@pytest.mark.parametrize("games", [1, 64, 1024, BLOCK])
def test_a_block_of_games(benchmark: BenchmarkFixture, games: int) -> None:
    table, seeds = Table(rules(), RANDOM, max(games, 2)), chance.world_seeds(1, 0, games)
    outcome = benchmark(table.play, seeds)
    assert outcome.decisions > 15 * games


def test_recording_the_programs_of_a_turn(benchmark: BenchmarkFixture) -> None:
    assert benchmark(lambda: Rules(rules().scenario).operations(4)) > 500


def test_reading_a_scenario(benchmark: BenchmarkFixture) -> None:
    assert benchmark(lambda: library.load("december-2016")).scenario is not None


def test_the_previews_of_a_desk(benchmark: BenchmarkFixture) -> None:
    match = Match.start(rules(), {"us": "human", "russia": "random"}, 1)
    assert benchmark(preview, match, match.options())


def test_a_forecast_of_every_response(benchmark: BenchmarkFixture) -> None:
    roller, position = Roller(rules(), 256), forecast_position(rules())
    values = benchmark(roller.values, [position])
    assert set(values[0]) == set(position.options)


def test_a_choice_on_the_disk(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    writer = Writer(tmp_path / "game.jsonl")
    writer.open(Opened("a", "b", 1, {"us": "human", "russia": "human"}, {"us": "x", "russia": "y"}))
    benchmark(writer.append, Chosen(1, "us", "desk", "findings", "package"))
    assert (tmp_path / "game.jsonl").stat().st_size > 100
