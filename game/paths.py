"""Where the game keeps what it ships and what a user saves."""

from __future__ import annotations

import os
import sys
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
    """Return the folder for saved games; whoever writes there first creates it. Raises GameError when there is no home to have it."""
    return _home("data") / "saves"


def settings_file() -> Path:
    """Return the path of the settings file, which may not exist yet. Raises GameError when there is no home to have it."""
    return _home("config") / "settings.json"


def own_process(*words: str) -> tuple[list[str], dict[str, str]]:
    """Return the words that start this very game in a process of its own, and its environment.

    Neither the current folder nor anything in it is looked at for code, whatever lies there.
    """
    places = [str(_PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    return [sys.executable, "-P", *words], {**os.environ, "PYTHONPATH": os.pathsep.join(places)}


def _shipped(name: str) -> Path:
    # The wheel's copy goes first: beside an installed package, a folder of this name would be a stranger's.
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise GameError(f"The folder `{name}` is missing from this installation; install the game again.")


def _home(kind: str) -> Path:
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        folder = Path(os.path.expanduser(chosen))
    else:
        import platformdirs

        folder = (platformdirs.user_config_path if kind == "config" else platformdirs.user_data_path)(_APP, appauthor=False)
    # Where the system knows no home of that name the sign for it stays, and would become a folder in the current one.
    if str(folder).startswith("~"):
        told = f"{HOME_VARIABLE}={chosen} names a user without a home folder" if chosen else "This user has no home folder"
        raise GameError(f"{told}; set {HOME_VARIABLE} to a folder you can write.")
    return folder
