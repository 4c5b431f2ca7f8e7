"""What a step names must exist: incidents, endings, words, packages, hidden types.

Fails:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, does: [{schedule: quiet_dya, after: 1}]}

Passes:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, does: [{schedule: quiet_day, after: 1}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import all_steps, written
from game.content.problem import Problem, did_you_mean, error
from game.engine.spec import Scenario
from game.engine.steps import Finish, Impose, Learn, Schedule, Step, Word
from game.engine.terms import POWERS

ID: Final = "unknown-id"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the steps that name what does not exist."""
    bodies = [scenario.legislature.id] if scenario.legislature is not None else []
    known = {
        "incident": {incident.id for incident in written(scenario)},
        "ending": {ending.id for ending in scenario.endings},
        "word": {word.id for word in scenario.words},
        "package": {package.id for package in scenario.packages},
        "hidden type or legislature": {*(hidden.id for hidden in scenario.hidden), *bodies},
    }
    for step in all_steps(scenario):
        kind, name = _named(step)
        if kind and name not in known[kind]:
            yield error(step.place, ID, f"there is no {kind} `{name}`", did_you_mean(name, known[kind]))
    for power in POWERS:
        successor = scenario.seats[power].successor
        for index, name in enumerate(successor.keeps_words if successor else ()):
            if name not in known["word"]:
                place = document.place("powers", power, "handover", "keeps_words", index)
                yield error(place, ID, f"there is no word `{name}`", did_you_mean(name, known["word"]))


def _named(step: Step) -> tuple[str, str]:
    match step:
        case Schedule():
            return "incident", step.incident
        case Finish():
            return "ending", step.ending
        case Word():
            return "word", step.word
        case Impose():
            return "package", step.package
        case Learn():
            return "hidden type or legislature", step.hidden
        case _:
            return "", ""
