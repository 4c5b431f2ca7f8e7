"""Balance of a campaign of two crises: desks of the first are judged by the whole campaign, those of the second from where it begins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine import chance
from game.engine.campaign import part_seeds
from game.engine.machine import Rows
from game.engine.outcome import VERDICTS
from game.engine.terms import POWERS, Power, other
from game.play.balance import HABITS, Balance, Habit, Start, judge, positions
from game.play.batch import Order, Table
from game.play.campaign import Route
from game.play.campaigns import Fleet, goes_on, run
from game.play.policy import POLICIES, Player, Seat
from game.play.rollout import Roller

MIXED: dict[Power, str] = {"us": "mix", "russia": "mix"}
RANDOM: dict[Power, str] = {"us": "random", "russia": "random"}


def measure(route: Route, games: int = 200, seed: int = 1, rollouts: int = 64, sweep: int = 20_000) -> Balance:
    """Return the balance of a campaign over the desks of so many mixed campaigns."""
    balance = Balance()
    judge(balance, Roller(route.rules[0], rollouts, _Beyond(route)), positions(route.rules[0], games, seed))
    judge(balance, Roller(route.rules[1], rollouts), positions(route.rules[1], games, seed, _second_start(route, games, seed)))
    endings = run(route, Order(RANDOM, seed, {}), sweep).report()["endings"]
    balance.endings = {name: count / sweep for name, count in endings.items()}
    last = run(route, Order(MIXED, seed, {}), sweep).figures.tallies[-1]
    # A campaign that broke in its first part has the verdict of that part.
    balance.verdicts = {
        power: {name: (last.verdicts[power][name] + (name == "rupture") * (sweep - last.games)) / sweep for name in VERDICTS}
        for power in POWERS
    }
    balance.habits = {power: _habits(route, power, seed) for power in POWERS}
    return balance


class _Beyond:
    """Plays the second crisis at random from the ends of the first, and gives a power's score there; nothing after a rupture."""

    def __init__(self, route: Route) -> None:
        self._route = route
        self._table: Table | None = None

    def __call__(self, columns: Rows, seeds: NDArray[np.uint64], power: Power) -> NDArray[np.float64]:
        route, scores = self._route, np.zeros(len(seeds))
        going = np.flatnonzero(goes_on(route, 0, columns[route.rules[0].layout["ended"]]))
        if len(going) > 1:
            if self._table is None or len(self._table.worlds.seeds) < len(going):
                self._table = Table(route.rules[1], Order(RANDOM, 0, {}), len(seeds))
            origin = route.crossings[0].cross(columns[:, going], seeds[going])
            scores[going] = self._table.play(part_seeds(seeds[going], 1), origin=origin)[f"{power}.score"]
        return scores


def _second_start(route: Route, games: int, seed: int) -> Start:
    """Return seeds and carried rows of second crises after mixed first ones."""
    seeds = chance.world_seeds(seed, 0, games)
    table = Table(route.rules[0], Order(MIXED, seed, {}), max(games, 2))
    table.keep_columns()
    outcome = table.play(seeds)
    assert table.last is not None
    going = np.flatnonzero(goes_on(route, 0, outcome["ended"]))
    return part_seeds(seeds[going], 1), route.crossings[0].cross(table.last[:, going], seeds[going])


def _habits(route: Route, power: Power, seed: int, games: int = 4096) -> dict[str, float]:
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
