"""What may reach a terminal or a page: texts of files and arguments with everything that a screen would obey, or hide, written out."""

from __future__ import annotations

import re
from typing import Final

_OBEYED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for the tab and the end of a line
    "\u061c\u200b\u202a-\u202e\u2028\u2029\u2060-\u206f\ufeff"  # orders to a line's direction and breaks, and what has no width
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"  # halves of pairs, annotations, tags
)
"""Left alone: marks of direction and joiners, which Hebrew, Persian and Hindi are written with, and tabs."""


def visible(text: str) -> str:
    """Return a text in which every character that a terminal obeys or hides stands as its code, as in \\x1b or \\u202e."""
    return _OBEYED.sub(lambda found: _code(ord(found[0])), text)


def one_line(text: str) -> str:
    """Return `visible` of a text as one line."""
    return " ".join(visible(text).split())


def _code(number: int) -> str:
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
