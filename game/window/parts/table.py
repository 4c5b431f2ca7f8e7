"""Where everything lies on the main screen: side by side where there is room, else as columns or one long page."""

from __future__ import annotations

import pygame

from game.window.kit.box import Column, Row
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Gap, Ui, Widget

MARGIN, GAP = 16, 10
LEFT_SHARE = 722 / 1238
VOICES_LEAST = 90
DENSEST = 2
"""How close things can be set: 0 as drawn; 1 with a low ladder and map; 2 with the voices and the lines of the cards at 12 as well."""


class Table(Widget):
    """The whole desk: bar, ladder, map, voices, document, step line, cards, footer."""

    def __init__(self, parts: dict[str, Widget], density: int = DENSEST, is_brief: bool = False) -> None:
        super().__init__("table")
        self._parts, self._density, self._is_brief = parts, density, is_brief
        # The order is that of the eye and of the Tab key.
        self.add(*(parts[name] for name in ("cards", "document", "voices", "bar", "ladder", "map", "steps", "footer")))

    def plan(self, ui: Ui, size: tuple[int, int]) -> dict[str, pygame.Rect] | None:
        """Return the rectangle of every part, None where they do not all fit; only when set closest the voices may scroll."""
        parts, (wide, tall) = self._parts, size
        margin, gap = ui.px(MARGIN), ui.px(GAP)
        inner = wide - 2 * margin
        bar = parts["bar"].height(ui, wide)
        foot = parts["footer"].height(ui, inner)
        cards = parts["cards"].height(ui, inner)
        line = parts["steps"].height(ui, inner)
        bottom = tall - foot - ui.px(8)
        if not self._is_brief:
            cards = max(cards, min(ui.px(190), tall // 4))
        top_cards = bottom - ui.px(8) - cards
        top_line = top_cards - ui.px(4) - line
        top, end = bar + ui.px(12), top_line - ui.px(5)
        left = round((inner - gap) * LEFT_SHARE)
        ladder_wide = max(ui.px(212), parts["ladder"].width(ui))
        ladder_tall = parts["ladder"].height(ui, ladder_wide)
        wanted = whole_height(ui, parts["voices"], left)
        voices = min(wanted, end - top - gap - ladder_tall)
        least = wanted if self._density < DENSEST else min(wanted, ui.em(VOICES_LEAST))
        if voices < least or left - ladder_wide < ui.px(260):
            return None
        upper = end - top - gap - voices
        right = inner - left - gap
        return {
            "bar": pygame.Rect(0, 0, wide, bar),
            "ladder": pygame.Rect(margin, top, ladder_wide, upper),
            "map": pygame.Rect(margin + ladder_wide + gap, top, left - ladder_wide - gap, upper),
            "voices": pygame.Rect(margin, end - voices, left, voices),
            "document": pygame.Rect(margin + left + gap, top, right, end - top),
            "steps": pygame.Rect(margin, top_line, inner, line),
            "cards": pygame.Rect(margin, top_cards, inner, cards),
            "footer": pygame.Rect(margin, bottom, inner, foot),
        }

    def arrange(self, ui: Ui) -> None:
        """Lay out the parts as planned."""
        plan = self.plan(ui, self.rect.size)
        if plan is not None:
            for name, rect in plan.items():
                self._parts[name].place(ui, rect)


def whole_height(ui: Ui, panel: Widget, width: int) -> int:
    """Return the height a panel wants: that of what scrolls in it."""
    assert isinstance(panel, Column)
    inner = panel.children[0]
    body = inner.children[0] if isinstance(inner, Scroller) else inner
    return body.height(ui, width - 2 * ui.px(panel.pad[0])) + 2 * ui.px(panel.pad[1])


def in_columns(parts: dict[str, Widget]) -> Widget:
    """Return the desk as two columns that scroll: the open page left, with the voices where there is room, the cards right."""
    right = Column([parts["steps"], Scroller(parts["cards"], "cards")], gap=6)
    left = Spare(parts["document"], parts["voices"]) if "voices" in parts else parts["document"]
    body = Row([left, right], [11.0, 9.0], gap=12, align="stretch")
    return _framed(parts, body)


class Spare(Widget):
    """A page with a panel under it, where the page leaves room for that; else the page alone."""

    def __init__(self, page: Widget, panel: Widget) -> None:
        super().__init__("spare")
        self._page, self._panel = page, panel
        self.add(page, panel)

    def arrange(self, ui: Ui) -> None:
        """Give the page all its text needs, and the panel the rest."""
        page, panel = self._page, self._panel
        tall, gap = whole_height(ui, panel, self.rect.width), ui.px(GAP)
        upper = pygame.Rect(self.rect.x, self.rect.y, self.rect.width, self.rect.height - tall - gap)
        page.place(ui, upper)
        fits = upper.height > self.rect.height // 3 and not any(isinstance(found, Scroller) and found.is_focusable for found in page.walk())
        self.children[:] = [page, panel] if fits else [page]
        if fits:
            panel.place(ui, pygame.Rect(self.rect.x, upper.bottom + gap, self.rect.width, tall))
        else:
            page.place(ui, self.rect.copy())


def in_one_page(parts: dict[str, Widget]) -> Widget:
    """Return the desk as one long page, for a very large text or a very small window."""
    desk = Column([parts["document"], parts["steps"], parts["cards"], Gap(4)], gap=10, pad=(MARGIN, 4))
    page = Column([parts["bar"], desk], gap=6)
    foot = Column([parts["footer"]], pad=(MARGIN, 6))
    return Column([Scroller(page, "page"), foot])


def _framed(parts: dict[str, Widget], body: Widget) -> Widget:
    middle = Column([body], pad=(MARGIN, 10))
    body.grow = middle.grow = True
    foot = Column([parts["footer"]], pad=(MARGIN, 6))
    return Column([parts["bar"], middle, foot])
