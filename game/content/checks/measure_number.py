"""A measure that counts something has its number, above zero; one that counts nothing has none.

Fails:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, does: [expel]}

Passes:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, does: [{expel: 4}, accuse]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import all_steps, flat
from game.content.expressions import constant
from game.content.problem import Problem, error
from game.engine.spec import Scenario
from game.engine.steps import Act
from game.engine.terms import POWERS

ID: Final = "measure-number"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the measures whose number is missing, superfluous or not above zero."""
    shared = [step for chip in scenario.chips.values() for power in POWERS for step in flat(chip.steps[power])]
    for step in (*all_steps(scenario), *shared):
        if isinstance(step, Act):
            yield from _act(scenario, step)


def _act(scenario: Scenario, step: Act) -> Iterator[Problem]:
    counted = scenario.measures[step.measure].takes
    if counted == "none":
        if step.amount is not None:
            message = f"`{step.measure}` takes no number, got `{step.amount.text}`"
            yield error(step.place, ID, message, "write the name alone, or 1; `scope` makes it smaller")
        return
    if step.amount is None:
        yield error(step.place, ID, f"`{step.measure}` needs a number of {counted}", f"write {{{step.measure}: 35}}")
        return
    value = constant(step.amount.expression)
    if value is not None and value <= 0:
        yield error(step.amount.place, ID, f"`{step.measure}` counts {counted}, got {value:g}", "a number above zero")
