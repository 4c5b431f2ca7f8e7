"""Balance of a scenario: is any response always best or never, any ending or verdict too common, any single habit unbeaten.

The best-replying policy is the highest mean score over random rollouts of each response.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.engine import chance
from game.engine.outcome import VERDICTS
from game.engine.rules import Rules, Worlds
from game.engine.terms import POWERS, Power
from game.engine.tracks import GAME, seat
from game.play.batch import Order, Origins, Table
from game.play.policy import POLICIES, Choice, Seat
from game.play.rollout import Position, Roller
from game.play.sweep import run

LEAST = 100
"""Appearances below which a response is not judged."""
MANY, FEW, COMMON = 0.70, 0.0, 0.60
MIXED = Order({"us": "mix", "russia": "mix"}, 0, {})
VERDICT_LOW, VERDICT_HIGH = 0.03, 0.45


@dataclass
class Balance:
    """What was measured: per response appearances and times best, shares of endings and verdicts, means of habits."""

    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    best: Counter[tuple[str, str]] = field(default_factory=Counter)
    decisions: int = 0
    mandate_matters: int = 0
    endings: dict[str, float] = field(default_factory=dict)
    verdicts: dict[Power, dict[str, float]] = field(default_factory=dict)
    habits: dict[Power, dict[str, float]] = field(default_factory=dict)
    bands: list[tuple[str, str, float, float, float, float]] = field(default_factory=list)

    def shares(self) -> dict[tuple[str, str], tuple[int, float]]:
        """Return for each response its appearances and the share of them in which it was best."""
        return {key: (count, self.best[key] / count) for key, count in sorted(self.seen.items())}

    def report(self) -> dict[str, Any]:
        """Return everything measured as plain data."""
        names = ("mandate", "goal", "start", "full", "p10", "p90")
        return {
            "decisions": self.decisions,
            "mandate_matters": self.mandate_matters,
            "responses": [{"incident": i, "response": r, "seen": n, "best": share} for (i, r), (n, share) in self.shares().items()],
            "endings": self.endings,
            "verdicts": self.verdicts,
            "habits": self.habits,
            "bands": [dict(zip(names, band, strict=True)) for band in self.bands],
            "faults": self.faults(),
        }

    def faults(self) -> list[str]:
        """Return what does not hold, as sentences."""
        faults = []
        for (incident, response), (count, share) in self.shares().items():
            if count >= LEAST and share > MANY:
                faults.append(f"{incident}/{response} is best in {share:.0%} of {count} appearances")
            if count >= LEAST and share <= FEW:
                faults.append(f"{incident}/{response} is never best in {count} appearances")
        faults += [f"ending {name} closes {share:.0%} of random games" for name, share in self.endings.items() if share > COMMON]
        for power, shares in self.verdicts.items():
            for name, share in shares.items():
                if not VERDICT_LOW <= share <= VERDICT_HIGH:
                    faults.append(f"verdict {name} of {power} in {share:.1%} of mixed play")
        for power, means in self.habits.items():
            top = max(means.values())
            faults += [
                f"{power}: {name} is unbeaten ({mean:.1f})" for name, mean in means.items() if name.startswith("always") and mean >= top
            ]
        if self.decisions and self.mandate_matters / self.decisions <= 1 / 3:
            faults.append(f"the mandate changes the best response in only {self.mandate_matters / self.decisions:.0%} of decisions")
        return faults


class Habit:
    """A player that always takes one verb of the tray (or holds), or always reserves; else at random."""

    def __init__(self, seat: Seat, verb: str) -> None:
        tray = seat.worlds.rules.scenario.seats[seat.power].tray
        self._cards = np.array([card.verb == verb for card in tray] + [verb == "hold"])
        self._reserve = verb == "reserve"

    def answer(self, choice: Choice) -> NDArray[np.float64]:
        """Return a response for each world, shape (worlds,)."""
        wanted = choice.mask & (choice.feature(choice.features.reserve) > 0.5)
        mask = np.where(wanted.any(axis=0) & self._reserve, wanted, choice.mask)
        return choice.pick_any(mask)

    def act(self, choice: Choice) -> NDArray[np.float64]:
        """Return a card for each world, shape (worlds,)."""
        wanted = choice.mask & self._cards[:, None]
        return choice.pick_any(np.where(wanted.any(axis=0), wanted, choice.mask))


Start = tuple[NDArray[np.uint64], Origins]
"""Seeds of worlds, and rows they do not start as their crisis says."""
HABITS = ("hold", "talk", "signal", "prepare", "court", "ask", "reserve")


def positions(rules: Rules, games: int, seed: int, start: Start | None = None) -> dict[tuple[int, Power], list[Position]]:
    """Return the desks that mixed play meets with at least two responses open, by turn and power; `start` are other seeds and rows."""
    found: dict[tuple[int, Power], list[Position]] = defaultdict(list)
    seeds, origin = start or (chance.world_seeds(seed, 0, games), {})

    def note(worlds: Worlds, turn: int, power: Power, where: str, _picks: NDArray[np.float64]) -> None:
        if where == "tray":
            return
        mask, state, alive = worlds.desk_mask(power), worlds.state, worlds.row(GAME.ended) < 0.5
        for world in range(len(seeds)):
            options = tuple(int(number) for number in np.flatnonzero(mask[:, world]))
            if alive[world] and len(options) >= 2:
                found[turn, power].append(Position(state[:, world].copy(), turn, power, "desk", options))

    Table(rules, MIXED, max(len(seeds), 2)).play(seeds, note, origin)
    return found


def measure(rules: Rules, games: int = 400, seed: int = 1, rollouts: int = 256, sweep: int = 50_000) -> Balance:
    """Return the balance of a scenario over the desks of so many mixed games."""
    balance = Balance()
    judge(balance, Roller(rules, rollouts), positions(rules, games, seed))
    report = run(rules, Order({"us": "random", "russia": "random"}, seed, {}), sweep).report()
    balance.endings = {name: count / sweep for name, count in report["endings"].items()}
    mixed = run(rules, Order({"us": "mix", "russia": "mix"}, seed, {}), sweep).report()
    balance.verdicts = {power: {name: mixed["verdicts"][power][name] / sweep for name in VERDICTS} for power in POWERS}
    balance.habits = {power: _habits(rules, power, seed) for power in POWERS}
    balance.bands = _bands(rules, seed)
    return balance


def judge(balance: Balance, roller: Roller, desks: dict[tuple[int, Power], list[Position]]) -> None:
    """Count for every desk which response is best by rollouts."""
    for (_turn, power), items in desks.items():
        for start in range(0, len(items), 8):
            part = items[start : start + 8]
            for position, values in zip(part, roller.values(part), strict=True):
                _judge(roller.rules, balance, power, position, values)


def _judge(rules: Rules, balance: Balance, power: Power, position: Position, values: dict[int, NDArray[np.float64]]) -> None:
    number = int(position.state[rules.layout[seat(power).desk]])
    incident = rules.scenario.incidents[number - 1]
    mine = int(position.state[rules.layout[seat(power).mandate]])
    bests = [max(values, key=lambda option, m=mandate: values[option][m]) for mandate in range(len(next(iter(values.values()))))]  # type: ignore[misc]
    for option in values:
        balance.seen[incident.id, incident.responses[option].id] += 1
    balance.best[incident.id, incident.responses[bests[mine]].id] += 1
    balance.decisions += 1
    balance.mandate_matters += any(best != bests[mine] for best in bests)


def _habits(rules: Rules, power: Power, seed: int, games: int = 8192) -> dict[str, float]:
    """Return mean scores of single habits and of the shipped policies against mixed play."""
    them: Power = "russia" if power == "us" else "us"
    means = {}
    seeds = chance.world_seeds(seed, 0, games)
    for policy in POLICIES:
        order = Order({power: policy, them: "mix"}, seed, {})
        means[policy] = float(Table(rules, order, games).play(seeds)[seat(power).score].mean())
    for habit in HABITS:
        order = Order({power: "random", them: "mix"}, seed, {})
        table = Table(rules, order, games, lambda seat, h=habit: Habit(seat, h) if seat.power == power else seat.player)  # type: ignore[misc]
        means[f"always {habit}"] = float(table.play(seeds)[seat(power).score].mean())
    return means


def _bands(rules: Rules, seed: int, games: int = 2048) -> list[tuple[str, str, float, float, float, float]]:
    """Return for each goal its label, its band, and the 10th and 90th percentile of mixed play."""
    from game.engine.inquire import Inquiry

    table = Table(rules, MIXED, games)
    table.keep_columns()
    table.play(chance.world_seeds(seed, 0, games))
    goals = [(power, mandate.id, goal) for power in POWERS for mandate in rules.scenario.seats[power].mandates for goal in mandate.goals]
    ends = table.last if table.last is not None else np.empty((0, 0))
    turns = ends[rules.layout[GAME.end_turn]].astype(int) - 1
    values = np.array([[Inquiry(rules, ends[:, w], turns[w]).value(goal.of) for _p, _m, goal in goals] for w in range(0, games, 4)])
    low, high = np.quantile(values, [0.1, 0.9], axis=0)
    return [(f"{p}/{m}", g.label, g.start, g.full, float(low[n]), float(high[n])) for n, (p, m, g) in enumerate(goals)]
