"""Text: fonts by style, one cache of drawn lines, and wrapping of runs that carry style and link."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pygame

from game.visible import visible
from game.window.kit.letters import UNKNOWN, clings, letters, runs_left
from game.window.kit.theme import STYLES, Colour, Theme

CACHED_LINES = 3000
LONGEST = 4000
"""Letters of a line that are drawn; no screen shows more."""
PROBE = 500
"""Letters of a word that are measured to find where it has to be broken; no line holds as many."""
_FACES = {
    "sans": "IBMPlexSans-Regular",
    "sans_medium": "IBMPlexSans-Medium",
    "sans_semibold": "IBMPlexSans-SemiBold",
    "sans_bold": "IBMPlexSans-Bold",
    "sans_italic": "IBMPlexSans-Italic",
    "serif": "IBMPlexSerif-Regular",
    "serif_medium": "IBMPlexSerif-Medium",
    "serif_semibold": "IBMPlexSerif-SemiBold",
    "serif_italic": "IBMPlexSerif-Italic",
    "mono": "IBMPlexMono-Regular",
    "mono_medium": "IBMPlexMono-Medium",
}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style and colour; with a link, it can be asked about."""

    text: str
    style: str = "body"
    colour: str = "text"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run on a line: its text, where it begins, how wide it is."""

    run: Run
    text: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """A wrapped line: its pieces, its width and its height."""

    pieces: tuple[Piece, ...]
    width: int
    height: int


class Type:
    """The type of one theme: measures, wraps and draws text, and remembers what it has drawn."""

    def __init__(self, theme: Theme, folder: Path) -> None:
        self.theme, self._folder = theme, folder
        self.colours = theme.colours()
        self._fonts: dict[tuple[Path, int, bool], pygame.font.Font] = {}
        self._drawn: OrderedDict[tuple[str, str, Colour], pygame.Surface] = OrderedDict()
        self._wrapped = lru_cache(4000)(self._wrap)
        self._measured = lru_cache(20000)(self._measure)

    def font(self, style: str) -> pygame.font.Font:
        """Return the font of a style."""
        return self._opened(self._path(style), STYLES[style][1])

    def _path(self, style: str) -> Path:
        return self._folder / f"{_FACES[STYLES[style][0]]}.ttf"

    def _opened(self, path: Path, size: int, leftwards: bool = False) -> pygame.font.Font:
        key = (path, self.theme.points(size), leftwards)
        if key not in self._fonts:
            font = pygame.font.Font(path if path.is_file() else None, key[1])
            if leftwards:
                with suppress(AttributeError, pygame.error):
                    font.set_direction(pygame.DIRECTION_RTL)
            self._fonts[key] = font
        return self._fonts[key]

    def _spans(self, text: str, style: str) -> list[tuple[pygame.font.Font, str]]:
        """Return a line as stretches of one font each: the style's own, and those of the system for letters it lacks."""
        text = drawable(text)
        own, size = self._path(style), STYLES[style][1]
        if text.isascii():
            return [(self._opened(own, size), text)]
        spans: list[tuple[Path, bool, str]] = []
        for letter in text:
            path, leftwards, shown = own, runs_left(letter), letter
            if spans and clings(letter) and spans[-1][2].endswith(UNKNOWN):
                continue
            if spans and (clings(letter) or (letter == " " and spans[-1][1])):
                path, leftwards = spans[-1][:2]
            elif not letters().has(own, letter):
                found = letters().elsewhere(letter)
                path, shown = (own, UNKNOWN) if found is None else (found, letter)
            if spans and spans[-1][:2] == (path, leftwards):
                spans[-1] = (path, leftwards, spans[-1][2] + shown)
            else:
                spans.append((path, leftwards, shown))
        return [(self._opened(path, size, leftwards), shown) for path, leftwards, shown in spans]

    def leading(self, style: str) -> int:
        """Return the height of a line of a style."""
        size, leading = STYLES[style][1:3]
        return max(self.font(style).get_linesize(), round(self.theme.points(size) * leading / size))

    def spacing(self, style: str) -> int:
        """Return the space added after each letter of a style."""
        return round(STYLES[style][3] * self.theme.scale)

    def width(self, text: str, style: str) -> int:
        """Return how wide a text is on one line."""
        return self._measured(text, style)

    def _measure(self, text: str, style: str) -> int:
        spans = self._spans(text, style)
        return sum(font.size(part)[0] + self.spacing(style) * len(part) for font, part in spans)

    def drawn(self, text: str, style: str, colour: Colour) -> pygame.Surface:
        """Return a line of text as a picture."""
        key = (text, style, colour)
        found = self._drawn.get(key)
        if found is None:
            found = self._draw(text, style, colour)
            self._drawn[key] = found
            if len(self._drawn) > CACHED_LINES:
                self._drawn.popitem(last=False)
        else:
            self._drawn.move_to_end(key)
        return found

    def _draw(self, text: str, style: str, colour: Colour) -> pygame.Surface:
        spans, space = self._spans(text, style), self.spacing(style)
        if space:
            spans = [(font, letter) for font, part in spans for letter in part]
        elif len(spans) == 1 and spans[0][0] is self.font(style):
            return _rendered(*spans[0], colour)
        own = self.font(style)
        surface = pygame.Surface((max(1, self.width(text, style)), own.get_height()), pygame.SRCALPHA)
        at = 0
        for font, part in spans:
            surface.blit(_rendered(font, part, colour), (at, own.get_ascent() - font.get_ascent()))
            at += font.size(part)[0] + space
        return surface

    def wrap(self, runs: tuple[Run, ...], width: int) -> tuple[Line, ...]:
        """Return the lines of some runs in a width; a newline in a run ends a line."""
        return self._wrapped(runs, max(1, width))

    def balanced(self, runs: tuple[Run, ...], width: int) -> tuple[Line, ...]:
        """Return the lines of some runs with no word alone on the last: as many lines as the width needs, of like length."""
        lines = self.wrap(runs, width)
        least = width // 2
        while len(lines) > 1 and width > least:
            width -= max(1, width // 16)
            closer = self.wrap(runs, width)
            if len(closer) != len(lines):
                break
            lines = closer
        return lines

    def _wrap(self, runs: tuple[Run, ...], width: int) -> tuple[Line, ...]:
        lines: list[Line] = []
        row: list[tuple[Run, str]] = []
        for run in runs:
            for number, part in enumerate(visible(run.text).split("\n")):
                if number:
                    lines.append(self._line(row, run.style))
                    row = []
                if self._long([*row, (run, part)]) <= width:
                    row = _joined([*row, (run, part if row else part.lstrip(" "))])
                    continue
                for word in _words(part):
                    if row and self._long([*row, (run, word.rstrip(" "))]) > width:
                        row, carried = _cut(row, word)
                        lines.append(self._line(row, run.style))
                        row = carried
                    rest = word if row else word.lstrip(" ")
                    while len(rest) > 1 and self._exceeds(rest, run.style, width):
                        head = self._fitting(rest, run.style, width)
                        lines.append(self._line([(run, rest[:head])], run.style))
                        rest = rest[head:]
                    row = _joined([*row, (run, rest)])
        lines.append(self._line(row, runs[-1].style if runs else "body"))
        return tuple(lines)

    def _long(self, row: list[tuple[Run, str]]) -> int:
        """Return how long a row is when its words are drawn together, which is not the sum of the words."""
        return sum(self.width(text, run.style) for run, text in _joined(row))

    def _exceeds(self, word: str, style: str, width: int) -> bool:
        """Tell whether a word is too long for a line; the beginning of a very long one tells it as well, and sooner."""
        return self.width(word[:PROBE].rstrip(" "), style) > width or (len(word) > PROBE and self.width(word.rstrip(" "), style) > width)

    def _fitting(self, word: str, style: str, width: int) -> int:
        """Return how many letters of a word that is too long fit on a line."""
        low, high = 1, min(len(word) - 1, PROBE)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.width(word[:middle], style) <= width else (low, middle - 1)
        while low > 1 and (clings(word[low]) or self.width(word[:low], style) > width):
            low -= 1
        return low

    def _line(self, row: list[tuple[Run, str]], style: str) -> Line:
        joined = _joined(row)
        pieces, at = [], 0
        for number, (run, text) in enumerate(joined):
            shown = text.rstrip(" ") if number == len(joined) - 1 else text
            wide = self.width(shown, run.style)
            pieces.append(Piece(run, shown, at, wide))
            at += wide
        height = max([self.leading(run.style) for run, _text in joined] or [self.leading(style)])
        return Line(tuple(pieces), at, height)


def drawable(text: str) -> str:
    """Return a text as it can be drawn on one line: what a screen would obey written out, no more than a screen holds."""
    text = text if text.isascii() and text.isprintable() else visible(text).replace("\t", " ").replace("\n", " ")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _rendered(font: pygame.font.Font, text: str, colour: Colour) -> pygame.Surface:
    if font.size(text)[0] <= 0:
        # Marks without a width of their own, and nothing they could stand on.
        return pygame.Surface((0, font.get_height()), pygame.SRCALPHA)
    return font.render(text, True, colour)


def _joined(row: list[tuple[Run, str]]) -> list[tuple[Run, str]]:
    """Return a row with what belongs to one run put together."""
    joined: list[tuple[Run, str]] = []
    for run, word in row:
        if joined and joined[-1][0] is run:
            joined[-1] = (run, joined[-1][1] + word)
        else:
            joined.append((run, word))
    return joined


def _cut(row: list[tuple[Run, str]], word: str) -> tuple[list[tuple[Run, str]], list[tuple[Run, str]]]:
    """Return what stays on a full line and what goes to the next with a word: a comma after a link takes the link along."""
    run, text = row[-1]
    if word.startswith(" ") or text.endswith(" "):
        return row, []
    at = text.rfind(" ") + 1
    kept = [*row[:-1], *([(run, text[:at])] if at else [])]
    return (kept, [(run, text[at:])]) if kept else (row, [])


def _words(text: str) -> list[str]:
    """Return the words of a text, each with the spaces after it; joined they are the text."""
    words: list[str] = []
    start = 0
    for at in range(1, len(text)):
        if text[at - 1] == " " and text[at] != " ":
            words.append(text[start:at])
            start = at
    if text[start:]:
        words.append(text[start:])
    return words
