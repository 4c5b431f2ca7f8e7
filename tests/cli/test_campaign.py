"""A campaign through the real command: played through a pipe, left and taken up, replayed, simulated."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pytest

from game.cli.scenarios import route_of
from game.play.campaign import Journey
from game.record.log import Crossed, Writer, read
from tests.cli.tools import ANYTHING, Command, real, saved_games
from tests.terminal.talk import too_wide


@pytest.mark.parametrize("seat", ["us", "russia", "both"])
def test_a_whole_campaign_through_a_pipe(home: Path, seat: str) -> None:
    done = real(home, "play", "campaign", "--as", seat, "--text", "--seed", 3, typed=ANYTHING * 2)
    assert (done.code, done.err) == (0, "")
    assert "The seven weeks between" in done.out
    assert "over the campaign" in done.out
    assert too_wide(done.out) == []
    (log,) = saved_games(home)
    saved = read(log)
    assert saved.is_closed
    assert [entry.part for entry in saved.entries if isinstance(entry, Crossed)] == [1]
    assert saved.choices[-1].turn == 20
    assert real(home, "replay", log, "--verify").code == 0


def test_it_is_left_and_taken_up_between_the_parts(home: Path) -> None:
    """A campaign left at the end of its first part is taken up there and goes on into the second."""
    route = route_of("campaign")
    assert route is not None
    path = home / "saves" / "left.jsonl"
    journey = Journey.start(route, {"us": "human", "russia": "rival"}, 3, None, Writer(path), path="campaign")
    rng = random.Random(3)
    while not journey.must_cross:
        journey.match.choose(rng.choice([option.id for option in journey.match.options() if option.is_open]))
    done = real(home, typed=b"1\n" + ANYTHING * 2)
    assert done.code == 0
    assert "The seven weeks between" in done.out
    assert read(path).is_closed


def test_a_changed_entry_is_found(persona: Command, home: Path) -> None:
    done = real(home, "play", "campaign", "--text", "--seed", 3, typed=ANYTHING * 2)
    assert done.code == 0
    (log,) = saved_games(home)
    text = log.read_text(encoding="utf-8")
    at = text.index('"kind": "crossed"')
    log.write_text(text[:at] + text[at:].replace('"digest": "', '"digest": "f', 1), encoding="utf-8")
    assert "differ" in persona("replay", log, "--verify").refused()


def test_it_is_simulated(persona: Command, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    done = persona("simulate", "seven-months", "--games", 40, "--seed", 2, "--json", "--out", rows)
    report = json.loads(done.out)
    assert set(report) >= {"scenario", "games", "seed", "policies", "decisions", "seconds", "endings", "scores", "tracks", "parts"}
    assert sum(report["endings"].values()) == report["games"] == 40
    assert [part["scenario"] for part in report["parts"]] == ["december-2016", "july-2017"]
    with rows.open(encoding="utf-8") as file:
        told = list(csv.DictReader(file))
    assert len(told) == 40
    assert {row["july-2017/ending"] for row in told} <= {name.split("/")[1] for name in report["endings"]} | {""}
    assert "Ninety-Eight to Two" in persona("simulate", "campaign", "--games", 20, "--seed", 2).out
    assert "mandates" in persona("simulate", "campaign", "--games", 2, "--us-mandate", "keys").refused(2)


def test_it_is_listed_and_linted(persona: Command) -> None:
    assert "seven-months" in persona("list").out
    assert "seven-months.yaml: nothing is wrong" in persona("lint").flat
