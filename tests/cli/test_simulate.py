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
    persona("simulate", crisis, "--us", "napoleon", "--out", out, "--force").refused(2)
    assert "is there already" in persona("simulate", crisis, "--games", 5, "--out", out).refused(2)
    assert out.read_text(encoding="utf-8") == "old\n"
    assert not list(tmp_path.glob("*.part"))


def test_rows_that_cannot_be_written_are_told(persona: Command, crisis: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for out in (tmp_path / "none" / "games.csv", tmp_path / "folder.csv"):
        assert f"{out} cannot be written" in persona("simulate", crisis, "--games", 5, "--out", out, "--force").refused()
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
    assert done.stderr.decode().splitlines()[-1].startswith(f"persona: {out} cannot be written: ")
    assert not out.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to a process")
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_a_sweep_that_is_stopped_is_gone_on_with(persona: Command, home: Path, tmp_path: Path, workers: int, name: str) -> None:
    out, whole = tmp_path / "games.csv", tmp_path / "whole.csv"
    words = ["simulate", "spring-2001", "--us", "mix", "--seed", "3", "--workers", str(workers)]
    code, error = _stopped([*words, "--games", "100000000", "--out", str(out)], home, out, name)
    left = tmp_path / "games.csv.part"
    kept = left.read_bytes().count(b"\n") - 1
    if name != "SIGKILL":
        assert code == 1
        told = error.strip().split("\n")
        assert told[0] == f"persona: {kept} games are kept in {left}; the same command with --seed 3 --resume goes on with them."
        assert told[-1] == "persona: stopped before the end."
    games = kept + 5000
    first = persona(*words, "--games", games, "--out", out, "--resume", "--json")
    again = persona(*words, "--games", games, "--out", whole, "--json")
    assert out.read_bytes() == whole.read_bytes()
    assert not left.exists()
    reports = [{**json.loads(done.out), "seconds": 0} for done in (first, again)]
    assert reports[0] == reports[1]


def _stopped(words: list[str], home: Path, out: Path, name: str) -> tuple[int, str]:
    """Start a sweep, stop it by a signal once rows are on the disk; return its code and words when it and all its workers have ended."""
    part = out.with_name(out.name + ".part")
    process = subprocess.Popen(
        [sys.executable, "-m", "game", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(home),
        start_new_session=True,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    while not part.exists() or part.stat().st_size < 4_000_000:
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(getattr(signal, name))
    _out, error = process.communicate(timeout=100)
    # The last to hold the group are the workers; they end when they see that their parent has gone.
    for _ in range(400):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return process.returncode, error
        time.sleep(0.05)
    raise AssertionError("a worker outlives the sweep")


def test_a_table_is_gone_on_with_only_by_its_own_sweep(persona: Command, crisis: Path, tmp_path: Path) -> None:
    out, left = tmp_path / "games.jsonl", tmp_path / "games.jsonl.part"
    words = ("simulate", crisis, "--us", "mix", "--out", out)
    assert persona(*words, "--games", 40, "--seed", 1).code == 0
    lines = out.read_bytes().splitlines(keepends=True)
    for wrong, why in (
        (("--seed", 2), "seed"),
        (("--seed", 1, "--us", "hawk"), "its us is"),
        (("--seed", 1, "--us-mandate", "quiet"), "us.mandate"),
        (("--seed", 1, "--games", 10), "more than 10 games"),
    ):
        out.unlink(missing_ok=True)
        left.write_bytes(b"".join(lines[:20]))
        assert "--resume goes on with it" in persona(*words, "--games", 40, *wrong).refused(2)
        assert why in persona(*words, "--games", 40, *wrong, "--resume").refused(2)
        assert left.read_bytes() == b"".join(lines[:20])
    left.write_bytes(b"".join(lines[:20]) + lines[20][:30])
    assert persona(*words, "--games", 40, "--seed", 1, "--resume").code == 0
    assert out.read_bytes() == b"".join(lines)
    assert "need" in persona(*words, "--resume").refused(2)
    left.symlink_to(tmp_path / "elsewhere")
    assert "is a link" in persona(*words, "--seed", 1, "--force").refused(2)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("name", ["spring-2001", "december-2016", "july-2017", "campaign"])
@pytest.mark.parametrize("kind", [".csv", ".jsonl"])
def test_a_row_plays_its_game_again(persona: Command, tmp_path: Path, name: str, kind: str) -> None:
    out = tmp_path / f"games{kind}"
    assert persona("simulate", name, "--games", 60, "--us", "mix", "--russia", "rival", "--seed", 11, "--out", out).code == 0
    for row in (1, 7, 60):
        done = persona("replay", out, "--row", row, "--verify")
        assert (done.code, done.out.endswith("everything in the row is the same.\n")) == (0, True)
        assert json.loads(persona("replay", out, "--row", row, "--json").out)["same"]
    watched = persona("replay", out, "--row", 7).out
    assert "What came of turn 1" in watched
    assert "no row 61" in persona("replay", out, "--row", 61).refused(2)


def test_a_row_that_does_not_fit_is_refused(persona: Command, tmp_path: Path) -> None:
    out = tmp_path / "games.jsonl"
    persona("simulate", "spring-2001", "--games", 3, "--seed", 11, "--out", out)
    row = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    for name, value, code, why in (
        ("seed", row["seed"] + 1, 1, "differ"),
        ("seed", "²", 2, "whole number"),
        ("us", "napoleon", 2, "napoleon"),
        ("us.mandate", "none", 2, "none"),
        ("us.score", 101.5, 1, "us.score is 101.5"),
        ("rules", "0" * 16, 1, "another version"),
        ("chance", 1, 1, "another version"),
        ("scenario", "../../etc", 1, ""),
        ("ending", "", 1, "ending is empty"),
    ):
        out.write_text(json.dumps({**row, name: value}) + "\n", encoding="utf-8")
        assert why in persona("replay", out, "--row", 1).refused(code)
    assert "say which" in persona("replay", tmp_path / "games.csv").refused(2)
