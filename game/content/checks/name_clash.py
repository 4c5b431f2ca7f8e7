"""Tracks, flags, words, parties, hidden types and the legislature share one set of names, apart from the game's own.

Fails:

    tracks:
      - {id: reserve, label: Reserves, start: 1, about: It counts.}

Passes:

    tracks:
      - {id: reserves, label: Reserves, start: 1, about: It counts.}
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.names import RESERVED
from game.content.problem import Problem, error
from game.engine.spec import Scenario
from game.engine.steps import Place
from game.engine.terms import LEGISLATURE_READINGS

ID: Final = "name-clash"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the names that mean two things in an expression."""
    seen: dict[str, tuple[str, Place]] = {}
    for kind, name, place in _named(document):
        if name in RESERVED or keyword.iskeyword(name):
            yield error(place, ID, f"`{name}` means something else in expressions", "choose another name")
        elif name in seen and seen[name][0] != kind:
            yield error(place, ID, f"the {kind} `{name}` has the name of a {seen[name][0]}", "choose another name", seen[name][1])
        seen.setdefault(name, (kind, place))
    yield from _inner(document)


def _named(document: Document) -> Iterator[tuple[str, str, Place]]:
    root = document.root
    for kind, key in (("track", "tracks"), ("party", "parties"), ("word", "words"), ("hidden type", "hidden")):
        for node in root.list(key):
            yield kind, node.text("id"), node.at("id").place
    legislature = root.child("legislature")
    if legislature is not None and legislature.fields:
        yield "legislature", legislature.text("id"), legislature.at("id").place
    for flag, place in document.names.flags.items():
        yield "flag", flag, place


def _inner(document: Document) -> Iterator[Problem]:
    root, seen = document.root, set(LEGISLATURE_READINGS)
    legislature = root.child("legislature")
    for node in (*legislature.list("chambers"), *legislature.list("clauses")) if legislature is not None else ():
        name = node.text("id")
        if name in seen or keyword.iskeyword(name):
            yield error(node.at("id").place, ID, f"`{name}` is taken in this legislature", "choose another name")
        seen.add(name)
    for hidden in root.list("hidden"):
        for value in hidden.mapping("values"):
            if keyword.iskeyword(value):
                yield error(hidden.fields["values"].key_place(value), ID, f"`{value}` cannot stand in an expression", "choose another name")
