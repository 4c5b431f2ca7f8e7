"""A short explanation beside what the mouse is on."""

from __future__ import annotations

import pygame

from game.window.kit.box import Column
from game.window.kit.widget import Text, Ui


class Tooltip(Column):
    """A box over everything else; it is never in the tree, so that nothing depends on it."""

    role = "tooltip"
    floating = True

    def __init__(self, text: str) -> None:
        super().__init__([Text(text, "small")], pad=(10, 7), ground="key", border="line_high")

    def beside(self, ui: Ui, rect: pygame.Rect, size: tuple[int, int]) -> None:
        """Find a place below or above a rectangle, inside the window."""
        wide = min(self.width(ui), ui.em(340), size[0] - ui.px(16))
        tall = self.height(ui, wide)
        top = rect.bottom + ui.px(6)
        if top + tall > size[1]:
            top = max(0, rect.top - tall - ui.px(6))
        left = max(ui.px(8), min(rect.x, size[0] - wide - ui.px(8)))
        self.place(ui, pygame.Rect(left, top, wide, tall))
