"""What a rule may look at beside the spec: the file as it was written."""

from __future__ import annotations

from dataclasses import dataclass

from game.content.names import Names
from game.content.source import Node
from game.engine.spec import Place


@dataclass(frozen=True, slots=True)
class Document:
    """The tree of a scenario file and the names it declares."""

    root: Node
    names: Names

    def place(self, *path: str | int) -> Place:
        """Where the node at the path is written, or the deepest one on the way to it."""
        return self.root.at(*path).place
