"""The shelf of saved games."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from game.errors import LogError
from game.record import shelf
from tests.record.games import play, start


@pytest.fixture
def saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of saved games, which does not exist yet."""
    monkeypatch.setenv("PERSONA_HOME", str(tmp_path))
    return tmp_path / "saves"


def save(path: Path, age: int, choices: int) -> Path:
    play(start(path), choices=choices)
    os.utime(path, (1_000_000 - age, 1_000_000 - age))
    return path


def test_an_empty_shelf(saves: Path) -> None:
    assert shelf.shelf() == []
    assert shelf.unfinished() is None


def test_the_newest_game_stands_first_and_a_damaged_one_keeps_its_place(saves: Path) -> None:
    old, new = save(saves / "a.jsonl", 300, 3), save(saves / "b.jsonl", 100, 1)
    bad = saves / "c.jsonl"
    bad.write_text("nothing of the kind\n", encoding="utf-8")
    os.utime(bad, (1_000_000 - 200, 1_000_000 - 200))
    games = shelf.shelf()
    assert [game.path for game in games] == [new, bad, old]
    assert games[1].log is None
    assert "line 1" in games[1].problem


def test_the_newest_game_that_is_not_over_is_continued(saves: Path) -> None:
    save(saves / "a.jsonl", 300, 6)
    save(saves / "over.jsonl", 100, 100)
    found = shelf.unfinished()
    assert found is not None
    assert found.path.name == "a.jsonl"
    assert found.turn >= 2


def test_a_game_dated_in_the_future_is_not_the_last(saves: Path) -> None:
    now = time.time()
    for name, age in (("a.jsonl", -300), ("b.jsonl", 86400), ("20200101-120000-c.jsonl", 10**9), ("29990101-120000-d.jsonl", 10**9)):
        play(start(saves / name), choices=1)
        os.utime(saves / name, (now + age, now + age))
    names = [game.path.name for game in shelf.shelf()]
    assert names[:2] == ["a.jsonl", "20200101-120000-c.jsonl"]
    assert set(names[2:]) == {"b.jsonl", "29990101-120000-d.jsonl"}
    found = shelf.unfinished()
    assert found is not None
    assert found.path.name == "a.jsonl"


def test_a_disk_whose_clock_is_a_little_ahead_is_believed(saves: Path) -> None:
    now = time.time()
    for name, age in (("a.jsonl", -5), ("b.jsonl", 60)):
        play(start(saves / name), choices=1)
        os.utime(saves / name, (now + age, now + age))
    assert [game.path.name for game in shelf.shelf()] == ["b.jsonl", "a.jsonl"]


def test_every_new_game_gets_a_name_of_its_own(saves: Path) -> None:
    names = {shelf.new_path("small-crisis", "us") for _ in range(50)}
    assert len(names) == 50
    assert {path.parent for path in names} == {saves}


def test_a_folder_that_cannot_be_read_is_told(saves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(LogError, match="Permission denied"):
        shelf.shelf()
