"""What happens in a turn names a turn of the game.

Fails:

    history:
      - {turn: 9, date: "2017-07-30", text: They were cut., source: vice_2016}

Passes:

    history:
      - {turn: 3, date: "2017-07-30", text: They were cut., source: vice_2016}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, error
from game.engine.spec import Scenario
from game.engine.terms import POWERS

ID: Final = "turn-beyond"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield handovers and items of history after the last turn."""
    horizon, root = len(scenario.turns), document.root
    handovers = [root.at("powers", power, "handover") for power in POWERS if root.at("powers", power).child("handover")]
    for node in (*root.list("history"), *handovers):
        if node.number("turn") > horizon:
            yield error(node.at("turn").place, ID, f"turn {node.number('turn'):g} is after the last", f"the last turn is {horizon}")
