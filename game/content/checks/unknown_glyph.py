"""Texts are written with characters that the fonts of the window have; others are drawn only where the system has a font for them.

Fails:

    title: 危機

Passes:

    title: Crisis, Кризис
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from game.content.checks.document import Document
from game.content.node import Node
from game.content.problem import Problem, warning
from game.engine.spec import Scenario

ID: Final = "unknown-glyph"
FILE: Final = Path(__file__).resolve().parent.parent / "data" / "glyphs.txt"
"""The ranges of characters that every shipped face has; `python -m tests.fonts` writes it."""
_BLANKS: Final = frozenset("\n\t\u200c\u200d\u200e\u200f")


@cache
def drawn() -> frozenset[str]:
    """Return the characters that the shipped fonts draw."""
    ranges = (line.split() for line in FILE.read_text(encoding="ascii").splitlines())
    return _BLANKS.union(chr(code) for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1))


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield each text with a character that is not drawn, and the first such character."""
    known = drawn()
    for node in _texts(document.root):
        odd = next((letter for letter in str(node.value) if letter not in known), None)
        if odd is not None:
            message = f"the fonts of the window lack U+{ord(odd):04X}, `{odd}`"
            yield warning(node.place, ID, message, "it is drawn only where the system has a font for it")


def _texts(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.kind == "text" and not str(node.value).isascii():
            yield node
        waiting.extend(node.items or ())
        waiting.extend((node.fields or {}).values())
