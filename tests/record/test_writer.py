"""The log on the disk: whatever the disk does, what was confirmed stays, and the player is told in one sentence."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from game.errors import LogError
from game.play.match import Match
from game.record.log import Undone, Writer, read
from tests.record.games import open_picks, play, rules, start


def test_two_games_at_once_do_not_mix(tmp_path: Path) -> None:
    matches = [start(tmp_path / f"{seed}.jsonl", seed) for seed in (1, 2)]
    while not all(match.is_over for match in matches):
        for match in matches:
            if not match.is_over:
                match.choose(open_picks(match)[-1])
    for match in matches:
        log = read(tmp_path / f"{match.opened.seed}.jsonl")
        assert log.opened == match.opened
        assert log.entries == match.log().entries


def test_one_game_in_two_windows_is_stopped_in_the_second(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    here = play(start(path), choices=2)
    log = read(path)
    there = Match.resume(rules(), log, Writer(path, log.clean_bytes))
    here.choose(open_picks(here)[0])
    with pytest.raises(LogError, match="another window"):
        there.choose(open_picks(there)[0])
    play(here)
    assert read(path).entries == here.log().entries


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    play(start(path), choices=1)
    before = path.read_bytes()
    with pytest.raises(LogError, match="already"):
        start(path)
    assert path.read_bytes() == before


def test_a_game_that_is_removed_is_not_begun_anew_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    match = start(path)
    path.unlink()
    with pytest.raises(LogError, match="could not be saved"):
        match.choose(open_picks(match)[0])
    assert not path.exists()


# --- folders that cannot be written ----------------------------------------------------------------


def one_sentence(path: Path) -> str:
    with pytest.raises(LogError) as refused:
        start(path)
    told = str(refused.value)
    assert str(path) in told
    assert "PERSONA_HOME" in told
    assert "\n" not in told
    assert not path.is_file()
    return told


def test_a_folder_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    one_sentence(tmp_path / "file" / "game.jsonl")
    one_sentence(tmp_path / "file" / "deeper" / "game.jsonl")


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="this is a folder"):
        start(tmp_path)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a user whom permissions stop")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    folder = tmp_path / "shut"
    folder.mkdir(mode=0o500)
    assert "denied" in one_sentence(folder / "game.jsonl").lower()
    assert "denied" in one_sentence(folder / "saves" / "game.jsonl").lower()


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_disk_that_refuses_a_new_game(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def refuse(*_args: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "open", refuse)
    assert os.strerror(code) in one_sentence(tmp_path / "game.jsonl")


def test_a_disk_that_is_full_at_once_leaves_no_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing_after(0, os.fsync))
    one_sentence(tmp_path / "game.jsonl")


# --- disks that fill up ----------------------------------------------------------------------------


def failing_after(calls: int, real: Callable[..., object]) -> Callable[..., object]:
    """Return a function that works for some calls and then reports a full disk."""
    left = [calls]

    def call(*args: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*args)

    return call


def half_write(calls: int) -> Callable[[int, bytes], int]:
    """Return a write that, after some calls, gets half a line onto the disk and then finds it full."""
    real, left = os.write, [calls]

    def write(file: int, data: bytes) -> int:
        left[0] -= 1
        if left[0] == -1:
            return real(file, bytes(data)[: len(data) // 2])
        if left[0] < -1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(file, data)

    return write


@pytest.mark.parametrize("name", ["fsync", "write"])
@pytest.mark.parametrize("calls", [1, 2, 5])
def test_a_full_disk_keeps_every_earlier_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, calls: int) -> None:
    path = tmp_path / "game.jsonl"
    model = play(start(), choices=20).log().entries
    with monkeypatch.context() as patched:
        patched.setattr(os, name, failing_after(calls, os.fsync) if name == "fsync" else half_write(calls))
        match = start(path)
        with pytest.raises(LogError) as told:
            play(match)
        assert os.strerror(errno.ENOSPC) in str(told.value)
        assert "\n" not in str(told.value)
    log = read(path)
    assert log.notices == []
    assert log.entries == model[: calls - 1]
    again = Match.resume(rules(), log, Writer(path, log.clean_bytes))
    play(again)
    assert read(path).entries == again.log().entries


def test_after_a_hole_nothing_more_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "game.jsonl"
    match = play(start(path), choices=2)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", failing_after(0, os.fsync))
        with pytest.raises(LogError):
            play(match, choices=1)
    before = path.read_bytes()
    with pytest.raises(LogError, match="could not be saved"):
        play(match, choices=1)
    with pytest.raises(LogError, match="could not be saved"):
        match.undo()
    assert path.read_bytes() == before


def test_an_interrupt_in_the_middle_of_a_line_leaves_none_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "game.jsonl"
    match = play(start(path), choices=2)
    before = path.read_bytes()

    def interrupt(_file: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        play(match, choices=1)
    assert path.read_bytes() == before


# --- taking back -----------------------------------------------------------------------------------


def test_undo_and_play_on_are_part_of_the_log(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    match = play(start(path), choices=5)
    assert match.undo()
    play(match, seed=3)
    match.play_on_from(2)
    play(match, seed=4)
    assert path.read_text(encoding="utf-8").count(Undone.__name__.lower()) == 2
    log = read(path)
    assert log.entries == match.log().entries
    assert Match.resume(rules(), log).log().entries == log.entries
    assert len(read(path).choices) < path.read_text(encoding="utf-8").count('"chosen"')
