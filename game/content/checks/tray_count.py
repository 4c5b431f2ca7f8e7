"""A tray has eight to sixteen cards.

Fails:

    powers:
      us:
        tray: []

Passes:

    powers:
      us:
        tray:
          - {id: extra, verb: talk, label: Extra, line: One more., does: [], result: Done.}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, error, warning
from game.engine.spec import Scenario
from game.engine.terms import MAX_TRAY, POWERS

ID: Final = "tray-count"
_LEAST: Final = 8


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the trays that are too full, and those too empty to vary."""
    for power in POWERS:
        count = len(scenario.seats[power].tray)
        if not _LEAST <= count <= MAX_TRAY:
            say = error if count > MAX_TRAY or count == 0 else warning
            yield say(document.place("powers", power, "tray"), ID, f"this tray has {count} cards", f"give it {_LEAST} to {MAX_TRAY}")
