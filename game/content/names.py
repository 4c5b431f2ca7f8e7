"""The names an expression or a track step may use in one scenario."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from game.content.node import Node
from game.content.problem import did_you_mean
from game.engine.steps import Place
from game.engine.terms import (
    GLOBAL_READINGS,
    LEGISLATURE_READINGS,
    POWERS,
    Power,
    other,
)
from game.engine.tracks import GameRows, PairRows, SeatRows, names_of

WORD_READINGS: Final = ("open", "kept", "dropped")
"""What an expression may read of a word."""
RESERVED: Final = frozenset(
    {*POWERS, "me", "them", "received", "min", "max", "abs", "and", "or", "not", *PairRows.rows, *GLOBAL_READINGS, *GameRows.rows}
)
"""Names that no author may give to something else."""
_SETTERS: Final = ("incidents", "powers", "words")


@dataclass(frozen=True, slots=True)
class Names:
    """What can be read, what can be written, and which flags some step sets (with the first place)."""

    readable: frozenset[str]
    writable: frozenset[str]
    flags: dict[str, Place]

    def absolute(self, name: str, me: Power | None) -> str | None:
        """Return the name with `me`, `them` and a bare `received` replaced, or None where nobody is `me`."""
        head, _, tail = name.partition(".")
        if head == "received":
            head, tail = "me", name
        if head not in ("me", "them") or not tail:
            return name
        if me is None:
            return None
        return f"{me if head == 'me' else other(me)}.{tail}"

    def suggest(self, name: str, written: str, known: Iterable[str]) -> str:
        """Return the did-you-mean hint for an absolute name, in the words the author used."""
        hint = did_you_mean(name, known)
        head = written.partition(".")[0]
        if head in ("me", "them") and hint.startswith("did you mean"):
            return hint.replace(f"`{name.partition('.')[0]}.", f"`{head}.")
        return hint


def gather(root: Node) -> Names:
    """Collect the names a scenario file declares; the file may still be wrong elsewhere."""
    powers = {f"{power}.{name}" for power in POWERS for name in names_of(SeatRows, "read")}
    tracks = set(_ids(root, "tracks"))
    parties = {f"{party}.alignment" for party in _ids(root, "parties")}
    shares, readings = _legislature(root)
    words = {f"{word}.{reading}" for word in _ids(root, "words") for reading in WORD_READINGS}
    hidden = {f"{item.text('id')}.{value}" for item in root.list("hidden") for value in item.mapping("values")}
    written = {f"{power}.{name}" for power in POWERS for name in names_of(SeatRows, "write")}
    readable = {*names_of(PairRows, "read"), *GLOBAL_READINGS, *powers, *tracks, *parties, *shares, *readings, *words, *hidden}
    return Names(frozenset(readable), frozenset({*names_of(PairRows, "write"), *written, *tracks, *parties, *shares}), _flags(root))


def _ids(root: Node, key: str) -> list[str]:
    return [item.text("id") for item in root.list(key)]


def _legislature(root: Node) -> tuple[set[str], set[str]]:
    found = root.child("legislature")
    if found is None:
        return set(), set()
    name = found.text("id")
    shares = {f"{name}.{item.text('id')}" for item in (*found.list("chambers"), *found.list("clauses"))}
    return shares, {f"{name}.{reading}" for reading in LEGISLATURE_READINGS}


def _flags(root: Node) -> dict[str, Place]:
    found: dict[str, Place] = {name: root.fields["inherits"].key_place(name) for name in root.mapping("inherits")}
    for key in _SETTERS:
        section = root.child(key)
        for node in section.mappings() if section is not None else ():
            flag = node.fields.get("flag")
            if flag is not None and flag.kind == "text":
                found.setdefault(str(flag.value), flag.place)
    return found


def secret_flags(root: Node) -> dict[str, Power]:
    """Return the flags that some step sets in secret, with the power that sets them."""
    found: dict[str, Power] = {}
    for section, power in _seats_of_steps(root):
        for node in section.mappings():
            flag = node.fields.get("flag")
            if flag is not None and node.truth("secret"):
                found.setdefault(str(flag.value), power)
    return found


def _seats_of_steps(root: Node) -> list[tuple[Node, Power]]:
    """Return the parts of the file whose steps have a `me`, with that power."""
    parts: list[tuple[Node, Power]] = []
    for power in POWERS:
        parts.append((root.at("powers", power), power))
        parts.extend((node, power) for node in root.list("incidents") if node.text("for") in (power, "both"))
        parts.extend((node, power) for node in root.list("words") if node.text("owner") == power)
    return parts
