"""An incident of the desk has three to six responses.

Fails:

    incidents:
      - id: findings
        responses:
          - {id: a, label: A, line: One., does: [], result: Done., echo: You did.}
          - {id: b, label: B, line: One., does: [], result: Done., echo: You did.}
          - {id: c, label: C, line: One., does: [], result: Done., echo: You did.}
          - {id: d, label: D, line: One., does: [], result: Done., echo: You did.}

Passes:

    incidents:
      - id: findings
        responses:
          - {id: a, label: A, line: One., does: [], result: Done., echo: You did.}
          - {id: b, label: B, line: One., does: [], result: Done., echo: You did.}
          - {id: c, label: C, line: One., does: [], result: Done., echo: You did.}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import plain_id, written
from game.content.problem import Problem, error, warning
from game.engine.spec import Scenario
from game.engine.terms import MAX_RESPONSES

ID: Final = "response-count"
_LEAST: Final = 3


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the incidents with too many responses, and with too few for a choice."""
    for incident in written(scenario):
        count = len(incident.responses)
        if incident.deck != "news" and not _LEAST <= count <= MAX_RESPONSES:
            say = error if count > MAX_RESPONSES or count == 0 else warning
            yield say(incident.place, ID, f"`{plain_id(incident.id)}` has {count} responses", f"give it {_LEAST} to {MAX_RESPONSES}")
