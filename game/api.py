"""The Python face of the game: load a scenario, play a match, simulate thousands.

>>> from game.api import Match, load_scenario, simulate
>>> scenario = load_scenario("december-2016")
>>> sweep = simulate(scenario, games=1000, us="random", russia="reciprocal", seed=7)
>>> sum(sweep.report()["endings"].values())
1000
>>> match = Match.start(scenario, {"us": "historical", "russia": "human"}, seed=7)
>>> while not match.is_over:
...     match.choose(next(option.id for option in match.options() if option.is_open))
>>> match.verdict("russia") in scenario.verdicts
True
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from pathlib import Path

from game.content import library
from game.content.problem import headline
from game.engine.rules import Rules
from game.engine.spec import Scenario
from game.engine.terms import POWERS, Power
from game.errors import ScenarioError, UsageError
from game.play.arguments import by_power, policy_of, rules_of, seed_of
from game.play.batch import BLOCK, Order, Outcome
from game.play.mandates import mandate_number
from game.play.match import Match
from game.play.sweep import Sweep, run

__all__ = ["Match", "Scenario", "Sweep", "load_scenario", "simulate"]


def load_scenario(name: str | Path) -> Scenario:
    """Return a scenario by its id or the path of its file.

    Raises ScenarioError with the first problem when it cannot be played, UsageError for what is no name.
    """
    if not isinstance(name, (str, Path)):
        raise UsageError(f"expected the id of a scenario or the path of its file, got: {name!r}"[:200])
    reading = library.load(name)
    if reading.scenario is None:
        first = next(problem for problem in reading.problems if problem.severity == "error")
        raise ScenarioError(f"{name} cannot be played: {headline(first)} `persona lint {name}` says all that is wrong.")
    return reading.scenario


def simulate(
    scenario: Scenario | Rules | str | Path,
    games: int,
    us: str = "random",
    russia: str = "random",
    seed: int = 0,
    mandates: Mapping[Power, str] | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    block: int = BLOCK,
    progress: Callable[[int], None] | None = None,
    sink: Callable[[Outcome], None] | None = None,
) -> Sweep:
    """Play `games` worlds of a scenario, also given by its name, under two policies; without mandates each world draws its own.

    `workers` is a number of processes to share the work, `executor` any of concurrent.futures instead; the numbers are the same.
    `block` worlds are played at a time. `sink` gets every block of outcomes in order, `progress` the number of games done.
    Raises UsageError for an argument that means nothing, ScenarioError for a scenario that cannot be played.
    """
    rules = rules_of(load_scenario(scenario) if isinstance(scenario, (str, Path)) else scenario)
    named = by_power("the mandates", mandates)
    numbers = {power: mandate_number(rules.scenario, power, named[power]) if named.get(power) is not None else None for power in POWERS}
    order = Order({"us": policy_of("us", us), "russia": policy_of("russia", russia)}, seed_of(seed), numbers)
    return run(rules, order, games, workers=workers, executor=executor, block=block, progress=progress, sink=sink)
