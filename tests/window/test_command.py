"""When the command opens a window, and what it says where it cannot."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from game.cli import window as face
from game.cli.main import main
from game.play.match import Match
from game.record.log import Writer
from tests.window.conftest import Open
from tests.window.tools import SHORT, rules


class Keyboard(io.StringIO):
    """Something a person types at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person at a terminal with a display."""
    monkeypatch.setattr("sys.stdin", Keyboard())
    monkeypatch.delenv("PERSONA_TEXT", raising=False)


@pytest.mark.usefixtures("person")
def test_a_person_with_a_display_gets_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    assert face.is_wanted(text=False)
    assert not face.is_wanted(text=True)
    monkeypatch.setenv("PERSONA_TEXT", "1")
    assert not face.is_wanted(text=False)


def test_a_pipe_gets_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PERSONA_TEXT", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n"))
    assert not face.is_wanted(text=False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there a display can be missing")
@pytest.mark.usefixtures("person")
def test_without_a_display_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)
    assert not face.is_wanted(text=False)
    said = capsys.readouterr().err.strip()
    assert said.count("\n") == 0
    assert "terminal" in said


@pytest.mark.usefixtures("person")
def test_the_command_opens_the_window_in_the_crisis(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("game.window.app.run", lambda *wish, **_about: asked.append(wish))
    assert main(["play", SHORT, "--as", "russia", "--seed", "4", "--rival", "hawk"]) == 0
    assert asked == [(None, SHORT, ("russia",), 4, {}, "hawk", None, False)]
    assert main([]) == 0
    assert asked[1:] == [()]
    assert not home.exists()


@pytest.mark.usefixtures("person")
def test_a_game_left_in_the_window_goes_on_in_the_terminal(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = home / "saves" / "left.jsonl"
    Match.start(rules(SHORT), {"us": "human", "russia": "rival"}, 3, writer=Writer(path), path=SHORT)
    monkeypatch.setattr("game.window.app.run", lambda *_wish, **_about: path)
    assert main([]) == 0
    said = capsys.readouterr().out
    assert "left.jsonl" in said
    assert "Choose a number" in said


def test_the_first_picture_needs_no_simulation(window: Open) -> None:
    del window
    code = (
        "import sys\n"
        "from game.window.app import Window\n"
        "from game.window.scenes.title import Title\n"
        "from game.window.settings import Settings\n"
        "made = Window(Settings(), (1280, 720)); made.start(Title); made.frame()\n"
        "print('loaded:', *sorted({'numpy', 'pydantic', 'yaml', 'game.engine.rules'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout.strip().split("\n")[-1].strip() == "loaded:"
