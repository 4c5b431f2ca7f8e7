"""What a rule may look at beside the spec: the file as it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from game.content.names import Names
from game.content.node import Node
from game.engine.steps import Place


@dataclass(frozen=True, slots=True)
class Document:
    """The tree of a scenario file, the names it declares, and where its expressions read which name."""

    root: Node
    names: Names
    reads: Mapping[str, Sequence[Place]]

    def place(self, *path: str | int) -> Place:
        """Where the node at the path is written, or the deepest one on the way to it."""
        return self.root.at(*path).place
