"""Rows of a table of games: all it takes to play a game again, and how it ended; and back from rows to what a sweep had counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.engine.outcome import VERDICTS
from game.engine.rules import Rules
from game.engine.spec import Scenario
from game.engine.terms import CHANCE_VERSION, ENGINE_VERSION, POWERS, Power
from game.engine.tracks import GAME, HiddenRows, seat
from game.errors import GameError
from game.play.batch import Order, Outcome, outcome_rows
from game.play.policy import members

Row = dict[str, Any]
"""A row by the names of its columns; None where a campaign did not come so far."""
DIGITS = 16
"""Letters of a digest that a row holds."""
HEAD = ("game", "scenario", "rules", "engine", "chance", *POWERS, "seed")
"""The columns that say which game a row is of."""


def head(name: str, digest: str, order: Order) -> Row:
    """Return what all rows of a sweep have in common: the scenario, the digest of its rules, versions, policies."""
    played: Row = {"scenario": name, "rules": digest[:DIGITS], "engine": ENGINE_VERSION, "chance": CHANCE_VERSION}
    return played | {power: order.policies[power] for power in POWERS}


def row_names(rules: Rules) -> list[str]:
    """Return the names of the columns that say how a game went, in their order."""
    of_powers = [f"{power}.{name}" for power in POWERS for name in ("player", "mandate", "verdict")]
    return ["ending", "decisions", *of_powers, *plain_names(rules), *(hidden.id for hidden in rules.scenario.hidden)]


def plain_names(rules: Rules) -> list[str]:
    """Return the rows of an outcome that stand in a table as numbers, under their own names."""
    scenario = rules.scenario
    ids = {GAME.ended, *(HiddenRows(hidden.id).value for hidden in scenario.hidden)}
    ids |= {row for power in POWERS for row in (seat(power).verdict, seat(power).mandate)}
    return [name for name in outcome_rows(rules) if name not in ids]


def rows(rules: Rules, policies: Mapping[Power, str], outcome: Outcome) -> Iterator[Row]:
    """Yield how each game went, with the seed that reproduces it alone and who played: the policy drawn, where one was."""
    scenario, plain = rules.scenario, plain_names(rules)
    players = {power: members(policies[power], outcome.seeds, power) for power in POWERS}
    for n, seed in enumerate(outcome.seeds):
        row: Row = {"seed": int(seed), "ending": scenario.endings[int(outcome[GAME.ended][n]) - 1].id}
        row["decisions"] = int(outcome.decided[n])
        for power in POWERS:
            row[f"{power}.player"] = players[power][n]
            row[seat(power).mandate] = scenario.seats[power].mandates[int(outcome[seat(power).mandate][n])].id
            row[seat(power).verdict] = VERDICTS[int(outcome[seat(power).verdict][n]) - 1]
        row.update({name: float(outcome[name][n]) for name in plain})
        for hidden in scenario.hidden:
            row[hidden.id] = hidden.values[int(outcome[HiddenRows(hidden.id).value][n])][0]
        yield row


def outcome_of(rules: Rules, told: Sequence[Mapping[str, Any]]) -> Outcome:
    """Return what rows were written from; raises GameError for a row that no such game can have left."""
    try:
        return _outcome_of(rules, told)
    except (KeyError, ValueError, TypeError, OverflowError) as error:
        raise GameError(f"A row of the table is not one of this game: {error}.") from error


def _outcome_of(rules: Rules, told: Sequence[Mapping[str, Any]]) -> Outcome:
    names = outcome_rows(rules)
    at = {name: number for number, name in enumerate(names)}
    values: NDArray[np.float64] = np.zeros((len(names), len(told)))
    coded = _codes(rules.scenario)
    for n, row in enumerate(told):
        for name in plain_names(rules):
            values[at[name], n] = float(row[name])
        for column, (target, code) in coded.items():
            values[at[target], n] = code[row[column]]
    seeds = np.array([int(row["seed"]) for row in told], np.uint64)
    return Outcome(tuple(names), seeds, values, np.array([int(row["decisions"]) for row in told], np.int64))


def _codes(scenario: Scenario) -> dict[str, tuple[str, dict[str, float]]]:
    """Return for each column that holds an id the row of the outcome and the number that each id stands for."""
    codes = {"ending": (GAME.ended, {ending.id: float(n) for n, ending in enumerate(scenario.endings, start=1)})}
    for power in POWERS:
        mandates = {mandate.id: float(n) for n, mandate in enumerate(scenario.seats[power].mandates)}
        codes[seat(power).mandate] = (seat(power).mandate, mandates)
        codes[seat(power).verdict] = (seat(power).verdict, {name: float(n) for n, name in enumerate(VERDICTS, start=1)})
    for hidden in scenario.hidden:
        codes[hidden.id] = (HiddenRows(hidden.id).value, {name: float(n) for n, (name, _share) in enumerate(hidden.values)})
    return codes
