"""A word falls due within the game, and after the turns in which it can be given.

Fails:

    words:
      - {id: reserve, due: 5}

Passes:

    words:
      - {id: reserve, due: 3}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import bundles, flat
from game.content.problem import Problem, error, warning
from game.engine.spec import Scenario
from game.engine.steps import Word

ID: Final = "word-due"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the words that are due too late for the game, or before they are given."""
    horizon, dues = len(scenario.turns), {word.id: word.due for word in scenario.words}
    for index, word in enumerate(scenario.words):
        if word.due > horizon:
            place = document.place("words", index, "due")
            yield error(place, ID, f"the word `{word.id}` is due in turn {word.due}, after the last", f"the last turn is {horizon}")
    for bundle in bundles(scenario):
        for step in flat(bundle.steps):
            if isinstance(step, Word) and step.change == "give" and step.word in dues:
                late = [turn for turn in bundle.turns if turn > dues[step.word]]
                if late:
                    say = error if len(late) == len(bundle.turns) else warning
                    message = f"`{step.word}` can be given in turn {late[-1]}, and is due in turn {dues[step.word]}"
                    yield say(step.place, ID, message, "narrow the `turns`, or move `due`")
