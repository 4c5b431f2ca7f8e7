"""A front page belongs to a paper of the list `papers`.

Fails:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, papers: {currier: A drawer closes}}

Passes:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, papers: {courier: A drawer closes}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, did_you_mean, error
from game.engine.spec import Scenario

ID: Final = "unknown-paper"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the papers nobody prints."""
    known = {paper.id for paper in scenario.papers}
    for incident in document.root.list("incidents"):
        for response in incident.list("responses"):
            for paper in response.mapping("papers"):
                if paper not in known:
                    yield error(response.fields["papers"].key_place(paper), ID, f"there is no paper `{paper}`", did_you_mean(paper, known))
