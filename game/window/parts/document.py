"""Paper: cables and news on a light ground, with terms that can be asked about."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.view.codex import terms_in
from game.window.go import Go
from game.window.kit.box import Column, Row
from game.window.kit.scroll import Scroller
from game.window.kit.type import Run
from game.window.kit.widget import Action, Rule, Text, Ui, Widget
from game.window.parts.fitting import PAD, Body, Fitting
from game.window.parts.stamp import stamp

FALL = 16
"""How far a stamp comes down, in pixels at 100 %."""
Ask = Callable[[str], "Go | None"]


class Sheet(Column):
    """A sheet of paper; what is too long for it scrolls on it."""

    role = "document"

    def __init__(
        self,
        head: list[Widget],
        body: list[Widget] | Body,
        name: str,
        ground: str = "paper",
        stamp: str = "",
        scrolls: bool = True,
        least: str = "doc",
    ) -> None:
        inside: Widget
        if callable(body) and scrolls:
            inside = Fitting(body, least, f"{name} body", "ink_second")
        else:
            column = Column(body(least) if callable(body) else body, gap=7)
            inside = Scroller(column, f"{name} body", bar="ink_second") if scrolls else column
        self.inside = inside
        super().__init__([*head, inside], gap=6, pad=(PAD, 18), ground=ground, name=name)
        self.grow = True
        self._stamp = stamp
        self.moves = bool(stamp)

    def whole(self, ui: Ui, width: int, style: str) -> int:
        """Return the height of the sheet with all its text in one kind of type."""
        if not isinstance(self.inside, Fitting):
            return self.height(ui, width)
        return self.height(ui, width) + self.inside.tall(ui, width - 2 * ui.px(PAD), style)

    def draw(self, ui: Ui, surface: pygame.Surface, area: pygame.Rect | None) -> None:
        """Draw the sheet, and the stamp on top of it."""
        super().draw(ui, surface, area)
        if self._stamp and (area is None or self.rect.colliderect(area)):
            surface.blit(stamp(ui, self._stamp, 6), self._stamped(ui).move(0, -round(ui.px(FALL) * (1.0 - ui.progress))))

    def _stamped(self, ui: Ui) -> pygame.Rect:
        """Return where the stamp rests: below the line that says what was chosen."""
        return stamp(ui, self._stamp, 6).get_rect(
            topright=(self.rect.right - ui.px(20), self.rect.y + ui.px(18) + ui.type.leading("stamp"))
        )

    def moving(self, ui: Ui) -> pygame.Rect:
        """Return the way the stamp falls."""
        box = self._stamped(ui)
        return box.union(box.move(0, -ui.px(FALL)))


class PaperLink(Widget):
    """Words on paper that can be pressed: underlined, in ink."""

    role = "link"

    def __init__(self, label: str, action: Action, name: str) -> None:
        super().__init__(name, label, action=action)

    def width(self, ui: Ui) -> int:
        """Return the width of the words with a little air."""
        return ui.type.width(self.label, "doc_italic") + 2 * ui.px(6)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of the line."""
        del width
        return ui.type.leading("doc_italic") + 2 * ui.px(3)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the words and their line; under the mouse and with the focus the line is thick."""
        x, y = self.rect.x + ui.px(6), self.rect.y + ui.px(3)
        wide = self.say(ui, surface, self.label, "doc_italic", "stamp", (x, y))
        thick = ui.px(2) if self.hover or self.focus else max(1, ui.px(1))
        pygame.draw.rect(surface, ui.colour("stamp"), (x, self.rect.bottom - ui.px(4), wide, max(1, thick)))
        if self.focus:
            pygame.draw.rect(surface, ui.colour("ink"), self.rect, max(1, ui.px(1)), ui.px(4))


def paragraphs(names: tuple[str, ...], texts: tuple[str, ...], ask: Ask, style: str = "doc") -> list[Widget]:
    """Return paragraphs in ink; the first mention of each term of the codex is underlined and can be asked about."""
    seen: set[str] = set()
    result: list[Widget] = []
    for number, text in enumerate(texts):
        runs, at = [], 0
        for start, end, term in terms_in(names, text):
            if term in seen:
                continue
            seen.add(term)
            runs += [Run(text[at:start], style, "ink"), Run(text[start:end], style, "ink", term)]
            at = end
        runs.append(Run(text[at:], style, "ink"))
        widget = Text([run for run in runs if run.text], name=f"paragraph:{number}")
        widget.on_link = ask
        result.append(widget)
    return result


def cable(title: str, heads: tuple[str, str], body: Body, least: str, stamp_text: str = "", scrolls: bool = True) -> Sheet:
    """Return a cable: a red line and a date, the title, the text as large as there is room for, down to a least kind of type."""
    line = Row([Text(heads[0], "stamp", "stamp"), Text(heads[1], "mono", "ink_second", "right")], [0.0, 1.0])
    return Sheet([line, Text(title, "doc_title", "ink"), Rule("paper_line")], body, "cable", stamp=stamp_text, scrolls=scrolls, least=least)
