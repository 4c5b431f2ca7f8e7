"""Every response of the desk has an `echo`, the sentence by which a later turn remembers it.

Fails:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, echo: null}

Passes:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, echo: You left the file in the drawer.}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import desk
from game.content.problem import Problem, warning
from game.engine.spec import Scenario

ID: Final = "missing-echo"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the responses that nobody will remember."""
    for _incident, response in desk(scenario):
        if not response.echo:
            yield warning(response.place, ID, f"the response `{response.id}` has no `echo`", "one sentence that names the choice")
