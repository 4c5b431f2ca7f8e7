"""Where a window opens and what is said where none can: real displays of several kinds, and processes started in every way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from game.cli import streams
from tests.window.xserver import ROOT, Server, missing, until

pytestmark = pytest.mark.skipif(bool(missing()) or not sys.platform.startswith("linux"), reason=f"not installed: {missing()}")
CLASS = "persona-non-grata"
PYTHON = f"{sys.executable} -m game"

Launch = Callable[..., subprocess.Popen[str]]


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return what a desktop gives to a program, and what a test adds."""
    dropped = ("SDL_", "PERSONA_", "WAYLAND", "DISPLAY", "PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return kept | {"PERSONA_HOME": str(home), "PYTHONPATH": str(ROOT), "SDL_AUDIODRIVER": "dummy"} | more


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Launch]:
    """Runs a line of shell and ends what still runs afterwards."""
    begun: list[subprocess.Popen[str]] = []

    def run(line: str, **more: str) -> subprocess.Popen[str]:
        begun.append(
            subprocess.Popen(
                ["sh", "-c", line],
                env=environment(tmp_path / "home", **more),
                cwd=tmp_path,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        )
        return begun[-1]

    yield run
    for process in begun:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def window_of(server: Server) -> str:
    """Return the window of the game on a display, by the name a desktop knows it by."""
    return server.do("search", "--onlyvisible", "--class", CLASS).strip()


def left(server: Server, window: str, process: subprocess.Popen[str]) -> int:
    """Press Q until the page has been seen long enough to be answered, and return the exit code."""
    server.do("windowfocus", window)

    def has_ended() -> bool:
        server.do("key", "q")
        return process.poll() is not None

    until(has_ended, "the window stays open")
    return process.returncode


STARTS = {
    "a desktop entry": f"exec {PYTHON} </dev/null",
    "an IDE, whose pipe says nothing": f"exec {PYTHON}",
    "nohup": f"exec nohup {PYTHON} </dev/null",
    "without any stream": f"exec {PYTHON} <&- >&- 2>&-",
    "without a home": f"unset HOME PERSONA_HOME; XDG_DATA_HOME=$PWD XDG_CONFIG_HOME=$PWD exec {PYTHON} </dev/null",
    "in a folder nobody may write to": f"cd /proc && exec {PYTHON} </dev/null",
    "insisting, with answers typed ahead": f"printf '1\\n' | {PYTHON} --window",
}


@pytest.mark.parametrize("start", STARTS)
def test_a_window_opens_wherever_a_display_does(server: Server, launch: Launch, start: str) -> None:
    process = launch(STARTS[start], DISPLAY=server.display)
    window = until(lambda: window_of(server), "no window came")
    assert left(server, window, process) == 0
    assert process.stderr is not None
    assert process.stderr.read() == ""


def test_a_window_closed_at_once_ends_well(server: Server, launch: Launch) -> None:
    for _time in range(4):
        process = launch(f"exec {PYTHON} </dev/null", DISPLAY=server.display)
        server.ask_to_close(until(lambda: window_of(server), "no window came"))
        _out, said = process.communicate(timeout=20)
        assert (process.returncode, said) == (0, "")


def test_answers_typed_ahead_are_played_in_text_beside_a_display(server: Server, launch: Launch) -> None:
    out, said = launch(f"printf '3\\n' | {PYTHON}", DISPLAY=server.display).communicate(timeout=30)
    assert "What will it be?" in out
    assert said == ""
    out, _said = launch(f"{PYTHON} --text </dev/null", DISPLAY=server.display).communicate(timeout=30)
    assert "What will it be?" in out


NOWHERE = {
    "none": {},
    "nobody there": {"DISPLAY": ":4077"},
    "no such socket": {"WAYLAND_DISPLAY": "nowhere"},
    "neither": {"DISPLAY": ":4077", "WAYLAND_DISPLAY": "nowhere"},
    "no name of a display": {"DISPLAY": "\x1b[31mred"},
    "a number too large": {"DISPLAY": ":99999"},
    "a driver that is not there": {"SDL_VIDEODRIVER": "nosuch"},
}


@pytest.mark.parametrize("nowhere", NOWHERE)
def test_without_a_display_one_sentence_says_why(launch: Launch, nowhere: str) -> None:
    for words in ("", "--window"):
        process = launch(f"{PYTHON} {words} </dev/null", **NOWHERE[nowhere])
        out, said = process.communicate(timeout=30)
        assert (process.returncode, out) == (1, "")
        assert said.startswith("persona: No window can be opened: ")
        assert said.count("\n") == 1
        assert "\x1b" not in said


def test_without_a_display_a_pipe_is_talked_to(launch: Launch) -> None:
    out, said = launch(PYTHON, DISPLAY=":4077").communicate("3\n", timeout=30)
    assert "What will it be?" in out
    assert said == ""


def test_a_display_that_never_answers_is_given_up(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    from game.window import display

    monkeypatch.setattr(display, "PATIENCE", 0.1)
    assert not display._is_mute(":4077")
    assert not display._is_mute("no display")
    assert display._is_mute("192.0.2.1:0") in (True, False), "an address nobody has is either refused at once or waited for"


def test_text_and_window_at_once_are_refused(launch: Launch) -> None:
    process = launch(f"{PYTHON} --text --window")
    assert process.wait(20) == 2


@pytest.mark.parametrize("depth", [8, 16])
def test_few_colours(launch: Launch, tmp_path: Path, depth: int) -> None:
    server = Server(tmp_path, (1280, 720), depth)
    try:
        process = launch(f"exec {PYTHON} </dev/null", DISPLAY=server.display)
        if depth < 15:
            assert process.wait(20) == 1
            assert process.stderr is not None
            assert "colours" in process.stderr.read()
        else:
            window = until(lambda: window_of(server), "no window came")
            assert left(server, window, process) == 0
    finally:
        server.close()


# --- who answers -----------------------------------------------------------------------------------


def test_who_answers_at_an_input(tmp_path: Path) -> None:
    lines, empty = tmp_path / "lines", tmp_path / "empty"
    lines.write_text("1\n", encoding="utf-8")
    empty.touch()
    for path, wanted in ((lines, "typed"), (empty, "none"), (Path(os.devnull), "none")):
        with path.open(encoding="utf-8") as stream:
            assert streams.answers(stream) == wanted
    reading, writing = os.pipe()
    with os.fdopen(reading) as stream:
        assert streams.answers(stream) == "silence"
        os.write(writing, b"1")
        assert streams.answers(stream) == "typed"
        os.read(reading, 1)
        os.close(writing)
        assert streams.answers(stream) == "none"
