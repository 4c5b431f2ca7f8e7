"""`persona review`: a finished game graded, in words and as one object."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.tools import ANYTHING, Command, saved_games
from tests.terminal.talk import too_wide


@pytest.fixture
def log(persona: Command, crisis: Path, home: Path) -> Path:
    """A finished game."""
    persona("play", crisis, "--seed", 2, typed=ANYTHING)
    return saved_games(home)[0]


def test_in_words(persona: Command, log: Path) -> None:
    done = persona("review", log, "--rollouts", 256)
    assert done.code == 0
    page = " ".join(done.out.split())
    for words in ("A Small Crisis", "Your choices kept", "Every choice", "Turn 1, ", "mean score of 256 games"):
        assert words in page
    assert too_wide(done.out) == []


def test_as_one_object(persona: Command, log: Path) -> None:
    report = json.loads(persona("review", log, "--rollouts", 256, "--json").out)
    assert report["rollouts"] == 256
    (part,) = report["parts"]
    assert set(part["accuracy"]) == {"us", "russia"}
    assert all(0.0 <= share <= 1.0 for share in part["accuracy"].values())
    for choice in part["choices"]:
        assert choice["best"] in choice["worth"]
        assert choice["lost"] == pytest.approx(choice["worth"][choice["best"]] - choice["worth"][choice["pick"]], abs=0.011)
        assert choice["grade"] in ("best", "good", "inaccuracy", "mistake", "blunder")


def test_a_game_that_goes_on_is_not_graded(persona: Command, crisis: Path, home: Path) -> None:
    persona("play", crisis, "--seed", 2, typed=b"\n\n1\n")
    done = persona("review", saved_games(home)[0])
    assert "is not over yet" in done.refused()
