"""Paths and files as users and strangers hand them over: each is a sentence, nothing hangs, nothing is written where it should not be."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from game.record import shelf
from game.record.log import Closed, parse, read, to_line
from tests.cli.tools import ANYTHING, ROOT, Command
from tests.record.games import play, start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and devices of POSIX")


@pytest.fixture
def saved(crisis: Path, tmp_path: Path) -> Path:
    """A finished game, its scenario named by path."""
    path = tmp_path / "g.jsonl"
    play(start(path, russia="rival", name=str(crisis)))
    return path


def bad_paths(folder: Path) -> list[str]:
    (folder / "folder").mkdir()
    (folder / "full").write_text("text", encoding="utf-8")
    os.mkfifo(folder / "pipe")
    (folder / "zero").symlink_to("/dev/zero")
    names = ["none", "folder", "full", "pipe", "zero", "x" * 300, "y/" * 3000, "full/below", os.fsdecode(b"b\xff")]
    return ["", ".", "/", "/dev/zero", *(str(folder / name) for name in names)]


def test_every_command_meets_every_bad_path(persona: Command, saved: Path, tmp_path: Path) -> None:
    for path in bad_paths(tmp_path):
        for words in (
            ("play", path), ("play", f"{path}.jsonl"), ("lint", path), ("replay", path), ("review", path),
            ("replay", saved, "--scenario", path),
            ("simulate", path, "--games", 2), ("review", saved, "--html", path or "."),
            ("simulate", "july-2017", "--games", 2, "--out", path),
        ):  # fmt: skip
            done = persona(*words)
            new = (words[-2:] == ("--html", path) and not os.path.lexists(path)) or done.out.startswith("Written")
            assert done.code in ((0,) if new and done.code == 0 else (1, 2)), (words, done)
    assert stat.S_ISFIFO(os.stat(tmp_path / "pipe").st_mode)
    assert (tmp_path / "zero").is_symlink()


@pytest.mark.parametrize("way", ["bom", "blank", "spaces", "both"])
def test_a_mark_before_and_empty_lines_are_read_over(persona: Command, saved: Path, way: str) -> None:
    data = saved.read_bytes()
    half = b"".join(data.splitlines(keepends=True)[:4])
    before, after = {
        "bom": (b"\xef\xbb\xbf", b""),
        "blank": (b"", b"\n"),
        "spaces": (b"", b"\n  "),
        "both": (b"\xef\xbb\xbf\r\n", b"\r\n\n"),
    }[way]
    saved.write_bytes(before + half.replace(b"\n", b"\r\n" if way == "both" else b"\n") + after)
    assert persona("replay", saved, "--verify").code == 0
    assert persona("play", saved, typed=ANYTHING).code == 0
    assert read(saved).is_closed
    assert persona("replay", saved, "--verify").code == 0
    assert [path.name for path in saved.parent.glob("*damaged*")] == []


def test_a_finished_game_without_its_end_is_given_it(persona: Command, saved: Path, home: Path) -> None:
    whole = saved.read_bytes()
    (home / "saves").mkdir(parents=True)
    lying = home / "saves" / "g.jsonl"
    lines = whole.splitlines(keepends=True)
    assert b'"closed"' in lines[-1]
    lying.write_bytes(b"".join(lines[:-1]))
    persona(typed=b"1\n")
    assert lying.read_bytes() == whole
    assert shelf.unfinished() is None


def test_a_log_with_a_bad_line_is_taken_up_before_it_and_kept_aside(persona: Command, saved: Path) -> None:
    lines = saved.read_bytes().splitlines(keepends=True)
    for bad in (b"\0\n", b'{"kind": "chosen"}\n', lines[4].replace(b'"turn": ', b'"turn": 1'), b'{"kind": "undone", "keep": 99}\n'):
        spoiled = b"".join([*lines[:4], bad, *lines[5:]])
        saved.write_bytes(spoiled)
        assert persona("replay", saved, "--verify").code == 1
        done = persona("play", saved, typed=b"q\n")
        assert done.code == 0
        assert "goes on from the last line before it" in done.flat
        assert saved.read_bytes().startswith(b"".join(lines[:4]))
        (aside,) = saved.parent.glob("*damaged*")
        assert aside.read_bytes() == spoiled
        assert persona("replay", saved, "--verify").code == 0
        aside.unlink()


@pytest.mark.parametrize(
    "change",
    [{"title": "a\0b"}, {"title": "\ud800"}, {"path": "x" * 5000}, {"path": "a\0"}, {"scenario": "x/../../.."}, {"scenario": ".."},
     {"scenario": ""}, {"seed": 1.0}, {"seed": True}, {"seed": 10**400}, {"format": True}, {"seats": None}, {"extra": 1}, {"title": None}],
    ids=lambda change: str(change)[:30],
)  # fmt: skip
def test_what_no_opening_holds_is_refused_in_a_sentence(persona: Command, saved: Path, change: dict[str, object]) -> None:
    lines = saved.read_text(encoding="utf-8").splitlines(keepends=True)
    opening = {**json.loads(lines[0]), **change}
    saved.write_text(json.dumps(opening) + "\n" + "".join(lines[1:]), encoding="utf-8")
    for command in ("replay", "review", "play"):
        persona(command, saved).refused()


@pytest.mark.parametrize("score", ["null", "NaN", "Infinity", "1e999", "9" * 400, '"1"', "true", "[]"])
def test_what_no_score_is(saved: Path, score: str) -> None:
    line = to_line(Closed("filed", {"us": 77.0, "russia": 1.0}, {"us": "a", "russia": "b"})).replace("77.0", score)
    log = parse(saved.read_bytes().splitlines(keepends=True)[0] + line.encode() + b"\n", "g")
    assert "line 2" in log.damage
    assert log.entries == []


def test_a_key_that_stands_twice_and_nesting_without_end(saved: Path) -> None:
    first = saved.read_bytes().splitlines(keepends=True)[0]
    many = b'{"kind": "settled", ' + b", ".join(b'"k%d": 0' % number for number in range(1_000_000)) + b"}"
    for line in (b'{"kind": "settled", "turn": 1, "turn": 2, "digest": ""}', b"[" * 60_000, b'{"a":' * 10_000, many):
        assert "line 2" in parse(first + line + b"\n", "g").damage


def test_names_in_files_are_no_paths(home: Path) -> None:
    for name in ("x/../../..", "../../y", "/etc/x", "a\\b", ".", "a" * 500):
        path = shelf.new_path(name, "../us")
        assert path.parent == home / "saves"
        assert len(path.name) < 150
        assert path.suffix == ".jsonl"


def test_saves_are_their_owners_alone(persona: Command, crisis: Path, home: Path) -> None:
    old = os.umask(0)
    try:
        persona("play", crisis, typed=b"1\n")
        (path,) = (home / "saves").glob("*.jsonl")
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)
        persona("play", path, typed=b"1\n")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    finally:
        os.umask(old)


def test_a_game_saved_elsewhere_is_continued_by_its_path(persona: Command, crisis: Path, tmp_path: Path) -> None:
    path = tmp_path / "my game.jsonl"
    done = persona("play", crisis, "--log", path, typed=b"1\nq\n")
    assert f"persona play '{path}'` goes on with it" in done.out
    assert persona("play", path, typed=ANYTHING).code == 0
    assert read(path).is_closed
    assert "begun" in persona("play", path, "--seed", 1).refused(2)


def test_the_shelf_reads_only_files(persona: Command, saved: Path, home: Path) -> None:
    folder = home / "saves"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "a.jsonl")
    (folder / "b.jsonl").symlink_to("/dev/zero")
    (folder / "c.jsonl").mkdir()
    (folder / "d.jsonl").symlink_to(folder / "none")
    with (folder / "e.jsonl").open("wb") as huge:
        huge.truncate(2**30)
    shutil.copy(saved, folder / "f.jsonl")
    assert sorted(game.path.name for game in shelf.shelf()) == ["e.jsonl", "f.jsonl"]
    assert "larger" in next(game.problem for game in shelf.shelf() if game.path.name == "e.jsonl")
    assert persona(typed=b"2\n1\n").code == 0


def test_of_many_games_only_those_shown_are_read(saved: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = home / "saves"
    folder.mkdir(parents=True)
    for number in range(1000):
        (folder / f"{number:05}.jsonl").hardlink_to(saved)
    opened: list[Path] = []
    real = shelf.disk.open_file
    monkeypatch.setattr(shelf.disk, "open_file", lambda path: opened.append(path) or real(path))
    assert len(shelf.shelf()) == 1000
    assert shelf.unfinished() is None
    assert len(opened) == shelf.LOOKED_AT


def test_a_long_game_is_listed_by_its_beginning_and_its_end(saved: Path) -> None:
    data = saved.read_bytes()
    lines = data.splitlines(keepends=True)
    saved.write_bytes(lines[0] + b"".join([*lines[1:3], b'{"kind": "undone", "keep": 0}\n']) * 900 + b"".join(lines[1:]))
    assert saved.stat().st_size > 2 * shelf.SHORT
    game = shelf.Saved(saved)
    assert (game.is_closed, game.turn, game.problem) == (True, 4, "")


def test_an_empty_file_named_like_a_crisis_does_not_hide_it(persona: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("july-2017", "campaign"):
        Path(name).touch()
        assert persona("lint", name).code == 0
        assert persona("simulate", name, "--games", 2).code == 0
        Path(f"{name}.yaml").touch()
        assert persona("lint", f"{name}.yaml").code == 1


def test_a_folder_that_is_gone_and_a_user_without_a_home(persona: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERSONA_HOME", "~nobody-of-this-name/x")
    assert "without a home" in persona("play", "july-2017").refused()
    assert "without a home" in persona().refused()
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert persona("list").code == 0
    assert persona("lint").code == 0
    assert "g.jsonl" in persona("play", "july-2017", "--log", "g.jsonl").refused()
    assert "x.csv" in persona("simulate", "july-2017", "--games", 2, "--out", "x.csv").refused()


def test_input_without_end_is_no_answer(home: Path) -> None:
    words = [
        sys.executable,
        "-c",
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30)); from game.cli.main import run; run()",
    ]
    with open("/dev/zero", "rb") as zero:
        done = subprocess.run(
            [*words, "play", "july-2017", "--text"],
            stdin=zero, capture_output=True, check=False, timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PERSONA_HOME": str(home)},
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]


def test_no_code_of_the_current_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from game import paths

    for name in ("game", "json", "multiprocessing"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("open('ran', 'w')", encoding="utf-8")
        (tmp_path / name / "__main__.py").write_text("open('ran', 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    words, environment = paths.own_process("-m", "game")
    done = subprocess.run([*words, "list"], env=environment, capture_output=True, check=False)
    assert b"july-2017" in done.stdout, done.stderr
    assert not (tmp_path / "ran").exists()
