"""Copy the IBM Plex fonts, unmodified, into `assets/fonts` and check that each can write English and Russian.

Source: npm packages `@expo-google-fonts/ibm-plex-sans`, `-serif` and `-mono`, all 0.4.1 (`npm pack NAME`, unpacked side by side).
They carry the static TTF files of Google Fonts under another file name (`IBMPlexSans_400Regular.ttf`); only the name is changed here,
not a byte of the content. Licence: SIL Open Font License 1.1 with the Reserved Font Name "Plex" (`OFL.txt`).
Needs fontTools (PyPI `fonttools` 4.68.0) for the check.

    python assets/scripts/fonts.py SOURCE_DIR
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

from common import ASSETS, find_one, report, source_dir
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

STYLES = {
    "Sans": ("400Regular", "500Medium", "600SemiBold", "700Bold", "400Regular_Italic"),
    "Serif": ("400Regular", "500Medium", "600SemiBold", "400Regular_Italic"),
    "Mono": ("400Regular", "500Medium"),
}
RUSSIAN = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя№₽«»"
ENGLISH = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,;:!?-–—−·…“”‘’$€%&@#()[]{}/+×"


def target_name(family: str, style: str) -> str:
    """Return the customary file name of a style: `400Regular_Italic` of Sans is `IBMPlexSans-Italic.ttf`."""
    return f"IBMPlex{family}-{'Italic' if style.endswith('_Italic') else style[3:]}.ttf"


def check(path: Path) -> str:
    """Return a line on a font; leave if a character the game writes is missing."""
    font = TTFont(path)
    cmap = font.getBestCmap()
    missing = [char for char in ENGLISH + RUSSIAN if ord(char) not in cmap]
    if missing:
        sys.exit(f"{path.name} lacks {''.join(missing)}")
    names = font["name"]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    return f"{path.name:30} {path.stat().st_size / 1024:6.1f} KiB  {len(cmap):5} characters  {names.getDebugName(5)}  sha256 {digest}"


def main() -> None:
    """Copy each style under its customary name, with the licence, and check it."""
    source = source_dir()
    folder = ASSETS / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for family, styles in STYLES.items():
        for style in styles:
            target = folder / target_name(family, style)
            shutil.copyfile(find_one(source, f"ibm-plex-{family.lower()}", f"IBMPlex{family}_{style}.ttf"), target)
            print(check(target))
    shutil.copyfile(find_one(source, "ibm-plex-sans", "LICENSE_FONT"), folder / "OFL.txt")
    report("fonts")


if __name__ == "__main__":
    main()
