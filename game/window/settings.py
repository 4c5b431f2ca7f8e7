"""What a player sets once: text, scale, colours, motion, sound; kept as JSON beside the saved games."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields

from game import paths
from game.window.kit.theme import Theme, automatic_scale


@dataclass(slots=True)
class Settings:
    """The settings, with what each is before anybody sets it; a scale of 0 follows the window."""

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

    def theme(self, size: tuple[int, int]) -> Theme:
        """Return the theme for a window of a size."""
        scale = self.scale or automatic_scale(*size)
        return Theme(self.colour_blind, self.dark_paper, scale, self.text)

    def save(self) -> None:
        """Write the settings; a folder that cannot be written costs nothing but their memory."""
        path = paths.settings_file()
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
            fresh.replace(path)


LIMITS = {"text": (1.0, 2.0), "scale": (0.0, 3.0), "volume": (0.0, 1.0)}


def load() -> Settings:
    """Return the settings as last saved; whatever cannot be read is as it was before."""
    settings = Settings()
    try:
        read = json.loads(paths.settings_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return settings
    for item in fields(Settings):
        value = read.get(item.name) if isinstance(read, dict) else None
        usual = getattr(settings, item.name)
        if isinstance(usual, float) and isinstance(value, int | float) and not isinstance(value, bool):
            low, high = LIMITS[item.name]
            setattr(settings, item.name, min(high, max(low, float(value))))
        elif type(value) is type(usual):
            setattr(settings, item.name, value)
    return settings
