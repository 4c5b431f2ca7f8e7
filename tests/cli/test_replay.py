"""`persona replay`: the game told again, and every change of the file noticed."""

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


def change(log: Path, kind: str, **fields: object) -> None:
    """Change the last entry of a kind."""
    records = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    [record for record in records if record["kind"] == kind][-1].update(fields)
    log.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def test_a_good_log(persona: Command, log: Path) -> None:
    done = persona("replay", log, "--verify")
    assert done.code == 0
    assert done.out.endswith(": 3 turns, 9 choices, every recorded state is the same.\n") or "every recorded state is the same" in done.out
    assert done.out.count("\n") == 1
    report = json.loads(persona("replay", log, "--json").out)
    assert (report["same"], report["turns"], report["over"], report["notices"]) == (True, 3, True, [])


def test_a_game_is_told_again(persona: Command, log: Path) -> None:
    done = persona("replay", log)
    assert done.code == 0
    for words in ("Turn 1 · Shock", "Washington: Send thirty-five home.", "What came of turn 3", "officials moved"):
        assert words in done.out
    assert too_wide(done.out.rpartition(log.name)[0]) == []


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("chosen", {"pick": "no_such_pick"}),
        ("chosen", {"chance": ["a paper prints it: yes"]}),
        ("chosen", {"incident": "another_one"}),
        ("settled", {"digest": "0" * 32}),
        ("closed", {"scores": {"us": 100.0, "russia": 0.0}}),
        ("closed", {"ending": "rupture"}),
        ("opened", {"seed": 3}),
    ],
    ids=str,
)
def test_a_tampered_log(persona: Command, log: Path, kind: str, fields: dict[str, object]) -> None:
    change(log, kind, **fields)
    assert persona("replay", log, "--verify").refused()
    told = persona("replay", log, "--verify", "--json")
    assert told.code == 1
    assert json.loads(told.out)["same"] is False


def test_an_unfinished_game(persona: Command, crisis: Path, home: Path) -> None:
    persona("play", crisis, "--seed", 2, typed=b"1\n1\n1\n")
    (log,) = saved_games(home)
    log.write_bytes(log.read_bytes()[:-9])
    done = persona("replay", log, "--verify")
    assert done.code == 0
    assert "cut short" in done.out


def test_no_log(persona: Command, tmp_path: Path) -> None:
    assert "cannot be read" in persona("replay", tmp_path / "none.jsonl").refused()
    (tmp_path / "list.jsonl").write_text("[]\n", encoding="utf-8")
    assert "line 1" in persona("replay", tmp_path / "list.jsonl", "--verify").refused()
    assert persona("replay").code == 2


def test_a_scenario_that_lies_elsewhere_now(persona: Command, log: Path, crisis: Path) -> None:
    moved = crisis.rename(crisis.with_name("moved.yaml"))
    assert "There is no scenario" in persona("replay", log, "--verify").refused()
    assert persona("replay", log, "--verify", "--scenario", moved).code == 0
    assert "has changed" in persona("replay", log, "--verify", "--scenario", "december-2016").refused()
