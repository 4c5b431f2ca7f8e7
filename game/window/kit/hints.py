"""A line of key hints that shows as many as there is room for."""

from __future__ import annotations

import pygame

from game.window.kit.widget import Ui, Widget


class Hints(Widget):
    """Hints from the left; those that do not fit are left out, since every key is in the menu as well."""

    def __init__(self, children: list[Widget], gap: int = 18) -> None:
        super().__init__("hints")
        self._gap = gap
        self.add(*children)

    def width(self, ui: Ui) -> int:
        """Return the width of the first hint: the others may be left out."""
        return self.children[0].width(ui) if self.children else 0

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of a hint."""
        return max((child.height(ui, width) for child in self.children), default=0)

    def arrange(self, ui: Ui) -> None:
        """Lay out the hints that fit."""
        left = self.rect.x
        for child in self.children:
            wide, tall = child.width(ui), child.height(ui, self.rect.width)
            fits = left + wide <= self.rect.right
            child.place(ui, pygame.Rect(left, self.rect.centery - tall // 2, wide if fits else 0, tall if fits else 0))
            left += wide + ui.px(self._gap) if fits else self.rect.width
