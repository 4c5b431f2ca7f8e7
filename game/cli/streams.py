"""The streams of the process: no letter that a terminal does not know, and no reader that has gone, stops the game."""

from __future__ import annotations

import codecs
import io
import os
import select
import signal
import stat
import sys
import unicodedata
from contextlib import suppress
from typing import Final, Literal, TextIO

from game.visible import visible

PLAIN = "persona.plain"
"""Name of the error handler that writes what an encoding lacks in plain letters."""
_PLAIN_LETTERS = {
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{MIDDLE DOT}": "|",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
}


def prepare() -> None:
    """Make output print on any encoding and input readable in any; give the process streams where it has none."""
    codecs.register_error(PLAIN, _in_plain_letters)
    _fill_gaps()
    if sys.stdin is None:
        sys.stdin = _NOBODY
    if sys.stdout is None:
        sys.stdout = io.StringIO()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, PLAIN), (sys.stderr, PLAIN)):
        if isinstance(stream, io.TextIOWrapper):
            # A stream that was read from already keeps its manner.
            with suppress(io.UnsupportedOperation):
                stream.reconfigure(errors=errors)


def say(text: str = "", err: bool = False) -> None:
    """Write a line to the output or the error stream: the only way the command prints beside the pages of the game.

    Whatever the text was made of, nothing in it is obeyed by the terminal.
    """
    stream = sys.stderr if err else sys.stdout
    if err:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
    stream.write(visible(text) + "\n")
    stream.flush()


def _fill_gaps() -> None:
    """Open nothing where the process was started without a stream: else the next file opened would take its place, and hear its noise."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)


_NOBODY: Final = io.StringIO()
"""The input of a process that was started without one."""
Answers = Literal["person", "typed", "silence", "none"]
PATIENCE = 0.3
"""Seconds in which whoever types ahead into a pipe has begun."""


def answers(stream: TextIO) -> Answers:
    """Tell who answers at an input: a person at a terminal, lines typed ahead, a pipe that says nothing yet, or nobody ever."""
    if stream is _NOBODY or stream.closed:
        return "none"
    if stream.isatty():
        return "person"
    try:
        number = stream.fileno()
    except OSError:
        return "typed"
    about = os.fstat(number)
    if stat.S_ISREG(about.st_mode):
        return "typed" if about.st_size > os.lseek(number, 0, os.SEEK_CUR) else "none"
    if stat.S_ISCHR(about.st_mode) and about.st_rdev == os.stat(os.devnull).st_rdev:
        return "none"
    return _waiting(number)


def _waiting(number: int) -> Answers:
    """Tell whether something waits in a pipe, a socket or a device; where the system cannot say, it is taken to be typed."""
    try:
        import fcntl
        import termios

        if not select.select([number], [], [], PATIENCE)[0]:
            return "silence"
        count = fcntl.ioctl(number, termios.FIONREAD, bytes(4))
    except (ImportError, OSError):
        return "typed"
    return "typed" if any(count) else "none"


def take_signals() -> None:
    """Let a request to end, or a terminal that is gone, do what Ctrl-C does; what was ignored by whoever started us stays so."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def hush() -> None:
    """Point the output of the process nowhere, so that nothing is said when it is flushed at the end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _in_plain_letters(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_plain(letter) for letter in error.object[error.start : error.end]), error.end


def _plain(letter: str) -> str:
    if letter in _PLAIN_LETTERS:
        return _PLAIN_LETTERS[letter]
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"
