"""The title page: continue, begin, saved games, leave; what cannot be continued says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.record.log import read
from tests.cli.tools import ANYTHING, Command, saved_games
from tests.record.games import write_scenario
from tests.terminal.talk import too_wide

pytestmark = pytest.mark.usefixtures("shelf_of_scenarios")


def test_a_first_visit(persona: Command) -> None:
    done = persona(typed=b"3\n")
    assert done.code == 0
    assert "1. Begin a new crisis\n2. Saved games\n3. Leave" in done.out
    assert "Continue" not in done.out


def test_a_new_game_from_the_title_page(persona: Command, home: Path) -> None:
    done = persona(typed=b"1\n2\n1\n2\n" + ANYTHING)
    assert (done.code, done.err) == (0, "")
    assert "2. Broken: " in done.out
    assert "That one cannot be played yet." in done.out
    assert "1. A Small Crisis: Three turns in winter" in done.out
    assert "2. Moscow: Russia" in done.out
    assert "What it was worth" in done.out
    assert too_wide(done.out) == []
    (log,) = saved_games(home)
    assert read(log).opened.path == "small-crisis"


def test_a_game_is_continued_where_it_was_left(persona: Command, home: Path) -> None:
    persona("play", "small-crisis", "--seed", 1, typed=b"1\n1\n1\n")
    before = [choice.pick for choice in read(saved_games(home)[0]).choices]
    done = persona(typed=b"\n" + ANYTHING)
    assert "1. Continue: A Small Crisis, turn 2" in done.out
    assert "What it was worth" in done.out
    (log,) = saved_games(home)
    assert [choice.pick for choice in read(log).choices][: len(before)] == before
    assert "Continue" not in persona(typed=b"3\n").out


def test_a_game_cut_short_is_continued_with_a_notice(persona: Command, home: Path) -> None:
    persona("play", "small-crisis", "--seed", 1, typed=b"1\n1\n1\n")
    (log,) = saved_games(home)
    log.write_bytes(log.read_bytes()[:-20])
    done = persona(typed=b"1\n" + ANYTHING)
    assert "has been dropped" in done.flat
    assert read(log).is_closed
    assert read(log).notices == []


def test_a_game_from_a_file_is_continued_from_any_folder(
    persona: Command, crisis: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(crisis.parent)
    persona("play", crisis.name, "--seed", 1, typed=b"1\n")
    monkeypatch.chdir(tmp_path)
    assert "What it was worth" in persona(typed=b"1\n" + ANYTHING).out
    assert persona("replay", saved_games(home)[0]).code == 0


def test_saved_games_are_listed_with_what_is_wrong_with_them(persona: Command, home: Path) -> None:
    persona("play", "small-crisis", "--seed", 1, typed=ANYTHING)
    (home / "saves" / "zzz.jsonl").write_text("not a game\n", encoding="utf-8")
    done = persona(typed=b"2\n1\n")
    assert "line 1: this is not a line of a saved game." in done.flat
    assert done.out.count("not a line of a saved game") == 2
    finished = persona(typed=b"2\n2\n\n")
    assert "A Small Crisis, finished · as us · 20" in finished.flat
    assert "What it was worth" in finished.out
    assert finished.code == 0


def test_a_long_shelf_says_what_it_does_not_list(persona: Command, home: Path) -> None:
    persona("play", "small-crisis", "--seed", 1, typed=b"1\n")
    (log,) = saved_games(home)
    for number in range(44):
        (log.parent / f"{number:02d}.jsonl").write_bytes(log.read_bytes())
    done = persona(typed=b"3\nm\nm\nm\n46\n45\nq\n")
    assert "20 of 45 games are listed." in done.flat
    assert "40 of 45 games are listed." in done.flat
    assert "\n45. A Small Crisis, turn 1" in done.out
    assert "Expected a number from 1 to 45." in done.flat
    assert "Choose a number, or ? for help" in done.flat


def test_no_saved_games(persona: Command) -> None:
    assert "There are none yet." in persona(typed=b"2\n").out


def test_a_game_whose_scenario_has_changed_is_refused(persona: Command, shelf_of_scenarios: Path) -> None:
    persona("play", "small-crisis", "--seed", 1, typed=b"1\n")
    path = write_scenario(shelf_of_scenarios)
    path.write_text(path.read_text(encoding="utf-8").replace("room: 55", "room: 56"), encoding="utf-8")
    assert "has changed since this game was saved" in persona(typed=b"1\n").refused()
    path.unlink()
    assert "There is no scenario" in persona(typed=b"1\n").refused()


def test_no_scenario_can_be_played(persona: Command, shelf_of_scenarios: Path) -> None:
    (shelf_of_scenarios / "small-crisis.yaml").unlink()
    done = persona(typed=b"1\n")
    assert done.code == 0
    assert "No scenario can be played." in done.out


def test_a_home_that_cannot_be_written_is_told(persona: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PERSONA_HOME", str(tmp_path / "file"))
    assert "PERSONA_HOME" in persona(typed=b"1\n1\n1\n").refused()


def test_a_disk_that_fills_up_during_a_game_from_the_title_page(persona: Command, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    persona("play", "small-crisis", "--seed", 1, typed=b"1\n1\n")
    before = saved_games(home)[0].read_bytes()

    def refuse(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    assert "No space left on device; every choice but the last 1 is there." in persona(typed=b"1\n" + ANYTHING).refused()
    assert saved_games(home)[0].read_bytes() == before


@pytest.mark.parametrize(
    "typed", [b"", b"q\n", b"1\nq\n", b"2\nq\n", b"\n", b"9\nx\n\xff\n", b"1\n", b"1\n2\n", b"1\n2\n3\n", b"2\n"], ids=str
)
def test_leaving_at_any_point(persona: Command, typed: bytes) -> None:
    assert persona(typed=typed).code == 0


def test_two_at_one_machine(persona: Command, home: Path) -> None:
    done = persona(typed=b"1\n1\n3\n" + ANYTHING)
    assert "3. Both: two players at this keyboard" in done.out
    assert done.out.index("United States has the desk.") < done.out.index("Your mandate: Draw the line")
    assert done.out.index("Russia has the desk.") < done.out.index("Your mandate: Wait them out")
    assert read(saved_games(home)[0]).opened.seats == {"us": "human", "russia": "human"}
