"""The map: capitals, consulates, shut houses, what links the capitals and the last act on top of the land."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product

import numpy as np
import pygame

from game.view.links import Ally, Links
from game.view.text import _
from game.view.theatre import Spot, Theatre
from game.window.kit.type import Run
from game.window.kit.widget import Ui, Widget
from game.window.parts import arcs, signs
from game.window.parts.ladder import Tell
from game.window.parts.land import land, place, tint

ORDER = {"capital": 0, "house shut": 1, "party": 2, "consulate": 3, "shut consulate": 3}
HOUSES = ((0.34, 0.73), (0.34, 0.81), (0.34, 0.89), (0.62, 0.73), (0.62, 0.81), (0.62, 0.89), (0.62, 0.57), (0.62, 0.65))
"""Where the name of a shut house can stand, in parts of the map; the nearest free one to the house is taken."""
LEGEND_FROM = 190
"""Height of the map, in pixels at 100 %, from which on it has a legend."""


class Place(Widget):
    """A place on the map that says what it is when asked; the map has drawn its mark."""

    role = "image"
    floating = True

    def __init__(self, spot: Spot, number: int, tell: Tell) -> None:
        super().__init__(f"place:{number}", spot.name, _(spot.kind), lambda: tell(_("Map"), spot.about), spot.about)
        self.explain = self.action
        self.spot = spot

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw a ring where the mouse or the focus is."""
        if self.hover or self.focus:
            colour = ui.colour("focus" if self.focus else "bright")
            pygame.draw.aacircle(surface, colour, self.rect.center, self.rect.width // 2, max(2, ui.px(2)))


@dataclass(frozen=True, slots=True)
class Mark:
    """A text of the map and where it stands."""

    text: str
    style: str
    colour: str
    rect: pygame.Rect


_LAYERS: dict[tuple[object, ...], pygame.Surface] = {}
"""Land, marks and names of the last few maps: they change once a turn, and are drawn once for a size and a theme."""
MOST_LAYERS = 6


class Map(Widget):
    """The map with capitals, consulates, shut houses, trade, sanctions, allies, and the last act as a dotted line."""

    role = "image"
    moves = True
    in_order = True

    def __init__(self, theatre: Theatre, links: Links, tell: Tell, least: int = 150) -> None:
        spots = ", ".join(f"{spot.name} ({_(spot.kind)})" for spot in theatre.spots)
        super().__init__("map", _("Map"), spots)
        self.group = "map"
        self._theatre, self._links, self._least = theatre, links, least
        self._places = [Place(spot, number, tell) for number, spot in enumerate(sorted(theatre.spots, key=lambda spot: ORDER[spot.kind]))]
        self._knots = arcs.knots(links, tell)
        self._strands: list[arcs.Strand] = []
        self.add(*self._places, *self._knots)
        self._taken: list[pygame.Rect] = []
        self._marks: list[Mark] = []
        self._legend: list[tuple[str, pygame.Rect]] = []
        self._houses: list[tuple[Place, pygame.Rect]] = []
        self._line: tuple[tuple[int, int], tuple[int, int]] | None = None

    def height(self, ui: Ui, width: int) -> int:
        """Return the least height."""
        del width
        return ui.px(self._least)

    # --- where everything lies -----------------------------------------------------------------

    def arrange(self, ui: Ui) -> None:
        """Find a place for every mark, name and sign; what would lie over something else stays away."""
        self._taken, self._marks, self._legend, self._houses, self._line = [], [], [], [], None
        room = self.rect.inflate(-ui.px(16), -ui.px(16))
        at = self._points()
        for item, point in zip(self._places, at, strict=True):
            side = ui.px(22 if item.spot.kind == "capital" else 14)
            box = pygame.Rect(0, 0, side, side)
            box.center = point
            item.place(ui, box if room.collidepoint(point) else pygame.Rect(point, (0, 0)))
            if item.rect.width and item.spot.kind != "house shut":
                self._taken.append(item.rect.inflate(-ui.px(4), -ui.px(4)))
        self._find_line()
        self._find_strands(ui)
        along = self._along(ui)
        for item, point in zip(self._places, at, strict=True):
            if item.rect.width == 0:
                continue
            if item.spot.kind == "house shut":
                self._place_house(ui, item, point, along)
            else:
                style, colour = ("strong", "text") if item.spot.kind == "capital" else ("tiny", "second")
                name, is_crossed = self._name(item.spot)
                self._place_name(ui, name, style, "caution" if is_crossed else colour, item.rect, along)
        if self._line is not None and self._theatre.arrow is not None:
            self._place_act(ui, self._theatre.arrow.text, along)
        self._place_legend(ui, along)

    def _points(self) -> list[tuple[int, int]]:
        spots = [item.spot for item in self._places]
        x, y = place(np.array([spot.latitude for spot in spots]), np.array([spot.longitude for spot in spots]), self.rect.size)
        return [(self.rect.x + round(float(one)), self.rect.y + round(float(two))) for one, two in zip(x, y, strict=True)]

    def _find_line(self) -> None:
        arrow = self._theatre.arrow
        capitals = {item.spot.power: item.rect.center for item in self._places if item.spot.kind == "capital"}
        if arrow is not None and arrow.by in capitals and arrow.to in capitals:
            start, end = capitals[arrow.by], capitals[arrow.to]
            self._line = (start, end) if math.dist(start, end) >= 60 else None

    def _name(self, spot: Spot) -> tuple[str, bool]:
        """Return the name of a place, an ally's with its alignment beside it, and whether that is under a threshold."""
        ally = next((ally for ally in self._links.allies if ally.place == spot.name and spot.kind == "party"), None)
        return (f"{spot.name} {ally.value}", bool(ally.crossed)) if ally is not None else (spot.name, False)

    def _find_strands(self, ui: Ui) -> None:
        """Lay an arc from capital to capital for each link, and what one asks about it where that lies free."""
        found = [item for item in self._places if item.rect.width and item.spot.kind in ("capital", "party")]
        places = {item.spot.name: item.rect.center for item in found}
        capitals = {item.spot.name for item in found if item.spot.kind == "capital"}
        self._strands = []
        for knot in self._knots:
            link = knot.link
            is_straight = not isinstance(link, Ally) and {link.one, link.two} <= capitals
            strand = arcs.strand(ui, link, places, is_straight)
            box = pygame.Rect(0, 0, ui.px(16), ui.px(16))
            if strand is not None:
                self._strands.append(strand)
                box.center = (round(strand.heart[0]), round(strand.heart[1]))
                if not isinstance(link, Ally) and link.barriers:
                    self._taken.append(box)
            room = self.rect.inflate(-ui.px(8), -ui.px(8))
            is_shown = strand is not None and room.contains(box)
            knot.place(ui, box if is_shown else pygame.Rect(self.rect.center, (0, 0)))

    def _along(self, ui: Ui) -> list[pygame.Rect]:
        """Return small squares along the dotted line, for names to keep off."""
        if self._line is None:
            return []
        (x0, y0), (x1, y1) = self._line
        side, steps = ui.px(6), max(1, round(math.dist(*self._line) / ui.px(8)))
        return [
            pygame.Rect(round(x0 + (x1 - x0) * n / steps) - side // 2, round(y0 + (y1 - y0) * n / steps) - side // 2, side, side)
            for n in range(steps + 1)
        ]

    def _is_free(self, rect: pygame.Rect, also: list[pygame.Rect]) -> bool:
        return self.rect.inflate(-8, -8).contains(rect) and rect.collidelist(self._taken) < 0 and rect.collidelist(also) < 0

    def _place_name(self, ui: Ui, text: str, style: str, colour: str, mark: pygame.Rect, along: list[pygame.Rect]) -> None:
        wide, tall = ui.type.width(text, style), ui.type.font(style).get_height()
        gap = ui.px(2)
        level = mark.centery - tall // 2 + ui.px(2)
        left, right = mark.left - gap - wide, mark.right + gap
        above, below = mark.top - tall + gap, mark.bottom - gap
        spots = [(right, level), (left, level), (mark.centerx - wide // 2, above), (mark.centerx - wide // 2, below)]
        spots += [(right - gap, above), (right - gap, below), (left + gap, above), (left + gap, below)]
        if style == "strong" and mark.centerx < self.rect.centerx:
            spots[:2] = [spots[1], spots[0]]
        arched = [*along, *(square for strand in self._strands for square in arcs.squares(ui, strand.points))]
        for keep_off in (arched, along, []) if style == "strong" else (arched, along):
            for x, y in spots:
                rect = pygame.Rect(x, y, wide, tall)
                if self._is_free(rect, keep_off):
                    self._taken.append(rect)
                    self._marks.append(Mark(text, style, colour, rect))
                    return

    def _place_house(self, ui: Ui, item: Place, at: tuple[int, int], along: list[pygame.Rect]) -> None:
        """Put the name of a shut house beside the crowd, with a thin line to where it stands."""
        text, note = item.spot.name, _("house shut")
        one = ui.type.width(text, "small")
        wide, tall = ui.em(20) + one + ui.px(6) + ui.type.width(note, "small"), ui.type.font("small").get_height()
        item.place(ui, pygame.Rect(at, (0, 0)))
        spots = [(self.rect.x + round(self.rect.width * x), self.rect.y + round(self.rect.height * y)) for x, y in HOUSES]
        for x, y in sorted(spots, key=lambda spot: math.dist(spot, at)):
            rect = pygame.Rect(x, y - tall // 2, wide, tall)
            if self._is_free(rect.inflate(ui.px(4), 2), along):
                self._taken.append(rect)
                item.place(ui, pygame.Rect(x, y - ui.em(7), ui.em(14), ui.em(14)))
                self._houses.append((item, pygame.Rect(at, (1, 1))))
                self._marks.append(Mark(text, "small", "text", pygame.Rect(x + ui.em(20), rect.y, one, tall)))
                left = x + ui.em(20) + one + ui.px(6)
                self._marks.append(Mark(note, "small", item.spot.power or "russia", pygame.Rect(left, rect.y, rect.right - left, tall)))
                return

    def _place_act(self, ui: Ui, text: str, along: list[pygame.Rect]) -> None:
        assert self._line is not None
        (x0, y0), (x1, y1) = self._line
        arched = [*along, *(square for strand in self._strands for square in arcs.squares(ui, strand.points))]
        tall = ui.type.font("small").get_height()
        forms = [_broken(ui, text, most) for most in (self.rect.width, round(self.rect.width * 0.34))]
        for keep_off, lines in product((arched, along, []), forms):
            wide = max(ui.type.width(line, "small") for line in lines)
            for share in (0.5, 0.62, 0.38, 0.74, 0.26):
                x, y = round(x0 + (x1 - x0) * share), round(y0 + (y1 - y0) * share)
                above = y - tall * len(lines) - ui.px(2)
                for left, top in ((x + ui.px(8), y + ui.px(4)), (x - wide - ui.px(8), above), (x - wide // 2, y + ui.px(16))):
                    rect = pygame.Rect(left, top, wide, tall * len(lines))
                    if self._is_free(rect, keep_off):
                        self._taken.append(rect)
                        for number, line in enumerate(lines):
                            place_of_line = pygame.Rect(left, top + number * tall, ui.type.width(line, "small"), tall)
                            self._marks.append(Mark(line, "small", "text", place_of_line))
                        return

    def _place_legend(self, ui: Ui, along: list[pygame.Rect]) -> None:
        """Put the signs and their words into a free corner, if the map is large enough for that."""
        if self.rect.height < ui.px(LEGEND_FROM):
            return
        everything = signs.entries({item.spot.kind for item in self._places if item.rect.width}, self._links)
        room = self.rect.inflate(-ui.px(16), -ui.px(12))
        arched = [*along, *(square for strand in self._strands for square in arcs.squares(ui, strand.points))]
        # On a small map the posts go without: they say what they are when they are asked.
        for shown, keep_off, count, corner in product((everything, everything[-4:]), (arched, along), (1, 2, 3), signs.CORNERS):
            size, spots = signs.columns(ui, shown, count)
            box = pygame.Rect((0, 0), size)
            setattr(box, corner, getattr(room, corner))
            if self._is_free(box, keep_off):
                self._write_legend(ui, shown, [spot.move(box.topleft) for spot in spots])
                self._taken.append(box)
                return

    def _write_legend(self, ui: Ui, shown: list[signs.Entry], spots: list[pygame.Rect]) -> None:
        tall = ui.type.font("tiny").get_height()
        for (kind, text), spot in zip(shown, spots, strict=True):
            self._legend.append((kind, pygame.Rect(spot.x, spot.y, ui.em(14), tall)))
            self._marks.append(Mark(text, "tiny", "second", pygame.Rect(spot.x + ui.em(20), spot.y, ui.type.width(text, "tiny"), tall)))

    # --- drawing -------------------------------------------------------------------------------

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw what stands, from its cache, then the line that moves."""
        key = (self._theatre, self._links, self.rect.size, ui.theme)
        layer = _LAYERS.get(key)
        if layer is None:
            while len(_LAYERS) >= MOST_LAYERS:
                _LAYERS.pop(next(iter(_LAYERS)))
            layer = _LAYERS[key] = self._layer(ui)
        surface.blit(layer, self.rect)
        self.pieces += [(mark.rect, mark.text) for mark in self._marks]
        if self._line is not None:
            self._arrow(ui, surface, *self._line)

    def _layer(self, ui: Ui) -> pygame.Surface:
        layer = land(ui, self.rect.size).copy()
        x, y = -self.rect.x, -self.rect.y
        owners = {item.spot.name: item.spot.power or "bright" for item in self._places if item.spot.kind in ("capital", "party")}
        for ally in self._links.allies:
            tint(ui, layer, ally.lands, "us_land", ally.alignment)
        for strand in self._strands:
            arcs.draw(ui, layer, strand, owners, self.rect.topleft)
        for item, foot in self._houses:
            middle = item.rect.move(x, y).midleft
            start = foot.move(x, y).topleft
            pygame.draw.aalines(
                layer, ui.colour("second"), False, [start, (middle[0] - ui.px(15), middle[1]), (middle[0] - ui.px(3), middle[1])]
            )
        for item in self._places:
            if item.rect.width:
                signs.draw_sign(ui, layer, item.spot.kind, item.spot.power, item.rect.move(x, y))
        for kind, rect in self._legend:
            signs.draw_sign(ui, layer, kind, None, rect.move(x, y))
        for mark in self._marks:
            at = mark.rect.move(x, y).topleft
            halo = ui.type.drawn(mark.text, mark.style, ui.colour("sea"))
            for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                layer.blit(halo, (at[0] + dx, at[1] + dy))
            layer.blit(ui.type.drawn(mark.text, mark.style, ui.colour(mark.colour)), at)
        pygame.draw.rect(layer, ui.colour("line"), layer.get_rect(), 1, ui.px(6))
        return layer

    def moving(self, ui: Ui) -> pygame.Rect:
        """Return the part the dotted line runs through."""
        if self._line is None:
            return pygame.Rect(self.rect.topleft, (0, 0))
        (x0, y0), (x1, y1) = self._line
        box = pygame.Rect(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
        return box.inflate(ui.px(12), ui.px(12)).clip(self.rect)

    def _arrow(self, ui: Ui, surface: pygame.Surface, start: tuple[int, int], end: tuple[int, int]) -> None:
        (x0, y0), (x1, y1) = start, end
        length = math.dist(start, end)
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        reach = ui.px(16) + (length - 2 * ui.px(16)) * ui.progress
        for at in range(ui.px(16), int(reach), max(4, ui.px(5))):
            pygame.draw.aacircle(surface, ui.colour("text"), (round(x0 + ux * at), round(y0 + uy * at)), max(1, ui.px(1)))
        if ui.progress >= 1:
            tip = (x1 - ux * ui.px(14), y1 - uy * ui.px(14))
            back, wing = ui.px(9), ui.px(4)
            base = (tip[0] - ux * back, tip[1] - uy * back)
            corners = [tip, (base[0] - uy * wing, base[1] + ux * wing), (base[0] + uy * wing, base[1] - ux * wing)]
            pygame.draw.polygon(surface, ui.colour("text"), corners)


def _broken(ui: Ui, text: str, width: int) -> list[str]:
    """Return a text on as many lines as a width asks for."""
    lines = ui.type.wrap((Run(text, "small"),), width)
    return ["".join(piece.text for piece in line.pieces) for line in lines]
