"""A weight is not below zero, and only the pool has weights.

Fails:

    incidents:
      - {id: quiet_day, weight: -1}

Passes:

    incidents:
      - {id: quiet_day, weight: 1}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, error, warning
from game.engine.spec import Scenario

ID: Final = "pool-weight"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield weights below zero and weights outside the pool."""
    for incident in document.root.list("incidents"):
        if "weight" not in incident.fields:
            continue
        node = incident.fields["weight"]
        if incident.text("deck") == "spine":
            yield warning(incident.key_place("weight"), ID, "a spine incident is not drawn, so its weight counts nothing", "take it out")
        if node.number_value() < 0:
            yield error(node.place, ID, f"the weight {node.raw} is below zero", "0 or more; 1 is usual")
