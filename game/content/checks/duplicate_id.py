"""Ids are used once: incidents in the file, responses in their incident, cards in their tray, and so on.

Fails:

    incidents:
      - {id: due_reserve, deck: news, title: Snow, text: It snows.}

Passes:

    incidents:
      - {id: more_snow, deck: news, title: Snow, text: It snows.}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from game.content.checks.document import Document
from game.content.node import Node
from game.content.problem import Problem, error
from game.engine.spec import Scenario
from game.engine.terms import POWERS

ID: Final = "duplicate-id"
_LISTS: Final = ("incidents", "endings", "words", "packages", "parties", "tracks", "hidden", "papers")


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the second use of an id, with the place of the first."""
    root = document.root
    for key in _LISTS:
        yield from _twice(root.list(key), {})
    for incident in root.list("incidents"):
        yield from _twice(incident.list("responses"), {})
    for power in POWERS:
        for key in ("mandates", "advisers", "tray"):
            yield from _twice(root.at("powers", power).list(key), {})
    # The incidents of words that come due have ids of their own making.
    yield from _twice(root.list("incidents"), {f"due_{word.text('id')}": word for word in root.list("words")}, only_given=True)


def _twice(nodes: Sequence[Node], seen: dict[str, Node], only_given: bool = False) -> Iterator[Problem]:
    for node in nodes:
        name = node.text("id")
        if name in seen:
            yield error(node.at("id").place, ID, f"the id `{name}` is used twice", "ids are used once", seen[name].at("id").place)
        elif not only_given:
            seen[name] = node
