"""What makes a file unreadable as YAML: bytes and characters that do not belong there, tabs, faults of syntax."""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Sequence
from typing import Any, Final

from game.content.characters import BREAK, ODD, UNSEEN_RAW, named, place_at
from game.content.problem import Problem, error
from game.engine.steps import Place

MAX_OF_A_KIND: Final = 10
"""Most faults of one kind that are named."""
_SAVE: Final = "save the file as UTF-8; editors offer it under Save as or Encoding"
_SAMPLE: Final = 400
_LETTERS_1251: Final = 0xC0
_CYRILLIC: Final = re.compile(rb"[\xc0-\xff]{3}")
_ODD_STRUCTURE: Final = re.compile(rf"^[ -]*{ODD.pattern}|[:?,\[{{]{ODD.pattern}|^ *- *{ODD.pattern}", re.MULTILINE)
# What may hold brackets that open nothing - a comment, a text in quotes - or a bracket.
_FLOW_PIECE: Final = re.compile(r"""(?<!\S)#[^\r\n]*|(?<![^\s,:\[{])(?:'[^']*(?:'|\Z)|"(?:\\.|[^"\\])*(?:"|\Z))|[\[\]{}]""", re.DOTALL)


def unseen(text: str, file: str) -> tuple[Problem, ...]:
    """Return the first invisible characters of a file."""
    return tuple(_unseen(text, found, file) for found in itertools.islice(UNSEEN_RAW.finditer(text), MAX_OF_A_KIND))


def _unseen(text: str, found: re.Match[str], file: str) -> Problem:
    message = f"the invisible character {named(found[0])} stands here"
    return error(place_at(text, found.start(), file), "unseen-character", message, "take it out")


def misplaced(place: Place, character: str) -> Problem:
    """Say that a character stands where only a text may have it."""
    hint = "write a plain blank or nothing instead; in a text that needs it, the text is put in quotes"
    return error(place, "unseen-character", f"the invisible character {named(character)} stands here", hint)


def odd_structure(text: str, start: int, fault: Any, file: str) -> Problem | None:
    """Return the problem of a blank that is none to YAML on the lines around a fault: at the start, after a colon or a hyphen."""
    mark = getattr(fault, "problem_mark", None)
    stop = len(text) if mark is None else mark.index
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    end = found.start() if (found := BREAK.search(text, stop)) else len(text)
    odd = _ODD_STRUCTURE.search(text, begin, end)
    return None if odd is None else misplaced(place_at(text, odd.end() - 1, file), odd[0][-1])


def tabs(lines: Sequence[str], file: str) -> list[Problem]:
    """Return the first tabs of a file."""
    found = [(number, line.index("\t") + 1) for number, line in enumerate(lines, 1) if "\t" in line]
    return [error(Place(file, *at), "tab", "a tab stands here", "use spaces; YAML counts them") for at in found[:MAX_OF_A_KIND]]


def not_utf8(data: bytes, file: str, start: int) -> Problem:
    """Say which byte is in no encoding that is read, and which encoding the file seems to be in."""
    before = data[:start].decode("utf-8-sig", "replace")
    place = place_at(before, len(before), file)
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return error(Place(file, 1, 1), "encoding", "the file is UTF-16, two bytes a character, not UTF-8", _SAVE)
    line = data[data.rfind(b"\n", 0, start) + 1 :].partition(b"\n")[0][:_SAMPLE]
    high = sum(byte >= _LETTERS_1251 for byte in line)
    # Whole words of letters beyond ASCII are Cyrillic; single ones among Latin letters are accents.
    guess = "Windows-1251" if _CYRILLIC.search(line) or high * 2 > len(line) else "Windows-1252 or Latin-1"
    return error(place, "encoding", f"byte 0x{data[start]:02x} is not UTF-8; the file seems to be {guess}", _SAVE)


def too_deep(text: str, start: int, fault: Any, room: int) -> tuple[int, int] | None:
    """Return line and column of the first bracket that nests more than `room` deep between `start` and a parser's fault, or None.

    Parsers refuse deep nesting at limits of their own, each with other words and at another place.
    """
    mark = getattr(fault, "problem_mark", None)
    depth = 0
    for piece in _FLOW_PIECE.finditer(text, start, len(text) if mark is None else mark.index + 1):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(piece[0], 0)
        if depth > room:
            place = place_at(text, piece.start(), "")
            return place.line, place.column
    return None


def syntax(fault: Any, file: str, flows: Sequence[Any], quoted: Any) -> Problem:
    """Say what the parser could not read, at the bracket or quotation mark that was left open when there is one.

    `flows` are the marks of the collections that are open, None for one without brackets; `quoted` is the last text of several lines.
    """
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    if mark is None:
        message = "a character stands here that YAML does not allow"
        return error(Place(file, 1, 1), "syntax", message, "save the file as UTF-8 text")
    said = str(getattr(fault, "problem", "") or getattr(fault, "context", ""))
    message, hint, start = f"this is not YAML: {said}", _syntax_hint(said), None
    opened = next((start for start in flows if start is not None), None)
    if "scanning a quoted scalar" in str(getattr(fault, "context", "")):
        start, message, hint = fault.context_mark, "this quotation mark is not closed", "close it"
    elif quoted is not None and quoted.end_mark.line == mark.line:
        # The mark that was to open the next text has closed this one.
        message, start = (
            f"this quotation mark is closed only on line {mark.line + 1}, where the text does not fit",
            quoted.start_mark,
        )
        hint = 'close it on its own line; a quotation mark inside a text is written \\"'
    elif opened is not None and opened.line < mark.line:
        message, start = f"this bracket is not closed before line {mark.line + 1}", opened
        hint = "close it, and quote text with brackets or colons in it"
    place = Place(file, mark.line + 1, mark.column + 1)
    if start is None or start.line == mark.line:
        return error(place, "syntax", message, hint)
    return error(Place(file, start.line + 1, start.column + 1), "syntax", message, hint, place)


_SYNTAX_HINTS: Final = (
    ("mapping values are not allowed", "text with a colon and a blank in it is put in quotes"),
    ("cannot start any token", "text that starts with a special character is put in quotes"),
    ("expected ',' or", "close the bracket, and quote text with brackets or colons in it"),
    ("could not find expected ':'", "a key needs a colon and a blank; a longer text is put in quotes or in a block (|)"),
    ("expected '-' indicator", "each item starts with a hyphen; text that starts with { or [ is put in quotes"),
    ("expected key", "look at the indentation; text with quotation marks, brackets or colons in it is put in quotes"),
    ("expected node content", "a value is missing here, or a bracket is not closed"),
    ("expected <document start>", "look at the indentation: the line stands further left than the one before"),
    ("expected <block end>", "look at the indentation, and quote text that starts with a quotation mark"),
    ("unexpected end of stream", "a quotation mark or bracket is not closed"),
    ("undefined alias", "text that starts with * is put in quotes"),
)


def _syntax_hint(said: str) -> str:
    return next((hint for start, hint in _SYNTAX_HINTS if start in said), "look at the indentation and the quotation marks of this line")
