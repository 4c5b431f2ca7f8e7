"""The real command in a real window with real keys and clicks: a whole crisis, and what a kill or a closed window leaves on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.cli.main import main
from game.record.log import Chosen, read
from game.window.settings import Settings
from tests.window import hands
from tests.window.conftest import Start
from tests.window.mirror import Pair
from tests.window.tools import SHORT, rules, shown
from tests.window.xserver import Program


def check_closed(pair: Pair) -> None:
    """Hold what a finished game left on the disk against the game in the mirror, and against its replay."""
    (path,) = pair.program.logs()
    log, match = read(path), pair.session.match
    assert log.is_closed
    assert not log.notices
    assert log.entries == match.log().entries
    assert log.opened.mandates == match.opened.mandates
    assert main(["replay", str(path), "--verify"]) == 0


def chosen(path: Path) -> list[Chosen]:
    """Return the choices in a file that has to be readable to its last byte."""
    log = read(path)
    assert len(log.data) == path.stat().st_size
    assert not log.notices
    return log.choices


def play_a_little(pair: Pair, choices: int) -> list[Chosen]:
    """Begin the short crisis by keys, make some choices, and return all that are confirmed."""
    hands.begin(pair, SHORT, "keys", seed=7)
    while pair.choices < choices:
        hands.step(pair, "keys")
    (path,) = pair.program.logs()
    confirmed = chosen(path)
    assert confirmed == pair.session.match.log().choices
    assert sum(choice.power == pair.session.me for choice in confirmed) == choices
    return confirmed


def continued(start: Start, tmp_path: Path) -> Pair:
    """Start the program once more at the same home, and continue what the title offers."""
    pair = Pair(start(), tmp_path / "mirror", tmp_path)
    assert "Continue" in shown(pair.mirror)
    pair.press("return")
    return pair


def test_a_whole_crisis_by_keys_alone(start: Start, tmp_path: Path) -> None:
    program = start(still=False)
    assert not Settings().reduced_motion, "this game is played as it comes, with what moves"
    pair = Pair(program, tmp_path / "mirror", tmp_path)
    hands.begin(pair, SHORT, "keys", seed=11)
    assert pair.session.match.opened.seed == 11
    hands.play(pair, "keys")
    assert "What really happened" in shown(pair.mirror)
    assert pair.choices == 2 * rules(SHORT).turns
    check_closed(pair)
    pair.press("escape", "q")
    assert program.wait() == 0
    assert program.end() == ""


def test_a_whole_crisis_by_clicks_alone(start: Start, tmp_path: Path) -> None:
    program = start()
    pair = Pair(program, tmp_path / "mirror", tmp_path)
    hands.begin(pair, SHORT, "clicks")
    hands.play(pair, "clicks", 1)
    assert "What really happened" in shown(pair.mirror)
    assert pair.choices == 2 * rules(SHORT).turns
    check_closed(pair)
    pair.click("title")
    pair.click("key:Q")
    assert program.wait() == 0
    assert program.end() == ""


def test_a_kill_in_the_middle_costs_no_confirmed_choice(start: Start, tmp_path: Path) -> None:
    program = start()
    confirmed = play_a_little(Pair(program, tmp_path / "mirror", tmp_path), 3)
    program.end()
    (path,) = program.logs()
    assert chosen(path) == confirmed
    pair = continued(start, tmp_path)
    assert pair.session.match.log().choices == confirmed
    assert pair.kind == "Main"
    hands.step(pair, "keys")
    assert pair.program.logs() == [path]
    now = chosen(path)
    assert now[: len(confirmed)] == confirmed
    assert len(now) > len(confirmed)


def asked_to_close(program: Program) -> None:
    """Click the cross of the window's frame, as a window manager tells it."""
    program.server.ask_to_close(program.window)


def taken_away(program: Program) -> None:
    """Destroy the window from outside."""
    program.server.do("windowclose", program.window)


@pytest.mark.parametrize("close", [asked_to_close, taken_away])
def test_closing_the_window_costs_no_confirmed_choice(start: Start, tmp_path: Path, close: object) -> None:
    assert callable(close)
    program = start()
    pair = Pair(program, tmp_path / "mirror", tmp_path)
    confirmed = play_a_little(pair, 1)
    pair.press("2")
    assert pair.kind == "Main"
    close(program)
    assert program.wait() == 0 or close is taken_away, "a window that is destroyed from outside is an error to X"
    (path,) = program.logs()
    assert chosen(path) == confirmed, "a card that was only looked at is no choice"
    if close is asked_to_close:
        assert continued(start, tmp_path).session.match.log().choices == confirmed


def test_a_key_that_is_held_down_commits_once(start: Start, tmp_path: Path) -> None:
    program = start()
    pair = Pair(program, tmp_path / "mirror", tmp_path)
    confirmed = play_a_little(pair, 1)
    program.server.do("keydown", "Return", "sleep", "1.5", "keyup", "Return")
    assert sum(choice.power == pair.session.me for choice in chosen(program.logs()[-1])) <= len(confirmed) + 1
