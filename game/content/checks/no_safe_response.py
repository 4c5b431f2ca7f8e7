"""One response of every incident can always be chosen: no lock, no measure with a positive weight, no word given.

Soft measures lock when home allows nothing soft, and a third word locks, so the player would be left with nothing.

Fails:

    incidents:
      - id: findings
        responses:
          - {id: expel_few, requires: {when: tension > 3, because: It is quiet.}}
          - {id: leave_it, does: [phone]}

Passes:

    incidents:
      - id: findings
        responses:
          - {id: expel_few, requires: {when: tension > 3, because: It is quiet.}}
          - {id: leave_it, does: [decline_comment]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import flat, plain_id, written
from game.content.problem import Problem, error
from game.engine.spec import Response, Scenario
from game.engine.steps import Act, Step, Word

ID: Final = "no-safe-response"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the incidents that could leave a player without a choice."""
    for incident in written(scenario):
        if incident.deck != "news" and not any(_always(scenario, response) for response in incident.responses):
            hint = "give one response without `requires`, soft measure or `give_word`"
            yield error(incident.place, ID, f"no response of `{plain_id(incident.id)}` can always be chosen", hint)


def _always(scenario: Scenario, response: Response) -> bool:
    return response.lock is None and not any(_can_lock(scenario, step) for step in flat(response.steps))


def _can_lock(scenario: Scenario, step: Step) -> bool:
    if isinstance(step, Act):
        return scenario.measures[step.measure].weight > 0
    return isinstance(step, Word) and step.change == "give"
