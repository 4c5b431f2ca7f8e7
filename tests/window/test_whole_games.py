"""Every crisis and the campaign, from the title to the debrief in a real window: at three sizes, by keys alone and by clicks alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from game.cli.main import main
from tests.window import hands
from tests.window.conftest import Start
from tests.window.mirror import Pair
from tests.window.tools import shown

SIZES = ((960, 600), (1280, 720), (1920, 1080))
GAMES = {"spring-2001": 4, "december-2016": 10, "july-2017": 10, "seven-months": 20}
"""Crises and campaigns with the turns they can last."""


@pytest.mark.slow
@pytest.mark.parametrize("by", ["keys", "clicks"])
@pytest.mark.parametrize("size", SIZES, ids="x".join(("{0[0]}", "{0[1]}")).format)
@pytest.mark.parametrize("game", GAMES)
def test_a_whole_game(start: Start, tmp_path: Path, game: str, size: tuple[int, int], by: hands.Hand) -> None:
    begun = time.monotonic()
    program = start(size)
    pair = Pair(program, tmp_path / "mirror", tmp_path)
    hands.begin(pair, game, by, seed=7)
    hands.play(pair, by)
    log = pair.log()
    kinds = [entry.kind for entry in log.entries]
    print(f"{game} {size} {by}: {pair.choices} choices, {kinds.count('crossed')} crossings, {time.monotonic() - begun:.0f} s")
    assert "What really happened" in shown(pair.mirror)
    assert log.is_closed
    assert not log.notices
    assert 0 < pair.choices <= 2 * GAMES[game]
    assert pair.choices == sum(choice.power == pair.session.me for choice in log.choices)
    assert main(["replay", str(program.logs()[-1]), "--verify"]) == 0
    assert program.end() == ""
