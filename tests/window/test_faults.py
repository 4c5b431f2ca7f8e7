"""No error inside a scene ends the window: where it is thrown, what the page says, and the ways on from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from game.errors import GameError
from game.window import app
from game.window.app import Window
from game.window.scenes.fault import Fault
from game.window.scenes.main import Main
from game.window.scenes.review import ReviewScene
from game.window.scenes.title import Title
from game.window.world import World
from tests.window.conftest import Open
from tests.window.tools import Clock, click, key, look, name_of, play_fast, shown, sit_down

MARK = "the engine room is on fire"


def fail(*_about: object, **_more: object) -> None:
    """Fail as a mistake in the program does."""
    raise RuntimeError(MARK)


def refuse(*_about: object, **_more: object) -> None:
    """Refuse, where nobody has asked for anything."""
    raise GameError(MARK)


def check_page(window: Window, home: Path) -> None:
    """Hold the page against what it has to say: the error, that the game is safe, the file with the details."""
    window.frame()
    assert window.is_open
    assert name_of(window) == "Fault"
    assert MARK in shown(window)
    assert "safe" in shown(window) or "Nothing is lost" in shown(window)
    (details,) = (home / "faults").iterdir()
    assert str(details) in shown(window).replace(" ", "") or str(details) in shown(window)
    assert "Traceback" in details.read_text(encoding="utf-8")
    assert MARK in details.read_text(encoding="utf-8")


WAYS: dict[str, tuple[str, Callable[[Window], None]]] = {
    "build": ("build", lambda made: made.scene.refresh()),
    "wake": ("wake", lambda made: None),
    "key": ("key", lambda made: key(made, "f2")),
    "resize": ("build", lambda made: made.hear(pygame.event.Event(pygame.VIDEORESIZE, size=(1000, 700), w=1000, h=700))),
    "commit": ("_choose", lambda made: key(made, "1", "return")),
    "click": ("_commit_label", lambda made: click(made, "card:2")),
}


@pytest.mark.parametrize("way", WAYS)
def test_an_error_of_a_scene_is_a_page(window: Open, home: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    made = window()
    session = sit_down(made)
    key(made, "return")
    name, act = WAYS[way]
    with monkeypatch.context() as broken:
        broken.setattr(Main, name, fail)
        act(made)
        made.frame()
    check_page(made, home)
    assert str(session.path) in shown(made)
    look(made)
    key(made, "return")
    assert name_of(made) == "Title"
    assert "Continue" in shown(made)
    key(made, "return")
    assert name_of(made) == "Main"


def test_a_refusal_while_drawing_is_a_page_too(window: Open, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window()
    sit_down(made)
    monkeypatch.setattr(Main, "build", refuse)
    made.scene.refresh()
    made.frame()
    check_page(made, home)


def test_a_widget_that_cannot_be_drawn(window: Open, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window()
    sit_down(made)
    with monkeypatch.context() as broken:
        broken.setattr("game.window.parts.gauges.Gauge.paint", fail)
        made.scene.refresh()
        made.frame()
    made.frame()
    check_page(made, home)


def test_a_scene_that_cannot_be_made(window: Open, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window()
    monkeypatch.setattr("game.window.scenes.credits.Credits.build", fail)
    key(made, "r")
    check_page(made, home)
    click(made, "title")
    assert name_of(made) == "Title"


def test_the_thread_that_loads(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(World, "look_at_crises", fail)
    made = Window(window_settings(), (1280, 720), clock=Clock())
    made.start(Title)
    made.world.await_ready()
    made.frame()
    check_page(made, home)
    look(made)
    key(made, "return")
    assert name_of(made) == "Title"
    pygame.quit()


def window_settings() -> object:
    """Return settings without what moves."""
    from game.window.settings import Settings

    return Settings(reduced_motion=True)


def test_on_in_the_terminal(window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window()
    session = sit_down(made)
    monkeypatch.setattr(Main, "wake", fail)
    made.frame()
    made.frame()
    look(made)
    click(made, "text")
    assert not made.is_open
    assert made.to_text == session.path


def test_without_a_terminal_nobody_is_sent_there(window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window()
    made._has_terminal = False
    sit_down(made)
    key(made, "f6")
    assert made.is_open
    assert name_of(made) == "Notice"
    assert "no terminal" in shown(made)
    key(made, "escape")
    with monkeypatch.context() as broken:
        broken.setattr(Main, "wake", fail)
        made.frame()
    assert made.stage.root.find("text") is None


def test_an_error_on_the_page_itself_ends_in_a_sentence(window: Open, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window()
    monkeypatch.setattr(Fault, "build", fail)
    monkeypatch.setattr(Title, "wake", fail)
    made.frame()
    assert not made.is_open
    assert MARK in made.broken
    assert len(list((home / "faults").iterdir())) == 2
    with pytest.raises(GameError, match="saved"):
        made.run()


def test_details_go_elsewhere_where_the_home_is_closed(window: Open, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window()
    home.parent.mkdir(parents=True, exist_ok=True)
    if home.is_dir():
        home = home / "inside"
        monkeypatch.setenv("PERSONA_HOME", str(home))
    home.write_text("in the way", encoding="utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(Title, "wake", fail)
    made.frame()
    assert list(tmp_path.glob("fault-*.txt"))


def test_what_works_in_the_background_ends_before_the_process(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del home
    seen: list[World] = []
    monkeypatch.setattr(Window, "run", lambda made: (seen.append(made.world), made.world.warm()))
    app.run()
    (world,) = seen
    assert world._worker is not None
    assert not world._worker.is_alive()


def test_a_review_that_goes_on_is_stopped_at_the_end(window: Open) -> None:
    made = window()
    session = sit_down(made)
    play_fast(session)
    scene = ReviewScene(made.world, session, session.me, lambda _turn: lambda: None)
    made.world.rest()
    assert not scene.work._thread.is_alive()
