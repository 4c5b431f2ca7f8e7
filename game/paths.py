"""Where the game keeps what it ships and what a user saves."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from game.errors import GameError

HOME_VARIABLE: Final = "PERSONA_HOME"
"""Environment variable that moves saves and settings to another folder."""
_APP: Final = "persona-non-grata"
_PACKAGE: Final = Path(__file__).resolve().parent


def scenarios_dir() -> Path:
    """Return the folder with the scenario files, in a checkout or in an installed wheel."""
    return _shipped("scenarios")


def assets_dir() -> Path:
    """Return the folder with pictures, fonts and sounds, in a checkout or in an installed wheel."""
    return _shipped("assets")


def saves_dir() -> Path:
    """Return the folder for saved games; whoever writes there first creates it."""
    return _home("data") / "saves"


def settings_file() -> Path:
    """Return the path of the settings file, which may not exist yet."""
    return _home("config") / "settings.json"


def _shipped(name: str) -> Path:
    # The wheel's copy goes first: beside an installed package, a folder of this name would be a stranger's.
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise GameError(f"The folder `{name}` is missing from this installation; install the game again.")


def _home(kind: str) -> Path:
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    if kind == "config":
        return platformdirs.user_config_path(_APP, appauthor=False)
    return platformdirs.user_data_path(_APP, appauthor=False)
