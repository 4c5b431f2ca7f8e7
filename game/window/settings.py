"""What a player sets once: text, scale, colours, motion, sound, the window; kept as JSON beside the saved games."""

from __future__ import annotations

import json
import math
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from game import disk, paths
from game.view.text import _
from game.window.kit.theme import Theme, automatic_scale, largest_scale

LONGEST = 65536
"""Bytes above which a file is no settings file."""
FARTHEST = 32767
"""The largest coordinate a window system knows."""


@dataclass(slots=True)
class Settings:
    """The settings, with what each is before anybody sets it; a scale of 0 follows the window, a size of None the desktop."""

    text: float = 1.0
    scale: float = 0.0
    colour_blind: bool = False
    reduced_motion: bool = False
    volume: float = 0.6
    ambient: bool = False
    full_screen: bool = False
    dark_paper: bool = False
    figures: bool = False
    language: str = ""
    size: tuple[int, int] | None = None
    place: tuple[int, int] | None = None
    problem: str = field(default="", compare=False)
    """What was wrong with the file, as a sentence; it is not saved."""

    def theme(self, size: tuple[int, int]) -> Theme:
        """Return the theme for a window of a size."""
        scale = min(self.scale or automatic_scale(*size), largest_scale(*size, self.text))
        return Theme(self.colour_blind, self.dark_paper, scale, self.text)

    def save(self) -> None:
        """Write the settings; a folder that cannot be written costs nothing but their memory.

        A file that could not be read is kept beside the new one.
        """
        kept = {name: value for name, value in asdict(self).items() if name != "problem"}
        with suppress(OSError):
            path = Path(os.path.realpath(paths.settings_file()))
            path.parent.mkdir(parents=True, exist_ok=True)
            if self.problem and path.is_file():
                path.replace(path.with_name(f"{path.name}.unread"))
            disk.write_file(path, (json.dumps(kept, indent=2) + "\n").encode())
            self.problem = ""


LIMITS = {"text": (1.0, 2.0), "scale": (0.0, 3.0), "volume": (0.0, 1.0)}


def load() -> Settings:
    """Return the settings as last saved; what cannot be read is as if nobody had set it, and `problem` says so."""
    settings = Settings()
    try:
        path = paths.settings_file()
        # A byte order mark is what an editor leaves; a file without a word is one that nobody has written yet.
        text = disk.read_file(path, LONGEST).decode("utf-8-sig").strip()
        if not text:
            return settings
        read = json.loads(text)
        if not isinstance(read, dict):
            raise ValueError(_("it is no list of settings"))
    except FileNotFoundError:
        return settings
    except (OSError, ValueError, RecursionError) as error:
        reason = disk.reason(error) if isinstance(error, OSError) else str(error) or type(error).__name__
        told = _("The settings file {path} cannot be read ({reason}); everything is as if it had never been set.")
        settings.problem = told.format(path=path, reason=reason[:200])
        return settings
    for item in fields(Settings):
        if item.name in read and item.name != "problem":
            _take(settings, item.name, read[item.name])
    return settings


def _take(settings: Settings, name: str, value: Any) -> None:
    """Take over one value where it is one that this setting can have."""
    usual = getattr(settings, name)
    if name in ("size", "place"):
        if isinstance(value, list) and len(value) == 2 and all(type(part) is int and abs(part) <= FARTHEST for part in value):
            setattr(settings, name, (value[0], value[1]))
    elif name == "language":
        if isinstance(value, str) and (value == "" or (value.isascii() and value.replace("_", "").isalpha() and len(value) <= 20)):
            settings.language = value
    elif isinstance(usual, bool):
        if isinstance(value, bool):
            setattr(settings, name, value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        low, high = LIMITS[name]
        # Compared as they are: a whole number can be larger than any float.
        if not (isinstance(value, float) and math.isnan(value)):
            setattr(settings, name, float(min(high, max(low, value))))
