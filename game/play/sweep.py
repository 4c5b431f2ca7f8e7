"""Sweeps: many games over any number of workers, summed up as they finish, with a row per game if wanted.

A task is pure in (scenario, order, first world, count), so that a retry or another split of the work changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from game.engine.rules import Rules
from game.engine.spec import Scenario
from game.engine.terms import POWERS
from game.play.arguments import LARGEST_BLOCK, MOST_WORKERS, policy_of, seed_of, whole
from game.play.batch import BLOCK, Order, Outcome, Table, play_many, play_on
from game.play.parcel import Bench, Parcel
from game.play.tally import Tally
from game.play.workers import Workers

TASK = 65_536
"""Worlds of one task of a worker."""
TASK_KEPT = 8192
"""Worlds of one task whose outcome is wanted whole, world by world."""
LARGEST = 10**12


@dataclass(frozen=True)
class Sweep:
    """The result of a sweep: the tally, the seconds of play, and the order it was played to."""

    scenario: Scenario
    order: Order
    tally: Tally
    seconds: float

    def __repr__(self) -> str:
        """Return what was played, on one line."""
        return f"<Sweep of {self.scenario.id}: {self.tally.games} games, seed {self.order.seed}>"

    def report(self) -> dict[str, Any]:
        """Return the result as one plain object."""
        return {
            "scenario": self.scenario.id,
            "games": self.tally.games,
            "seed": self.order.seed,
            "policies": dict(self.order.policies),
            "decisions": self.tally.decisions,
            "seconds": round(self.seconds, 3),
            **self.tally.summary(),
        }


def check(order: Order, games: int) -> int:
    """Return the number of games of an order that can be played; raises UsageError for one that cannot."""
    for power in POWERS:
        policy_of(power, order.policies.get(power))
    seed_of(order.seed)
    return whole("a number of games", games, 1, LARGEST)


def run(
    rules: Rules,
    order: Order,
    games: int,
    *,
    workers: int = 1,
    executor: Executor | None = None,
    block: int = BLOCK,
    progress: Callable[[int], None] | None = None,
    sink: Callable[[Outcome], None] | None = None,
    before: Iterable[Outcome] = (),
) -> Sweep:
    """Play a sweep and return its result; `sink` gets every block in order, `progress` the number of games done.

    `before` are the first games of the sweep as played earlier: they are counted, and not played again.

    Raises UsageError for an unknown policy or a number of games out of range.
    """
    games = check(order, games)
    workers, block = whole("workers", workers, 1, MOST_WORKERS), whole("a block", block, 1, LARGEST_BLOCK)
    started = time.perf_counter()
    tally = Tally(rules)
    for outcome in before:
        tally.add(outcome)
    with Workers(workers, executor) as shared:
        for part, outcomes in _parts(rules, order, tally.games, games, shared, block, sink is not None):
            tally.merge(part)
            for outcome in outcomes:
                if sink is not None:
                    sink(outcome)
            if progress is not None:
                progress(tally.games)
    return Sweep(rules.scenario, order, tally, time.perf_counter() - started)


def _parts(
    rules: Rules, order: Order, first: int, games: int, workers: Workers, block: int, keep: bool
) -> Iterator[tuple[Tally, list[Outcome]]]:
    if workers.are_none:
        for outcome in play_many(rules, order, first, games - first, block):
            part = Tally(rules)
            part.add(outcome)
            yield part, [outcome] if keep else []
        return
    size = TASK_KEPT if keep else TASK
    parcel = Parcel.of(rules.scenario)
    yield from workers.play(_task, ((parcel, order, start, min(size, games - start), block, keep) for start in range(first, games, size)))


_tables: Bench[Table] = Bench()
"""The buffers and compiled rules of a worker, kept from task to task: binding them anew would cost a fifth of the time."""


def _task(task: tuple[Parcel[Scenario], Order, int, int, int, bool]) -> tuple[Tally, list[Outcome]]:
    """Play one task in a worker; the compiled rules stay with the worker."""
    parcel, order, first, count, block, keep = task
    table = _tables.keep((parcel.digest, block), lambda: Table(Rules(parcel.open()), order, block))
    table.order = order
    tally, kept = Tally(table.rules), []
    for outcome in play_on(table, first, count):
        tally.add(outcome)
        if keep:
            kept.append(outcome)
    return tally, kept
