"""The map: capitals, consulates, shut houses and the last act on top of the land."""

from __future__ import annotations

import math

import numpy as np
import pygame

from game.view.text import _
from game.view.theatre import Spot, Theatre
from game.window.kit.widget import Ui, Widget
from game.window.parts.land import land, place


class Map(Widget):
    """The map with capitals, consulates, shut houses and the last act as a dotted line."""

    role = "image"
    moves = True

    def __init__(self, theatre: Theatre, least: int = 150) -> None:
        spots = ", ".join(f"{spot.name} ({_(spot.kind)})" for spot in theatre.spots)
        super().__init__("map", _("Map"), spots)
        self._theatre, self._least = theatre, least
        self._taken: list[pygame.Rect] = []

    def height(self, ui: Ui, width: int) -> int:
        """Return the least height."""
        del width
        return ui.px(self._least)

    def _at(self, spot: Spot) -> tuple[int, int]:
        x, y = place(np.array([spot.latitude]), np.array([spot.longitude]), self.rect.size)
        return self.rect.x + round(float(x[0])), self.rect.y + round(float(y[0]))

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw land, line and marks; a label that would lie over another stays away."""
        before = surface.get_clip()
        surface.set_clip(before.clip(self.rect))
        surface.blit(land(ui, self.rect.size), self.rect)
        self._taken = []
        capitals = {spot.power: self._at(spot) for spot in self._theatre.spots if spot.kind == "capital"}
        order = {"capital": 0, "house shut": 1, "party": 2, "consulate": 3, "shut consulate": 3}
        for spot in sorted(self._theatre.spots, key=lambda spot: order[spot.kind]):
            at = self._at(spot)
            if self.rect.inflate(-ui.px(16), -ui.px(16)).collidepoint(at):
                self._spot(ui, surface, spot, at)
            if spot.kind == "capital":
                self._taken.append(pygame.Rect(0, 0, ui.px(18), ui.px(18)).move(at[0] - ui.px(9), at[1] - ui.px(9)))
        arrow = self._theatre.arrow
        if arrow is not None and arrow.by in capitals and arrow.to in capitals:
            self._arrow(ui, surface, capitals[arrow.by], capitals[arrow.to], arrow.text)
        surface.set_clip(before)
        pygame.draw.rect(surface, ui.colour("line"), self.rect, 1, ui.px(6))

    def _spot(self, ui: Ui, surface: pygame.Surface, spot: Spot, at: tuple[int, int]) -> None:
        colour = ui.colour(spot.power) if spot.power else ui.colour("bright")
        if spot.kind == "house shut":
            self._house(ui, surface, spot, at)
            return
        radius = ui.px(6 if spot.kind == "capital" else 4)
        pygame.draw.aacircle(surface, ui.colour("ground"), at, radius + ui.px(3 if spot.kind == "capital" else 1))
        pygame.draw.aacircle(surface, colour, at, radius)
        if spot.kind == "capital":
            pygame.draw.aacircle(surface, (255, 255, 255), at, ui.px(2.5))
        else:
            pygame.draw.aacircle(surface, ui.colour("ground"), at, max(1, radius - max(2, ui.px(2))))
        if spot.kind == "shut consulate":
            half = radius - 1
            pygame.draw.line(surface, colour, (at[0] - half, at[1] + half), (at[0] + half, at[1] - half), 2)
        style = "strong" if spot.kind == "capital" else "tiny"
        self._label(ui, surface, spot.name, style, "text" if spot.kind == "capital" else "second", at, radius + ui.px(5))

    def _label(self, ui: Ui, surface: pygame.Surface, text: str, style: str, colour: str, at: tuple[int, int], off: int) -> None:
        wide, tall = ui.type.width(text, style), ui.type.font(style).get_height()
        spots = [
            (at[0] + off, at[1] - tall // 2 + ui.px(3)),
            (at[0] - off - wide, at[1] - tall // 2 + ui.px(3)),
            (at[0] - wide // 2, at[1] - off - tall),
            (at[0] - wide // 2, at[1] + off - ui.px(2)),
        ]
        if style == "strong":
            spots[:2] = [spots[1], spots[0]] if at[0] < self.rect.centerx else spots[:2]
        for x, y in spots:
            rect = pygame.Rect(x, y, wide, tall)
            if self.rect.inflate(-8, -8).contains(rect) and rect.collidelist(self._taken) < 0:
                self._taken.append(rect)
                halo = ui.type.drawn(text, style, ui.colour("sea"))
                for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                    surface.blit(halo, (x + dx, y + dy))
                self.say(ui, surface, text, style, colour, (x, y))
                return

    def _house(self, ui: Ui, surface: pygame.Surface, spot: Spot, at: tuple[int, int]) -> None:
        """Draw a shut house beside the map's crowd, with a thin line to where it stands."""
        number = sum(1 for rect in self._taken if rect.height == ui.em(15))
        left = self.rect.x + round(self.rect.width * 0.34)
        middle = self.rect.y + round(self.rect.height * 0.73) + number * ui.em(21)
        text = f"{spot.name}"
        wide = ui.em(20) + ui.type.width(text, "small") + ui.px(6) + ui.type.width(_("house shut"), "small")
        rect = pygame.Rect(left, middle - ui.em(15) // 2, wide, ui.em(15))
        if not self.rect.inflate(-8, -8).contains(rect.inflate(0, 6)) or rect.collidelist(self._taken) >= 0:
            return
        self._taken.append(rect)
        pygame.draw.aalines(surface, ui.colour("second"), False, [at, (left - ui.px(18), middle), (left - ui.px(5), middle)])
        colour = ui.colour(spot.power or "russia")
        ui.art.icon(surface, "house", pygame.Rect(left, middle - ui.em(7), ui.em(14), ui.em(14)), colour)
        y = middle - ui.type.font("small").get_height() // 2
        x = left + ui.em(20)
        x += self.say(ui, surface, text, "small", "text", (x, y)) + ui.px(6)
        self.say(ui, surface, _("house shut"), "small", colour, (x, y))

    def _arrow(self, ui: Ui, surface: pygame.Surface, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
        (x0, y0), (x1, y1) = start, end
        length = math.hypot(x1 - x0, y1 - y0)
        if length < 60:
            return
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        reach = ui.px(16) + (length - 2 * ui.px(16)) * ui.progress
        for at in range(ui.px(16), int(reach), max(4, ui.px(5))):
            pygame.draw.aacircle(surface, ui.colour("text"), (round(x0 + ux * at), round(y0 + uy * at)), max(1, ui.px(1)))
        if ui.progress >= 1:
            tip = (x1 - ux * ui.px(14), y1 - uy * ui.px(14))
            back = ui.px(9)
            wing = ui.px(4)
            base = (tip[0] - ux * back, tip[1] - uy * back)
            pygame.draw.polygon(
                surface, ui.colour("text"), [tip, (base[0] - uy * wing, base[1] + ux * wing), (base[0] + uy * wing, base[1] - ux * wing)]
            )
        self._label(ui, surface, text, "small", "text", (round((x0 + x1) / 2), round((y0 + y1) / 2)), ui.px(6))
