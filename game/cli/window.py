"""Whether the game opens a window here, and what happens around it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli import streams
from game.cli.streams import say
from game.errors import GameError, UsageError
from game.view.text import _

if TYPE_CHECKING:
    from game.engine.terms import Power

SURROUNDINGS = {
    "PYGAME_HIDE_SUPPORT_PROMPT": "1",
    "SDL_VIDEO_X11_WMCLASS": "persona-non-grata",
    "SDL_VIDEO_WAYLAND_WMCLASS": "persona-non-grata",
}
"""What pygame is told before it starts: no greeting, and the name by which a desktop knows what the window belongs to."""
TEXT_VARIABLE = "PERSONA_TEXT"
"""Environment variable that keeps the game in the terminal."""


def is_wanted(text: bool, window: bool = False) -> bool:
    """Tell whether a window is to be opened: there is a display, and nobody asked for text or typed answers ahead.

    Where only the display is missing, one sentence on stderr says so.
    Raises UsageError when both are insisted on, GameError when a window is and none can be opened, or nobody could answer in text.
    """
    if text and window:
        raise UsageError(_("--text and --window contradict each other; leave one of them out."))
    answers = streams.answers(sys.stdin)
    if text or (not window and (os.environ.get(TEXT_VARIABLE) or answers == "typed")):
        return False
    reason = _obstacle()
    if reason and window:
        raise GameError(_("No window can be opened: {reason}. Without --window the game is played in the terminal.").format(reason=reason))
    if reason and answers == "none":
        told = _("No window can be opened: {reason}; and there is no terminal. Start it in a terminal, or where there is a display.")
        raise GameError(told.format(reason=reason))
    if reason:
        told = _("no window can be opened: {reason}. The game goes on in the terminal.").format(reason=reason)
        say(f"persona: {told}", err=True)
    return not reason


def _obstacle() -> str:
    for name, value in SURROUNDINGS.items():
        # Before pygame is imported, which sets some of them itself.
        os.environ.setdefault(name, value)
    try:
        from game.window.display import obstacle
    except ImportError as error:
        return str(error)
    return obstacle()


def title() -> Path | None:
    """Open the window on the title page; return the saved game a player wants to go on with in the terminal."""
    from game.window.app import run

    path = run(has_terminal=sys.stdin.isatty())
    _say(path)
    return path


def saved(path: Path) -> Path | None:
    """Open the window in a saved game; return the one a player wants to go on with in the terminal."""
    from game.window.app import run

    path_after = run(saved=path, has_terminal=sys.stdin.isatty())
    _say(path_after)
    return path_after


def crisis(
    scenario: str, seats: tuple[Power, ...], seed: int | None, mandates: Mapping[Power, str], rival: str, log: Path | None, numbers: bool
) -> Path | None:
    """Open the window in a crisis, with the mandates named; return the saved game a player wants to go on with in the terminal."""
    from game.window.app import run

    path = run(None, scenario, seats, seed, mandates, rival, log, numbers, has_terminal=sys.stdin.isatty())
    _say(path)
    return path


def _say(path: Path | None) -> None:
    if path is not None:
        say(_("The game goes on here: {name}.").format(name=path.name))
