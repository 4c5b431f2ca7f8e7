"""A game of a table played again from its row alone, watched; whatever the row says must come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from game.engine.rules import Rules
from game.engine.terms import CHANCE_VERSION, ENGINE_VERSION, LARGEST_SEED, POWERS, Power
from game.engine.tracks import seat
from game.errors import LogError, UsageError
from game.play.batch import Outcome, outcome_rows
from game.play.campaign import Journey, Route
from game.play.match import Match
from game.play.policy import POLICIES
from game.play.rows import DIGITS, Row, rows

_WORKED_OUT = ("decisions",)
"""Columns that a game being watched does not count."""


def play_row(played: Rules | Route, row: Mapping[str, Any]) -> list[Match]:
    """Return the match of a row's game, or those of a campaign's parts.

    Raises UsageError for a row that no sweep has written, LogError where the game is another one now.
    """
    named, digest = (played.scenario.id, played.digest) if isinstance(played, Rules) else (played.campaign.id, played.digest)
    wanted = {"scenario": named, "rules": digest[:DIGITS], "engine": ENGINE_VERSION, "chance": CHANCE_VERSION}
    for name, value in wanted.items():
        if str(_told(row, name)) != str(value):
            raise LogError(f"The row was written with another version: its {name} is {row[name]}, here it is {value}.")
    seats: dict[Power, str] = {power: _policy(row, power) for power in POWERS}
    seed = _seed(row)
    matches = [_crisis(played, seats, seed, row)] if isinstance(played, Rules) else _campaign(played, seats, seed, row)
    for name, value in _columns(played, seats, matches):
        if _text(row.get(name)) != _text(value):
            raise LogError(f"The row and its game differ: {name} is {_text(row.get(name)) or 'empty'} there, {_text(value)} here.")
    return matches


def _crisis(rules: Rules, seats: Mapping[Power, str], seed: int, row: Mapping[str, Any]) -> Match:
    return Match.start(rules, seats, seed, {power: str(_told(row, seat(power).mandate)) for power in POWERS})


def _campaign(route: Route, seats: Mapping[Power, str], seed: int, row: Mapping[str, Any]) -> list[Match]:
    def mandates(part: int) -> dict[Power, str]:
        prefix = route.campaign.parts[part].id
        return {power: str(_told(row, f"{prefix}/{seat(power).mandate}")) for power in POWERS}

    journey = Journey.start(route, seats, seed, mandates(0))
    while journey.must_cross:
        journey.cross(mandates(journey.part + 1))
    return [*journey.earlier, journey.match]


def _columns(played: Rules | Route, seats: Mapping[Power, str], matches: list[Match]) -> Iterator[tuple[str, Any]]:
    """Yield the columns of a game as it came out."""
    for match in matches:
        prefix = "" if isinstance(played, Rules) else f"{match.scenario.id}/"
        yield from ((f"{prefix}{name}", value) for name, value in _outcome(match, seats).items())
    if isinstance(played, Route):
        for power in POWERS:
            yield seat(power).score, sum(match.score(power) for match in matches) / len(played.rules)


def _outcome(match: Match, seats: Mapping[Power, str]) -> Row:
    names = outcome_rows(match.rules)
    values = np.array([[float(match.worlds.row(name)[0])] for name in names])
    outcome = Outcome(tuple(names), match.worlds.seeds[:1], values, np.zeros(1, np.int64))
    row = next(rows(match.rules, seats, outcome))
    return {name: value for name, value in row.items() if name not in (*_WORKED_OUT, "seed")}


def _told(row: Mapping[str, Any], name: str) -> Any:
    if row.get(name) in (None, ""):
        raise UsageError(f"The row has no {name}: it is not one that `persona simulate --out` writes.")
    return row[name]


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _policy(row: Mapping[str, Any], power: Power) -> str:
    policy = str(_told(row, power))
    if policy not in POLICIES:
        raise UsageError(f"The row names a policy {policy!r} for {power}. Policies: {', '.join(POLICIES)}.")
    return policy


def _seed(row: Mapping[str, Any]) -> int:
    text = str(_told(row, "seed"))
    if not (text.isascii() and text.isdigit() and len(text) <= 20 and int(text) <= LARGEST_SEED):
        raise UsageError(f"The row's seed is {text[:40]!r}: expected a whole number up to {LARGEST_SEED}.")
    return int(text)
