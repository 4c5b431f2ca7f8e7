"""Rasterise the flags the game shows into `assets/flags`: 96 x 72 pixels, opaque.

Source: npm package `flag-icons` 7.2.3 (folder `flags/4x3`). Licence: MIT; the text is copied as `LICENSE.txt`.
Later versions show Syria's flag of 2025; the game plays from 2016 to 2018, so this version, which has the flag of then, is meant.
Needs PyPI `resvg-py` 0.5.0 and `pygame-ce`: SDL's own SVG loader ignores `<use>` and would draw the United States with one star.

    python assets/scripts/flags.py SOURCE_DIR
"""

from __future__ import annotations

import io
import shutil
import sys

import pygame
import resvg_py
from common import ASSETS, find_one, report, source_dir

SIZE = (96, 72)
FLAGS = ("us", "ru", "eu", "cn", "ua", "de", "fr", "gb", "cu", "sy", "tr")


def main() -> None:
    """Rasterise every flag of the list, at four times the size first, and copy the licence."""
    source = source_dir()
    folder = ASSETS / "flags"
    folder.mkdir(parents=True, exist_ok=True)
    for name in FLAGS:
        svg = find_one(source, "flag-icons", f"flags/4x3/{name}.svg").read_text(encoding="utf-8")
        png = resvg_py.svg_to_bytes(svg_string=svg, width=4 * SIZE[0], height=4 * SIZE[1], skip_system_fonts=True)
        large = pygame.image.load(io.BytesIO(png), f"{name}.png")
        flag = pygame.transform.smoothscale(large, SIZE)
        if pygame.mask.from_surface(flag, 254).count() != SIZE[0] * SIZE[1]:
            sys.exit(f"{name}: the flag has see-through pixels")
        opaque = pygame.Surface(SIZE, 0, 24)
        opaque.blit(flag, (0, 0))
        pygame.image.save(opaque, folder / f"{name}.png")
    shutil.copyfile(find_one(source, "flag-icons", "LICENSE"), folder / "LICENSE.txt")
    report("flags")


if __name__ == "__main__":
    main()
