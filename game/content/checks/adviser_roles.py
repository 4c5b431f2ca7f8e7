"""A seat has exactly one senior adviser, whose view sets what is soft, and exactly one loud one.

Fails:

    powers:
      us:
        advisers:
          - {id: treasury, senior: true}

Passes:

    powers:
      us:
        advisers:
          - {id: treasury, senior: false}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, error
from game.engine.spec import Scenario
from game.engine.terms import POWERS

ID: Final = "adviser-roles"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the seats with no or several senior or loud advisers."""
    for power in POWERS:
        advisers = scenario.seats[power].advisers
        place = document.place("powers", power, "advisers")
        for role, count in (("senior", sum(a.senior for a in advisers)), ("loud", sum(a.loud for a in advisers))):
            if count != 1:
                yield error(place, ID, f"this seat has {count} advisers that are `{role}`", f"mark exactly one with `{role}: true`")
