"""Many campaigns to their ends: every block of worlds plays one crisis after the other, its own end carried into the next."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.engine import chance
from game.engine.campaign import Campaign, part_seed, part_seeds
from game.engine.terms import POWERS, Power
from game.engine.tracks import GAME, seat
from game.play.arguments import LARGEST_BLOCK, MOST_WORKERS, whole
from game.play.batch import BLOCK, Order, Outcome, Table
from game.play.campaign import Route
from game.play.parcel import Bench, Parcel
from game.play.policy import Player, Seat
from game.play.rows import Row, outcome_of, row_names, rows
from game.play.sweep import TASK, TASK_KEPT, check
from game.play.tally import Histogram, Tally, quantiles
from game.play.workers import Workers


@dataclass(frozen=True)
class Travelled:
    """A block of campaigns: for each part the worlds that reached it (places in the block) and how it ended; scores over the whole."""

    seeds: NDArray[np.uint64]
    parts: tuple[tuple[NDArray[np.intp], Outcome], ...]

    def scores(self, power: Power) -> NDArray[np.float64]:
        """Return a power's score over the campaign: the mean of its parts, one never reached counting nothing, shape (worlds,)."""
        total = np.zeros(len(self.seeds))
        for places, outcome in self.parts:
            total[places] += outcome[seat(power).score]
        return total / len(self.parts)

    @property
    def decisions(self) -> int:
        """The real choices taken in all parts."""
        return sum(outcome.decisions for _places, outcome in self.parts)


class Fleet:
    """Buffers for one block of campaigns, used again for one block after the other."""

    def __init__(self, route: Route, order: Order, lanes: int, reseat: Callable[[Seat], Player] | None = None) -> None:
        self.route, self.order = route, order
        self.tables = [Table(rules, order, lanes, reseat) for rules in route.rules]
        for table in self.tables[:-1]:
            table.keep_columns()

    def play(self, seeds: NDArray[np.uint64]) -> Travelled:
        """Play campaigns with these seeds, as many as there are lanes or fewer, to their ends."""
        places = np.arange(len(seeds))
        parts = [(places, self.tables[0].play(seeds))]
        for part in range(1, len(self.tables)):
            places, outcome = self._next(part, seeds, *parts[-1])
            parts.append((places, outcome))
        return Travelled(seeds, tuple(parts))

    def _next(self, part: int, seeds: NDArray[np.uint64], places: NDArray[np.intp], outcome: Outcome) -> tuple[NDArray[np.intp], Outcome]:
        going = np.flatnonzero(goes_on(self.route, part - 1, outcome[GAME.ended]))
        table, last = self.tables[part], self.tables[part - 1].last
        if last is None or not len(going):
            return places[:0], Outcome(tuple(table.names), seeds[:0], np.zeros((len(table.names), 0)), np.zeros(0, np.int64))
        own = seeds[places[going]]
        origin = self.route.crossings[part - 1].cross(last, own, going)
        return places[going], table.play(part_seeds(own, part), origin=origin)


def goes_on(route: Route, part: int, ended: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which worlds go on after a part, from the numbers of their endings, shape (worlds,)."""
    known = np.array([route.goes_on(part, item.id) for item in route.campaign.parts[part].endings])
    going: NDArray[np.bool_] = known[ended.astype(int) - 1]
    return going


@dataclass
class Figures:
    """What many campaigns are summed up to: a tally for each part, scores over the whole."""

    tallies: tuple[Tally, ...]
    scores: dict[Power, Histogram]
    games: int = 0

    @classmethod
    def of(cls, route: Route) -> Figures:
        """Return a sum of nothing."""
        return cls(tuple(Tally(rules) for rules in route.rules), {power: Histogram(0.0, 100.0) for power in POWERS})

    def add(self, block: Travelled) -> None:
        """Count a block of finished campaigns."""
        self.games += len(block.seeds)
        for tally, (_places, outcome) in zip(self.tallies, block.parts, strict=True):
            tally.add(outcome)
        for power in POWERS:
            self.scores[power].add(block.scores(power))

    def merge(self, other: Figures) -> None:
        """Add another sum of the same campaign."""
        self.games += other.games
        for mine, theirs in zip(self.tallies, other.tallies, strict=True):
            mine.merge(theirs)
        for power in POWERS:
            self.scores[power].counts += other.scores[power].counts


@dataclass(frozen=True)
class CampaignSweep:
    """The result of a sweep of campaigns: the sums, the seconds of play, and the order it was played to."""

    route: Route
    order: Order
    figures: Figures
    seconds: float

    def __repr__(self) -> str:
        """Return what was played, on one line."""
        return f"<CampaignSweep of {self.route.campaign.id}: {self.figures.games} games, seed {self.order.seed}>"

    def report(self) -> dict[str, Any]:
        """Return the result as one plain object; the endings are those the campaigns ended in, the parts stand beside."""
        endings: dict[str, int] = {}
        figures = self.figures
        for part, tally in enumerate(figures.tallies):
            scenario = self.route.campaign.parts[part]
            endings |= {f"{scenario.id}/{name}": n for name, n in tally.endings.items() if not self.route.goes_on(part, name)}
        parts = zip(self.route.campaign.parts, figures.tallies, strict=True)
        return {
            "scenario": self.route.campaign.id,
            "games": figures.games,
            "seed": self.order.seed,
            "policies": dict(self.order.policies),
            "decisions": sum(tally.decisions for tally in figures.tallies),
            "seconds": round(self.seconds, 3),
            "endings": endings,
            "scores": {power: quantiles(histogram) for power, histogram in figures.scores.items()},
            "tracks": figures.tallies[-1].summary()["tracks"],
            "parts": [{"scenario": scenario.id, "games": tally.games, **tally.summary()} for scenario, tally in parts],
        }


def campaign_rows(route: Route, policies: Mapping[Power, str], block: Travelled) -> Iterator[Row]:
    """Yield how each campaign went, with the seed that reproduces it alone; names of a part are prefixed with its id."""
    parts = zip(route.campaign.parts, route.rules, strict=True)
    blank = {f"{scenario.id}/{name}": None for scenario, rules in parts for name in row_names(rules)}
    told: list[Row] = [{"seed": int(seed), **blank} for seed in block.seeds]
    for scenario, rules, (places, outcome) in zip(route.campaign.parts, route.rules, block.parts, strict=True):
        for place, row in zip(places, rows(rules, policies, outcome), strict=True):
            told[place].update({f"{scenario.id}/{name}": value for name, value in row.items() if name != "seed"})
    scores = {power: block.scores(power) for power in POWERS}
    for place, row in enumerate(told):
        row.update({seat(power).score: float(scores[power][place]) for power in POWERS})
        yield row


def travelled_of(route: Route, told: Sequence[Mapping[str, Any]]) -> Travelled:
    """Return what rows of campaigns were written from; raises GameError for a row that no such campaign can have left."""
    parts = []
    for number, (scenario, rules) in enumerate(zip(route.campaign.parts, route.rules, strict=True)):
        prefix = f"{scenario.id}/"
        places = [place for place, row in enumerate(told) if row.get(f"{prefix}ending") not in (None, "")]
        own = [{name.removeprefix(prefix): value for name, value in told[place].items() if name.startswith(prefix)} for place in places]
        seeded = [{**row, "seed": part_seed(int(told[place]["seed"]), number)} for place, row in zip(places, own, strict=True)]
        parts.append((np.array(places, np.intp), outcome_of(rules, seeded)))
    return Travelled(np.array([int(row["seed"]) for row in told], np.uint64), tuple(parts))


def run(
    route: Route,
    order: Order,
    games: int,
    *,
    workers: int = 1,
    executor: Executor | None = None,
    block: int = BLOCK,
    progress: Callable[[int], None] | None = None,
    sink: Callable[[Travelled], None] | None = None,
    before: Iterable[Travelled] = (),
) -> CampaignSweep:
    """Play many campaigns and return the result; `sink` gets every block in order, `progress` the number of campaigns done.

    `before` are the first campaigns of the sweep as played earlier: they are counted, and not played again.

    Raises UsageError for an unknown policy or a number of games out of range.
    """
    games = check(order, games)
    workers, block = whole("workers", workers, 1, MOST_WORKERS), whole("a block", block, 1, LARGEST_BLOCK)
    started, total = time.perf_counter(), Figures.of(route)
    for travelled in before:
        total.add(travelled)
    with Workers(workers, executor) as shared:
        for blocks, part in _tasks(route, order, total.games, games, shared, block, sink is not None):
            total.merge(part)
            for travelled in blocks:
                if sink is not None:
                    sink(travelled)
            if progress is not None:
                progress(total.games)
    return CampaignSweep(route, order, total, time.perf_counter() - started)


def _tasks(
    route: Route, order: Order, first: int, games: int, workers: Workers, block: int, keep: bool
) -> Iterator[tuple[list[Travelled], Figures]]:
    if workers.are_none:
        fleet = Fleet(route, order, max(2, min(block, games)))
        for start in range(first, games, block):
            yield _played(fleet, start, min(block, games - start), block, keep)
        return
    size = TASK_KEPT if keep else TASK
    parcel = Parcel.of(route.campaign)
    yield from workers.play(_task, ((parcel, order, start, min(size, games - start), block, keep) for start in range(first, games, size)))


def _played(fleet: Fleet, first: int, count: int, block: int, keep: bool) -> tuple[list[Travelled], Figures]:
    part, kept = Figures.of(fleet.route), []
    for start in range(first, first + count, block):
        travelled = fleet.play(chance.world_seeds(fleet.order.seed, start, min(block, first + count - start)))
        part.add(travelled)
        if keep:
            kept.append(travelled)
    return kept, part


def _task(task: tuple[Parcel[Campaign], Order, int, int, int, bool]) -> tuple[list[Travelled], Figures]:
    """Play one task in a worker; the compiled rules stay with the worker."""
    parcel, order, first, count, block, keep = task
    fleet = _fleets.keep((parcel.digest, block), lambda: Fleet(Route.of(parcel.open()), order, block))
    fleet.order = order
    for table in fleet.tables:
        table.order = order
    return _played(fleet, first, count, block, keep)


_fleets: Bench[Fleet] = Bench()
"""The buffers of a worker, kept from task to task."""
