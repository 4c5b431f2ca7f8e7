"""A bare name in an expression must be a track, a reading, or a flag that some step sets.

Fails:

    incidents:
      - id: snow
        when: us_expeled

Passes:

    incidents:
      - id: snow
        when: us_expelled
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.names import RESERVED
from game.content.problem import Problem, error, nearest
from game.engine.spec import Scenario

ID: Final = "flag-never-set"


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the bare names that are neither declared nor set."""
    bare = [name for name in document.names.readable if "." not in name]
    known = {*bare, *document.names.flags}
    for name, places in document.reads.items():
        if "." not in name and name not in known:
            hint = _hint(name, known)
            for place in places:
                yield error(place, ID, f"`{name}` is no track, and no step sets a flag of this name", hint)


def _hint(name: str, known: set[str]) -> str:
    if name in ("min", "max", "abs"):
        return f"write it with brackets, such as {name}(tension{', 10' if name != 'abs' else ''})"
    if name in RESERVED:
        return f"say what of it is meant, such as `{name}.room`"
    near = nearest(name, known)
    if near is not None:
        return f"did you mean `{near}`?"
    return f"set it in a step: {{flag: {name}}}" if name[0].islower() else "names start with a lower case letter"
