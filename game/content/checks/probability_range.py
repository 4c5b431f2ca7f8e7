"""A probability is a number from 0 to 1.

Fails:

    incidents:
      - {id: snow, chance: 40}

Passes:

    incidents:
      - {id: snow, chance: 0.4}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import all_steps, written
from game.content.expressions import constant
from game.content.problem import Problem, error
from game.engine.spec import Scenario
from game.engine.steps import Chance

ID: Final = "probability-range"
_PERCENT: Final = 100.0


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the constants that are no probabilities."""
    chances = [step.probability for step in all_steps(scenario) if isinstance(step, Chance)]
    chances += [incident.probability for incident in written(scenario) if incident.probability is not None]
    for formula in chances:
        value = constant(formula.expression)
        if value is not None and not 0.0 <= value <= 1.0:
            hint = f"write {value / _PERCENT:g}" if 1.0 < value <= _PERCENT else "from 0 to 1"
            yield error(formula.place, ID, f"{value:g} is no probability", hint)
