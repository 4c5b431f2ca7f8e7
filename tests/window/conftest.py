"""What the tests of the window share: a home of one's own, and windows that are closed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pygame
import pytest

from game.window.app import Window
from game.window.scenes.title import Title
from game.window.settings import Settings
from game.window.world import World
from tests.window.tools import Clock, share_rules
from tests.window.xserver import Program, Server, missing

Open = Callable[..., Window]
Start = Callable[..., Program]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own for saved games and settings."""
    monkeypatch.setenv("PERSONA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def window(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens a window on the title page; what takes long to load is loaded once for all tests."""
    del home
    monkeypatch.setattr(World, "look_at_crises", share_rules)

    def open_window(size: tuple[int, int] = (1280, 720), **settings: object) -> Window:
        made = Window(Settings(**{"reduced_motion": True, **settings}), size, Clock())  # type: ignore[arg-type]
        made.start(Title)
        made.world.await_ready()
        made.frame()
        return made

    yield open_window
    pygame.quit()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An X server of one's own, where it is installed."""
    lacking = missing()
    if lacking:
        pytest.skip(f"not installed: {lacking} (apt-get install xvfb xdotool)")
    made = Server(tmp_path_factory.mktemp("screen"))
    yield made
    made.close()


@pytest.fixture
def start(server: Server, tmp_path: Path) -> Iterator[Start]:
    """Starts the real program on the X server; whatever still runs is ended afterwards."""
    started: list[Program] = []

    def start_program(size: tuple[int, int] = (1280, 720), still: bool = True, home: Path | None = None, **extra: str) -> Program:
        started.append(Program(server, home or tmp_path / "home", size, still, **extra))
        return started[-1]

    yield start_program
    for program in started:
        program.end()
    pygame.quit()
