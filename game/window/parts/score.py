"""A goal of a mandate as a bar: how many of its points were reached."""

from __future__ import annotations

import pygame

from game.engine.terms import Power
from game.view.debrief import GoalPart
from game.window.kit.type import Run
from game.window.kit.widget import Ui, Widget


class GoalBar(Widget):
    """What the goal asks and where it ended, a bar as long as its share of the mandate, and the points."""

    role = "meter"

    def __init__(self, part: GoalPart, most: float, power: Power) -> None:
        super().__init__(label=part.goal, value=part.amount)
        self._line, self._points, self._most, self._power = part.goal, part.points, most, power

    def _figures(self) -> tuple[str, str]:
        return self.value, f"/{self._most:.0f}"

    def width(self, ui: Ui) -> int:
        """Return a usual width."""
        return ui.em(260)

    def _wrapped(self, ui: Ui, width: int) -> list[str]:
        lines = ui.type.balanced((Run(self._line, "small"),), width - ui.em(84))
        return ["".join(piece.text for piece in line.pieces) for line in lines]

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of the words and the bar."""
        return len(self._wrapped(ui, width)) * ui.type.leading("small") + ui.px(14)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the words, the points and the bar."""
        y = self.rect.y
        for text in self._wrapped(ui, self.rect.width):
            self.say(ui, surface, text, "small", "second", (self.rect.x, y))
            y += ui.type.leading("small")
        points, most = self._figures()
        wide = ui.type.width(most, "mono")
        self.say(ui, surface, most, "mono", "second", (self.rect.right, self.rect.y + ui.px(2)), "right")
        self.say(ui, surface, points, "mono_medium", "text", (self.rect.right - wide, self.rect.y), "right")
        room = self.rect.width - ui.em(84)
        groove = pygame.Rect(
            self.rect.x, y + ui.px(4), max(ui.px(20), round(room * self._most / 40)) if self._most < 40 else room, ui.px(6)
        )
        pygame.draw.rect(surface, ui.colour("track"), groove, border_radius=ui.px(3))
        share = max(0.0, min(1.0, self._points / max(1.0, self._most)))
        if share > 0:
            pygame.draw.rect(
                surface,
                ui.colour(self._power),
                (groove.x, groove.y, max(3, round(groove.width * share)), groove.height),
                border_radius=ui.px(3),
            )
