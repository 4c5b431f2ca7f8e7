"""A finished game judged choice by choice: what every response that was open would have been worth, and what the one taken gave away.

A response is worth the mean score of many games played on from it, both sides in every manner of play, with the same draws for
each response and with what the power could not know drawn anew: a choice is judged by what could be known when it was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from game.engine.rules import Rules
from game.engine.terms import POWERS, Power
from game.play.match import HUMAN, Match, Origin, Where
from game.play.rollout import Position, Roller
from game.record.log import Chosen, Opened

ROLLOUTS = 512
"""Games played on from each response: two worths then differ by chance by about half a point."""
Grade = Literal["best", "good", "inaccuracy", "mistake", "blunder"]
GRADES: tuple[tuple[Grade, float], ...] = (("best", 0.5), ("good", 2.0), ("inaccuracy", 4.0), ("mistake", 8.0), ("blunder", 1e9))
"""Grades, each with the points of the score that may be given away for it."""


@dataclass(frozen=True)
class Judged:
    """A choice that was made (turn 0-based), and the worth of every option that was open, by id."""

    turn: int
    power: Power
    where: Where
    incident: str
    pick: str
    worth: dict[str, float]

    @property
    def best(self) -> str:
        """The id of the option worth most."""
        return max(self.worth, key=lambda name: (self.worth[name], name == self.pick))

    @property
    def lost(self) -> float:
        """The points given away against the best."""
        return self.worth[self.best] - self.worth[self.pick]

    @property
    def stake(self) -> float:
        """The points between the best and the worst."""
        return self.worth[self.best] - min(self.worth.values())

    @property
    def grade(self) -> Grade:
        """The grade of the choice."""
        return next(name for name, limit in GRADES if self.lost <= limit)


def judging(match: Match, rollouts: int = ROLLOUTS) -> Iterator[Judged | None]:
    """Judge the choices a game has now one by one, in the order of play; None for one that had no alternative."""
    return _judging(match.rules, replace(match.opened, seats=dict.fromkeys(POWERS, HUMAN)), match.origin, match.log().choices, rollouts)


def _judging(rules: Rules, opened: Opened, origin: Origin, choices: Sequence[Chosen], rollouts: int) -> Iterator[Judged | None]:
    roller, again = Roller(rules, rollouts, policy="mix"), Match(rules, opened, None, origin)
    for entry in choices:
        options = [option for option in again.options() if option.is_open]
        judged = None
        if len(options) > 1:
            position = Position(again.column, again.turn, entry.power, entry.where, tuple(option.number for option in options))
            mandate = int(again.worlds.row(f"{entry.power}.mandate")[0])
            values = roller.values([position])[0]
            worth = {option.id: float(values[option.number][mandate]) for option in options}
            judged = Judged(again.turn, entry.power, entry.where, entry.incident, entry.pick, worth)
        again.choose(entry.pick)
        yield judged


def judge(match: Match, rollouts: int = ROLLOUTS) -> tuple[Judged, ...]:
    """Return every choice of a game that had an alternative, in the order of play."""
    return tuple(item for item in judging(match, rollouts) if item is not None)


def accuracy(judged: tuple[Judged, ...], power: Power) -> float:
    """Return the share, 0 to 1, of what a power's choices could decide that they kept; 1 where nothing was at stake."""
    mine = [item for item in judged if item.power == power]
    stake = sum(item.stake for item in mine)
    return 1.0 - sum(item.lost for item in mine) / stake if stake > 0 else 1.0
