"""Changes numbers, lists and names of crises; what lint still passes must play the same by every machine and stay finite.

python -m tests.fuzz.plays --crises 2000 --seed 1
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import yaml

from game import paths
from game.engine.rules import Rules
from game.play.match import Match
from game.terminal import screens
from game.terminal.page import Page
from tests.content.sample import SAMPLE, read
from tests.fuzz.fuzz import _DUMPER, _copy, _tree, restructured
from tests.play.games import MACHINES, TEXTS, order_of, run_by, seeds_of, trail

GAMES = 64
SLOWEST = 1.0
"""Seconds of this process that reading a crisis may take."""
_NUMBERS = (0, 1, -1, 0.5, 2, 0.001, 99.5, 100, 255, 256, 300, 1000, 1e4, -1e4, 36500, 1e300, 0.25, 5000, 7, 12)


@dataclass
class Tally:
    """What was tried, what came of it, and what went wrong."""

    read: int = 0
    played: int = 0
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the figures in a line."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        figures = f"{self.read} crises read, {self.played} of them clean and played, {len(self.failures)} failures"
        return "\n".join([f"{figures}; slowest reading {self.slowest:.2f} s, {peak:.0f} MiB", *self.failures[:5]])


def _leaves(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield where each number of a tree stands: its container and its key."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        items = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
        for key, item in items:
            if isinstance(item, dict | list):
                waiting.append(item)
            elif isinstance(item, int | float) and not isinstance(item, bool):
                yield found, key


def renumbered(text: str, dice: random.Random) -> bytes:
    """Return a crisis with a few of its numbers changed."""
    tree = _copy(_tree(text))
    places = list(_leaves(tree))
    for _ in range(dice.choice((1, 2, 4, 8))):
        place, key = dice.choice(places)
        place[key] = dice.choice(_NUMBERS) if dice.random() < 0.6 else round(float(place[key]) * dice.choice((0.5, 2, 10, -1)), 3)
    return bytes(yaml.dump(tree, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=10_000).encode("utf-8", "replace"))


def attack(crises: int, seed: int) -> Tally:
    """Read so many changed crises, and play those that are clean."""
    tally, dice = Tally(), random.Random(seed)
    texts = [*TEXTS.values(), SAMPLE, (paths.scenarios_dir() / "spring-2001.yaml").read_text(encoding="utf-8")]
    for number in range(crises):
        text = dice.choice(texts)
        data = renumbered(text, dice) if dice.random() < 0.75 else restructured(text, dice)
        try:
            _one(data, number, tally)
        except Exception:
            tally.failures.append(f"crisis {number}: {traceback.format_exc()}")
    return tally


def _one(data: bytes, number: int, tally: Tally) -> None:
    started = time.process_time()
    reading = read(data)
    tally.slowest = max(tally.slowest, time.process_time() - started)
    tally.read += 1
    reading.report()
    if reading.scenario is None:
        return
    tally.played += 1
    rules = Rules(reading.scenario)
    played = [trail(run_by(rules, machine), order_of("mix", "random"), seeds_of(GAMES, number)) for machine in MACHINES]
    for outcome, states in played:
        if not np.isfinite(outcome.values).all():
            raise AssertionError("a number that is none")
        if not np.array_equal(outcome.values, played[0][0].values):
            raise AssertionError("two machines, two outcomes")
        if not all(np.array_equal(one, two) for one, two in zip(states, played[0][1], strict=True)):
            raise AssertionError("two machines, two states")
    match = Match.start(rules, {"us": "random", "russia": "mix"}, number)
    page = Page(io.StringIO(), io.StringIO())
    for story in match.stories:
        screens.draw_consequences(page, match, "us", story, full=True)
    screens.draw_close(page, match, "russia")


def main() -> int:
    """Run the attack and print its figures; 1 if anything failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--crises", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    tally = attack(words.crises, words.seed)
    sys.stdout.write(f"{tally}\n")
    return 1 if tally.failures or tally.slowest > SLOWEST else 0


if __name__ == "__main__":
    sys.exit(main())
