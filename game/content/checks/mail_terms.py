"""An offer gives a chip and asks one, a demand only asks, a message does neither.

Fails:

    powers:
      us:
        tray:
          - {id: ask_quiet, mail: {kind: demand}}

Passes:

    powers:
      us:
        tray:
          - {id: ask_quiet, mail: {kind: demand, gives: null}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.node import Node
from game.content.problem import Problem, error
from game.engine.spec import Scenario
from game.engine.terms import POWERS

ID: Final = "mail-terms"
_TERMS: Final = {"offer": (True, True), "demand": (False, True), "message": (False, False)}


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the mail whose terms do not fit its kind."""
    for power in POWERS:
        for card in document.root.at("powers", power, "tray").items:
            mail = card.child("mail")
            if mail is not None and mail.text("kind") in _TERMS:
                yield from _mail(mail)


def _mail(mail: Node) -> Iterator[Problem]:
    kind = mail.text("kind")
    for key, wanted in zip(("gives", "asks"), _TERMS[kind], strict=True):
        if bool(mail.text(key)) != wanted:
            message = f"`{key}` is missing in this {kind}" if wanted else f"`{key}` has no place in a {kind}"
            yield error(mail.key_place(key), ID, message, "an offer gives and asks, a demand asks, a message does neither")
