"""Rubber stamps."""

from __future__ import annotations

import pygame

from game.window.kit.widget import Ui

_STAMPS: dict[tuple[object, ...], pygame.Surface] = {}


def stamp(ui: Ui, text: str, angle: float, style: str = "stamp", scale: int = 1, ink: str = "stamp") -> pygame.Surface:
    """Return a rubber stamp: letters in a double frame, worn, turned by some degrees."""
    colour = ui.colour(ink)
    key = (text, angle, style, colour, ui.theme, scale)
    if key not in _STAMPS:
        letters = ui.type.drawn(text, style, colour)
        pad = ui.px(14 * scale)
        picture = pygame.Surface((letters.get_width() + 2 * pad, letters.get_height() + pad), pygame.SRCALPHA)
        box = picture.get_rect()
        pygame.draw.rect(picture, colour, box, max(2, ui.px(2 * scale)), ui.px(5 * scale))
        pygame.draw.rect(picture, colour, box.inflate(-ui.px(7 * scale), -ui.px(7 * scale)), max(1, ui.px(scale)), ui.px(3 * scale))
        picture.blit(letters, letters.get_rect(center=box.center))
        _wear(picture)
        _STAMPS[key] = pygame.transform.rotozoom(picture, angle, 1.0)
    return _STAMPS[key]


def _wear(picture: pygame.Surface) -> None:
    """Take specks of ink away, always the same ones."""
    wide, tall = picture.get_size()
    state = 12345
    for _speck in range(wide * tall // 14):
        state = (state * 1103515245 + 12345) % 2**31
        x, y = state % wide, state // 7919 % tall
        red, green, blue, alpha = picture.get_at((x, y))
        picture.set_at((x, y), (red, green, blue, alpha // 4))
