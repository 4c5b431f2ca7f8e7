"""A sentence that has to be read, a question that has to be answered."""

from __future__ import annotations

import pygame

from game.view.text import _
from game.window.go import Go, pop
from game.window.kit.box import Column, Flow, Sized
from game.window.kit.control import Button
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Action, Gap, Text, Ui, Widget
from game.window.scene import Scene
from game.window.world import World


class Notice(Scene):
    """A few sentences over what was there, with one way on."""

    modal = True

    def __init__(self, world: World, *sentences: str, title: str = "", way: Action = pop) -> None:
        super().__init__(world)
        self._sentences, self._title, self._way = sentences, title, way
        self.first_focus = "close"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the box."""
        head: list[Widget] = [Text(self._title, "card")] if self._title else []
        body = Column([Text(sentence, "body") for sentence in self._sentences], gap=8)
        buttons = Flow([Button(_("Close"), self._way, "primary", name="close")], align="right")
        return boxed(ui, size, [*head, body], buttons)

    def key(self, key: int, shift: bool) -> Go | None:
        """Close on any of the keys that leave."""
        del shift
        return self._way() if key in (pygame.K_ESCAPE, pygame.K_RETURN, pygame.K_F1) else None


class Confirm(Scene):
    """A question before something that cannot be taken back."""

    modal = True

    def __init__(self, world: World, question: str, reason: str, yes: str, action: Action) -> None:
        super().__init__(world)
        self._question, self._reason, self._yes, self._action = question, reason, yes, action
        self.first_focus = "no"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the box; the focus rests on the way back."""
        buttons = Flow([Button(_("Not now"), pop, name="no"), Button(self._yes, self._do, "primary", name="yes")], align="right")
        return boxed(ui, size, [Text(self._question, "card"), Text(self._reason, "body", "second")], buttons)

    def _do(self) -> Go | None:
        return self._action()

    def key(self, key: int, shift: bool) -> Go | None:
        """Answer with Y or N; Esc goes back."""
        del shift
        if key == pygame.K_y:
            return self._do()
        return pop() if key in (pygame.K_ESCAPE, pygame.K_n) else None


def boxed(ui: Ui, size: tuple[int, int], body: list[Widget], buttons: Widget, width: int = 480) -> Widget:
    """Return a box in the middle of the window; its body scrolls where it is too long."""
    inside = Column(body, gap=10)
    wide = min(ui.em(width), size[0] - ui.px(40))
    inner = wide - ui.px(48)
    tall = inside.height(ui, inner)
    most = size[1] - ui.px(40) - buttons.height(ui, inner) - ui.px(62)
    middle: Widget = inside if tall <= most else Scroller(inside, "notice", least=0)
    box = Column([middle, Gap(14), buttons], pad=(24, 22), ground="panel", border="line_high", radius=8, name="dialog")
    box.role = "dialog"
    height = min(size[1] - ui.px(40), box.height(ui, wide) if tall <= most else size[1])
    return Sized(box, wide, height)
