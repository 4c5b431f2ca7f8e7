"""Pictures and sounds: icons tinted once, flags, noises that a machine without a loudspeaker does without."""

from __future__ import annotations

from pathlib import Path

import pygame

from game import paths
from game.errors import GameError
from game.window.kit.theme import Colour
from game.window.quiet import quiet

FLAGS = {"us": "us", "russia": "ru", "china": "cn"}
SILENCE = 0.01
HUM = 0.5
"""The share of the volume the drone has: it lies under everything else."""


def assets() -> Path:
    """Return the folder of assets; a folder that is not there, where the installation has none."""
    try:
        return paths.assets_dir()
    except GameError:
        return Path("assets")


class Art:
    """Pictures by name, scaled and tinted once per size."""

    def __init__(self) -> None:
        self.folder = assets()
        self._icons: dict[tuple[str, int, Colour], pygame.Surface | None] = {}
        self._flags: dict[tuple[str, int, int], pygame.Surface | None] = {}

    def icon(self, surface: pygame.Surface, name: str, rect: pygame.Rect, colour: Colour) -> None:
        """Draw a white glyph in a colour; a small ring where there is no such picture."""
        side = min(rect.size)
        key = (name, side, colour)
        if key not in self._icons:
            self._icons[key] = self._tinted(name, side, colour)
        picture = self._icons[key]
        if picture is None:
            pygame.draw.aacircle(surface, colour, rect.center, max(3, side // 3), 2)
        else:
            surface.blit(picture, picture.get_rect(center=rect.center))

    def _tinted(self, name: str, side: int, colour: Colour) -> pygame.Surface | None:
        path = self.folder / "icons" / f"{name}.png"
        if not path.is_file() or side < 2:
            return None
        picture = pygame.transform.smoothscale(pygame.image.load(path).convert_alpha(), (side, side))
        picture.fill((*colour, 255), special_flags=pygame.BLEND_RGBA_MULT)
        return picture

    def flag(self, surface: pygame.Surface, name: str, rect: pygame.Rect) -> None:
        """Draw a flag; three plain stripes where there is no such picture."""
        key = (name, *rect.size)
        if key not in self._flags:
            self._flags[key] = self._scaled(name, rect)
        picture = self._flags[key]
        if picture is None:
            pygame.draw.rect(surface, (150, 160, 180), rect, 1)
        else:
            surface.blit(picture, rect)

    def _scaled(self, name: str, rect: pygame.Rect) -> pygame.Surface | None:
        path = self.folder / "flags" / f"{FLAGS.get(name, name)}.png"
        if not path.is_file() or min(rect.size) < 2:
            return None
        picture = pygame.transform.smoothscale(pygame.image.load(path).convert_alpha(), rect.size)
        mask = pygame.Surface(rect.size, pygame.SRCALPHA)
        pygame.draw.rect(mask, (255, 255, 255, 255), mask.get_rect(), border_radius=max(2, rect.height // 9))
        picture.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MIN)
        return picture


class Noise:
    """Short sounds; every one of them has a visible twin, so that silence loses nothing."""

    def __init__(self) -> None:
        self._sounds: dict[str, pygame.mixer.Sound | None] = {}
        self._ready: bool | None = None
        self._drone: pygame.mixer.Sound | None = None
        self.volume = 0.6

    def play(self, name: str) -> None:
        """Play a sound, if there is a device and the player wants to hear it."""
        if self.volume < SILENCE or not self._open():
            return
        if name not in self._sounds:
            self._sounds[name] = self._load(name)
        sound = self._sounds[name]
        if sound is not None:
            sound.set_volume(self.volume)
            sound.play()

    def hum(self, wanted: bool) -> None:
        """Let the drone sound in the background, or end it; where there is no device, nothing happens."""
        if not wanted or self.volume < SILENCE:
            if self._drone is not None:
                self._drone.stop()
                self._drone = None
            return
        if self._drone is None and self._open():
            self._drone = self._load("drone")
            if self._drone is not None:
                self._drone.play(loops=-1)
        if self._drone is not None:
            self._drone.set_volume(self.volume * HUM)

    def _open(self) -> bool:
        if self._ready is None:
            try:
                with quiet():
                    pygame.mixer.init()
                self._ready = True
            except pygame.error:
                self._ready = False
        return self._ready

    def _load(self, name: str) -> pygame.mixer.Sound | None:
        path = assets() / "sounds" / f"{name}.ogg"
        try:
            return pygame.mixer.Sound(path) if path.is_file() else None
        except pygame.error:
            return None
