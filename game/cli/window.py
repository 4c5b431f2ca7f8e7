"""Whether the game opens a window here, and what happens around it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.streams import say
from game.view.text import _

if TYPE_CHECKING:
    from game.engine.terms import Power

TEXT_VARIABLE = "PERSONA_TEXT"
"""Environment variable that keeps the game in the terminal."""


def is_wanted(text: bool) -> bool:
    """Tell whether a window is to be opened: a person sits here, did not ask for text, and there is a display.

    Where only the display is missing, one sentence on stderr says so.
    """
    if text or os.environ.get(TEXT_VARIABLE) or not sys.stdin.isatty():
        return False
    reason = _obstacle()
    if reason:
        say(f"persona: no window can be opened: {reason}. The game goes on in the terminal.", err=True)
    return not reason


def _obstacle() -> str:
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    try:
        from game.window.app import can_open
    except ImportError as error:
        return str(error)
    return can_open()


def title() -> Path | None:
    """Open the window on the title page; return the saved game a player wants to go on with in the terminal."""
    from game.window.app import run

    path = run()
    _say(path)
    return path


def saved(path: Path) -> Path | None:
    """Open the window in a saved game; return the one a player wants to go on with in the terminal."""
    from game.window.app import run

    path_after = run(saved=path)
    _say(path_after)
    return path_after


def crisis(
    scenario: str, seats: tuple[Power, ...], seed: int | None, mandate: str | None, rival: str, log: Path | None, numbers: bool
) -> Path | None:
    """Open the window in a crisis; return the saved game a player wants to go on with in the terminal."""
    from game.window.app import run

    mandates = {seats[0]: mandate} if mandate is not None else None
    path = run(None, scenario, seats, seed, mandates, rival, log, numbers)
    _say(path)
    return path


def _say(path: Path | None) -> None:
    if path is not None:
        say(_("The game goes on here: {name}.").format(name=path.name))
