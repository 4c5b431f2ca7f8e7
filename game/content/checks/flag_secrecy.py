"""A flag is secret everywhere or nowhere, and one power keeps it.

Fails:

    incidents:
      - id: thirty_five
        responses:
          - {id: shrug, does: [{flag: list_sealed}, {flag: shrugged}, {schedule: quiet_day, after: 1}]}

Passes:

    incidents:
      - id: thirty_five
        responses:
          - {id: shrug, does: [{flag: list_sealed, secret: true}, {flag: shrugged}, {schedule: quiet_day, after: 1}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import bundles, flat
from game.content.problem import Problem, error
from game.engine.spec import Scenario
from game.engine.steps import Place, SetFlag

ID: Final = "flag-secrecy"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield steps that set a secret flag in the open, or for the other power."""
    hidden = _secret_places(scenario, document)
    for bundle in bundles(scenario):
        for step in flat(bundle.steps):
            if not isinstance(step, SetFlag) or step.flag not in scenario.secret_flags:
                continue
            if step.place not in hidden:
                yield error(step.place, ID, f"the flag `{step.flag}` is set openly here and in secret elsewhere", "use two flags")
            elif scenario.secret_flags[step.flag] != bundle.power:
                yield error(step.place, ID, f"the secret flag `{step.flag}` is the other power's", "give each power a flag of its own")


def _secret_places(scenario: Scenario, document: Document) -> set[Place]:
    if not scenario.secret_flags:
        return set()
    return {node.place for node in document.root.mappings() if "flag" in node.fields and node.truth("secret")}
