"""A window beside the real one: it hears the same events under the dummy driver, and has to look the same to the last pixel."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pygame

from game.engine.rules import Rules
from game.play.campaign import Route
from game.record.log import Log, read
from game.window.app import Window
from game.window.kit.control import Entry
from game.window.kit.scroll import scrollers_over
from game.window.kit.widget import Widget
from game.window.moment import MOMENT_MS
from game.window.scenes.title import Title
from game.window.session import Session
from game.window.settings import load
from game.window.steer import group_of
from game.window.world import Crisis, Wish, World
from tests.window.tools import Clock, look, name_of
from tests.window.xserver import COLOURS, Program, until

LEAST = 6
"""Pixels of a widget that have to be in sight before a person clicks it."""
WHEEL = 5


@cache
def _compiled() -> tuple[dict[str, Rules], dict[str, Route]]:
    """Return what all mirrors share: rules and routes, compiled once."""
    return {}, {}


@cache
def _crises() -> list[Crisis]:
    """Return the list of crises, read once."""
    world = World(load())
    world.look_at_crises()
    return world.crises


class Pair:
    """A program, its mirror, and hands that do everything to both."""

    def __init__(self, program: Program, home: Path, pictures: Path) -> None:
        self.program, self._home, self._pictures = program, home, pictures
        self.choices = 0
        with self._at_home():
            self.mirror = Window(load(), program.area.size, Clock())
            self.mirror.world.settings.reduced_motion = True
            self._borrow(self.mirror.world)
            self.mirror.start(Title)
            self.mirror.world.await_ready()
        self._move(program.look_away())
        self.agree("the title")

    def _borrow(self, world: World) -> None:
        """Give the mirror rules that are compiled, and the dice of the real game."""
        world._rules, world._routes = _compiled()
        world.look_at_crises = lambda: setattr(world, "crises", _crises())  # type: ignore[method-assign]
        begin, before = world.begin, len(self.program.logs())

        def with_the_same_dice(wish: Wish) -> Session:
            until(lambda: len(self.program.logs()) > before and self.log().opened.seed >= 0, "the real game has no log")
            return begin(replace(wish, seed=self.log().opened.seed))

        world.begin = with_the_same_dice  # type: ignore[method-assign]

    @contextmanager
    def _at_home(self) -> Iterator[None]:
        before = os.environ.get("PERSONA_HOME")
        os.environ["PERSONA_HOME"] = str(self._home)
        try:
            yield
        finally:
            if before is None:
                del os.environ["PERSONA_HOME"]
            else:
                os.environ["PERSONA_HOME"] = before

    # --- what is there -------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """The kind of the scene that is on."""
        return name_of(self.mirror)

    @property
    def session(self) -> Session:
        """The game that is on."""
        scene = self.mirror.scene
        session = getattr(scene, "session", None) or scene._session  # type: ignore[attr-defined]
        assert isinstance(session, Session)
        return session

    def log(self) -> Log:
        """Return the newest log of the real game."""
        return read(self.program.logs()[-1])

    def find(self, name: str) -> Widget:
        """Return a widget of the scene that is on."""
        found = self.mirror.stage.root.find(name)
        assert found is not None, f"{name} is not on {self.kind}"
        return found

    def agree(self, what: str) -> None:
        """Wait until the real window shows what the mirror shows, pixel by pixel."""
        with self._at_home():
            self.mirror.frame()
        drawn = np.frombuffer(pygame.image.tobytes(self.mirror.surface, "BGRA"), "<u4") & COLOURS
        wanted = drawn.reshape(*self.program.area.size[::-1])
        try:
            until(lambda: self.program.shows(wanted), "differs")
        except AssertionError:
            real, shown = self._pictures / "real.png", self._pictures / "mirror.png"
            self.program.save(real)
            pygame.image.save(self.mirror.surface, shown)
            differing = int((self.program.picture() != wanted).sum())
            told = f"{what}: {differing} pixels of {self.kind} differ, see {real} and {shown}"
            raise AssertionError(f"{told}; program ended: {self.program.process.poll()}") from None

    # --- hands ---------------------------------------------------------------------------------

    def press(self, *names: str) -> None:
        """Press keys, one after the other."""
        for name in names:
            self._look()
            self.program.press(name)
            self._hear(pygame.KEYDOWN, key=pygame.key.key_code(name), mod=0, unicode="")
            if len(name) == 1 and isinstance(self.mirror.stage.focus, Entry):
                self._hear(pygame.TEXTINPUT, text=name)
            self._hear(pygame.KEYUP, key=pygame.key.key_code(name), mod=0, unicode="")
            if not self.mirror.is_open:
                return
            self.agree(f"after {name}")

    def click(self, name: str) -> None:
        """Click a widget; scroll to it with the wheel where it is not in sight."""
        at = self._in_sight(name)
        self._look()
        self.program.click(at)
        self._move(at)
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            self._hear(kind, pos=at, button=1)
        if self.mirror.is_open:
            self.agree(f"after a click on {name}")

    def focus(self, name: str) -> None:
        """Move the focus to a widget by Tab and the arrows."""
        group = group_of(self.find(name))
        self._press_until("tab", lambda: self._focused() == name or (group != "" and self._group() == group))
        for way in ("down", "right", "up", "left"):
            target = self.find(name).rect
            now = self.mirror.stage.focus
            assert now is not None
            off = {
                "down": target.y - now.rect.y,
                "up": now.rect.y - target.y,
                "right": target.x - now.rect.x,
                "left": now.rect.x - target.x,
            }
            for _step in range(12):
                if self._focused() == name or off[way] <= 0:
                    break
                self.press(way)
        assert self._focused() == name, f"the focus stays at {self._focused()}"

    def _press_until(self, key: str, done: object, most: int = 20) -> None:
        assert callable(done)
        for _step in range(most):
            if done():
                return
            self.press(key)
        raise AssertionError(f"{key} leads nowhere on {self.kind}")

    def _focused(self) -> str:
        focus = self.mirror.stage.focus
        return focus.name if focus is not None else ""

    def _group(self) -> str:
        focus = self.mirror.stage.focus
        return group_of(focus) if focus is not None else ""

    def _look(self) -> None:
        """Take as long over a new page as both windows ask for."""
        if self.mirror._moment.is_fresh(self.mirror.scene):
            time.sleep(MOMENT_MS / 1000 + 0.1)
            look(self.mirror)

    def _hear(self, kind: int, **about: object) -> None:
        with self._at_home():
            self.mirror.hear(pygame.event.Event(kind, about))

    def _move(self, at: tuple[int, int]) -> None:
        self._hear(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))

    def _in_sight(self, name: str) -> tuple[int, int]:
        """Return where to click a widget, after turning the wheel over what it lies in."""
        for _turn in range(60):
            widget = self.find(name)
            seen, windows = widget.rect.copy(), scrollers_over(widget)
            for scroller in windows:
                seen = seen.clip(scroller.rect)
            if seen.width >= LEAST and seen.height >= LEAST and self.mirror.stage._at(seen.center) is widget:
                return seen.center
            scroller = next((item for item in windows if not item.rect.contains(widget.rect)), None)
            assert scroller is not None, f"{name} at {widget.rect} cannot be clicked on {self.kind}"
            down = widget.rect.centery > scroller.rect.centery
            at = (scroller.rect.right - 3, scroller.rect.centery)
            self.program.click(at, WHEEL if down else WHEEL - 1)
            self._move(at)
            self._hear(pygame.MOUSEWHEEL, x=0, y=-1 if down else 1)
            self.agree(f"after the wheel towards {name}")
        raise AssertionError(f"the wheel does not bring {name} in sight on {self.kind}")
