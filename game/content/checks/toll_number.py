"""A toll says its number, where {n} stands.

Fails:

    tolls:
      - {text: Officials moved., count: russia.staff_start - russia.staff}

Passes:

    tolls:
      - {text: "{n} officials moved.", count: russia.staff_start - russia.staff}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, warning
from game.engine.spec import Scenario

ID: Final = "toll-number"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the tolls without a number."""
    for index, toll in enumerate(scenario.tolls):
        if "{n}" not in toll.text:
            yield warning(document.place("tolls", index, "text"), ID, "this toll does not say its number", 'put "{n}" where it belongs')
