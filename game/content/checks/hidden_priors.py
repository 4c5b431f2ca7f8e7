"""The chances of a hidden type's values add up to 1.

Fails:

    hidden:
      - {id: successor, values: {deal: 0.5, firm: 0.4}}

Passes:

    hidden:
      - {id: successor, values: {deal: 0.6, firm: 0.4}}
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, error
from game.engine.spec import Scenario

ID: Final = "hidden-priors"
_SLACK: Final = 1e-9


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the hidden types whose chances do not add up."""
    for index, hidden in enumerate(scenario.hidden):
        total = math.fsum(prior for _, prior in hidden.values)
        if abs(total - 1.0) > _SLACK:
            place = document.place("hidden", index, "values")
            yield error(place, ID, f"the chances of `{hidden.id}` add up to {total:g}", "they add up to 1")
