"""Links on the map as thin arcs: trade with the sanctions that bar it, and the tie to an ally."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pygame

from game.view.links import Ally, Links, Trade
from game.view.text import _
from game.window.kit.theme import Colour, mix
from game.window.kit.widget import Ui, Widget
from game.window.parts.ladder import Tell

STEPS = 48
SHORTEST = 40
"""Pixels at 100 % below which two places lie too close for an arc."""
BOWS = {"act": 0.0, "capitals": -0.17, "trade": -0.3, "ally": 0.2}
"""How far an arc leaves the straight line, in parts of its length; up is negative for one that runs east."""
GATE = 0.3
"""Where along a trade arc its sanctions stand, from the end of the one who imposed them."""
GATE_STEP = 5
FAINT = 0.52
"""How far the colour of a trade arc stands out from the sea."""

Point = tuple[float, float]


def arc(start: Point, end: Point, bow: float) -> list[Point]:
    """Return the points of an arc between two places."""
    (x0, y0), (x1, y1) = start, end
    # The middle of a curve of the second degree lies half as far out as the point that pulls it.
    pull = ((x0 + x1) / 2 - (y1 - y0) * bow * -2, (y0 + y1) / 2 + (x1 - x0) * bow * 2)
    result = []
    for step in range(STEPS + 1):
        t = step / STEPS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        result.append((a * x0 + b * pull[0] + c * x1, a * y0 + b * pull[1] + c * y1))
    return result


def trim(points: list[Point], away: float) -> list[Point]:
    """Return an arc without what lies close to its ends, where the marks of the places stand."""
    return [point for point in points if math.dist(point, points[0]) >= away and math.dist(point, points[-1]) >= away]


@dataclass(frozen=True, slots=True)
class Strand:
    """An arc as it is drawn: its points, what it stands for, and where one asks about it."""

    link: Trade | Ally
    points: tuple[Point, ...]
    heart: Point


class Knot(Widget):
    """The place on an arc that says what it is when asked; the map has drawn the arc."""

    role = "image"
    floating = True

    def __init__(self, link: Trade | Ally, number: int, tell: Tell) -> None:
        title = _("Ally") if isinstance(link, Ally) else _("Trade and sanctions") if link.barriers else _("Trade")
        super().__init__(f"link:{number}", title, link.about, lambda: tell(title, link.about), link.about)
        self.explain = self.action
        self.link = link

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw a ring where the mouse or the focus is."""
        if self.hover or self.focus:
            colour = ui.colour("focus" if self.focus else "bright")
            pygame.draw.aacircle(surface, colour, self.rect.center, self.rect.width // 2, max(2, ui.px(2)))


def knots(shown: Links, tell: Tell) -> list[Knot]:
    """Return what can be asked about on the arcs."""
    links: list[Trade | Ally] = [*shown.trades, *shown.allies]
    return [Knot(link, number, tell) for number, link in enumerate(links)]


def strand(ui: Ui, link: Trade | Ally, places: dict[str, tuple[int, int]], is_between_capitals: bool) -> Strand | None:
    """Return the arc of a link, None where its ends are not on the map or lie too close."""
    one, two = (link.capital, link.place) if isinstance(link, Ally) else (link.one, link.two)
    if one not in places or two not in places or math.dist(places[one], places[two]) < ui.px(SHORTEST):
        return None
    kind = "ally" if isinstance(link, Ally) else "capitals" if is_between_capitals else "trade"
    points = trim(arc(places[one], places[two], BOWS[kind]), ui.px(10))
    if len(points) < 6:
        return None
    share = GATE if isinstance(link, Trade) and link.barriers else 0.5
    return Strand(link, tuple(points), points[round((len(points) - 1) * share)])


def squares(ui: Ui, points: tuple[Point, ...]) -> list[pygame.Rect]:
    """Return small squares along an arc, for names to keep off."""
    side = ui.px(5)
    return [pygame.Rect(round(x) - side // 2, round(y) - side // 2, side, side) for x, y in points]


# --- drawing ---------------------------------------------------------------------------------------


def draw(ui: Ui, layer: pygame.Surface, shown: Strand, colours: Mapping[str, str], by: Point) -> None:
    """Draw an arc into the layer of a map that begins at a point; `colours` are those of the places that impose sanctions."""
    points = [(x - by[0], y - by[1]) for x, y in shown.points]
    if isinstance(shown.link, Ally):
        _tie(ui, layer, points, shown.link)
        return
    _line(layer, mix(ui.colour("sea"), ui.colour("bright"), FAINT), points, max(1, ui.px(1)), is_broken=bool(shown.link.barriers))
    at: dict[str, int] = {}
    for _label, place in shown.link.barriers:
        number = at[place] = at.get(place, -1) + 1
        ordered = points if place == shown.link.one else points[::-1]
        _gate(ui, layer, ordered, number, ui.colour(colours.get(place, "bright")))


def _tie(ui: Ui, layer: pygame.Surface, points: list[Point], ally: Ally) -> None:
    """Draw the tie to an ally: the closer it stands the stronger; broken once it has crossed one of its thresholds."""
    colour = ui.colour("caution" if ally.crossed else "us")
    _line(layer, mix(ui.colour("sea"), colour, 0.35 + 0.45 * ally.alignment), points, max(1, ui.px(2)), is_broken=bool(ally.crossed))


def _line(layer: pygame.Surface, colour: Colour, points: list[Point], wide: int, is_broken: bool) -> None:
    for number in range(len(points) - 1):
        if not is_broken or number % 4 != 3:
            pygame.draw.aaline(layer, colour, points[number], points[number + 1], wide)


def _gate(ui: Ui, layer: pygame.Surface, points: list[Point], number: int, colour: Colour) -> None:
    """Draw a short bar across an arc, like the one at a border."""
    at = min(len(points) - 2, round((len(points) - 1) * GATE))
    (x0, y0), (x1, y1) = points[at], points[at + 1]
    length = max(1.0, math.dist((x0, y0), (x1, y1)))
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    x, y, half = x0 + ux * number * ui.px(GATE_STEP), y0 + uy * number * ui.px(GATE_STEP), ui.px(7)
    ends = (x - uy * half, y + ux * half), (x + uy * half, y - ux * half)
    pygame.draw.aaline(layer, ui.colour("sea"), *ends, max(3, ui.px(4)))
    pygame.draw.aaline(layer, colour, *ends, max(2, ui.px(2)))
