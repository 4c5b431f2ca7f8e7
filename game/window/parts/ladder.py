"""The ladder: eleven rungs, where both powers stand, and what leaving costs."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.engine.terms import Power
from game.view.stage import Rungs
from game.view.text import _
from game.window.go import Go
from game.window.kit.box import Column, Row
from game.window.kit.widget import Picture, Rule, Text, Ui, Widget

LOW, MIDDLE = 5, 8

Tell = Callable[[str, str], "Go | None"]
"""Shows a title and a sentence."""


class Rung(Widget):
    """One rung: its number, its name, and a band where somebody stands on it; it says what it holds when asked."""

    role = "list item"
    floating = True

    def __init__(self, number: int, rungs: Rungs, style: str, tell: Tell) -> None:
        name, about = rungs.names[number], rungs.about[number]
        super().__init__(f"rung:{number}", f"{number} {name}", action=lambda: tell(_("Ladder"), about), tip=about)
        self.explain = self.action
        self._number, self._text, self._style = number, name, style
        self._held = number in (rungs.mine, rungs.theirs)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the rung."""
        middle, number, left = self.rect.centery, self._number, self.rect.x + ui.px(8)
        if self._held or self.hover:
            pygame.draw.rect(surface, ui.colour("hover"), self.rect, border_radius=ui.px(4))
        tint = "line_high" if number < LOW else "caution" if number < MIDDLE else "bad"
        pygame.draw.rect(surface, ui.colour(tint), (left, middle - ui.px(5), ui.px(3), ui.px(10)), border_radius=1)
        colour = "text" if self._held or self.hover else "second"
        right = left + number_width(ui)
        y = middle - ui.type.font(self._style).get_height() // 2
        self.say(ui, surface, str(number), "mono", colour, (right, middle - ui.type.font("mono").get_height() // 2), "right")
        self.say(ui, surface, self._text, self._style, colour, (right + ui.em(8), y))
        self.ring(ui, surface, 4)


def number_width(ui: Ui) -> int:
    """Return where the numbers of the rungs end."""
    return ui.type.width("10", "mono") + ui.px(9)


class Marks(Widget):
    """A column for each power with its mark on the rung where it stands; the ringed one is you."""

    role = "image"
    floating = True

    def __init__(self, rungs: Rungs, me: Power) -> None:
        super().__init__()
        self._rungs, self._me = rungs, me

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw lines and marks."""
        step = self.rect.height / len(self._rungs.names)
        columns: dict[Power, int] = {"us": self.rect.right - ui.px(36), "russia": self.rect.right - ui.px(10)}
        for x in columns.values():
            pygame.draw.line(surface, ui.colour("line"), (x, self.rect.y + step / 2), (x, self.rect.bottom - step / 2))
        for power, x in columns.items():
            rung = self._rungs.mine if power == self._me else self._rungs.theirs
            self._mark(ui, surface, (x, round(self.rect.bottom - step * (rung + 0.5))), power)

    def _mark(self, ui: Ui, surface: pygame.Surface, at: tuple[int, int], power: Power) -> None:
        colour = ui.colour(power)
        pygame.draw.aacircle(surface, ui.colour("panel"), at, ui.px(8))
        pygame.draw.aacircle(surface, colour, at, ui.px(6))
        if power == self._me:
            pygame.draw.aacircle(surface, ui.colour("panel"), at, ui.px(4))
            pygame.draw.aacircle(surface, ui.colour("text"), at, ui.px(2.5))


class Ladder(Widget):
    """The rungs as a list with a column for each power."""

    role = "list"

    def __init__(self, rungs: Rungs, me: Power, tell: Tell, is_low: bool) -> None:
        stands = _("you {mine}, they {theirs}").format(mine=rungs.mine, theirs=rungs.theirs)
        super().__init__("ladder", _("Ladder"), stands)
        self.group = "ladder"
        self._names, self._style = rungs.names, "tiny" if is_low else "small"
        self._rows = [Rung(number, rungs, self._style, tell) for number in reversed(range(len(rungs.names)))]
        self._marks = Marks(rungs, me)
        self.add(*self._rows, self._marks)

    def width(self, ui: Ui) -> int:
        """Return the width of number, longest name and both columns."""
        return number_width(ui) + ui.em(10) + max(ui.type.width(name, self._style) for name in self._names) + ui.px(62)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of eleven lines."""
        del width
        return (ui.type.font(self._style).get_height() - 2) * len(self._names)

    def arrange(self, ui: Ui) -> None:
        """Lay the rungs out from the highest."""
        step = self.rect.height / len(self._rows)
        for number, row in enumerate(self._rows):
            band = pygame.Rect(self.rect.x - ui.px(8), 0, self.rect.width + ui.px(16), max(4, round(step) - 1))
            band.centery = round(self.rect.y + step * (number + 0.5))
            row.place(ui, band)
        self._marks.place(ui, self.rect.copy())


def ladder_panel(rungs: Rungs, me: Power, tell: Tell, is_low: bool = False) -> Widget:
    """Return the ladder in its panel, flags over the columns and the marker under it; a low one has the marker for its head."""
    flags = Row([Picture("flag:us", 13), Picture("flag:russia", 13)], gap=8)
    body = Ladder(rungs, me, tell, is_low)
    body.grow = True
    door = Picture("door-open" if rungs.is_free else "door-closed", 17, "good" if rungs.is_free else "caution")
    marker = Row([door, Text(rungs.marker, "strong")], [0.0, 1.0], gap=10)
    if is_low:
        parts: list[Widget] = [Row([marker, flags], [1.0, 0.0]), body]
    else:
        parts = [Row([Text(_("Ladder"), "head", "second"), flags], [1.0, 0.0]), body, Rule(), marker]
    return Column(parts, gap=6, pad=(14, 8 if is_low else 10), ground="panel", border="line", name="ladder panel")
