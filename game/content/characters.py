"""Characters that are not seen: which no file may hold, which only a text may hold, and what they are called."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from game.engine.steps import Place

# Control characters steer terminals, direction marks make a line read otherwise than it is stored, YAML counts other lines than an
# editor where one of the rarer separators stands, and what has no width and no effect on Latin or Cyrillic only hides.
_NOWHERE: Final = (
    "\x7f-\x9f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
UNSEEN_RAW: Final = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f{_NOWHERE}]")
"""What may stand nowhere in a file; ends of lines may, and tabs have a rule of their own."""
UNSEEN: Final = re.compile(f"[\x00-\x08\x0b-\x1f{_NOWHERE}]")
"""What no text may hold, however it is written."""
_BLANKS: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
ODD: Final = re.compile(f"[{_BLANKS}\u00ad\u034f\u200c\u200d\ufe00-\ufe0f]")
"""What is at home in a text, such as a blank that does not break, and in nothing else."""
MISPLACED: Final = re.compile(rf"\A[ -]*{ODD.pattern}|\A[a-z_]+:{ODD.pattern}|{ODD.pattern}\Z|{ODD.pattern}(?=#)")
"""A text without quotes that begins or ends so, or reads as a key or a comment, was not meant as that text."""
BREAK: Final = re.compile(r"\r\n|\n|\r")
"""The end of a line."""
_CONTROL: Final = {0: "NULL", 7: "BELL", 8: "BACKSPACE", 9: "TAB", 10: "LINE FEED", 13: "CARRIAGE RETURN", 27: "ESCAPE", 127: "DELETE"}


def named(character: str) -> str:
    """Return the number and the name of a character, such as `U+200B ZERO WIDTH SPACE`."""
    code = ord(character)
    name = unicodedata.name(character, "") or _CONTROL.get(code, "CONTROL CHARACTER" if unicodedata.category(character) == "Cc" else "")
    return f"U+{code:04X} {name}".rstrip()


def foreign(name: str) -> str | None:
    """Return the first character of a name that no key, id or expression is written with, or None."""
    return next((character for character in name if not " " <= character <= "~"), None)


def look_alike(name: str) -> str | None:
    """Return the hint for a name with a character that only looks as if it belonged there, or None."""
    odd = foreign(name)
    if odd is None:
        return None
    shown = f"`{odd}` is " if odd.isalnum() else "it holds "
    return f"{shown}{named(odd)}; names and numbers are written in plain letters and digits"


def place_at(text: str, index: int, file: str) -> Place:
    """Return line and column of a character of a file."""
    before = BREAK.split(text[:index])
    return Place(file, len(before), len(before[-1]) + 1)
