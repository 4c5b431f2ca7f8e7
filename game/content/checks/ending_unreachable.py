"""No ending stands behind one that always comes before it, and none waits for what is always false.

Fails:

    endings:
      - {id: adjourned, when: reserve.kept or shrugged and relations < -60}

Passes:

    endings:
      - {id: answered, when: reserve.kept or shrugged and relations < -50}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import all_steps
from game.content.expressions import constant
from game.content.problem import Problem, error
from game.engine.spec import Ending, Scenario
from game.engine.steps import Finish

ID: Final = "ending-unreachable"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the endings that cannot close a game."""
    named = {step.ending for step in all_steps(scenario) if isinstance(step, Finish)}
    before: list[Ending] = []
    for ending in scenario.endings:
        if ending.id not in named:
            yield from _ending(ending, before)
        before.append(ending)


def _ending(ending: Ending, before: list[Ending]) -> Iterator[Problem]:
    if constant(ending.when.expression) == 0.0:
        message = f"the ending `{ending.id}` waits for what is never true"
        yield error(ending.when.place, ID, message, "name it in a step `end`, or change `when`")
    for earlier in before:
        # Endings that are not final are read in every turn, the last too, so they also stand before the final ones.
        if earlier.final and not ending.final:
            continue
        value = constant(earlier.when.expression)
        if earlier.when.expression == ending.when.expression or (value is not None and value != 0.0):
            message = f"the ending `{ending.id}` never comes: `{earlier.id}` always comes first"
            yield error(ending.place, ID, message, "change the order or the condition", earlier.place)
            return
