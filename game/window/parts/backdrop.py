"""The map in the dark, behind pages that would otherwise lie on nothing; drawn once for a size and a theme."""

from __future__ import annotations

import math

import pygame

from game.window.kit.theme import Colour, mix
from game.window.kit.widget import Ui

_DRAWN: dict[tuple[object, ...], pygame.Surface] = {}
MOST = 3
DEEP = 0.55
"""How far the map of an ordinary page sinks into the ground; that of the title does not."""


def dark_map(ui: Ui, size: tuple[int, int], deep: float = 0.0) -> pygame.Surface:
    """Return the map of a size in shades of the ground, a copy to draw on; the deeper the fainter (0 to 1)."""
    key = (size, deep, ui.colour("ground"), ui.colour("panel"))
    if key not in _DRAWN:
        while len(_DRAWN) >= MOST:
            _DRAWN.pop(next(iter(_DRAWN)))
        _DRAWN[key] = _draw(ui, size, deep)
    return _DRAWN[key].copy()


def dark_sea(ui: Ui, size: tuple[int, int]) -> pygame.Surface:
    """Return the same picture without land, for the time before the map is loaded."""
    canvas = pygame.Surface(size)
    canvas.fill(_shades(ui)["sea"])
    canvas.blit(_vignette(size, ui.colour("ground")), (0, 0))
    return canvas


def _shades(ui: Ui) -> dict[str, Colour]:
    ground, panel = ui.colour("ground"), ui.colour("panel")
    dim = {name: mix(ground, panel, 0.1) for name in ("land", "us_land", "russia_land")}
    return dim | {"sea": mix(ground, panel, 1.15), "border": mix(ground, panel, 0.12), "second": mix(ground, panel, 0.6)}


def _draw(ui: Ui, size: tuple[int, int], deep: float) -> pygame.Surface:
    # The map needs NumPy, which the first picture does without.
    from game.window.parts.land import draw_land

    small = (max(1, size[0] // 2), max(1, size[1] // 2))
    canvas = pygame.transform.smoothscale(draw_land(small, _shades(ui), {}), size)
    canvas.blit(_vignette(size, ui.colour("ground")), (0, 0))
    if deep:
        veil = pygame.Surface(size)
        veil.fill(ui.colour("ground"))
        veil.set_alpha(round(255 * deep))
        canvas.blit(veil, (0, 0))
    return canvas


def _vignette(size: tuple[int, int], colour: Colour) -> pygame.Surface:
    small = pygame.Surface((64, 36), pygame.SRCALPHA)
    for x in range(64):
        for y in range(36):
            away = math.hypot((x - 31.5) / 36, (y - 16) / 22)
            small.set_at((x, y), (*colour, max(0, min(215, round((away - 0.35) * 260)))))
    return pygame.transform.smoothscale(small, size)
