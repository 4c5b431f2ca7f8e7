"""A goal starts and ends at different values, and its points rise between them.

Fails:

    powers:
      us:
        mandates:
          - id: line
            goals:
              - {label: Room, of: me.room, start: 60, full: 60, points: 40}
              - {label: Boundary, of: boundary, start: 40, full: 60, points: 30}
              - {label: Hope, of: me.hope, start: 0.2, full: 0.6, points: 20}
              - {label: Relations, of: relations, start: -60, full: -40, points: 10}

Passes:

    powers:
      us:
        mandates:
          - id: line
            goals:
              - {label: Quiet, of: tension, start: 60, full: 20, points: 40}
              - {label: Boundary, of: boundary, start: 40, full: 60, points: 30}
              - {label: Hope, of: me.hope, start: 0.2, full: 0.6, points: 20}
              - {label: Relations, of: relations, start: -60, full: -40, points: 10}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.expressions import constant
from game.content.problem import Problem, error
from game.engine.spec import Scenario
from game.engine.terms import POWERS

ID: Final = "goal-range"
_NARROWEST: Final = 0.001


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the goals whose points could never rise."""
    for power in POWERS:
        for index, mandate in enumerate(scenario.seats[power].mandates):
            for number, goal in enumerate(mandate.goals):
                place = document.place("powers", power, "mandates", index, "goals", number)
                if abs(goal.full - goal.start) < _NARROWEST:
                    message = f"the goal `{goal.label}` starts at {goal.start:g} and ends at {goal.full:g}"
                    yield error(place, ID, message, f"`full` differs from `start` by {_NARROWEST} at least")
                if constant(goal.of.expression) is not None:
                    yield error(goal.of.place, ID, f"the goal `{goal.label}` measures a constant", "name a track")
