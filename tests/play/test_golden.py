"""Golden playthroughs: the same seeds and policies play the same games, on every machine and after every change."""

from pathlib import Path

import pytest

from game.engine.terms import POWERS, Power
from tests.play import games, golden


@pytest.mark.parametrize("seat", POWERS)
@pytest.mark.parametrize("name", games.shipped())
def test_golden_playthrough(name: str, seat: Power) -> None:
    path = golden.FOLDER / f"{name}-{seat}.txt"
    wrong = golden.difference(path, golden.text(games.rules_of(name), seat))
    assert not wrong, f"{wrong}\nIf the change is meant, `python -m tests.play.golden` writes the files anew; read what it changed."


def test_no_golden_is_left_of_a_scenario_that_is_gone() -> None:
    wanted = {path for name in games.shipped() for path in golden.files(name)}
    assert set(golden.FOLDER.glob("*")) == wanted


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "small-us.txt"
    assert "small-us.txt is missing" in golden.difference(path, ["a"])
    path.write_text("a\nb\nc\n", encoding="utf-8")
    assert golden.difference(path, ["a", "b", "c"]) == ""
    assert golden.difference(path, ["a", "x", "c"]) == "Wrong line 2 in small-us.txt:\n  golden: b\n  played: x"
    assert golden.difference(path, ["a", "b"]).startswith("Wrong line 3 in small-us.txt:")
    assert golden.difference(path, ["a", "b", "c", "d"]).startswith("Wrong line 4 in small-us.txt:")


def test_goldens_tell_the_whole_game() -> None:
    """Each names every turn, every choice and every digest, and the four games of a scenario differ."""
    rules = games.rules_of("small-crisis")
    texts = [golden.text(rules, power) for power in POWERS]
    for lines in texts:
        assert sum(line.startswith("turn ") for line in lines) == 2 * rules.turns
        assert sum(line.startswith("  digest ") for line in lines) == 2 * rules.turns
        assert sum(" act: " in line for line in lines) == 4 * rules.turns
        assert sum(line.startswith("ending ") for line in lines) == 2
        assert max(map(len, lines)) <= golden.WIDTH
    digests = [line for lines in texts for line in lines if line.startswith("  digest ")]
    assert len(set(digests)) == len(digests)
