"""The back-tests: thirty stylised facts held against the engine, and the dated record held against two crises in a row."""

from __future__ import annotations

from game.engine.spec import Scenario
from game.play.campaign import Route
from game.play.facts import Row
from game.play.facts_exchange import expulsions_answered, forbearance, parity, paths
from game.play.facts_home import economy, home_and_allies, legislature, threats
from game.play.facts_record import checkpoints

GROUPS = (expulsions_answered, forbearance, parity, legislature, economy, threats, home_and_allies, paths)


def backtest(base: Scenario, route: Route | None = None) -> list[Row]:
    """Return all rows, in the order of their numbers; with a campaign also the checkpoints of the record from 31 on."""
    dated = checkpoints(route) if route is not None else []
    return sorted([*(row for group in GROUPS for row in group(base)), *dated], key=lambda row: row.id)
