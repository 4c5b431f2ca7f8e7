"""The log on the disk: whatever the disk does, what was confirmed stays, and the player is told in one sentence."""

from __future__ import annotations

import errno
import gc
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from game.errors import LogError
from game.play.match import Match
from game.record import writer
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


def test_one_game_in_two_hands_becomes_two(tmp_path: Path) -> None:
    """Where no lock tells the second, as within one process: nothing is mixed, nothing lost, and the second is told."""
    path = tmp_path / "game.jsonl"
    here = play(start(path), choices=2)
    log = read(path)
    there = Match.resume(rules(), log, Writer(path, log.data))
    here.choose(open_picks(here)[0])
    there.choose(open_picks(there)[-1])
    assert there.writer is not None
    (told,) = there.writer.told()
    assert str(tmp_path / "game-2.jsonl") in told
    for match, file in ((play(here), path), (play(there), tmp_path / "game-2.jsonl")):
        assert read(file).entries == match.log().entries


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    play(start(path), choices=1)
    before = path.read_bytes()
    with pytest.raises(LogError, match="already"):
        start(path)
    assert path.read_bytes() == before


# --- a file that goes away -------------------------------------------------------------------------


def gone(path: Path) -> None:
    path.unlink()


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def folder_gone(path: Path) -> None:
    shutil.rmtree(path.parent)


@pytest.mark.parametrize("harm", [gone, cut, emptied, folder_gone])
def test_a_file_that_goes_away_is_written_again_with_every_choice(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    path = tmp_path / "saves" / "game.jsonl"
    match = play(start(path), choices=4)
    harm(path)
    match.choose(open_picks(match)[0])
    assert read(path).entries == match.log().entries
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    harm(path)
    assert match.undo()
    assert read(path).entries == match.log().entries
    play(match)
    assert read(path).is_closed


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def another_game(path: Path) -> None:
    path.unlink()
    play(start(path, seed=9), choices=2)


def a_text(path: Path) -> None:
    path.write_text("Dear diary", encoding="utf-8")


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_link_to_something(path: Path) -> None:
    path.unlink()
    path.with_name("precious").write_text("mine", encoding="utf-8")
    path.symlink_to(path.with_name("precious"))


def a_device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and devices of POSIX")
@pytest.mark.parametrize("harm", [a_folder, another_game, a_text, a_pipe, a_link_to_something, a_device])
def test_what_has_taken_the_place_of_a_game_is_left_alone_and_the_game_goes_on_beside_it(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    path = tmp_path / "game.jsonl"
    match = play(start(path), choices=4)
    harm(path)
    before = path.read_bytes() if path.is_file() else b""
    match.choose(open_picks(match)[0])
    assert match.writer is not None
    assert match.writer.path == tmp_path / "game-2.jsonl"
    (told,) = match.writer.told()
    assert "game-2.jsonl" in told
    assert (path.read_bytes() if path.is_file() else b"") == before
    play(match)
    assert match.writer.told() == []
    assert read(match.writer.path).entries == match.log().entries


def test_a_folder_that_turned_into_a_file_sends_the_game_to_the_saved_games(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERSONA_HOME", str(tmp_path / "home"))
    path = tmp_path / "stick" / "game.jsonl"
    match = play(start(path), choices=4)
    shutil.rmtree(path.parent)
    path.parent.write_text("mine", encoding="utf-8")
    match.choose(open_picks(match)[0])
    assert match.writer is not None
    assert match.writer.path.parent == tmp_path / "home" / "saves"
    assert read(match.writer.path).entries == match.log().entries
    assert path.parent.read_text(encoding="utf-8") == "mine"


def test_a_game_moves_to_another_file(tmp_path: Path) -> None:
    path, other = tmp_path / "game.jsonl", tmp_path / "stick" / "game.jsonl"
    match = play(start(path), choices=4)
    assert match.writer is not None
    match.writer.move(other)
    with pytest.raises(LogError, match="already"):
        match.writer.move(path)
    play(match)
    assert read(other).entries == match.log().entries
    assert len(read(path).choices) == 4


# --- who plays it ----------------------------------------------------------------------------------

HOLDER = """
import sys, time
from pathlib import Path
from game.record.log import Writer, read
path = Path(sys.argv[1])
writer = Writer(path, read(path).data)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="killed as POSIX kills")
def test_a_game_that_another_process_plays_is_refused_until_that_ends_however_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    play(start(path), choices=2)
    gc.collect()
    log = read(path)
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LogError, match="played elsewhere"):
            Writer(path, log.data)
        holder.kill()
    assert play(Match.resume(rules(), log, Writer(path, log.data))).is_over
    assert read(path).is_closed


def test_a_log_that_grew_by_taking_back_is_shortened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "game.jsonl"
    match = play(start(path), choices=4)
    monkeypatch.setattr(writer, "ROOM", path.stat().st_size + 500)
    for _ in range(20):
        match.undo()
        play(match, choices=1)
    assert path.stat().st_size <= writer.ROOM
    assert read(path).entries == match.log().entries
    assert read(path).notices == []


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
    with monkeypatch.context() as patched:
        patched.setattr(os, name, failing_after(calls, os.fsync) if name == "fsync" else half_write(calls))
        match, confirmed = start(path), 0
        with pytest.raises(LogError) as told:  # noqa: PT012
            while True:
                play(match, choices=1)
                confirmed += 1
        assert os.strerror(errno.ENOSPC) in str(told.value)
        assert "\n" not in str(told.value)
    log = read(path)
    assert log.notices == []
    assert log.entries == match.log().entries[: len(log.entries)]
    assert len(log.choices) == confirmed
    again = Match.resume(rules(), log, Writer(path, log.data, log.found))
    play(again)
    assert read(path).entries == again.log().entries


def test_when_the_disk_has_room_again_everything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "game.jsonl"
    match = play(start(path), choices=2)
    before = path.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", failing_after(0, os.fsync))
        with pytest.raises(LogError, match="but the last 1 is there"):
            play(match, choices=1)
        with pytest.raises(LogError, match="but the last 2 is there"):
            play(match, choices=1)
        assert path.read_bytes() == before
        with pytest.raises(LogError, match="could not be saved"):
            match.undo()
    assert len(match.log().choices) == 3
    play(match)
    assert read(path).entries == match.log().entries


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
