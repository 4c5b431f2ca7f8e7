"""Text on a terminal: wrapped to 80 columns, readable by a screen reader, colour only as an addition."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Iterable
from typing import TextIO

from game.terminal.layout import by_place, figures
from game.visible import visible

WIDTH = 80
LEAVE = ("q", "quit", "exit")
"""Answers that leave from anywhere."""
NARROWEST = 20
LONGEST = 100_000
"""Letters of the longest line that is taken for an answer."""


def is_leaving(answer: str) -> bool:
    """Return whether a player wants to leave, on any keyboard."""
    return by_place(answer.lower()) in LEAVE


class Left(Exception):
    """The player's input has ended or the player leaves; what was chosen is saved."""


def whole_number(text: str) -> int | None:
    """Return the number a player typed, None if it is not one."""
    text = figures(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


class Page:
    """Writes wrapped text and reads one line at a time."""

    def __init__(self, source: TextIO, out: TextIO) -> None:
        self._source, self._out = source, out
        self.interactive = source.isatty() and out.isatty()
        self._bold = out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        columns = shutil.get_terminal_size((WIDTH, 24)).columns if out.isatty() else WIDTH
        self.width = max(NARROWEST, min(WIDTH, columns))

    def line(self, text: str = "") -> None:
        """Write one line as it is."""
        self._out.write(visible(text) + "\n")

    def text(self, text: str, indent: int = 0, hang: int | None = None) -> None:
        """Write a paragraph, wrapped."""
        first, rest = " " * indent, " " * (indent if hang is None else hang)
        wrapped = textwrap.wrap(visible(text), self.width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
        for part in wrapped or [""]:
            self.line(part)

    def heading(self, text: str) -> None:
        """Write a heading with an empty line before it."""
        self.line()
        for part in textwrap.wrap(visible(text), self.width):
            self._out.write(f"\x1b[1m{part}\x1b[0m\n" if self._bold else f"{part}\n")

    def rule(self) -> None:
        """Write a line across the page."""
        self.line()
        self.line("-" * self.width)

    def items(self, texts: Iterable[str], indent: int = 2) -> None:
        """Write short paragraphs, each on lines of its own."""
        for text in texts:
            self.text(text, indent, indent + 2)

    def columns(self, names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        """Write a table of figures, right-aligned under its heads; where it does not fit, each row as a sentence."""
        rows = [tuple(visible(cell) for cell in row) for row in rows]
        widths = [max([len(word) for word in name.split()] + [len(row[n]) for row in rows]) for n, name in enumerate(names)]
        if sum(widths) + 2 * (len(widths) - 1) > self.width:
            self.items(", ".join(f"{name} {cell}" for name, cell in zip(names, row, strict=True)) for row in rows)
            return
        heads = [textwrap.wrap(name, width) or [""] for name, width in zip(names, widths, strict=True)]
        tall = max(len(head) for head in heads)
        for at in range(tall):
            parts = [(head[at - tall + len(head)] if at >= tall - len(head) else "") for head in heads]
            self.line("  ".join(part.rjust(width) for part, width in zip(parts, widths, strict=True)).rstrip())
        for row in rows:
            self.line("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)).rstrip())

    def ask(self, prompt: str) -> str:
        """Return what the player types; raises Left at the end of input."""
        asked = textwrap.wrap(visible(prompt), self.width - 4, break_on_hyphens=False) or [""]
        self._out.write("\n" + "\n".join(asked) + " ")
        self._out.flush()
        try:
            line = self._source.readline(LONGEST)
        except (OSError, ValueError):
            line = ""  # The terminal has gone away: nobody will type any more.
        if len(line) == LONGEST and not line.endswith("\n"):
            line = ""  # No person types this, and what a device sends has no end.
        if not line:
            self.line()
            raise Left
        answer = "".join(letter for letter in line if letter.isprintable()).strip()
        if not self.interactive:
            self.line(answer[: max(1, self.width - len(asked[-1]) - 1)])
        return answer

    def pause(self, prompt: str) -> None:
        """Wait for Enter where a person sits at the keyboard; a script is not stopped."""
        if self.interactive and is_leaving(self.ask(prompt)):
            raise Left
