"""The lint rules, one module each, and the list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from game.content.checks.document import Document
from game.content.problem import Problem
from game.engine.spec import Scenario

__all__ = ["RULES", "Document", "run"]

Check = Callable[[Scenario, Document], Iterator[Problem]]
RULES: Final[dict[str, Check]] = {}


def run(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield what any rule finds."""
    for check in RULES.values():
        yield from check(scenario, document)
