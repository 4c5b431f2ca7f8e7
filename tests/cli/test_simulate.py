"""`persona simulate`: a report, a row per game, and every row can be played again."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from game.play.match import Match
from game.play.policy import POLICIES
from game.record.log import read
from tests.cli.tools import Command, environment, real, saved_games
from tests.record.games import rules
from tests.terminal.talk import too_wide


def simulate(persona: Command, crisis: Path, *words: object) -> dict[str, Any]:
    done = persona("simulate", crisis, "--json", *words)
    assert (done.code, done.err) == (0, "")
    report: dict[str, Any] = json.loads(done.out)
    return report


def test_the_report_as_json(persona: Command, crisis: Path) -> None:
    report = simulate(persona, crisis, "--games", 300, "--us", "hawk", "--russia", "dove", "--seed", 3)
    assert set(report) >= {"scenario", "games", "seed", "policies", "decisions", "seconds", "endings", "verdicts", "scores", "tracks"}
    assert (report["scenario"], report["games"], report["seed"]) == ("small-crisis", 300, 3)
    assert report["policies"] == {"us": "hawk", "russia": "dove"}
    assert sum(report["endings"].values()) == 300
    assert all(sum(report["verdicts"][power].values()) == 300 for power in ("us", "russia"))
    assert set(report["tracks"]["relations"]) == {"mean", "p10", "p25", "p50", "p75", "p90"}


def test_the_report_as_tables(persona: Command, crisis: Path) -> None:
    done = persona("simulate", crisis, "--games", 50, "--seed", 3)
    assert done.code == 0
    assert done.out.startswith("A Small Crisis: 50 games, seed 3, us random, russia random\n")
    for head in ("ending", "verdict", "score or track"):
        assert f"\n{head} " in done.out
    assert too_wide(done.out) == []
    assert "\x1b" not in done.out


def test_a_seed_that_is_drawn_is_printed_and_gives_the_same_numbers(persona: Command, crisis: Path) -> None:
    first = simulate(persona, crisis, "--games", 100)
    again = simulate(persona, crisis, "--games", 100, "--seed", first["seed"])
    first.pop("seconds"), again.pop("seconds")
    assert first == again
    assert simulate(persona, crisis, "--games", 1)["seed"] != first["seed"]


def test_seeds_that_are_drawn_fit_a_spreadsheet(persona: Command, crisis: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.randbits", lambda bits: 2**bits - 1)
    assert simulate(persona, crisis, "--games", 1)["seed"] < 10**15
    persona("play", crisis)
    assert read(saved_games(home)[0]).opened.seed < 10**15


def test_workers_change_nothing_but_the_time(crisis: Path, home: Path) -> None:
    reports = []
    for workers in (1, 2):
        done = real(home, "simulate", crisis, "--games", 70_000, "--seed", 3, "--workers", workers, "--json")
        assert (done.code, done.err) == (0, "")
        reports.append({name: value for name, value in json.loads(done.out).items() if name != "seconds"})
    assert reports[0] == reports[1]


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_every_row_can_be_played_again(persona: Command, crisis: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"games.{suffix}"
    simulate(persona, crisis, "--games", 40, "--seed", 9, "--us", "random", "--russia", "reciprocal", "--out", out)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file)) if suffix == "csv" else [json.loads(line) for line in file]
    assert len(rows) == 40
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("games")] == [out.name]
    for row in rows[:10]:
        mandates = {power: row[f"{power}.mandate"] for power in ("us", "russia")}
        match = Match.start(rules(), {"us": "random", "russia": "reciprocal"}, int(row["seed"]), mandates)  # type: ignore[arg-type]
        assert match.scenario.endings[int(match.worlds.row("ended")[0]) - 1].id == row["ending"]
        for power in ("us", "russia"):
            assert match.verdict(power) == row[f"{power}.verdict"]
            assert float(row[f"{power}.score"]) == match.worlds.row(f"{power}.score")[0]
        assert float(row["relations"]) == match.worlds.row("relations")[0]


def test_the_policies_of_the_help_are_those_there_are(persona: Command) -> None:
    told = " ".join(persona("simulate", "--help").out.split())
    assert f"Policies: {', '.join(POLICIES)}." in told


# --- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--us", "napoleon"], "Policies: random"),
        (["--russia-mandate", "conquest"], "Mandates: wait, quiet"),
        (["--out", "games.xls"], ".csv or .jsonl"),
        (["--games", str(10**13)], "number of games"),
    ],
    ids=str,
)
def test_wrong_usage(persona: Command, crisis: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], why: str) -> None:
    monkeypatch.chdir(crisis.parent)
    assert why in persona("simulate", crisis, *words).refused(2)
    assert [path.name for path in crisis.parent.iterdir()] == [crisis.name]


def test_a_refused_sweep_leaves_the_old_rows(persona: Command, crisis: Path, tmp_path: Path) -> None:
    out = tmp_path / "games.csv"
    out.write_text("old\n", encoding="utf-8")
    persona("simulate", crisis, "--us", "napoleon", "--out", out).refused(2)
    assert out.read_text(encoding="utf-8") == "old\n"
    assert not list(tmp_path.glob("*.part"))


def test_rows_that_cannot_be_written_are_told(persona: Command, crisis: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for out in (tmp_path / "none" / "games.csv", tmp_path / "folder.csv"):
        assert f"{out} cannot be written" in persona("simulate", crisis, "--games", 5, "--out", out).refused()
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_disk_that_fills_up(crisis: Path, home: Path, tmp_path: Path) -> None:
    import resource

    out = tmp_path / "games.csv"
    done = subprocess.run(
        [sys.executable, "-m", "game", "simulate", str(crisis), "--games", "3000", "--out", str(out)],
        capture_output=True,
        env=environment(home),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"persona: {out} cannot be written: ")
    assert done.stderr.count(b"\n") == 1
    assert not list(tmp_path.glob("games*"))


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a process")
@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_leaves_no_half_table(crisis: Path, home: Path, tmp_path: Path, workers: int) -> None:
    out = tmp_path / "games.csv"
    command = [sys.executable, "-m", "game", "simulate", str(crisis), "--games", "100000000", "--workers", str(workers), "--out", str(out)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(home), start_new_session=True, text=True
    ) as process:
        while not list(tmp_path.glob("*.part")):
            assert process.poll() is None
            time.sleep(0.05)
        time.sleep(2.5 if workers > 1 else 0.5)
        os.killpg(process.pid, signal.SIGINT)
        out_text, error = process.communicate(timeout=100)
    assert (process.returncode, out_text) == (1, "")
    assert error.strip() == "persona: stopped before the end."
    assert not list(tmp_path.glob("games*"))
