"""Balance of a campaign: the desks of each part are judged by all that follows, from where mixed play of the parts before leaves off."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from game.engine import chance
from game.engine.campaign import part_seeds
from game.engine.machine import Rows
from game.engine.outcome import VERDICTS
from game.engine.terms import POWERS, Power, other
from game.engine.tracks import GAME, seat
from game.play.balance import HABITS, Balance, Habit, Start, judge, positions
from game.play.batch import Order, Table
from game.play.campaign import Route
from game.play.campaigns import Fleet, goes_on, run
from game.play.policy import POLICIES, Player, Seat
from game.play.rollout import Roller

MIXED: dict[Power, str] = {"us": "mix", "russia": "mix"}
RANDOM: dict[Power, str] = {"us": "random", "russia": "random"}


def measure(route: Route, games: int = 200, seed: int = 1, rollouts: int = 64, sweep: int = 20_000, habits: int = 4096) -> Balance:
    """Return the balance of a campaign over the desks of so many mixed campaigns.

    `rollouts` are played of each response, `sweep` campaigns for endings and verdicts, `habits` for the mean of each habit.
    """
    balance = Balance()
    for part, start in enumerate(_starts(route, games, seed)):
        rules, last = route.rules[part], part + 1 == len(route.rules)
        judge(balance, Roller(rules, rollouts, None if last else _Beyond(route, part)), positions(rules, games, seed, start))
    endings = run(route, Order(RANDOM, seed, {}), sweep).report()["endings"]
    balance.endings = {name: count / sweep for name, count in endings.items()}
    last_tally = run(route, Order(MIXED, seed, {}), sweep).figures.tallies[-1]
    # A campaign that broke before its last part has the verdict of the part it broke in.
    balance.verdicts = {
        power: {name: (last_tally.verdicts[power][name] + (name == "rupture") * (sweep - last_tally.games)) / sweep for name in VERDICTS}
        for power in POWERS
    }
    balance.habits = {power: _habits(route, power, seed, habits) for power in POWERS}
    return balance


class _Beyond:
    """Plays the parts after one at random from its ends, and gives the sum of a power's scores in them; nothing after a rupture."""

    def __init__(self, route: Route, part: int) -> None:
        self._route, self._part = route, part
        self._tables: dict[int, Table] = {}

    def __call__(self, columns: Rows, seeds: NDArray[np.uint64], power: Power) -> NDArray[np.float64]:
        route, scores, lanes = self._route, np.zeros(len(seeds)), np.arange(len(seeds))
        for part in range(self._part + 1, len(route.rules)):
            going = np.flatnonzero(goes_on(route, part - 1, columns[route.rules[part - 1].layout[GAME.ended]]))
            lanes = lanes[going]
            if not len(lanes):
                break
            table = self._table(part, len(seeds))
            origin = route.crossings[part - 1].cross(columns, seeds[lanes], going)
            scores[lanes] += table.play(part_seeds(seeds[lanes], part), origin=origin)[seat(power).score]
            if table.last is not None:
                columns = table.last[:, : len(lanes)]
        return scores

    def _table(self, part: int, lanes: int) -> Table:
        found = self._tables.get(part)
        if found is None or len(found.worlds.seeds) < lanes:
            found = self._tables[part] = Table(self._route.rules[part], Order(RANDOM, 0, {}), lanes)
            if part + 1 < len(self._route.rules):
                found.keep_columns()
        return found


def _starts(route: Route, games: int, seed: int) -> Iterator[Start]:
    """Yield seeds and carried rows of the worlds that reach each part when all before it is mixed play; fewer after ruptures."""
    seeds, origin = chance.world_seeds(seed, 0, games), dict[str, NDArray[np.float64]]()
    for part, rules in enumerate(route.rules):
        yield part_seeds(seeds, part), origin
        if part + 1 == len(route.rules):
            return
        table = Table(rules, Order(MIXED, seed, {}), max(len(seeds), 2))
        table.keep_columns()
        outcome = table.play(part_seeds(seeds, part), origin=origin)
        assert table.last is not None
        going = np.flatnonzero(goes_on(route, part, outcome[GAME.ended]))
        if not len(going):
            return
        seeds, origin = seeds[going], route.crossings[part].cross(table.last, seeds[going], going)


def _habits(route: Route, power: Power, seed: int, games: int) -> dict[str, float]:
    """Return mean scores over the campaign of single habits and of the shipped policies against mixed play."""
    them, seeds = other(power), chance.world_seeds(seed, 0, games)
    means = {}
    for policy in POLICIES:
        fleet = Fleet(route, Order({power: policy, them: "mix"}, seed, {}), games)
        means[policy] = float(fleet.play(seeds).scores(power).mean())
    for habit in HABITS:

        def reseat(seat: Seat, verb: str = habit) -> Player:
            return Habit(seat, verb) if seat.power == power else seat.player

        fleet = Fleet(route, Order({power: "random", them: "mix"}, seed, {}), games, reseat)
        means[f"always {habit}"] = float(fleet.play(seeds).scores(power).mean())
    return means
