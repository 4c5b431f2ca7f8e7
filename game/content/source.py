"""YAML text into a tree of nodes that know their file, line and column.

Only what a scenario needs is let through: one document, no tags, no aliases, no tabs, no key twice.
Everything refused becomes a problem; nothing here raises for what stands in a file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import yaml

from game.content import yaml_faults
from game.content.problem import Problem, error
from game.engine.steps import Place

Kind = Literal["mapping", "list", "text", "number", "boolean", "nothing", "date"]

MAX_BYTES: Final = 2 * 1024 * 1024
"""Largest file that is read."""
MAX_DEPTH: Final = 40
"""Deepest nesting that is read."""

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DIGITS: Final = 25
_WORDS: Final[dict[str, tuple[Kind, bool | None]]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), ("nothing", None)),
    **dict.fromkeys(("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"), ("boolean", True)),
    **dict.fromkeys(("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"), ("boolean", False)),
}
_NUMERIC: Final = frozenset("+-.0123456789")
_NUMBER: Final = re.compile(r"[-+]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_WHOLE: Final = re.compile(r"[-+]?(?:0|[1-9]\d*)", re.ASCII)
# What YAML 1.1 readers take for octal, hexadecimal, binary, base 60 or grouped digits, each in its own way.
_ODD_NUMBER: Final = re.compile(
    r"[-+]?(?:0[\d_]+(?:\.\d*)?|0x[\da-fA-F_]+|0[bo][\d_]+|\d+(?::[0-5]?\d)+(?:\.\d*)?|\d[\d_]*_[\d_]*(?:\.\d*)?)", re.ASCII
)
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_DATE: Final = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt ].*)?", re.ASCII)
_READS: Final = {"boolean": "a yes/no value", "number": "a number", "date": "a date", "nothing": "nothing"}


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
        self.value: str | float | bool | None = raw
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
    builder = _Builder(file)
    builder.problems.extend(yaml_faults.tabs(lines, file))
    builder.run(text)
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


@dataclass(slots=True)
class _Builder:
    """Puts the events of the YAML parser together, without recursion, so that no file can exhaust the stack."""

    file: str
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    open: list[Node] = field(default_factory=list)
    pending: list[Node | None] = field(default_factory=list)
    documents: int = 0
    aliases: int = 0
    anchors: int = 0
    flows: list[Any] = field(default_factory=list)
    quoted: Any = None

    def run(self, text: str) -> None:
        """Read all events, or up to the first that makes the rest unreadable."""
        event: Any = None
        try:
            # Not yaml.parse, which asks for each event twice.
            loader = _LOADER(text)
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
        except yaml.YAMLError as fault:
            self.root = None
            # The parser reads ahead within a line and may give up on brackets before it has told of any.
            deep = yaml_faults.too_deep(text, 0 if event is None else event.end_mark.index, fault, MAX_DEPTH - len(self.open))
            if deep is not None:
                self._too_deep(*deep)
            else:
                self.problems.append(yaml_faults.syntax(fault, self.file, self.flows, self.quoted))
            return
        if self.documents == 0:
            self._say(1, 1, "empty-file", "the file is empty", "start with `id:` and `title:`")

    def _say(self, line: int, column: int, rule: str, message: str, hint: str) -> None:
        self.problems.append(error(Place(self.file, line, column), rule, message, hint))

    def _take(self, event: Any) -> bool:
        """Take one event that is no scalar; False stops the reading."""
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            return self._enter(event)
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.open.pop()
            self.pending.pop()
            self.flows.pop()
        elif isinstance(event, yaml.AliasEvent):
            self.aliases += 1
            if self.aliases <= yaml_faults.MAX_OF_A_KIND:
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
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if parent.kind == "list":
            parent.items.append(node)
            return
        key = self.pending[-1]
        if key is None:
            self.pending[-1] = node if node.kind == "text" else self._key(node)
            return
        self.pending[-1] = None
        name = str(key.value)
        if name in parent.fields:
            message = f"the key `{name}` is written twice here"
            self.problems.append(error(key.place, "duplicate-key", message, "keep one of the two", parent.keys[name].place))
            return
        parent.fields[name] = node
        parent.keys[name] = key

    def _key(self, node: Node) -> Node:
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
            if value in _WORDS:
                node.kind, node.value = _WORDS[value]
            elif value[0] in _NUMERIC:
                self._resolve_number(node, value)
        if not value.isprintable() and (unseen := yaml_faults.UNSEEN.search(value)):
            self._at(event, "unseen-character", f"the text holds the invisible character U+{ord(unseen[0]):04X}", "take it out")
        return node

    def _resolve_number(self, node: Node, raw: str) -> None:
        if _NUMBER.fullmatch(raw):
            node.kind = "number"
            if len(raw) > _MAX_DIGITS or not math.isfinite(float(raw)):
                node.value = 0
                self._say(
                    node.line, node.column, "number", f"the number `{raw[:30]}` is too large or too long", "write it with fewer digits"
                )
            else:
                node.value = int(raw) if _WHOLE.fullmatch(raw) else float(raw)
        elif _NOT_FINITE.fullmatch(raw):
            node.kind, node.value = "number", 0
            self._say(node.line, node.column, "number", f"`{raw}` is not a number that can be counted with", "write a finite number")
        elif _DATE.fullmatch(raw):
            node.kind = "date"
        elif _ODD_NUMBER.fullmatch(raw):
            hint = f'quote it if it is text: "{raw}"; else write plain decimal digits'
            self._say(node.line, node.column, "number", f"`{raw}` reads as different numbers in different programs", hint)
