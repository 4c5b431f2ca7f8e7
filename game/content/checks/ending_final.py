"""The last `final` ending has `when: 1`, so that every game that reaches its horizon ends in words.

Fails:

    endings:
      - {id: adjourned, when: relations > -50}

Passes:

    endings:
      - {id: adjourned, when: 1}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.expressions import constant
from game.content.problem import Problem, error
from game.engine.spec import Scenario

ID: Final = "ending-final"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield a problem when a game could run out without an ending."""
    final = [ending for ending in scenario.endings if ending.final]
    if not final:
        yield error(document.place("endings"), ID, "no ending is `final`", "the last one has `when: 1` and `final: true`")
    elif constant(final[-1].when.expression) in (None, 0.0):
        message = f"the last final ending, `{final[-1].id}`, does not always hold"
        yield error(final[-1].when.place, ID, message, "give it `when: 1`, or add one that has it")
