"""Text that is set as large as its room allows: a short cable fills its page, a long one scrolls."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.view.text import _
from game.window.kit.box import Column
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Ui, Widget
from game.window.parts.gauges import draw_arrow

Body = Callable[[str], list[Widget]]
"""Makes the paragraphs in one kind of type."""
PAD = 26
"""Air beside the text of a sheet, in pixels at 100 %."""
FOOT = "tiny"
SIZES = ("doc_huge", "doc_large", "doc_wide", "doc", "doc_snug", "doc_small", "doc_tiny")
"""The kinds of type a document can be set in, the largest first."""


class Fitting(Scroller):
    """Paragraphs in the largest type in which they fit, down to a least one; what does not even fit then has a foot that says so."""

    is_paper = True

    def __init__(self, body: Body, least: str, name: str, bar: str, gap: int = 7) -> None:
        self._body, self._gap = body, gap
        self._styles = SIZES[: SIZES.index(least) + 1]
        self._made: dict[str, Column] = {}
        self.may_be_huge = False
        self._foot = 0
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
        self._foot = 0 if fits is not None else ui.type.leading(FOOT) + ui.px(8)
        super().arrange(ui)

    @property
    def room(self) -> int:
        """How high a part of the text it shows: all but the foot."""
        return max(0, self.rect.height - self._foot)

    def takes(self, at: tuple[int, int]) -> bool:
        """Return whether a press at a point moves the bar, or turns the page at the foot."""
        return super().takes(at) or self._is_foot(at)

    def _is_foot(self, at: tuple[int, int]) -> bool:
        return self.is_focusable and self._foot > 0 and at[1] >= self.rect.bottom - self._foot

    def press(self, at: tuple[int, int]) -> bool:
        """Take hold of the bar, or turn the page: on, and from the end back to the beginning."""
        if self._is_foot(at):
            return self.key(pygame.K_HOME if self.offset >= self.most else pygame.K_PAGEDOWN)
        return super().press(at)

    def draw(self, ui: Ui, surface: pygame.Surface, area: pygame.Rect | None) -> None:
        """Draw whole lines, and the foot below them."""
        super().draw(ui, surface, area)
        self.pieces.clear()
        if not self.is_focusable or not self._foot or (area is not None and not self.rect.colliderect(area)):
            return
        is_end = self.offset >= self.most
        told = _("the end; a click goes back to the beginning") if is_end else _("more below: Page Down, the wheel or a click")
        if ui.type.width(told, FOOT) > self.rect.width - ui.px(40):
            told = _("the end") if is_end else _("more: Page Down")
        top = self.rect.bottom - self._foot
        pygame.draw.line(surface, ui.colour(self._bar), (self.rect.left, top + ui.px(3)), (self.rect.right - ui.px(10), top + ui.px(3)))
        middle = top + ui.px(2) + self._foot // 2
        draw_arrow(surface, ui.colour("stamp"), (self.rect.left + ui.px(6), middle), ui.px(4), is_end)
        self.say(ui, surface, told, FOOT, "stamp", (self.rect.left + ui.px(18), middle - ui.type.font(FOOT).get_height() // 2))


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
