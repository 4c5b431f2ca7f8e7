"""A power has at most two words on the table when the game begins.

Fails:

    words:
      - {id: w1, owner: russia, kind: promise, due: 3, title: W, text: A word., open: true}
      - {id: w2, owner: russia, kind: promise, due: 3, title: W, text: A word., open: true}
      - {id: w3, owner: russia, kind: promise, due: 3, title: W, text: A word., open: true}

Passes:

    words:
      - {id: w1, owner: russia, kind: promise, due: 3, title: W, text: A word., open: true}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, error
from game.engine.spec import Scenario
from game.engine.terms import MAX_WORDS, POWERS

ID: Final = "words-open"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the open words beyond the second of a power."""
    for power in POWERS:
        for word in [word for word in scenario.words if word.owner == power and word.start_open][MAX_WORDS:]:
            yield error(word.place, ID, f"`{word.id}` is open at the start beside {MAX_WORDS} others", f"at most {MAX_WORDS} a power")
