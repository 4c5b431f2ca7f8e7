"""What is not known exactly: a soft band for the range, a bracket at its ends, a tick for the best guess."""

from __future__ import annotations

import pygame

from game.view.estimates import Estimate
from game.window.kit.box import Column, Row
from game.window.kit.theme import mix
from game.window.kit.widget import Text, Ui, Widget


def draw_band(ui: Ui, surface: pygame.Surface, bar: pygame.Rect, shares: tuple[float, float, float], colour: str) -> None:
    """Draw a range (low, guess, high, each 0 to 1) on a bar: nothing is filled, since nothing in it is certain."""
    low, at, high = (bar.x + round(bar.width * max(0.0, min(1.0, share))) for share in shares)
    shade, ground = ui.colour(colour), ui.colour("track")
    band = pygame.Rect(low, bar.y, max(2, high - low), bar.height)
    for number, strength in enumerate((0.22, 0.34, 0.46)):
        # Three steps towards the middle stand for a guess that is likelier there; more would only look smoother.
        inner = band.inflate(-band.width * number // 3, 0)
        inner.centerx = band.centerx
        pygame.draw.rect(surface, mix(ground, shade, strength), inner)
    over, thick, foot = ui.px(3), max(1, ui.px(1)), ui.px(3)
    for x, way in ((band.left, 1), (band.right - thick, -1)):
        pygame.draw.rect(surface, shade, (x, bar.y - over, thick, bar.height + 2 * over))
        for y in (bar.y - over, bar.bottom + over - thick):
            pygame.draw.rect(surface, shade, (x if way > 0 else x + thick - foot, y, foot, thick))
    pygame.draw.rect(surface, ui.colour("text"), (at - ui.px(1), bar.y - ui.px(1), max(2, ui.px(2)), bar.height + ui.px(2)))


SPREAD = 20
"""How far from the middle a scale for what lies near it goes, in hundredths."""


class Band(Widget):
    """A guess as a band on a scale; what it is and its range stand over it."""

    role = "meter"

    def __init__(self, estimate: Estimate, colour: str, ends: tuple[int, int] = (0, 100)) -> None:
        super().__init__(f"guess:{estimate.name}", estimate.name, estimate.range)
        self._estimate, self._colour, self._ends = estimate, colour, ends

    def width(self, ui: Ui) -> int:
        """Return a usual width."""
        return ui.px(120)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of the band with its brackets."""
        del width
        return ui.px(15)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the band."""
        bar = pygame.Rect(self.rect.x, self.rect.centery - ui.px(3), self.rect.width, ui.px(7))
        pygame.draw.rect(surface, ui.colour("track"), bar, border_radius=ui.px(3))
        low, high = (end / 100 for end in self._ends)
        first, at, last = ((share - low) / (high - low) for share in (self._estimate.low, self._estimate.at, self._estimate.high))
        draw_band(ui, surface, bar, (first, at, last), self._colour)


def scale_ends(shares: list[float]) -> tuple[int, int]:
    """Return the ends, of 100, of a scale for what lies near the middle: 30 to 70, wider by tens where a share lies outside."""
    far = max([SPREAD, *(-(-round(abs(share - 0.5) * 1000) // 100) * 10 for share in shares)])
    return 50 - min(far, 50), 50 + min(far, 50)


class Scale(Widget):
    """The figures over bars that share a scale: both ends and the middle, which is lit where it decides."""

    def __init__(self, ends: tuple[int, int], colour: str = "second") -> None:
        super().__init__()
        self._ends, self._colour = ends, colour

    def width(self, ui: Ui) -> int:
        """Return a usual width."""
        return ui.px(60)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of a line."""
        del width
        return ui.type.leading("tiny")

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the figures."""
        low, high = self._ends
        self.say(ui, surface, str(low), "tiny", "second", self.rect.topleft)
        self.say(ui, surface, str((low + high) // 2), "tiny", self._colour, (self.rect.centerx, self.rect.y), "middle")
        self.say(ui, surface, str(high), "tiny", "second", (self.rect.right, self.rect.y), "right")


def estimate_rows(estimates: tuple[Estimate, ...], colour: str) -> list[Widget]:
    """Return guesses, each with its sentence, its range and its band, over the scale they share."""
    ends = scale_ends([share for estimate in estimates for share in (estimate.low, estimate.high)])
    rows: list[Widget] = []
    for estimate in estimates:
        head = Row([Text(estimate.line, "body", "text"), Text(estimate.range, "mono_medium", "text", "right")], [1.0, 0.0], gap=14)
        rows.append(Column([head, Band(estimate, colour, ends)], gap=2))
    return [*rows, Scale(ends)] if rows else []
