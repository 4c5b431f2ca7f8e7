"""The signs of the map and the legend that explains them."""

from __future__ import annotations

import pygame

from game.view.links import Links
from game.view.text import _
from game.window.kit.theme import mix
from game.window.kit.widget import Ui
from game.window.parts.arcs import FAINT

Entry = tuple[str, str]
"""The kind of a sign and its words."""
CORNERS = ("bottomleft", "bottomright", "topright", "topleft")
GAP = 14


def entries(kinds: set[str], links: Links) -> list[Entry]:
    """Return what the legend of a map has to explain; a shut house has its words beside it."""
    words = {"consulate": _("consulate"), "shut consulate": _("consulate, shut")}
    found = [(kind, text) for kind, text in words.items() if kind in kinds]
    found.append(("disputed", _("disputed")))
    if links.trades:
        found.append(("trade", _("trade")))
    if any(trade.barriers for trade in links.trades):
        found.append(("sanctions", _("sanctions")))
    if links.allies:
        found.append(("ally", _("ally, of 100")))
    return found


def columns(ui: Ui, shown: list[Entry], count: int) -> tuple[tuple[int, int], list[pygame.Rect]]:
    """Return the size of a legend in some columns, and where each entry lies in it."""
    line, sign = ui.type.font("tiny").get_height(), ui.em(20)
    tall = -(-len(shown) // count)
    spots: list[pygame.Rect] = []
    left = 0
    for column in range(count):
        part = shown[column * tall : (column + 1) * tall]
        wide = max((sign + ui.type.width(text, "tiny") for _kind, text in part), default=0)
        spots += [pygame.Rect(left, row * line, wide, line) for row in range(len(part))]
        left += wide + (ui.px(GAP) if part else 0)
    return (max(1, left - ui.px(GAP)), tall * line), spots


def draw_sign(ui: Ui, layer: pygame.Surface, kind: str, power: str | None, rect: pygame.Rect) -> None:
    """Draw the sign of a kind of place or link in the middle of a rectangle."""
    colour = ui.colour(power or "bright")
    if kind == "house shut":
        ui.art.icon(layer, "house", rect, colour)
    elif kind == "disputed":
        _hatch(ui, layer, rect)
    elif kind in ("trade", "sanctions", "ally"):
        _link(ui, layer, kind, rect)
    else:
        _place(ui, layer, kind, colour, rect.center)


def _hatch(ui: Ui, layer: pygame.Surface, rect: pygame.Rect) -> None:
    box = pygame.Rect(0, 0, ui.px(12), ui.px(9))
    box.center = rect.center
    before = layer.get_clip()
    layer.set_clip(before.clip(box))
    for start in range(-box.height, box.width, max(3, ui.px(4))):
        pygame.draw.line(layer, ui.colour("second"), (box.x + start, box.bottom), (box.x + start + box.height, box.top))
    layer.set_clip(before)


def _link(ui: Ui, layer: pygame.Surface, kind: str, rect: pygame.Rect) -> None:
    """Draw a short piece of a link."""
    y, ends = rect.centery, (rect.x, rect.x + ui.px(14))
    if kind == "ally":
        pygame.draw.line(layer, mix(ui.colour("sea"), ui.colour("us"), 0.8), (ends[0], y), (ends[1], y), max(2, ui.px(2)))
        return
    faint = mix(ui.colour("sea"), ui.colour("bright"), FAINT + 0.2)
    if kind == "trade":
        pygame.draw.line(layer, faint, (ends[0], y), (ends[1], y), max(1, ui.px(1)))
        return
    for start in range(ends[0], ends[1], 5):
        pygame.draw.line(layer, faint, (start, y), (min(start + 2, ends[1]), y), max(1, ui.px(1)))
    half = ui.px(4)
    middle = (ends[0] + ends[1]) // 2
    pygame.draw.line(layer, ui.colour("text"), (middle, y - half), (middle, y + half), max(2, ui.px(2)))


def _place(ui: Ui, layer: pygame.Surface, kind: str, colour: tuple[int, int, int], at: tuple[int, int]) -> None:
    radius = ui.px(6 if kind == "capital" else 4)
    pygame.draw.aacircle(layer, ui.colour("ground"), at, radius + ui.px(3 if kind == "capital" else 1))
    pygame.draw.aacircle(layer, colour, at, radius)
    if kind == "capital":
        pygame.draw.aacircle(layer, (255, 255, 255), at, ui.px(2.5))
    else:
        pygame.draw.aacircle(layer, ui.colour("ground"), at, max(1, radius - max(2, ui.px(2))))
    if kind == "shut consulate":
        half = radius - 1
        pygame.draw.line(layer, colour, (at[0] - half, at[1] + half), (at[0] + half, at[1] - half), 2)
