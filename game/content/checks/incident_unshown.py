"""Every incident can come up: its condition can hold, its weight and chance are above zero, its turn is not taken.

An incident that only a step `schedule` brings may have any condition or weight.

Fails:

    incidents:
      - {id: quiet_day, weight: 0}
      - id: thirty_five
        responses:
          - {id: shrug, does: [{flag: shrugged}]}

Passes:

    incidents:
      - {id: quiet_day, weight: 0}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import all_steps, plain_id, written
from game.content.expressions import constant
from game.content.problem import Problem, error
from game.engine.spec import Incident, Scenario
from game.engine.steps import Formula, Schedule

ID: Final = "incident-unshown"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the incidents that no game can show."""
    scheduled = {step.incident for step in all_steps(scenario) if isinstance(step, Schedule)}
    taken: dict[tuple[str | None, int], str] = {}
    for incident in written(scenario):
        reason = _reason(incident) or _displaced(incident, taken)
        if reason and incident.id not in scheduled:
            yield error(incident.place, ID, f"`{plain_id(incident.id)}` can never come: {reason}", "change it, or bring it with `schedule`")
        if incident.deck == "spine" and len(incident.turns) == 1 and _always(incident.when):
            taken.setdefault((incident.power, incident.turns[0]), incident.id)


def _always(when: Formula | None) -> bool:
    value = 1.0 if when is None else constant(when.expression)
    return value is not None and value != 0.0


def _reason(incident: Incident) -> str:
    if incident.when is not None and constant(incident.when.expression) == 0.0:
        return "its `when` is never true"
    if incident.deck == "pool" and incident.weight == 0:
        return "its weight is 0"
    if incident.probability is not None and constant(incident.probability.expression) == 0.0:
        return "its chance is 0"
    return ""


def _displaced(incident: Incident, taken: dict[tuple[str | None, int], str]) -> str:
    if incident.deck != "spine" or not incident.turns:
        return ""
    before = [taken.get((incident.power, turn)) for turn in incident.turns]
    return f"`{before[0]}` has the desk in that turn" if all(before) else ""
