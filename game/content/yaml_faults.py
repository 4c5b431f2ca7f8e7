"""What makes a file unreadable as YAML: bytes and characters that do not belong there, tabs, faults of syntax."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any, Final

from game.content.problem import Problem, error
from game.engine.steps import Place

MAX_OF_A_KIND: Final = 10
"""Most faults of one kind that are named."""
# Control characters steer terminals, direction marks make a line read otherwise than it is stored, and YAML counts other lines
# than an editor where one of the rarer separators stands.
_UNSEEN_RAW: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""What no text may hold, however it is written."""
_BREAK: Final = re.compile(r"\r\n|\n|\r")
# What may hold brackets that open nothing - a comment, a text in quotes - or a bracket.
_FLOW_PIECE: Final = re.compile(r"""(?<!\S)#[^\r\n]*|(?<![^\s,:\[{])(?:'[^']*(?:'|\Z)|"(?:\\.|[^"\\])*(?:"|\Z))|[\[\]{}]""", re.DOTALL)


def unseen(text: str, file: str) -> tuple[Problem, ...]:
    """Return the first invisible characters of a file."""
    return tuple(_unseen(text, found, file) for found in itertools.islice(_UNSEEN_RAW.finditer(text), MAX_OF_A_KIND))


def _unseen(text: str, found: re.Match[str], file: str) -> Problem:
    before = _BREAK.split(text[: found.start()])
    message = f"the invisible character U+{ord(found[0]):04X} stands here"
    return error(Place(file, len(before), len(before[-1]) + 1), "unseen-character", message, "take it out")


def tabs(lines: Sequence[str], file: str) -> list[Problem]:
    """Return the first tabs of a file."""
    found = [(number, line.index("\t") + 1) for number, line in enumerate(lines, 1) if "\t" in line]
    return [error(Place(file, *at), "tab", "a tab stands here", "use spaces; YAML counts them") for at in found[:MAX_OF_A_KIND]]


def not_utf8(data: bytes, file: str, start: int) -> Problem:
    """Say which byte is in no encoding that is read."""
    before = data[:start]
    place = Place(file, before.count(b"\n") + 1, start - before.rfind(b"\n"))
    return error(place, "encoding", f"byte 0x{data[start]:02x} is not UTF-8", "save the file as UTF-8")


def too_deep(text: str, start: int, fault: Any, room: int) -> tuple[int, int] | None:
    """Return line and column of the first bracket that nests more than `room` deep between `start` and a parser's fault, or None.

    Parsers refuse deep nesting at limits of their own, each with other words and at another place.
    """
    mark = getattr(fault, "problem_mark", None)
    depth = 0
    for piece in _FLOW_PIECE.finditer(text, start, len(text) if mark is None else mark.index + 1):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(piece[0], 0)
        if depth > room:
            before = _BREAK.split(text[: piece.start()])
            return len(before), len(before[-1]) + 1
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
