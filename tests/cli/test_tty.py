"""The command at a terminal: a person types, the page keeps to its width, Ctrl-C and Ctrl-D leave with everything saved."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from game.record.log import read
from tests.cli.tools import environment, saved_games
from tests.terminal.talk import PROMPT

if sys.platform == "win32":
    pytest.skip("there is no pseudo-terminal", allow_module_level=True)

import fcntl
import pty
import struct
import termios

PATIENCE = 60
"""Seconds after which a page will not come any more."""


class Terminal:
    """A person at a terminal of some width."""

    def __init__(self, words: list[str], home: Path, columns: int = 80, **more: str) -> None:
        self._mine, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "game", *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment(home, **{"TERM": "xterm", **more}),
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
        )
        os.close(theirs)
        self.page = ""
        self._seen = 0

    def close(self) -> None:
        """End the process if it is still there."""
        self.process.kill()
        self.process.wait()
        os.close(self._mine)

    def read_to(self, words: str) -> str:
        """Return what is printed up to some words that were not printed before."""
        end = time.monotonic() + PATIENCE
        while (at := self.page.find(words, self._seen)) < 0:
            assert time.monotonic() < end, self.page[-2000:]
            if not self._more():
                raise AssertionError(f"{words!r} was never printed: {self.page[-2000:]}")
        part, self._seen = self.page[self._seen : at], at + len(words)
        return part

    def _more(self) -> bool:
        if not select.select([self._mine], [], [], 1)[0]:
            return True
        try:
            data = os.read(self._mine, 65_536)
        except OSError:
            return False
        self.page += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)

    def type(self, text: str) -> None:
        """Type something."""
        os.write(self._mine, text.encode())

    def leave(self, key: str = "") -> int:
        """Press a key, and once more where nothing comes of it; read to the end and return the exit code.

        An interrupt between the printing of a question and the waiting for its answer is heeded with the next key only.
        """
        self.type(key)
        end = time.monotonic() + PATIENCE
        pressed = time.monotonic()
        while self._more() and self.process.poll() is None:
            assert time.monotonic() < end, f"it does not leave: {self.page[-2000:]}"
            if key and time.monotonic() > pressed + 5:
                self.type(key)
                pressed = time.monotonic()
        while select.select([self._mine], [], [], 0)[0] and self._more():
            pass
        return self.process.wait(30)


Sit = Callable[..., Terminal]


@pytest.fixture
def sit(home: Path) -> Iterator[Sit]:
    """Sit down at a terminal and start the command there."""
    terminals: list[Terminal] = []

    def start(*words: object, columns: int = 80, **more: str) -> Terminal:
        terminals.append(Terminal([str(word) for word in words], home, columns, **more))
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.close()


def begin(terminal: Terminal) -> str:
    """Go from the briefing to the first question and return the page between."""
    terminal.read_to("m changes the mandate: ")
    terminal.type("\n")
    return terminal.read_to(PROMPT)


def test_the_page_keeps_to_the_width_of_the_terminal(sit: Sit, crisis: Path) -> None:
    terminal = sit("play", crisis, "--seed", 1, columns=50)
    page = begin(terminal)
    assert "\x1b[1m" in page
    plain = page.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert max(len(line) for line in plain.split("\n")) <= 50


def test_no_colour_where_none_is_wanted(sit: Sit, crisis: Path) -> None:
    terminal = sit("play", crisis, "--seed", 1, NO_COLOR="1")
    begin(terminal)
    assert "\x1b" not in terminal.page


def test_the_mandate_can_be_changed_until_the_first_choice(sit: Sit, crisis: Path, home: Path) -> None:
    terminal = sit("play", crisis, "--seed", 1)
    terminal.read_to("m changes the mandate: ")
    terminal.type("m\n")
    terminal.read_to("Which mandate? (Enter: 1) ")
    terminal.type("2\n")
    assert "Your mandate: Keep it quiet" in terminal.read_to("m changes the mandate: ")
    terminal.type("\n")
    terminal.read_to(PROMPT)
    assert read(saved_games(home)[0]).opened.mandates["us"] == "quiet"


def test_a_turn_waits_for_the_reader_and_ctrl_c_leaves(sit: Sit, crisis: Path, home: Path) -> None:
    terminal = sit("play", crisis, "--seed", 1)
    begin(terminal)
    terminal.type("1\n")
    terminal.read_to(PROMPT)
    terminal.type("2\n")
    terminal.read_to("Press Enter for the next turn. ")
    terminal.type("\n")
    terminal.read_to(PROMPT)
    assert terminal.leave("\x03") == 0
    assert "Left. Every choice you confirmed is saved" in terminal.page
    assert "Traceback" not in terminal.page
    assert len([choice for choice in read(saved_games(home)[0]).choices if choice.power == "us"]) == 2
    again = sit()
    again.read_to("1. Continue: A Small Crisis")
    again.read_to("(Enter: 1) ")
    again.type("\n")
    again.read_to("Turn 2 of 3")
    again.type("q\n")
    again.read_to("Saved. `persona` offers to continue.")
    again.read_to("4. Leave")
    again.type("4\n")
    assert again.leave() == 0


@pytest.mark.parametrize("at", ["m changes the mandate: ", PROMPT])
@pytest.mark.parametrize("key", ["\x04", "\x03"], ids=["ctrl-d", "ctrl-c"])
def test_leaving_at_a_question(sit: Sit, crisis: Path, at: str, key: str) -> None:
    terminal = sit("play", crisis, "--seed", 1)
    if at == PROMPT:
        begin(terminal)
    else:
        terminal.read_to(at)
    assert terminal.leave(key) == 0
    assert "Traceback" not in terminal.page


def test_what_cannot_be_continued_leads_back_to_the_title_page(sit: Sit, crisis: Path, home: Path) -> None:
    first = sit("play", crisis, "--seed", 1)
    begin(first)
    first.type("1\nq\n")
    assert first.leave() == 0
    crisis.unlink()
    terminal = sit()
    terminal.read_to("(Enter: 1) ")
    terminal.type("1\n")
    terminal.read_to("There is no scenario")
    terminal.read_to("4. Leave")
    terminal.type("4\n")
    assert terminal.leave() == 0
