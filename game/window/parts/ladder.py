"""The ladder: eleven rungs, where both powers stand, and what leaving costs."""

from __future__ import annotations

import pygame

from game.engine.terms import Power
from game.view.stage import Rungs
from game.view.text import _
from game.window.kit.box import Column, Row
from game.window.kit.widget import Picture, Rule, Text, Ui, Widget

LOW, MIDDLE = 5, 8


class Ladder(Widget):
    """The rungs as a list with a column for each power; the ringed mark is you."""

    role = "list"

    def __init__(self, rungs: Rungs, me: Power) -> None:
        super().__init__("ladder", _("Ladder"))
        self._rungs, self._me = rungs, me
        stands = _("you {mine}, they {theirs}").format(mine=rungs.mine, theirs=rungs.theirs)
        self.value = stands

    def width(self, ui: Ui) -> int:
        """Return the width of number, longest name and both columns."""
        return self._number(ui) + ui.em(10) + max(ui.type.width(name, "small") for name in self._rungs.names) + ui.px(62)

    def _number(self, ui: Ui) -> int:
        """Return where the numbers end."""
        return ui.type.width("10", "mono") + ui.px(9)

    def _least(self, ui: Ui) -> int:
        return ui.type.font("small").get_height() - 2

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of eleven lines."""
        del width
        return self._least(ui) * len(self._rungs.names)

    def columns(self, ui: Ui) -> dict[Power, int]:
        """Return where the column of each power stands."""
        return {"us": self.rect.right - ui.px(36), "russia": self.rect.right - ui.px(10)}

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw rungs and marks."""
        names = self._rungs.names
        step = self.rect.height / len(names)
        columns = self.columns(ui)
        for x in columns.values():
            pygame.draw.line(surface, ui.colour("line"), (x, self.rect.y + step / 2), (x, self.rect.bottom - step / 2))
        for number, name in enumerate(names):
            middle = round(self.rect.bottom - step * (number + 0.5))
            held = number in (self._rungs.mine, self._rungs.theirs)
            if held:
                band = pygame.Rect(self.rect.x - ui.px(8), 0, self.rect.width + ui.px(16), max(4, round(step) - 1))
                band.centery = middle
                pygame.draw.rect(surface, ui.colour("hover"), band, border_radius=ui.px(4))
            tint = "line_high" if number < LOW else "caution" if number < MIDDLE else "bad"
            pygame.draw.rect(surface, ui.colour(tint), (self.rect.x, middle - ui.px(5), ui.px(3), ui.px(10)), border_radius=1)
            y = middle - ui.type.font("small").get_height() // 2
            colour = "text" if held else "second"
            right = self._number(ui)
            self.say(ui, surface, str(number), "mono", colour, (self.rect.x + right, y), "right")
            self.say(ui, surface, name, "small", colour, (self.rect.x + right + ui.em(8), y))
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


def ladder_panel(rungs: Rungs, me: Power) -> Widget:
    """Return the ladder in its panel, flags over the columns and the marker under it."""
    flags = Row([Picture("flag:us", 13), Picture("flag:russia", 13)], gap=8)
    head = Row([Text(_("Ladder"), "head", "second"), flags], [1.0, 0.0])
    body = Ladder(rungs, me)
    body.grow = True
    door = Picture("door-open" if rungs.is_free else "door-closed", 17, "good" if rungs.is_free else "caution")
    marker = Row([door, Text(rungs.marker, "strong")], [0.0, 1.0], gap=10)
    return Column([head, body, Rule(), marker], gap=6, pad=(14, 10), ground="panel", border="line", name="ladder panel")
