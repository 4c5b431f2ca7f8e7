"""Which letters a font has, and which font of the system has those that the game's own lack."""

from __future__ import annotations

import unicodedata
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import pygame

SIZE = 12
PATIENCE = 300
"""Fonts of the system that are opened for one search; a machine may have thousands."""
ALL_PATIENCE = 1500
"""Fonts that are opened for all searches together: a text of nothing but unknown letters must not stop the game."""
PREFERRED = ("dejavusans", "notosans", "segoeui", "arialunicode", "arial", "droidsansfallback", "notosanscjk", "unifont")
"""Beginnings of the names of fonts that have many letters and look plain; they are looked into first."""
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""What stands for a letter that no font has."""
_CLINGING = ("Mn", "Me", "Cf")
"""Kinds of characters that belong to the letter before them."""


def clings(letter: str) -> bool:
    """Tell whether a character is drawn into the letter before it, or not at all."""
    return unicodedata.category(letter) in _CLINGING


def runs_left(letter: str) -> bool:
    """Tell whether a letter is written from right to left."""
    return unicodedata.bidirectional(letter) in ("R", "AL")


class Letters:
    """What is known of fonts and letters so far."""

    def __init__(self) -> None:
        self._faces: dict[Path, Any] = {}
        self._known: dict[tuple[Path, str], bool] = {}
        self._elsewhere: dict[str, Path | None] = {}
        self._useful: list[Path] = []
        self._left = ALL_PATIENCE

    def has(self, path: Path, letter: str) -> bool:
        """Tell whether a font has a letter; a font that cannot be looked into is taken to have it."""
        if letter.isascii():
            return True
        key = (path, letter)
        if key not in self._known:
            self._known[key] = self._looked(path, letter)
        return self._known[key]

    def _looked(self, path: Path, letter: str) -> bool:
        if path not in self._faces:
            self._faces[path] = _face(path)
        try:
            face = self._faces[path]
            return face is None or face.get_metrics(letter)[0] is not None
        except pygame.error:
            # Fonts do not outlive the window they were opened under.
            self._faces.clear()
            face = _face(path)
            return face is None or face.get_metrics(letter)[0] is not None

    def elsewhere(self, letter: str) -> Path | None:
        """Return a font of the system that has a letter, None where there is none."""
        if letter not in self._elsewhere:
            self._elsewhere[letter] = self._found(letter)
        return self._elsewhere[letter]

    def _found(self, letter: str) -> Path | None:
        for path in self._useful:
            if self.has(path, letter):
                return path
        for path in system_fonts()[: min(PATIENCE, self._left)]:
            self._left -= 1
            face = _face(path)
            if face is not None and face.get_metrics(letter)[0] is not None and _can_draw(path, letter):
                self._useful.append(path)
                return path
        return None


@cache
def letters() -> Letters:
    """Return what the process knows of fonts."""
    return Letters()


@cache
def system_fonts() -> tuple[Path, ...]:
    """Return the files of the system's upright fonts of usual weight, those with many letters first."""
    with warnings.catch_warnings():
        # A system that cannot list its fonts has none for us.
        warnings.simplefilter("ignore")
        found = {name: pygame.font.match_font(name) for name in pygame.font.get_fonts()}
    ranked = sorted((_rank(name), name, path) for name, path in found.items() if path)
    return tuple(dict.fromkeys(Path(path) for _place, _name, path in ranked))


def _rank(name: str) -> int:
    return next((place for place, beginning in enumerate(PREFERRED) if name.startswith(beginning)), len(PREFERRED))


def _face(path: Path) -> Any:
    """Return a font that can be asked what it has, None where it cannot be opened or nobody can ask."""
    try:
        import pygame.freetype

        if not pygame.freetype.get_init():
            pygame.freetype.init()
        return pygame.freetype.Font(path, SIZE)
    except (ImportError, OSError, pygame.error, RuntimeError):
        return None


def _can_draw(path: Path, letter: str) -> bool:
    """Tell whether a font draws a letter at our sizes; fonts of pictures come in sizes of their own."""
    try:
        font = pygame.font.Font(path, SIZE)
        return font.render(letter, True, (0, 0, 0)).get_height() <= 3 * SIZE
    except (OSError, pygame.error, ValueError):
        return False
