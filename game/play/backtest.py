"""The back-tests: thirty stylised facts of the record, held against the engine; `persona backtest` prints them."""

from __future__ import annotations

from game.engine.spec import Scenario
from game.play.facts import Row
from game.play.facts_exchange import expulsions_answered, forbearance, parity, paths
from game.play.facts_home import economy, home_and_allies, legislature, threats

GROUPS = (expulsions_answered, forbearance, parity, legislature, economy, threats, home_and_allies, paths)


def backtest(base: Scenario) -> list[Row]:
    """Return all rows, in the order of their numbers."""
    return sorted((row for group in GROUPS for row in group(base)), key=lambda row: row.id)
