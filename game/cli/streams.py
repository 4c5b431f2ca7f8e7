"""The streams of the process: no letter that a terminal does not know, and no reader that has gone, stops the game."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from contextlib import suppress

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
    if sys.stdin is None:
        sys.stdin = io.StringIO()
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
