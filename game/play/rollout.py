"""Rollouts: what each open response of a position is worth, as the mean score of a policy's play from there to the end.

All responses of a position are played on with the same draws, and what is hidden is drawn anew, so that luck does not favour one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from game.engine import chance
from game.engine.machine import Rows
from game.engine.observe import Observation
from game.engine.rules import Rules, Worlds
from game.engine.terms import POWERS, Power
from game.engine.tracks import GAME, HiddenRows, miscount_row, seat
from game.play.batch import move, play_tray, play_turn
from game.play.features import Features
from game.play.policy import Seat

SALT = 0x0110
KEPT = 16_384
"""Worlds whose buffers stay bound for positions with as many options."""
Where = Literal["desk", "tray"]


@dataclass(frozen=True)
class Position:
    """A choice that a power faces: the state, shape (rows,), the turn (0-based), and the numbers that are open."""

    state: NDArray[np.float64]
    turn: int
    power: Power
    where: Where
    options: tuple[int, ...]


Beyond = Callable[[Rows, NDArray[np.uint64], Power], NDArray[np.float64]]
"""What comes after the end: from the last columns, shape (rows, worlds), seeds and power, what its scores there add, shape (worlds,)."""


class Roller:
    """Plays positions of one kind (turn, power, desk or tray) on to their ends, and beyond them where more follows.

    Both powers go on as `policy` does: at random, or in a manner drawn for each game ("mix").
    """

    def __init__(self, rules: Rules, rollouts: int = 256, beyond: Beyond | None = None, policy: str = "random") -> None:
        self.rules, self.rollouts, self._beyond, self._policy = rules, rollouts, beyond, policy
        self._worlds: dict[int, Worlds] = {}
        self._features = {power: Features.of(rules, power) for power in POWERS}

    def values(self, positions: Sequence[Position]) -> list[dict[int, NDArray[np.float64]]]:
        """Return for each position the mean score of each option under each mandate of its power, shape (mandates,).

        The positions must share turn, power and kind.
        """
        first = positions[0]
        pairs = [(place, option) for place, position in enumerate(positions) for option in position.options]
        worlds = self._lanes(len(pairs) * self.rollouts)
        self.lay_out(worlds, positions, pairs)
        picks = np.repeat([float(option) for _place, option in pairs], self.rollouts)
        self._play_on(worlds, first, picks)
        scores = self._kept[first.power]
        means = scores.reshape(len(scores), len(pairs), self.rollouts).mean(axis=2)
        result: list[dict[int, NDArray[np.float64]]] = [{} for _ in positions]
        for at, (place, option) in enumerate(pairs):
            result[place][option] = means[:, at]
        return result

    def _lanes(self, count: int) -> Worlds:
        if count not in self._worlds:
            if sum(self._worlds) + count > KEPT:
                self._worlds.clear()
            self._worlds[count] = Worlds(self.rules, np.zeros(count, np.uint64))
        return self._worlds[count]

    def lay_out(self, worlds: Worlds, positions: Sequence[Position], pairs: Sequence[tuple[int, int]]) -> None:
        """Put worlds into the positions, as many for each pair of position (by place) and option as there are rollouts."""
        draws = [chance.world_seeds(_salt(position.state), 0, self.rollouts) for position in positions]
        seeds = np.concatenate([draws[place] for place, _option in pairs])
        worlds.restart(seeds)
        columns = np.stack([positions[place].state for place, _option in pairs], axis=1)
        for row, values in zip(worlds.rows, columns, strict=True):
            row[:] = np.repeat(values, self.rollouts).astype(row.dtype)
        self._hide(worlds, Observation(worlds, positions[0].power, positions[0].turn), seeds)

    def _hide(self, worlds: Worlds, seen: Observation, seeds: NDArray[np.uint64]) -> None:
        """Draw anew what the power cannot know: types not yet revealed, and how far its whip's counts are off."""
        drawn = self.rules.hidden_values(seeds)
        for hidden in self.rules.scenario.hidden:
            if seen.turn + 1 < hidden.reveal:
                worlds.row(HiddenRows(hidden.id).value)[:] = drawn[HiddenRows(hidden.id).value]
        for clause, _ in self.rules.clauses():
            count, error = seen.counted(clause)
            off = drawn[miscount_row(clause)] * (error > 0.0)
            worlds.row(miscount_row(clause))[:] = off
            worlds.row(clause)[:] = np.clip(count + off, 0.0, 1.0)

    def _play_on(self, worlds: Worlds, start: Position, picks: NDArray[np.float64]) -> None:
        seats = {power: Seat.of(worlds, power, self._policy, self._features[power]) for power in POWERS}
        first, second = self.rules.order(start.turn)
        worlds.machine.turn_to(start.turn + 1)
        if start.where == "desk":
            worlds.answer(start.turn, start.power, picks)
            play_tray(worlds, seats[start.power], start.turn)
        else:
            worlds.act(start.turn, start.power, picks)
        if start.power == first:
            move(worlds, seats[second], start.turn)
        worlds.settle(start.turn)
        self._final = worlds.row(GAME.ended) > 0.5
        self._kept = {power: np.zeros((len(self.rules.scenario.seats[power].mandates), len(picks))) for power in POWERS}
        self._last = np.zeros((len(worlds.rows), len(picks))) if self._beyond is not None else None
        self._keep(worlds, start.turn, start.power, self._final)
        for turn in range(start.turn + 1, self.rules.turns):
            play_turn(worlds, seats, turn)
            fresh = (worlds.row(GAME.ended) > 0.5) & ~self._final
            self._keep(worlds, turn, start.power, fresh)
            self._final |= fresh
        if self._beyond is not None and self._last is not None:
            more = self._beyond(self._last, worlds.seeds, start.power)
            self._kept[start.power] += more

    def _keep(self, worlds: Worlds, turn: int, power: Power, fresh: NDArray[np.bool_]) -> None:
        """Keep the scores of worlds that have just ended, under every mandate of the power."""
        if not fresh.any():
            return
        if self._last is not None:
            worlds.copy_columns(self._last, np.flatnonzero(fresh))
        mine = worlds.row(seat(power).mandate)
        before = mine.copy()
        for number in range(len(self._kept[power])):
            mine[:] = float(number)
            worlds.judge(turn)
            self._kept[power][number][fresh] = worlds.row(seat(power).score)[fresh]
        mine[:] = before


def _salt(state: NDArray[np.float64]) -> int:
    """Return a seed of a position's own: the same for all its options, another for another position."""
    return int.from_bytes(hashlib.sha256((state + 0.0).tobytes()).digest()[:8], "little") ^ SALT
