"""A value of a file that knows where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from game.content.scalars import Kind, Value
from game.engine.steps import Place


class Node:
    """One value of a file: a mapping (`fields`, with the key nodes in `keys`), a list (`items`) or a scalar (`value`)."""

    __slots__ = ("column", "fields", "file", "items", "keys", "kind", "line", "plain_style", "raw", "value")

    def __init__(self, kind: Kind, file: str, line: int, column: int, raw: str | None = None) -> None:
        """Make a node that starts at this line and column, both counted from 1."""
        self.kind: Kind = kind
        self.file = file
        self.line = line
        self.column = column
        self.raw = raw or ""
        self.plain_style = True
        self.value: Value = raw
        # Nine of ten nodes are scalars; they share these and nobody writes to them.
        self.items: list[Node] = _NO_ITEMS
        self.fields: dict[str, Node] = _NO_FIELDS
        self.keys: dict[str, Node] = _NO_FIELDS

    @property
    def place(self) -> Place:
        """Where the value starts."""
        return Place(self.file, self.line, self.column)

    def child(self, part: str | int) -> Node | None:
        """Return the value under a key or at an index, or None."""
        if isinstance(part, str):
            return self.fields.get(part)
        return self.items[part] if 0 <= part < len(self.items) else None

    def key_place(self, key: str) -> Place:
        """Where a key is written, or the mapping itself when it has no such key."""
        return self.keys[key].place if key in self.keys else self.place

    def at(self, *path: str | int) -> Node:
        """Return the node at the path, or the deepest one on the way to it."""
        node = self
        for part in path:
            found = node.child(part)
            if found is None:
                return node
            node = found
        return node

    def text(self, key: str, default: str = "") -> str:
        """Return the text under a key, without blanks around it."""
        found = self.fields.get(key)
        return default if found is None or found.kind == "nothing" else str(found.value).strip()

    def number(self, key: str, default: float = 0.0) -> float:
        """Return the number under a key."""
        found = self.fields.get(key)
        return default if found is None or found.kind != "number" else found.number_value()

    def number_value(self) -> float:
        """Return this scalar as a number, 0 when it is none."""
        return float(self.value) if isinstance(self.value, int | float) else 0.0

    def truth(self, key: str) -> bool:
        """Tell whether the key is there and true."""
        found = self.fields.get(key)
        return found is not None and found.value is True

    def list(self, key: str) -> Sequence[Node]:
        """Return the items of the list under a key, none when it is absent."""
        found = self.fields.get(key)
        return () if found is None else found.items

    def mapping(self, key: str) -> dict[str, Node]:
        """Return the fields of the mapping under a key, none when it is absent."""
        found = self.fields.get(key)
        return {} if found is None else found.fields

    def mappings(self) -> Iterator[Node]:
        """Yield this node, when it is a mapping, and all mappings below it, in the order of the file."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if node.fields:
                yield node
                waiting.extend([child for child in reversed(node.fields.values()) if child.items or child.fields])
            elif node.items:
                waiting.extend([child for child in reversed(node.items) if child.items or child.fields])


_NO_ITEMS: Final[list[Node]] = []
_NO_FIELDS: Final[dict[str, Node]] = {}
