"""A real X server without a screen, and the real program on it: what a person's hands and eyes would do."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import pty
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
import pygame

ROOT = Path(__file__).parents[2]
TITLE = "Persona Non Grata"
SCREEN = (1920, 1080)
POLL = 0.01
COLOURS = 0x00FFFFFF
KEYSYMS = {"return": "Return", "tab": "Tab", "escape": "Escape", "space": "space", ",": "comma", "delete": "Delete"}
KEYSYMS |= {"up": "Up", "down": "Down", "left": "Left", "right": "Right", "pagedown": "Next", "backspace": "BackSpace"}

Found = TypeVar("Found")


def missing() -> str:
    """Return which of the programs these tests need is not installed."""
    return ", ".join(name for name in ("Xvfb", "xdotool") if shutil.which(name) is None)


def until(look: Callable[[], Found], what: str, seconds: float = 20.0) -> Found:
    """Ask again and again until the answer is true, and return it."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"after {seconds:g} s: {what}")
        time.sleep(POLL)


class Server:
    """Xvfb on a free display; its picture lies in a file that is mapped into memory."""

    def __init__(self, folder: Path, screen: tuple[int, int] = SCREEN, depth: int = 24) -> None:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{screen[0]}x{screen[1]}x{depth}", "-fbdir", str(folder)]
        self._process = subprocess.Popen([*command, "-nolisten", "tcp", "-noreset"], pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as answer:
            self.display = f":{answer.readline().strip()}"
        self._memory = np.memmap(folder / "Xvfb_screen0", np.uint8, "r")
        head = self._memory[:100].view(">u4")
        self._start, self._long = int(head[0] + 12 * head[19]), int(head[12])

    def do(self, *words: str) -> str:
        """Run xdotool and return what it prints."""
        done = subprocess.run(["xdotool", *words], env=self.environment(), capture_output=True, text=True, check=False)
        return done.stdout

    def environment(self) -> dict[str, str]:
        """Return the environment of a person who sits at this display."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SDL_", "PERSONA_", "WAYLAND"))}
        return kept | {"DISPLAY": self.display}

    def picture(self, area: pygame.Rect) -> np.ndarray:
        """Return what is to be seen in an area, u32[height, width] as 0x00RRGGBB."""
        whole = self._memory[self._start : self._start + SCREEN[1] * self._long].view("<u4").reshape(SCREEN[1], self._long // 4)
        return whole[area.top : area.bottom, area.left : area.right] & COLOURS

    def close(self) -> None:
        """End the server."""
        self._process.terminate()
        self._process.wait()

    def ask_to_close(self, window: str) -> None:
        """Send a window what a window manager sends when its cross is clicked."""
        x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XInternAtom.restype = ctypes.c_ulong
        display = ctypes.c_void_p(x11.XOpenDisplay(self.display.encode()))
        protocols, closing = (x11.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
        event = Message(type=33, send_event=1, window=int(window), message_type=protocols, format=32)
        event.data[0] = closing
        x11.XSendEvent(display, ctypes.c_ulong(int(window)), 0, ctypes.c_long(0), ctypes.byref(event))
        x11.XCloseDisplay(display)


class Message(ctypes.Structure):
    """A ClientMessage of Xlib, padded to the size of an event."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("pad", ctypes.c_long * 24),
    )


class Program:
    """The command a person types, with a terminal behind it and a window on a display."""

    def __init__(self, server: Server, home: Path, size: tuple[int, int] = (1280, 720), still: bool = True, **extra: str) -> None:
        self.server, self.home = server, home
        if still:
            home.mkdir(parents=True, exist_ok=True)
            (home / "settings.json").write_text('{"reduced_motion": true}\n', encoding="utf-8")
        self._person, behind = pty.openpty()
        environment = server.environment() | {"PERSONA_HOME": str(home), "SDL_AUDIODRIVER": "dummy", **extra}
        environment = {name: value for name, value in environment.items() if value}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "game"], cwd=ROOT, env=environment, stdin=behind, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        os.close(behind)
        self.area = pygame.Rect(0, 0, *size)
        try:
            self.window = until(self._window, "no window came")
            assert server.do("getwindowname", self.window).strip() == TITLE
            until(self._is_in_place, "the window keeps its size")
            server.do("windowfocus", self.window)
        except BaseException:
            self.process.kill()
            self.process.communicate()
            raise
        self.look_away()

    def _is_in_place(self) -> bool:
        """Tell whether the window has its size in the corner; asked again, as the toolkit centres a window a moment after it shows it."""
        size = (self.area.width, self.area.height)
        if "X=0\nY=0\nWIDTH={}\nHEIGHT={}\n".format(*size) in self.server.do("getwindowgeometry", "--shell", self.window):
            return True
        self.server.do("windowsize", self.window, *map(str, size), "windowmove", self.window, "0", "0")
        return False

    def _window(self) -> str:
        if self.process.poll() is not None:
            raise AssertionError(f"the program has ended: {self.process.communicate()[1].decode()}")
        found = self.server.do("search", "--onlyvisible", "--pid", str(self.process.pid)).split()
        return found[0] if found and self.server.do("getwindowname", found[0]).strip() == TITLE else ""

    # --- hands and eyes ------------------------------------------------------------------------

    def look_away(self) -> tuple[int, int]:
        """Put the mouse where nothing lies, and return where."""
        at = (self.area.right - 1, self.area.bottom - 1)
        self.server.do("mousemove", *map(str, at))
        return at

    def press(self, name: str) -> None:
        """Press a key and let it go."""
        self.server.do("key", "--delay", "0", KEYSYMS.get(name, name))

    def click(self, at: tuple[int, int], button: int = 1) -> None:
        """Move the mouse somewhere and click; buttons 4 and 5 are the wheel."""
        self.server.do("mousemove", *map(str, at), "click", str(button))

    def shows(self, wanted: np.ndarray) -> bool:
        """Tell whether the window shows a picture, u32[height, width]; some lines of it are looked at first."""
        area = self.area
        some = pygame.Rect(area.x, area.centery, area.width, 8)
        if not np.array_equal(self.server.picture(some), wanted[area.centery : area.centery + 8]):
            return False
        return np.array_equal(self.server.picture(area), wanted)

    def picture(self) -> np.ndarray:
        """Return what the window shows, u32[height, width]."""
        return self.server.picture(self.area)

    def save(self, path: Path) -> None:
        """Write a picture of the window."""
        opaque = self.picture() | ~np.uint32(COLOURS)
        pygame.image.save(pygame.image.frombuffer(opaque.tobytes(), self.area.size, "BGRA"), path)

    # --- what it leaves behind -----------------------------------------------------------------

    def logs(self) -> list[Path]:
        """Return the saved games that have their first line already, the oldest first."""
        begun = [path for path in (self.home / "saves").glob("*.jsonl") if b"\n" in path.read_bytes()]
        return sorted(begun, key=lambda path: path.stat().st_mtime_ns)

    def wait(self, seconds: float = 10.0) -> int:
        """Wait until the program has ended by itself and return its exit code."""
        return self.process.wait(seconds)

    def end(self) -> str:
        """End the program as abruptly as can be, if it still runs, and return what it said on stderr."""
        if self.process.poll() is None:
            self.process.kill()
        said = self.process.communicate()[1].decode()
        if self._person >= 0:
            os.close(self._person)
            self._person = -1
        return said
