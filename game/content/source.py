"""YAML text into a tree of nodes that know their file, line and column.

Only what a scenario needs is let through: one document, no tags, no aliases, no tabs, no key twice.
Everything refused becomes a problem; nothing here raises for what stands in a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from game.content import characters, yaml_faults
from game.content.node import Node
from game.content.problem import Problem, error
from game.content.scalars import NUMERIC, WORDS, Kind, numeric
from game.engine.steps import Place

MAX_BYTES: Final = 2 * 1024 * 1024
"""Largest file that is read."""
MAX_DEPTH: Final = 40
MAX_NODES: Final = 200_000
"""Most keys, values, lists and mappings of a file: ten times those of the longest shipped."""
MAX_PROBLEMS: Final = 1000
"""Problems of the YAML itself that are looked for; more are not told, and would only take time."""
"""Deepest nesting that is read."""

MERGE: Final = "<<"
"""The key by which other readers of YAML copy one mapping into another."""

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_READS: Final = {"boolean": "a yes/no value", "number": "a number", "date": "a date", "nothing": "nothing"}


class UnquotedDate:
    """Stands for a date without quotes, which other readers of YAML turn into something that is no text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: its tree (None when it cannot be read at all), its lines and what is wrong with it."""

    file: str
    root: Node | None
    lines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_source(data: bytes, file: str) -> Source:
    """Read the bytes of one YAML file."""
    if len(data) > MAX_BYTES:
        size = f"the file has {len(data):,} bytes, more than {MAX_BYTES:,}"
        return Source(file, None, (), (error(Place(file, 1, 1), "file-size", size, "a crisis is one file of a few thousand lines"),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return Source(file, None, (), (yaml_faults.not_utf8(data, file, fault.start),))
    lines = tuple(re.split(r"\r\n|\n|\r", text))
    unseen = yaml_faults.unseen(text, file)
    if unseen:
        return Source(file, None, lines, unseen)
    builder = _Builder(file, text)
    builder.problems.extend(yaml_faults.tabs(lines, file))
    builder.run()
    return Source(file, builder.root, lines, tuple(builder.problems))


def top_keys(data: bytes) -> Iterator[str]:
    """Yield the keys of the outermost mapping of a file, reading no further than asked; it ends where the file cannot be read."""
    depth, is_key = 0, True
    for event in _events(data.decode("utf-8-sig", "replace")):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif depth == 1 and isinstance(event, yaml.NodeEvent):
            if is_key and isinstance(event, yaml.ScalarEvent):
                yield str(event.value)
            is_key = not is_key
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1


def _events(text: str) -> Iterator[Any]:
    try:
        loader = _LOADER(text)
        try:
            while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
                yield event
        finally:
            loader.dispose()
    except yaml.YAMLError:
        return


def as_plain(node: Node) -> Any:
    """Return the tree as dicts, lists and scalars; a date without quotes becomes an `UnquotedDate`."""
    if node.kind == "mapping":
        return {key: as_plain(value) for key, value in node.fields.items()}
    if node.kind == "list":
        return [as_plain(item) for item in node.items]
    return UnquotedDate() if node.kind == "date" else node.value


class _TooMany(Exception):
    """A file has more parts than are read."""


@dataclass(slots=True)
class _Builder:
    """Puts the events of the YAML parser together, without recursion, so that no file can exhaust the stack."""

    file: str
    text: str
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    open: list[Node] = field(default_factory=list)
    pending: list[Node | None] = field(default_factory=list)
    documents: int = 0
    aliases: int = 0
    anchors: int = 0
    merges: int = 0
    odd: int = 0
    nodes: int = 0
    flows: list[Any] = field(default_factory=list)
    quoted: Any = None

    def run(self) -> None:
        """Read all events, or up to the first that makes the rest unreadable."""
        event: Any = None
        try:
            # Not yaml.parse, which asks for each event twice.
            loader = _LOADER(self.text)
            try:
                next_event, scalar, stop = loader.get_event, yaml.ScalarEvent, yaml.StreamEndEvent
                while True:
                    event = next_event()
                    kind = type(event)
                    # Most of a file is scalars, so they take the short way.
                    if kind is scalar:
                        self._put(self._scalar(event))
                    elif kind is stop:
                        break
                    elif not self._take(event):
                        self.root = None
                        return
            finally:
                loader.dispose()
        except _TooMany:
            self.root = None
            message, hint = f"the file has more than {MAX_NODES:,} parts", "split it, or take out what is not needed"
            self.problems = [error(Place(self.file, event.start_mark.line + 1, 1), "too-large", message, hint)]
            return
        except yaml.YAMLError as fault:
            self.root = None
            # The parser reads ahead within a line and may give up on brackets before it has told of any.
            start = 0 if event is None else event.end_mark.index
            deep = yaml_faults.too_deep(self.text, start, fault, MAX_DEPTH - len(self.open))
            if deep is not None:
                self._too_deep(*deep)
            elif not self.odd:
                odd = yaml_faults.odd_structure(self.text, start, fault, self.file)
                self._add(odd or yaml_faults.syntax(fault, self.file, self.flows, self.quoted))
            return
        if self.odd:
            # The parser took the character for a part of a word, so the tree is not the one that was meant.
            self.root = None
        if self.documents == 0:
            self._say(1, 1, "empty-file", "the file is empty", "start with `id:` and `title:`")

    def _say(self, line: int, column: int, rule: str, message: str, hint: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self._add(error(Place(self.file, line, column), rule, message, hint))

    def _add(self, problem: Problem) -> None:
        self.problems.append(problem)

    def _take(self, event: Any) -> bool:
        """Take one event that is no scalar; False stops the reading."""
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            return self._enter(event)
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.open.pop()
            self.pending.pop()
            self.flows.pop()
        elif isinstance(event, yaml.AliasEvent):
            merged = self.pending and self.pending[-1] is not None and self.pending[-1].raw == MERGE
            self.aliases += not merged
            if not merged and self.aliases <= yaml_faults.MAX_OF_A_KIND:
                message = f"`*{event.anchor}` repeats another part of the file"
                self._at(event, "alias", message, "write the part out; text that starts with * is put in quotes")
            self._put(self._new(event, "nothing"))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._at(event, "several-documents", "a second document starts here", "one file is one scenario; take out the line `---`")
                return False
        return True

    def _at(self, event: Any, rule: str, message: str, hint: str = "") -> None:
        self._say(event.start_mark.line + 1, event.start_mark.column + 1, rule, message, hint)

    def _too_deep(self, line: int, column: int) -> None:
        # Brackets that are keys of each other are one fault, whether or not the parser got as far as telling of them.
        open_at = {node.place for node in self.open}
        self.problems = [problem for problem in self.problems if problem.rule != "key" or problem.place not in open_at]
        message, hint = f"this is nested more than {MAX_DEPTH} deep", "take brackets or hyphens out; steps stand a few levels deep"
        self._say(line, column, "nesting", message, hint)

    def _new(self, event: Any, kind: Kind) -> Node:
        mark = event.start_mark
        return Node(kind, self.file, mark.line + 1, mark.column + 1)

    def _enter(self, event: Any) -> bool:
        kind: Kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "list"
        self._refuse_marks(event)
        if len(self.open) >= MAX_DEPTH:
            self._too_deep(event.start_mark.line + 1, event.start_mark.column + 1)
            return False
        node = self._new(event, kind)
        node.items, node.fields, node.keys = [], {}, {}
        self._put(node)
        self.open.append(node)
        self.pending.append(None)
        self.flows.append(event.start_mark if event.flow_style else None)
        return True

    def _refuse_marks(self, event: Any) -> None:
        if event.tag is not None:
            self._at(
                event,
                "tag",
                f"the tag `{event.tag.replace('tag:yaml.org,2002:', '!!')}` is not read",
                "take it out; text that starts with ! is put in quotes",
            )
        if event.anchor is not None:
            self.anchors += 1
            if self.anchors <= yaml_faults.MAX_OF_A_KIND:
                message = f"`&{event.anchor}` gives a part of the file a name, and is not read"
                self._at(event, "anchor", message, "take it out; text that starts with & is put in quotes")

    def _put(self, node: Node) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _TooMany
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if parent.kind == "list":
            parent.items.append(node)
            return
        key = self.pending[-1]
        if key is None:
            self.pending[-1] = self._key(node)
            return
        self.pending[-1] = None
        name = str(key.value)
        if name == MERGE and key.plain_style:
            self._merge(key, parent)
            return
        if name in parent.fields:
            message = f"the key `{name}` is written twice here"
            self._add(error(key.place, "duplicate-key", message, "keep one of the two", parent.keys[name].place))
            return
        parent.fields[name] = node
        parent.keys[name] = key

    def _merge(self, key: Node, parent: Node) -> None:
        """Say once that merge keys are not read; the key stays, so that what it was to bring is not missed."""
        parent.keys[MERGE] = key
        self.merges += 1
        if self.merges == 1:
            self._add(error(key.place, "merge-key", "merge keys (`<<`) are not read", "write the keys out"))

    def _key(self, node: Node) -> Node:
        if node.kind == "text":
            odd = characters.ODD.search(node.raw)
            if odd is not None:
                self._misplaced(Place(node.file, node.line, node.column + odd.start()), odd[0])
            return node
        if node.kind in ("mapping", "list"):
            self._say(node.line, node.column, "key", f"a {node.kind} cannot be a key", "a placeholder such as {word} is put in quotes")
        else:
            self._say(
                node.line, node.column, "key", f"the key `{node.raw}` reads as {_READS[node.kind]}", f'put it in quotes: "{node.raw}"'
            )
        # An own node, because the one given may still be filled with what stands inside it.
        key = Node("text", node.file, node.line, node.column)
        key.value = node.raw or f"?{node.line}:{node.column}"
        return key

    def _scalar(self, event: Any) -> Node:
        mark, value = event.start_mark, event.value
        node = Node("text", self.file, mark.line + 1, mark.column + 1, value)
        if event.style:
            node.plain_style = False
            if event.style in "'\"" and event.end_mark.line > mark.line:
                self.quoted = event
        if event.tag is not None or event.anchor is not None:
            self._refuse_marks(event)
        elif event.implicit[0]:
            if value in WORDS:
                node.kind, node.value = WORDS[value]
            elif value[0] in NUMERIC:
                node.kind, node.value, complaint = numeric(value)
                if complaint is not None:
                    self._at(event, "number", *complaint)
        if not value.isprintable():
            self._unseen(node, event)
        return node

    def _unseen(self, node: Node, event: Any) -> None:
        """Refuse what no text may hold; what only a text may hold is refused where the parser took more for a text than was meant."""
        hidden = characters.UNSEEN.search(node.raw)
        odd = None if hidden or not node.plain_style else characters.MISPLACED.search(node.raw)
        if hidden is not None:
            place = self._inside(event, hidden[0])
            self._add(
                error(place, "unseen-character", f"the text holds the invisible character {characters.named(hidden[0])}", "take it out")
            )
        elif odd is not None:
            self._misplaced(self._inside(event, odd[0][-1]), odd[0][-1])

    def _misplaced(self, place: Place, character: str) -> None:
        self.odd += 1
        if self.odd <= yaml_faults.MAX_OF_A_KIND:
            self._add(yaml_faults.misplaced(place, character))

    def _inside(self, event: Any, character: str) -> Place:
        """Return the place of a character of a scalar, which it shares with the whole scalar where it is written as an escape."""
        index = self.text.find(character, event.start_mark.index, event.end_mark.index)
        return characters.place_at(self.text, max(index, event.start_mark.index), self.file)
