"""At most one response of an incident is what was really done.

Fails:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, history: true}

Passes:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, history: false}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import plain_id, written
from game.content.problem import Problem, warning
from game.engine.spec import Scenario

ID: Final = "history-once"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the second response that claims to be history."""
    for incident in written(scenario):
        done = [response for response in incident.responses if response.history]
        for response in done[1:]:
            message = f"`{plain_id(incident.id)}` has more than one response that was really made"
            yield warning(response.place, ID, message, "mark one with `history: true`", done[0].place)
