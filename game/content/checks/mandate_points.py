"""A mandate has four goals of 40, 30, 20 and 10 points, in this order.

Fails:

    powers:
      us:
        mandates:
          - id: line
            goals:
              - {label: Room, of: me.room, start: 20, full: 60, points: 70}
              - {label: Boundary, of: boundary, start: 40, full: 60, points: 30}

Passes:

    powers:
      us:
        mandates:
          - id: line
            goals:
              - {label: Room, of: me.room, start: 20, full: 60, points: 40}
              - {label: Boundary, of: boundary, start: 40, full: 60, points: 30}
              - {label: Hope, of: me.hope, start: 0.2, full: 0.6, points: 20}
              - {label: Relations, of: relations, start: -60, full: -40, points: 10}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, error
from game.engine.spec import Scenario
from game.engine.terms import POWERS

ID: Final = "mandate-points"
_POINTS: Final = [40.0, 30.0, 20.0, 10.0]


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the mandates with other points."""
    for power in POWERS:
        for index, mandate in enumerate(scenario.seats[power].mandates):
            points = [goal.points for goal in mandate.goals]
            if points != _POINTS:
                place = document.place("powers", power, "mandates", index, "goals")
                shown = ", ".join(f"{value:g}" for value in points) or "none"
                yield error(place, ID, f"the goals of `{mandate.id}` have the points {shown}", "four goals with 40, 30, 20 and 10 points")
