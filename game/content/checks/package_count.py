"""A scenario has at most eight packages of sanctions.

Fails:

    packages:
      - {id: p1, label: P, target: russia, size: 1, share: 1}
      - {id: p2, label: P, target: russia, size: 1, share: 1}
      - {id: p3, label: P, target: russia, size: 1, share: 1}
      - {id: p4, label: P, target: russia, size: 1, share: 1}
      - {id: p5, label: P, target: russia, size: 1, share: 1}
      - {id: p6, label: P, target: russia, size: 1, share: 1}
      - {id: p7, label: P, target: russia, size: 1, share: 1}

Passes:

    packages:
      - {id: p1, label: P, target: russia, size: 1, share: 1, age_days: 10}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, error
from game.engine.spec import Scenario

ID: Final = "package-count"
_MOST: Final = 8


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the first package beyond the eighth."""
    if len(scenario.packages) > _MOST:
        place = document.place("packages", _MOST)
        yield error(place, ID, f"the scenario has {len(scenario.packages)} packages", f"at most {_MOST}; join small ones")
