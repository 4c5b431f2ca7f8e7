"""A claim and an item of history name a source of the list `sources`.

Fails:

    history:
      - {turn: 1, date: "2016-12-30", text: Nobody was sent home., source: vice_2017}

Passes:

    history:
      - {turn: 1, date: "2016-12-30", text: Nobody was sent home., source: vice_2016}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, did_you_mean, error
from game.engine.spec import Scenario

ID: Final = "unknown-source"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the sources that are named and not listed."""
    claims = (claim for incident in document.root.list("incidents") for claim in incident.list("claims"))
    for node in (*claims, *document.root.list("history")):
        source = node.text("source")
        if source not in scenario.sources:
            yield error(node.at("source").place, ID, f"there is no source `{source}`", did_you_mean(source, scenario.sources))
