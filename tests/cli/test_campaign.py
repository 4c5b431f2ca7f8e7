"""A campaign through the real command: played through a pipe, left and taken up, replayed, simulated."""

from __future__ import annotations

import csv
import gc
import json
import random
from pathlib import Path

import pytest

from game import disk
from game.cli.scenarios import route_of
from game.play.campaign import Journey
from game.record.log import Crossed, Writer, read
from tests.cli.tools import ANYTHING, Command, real, saved_games
from tests.play import two_small
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
    # Whoever plays a game holds it; here it is left.
    del journey
    gc.collect()
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


def test_an_authors_campaign_lies_anywhere(home: Path, persona: Command, tmp_path: Path) -> None:
    """Linted, simulated, played through, left, taken up from another folder, and replayed by the path of its file."""
    path = two_small.write(tmp_path / "desk" / "drafts")
    assert persona("lint", path).out == f"{path}: nothing is wrong\n"
    report = json.loads(persona("simulate", path, "--games", 20, "--seed", 2, "--json").out)
    assert [part["scenario"] for part in report["parts"]] == ["small-crisis", "small-again"]
    left = real(home, "play", path.name, "--text", "--seed", 3, "--mandate", "line", typed=ANYTHING[:8], cwd=path.parent)
    assert left.code == 0
    done = real(home, typed=b"1\n" + ANYTHING, cwd=tmp_path)
    assert done.code == 0, done
    assert "A year passes in Washington." in done.flat
    (log,) = saved_games(home)
    assert read(log).is_closed
    assert real(home, "replay", log, "--verify", cwd=tmp_path).code == 0


def test_a_folder_of_crises_and_campaigns_is_linted_each_as_what_it_is(persona: Command, tmp_path: Path) -> None:
    path = two_small.write(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("carries: {relations", "carries: {relation"), encoding="utf-8")
    done = persona("lint", tmp_path)
    assert done.code == 1
    assert "small-crisis.yaml: nothing is wrong" in done.out
    assert "story.yaml:9:" in done.out
    assert "did you mean `relations`" in done.out
    assert "story.yaml:9:" in persona("play", path, "--text").refused(1)


def test_a_campaign_that_cannot_be_read_is_one_sentence(persona: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = two_small.write(tmp_path)

    def refuse(self: Path, *_words: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(disk, "open_file", refuse)
    for words in (("play", path, "--text"), ("simulate", path)):
        assert "cannot be read" in persona(*words).refused(1)
    done = persona("lint", path)
    assert done.code == 1
    assert "the file cannot be read: Permission denied (unreadable)" in done.out


def test_an_unknown_mandate_is_refused_before_anything_is_saved(persona: Command, home: Path, tmp_path: Path) -> None:
    path = two_small.write(tmp_path)
    assert "There is no mandate 'nonsense'" in persona("play", path, "--text", "--mandate", "nonsense").refused(2)
    assert saved_games(home) == []
