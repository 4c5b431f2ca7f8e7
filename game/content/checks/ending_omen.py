"""An ending that can fall before the horizon is announced: `omens` say so on screen while its condition is near.

Fails:

    endings:
      - {id: rupture, when: rung >= 10, omens: []}

Passes:

    endings:
      - id: rupture
        when: rung >= 10
        omens:
          - {when: rung >= 8, text: Two rungs more and the game ends in rupture.}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.expressions import constant
from game.content.problem import Problem, error
from game.engine.spec import Scenario

ID: Final = "ending-omen"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the endings that would fall on a player unannounced; one that only an `end` step reaches stands on its card."""
    for ending in scenario.endings:
        if not ending.final and not ending.omens and constant(ending.when.expression) != 0.0:
            hint = "add `omens: [{when: a condition that holds a turn earlier, text: a sentence}]`"
            yield error(ending.place, ID, f"the ending `{ending.id}` can close the game without a warning", hint)
