"""An adviser is one of the seat's, and backs a response of this incident.

Fails:

    incidents:
      - id: findings
        advisers:
          state: {backs: expel_fw, because: It is read correctly.}

Passes:

    incidents:
      - id: findings
        advisers:
          state: {backs: leave_it, because: It is read correctly.}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.node import Node
from game.content.problem import Problem, did_you_mean, error
from game.engine.spec import Scenario
from game.engine.terms import POWERS

ID: Final = "adviser-backs"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield advice by nobody and advice for nothing."""
    for incident in document.root.list("incidents"):
        yield from _incident(scenario, incident)


def _incident(scenario: Scenario, incident: Node) -> Iterator[Problem]:
    seats = [power for power in POWERS if incident.text("for") in (power, "both")]
    known = {adviser.id for power in seats for adviser in scenario.seats[power].advisers}
    responses = {response.text("id") for response in incident.list("responses")}
    for name, advice in incident.mapping("advisers").items():
        if seats and name not in known:
            place = incident.fields["advisers"].key_place(name)
            yield error(place, ID, f"this seat has no adviser `{name}`", did_you_mean(name, known))
        backed = advice.text("backs")
        if backed not in responses:
            message = f"`{name}` backs `{backed}`, which is no response here"
            yield error(advice.at("backs").place, ID, message, did_you_mean(backed, responses))
