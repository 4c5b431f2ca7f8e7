"""What is declared is used: words are given, packages imposed, the scenario's own tracks moved.

Fails:

    words:
      - {id: promise, owner: us, kind: promise, due: 3, title: P, text: A promise.}

Passes:

    words:
      - {id: promise, owner: us, kind: promise, due: 3, title: P, text: A promise., open: true}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.checks.walk import all_steps
from game.content.problem import Problem, warning
from game.engine.spec import Scenario
from game.engine.steps import AddTrack, Impose, Word

ID: Final = "never-used"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the words, packages and tracks that no step touches."""
    steps = list(all_steps(scenario))
    given = {step.word for step in steps if isinstance(step, Word) and step.change == "give"}
    imposed = {step.package for step in steps if isinstance(step, Impose) and not step.lift}
    moved = {step.track for step in steps if isinstance(step, AddTrack)}
    for word in scenario.words:
        if word.id not in given and not word.start_open:
            yield warning(word.place, ID, f"the word `{word.id}` is never given", "use `give_word`, or open it at the start")
    for index, package in enumerate(scenario.packages):
        if package.age_days is None and package.id not in imposed:
            place = document.place("packages", index)
            yield warning(place, ID, f"the package `{package.id}` is never imposed", "use `impose`, or give it an age")
    for index, track in enumerate(scenario.tracks):
        if track.id not in moved and not track.half_life:
            yield warning(document.place("tracks", index), ID, f"no step moves the track `{track.id}`", "add to it, or take it out")
