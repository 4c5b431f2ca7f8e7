"""Texts keep to their number of words, so that a turn fits one screen and reads in a minute.

Fails:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, label: Put the file into the lowest drawer of all}

Passes:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, label: Put the file into a drawer}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from game.content.checks.document import Document
from game.content.node import Node
from game.content.problem import Problem, warning
from game.engine.spec import Scenario
from game.engine.terms import POWERS

ID: Final = "text-budget"
_DESK: Final = {"text": 90}
_NEWS: Final = {"title": 9, "text": 35}
_CHOICE: Final = {"label": 7, "line": 18, "result": 30, "echo": 20, "news": 9}
_SEAT: Final = {"brief": 60, "brief_print": 150}
_STEP: Final = {"why": 5, "risk": 6, "news": 9}
_ENDING: Final = (60, 90)


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the texts that are too long, and endings that are too short."""
    root = document.root
    for incident in root.list("incidents"):
        yield from _incident(incident)
    for power in POWERS:
        seat = root.at("powers", power)
        yield from _limits(seat, _SEAT)
        for card in seat.list("tray"):
            yield from _limits(card, _CHOICE)
            yield from _limits(card.at("mail"), {"text": 60})
            yield from _steps(card, "mail")
    for word in root.list("words"):
        yield from _steps(word)
    for ending in root.list("endings"):
        yield from _ending(ending)


def _incident(incident: Node) -> Iterator[Problem]:
    yield from _limits(incident, _NEWS if incident.text("deck") == "news" else _DESK)
    for variant in incident.list("variants"):
        yield from _limits(variant, _DESK if incident.text("deck") != "news" else _NEWS)
    for advice in incident.mapping("advisers").values():
        yield from _limits(advice, {"because": 25})
    for response in incident.list("responses"):
        yield from _limits(response, _CHOICE)
        yield from _limits(response.at("papers"), dict.fromkeys(response.mapping("papers"), 9))
        yield from _steps(response)
    yield from _steps(incident, "responses")


def _steps(owner: Node, *apart: str) -> Iterator[Problem]:
    """Check the lists of steps of a node, and of the mappings under it that are named."""
    for key in ("does", "keep", "accepted", "refused", "leaked"):
        for step in owner.list(key):
            for node in step.mappings():
                yield from _limits(node, _STEP)
    for key in apart:
        if owner.mapping(key):
            yield from _steps(owner.fields[key])


def _limits(node: Node, limits: Mapping[str, int]) -> Iterator[Problem]:
    for key, most in limits.items():
        found = node.fields.get(key)
        if found is not None and found.kind == "text":
            count = len(str(found.value).split())
            if count > most:
                yield warning(found.place, ID, f"`{key}` has {count} words, more than {most}", "shorten it")


def _ending(ending: Node) -> Iterator[Problem]:
    least, most = _ENDING
    for node in (ending.at("text"), *ending.mapping("texts").values()):
        count = len(str(node.value).split())
        if not least <= count <= most:
            yield warning(
                node.place, ID, f"the text of an ending has {count} words, not {least} to {most}", f"write {least} to {most} words"
            )
