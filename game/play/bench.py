"""How fast the engine is on this machine: decisions a second by batch size, operations and latency of a turn, forecasts, memory."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median

import numpy as np

from game.engine import chance, kernel
from game.engine.machine import NumpyMachine
from game.engine.rules import Rules
from game.play.batch import BLOCK, Order, Table, play_many
from game.play.match import Match
from game.play.preview import preview
from game.play.rollout import Position, Roller

SIZES = (1, 64, 1024, 65_536, 1_000_000)
RANDOM = Order({"us": "random", "russia": "random"}, 1, {})


@dataclass(frozen=True)
class Figures:
    """Measured figures: rates by batch size, and single latencies in milliseconds."""

    decisions_per_second: dict[int, float]
    operations_per_turn: list[int]
    record_ms: float
    turn_ms: float
    first_turn_ms: float
    preview_ms: float
    forecast_ms: float
    two_workers: float | None
    unit_ns: float
    block: int
    machine: str


def rate(rules: Rules, games: int, seconds: float = 1.0, block: int = BLOCK) -> float:
    """Return decisions a second when `games` games are played at a time, best of repeated runs over `seconds`."""
    if games > block:
        started = time.perf_counter()
        decisions = sum(outcome.decisions for outcome in play_many(rules, RANDOM, 0, games, block))
        return decisions / (time.perf_counter() - started)
    table, best, spent, first = Table(rules, RANDOM, max(2, games)), 0.0, 0.0, 0
    while spent < seconds:
        seeds = chance.world_seeds(1, first, games)
        started = time.perf_counter()
        decisions = table.play(seeds).decisions
        took = time.perf_counter() - started
        best, spent, first = max(best, decisions / took), spent + took, first + games
    return best


def unit() -> float:
    """Return the nanoseconds NumPy needs here to add one element of rows in the cache: the measure of a noisy machine."""
    a, b, out = np.ones(BLOCK), np.ones(BLOCK), np.empty(BLOCK)
    best = 1.0
    for _ in range(50):
        started = time.perf_counter()
        for _ in range(200):
            np.add(a, b, out)
        best = min(best, (time.perf_counter() - started) / 200)
    return best / BLOCK * 1e9


def engine_turn(rules: Rules, games: int = 20) -> float:
    """Return the milliseconds of one turn of one game in the engine: both powers, settlement, programs bound before."""
    table, best = Table(rules, RANDOM, 2), 1e9
    for seed in range(games):
        started = time.perf_counter()
        table.play(chance.world_seeds(1, seed, 1))
        best = min(best, (time.perf_counter() - started) / rules.turns)
    return best * 1e3


def turn_latency(rules: Rules, games: int = 5) -> tuple[float, float]:
    """Return the milliseconds of one turn of a game between two policies, and of the previews of one decision."""
    best, shown = 1e9, 1e9
    for seed in range(games):
        started = time.perf_counter()
        match = Match.start(rules, {"us": "random", "russia": "random"}, seed)
        best = min(best, (time.perf_counter() - started) / len(match.stories))
        waiting = Match.start(rules, {"us": "human", "russia": "random"}, seed)
        options = waiting.options()
        preview(waiting, options)
        started = time.perf_counter()
        preview(waiting, options)
        shown = min(shown, time.perf_counter() - started)
    return best * 1e3, shown * 1e3


def forecast_position(rules: Rules) -> Position:
    """Return the first desk of a game as a position whose responses are to be forecast."""
    match = Match.start(rules, {"us": "human", "russia": "random"}, 1)
    options = tuple(option.number for option in match.options() if option.is_open)
    return Position(match.column, 0, "us", "desk", options)


def forecast(rules: Rules, rollouts: int = 256, times: int = 5) -> float:
    """Return the milliseconds of a forecast of every response of the first desk to the horizon, programs bound before."""
    roller, position, best = Roller(rules, rollouts), forecast_position(rules), 1e9
    roller.values([position])
    for _ in range(times):
        started = time.perf_counter()
        roller.values([position])
        best = min(best, time.perf_counter() - started)
    return best * 1e3


def measure(rules: Rules, sizes: tuple[int, ...] = SIZES, workers: int = 2) -> Figures:
    """Return the figures of a scenario's rules under random policies."""
    started = time.perf_counter()
    operations = [rules.operations(turn) for turn in range(rules.turns)]
    recorded = (time.perf_counter() - started) * 1e3
    list(play_many(rules, RANDOM, 0, 64))
    rates = {size: rate(rules, size) for size in sizes}
    turn, shown = turn_latency(rules)
    two = _speed_up(rules, workers)
    return Figures(rates, operations, recorded, engine_turn(rules), turn, shown, forecast(rules), two, unit(), BLOCK, machine_of(rules))


def machine_of(rules: Rules) -> str:
    """Return what runs the rules' programs: "NumPy", or the compiled kernel and the vectors it uses here."""
    found = kernel.load()
    return "NumPy" if found is None or rules.machine is NumpyMachine else f"compiled, {found.vectors} vectors"


def _speed_up(rules: Rules, workers: int, games: int = 524_288) -> float | None:
    """Return how much faster two processes are than one, start-up apart: the median of three pairs."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from game.play.sweep import run

    if workers < 2:
        return None
    alone, together = [], []
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        run(rules, RANDOM, games, executor=pool)
        for _ in range(3):
            alone.append(run(rules, RANDOM, games).seconds)
            together.append(run(rules, RANDOM, games, executor=pool).seconds)
    return median(one / two for one, two in zip(alone, together, strict=True))
