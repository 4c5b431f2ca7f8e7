"""The land of the map: the pole above, Washington left, Moscow right; drawn once for a size."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pygame
from numpy.typing import NDArray

from game.window.art import assets
from game.window.kit.theme import Colour
from game.window.kit.widget import Ui

CENTRE = (math.radians(78.0), math.radians(-4.0))
FRAME = (500, 266)
ANCHORS = (((38.9, -77.0), (0.215, 0.605)), ((55.75, 37.6), (0.66, 0.293)))
"""Where Washington and Moscow lie in the frame; the projection is turned and scaled to that."""
OVER = 2
FAR = 0.42
"""Cosine below which a point is too far round the globe to be drawn."""

Points = NDArray[np.float64]


def azimuthal(latitude: Points, longitude: Points) -> tuple[Points, Points, Points]:
    """Return points on Lambert's azimuthal equal-area plane, and the cosine of their distance from the centre."""
    phi, lam = np.radians(latitude), np.radians(longitude) - CENTRE[1]
    cosine = math.sin(CENTRE[0]) * np.sin(phi) + math.cos(CENTRE[0]) * np.cos(phi) * np.cos(lam)
    k = np.sqrt(2.0 / (1.0 + np.maximum(cosine, -0.98)))
    x = k * np.cos(phi) * np.sin(lam)
    y = -k * (math.cos(CENTRE[0]) * np.sin(phi) - math.sin(CENTRE[0]) * np.cos(phi) * np.cos(lam))
    return x, y, cosine


@lru_cache(1)
def _turn() -> complex:
    """Return the turn and scale that bring both anchors to their places in the frame, as a complex factor."""
    (one, place_one), (two, place_two) = ANCHORS
    x, y, _cosine = azimuthal(np.array([one[0], two[0]]), np.array([one[1], two[1]]))
    wanted = complex((place_two[0] - place_one[0]) * FRAME[0], (place_two[1] - place_one[1]) * FRAME[1])
    return wanted / complex(x[1] - x[0], y[1] - y[0])


def place(latitude: Points, longitude: Points, size: tuple[int, int]) -> tuple[Points, Points]:
    """Return where points of the earth lie in a map of a size; the frame is as large as it can be, in the middle."""
    factor = _turn()
    x, y, _cosine = azimuthal(latitude, longitude)
    x0, y0, _c = azimuthal(np.array([ANCHORS[0][0][0]]), np.array([ANCHORS[0][0][1]]))
    plane = (x + 1j * y - complex(x0[0], y0[0])) * factor
    scale = min(size[0] / FRAME[0], size[1] / FRAME[1])
    left, top = (size[0] - FRAME[0] * scale) / 2, (size[1] - FRAME[1] * scale) / 2
    at = ANCHORS[0][1]
    return left + (plane.real + at[0] * FRAME[0]) * scale, top + (plane.imag + at[1] * FRAME[1]) * scale


@lru_cache(1)
def _world() -> tuple[Points, NDArray[np.int32], NDArray[np.int16], NDArray[np.int8], list[str]] | None:
    path = assets() / "map" / "world.npz"
    if not path.is_file():
        return None
    with np.load(path) as data:
        points = data["points"].astype(np.float64) / 100.0
        return points, data["starts"], data["owner"], data["disputed"], [str(name) for name in data["names"]]


def draw_land(size: tuple[int, int], colours: dict[str, Colour], owners: dict[str, str]) -> pygame.Surface:
    """Return the map of a size: sea, land, the land of both powers, disputed land hatched."""
    large = (size[0] * OVER, size[1] * OVER)
    canvas = pygame.Surface(large)
    canvas.fill(colours["sea"])
    for name, ring, is_disputed in _rings(large):
        pygame.draw.polygon(canvas, colours[owners.get(name, "land")], ring)
        pygame.draw.aalines(canvas, colours["border"], True, ring)
        if is_disputed:
            _hatch(canvas, ring, colours["second"])
    return pygame.transform.smoothscale(canvas, size)


def _rings(size: tuple[int, int]) -> Iterator[tuple[str, list[tuple[float, float]], bool]]:
    """Yield the outlines that are in sight on a map of a size: whose they are, their points, whether that is disputed."""
    world = _world()
    if world is None:
        return
    points, starts, owner, disputed, names = world
    x, y = place(points[:, 1], points[:, 0], size)
    _px, _py, cosine = azimuthal(points[:, 1], points[:, 0])
    for number, held in enumerate(owner):
        part = slice(int(starts[number]), int(starts[number + 1]))
        if cosine[part].min() < -FAR:
            continue
        ring = list(zip(x[part].tolist(), y[part].tolist(), strict=True))
        if len(ring) < 3 or max(x[part]) < 0 or min(x[part]) > size[0] or max(y[part]) < 0 or min(y[part]) > size[1]:
            continue
        yield names[held], ring, bool(disputed[number])


def _hatch(canvas: pygame.Surface, ring: list[tuple[float, float]], colour: Colour) -> None:
    mask = pygame.Surface(canvas.get_size(), pygame.SRCALPHA)
    pygame.draw.polygon(mask, (255, 255, 255, 255), ring)
    box = mask.get_bounding_rect()
    lines = pygame.Surface(box.size, pygame.SRCALPHA)
    for start in range(-box.height, box.width, 7):
        pygame.draw.line(lines, (*colour, 255), (start, box.height), (start + box.height, 0), 2)
    lines.blit(mask.subsurface(box), (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    canvas.blit(lines, box)


_LANDS: dict[tuple[object, ...], pygame.Surface] = {}
OWNERS = {"United States of America": "us_land", "Russia": "russia_land"}


def land(ui: Ui, size: tuple[int, int]) -> pygame.Surface:
    """Return the map of a size, drawn once."""
    key = (size, ui.colour("sea"), ui.colour("russia_land"))
    if key not in _LANDS:
        if len(_LANDS) > 4:
            _LANDS.clear()
        _LANDS[key] = draw_land(size, ui.type.colours, OWNERS).convert()
    return _LANDS[key]


_SHAPES: dict[tuple[object, ...], pygame.Surface] = {}
CLOSE = 150
"""How opaque the colour of a capital lies over the lands of an ally that is wholly in line with it, of 255."""


def tint(ui: Ui, layer: pygame.Surface, lands: tuple[str, ...], colour: str, share: float) -> None:
    """Lay a colour over some lands of a map, the stronger the larger the share (0 to 1)."""
    key = (layer.get_size(), lands)
    if key not in _SHAPES:
        if len(_SHAPES) > 4:
            _SHAPES.clear()
        _SHAPES[key] = _shapes(layer.get_size(), set(lands))
    veil = _SHAPES[key].copy()
    veil.fill((*ui.colour(colour), max(0, min(255, round(CLOSE * share)))), special_flags=pygame.BLEND_RGBA_MULT)
    layer.blit(veil, (0, 0))


def _shapes(size: tuple[int, int], lands: set[str]) -> pygame.Surface:
    """Return some lands in white, with their borders left as they are."""
    canvas = pygame.Surface((size[0] * OVER, size[1] * OVER), pygame.SRCALPHA)
    # What is transparent is white as well, or its edges would be drawn dark when it is made smaller.
    canvas.fill((255, 255, 255, 0))
    for name, ring, _is_disputed in _rings(canvas.get_size()):
        if name in lands:
            pygame.draw.polygon(canvas, (255, 255, 255, 255), ring)
            pygame.draw.polygon(canvas, (255, 255, 255, 90), ring, 2)
    return pygame.transform.smoothscale(canvas, size)
