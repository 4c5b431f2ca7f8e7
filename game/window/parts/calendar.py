"""The turns of a crisis on a line, each with its date."""

from __future__ import annotations

import datetime

import pygame

from game.view.text import MONTHS, _
from game.window.kit.widget import Ui, Widget


class Calendar(Widget):
    """A line with a mark for every turn, its number over it and its day under it; where they are many, every second has a day."""

    role = "image"

    def __init__(self, days: list[str]) -> None:
        found = [datetime.date.fromisoformat(day) for day in days]
        self._days = [f"{day.day} {_(MONTHS[day.month - 1])[:3]}" for day in found]
        super().__init__("calendar", _("The turns and their dates"), ", ".join(self._days))

    def width(self, ui: Ui) -> int:
        """Return the width at which every second day can be read."""
        return ui.em(60) * len(self._days) // 2

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of number, line and day."""
        del width
        return ui.type.leading("mono_medium") + ui.px(16) + ui.type.leading("small")

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the line and its marks; the first one is lit."""
        widest = max(ui.type.width(day, "small") for day in self._days)
        left, right = self.rect.x + widest // 2, self.rect.right - widest // 2
        y = self.rect.y + ui.type.leading("mono_medium") + ui.px(7)
        step = (right - left) / max(1, len(self._days) - 1)
        every = 1 if step >= widest + ui.px(8) else 2
        pygame.draw.line(surface, ui.colour("line_high"), (left, y), (right, y), max(1, ui.px(1)))
        for number, day in enumerate(self._days):
            x = round(left + step * number)
            pygame.draw.aacircle(surface, ui.colour("focus" if number == 0 else "second"), (x, y), ui.px(4))
            if number % every == 0:
                colour = "text" if number == 0 else "second"
                self.say(ui, surface, str(number + 1), "mono_medium", colour, (x, self.rect.y), "middle")
                self.say(ui, surface, day, "small", colour, (x, y + ui.px(8)), "middle")
