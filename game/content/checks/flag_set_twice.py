"""One response sets a flag once at most: flags are only set, so the second step does nothing.

Fails:

    incidents:
      - id: findings
        responses:
          - {id: expel_few, does: [{flag: us_expelled}, {if: tension > 5, then: [{flag: us_expelled}]}]}

Passes:

    incidents:
      - id: findings
        responses:
          - {id: expel_few, does: [{if: tension > 5, then: [{flag: us_expelled}], else: [{flag: us_expelled}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import bundles
from game.content.problem import Problem, error
from game.engine.spec import Scenario
from game.engine.steps import Branch, Chance, Place, SetFlag, Step

ID: Final = "flag-set-twice"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the second of two steps that can both set one flag."""
    for bundle in bundles(scenario):
        found: list[Problem] = []
        _collect(bundle.steps, {}, found)
        yield from found


def _collect(steps: tuple[Step, ...], before: dict[str, Place], found: list[Problem]) -> dict[str, Place]:
    seen = dict(before)
    for step in steps:
        if isinstance(step, SetFlag):
            if step.flag in seen:
                found.append(error(step.place, ID, f"this response sets the flag `{step.flag}` twice", "keep one step", seen[step.flag]))
            seen[step.flag] = step.place
        elif isinstance(step, Branch | Chance):
            # Only one side is done, so the sides do not count against each other.
            sides = _collect(step.then, seen, found), _collect(step.otherwise, seen, found)
            seen = {**sides[0], **sides[1]}
    return seen
