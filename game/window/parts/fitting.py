"""Text that is set as large as its room allows: a short cable fills its page, a long one scrolls."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.window.kit.box import Column
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Ui, Widget

Body = Callable[[str], list[Widget]]
"""Makes the paragraphs in one kind of type."""
PAD = 26
"""Air beside the text of a sheet, in pixels at 100 %."""
SIZES = ("doc_huge", "doc_large", "doc_wide", "doc", "doc_snug", "doc_small")
"""The kinds of type a document can be set in, the largest first."""


class Fitting(Scroller):
    """Paragraphs in the largest type in which they fit, down to a least one; what does not even fit then scrolls."""

    def __init__(self, body: Body, least: str, name: str, bar: str, gap: int = 7) -> None:
        self._body, self._gap = body, gap
        self._styles = SIZES[: SIZES.index(least) + 1]
        self._made: dict[str, Column] = {}
        self.may_be_huge = False
        super().__init__(self._column(self._styles[-1]), name, bar=bar)

    def _column(self, style: str) -> Column:
        if style not in self._made:
            self._made[style] = Column(self._body(style), gap=self._gap)
        return self._made[style]

    @property
    def least(self) -> str:
        """The smallest kind of type it may be set in."""
        return self._styles[-1]

    def tall(self, ui: Ui, width: int, style: str) -> int:
        """Return the height of the text in one kind of type, with a little air."""
        return self._column(style).height(ui, width) + ui.px(4)

    def arrange(self, ui: Ui) -> None:
        """Take the largest type that fits."""
        # The largest is for small windows, where everything else is drawn at three quarters, and for a page that has little else.
        may_be_huge = self.may_be_huge or ui.theme.scale < 1
        columns = (self._column(style) for style in self._styles if style != SIZES[0] or may_be_huge)
        fits = next((column for column in columns if column.height(ui, self.rect.width) <= self.rect.height), None)
        shown = fits or self._column(self._styles[-1])
        shown.parent = self
        self.children[:] = [shown]
        super().arrange(ui)


class Front(Column):
    """A sheet over other things: its text comes first; what room is left goes to it and to what grows below it."""

    def __init__(self, sheet: Widget, text: Fitting, below: list[Widget], gap: int, style: str = "doc") -> None:
        super().__init__([sheet, *below], gap=gap)
        self._text, self._style = text, style

    def arrange(self, ui: Ui) -> None:
        """Lay the sheet out with its text, then share what is left."""
        inner = self.rect
        heights = [child.height(ui, inner.width) for child in self.children]
        spare = max(0, inner.height - sum(heights) - ui.px(self.gap) * (len(heights) - 1))
        growing = [number for number, child in enumerate(self.children) if child.grow and number > 0]
        text = min(spare, self._text.tall(ui, inner.width - 2 * ui.px(PAD), self._style) if growing else spare)
        heights[0] += text + (spare - text) // 3
        for number in growing:
            heights[number] += (spare - text - (spare - text) // 3) // len(growing)
        top = inner.y
        for child, height in zip(self.children, heights, strict=True):
            child.place(ui, pygame.Rect(inner.x, top, inner.width, height))
            top += height + ui.px(self.gap)
