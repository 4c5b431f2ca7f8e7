"""A flag that is set must be read somewhere, else nothing came of it.

Fails:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, does: [{flag: filed_away}]}

Passes:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, does: [{flag: filed_away}]}
      - id: snow
        when: not filed_away
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, error
from game.engine.spec import Scenario

ID: Final = "flag-never-read"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the flags that no expression reads, at the first step that sets them."""
    for flag, place in document.names.flags.items():
        if flag not in document.reads:
            yield error(place, ID, f"the flag `{flag}` is set and never read", "read it in a `when`, an `if` or a callback, or take it out")
