"""A seat has two or three mandates, so that one can be chosen.

Fails:

    powers:
      us:
        mandates:
          - {id: second, name: Second, text: Another aim., goals: []}
          - {id: third, name: Third, text: Another aim., goals: []}
          - {id: fourth, name: Fourth, text: Another aim., goals: []}

Passes:

    powers:
      us:
        mandates:
          - id: second
            name: Second
            text: Another aim.
            goals: []
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, warning
from game.engine.spec import Scenario
from game.engine.terms import POWERS

ID: Final = "mandate-count"
_LEAST, _MOST = 2, 3


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the seats with too few or too many mandates."""
    for power in POWERS:
        count = len(scenario.seats[power].mandates)
        if not _LEAST <= count <= _MOST:
            yield warning(
                document.place("powers", power, "mandates"),
                ID,
                f"this seat has {count} mandate{'' if count == 1 else 's'}",
                "give it two or three",
            )
