"""A small crisis of three turns, for the tests of records, terminal and command: quick to load, quick to play."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from game.engine.rules import Rules
from game.play.match import HUMAN, Match
from game.record.log import Writer
from tests.content.sample import SAMPLE, read

RIVAL = "rival"


@cache
def rules() -> Rules:
    """Return the compiled rules of the small crisis."""
    scenario = read(SAMPLE).scenario
    assert scenario is not None
    return Rules(scenario)


def write_scenario(folder: Path, text: str = SAMPLE) -> Path:
    """Write the small crisis as a file and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "small-crisis.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def start(path: Path | None = None, seed: int = 5, us: str = HUMAN, russia: str = HUMAN, name: str = "") -> Match:
    """Open a game, saved at a path if there is one."""
    return Match.start(rules(), {"us": us, "russia": russia}, seed, writer=Writer(path) if path else None, path=name)


def open_picks(match: Match) -> list[str]:
    """Return the ids that may be chosen now."""
    return [option.id for option in match.options() if option.is_open]


def play(match: Match, seed: int = 0, choices: int = 1000) -> Match:
    """Make a number of choices, any that are open, or play to the end."""
    rng = random.Random(seed)
    for _ in range(choices):
        if match.is_over:
            break
        match.choose(rng.choice(open_picks(match)))
    return match
