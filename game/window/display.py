"""The display a window opens on: which one it is, whether it answers, how large a window it holds."""

from __future__ import annotations

import os
import re
import socket
import sys

import pygame

from game.view.text import _
from game.window.quiet import quiet

DRIVER = "SDL_VIDEODRIVER"
"""Environment variable by which a user asks SDL for a driver; whatever was asked for is taken."""
PLACES = {"x11": "DISPLAY", "wayland": "WAYLAND_DISPLAY"}
"""SDL's drivers on a desktop of Unix, each with the variable that says where its display is."""
UNSEEN = ("dummy", "offscreen")
LEAST_BITS = 15
"""Bits of colour below which a display has a palette, on which nothing of the game can be drawn."""
PATIENCE = 5.0
"""Seconds after which a display that does not answer never will."""
_HELLO = b"l\0\x0b\0\0\0\0\0\0\0\0\0"
"""How a client greets an X server: little-endian, version 11, no authorisation; any answer will do."""


def obstacle() -> str:
    """Return why no window can be opened here, nothing if one can; the display is then open."""
    if os.environ.get(DRIVER) or sys.platform in ("win32", "darwin"):
        return _opened()
    there = {driver: os.environ[place] for driver, place in PLACES.items() if os.environ.get(place)}
    if not there:
        return _("there is no display (DISPLAY and WAYLAND_DISPLAY are not set)")
    told = _("the display {name} cannot be reached").format(name=_(" or ").join(there.values()))
    if _is_mute(there.get("x11", "")):
        del there["x11"]
    if not there:
        return told
    # Left to itself SDL goes on to drivers that show nothing, or that take the whole screen of the machine.
    os.environ[DRIVER] = ",".join(there)
    try:
        return _opened(told)
    finally:
        del os.environ[DRIVER]


def _opened(told: str = "") -> str:
    """Open the display and return what is wrong with it."""
    try:
        with quiet():
            pygame.display.init()
    except pygame.error as error:
        return told or str(error)
    if pygame.display.get_driver() in UNSEEN:
        return "" if os.environ.get(DRIVER) else _("there is no display")
    bits = pygame.display.Info().bitsize
    if pygame.display.get_driver() == "x11" and bits < LEAST_BITS:
        pygame.display.quit()
        return _("the display has too few colours (a window needs 16 bits of colour, better 24)")
    return ""


def _is_mute(display: str) -> bool:
    """Tell whether an X display takes a connection, or seems to, and then never answers: SDL would wait for it for ever."""
    found = re.fullmatch(r"(?P<host>[\w.-]*):(?P<number>[0-9]{1,5})(\.[0-9]+)?", display)
    if found is None:
        return False
    host, number = found["host"], int(found["number"])
    is_near = host in ("", "unix")
    try:
        with socket.socket(socket.AF_UNIX if is_near else socket.AF_INET) as line:
            line.settimeout(PATIENCE)
            line.connect(f"/tmp/.X11-unix/X{number}" if is_near else (host, 6000 + number))
            line.sendall(_HELLO)
            line.recv(1)
    except TimeoutError:
        return True
    except (OSError, OverflowError, UnicodeError):
        # Refused or unknown: SDL finds that out as fast, and knows other ways to a display.
        return False
    return False
