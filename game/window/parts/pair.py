"""A sheet of paper and a column beside it, each as high as what it says, and what lies below both."""

from __future__ import annotations

import pygame

from game.window.kit.scroll import Scroller
from game.window.kit.widget import Ui, Widget
from game.window.parts.document import Sheet
from game.window.parts.fitting import SIZES, Fitting

GAP = 24
SHARE = 0.54
STYLES = ("doc_large", "doc_wide", "doc", "doc_snug", "doc_small")


class Pair(Widget):
    """The sheet takes the largest type with which it stays in the room, and is no higher than its text; tops are level."""

    def __init__(self, sheet: Sheet, scroller: Scroller, beside: Widget, below: Widget | None = None) -> None:
        super().__init__("pair")
        self._sheet, self._scroller, self._beside, self._below = sheet, scroller, beside, below
        self.add(sheet, scroller, *([below] if below is not None else []))

    def height(self, ui: Ui, width: int) -> int:
        """Return nothing: it takes what it is given."""
        del ui, width
        return 0

    def arrange(self, ui: Ui) -> None:
        """Place both in the middle of the height, level at the top."""
        rect, gap, below = self.rect.copy(), ui.px(GAP), self._below
        under = below.height(ui, rect.width) + gap if below is not None else 0
        rect.height -= under
        left = round((rect.width - gap) * SHARE)
        right = rect.width - gap - left
        beside = min(rect.height, self._beside.height(ui, right))
        heights = [self._sheet.whole(ui, left, style) for style in STYLES]
        sheet = next((tall for tall in heights if tall <= rect.height), rect.height)
        if isinstance(self._sheet.inside, Fitting):
            huge = self._sheet.whole(ui, left, SIZES[0])
            self._sheet.inside.may_be_huge = huge <= beside
            sheet = huge if huge <= beside else sheet
        # A little less paper than the mandates need is drawn out to be level with them; more is not, it would lie empty.
        if sheet < beside <= sheet * 5 // 4:
            sheet = beside
        top = rect.y + (rect.height - max(sheet, beside)) // 2
        self._sheet.place(ui, pygame.Rect(rect.x, top, left, sheet))
        self._scroller.place(ui, pygame.Rect(rect.x + left + gap, top, right, beside))
        if below is not None:
            below.place(ui, pygame.Rect(rect.x, top + max(sheet, beside) + gap, rect.width, under - gap))
