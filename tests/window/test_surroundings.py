"""What may be missing around the game: a display, a loudspeaker, a folder that can be written to."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pygame
import pytest

from game.window.art import Noise
from tests.window.conftest import Open, Start
from tests.window.tools import click, key, name_of, shown
from tests.window.xserver import ROOT, until

SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "PERSONA_TEXT")


def test_without_a_display_the_command_says_so_and_plays_in_the_terminal(home: Path) -> None:
    mine, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in SCREEN} | {"PERSONA_HOME": str(home), "TERM": "xterm"}
    program = subprocess.Popen(
        [sys.executable, "-m", "game"], cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, text=True
    )
    os.close(theirs)
    os.set_blocking(mine, False)
    page: list[str] = []

    def title() -> bool:
        with suppress(BlockingIOError):
            page.append(os.read(mine, 4096).decode(errors="replace"))
        return "What will it be?" in "".join(page)

    until(title, "no title page in the terminal")
    os.write(mine, b"3\n")
    _out, said = program.communicate(timeout=20)
    os.close(mine)
    assert program.returncode == 0
    assert said.count("\n") == 1, said
    assert said.startswith("persona: no window can be opened")
    assert "terminal" in said


def test_without_a_loudspeaker_nothing_is_said_of_it(window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    pygame.mixer.quit()
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    with pytest.raises(pygame.error):
        pygame.mixer.init()
    made = window(volume=1.0)
    key(made, ",")
    click(made, "volume")
    key(made, "left", "escape", "n", "return", "return")
    assert name_of(made) == "Main"
    key(made, "return", "1")
    assert made.is_open
    Noise().play("click")


def test_the_real_command_is_silent_without_a_loudspeaker(start: Start) -> None:
    program = start(SDL_AUDIODRIVER="", ALSA_CONFIG_PATH="/dev/null")
    program.press("n")

    def leave() -> bool:
        program.press("escape")
        program.press("q")
        return program.process.poll() is not None

    until(leave, "the window does not close")
    assert program.wait() == 0
    assert program.end() == ""


@pytest.fixture(params=["a file in its place", "a folder nobody may write to"])
def closed_home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home where nothing can be saved."""
    path = tmp_path / "closed"
    if request.param == "a file in its place":
        path.write_text("", encoding="utf-8")
    else:
        path.mkdir(mode=0o500)
        if os.access(path, os.W_OK):
            pytest.skip("this user may write everywhere")
    monkeypatch.setenv("PERSONA_HOME", str(path))
    return path


def test_a_home_that_cannot_be_written_to_is_told_in_the_window(window: Open, closed_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window()
    monkeypatch.setenv("PERSONA_HOME", str(closed_home))
    key(made, "n", "return", "return")
    assert name_of(made) == "Notice"
    assert str(closed_home) in shown(made)
    assert "Traceback" not in shown(made)
    key(made, "escape")
    assert name_of(made) == "Briefing"
    key(made, "escape", "t")
    assert name_of(made) == "Notice"
    key(made, "escape", "l")
    assert name_of(made) in ("Records", "Notice")
    key(made, "escape", ",")
    click(made, "text:1.5")
    assert made.world.settings.text == 1.5
    assert made.is_open
