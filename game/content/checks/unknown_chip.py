"""A bargain gives and asks chips of common/chips.yaml.

Fails:

    powers:
      us:
        tray:
          - {id: ask_quiet, mail: {gives: quiet_moth}}

Passes:

    powers:
      us:
        tray:
          - {id: ask_quiet, mail: {gives: meeting}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.node import Node
from game.content.problem import Problem, did_you_mean, error
from game.engine.spec import Scenario
from game.engine.terms import POWERS

ID: Final = "unknown-chip"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the chips that nobody has."""
    for power in POWERS:
        for card in document.root.at("powers", power, "tray").items:
            mail = card.child("mail")
            if mail is not None:
                yield from _terms(mail, scenario)
                yield from _terms(mail.at("counter"), scenario)


def _terms(node: Node, scenario: Scenario) -> Iterator[Problem]:
    for key in ("gives", "asks"):
        chip = node.text(key)
        if chip and chip not in scenario.chips:
            yield error(node.fields[key].place, ID, f"there is no chip `{chip}`", did_you_mean(chip, scenario.chips))
