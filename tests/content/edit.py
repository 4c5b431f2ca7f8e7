"""Spoils a scenario at a place found by its structure, and tells on which line the fault then stands.

The marks of the YAML composer say where each part starts and ends, so an edit leaves the rest of the file as its author wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

Path = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STEPS = ("does", "then", "else", "keep", "accepted", "refused", "leaked")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A spoiled file, the line of its fault, and the rules of which one must be named there."""

    text: str | bytes
    line: int
    rules: frozenset[str]


class Doc:
    """A scenario file with its tree; every edit returns a `Mutant`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Any = yaml.compose(text, Loader=_LOADER)
        self.data: Any = _plain(self.root)
        self.paths = list(_paths((), self.data))

    # --- looking ---------------------------------------------------------------------------------------

    def pair(self, path: Path) -> tuple[Any, Any]:
        """Return the key node (None for an item) and the value node at a path."""
        key, node = None, self.root
        for part in path:
            if isinstance(part, int):
                key, node = None, node.value[part]
            else:
                key, node = next((k, v) for k, v in node.value if k.value == part)
        return key, node

    def node(self, path: Path) -> Any:
        return self.pair(path)[1]

    def at(self, path: Path) -> Any:
        """Return the plain value at a path."""
        found = self.data
        for part in path:
            found = found[part]
        return found

    def line(self, path: Path) -> int:
        return int(self.node(path).start_mark.line) + 1

    def key_line(self, path: Path) -> int:
        return int(self.pair(path)[0].start_mark.line) + 1

    def first(self, wanted: Callable[[Path, Any], bool], number: int = 0) -> Path:
        """Return the path of the first (or a later) value that is wanted."""
        found = [path for path, value in self.paths if wanted(path, value)]
        return found[number % len(found)]

    def having(self, *keys: str, under: Path = (), number: int = 0) -> Path:
        """Return the path of a mapping with all these keys below a path."""
        return self.first(
            lambda path, value: path[: len(under)] == under and isinstance(value, dict) and all(key in value for key in keys), number
        )

    def incident(self, seat: str | None, deck: str, number: int = 0) -> Path:
        return self.first(
            lambda path, value: len(path) == 2 and path[0] == "incidents" and value.get("for") == seat and value["deck"] == deck, number
        )

    def response(self, seat: str, number: int = 0, *keys: str) -> Path:
        """Return a response of a desk of this seat that has these keys."""
        desks = {index for index, item in enumerate(self.data["incidents"]) if item.get("for") == seat}
        return self.first(
            lambda path, value: (
                len(path) == 4 and path[2] == "responses" and path[1] in desks and all(value.get(key) is not None for key in keys)
            ),
            number,
        )

    def card(self, seat: str, *keys: str, number: int = 0) -> Path:
        return self.first(
            lambda path, value: len(path) == 4 and path[:3] == ("powers", seat, "tray") and all(key in value for key in keys), number
        )

    def mail(self, seat: str, kind: str) -> Path:
        return self.first(lambda path, value: path[:3] == ("powers", seat, "tray") and path[4:] == ("mail",) and value["kind"] == kind)

    def step(self, key: str, seat: str | None = None, number: int = 0) -> Path:
        """Return a step with this key; with a seat, one of its tray."""
        under: Path = () if seat is None else ("powers", seat, "tray")
        return self.first(
            lambda path, value: (
                path[: len(under)] == under and len(path) > 2 and path[-2] in _STEPS and isinstance(value, dict) and key in value
            ),
            number,
        )

    # --- spoiling --------------------------------------------------------------------------------------

    def span(self, path: Path) -> tuple[int, int]:
        """Return where the value at a path starts and ends, without the blanks and comments after it."""
        node = self.node(path)
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">"):
            return start, end
        if not isinstance(node, yaml.ScalarNode) and node.flow_style:
            return start, end
        if isinstance(node, yaml.ScalarNode):
            return start, start + len(self.text[start:end].rstrip())
        return start, max(self.span((*path, part))[1] for part in _parts(node))

    def replace(self, path: Path, new: str, rules: str, line: int = 0) -> Mutant:
        """Put other text where a value stands; `line` counts from that of the value."""
        start, end = self.span(path)
        return self.mutant(self.text[:start] + new + self.text[end:], self.line(path) + line, rules)

    def within(self, path: Path, old: str, new: str, rules: str) -> Mutant:
        """Replace a piece of the text of a value that stands on one line."""
        start, end = self.span(path)
        piece = self.text[start:end]
        assert old in piece
        return self.mutant(self.text[:start] + piece.replace(old, new, 1) + self.text[end:], self.line(path), rules)

    def rename(self, path: Path, new: str, rules: str) -> Mutant:
        """Write another key for the value at a path."""
        key = self.pair(path)[0]
        return self.mutant(self.text[: key.start_mark.index] + new + self.text[key.end_mark.index :], self.key_line(path), rules)

    def drop(self, path: Path, rules: str = "missing-key") -> Mutant:
        """Take a key or an item out; the fault stands where the mapping or list around it starts."""
        around = self.node(path[:-1])
        parts = _parts(around)
        index = parts.index(path[-1])
        starts = [self._start(around, part) for part in parts]
        if index + 1 < len(parts):
            cut = starts[index], starts[index + 1]
        elif index:
            cut = self.span((*path[:-1], parts[index - 1]))[1], self.span(path)[1]
        else:
            cut = starts[0], self.span(path)[1]
        text = self.text[: cut[0]] + self.text[cut[1] :]
        return self.mutant(text, self.line(path[:-1]), rules)

    def add(self, path: Path, pair: str, rules: str) -> Mutant:
        """Write a key and its value before the first key of the mapping at a path."""
        node = self.node(path)
        start = node.value[0][0].start_mark
        between = ", " if node.flow_style else "\n" + " " * start.column
        return self.mutant(self.text[: start.index] + pair + between + self.text[start.index :], start.line + 1, rules)

    def after(self, path: Path, pair: str, rules: str) -> Mutant:
        """Write a key and its value after the key at a path, with the fault in it."""
        key, node = self.pair(path)
        end = self.span(path)[1]
        flow = self.node(path[:-1]).flow_style
        between = ", " if flow else "\n" + " " * key.start_mark.column
        text = self.text[:end] + between + pair + self.text[end:]
        return self.mutant(text, text[: end + len(between)].count("\n") + 1, rules) if node is not None else self.mutant(text, 0, rules)

    def prepend(self, path: Path, item: str, rules: str) -> Mutant:
        """Write an item before the first of a list."""
        node = self.node(path)
        start = node.start_mark
        if node.flow_style:
            item += ", " if node.value else ""
            text = self.text[: start.index + 1] + item + self.text[start.index + 1 :]
        else:
            text = self.text[: start.index] + "- " + item + "\n" + " " * start.column + self.text[start.index :]
        return self.mutant(text, start.line + 1, rules)

    def repeat(self, path: Path, times: int, change: Callable[[str, int], str], rules: str, line: Path | None = None) -> Mutant:
        """Write an item of a block list several times more before itself, each copy changed; the fault stands at `line`."""
        node, around = self.node(path), self.node(path[:-1])
        start, end = node.start_mark.index, self.span(path)[1]
        piece, lead = self.text[start:end], "\n" + " " * around.start_mark.column + "- "
        copies = "".join(change(piece, number) + lead for number in range(times))
        text = self.text[:start] + copies + self.text[start:]
        shift = copies.count("\n") if line is None else 0
        return self.mutant(text, (self.line(path) if line is None else self.line(line)) + shift, rules)

    def mutant(self, text: str | bytes, line: int, rules: str) -> Mutant:
        return Mutant(text, line, frozenset(rules.split()))

    def _start(self, around: Any, part: str | int) -> int:
        if isinstance(part, int):
            return int(around.value[part].start_mark.index)
        return int(next(key for key, _ in around.value if key.value == part).start_mark.index)


def _parts(node: Any) -> list[str | int]:
    if isinstance(node, yaml.MappingNode):
        return [key.value for key, _ in node.value]
    return list(range(len(node.value)))


def _plain(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    return [_plain(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value


def _paths(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    yield path, value
    pairs: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    for part, inner in pairs:
        yield from _paths((*path, part), inner)


@lru_cache(maxsize=4)
def doc(text: str) -> Doc:
    """Return the tree of a text, read once."""
    return Doc(text)
