"""A hidden type has labels and tells for its own values only, and is revealed within the game.

Fails:

    hidden:
      - {id: successor, tells: {erratic: [He hums.]}}

Passes:

    hidden:
      - {id: successor, tells: {deal: [He hums.]}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem, did_you_mean, error, warning
from game.engine.spec import Hidden, Scenario

ID: Final = "hidden-values"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield labels and tells of values that do not exist, and reveals after the end."""
    for index, hidden in enumerate(scenario.hidden):
        yield from _names(hidden, index, document)
        if hidden.reveal > len(scenario.turns):
            message = f"`{hidden.id}` is revealed in turn {hidden.reveal}, after the last"
            yield error(document.place("hidden", index, "reveal"), ID, message, f"the last turn is {len(scenario.turns)}")


def _names(hidden: Hidden, index: int, document: Document) -> Iterator[Problem]:
    known = [value for value, _ in hidden.values]
    untold = [value for value in known if not hidden.tells.get(value)]
    if hidden.tells and untold:
        place = document.place("hidden", index, "tells")
        yield warning(place, ID, f"`{hidden.id}` has no tells for `{untold[0]}`", "give every value a sentence, or none")
    for key in ("labels", "tells"):
        node = document.root.at("hidden", index).child(key)
        for name in node.fields if node is not None else ():
            if name not in known and node is not None:
                yield error(node.key_place(name), ID, f"`{hidden.id}` has no value `{name}`", did_you_mean(name, known))
