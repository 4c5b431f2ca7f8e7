"""An error of the game itself: its details go to a file, for whoever mends it, and a page says so."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from pathlib import Path

from game import __version__, paths
from game.errors import GameError

MOST = 20
"""Files of details that are kept; older ones are taken away."""


def keep(error: BaseException, where: str) -> Path | None:
    """Write the details of an error to a new file and return its path, None where nothing can be written.

    `where` says what the game was about when it happened.
    """
    head = f"{time.strftime('%Y-%m-%d %H:%M:%S')}, version {__version__}, Python {platform.python_version()} on {sys.platform}: {where}\n\n"
    try:
        told = head + "".join(traceback.format_exception(error))
    except Exception:  # an error may fail even at telling what it is
        told = head + type(error).__name__ + "\n"
    for folder in _folders():
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(".txt", time.strftime("fault-%Y%m%d-%H%M%S-"), folder)
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(told)
            _prune(folder)
            return Path(name)
    return None


def name_of(error: BaseException) -> str:
    """Return an error as a few words for a sentence."""
    try:
        words = " ".join(str(error).split())
    except Exception:  # see above
        words = ""
    if isinstance(error, GameError) and words:
        return words.rstrip(".")
    return f"{type(error).__name__}: {words[:160]}" if words else type(error).__name__


def _folders() -> list[Path]:
    folders = []
    with suppress(GameError, RuntimeError, OSError):
        folders.append(paths.saves_dir().parent / "faults")
    with suppress(OSError):
        folders.append(Path(tempfile.gettempdir()))
    return folders


def _prune(folder: Path) -> None:
    for old in sorted(folder.glob("fault-*.txt"), key=lambda path: path.name)[:-MOST]:
        with suppress(OSError):
            old.unlink()
