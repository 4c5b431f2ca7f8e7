"""A turn lasts from its date to the date of the next.

Fails:

    turns:
      - {date: "2016-12-29", days: 3, name: Shock, initiative: us}
      - {date: "2017-01-01", days: 7, name: Answer, initiative: russia}
      - {date: "2017-01-06", days: 5, name: Rest, initiative: us}

Passes:

    turns:
      - {date: "2016-12-29", days: 3, name: Shock, initiative: us}
      - {date: "2017-01-01", days: 5, name: Answer, initiative: russia}
      - {date: "2017-01-06", days: 9, name: Rest, initiative: us}
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, error, warning
from game.engine.spec import Scenario

ID: Final = "turn-calendar"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the turns that go back in time or leave a gap."""
    for index, (turn, following) in enumerate(itertools.pairwise(scenario.turns)):
        length = (datetime.date.fromisoformat(following.date) - datetime.date.fromisoformat(turn.date)).days
        if length <= 0:
            yield error(
                document.place("turns", index + 1, "date"),
                ID,
                f"turn {index + 2} does not come after turn {index + 1}",
                "put the turns in the order of their dates",
            )
        elif length != turn.days:
            place = document.place("turns", index, "days")
            yield warning(place, ID, f"turn {index + 1} has {turn.days:g} days, and the next begins after {length}", f"write {length}")
