"""Rasterise Lucide icons into `assets/icons`: white on transparent, 48 x 48 pixels.

Source: npm package `lucide-static` 1.62.0 (folder `icons`). Licence: ISC, in part MIT (Feather); the text is copied as `LICENSE.txt`.
Needs PyPI `resvg-py` 0.5.0 and `pygame-ce`. Every pixel is pure white and only the opacity differs, so that an icon can be scaled with
`smoothscale` without a dark rim and coloured with `fill(colour, special_flags=BLEND_RGB_MULT)`.

    python assets/scripts/icons.py SOURCE_DIR
"""

from __future__ import annotations

import io
import shutil
import sys
from itertools import chain

import pygame
import resvg_py
from common import ASSETS, find_one, report, source_dir

SIZE = 48
ICONS = (
    ("lock", "lock-open", "check", "star", "x", "minus", "circle", "square", "diamond"),
    ("book-open", "settings", "search", "circle-help", "history", "info", "triangle-alert", "monitor", "maximize", "log-out"),
    ("chevron-left", "chevron-right", "chevron-down", "chevron-up", "arrow-up", "arrow-down"),
    ("undo-2", "save", "trash-2", "download", "git-branch"),
    ("play", "pause", "volume-2", "volume-x", "eye", "eye-off", "clock"),
    ("map", "flag", "landmark", "house", "users", "banknote", "shield", "scale", "handshake", "door-open", "door-closed"),
    ("mail", "newspaper", "message-square", "message-square-quote", "megaphone", "scroll-text", "stamp"),
)


def white(png: bytes) -> pygame.Surface:
    """Return the picture with every pixel white and its opacity kept."""
    picture = pygame.image.load(io.BytesIO(png), "icon.png")
    result = pygame.Surface(picture.get_size(), pygame.SRCALPHA, 32)
    for x in range(picture.get_width()):
        for y in range(picture.get_height()):
            result.set_at((x, y), (255, 255, 255, picture.get_at((x, y)).a))
    return result


def main() -> None:
    """Rasterise every icon of the list and copy the licence."""
    source = source_dir()
    folder = ASSETS / "icons"
    folder.mkdir(parents=True, exist_ok=True)
    for name in chain.from_iterable(ICONS):
        svg = find_one(source, "lucide-static", f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", "#ffffff")
        icon = white(resvg_py.svg_to_bytes(svg_string=svg, width=SIZE, height=SIZE, skip_system_fonts=True))
        if icon.get_size() != (SIZE, SIZE) or pygame.mask.from_surface(icon).count() == 0:
            sys.exit(f"{name}: wrong size or empty")
        pygame.image.save(icon, folder / f"{name}.png")
    shutil.copyfile(find_one(source, "lucide-static", "LICENSE"), folder / "LICENSE.txt")
    report("icons")


if __name__ == "__main__":
    main()
