"""Two people at one machine: one looks away while the other reads."""

from __future__ import annotations

import pygame

from game.engine.terms import Power, other
from game.view.text import _
from game.window.go import Go
from game.window.kit.box import Column, Flow, Sized
from game.window.kit.control import Button
from game.window.kit.widget import Gap, Picture, Text, Ui, Widget
from game.window.parts.backdrop import DEEP, dark_map
from game.window.scene import Scene
from game.window.scenes.flow import go_on
from game.window.session import Session
from game.window.world import World


class Handover(Scene):
    """An empty desk with a name on it."""

    def __init__(self, world: World, session: Session, me: Power) -> None:
        super().__init__(world)
        self._session, self._me = session, me
        self.first_focus = "ready"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the sentence and one button."""
        seats = self._session.match.scenario.seats
        told = _("{name} has the desk. {other}, look away.").format(name=seats[self._me].name, other=seats[other(self._me)].name)
        return hand_over(ui, size, self._me, told, self._ready)

    def backdrop(self, ui: Ui, size: tuple[int, int]) -> pygame.Surface:
        """Return the map in the dark."""
        return dark_map(ui, size, DEEP)

    def _ready(self) -> Go | None:
        self._session.shown_for = self._me
        return go_on(self.world, self._session)


def hand_over(ui: Ui, size: tuple[int, int], power: Power, told: str, ready: object) -> Widget:
    """Return the page that hides one player's desk from the other."""
    assert callable(ready)
    flag = Flow([Picture(f"flag:{power}", 54)], align="middle")
    button = Flow([Button(_("I am alone"), ready, "primary", name="ready", big=True)], align="middle")
    box = Column([flag, Gap(10), Text(told, "page", "text", "middle"), Gap(16), button], gap=8)
    return Column([Gap(grow=True), Sized(box, min(ui.em(640), size[0] - ui.px(40)), 0), Gap(grow=True)])
