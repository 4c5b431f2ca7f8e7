"""A power gives, keeps, moves and drops its own words.

Fails:

    incidents:
      - id: findings
        responses:
          - {id: leave_it, does: [{give_word: reserve}]}

Passes:

    incidents:
      - id: thirty_five
        responses:
          - {id: right_to_reply, does: [{give_word: reserve}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import Bundle, bundles, flat
from game.content.problem import Problem, error
from game.engine.spec import Scenario
from game.engine.steps import Word
from game.engine.terms import POWERS

ID: Final = "word-owner"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the steps that speak for the other power."""
    owners = {word.id: word.owner for word in scenario.words}
    for bundle in bundles(scenario):
        yield from (_problem(step) for step in _words(bundle) if owners.get(step.word, bundle.power) != bundle.power)
    for power in POWERS:
        successor = scenario.seats[power].successor
        for index, word in enumerate(successor.keeps_words if successor else ()):
            if owners.get(word, power) != power:
                place = document.place("powers", power, "handover", "keeps_words", index)
                yield error(place, ID, f"the word `{word}` is the other power's", "a successor keeps words of this seat only")


def _words(bundle: Bundle) -> Iterator[Word]:
    if bundle.power is not None:
        yield from (step for step in flat(bundle.steps) if isinstance(step, Word))


def _problem(step: Word) -> Problem:
    return error(step.place, ID, f"the word `{step.word}` is the other power's", "declare a word with this seat as its `owner`")
