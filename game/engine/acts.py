"""What an act weighs: the weight of its measure and scope, times the size of its number where it sends people home."""

from __future__ import annotations

from typing import Final

from game.engine.grid import event_size
from game.engine.spec import Measure, Scenario
from game.engine.steps import Act, Number, Step

SUPPOSED: Final = 35.0
"""The number that is supposed where an author computes it from the state: that of December 2016."""


def unit_weight(measure: Measure, scope: float) -> float:
    """Return the weight of a measure at a scope, in Goldstein points, whatever its number."""
    return measure.weight * scope


def has_size(measure: Measure) -> bool:
    """Tell whether the number of a measure scales its weight: it does where people are sent home."""
    return measure.removes == "staff"


def supposed_number(act: Act) -> float:
    """Return the number of an act as far as the file tells it."""
    if act.amount is None:
        return 1.0
    return act.amount.expression.value if isinstance(act.amount.expression, Number) else SUPPOSED


def supposed_weight(measure: Measure, act: Act) -> float:
    """Return the weight of an act as far as the file tells its number."""
    size = event_size(supposed_number(act)) if has_size(measure) else 1.0
    return unit_weight(measure, act.scope) * size


def softness(scenario: Scenario, steps: tuple[Step, ...]) -> float:
    """Return the weight of a list's unconditional measures without their numbers, in Goldstein points: higher is softer."""
    return sum(unit_weight(scenario.measures[step.measure], step.scope) for step in steps if isinstance(step, Act))


def is_gift(scenario: Scenario, step: Step) -> bool:
    """Tell whether a step is a measure that gives something."""
    return isinstance(step, Act) and scenario.measures[step.measure].weight > 0
