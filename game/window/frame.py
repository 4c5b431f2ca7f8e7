"""The window as the desktop sees it: where it lies, how large it is, whether it fills the screen."""

from __future__ import annotations

import os
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pygame

from game.errors import GameError
from game.view.text import _
from game.window.art import assets
from game.window.quiet import quiet

if TYPE_CHECKING:
    from game.window.settings import Settings

TITLE = "Persona Non Grata"
SIZE = (1280, 720)
"""The size of the drawing: a window is this large where the desktop holds it."""
LEAST = (640, 480)
"""The size below which a window does not shrink, unless the desktop itself is smaller."""
SHARE = 2 / 3
"""The share of a large desktop that a window takes."""
BORDERS_MS = 200
"""How long a window manager may take to put borders around a window."""
SEEN = 80
"""Pixels of a window that lie on the desktop, so that it can be found and moved."""

FEW_BITS = 16
"""Bits of colour up to which a display is not drawn on directly."""

Size = tuple[int, int]


def usual_size(desktop: Size) -> Size:
    """Return how large a window opens on a desktop nobody has chosen a size for: a share of it in the drawing's shape."""
    unit = SHARE * min(desktop[0] / SIZE[0], desktop[1] / SIZE[1])
    return _within((max(SIZE[0], round(SIZE[0] * unit)), max(SIZE[1], round(SIZE[1] * unit))), desktop)


def kept_size(size: Size | None, desktop: Size) -> Size:
    """Return the size a window had, as far as the desktop, which may have shrunk since, still holds it; else the usual one."""
    return usual_size(desktop) if size is None else _within((max(LEAST[0], size[0]), max(LEAST[1], size[1])), desktop)


def kept_place(place: Size | None, size: Size, desktops: list[Size]) -> Size | None:
    """Return where a window lay, moved onto the desktop where it would hang out of it; None leaves it to the system."""
    if place is None:
        return None
    if len(desktops) == 1:
        wide, tall = desktops[0]
        return max(0, min(place[0], wide - size[0])), max(0, min(place[1], tall - size[1]))
    # Where the screens lie to one another the system does not tell; a place that may be on none of them is not taken.
    wide, tall = sum(width for width, _height in desktops), max(height for _width, height in desktops)
    return place if 0 <= place[0] <= wide - SEEN and 0 <= place[1] <= tall - SEEN else None


def _within(size: Size, room: Size) -> Size:
    return min(size[0], room[0]), min(size[1], room[1])


class Frame:
    """The one window of the process."""

    def __init__(self, settings: Settings, hidden_first: bool = False) -> None:
        """Open it where it was left. Raises GameError when the system refuses."""
        icon = assets() / "app" / "icon-64.png"
        if icon.is_file():
            pygame.display.set_icon(pygame.image.load(icon))
        pygame.display.set_caption(TITLE)
        if pygame.display.get_driver() == "x11" and pygame.display.Info().bitsize > FEW_BITS:
            # SDL would send every frame through OpenGL, which without a graphics card takes twenty times as long; only for a display of
            # few colours that is the way to a surface of many.
            os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
        desktops = pygame.display.get_desktop_sizes()
        self._size = kept_size(settings.size, desktops[0])
        try:
            with quiet(), warnings.catch_warnings():
                # A window manager may give another size than was asked for; the window is drawn in whatever it gets.
                warnings.simplefilter("ignore", RuntimeWarning)
                pygame.display.set_mode(self._size, pygame.RESIZABLE | (pygame.HIDDEN if hidden_first else 0))
        except pygame.error as error:
            told = _("The window cannot be opened: {reason}. `persona --text` plays in the terminal.")
            raise GameError(told.format(reason=error)) from error
        self._wanted: Size | None = None
        self._asked = 0
        self._before: tuple[Size, Size] = (self._size, (0, 0))
        self._window = self._handle(desktops, settings.place)
        self.is_full = False
        if settings.full_screen:
            self.fill(True)

    def _handle(self, desktops: list[Size], place: Size | None) -> Any:
        """Take hold of the window to give it its least size and its place; None where this pygame has no such thing."""
        with suppress(AttributeError, pygame.error), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            window = pygame.Window.from_display_module()
            window.minimum_size = _within(LEAST, desktops[0])
            at = kept_place(place, self._size, desktops)
            if at is not None and pygame.display.get_driver() != "wayland":
                self._window = window
                self._put(at)
            return window
        return None

    def show(self) -> None:
        """Show a window that was opened hidden."""
        if self._window is not None:
            self._window.show()
        else:
            pygame.display.set_mode(self._size, pygame.RESIZABLE)

    def fill(self, full: bool) -> None:
        """Fill the screen, or go back to the size and place from before."""
        self.is_full = full
        if self._window is not None:
            # Without a window manager nobody resizes the window when it is to fill the screen; so its size is set beside.
            if full:
                self._before = tuple(self._window.size), tuple(self._window.position)
                self._lie(pygame.display.get_desktop_sizes()[0], (0, 0))
                self._wanted = None
                self._window.set_fullscreen(True)
            else:
                self._window.set_windowed()
                self._lie(*self._before)
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            if full:
                pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
            else:
                pygame.display.set_mode(self._size, pygame.RESIZABLE)

    def _lie(self, size: Size, place: Size) -> None:
        if pygame.display.get_driver() != "wayland":
            self._window.size = size
            self._put(place)

    def _put(self, place: Size) -> None:
        self._window.position = place
        self._wanted, self._asked = place, pygame.time.get_ticks()

    def tend(self) -> None:
        """Put the window where it is wanted once its borders are known, which until then were taken for nothing."""
        if self._wanted is not None and pygame.time.get_ticks() - self._asked > BORDERS_MS:
            if tuple(self._window.position) != self._wanted:
                self._window.position = self._wanted
            self._wanted = None

    def remember(self, settings: Settings) -> bool:
        """Write down where the window lies and how large it is; return whether that is new."""
        surface = pygame.display.get_surface()
        if self.is_full or surface is None or surface.get_width() < SEEN:
            return False
        before = settings.size, settings.place
        self._size = settings.size = surface.get_size()
        if self._window is not None:
            settings.place = tuple(self._window.position)
        return (settings.size, settings.place) != before
