"""A seat has at most six incidents of the spine; the rest of the desk belongs to the pool and the rival.

Fails:

    incidents:
      - {id: findings, for: both, turns: "1-3"}
      - {id: thirty_five, for: both}
      - {id: s3, for: us, deck: spine, title: T, text: Text., responses: [{id: a, label: A, line: L., does: [], result: R.}]}
      - {id: s4, for: us, deck: spine, title: T, text: Text., responses: [{id: a, label: A, line: L., does: [], result: R.}]}
      - {id: s5, for: us, deck: spine, title: T, text: Text., responses: [{id: a, label: A, line: L., does: [], result: R.}]}
      - {id: s6, for: us, deck: spine, title: T, text: Text., responses: [{id: a, label: A, line: L., does: [], result: R.}]}
      - {id: s7, for: us, deck: spine, title: T, text: Text., responses: [{id: a, label: A, line: L., does: [], result: R.}]}

Passes:

    incidents:
      - {id: thirty_five, for: both}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import plain_id, written
from game.content.problem import Problem, error
from game.engine.spec import Scenario
from game.engine.terms import POWERS

ID: Final = "spine-count"
_MOST: Final = 6


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the incidents of a spine beyond the sixth."""
    for power in POWERS:
        spine = [incident for incident in written(scenario) if incident.deck == "spine" and incident.power == power]
        for incident in spine[_MOST:]:
            message = f"`{plain_id(incident.id)}` is one of {len(spine)} spine incidents of this seat"
            yield error(incident.place, ID, message, f"at most {_MOST}; move it into the pool")
