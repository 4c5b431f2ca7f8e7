"""What one power knows: its own rows, what is public, and estimates of the rest whose error grows as its eyes close."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine import chance, slots
from game.engine.curves import ARRAYS, eyes
from game.engine.rules import Rules, Worlds
from game.engine.spec import Scenario
from game.engine.terms import POWERS, Power, other
from game.engine.tracks import HiddenRows, SeatRows, miscount_row, names_of, seat

PUBLIC_OF_RIVAL = names_of(SeatRows, "public")
"""Rows of the other power that anyone can read in a paper."""
ESTIMATED = names_of(SeatRows, "estimated")
"""Rows of the other power that must be guessed; noise is in points of 100."""


@dataclass(frozen=True)
class Observation:
    """A power's knowledge of a block of worlds in one turn (0-based)."""

    worlds: Worlds
    power: Power
    turn: int

    @property
    def rules(self) -> Rules:
        """The compiled rules, which both powers know."""
        return self.worlds.rules

    def own(self, name: str) -> NDArray[np.float64]:
        """Return a row of the power itself, shape (worlds,)."""
        row: NDArray[np.float64] = self.worlds.row(f"{self.power}.{name}")
        return row

    def public(self, name: str) -> NDArray[np.float64]:
        """Return a row everybody knows: shared tracks, third parties, or what papers print of the rival."""
        head, _, tail = name.partition(".")
        if head == other(self.power) and tail not in PUBLIC_OF_RIVAL:
            raise KeyError(f"{name} is not public")
        if name.endswith(".value") and self.turn + 1 < self._reveal(head):
            raise KeyError(f"{name} is hidden")
        if self.rules.scenario.secret_flags.get(name, self.power) != self.power or self._is_private_word(head):
            raise KeyError(f"{name} is secret")
        if self._is_count(name):
            raise KeyError(f"{name} is known by its count alone")
        row: NDArray[np.float64] = self.worlds.row(name)
        return row

    def _is_count(self, name: str) -> bool:
        """Tell whether a row is a true count of a clause, or its error, that only a vote makes public."""
        names = [clause for clause, _ in self.rules.clauses()]
        return (name in names and not self.has_voted()) or name in [miscount_row(clause) for clause in names]

    def has_voted(self) -> bool:
        """Tell whether the legislature has voted on the text of its bill."""
        return has_voted(self.rules.scenario, self.turn)

    def counted(self, clause: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the whip's count of a clause (a share of the votes) and the size of its error, shape (worlds,) each.

        `clause` is its row, `congress.review`. The error is zero once the vote is taken or the power has asked for a second count.
        """
        body = self.rules.scenario.legislature
        unsure = dict(self.rules.clauses())[clause].unsure
        knows = self.worlds.row(seat(self.power).knows(body.id)).astype(np.float64) if body is not None else 0.0
        error = np.zeros(len(self.worlds.seeds)) + unsure * (0.0 if self.has_voted() else 1.0) * (1.0 - knows)
        return self.worlds.row(clause) - self.worlds.row(miscount_row(clause)) * (error > 0.0), error

    def _is_private_word(self, name: str) -> bool:
        return any(word.id == name and not word.public and word.owner != self.power for word in self.rules.scenario.words)

    def _reveal(self, hidden: str) -> int:
        return next((item.reveal for item in self.rules.scenario.hidden if item.id == hidden), 0)

    def eyes(self) -> NDArray[np.float64]:
        """Return the share of the power's starting staff still abroad, 0 to 1, shape (worlds,)."""
        return eyes(ARRAYS, self.own("staff"), self.rules.scenario.seats[self.power].start["staff"])

    def estimate(self, name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return a guess of a hidden row of the rival and the size of its error, shape (worlds,) each."""
        them = other(self.power)
        scale = 1.0 if name == "room" else 0.01
        error = self.rules.scenario.model["eyes_noise"].value * (2.0 - self.eyes()) * scale
        site = 10 * ESTIMATED.index(name) + POWERS.index(self.power)
        keys = chance.turn_keys(self.worlds.seeds, self.turn + 1)
        low, high = self.worlds.layout.bounds[f"{them}.{name}"]
        tilt = chance.draws_from(keys, slots.ESTIMATE.at(site)) + chance.draws_from(keys, slots.ESTIMATE.at(site + 5)) - 1.0
        return np.clip(self.worlds.row(f"{them}.{name}") + tilt * error, low, high), error

    def misses_tell(self) -> NDArray[np.bool_]:
        """Return where a tell goes missing: one in three, below half of the starting staff."""
        keys = chance.turn_keys(self.worlds.seeds, self.turn + 1)
        drawn = chance.draws_from(keys, slots.TELL_LOST.at(POWERS.index(self.power)))
        return (self.eyes() < 0.5) & (drawn < 1.0 / 3.0)

    def pointed(self, hidden: str, values: int) -> NDArray[np.intp]:
        """Return the value that this turn's tell of a hidden type points at: the true one with the model's accuracy, else another."""
        keys = chance.turn_keys(self.worlds.seeds, self.turn + 1)
        number = [item.id for item in self.rules.scenario.hidden].index(hidden)
        drawn = chance.draws_from(keys, slots.TELL.at(2 * number + POWERS.index(self.power)))
        accuracy = self.rules.scenario.model["tell_accuracy"].value
        wrong = np.floor((drawn - accuracy) / (1.0 - accuracy) * (values - 1.0)) + 1.0
        shift = np.where(drawn < accuracy, 0.0, wrong)
        pointed: NDArray[np.intp] = (self.worlds.row(HiddenRows(hidden).value) + shift).astype(np.intp) % values
        return pointed

    def hope_now(self) -> NDArray[np.float64]:
        """Return H: hope in the rival's leader, less the closer its handover still is (model 6.4), shape (worlds,)."""
        from game.engine.context import day_of
        from game.engine.grid import halving

        scenario = self.rules.scenario
        successor = scenario.seats[other(self.power)].successor
        hope = self.own("hope")
        if successor is None or self.turn + 1 >= successor.turn:
            return hope
        days = day_of(scenario, successor.turn - 1) - day_of(scenario, self.turn)
        return hope * halving(days, 7.0 * scenario.model["hope_half_life"].value)


def has_voted(scenario: Scenario, turn: int) -> bool:
    """Tell whether by a turn (0-based) the legislature has voted on the text of its bill."""
    body = scenario.legislature
    return body is not None and bool(body.vote) and turn + 1 >= body.vote


def miscount(rules: Rules, column: NDArray[np.float64], power: Power, turn: int, clause: str) -> float:
    """Return how far a power's count of a clause is off in a state, shape (rows,), of a turn (0-based); 0 where it is exact."""
    body = rules.scenario.legislature
    knows = body is not None and column[rules.layout[seat(power).knows(body.id)]] > 0.5
    return 0.0 if knows or has_voted(rules.scenario, turn) else float(column[rules.layout[miscount_row(clause)]])
