"""A playing process is killed at any moment: no choice is lost whose following prompt was printed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from game.play.match import Match
from game.record.log import Writer, read
from tests.record.games import rules, start, write_scenario

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = 15
SEED = 5
PROMPT = b"Choose a number, or ? for help:"
GAMES = 4


def script() -> tuple[list[str], list[str]]:
    """Return lines to type, and the choices that stand after each.

    The game is played to its end and again from its second turn, some times over, so that there is time to be killed in.
    """
    rng, match = random.Random(SEED), start(seed=SEED)
    lines: list[str] = []
    states: list[str] = []
    for _ in range(GAMES):
        while not match.is_over:
            number, option = rng.choice([pair for pair in enumerate(match.options(), start=1) if pair[1].is_open])
            match.choose(option.id)
            lines.append(str(number))
            states.append(picks_of(match))
        lines.append("t 2")
        match.play_on_from(2)
        states.append(picks_of(match))
    return lines, states


def picks_of(match: Match) -> str:
    return " ".join(entry.pick for entry in match.log().choices)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_a_kill_loses_no_confirmed_choice(tmp_path: Path) -> None:
    scenario = write_scenario(tmp_path)
    lines, states = script()
    rng = random.Random(99)
    moments = [(rng.randrange(1, len(lines)), rng.random() * 0.01) for _ in range(MOMENTS)]

    def kill(number: int) -> tuple[Path, int]:
        path = tmp_path / f"{number}.jsonl"
        return path, killed(scenario, path, lines, *moments[number])

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(kill, range(MOMENTS)))
    reached = []
    for path, confirmed in results:
        log = read(path)
        match = Match.resume(rules(), log, Writer(path, log.data, log.found))
        assert picks_of(match) in states[confirmed - 1 : confirmed + 1]
        assert read(path).notices == []
        reached.append(confirmed)
    assert len(set(reached)) > MOMENTS // 2


def killed(scenario: Path, path: Path, lines: list[str], prompts: int, pause: float) -> int:
    """Play until some prompts were printed, wait a little, kill the process; return how many lines were answered for certain."""
    command = [sys.executable, "-m", "game", "play", str(scenario), "--as", "both", "--seed", str(SEED), "--log", str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("".join(line + "\n" for line in lines).encode())
        process.stdin.flush()
        printed = b""
        while asked(printed) <= prompts:
            chunk = os.read(process.stdout.fileno(), 65_536)
            assert chunk, printed[-2000:].decode()
            printed += chunk
        time.sleep(pause)
        process.kill()
        printed += process.stdout.read()
    return asked(printed) - 1


def asked(printed: bytes) -> int:
    """Return how many prompts of the game were printed, those after its end included."""
    return printed.count(PROMPT) + printed.count(b"t and a number plays on from that turn")
