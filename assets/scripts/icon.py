"""Draw the window icon into `assets/app`: `icon-256.png` and `icon-64.png`.

Source: none, our own drawing: a dark tile with a passport's guilloche and the stamp NON. Needs `pygame-ce` and the fonts of `assets/fonts`.
Drawn at 1024 pixels and made smaller. The 64-pixel icon has no guilloche, a heavier frame and larger letters, or nothing could be read.

    python assets/scripts/icon.py
"""

from __future__ import annotations

import math
import random

import pygame
from common import ASSETS, report

CANVAS = 1024
GROUND = (13, 20, 34)
LINE = (163, 180, 204)
STAMP = (216, 69, 47)
PAPER = (241, 235, 221)
ANGLE = 9
SEED = 35


def tile() -> pygame.Surface:
    """Return the rounded dark ground with a paper-coloured rim."""
    surface = pygame.Surface((CANVAS, CANVAS), pygame.SRCALPHA)
    pygame.draw.rect(surface, PAPER, (16, 16, CANVAS - 32, CANVAS - 32), border_radius=184)
    pygame.draw.rect(surface, GROUND, (40, 40, CANVAS - 80, CANVAS - 80), border_radius=164)
    return surface


def guilloche(surface: pygame.Surface) -> None:
    """Draw a ring of waves that run against each other, as on a banknote."""
    layer = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    for strand in range(8):
        shift = 2 * math.pi * strand / 8
        points = []
        for step in range(1441):
            angle = 2 * math.pi * step / 1440
            radius = 384 + 52 * math.cos(16 * angle + shift)
            points.append((CANVAS / 2 + radius * math.cos(angle), CANVAS / 2 + radius * math.sin(angle)))
        pygame.draw.lines(layer, (*LINE, 190), False, points, 4)
    surface.blit(layer, (0, 0))


def stamp(size: tuple[int, int], frame: int, letters: int, double: bool) -> pygame.Surface:
    """Return the stamp, upright: a frame, on the large icon a double one, around NON."""
    surface = pygame.Surface(size, pygame.SRCALPHA)
    box = surface.get_rect()
    pygame.draw.rect(surface, GROUND, box, border_radius=70)
    pygame.draw.rect(surface, STAMP, box, width=frame, border_radius=70)
    if double:
        pygame.draw.rect(surface, STAMP, box.inflate(-4 * frame + 8, -4 * frame + 8), width=frame // 3, border_radius=44)
    text = pygame.font.Font(ASSETS / "fonts" / "IBMPlexSans-Bold.ttf", letters).render("NON", True, STAMP)
    text = text.subsurface(text.get_bounding_rect())
    surface.blit(text, text.get_rect(center=box.center))
    return surface


def worn(surface: pygame.Surface, spots: int) -> None:
    """Wear the ink with small spots of the ground, but only where there is ink."""
    rng = random.Random(SEED)
    for _ in range(spots):
        x, y = rng.randrange(surface.get_width()), rng.randrange(surface.get_height())
        if surface.get_at((x, y))[:3] == STAMP:
            pygame.draw.circle(surface, GROUND, (x, y), rng.choice((3, 4, 6, 9)))


def draw(small: bool) -> pygame.Surface:
    """Return the icon at full size; `small` means the plainer drawing."""
    surface = tile()
    if small:
        mark = stamp((960, 520), 58, 350, double=False)
    else:
        guilloche(surface)
        mark = stamp((800, 430), 34, 300, double=True)
        worn(mark, 1400)
    turned = pygame.transform.rotozoom(mark, ANGLE, 0.93 if small else 1.0)
    surface.blit(turned, turned.get_rect(center=(CANVAS // 2, CANVAS // 2)))
    return surface


def main() -> None:
    """Write both sizes."""
    pygame.font.init()
    folder = ASSETS / "app"
    folder.mkdir(parents=True, exist_ok=True)
    for size in (256, 64):
        pygame.image.save(pygame.transform.smoothscale(draw(small=size < 100), (size, size)), folder / f"icon-{size}.png")
    report("app")


if __name__ == "__main__":
    main()
