"""The hint lines tell the truth: every key a page names does something there, by the key and by a click on its hint."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from game.window.app import Window
from game.window.go import Go
from game.window.kit.control import KeyHint
from game.window.kit.hints import Hints
from game.window.scene import Scene
from game.window.session import Session
from tests.window.conftest import Open
from tests.window.tools import click, every_scene, key, look, name_of, shown, sit_down

KEYS = {"Esc": "escape", "Enter": "return", "Del": "delete", "Tab": "tab"}


def hints(made: Window) -> list[KeyHint]:
    """Return the hints that are on the screen."""
    return [found for found in made.stage.widgets if isinstance(found, KeyHint) and found.rect.width > 0]


def state(made: Window) -> tuple[object, ...]:
    """Return what a key may change: the page, what is on it, where the focus is, whether the window is open."""
    if not made.is_open:
        return (False,)
    focus = made.stage.focus.name if made.stage.focus is not None else ""
    return (True, made.scene, shown(made), focus)


def scenes(made: Window) -> Iterator[tuple[str, Scene]]:
    """Yield scenes of every kind, each once where many differ in their turn only."""
    seen: set[str] = set()
    for name, scene in every_scene(made):
        kind = " ".join(part for part in name.split() if not part.isdigit())
        if kind not in seen:
            seen.add(kind)
            yield name, scene


def show(made: Window, scene: Scene) -> None:
    """Lay a scene on the pile and draw it."""
    made.is_open = True
    made.pile[1:] = [(scene, None)] if scene is not made.pile[0][0] else []
    scene.focused = ""
    scene.refresh()
    made._show()
    made.frame()


def test_every_key_that_a_line_names_does_something(window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window()
    silent: list[str] = []
    count = 0
    for name, scene in scenes(made):
        if name.startswith("lesson"):
            continue
        show(made, scene)
        for label, named in [(hint.label, hint.value) for hint in hints(made)]:
            pressed = KEYS.get(named, named[0] if "\N{EN DASH}" in named else named).lower()
            before = dict(vars(scene))
            show(made, scene)
            now = state(made)
            asked: list[Go] = []
            with monkeypatch.context() as patch:
                # The games stay where they are: only that something would be done is looked at.
                patch.setattr(Session, "choose", lambda _session, _number: None)
                patch.setattr(Session, "undo", lambda _session: True)
                for way in ("go", "_go"):
                    patch.setattr(made, way, lambda go, asked=asked: asked.append(go) if go is not None else None, raising=False)
                key(made, pressed)
            if state(made) == now and not asked:
                silent.append(f"{name}: {named} ({label})")
            vars(scene).update(before)
            count += 1
    assert count > 60
    assert silent == []


def test_a_click_on_the_hint_of_tab_moves_the_focus(window: Open) -> None:
    made = window()
    sit_down(made)
    key(made, "return")
    before = made.stage.focus
    click(made, "key:Tab")
    assert made.stage.focus is not before


def test_a_page_without_games_names_no_key_that_needs_one(window: Open) -> None:
    made = window()
    key(made, "l")
    assert name_of(made) == "Records"
    assert [hint.value for hint in hints(made)] == ["Esc"]
    look(made)
    assert any(isinstance(found, Hints) for found in made.stage.widgets)
    assert pygame.display.get_init()
