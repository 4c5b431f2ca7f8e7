"""Many worlds to their ends: blocks that fit the cache, tasks that any worker can take, the same numbers however split."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine import chance, slots
from game.engine.rules import Rules, Worlds
from game.engine.terms import POWERS, Power
from game.engine.tracks import GAME, GameRows, HiddenRows, PairRows, PartyRows, SeatRows, names_of, seat
from game.play.features import Features
from game.play.policy import Player, Seat

BLOCK = 8192
"""Worlds played together: their rows stay in the cache (measured; see `persona bench`)."""


def outcome_rows(rules: Rules) -> list[str]:
    """Return the names of the rows that are kept of every finished world, in the order of an outcome's rows."""
    scenario = rules.scenario
    names = [*names_of(GameRows, "kept"), *names_of(PairRows, "kept")]
    names += [f"{power}.{name}" for power in POWERS for name in names_of(SeatRows, "kept")]
    names += [track.id for track in scenario.tracks]
    names += [PartyRows(party.id).alignment for party in scenario.parties]
    names += [HiddenRows(hidden.id).value for hidden in scenario.hidden]
    return names


@dataclass(frozen=True)
class Outcome:
    """How a run of worlds ended: the seed of each, one row of values per name, and the decisions taken in each."""

    names: tuple[str, ...]
    seeds: NDArray[np.uint64]
    values: NDArray[np.float64]
    decided: NDArray[np.int64]

    def __repr__(self) -> str:
        """Return how many worlds there are, on one line."""
        return f"<Outcome of {len(self.seeds)} worlds, {self.decisions} decisions>"

    @property
    def decisions(self) -> int:
        """The real choices taken in all worlds."""
        return int(self.decided.sum())

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        """Return one value of every world, shape (worlds,)."""
        row: NDArray[np.float64] = self.values[self.names.index(name)]
        return row


@dataclass(frozen=True)
class Order:
    """What a sweep plays: the policies of both seats, the mandates (None: drawn per world), the seed."""

    policies: dict[Power, str]
    seed: int
    mandates: dict[Power, int | None]


def seat_mandates(worlds: Worlds, mandates: dict[Power, int | None]) -> None:
    """Give both powers of every world a mandate: the one ordered, or one drawn with the world's chance."""
    for power in POWERS:
        worlds.row(seat(power).mandate)[:] = mandate_numbers(worlds.rules, worlds.seeds, power, mandates.get(power))


def mandate_numbers(rules: Rules, seeds: NDArray[np.uint64], power: Power, ordered: int | None) -> NDArray[np.float64]:
    """Return the number of a power's mandate in each world, shape (worlds,): the one ordered, or one drawn with the world's chance."""
    if ordered is not None:
        return np.full(len(seeds), float(ordered))
    drawn = chance.draws_from(chance.turn_keys(seeds, 0), slots.MANDATE.at(POWERS.index(power)))
    return np.floor(drawn * len(rules.scenario.seats[power].mandates))


Origins = Mapping[str, NDArray[np.float64]]
Watch = Callable[[Worlds, int, Power, str, NDArray[np.float64]], None]
"""Called after each pick with the worlds, turn, power, "desk" or "tray", and the numbers picked."""


class Table:
    """A block's buffers, used again for one block of worlds after the other; `reseat` may put another player in a seat."""

    def __init__(self, rules: Rules, order: Order, lanes: int, reseat: Callable[[Seat], Player] | None = None) -> None:
        self.rules, self.order, self._reseat = rules, order, reseat
        self.worlds = Worlds(rules, np.zeros(lanes, np.uint64))
        self.features = {power: Features.of(rules, power) for power in POWERS}
        self.names = outcome_rows(rules)
        self._rows = [rules.layout[name] for name in self.names]
        self.last: NDArray[np.float64] | None = None

    def keep_columns(self) -> None:
        """Keep the whole last column of every world in `last`, shape (rows, lanes), for what follows in a campaign."""
        self.last = np.zeros((len(self.rules.layout), len(self.worlds.seeds)))

    def play(self, seeds: NDArray[np.uint64], watch: Watch | None = None, origin: Origins | None = None) -> Outcome:
        """Play worlds with these seeds, as many as there are lanes or fewer, to their ends.

        `origin` are rows that the worlds do not start as the scenario says, each of shape (worlds,).
        """
        count, worlds = len(seeds), self.worlds
        lanes = len(worlds.seeds)
        worlds.restart(seeds if count == lanes else np.resize(seeds, lanes))
        for name, values_of_row in (origin or {}).items():
            worlds.row(name)[:] = np.resize(values_of_row, lanes)
        seat_mandates(worlds, self.order.mandates)
        seats = {power: Seat.of(worlds, power, self.order.policies[power], self.features[power]) for power in POWERS}
        if self._reseat is not None:
            for seat in seats.values():
                seat.player = self._reseat(seat)
        values = np.zeros((len(self.names), lanes))
        alive = np.ones(lanes, np.bool_)
        decided = np.zeros(count, np.int64)
        for turn in range(self.rules.turns):
            for options in play_turn(worlds, seats, turn, watch):
                decided += (options[:count] >= 2) & alive[:count]
            fresh = alive & (worlds.row(GAME.ended) > 0.5)
            if fresh.any():
                self._close(turn, fresh, values)
                alive &= ~fresh
            if not alive.any():
                break
        return Outcome(tuple(self.names), seeds, values[:, :count], decided)

    def _close(self, turn: int, fresh: NDArray[np.bool_], values: NDArray[np.float64]) -> None:
        """Copy the columns of worlds that have just ended: what their lanes do afterwards is unseen."""
        self.worlds.judge(turn)
        at = slice(None) if fresh.all() else np.flatnonzero(fresh)
        if self.last is not None:
            self.worlds.copy_columns(self.last, at)
        for place, row in enumerate(self._rows):
            values[place, at] = self.worlds.rows[row][at]


def play_block(rules: Rules, order: Order, seeds: NDArray[np.uint64], watch: Watch | None = None) -> Outcome:
    """Play one block of worlds to their ends under the policies of an order."""
    return Table(rules, order, max(len(seeds), 2)).play(seeds, watch)


def play_turn(worlds: Worlds, seats: Mapping[Power, Seat], turn: int, watch: Watch | None = None) -> list[NDArray[np.uint8]]:
    """Play a turn (0-based) in every world and settle it; return how many options each pick had, shape (worlds,) each."""
    worlds.begin(turn)
    options = [found for power in worlds.rules.order(turn) for found in move(worlds, seats[power], turn, watch)]
    worlds.settle(turn)
    return options


def move(worlds: Worlds, seat: Seat, turn: int, watch: Watch | None = None) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Play one power's desk and tray in every world; return how many options each pick had, shape (worlds,) each."""
    worlds.draw_desk(turn, seat.power)
    picks, options = seat.answer(turn)
    if watch is not None:
        watch(worlds, turn, seat.power, "desk", picks)
    worlds.answer(turn, seat.power, picks)
    return options, play_tray(worlds, seat, turn, watch)


def play_tray(worlds: Worlds, seat: Seat, turn: int, watch: Watch | None = None) -> NDArray[np.uint8]:
    """Play one power's tray in every world; return how many options the pick had, shape (worlds,)."""
    worlds.draw_tray(turn, seat.power)
    picks, options = seat.act(turn)
    if watch is not None:
        watch(worlds, turn, seat.power, "tray", picks)
    worlds.act(turn, seat.power, picks)
    return options


def play_many(rules: Rules, order: Order, first: int, count: int, block: int = BLOCK) -> Iterator[Outcome]:
    """Play worlds first .. first+count-1 of a sweep, block by block."""
    yield from play_on(Table(rules, order, max(2, min(block, count))), first, count)


def play_on(table: Table, first: int, count: int) -> Iterator[Outcome]:
    """Play worlds first .. first+count-1 of a table's sweep, as many at a time as the table has lanes."""
    block = len(table.worlds.seeds)
    for start in range(first, first + count, block):
        size = min(block, first + count - start)
        yield table.play(chance.world_seeds(table.order.seed, start, size))
