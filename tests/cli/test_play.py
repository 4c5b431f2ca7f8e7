"""`persona play`: whole games, bad wishes, leaving at any moment."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game import paths
from game.record.log import read
from tests.cli.tools import ANYTHING, Command, environment, real, saved_games
from tests.terminal.talk import PROMPT, too_wide

SHIPPED = sorted(path.stem for path in paths.scenarios_dir().glob("*.yaml"))


# --- whole games -----------------------------------------------------------------------------------


@pytest.mark.parametrize("seat", ["us", "russia", "both"])
@pytest.mark.parametrize("scenario", SHIPPED)
def test_a_whole_game_through_a_pipe(home: Path, scenario: str, seat: str) -> None:
    done = real(home, "play", scenario, "--as", seat, "--text", "--seed", 1, typed=ANYTHING)
    assert (done.code, done.err) == (0, "")
    assert "What it was worth" in done.out
    assert "Seed 1." in done.out
    assert "\x1b" not in done.out
    assert too_wide(done.out) == []
    (log,) = saved_games(home)
    assert read(log).is_closed
    assert real(home, "replay", log, "--verify").code == 0


def test_the_same_seed_gives_the_same_game(persona: Command, crisis: Path) -> None:
    first, second, third = (persona("play", crisis, "--seed", seed, typed=ANYTHING).out for seed in (7, 7, 8))
    told = [text.partition("Turn 1 of 3")[2] for text in (first, second, third)]
    assert told[0] == told[1] != told[2]


def test_the_seed_that_was_drawn_is_printed_and_plays_the_game_again(persona: Command, crisis: Path, home: Path) -> None:
    done = persona("play", crisis, typed=ANYTHING)
    seed = done.out.partition("\nSeed ")[2].partition(".")[0]
    again = persona("play", crisis, "--world", seed, typed=ANYTHING)
    assert again.out.partition("Turn 1 of 3")[2] == done.out.partition("Turn 1 of 3")[2]
    assert [read(path).opened.seed for path in saved_games(home)] == [int(seed)] * 2


def test_options(persona: Command, crisis: Path, tmp_path: Path) -> None:
    log = tmp_path / "here" / "game.jsonl"
    done = persona("play", crisis, "--as", "russia", "--mandate", "quiet", "--rival", "hawk", "--seed", 3, "--numbers", "--log", log)
    assert done.code == 0
    assert "Your mandate: Keep it quiet" in done.out
    opened = read(log).opened
    assert (opened.seats, opened.mandates["russia"]) == ({"us": "hawk", "russia": "human"}, "quiet")


# --- wishes that cannot be met ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--rival", "napoleon"], "Rivals: random"),
        (["--mandate", "conquest"], "Mandates: line, quiet"),
        (["--as", "both", "--mandate", "line"], "--mandate needs one seat"),
    ],
    ids=str,
)
def test_a_wish_that_cannot_be_met_says_what_can(persona: Command, crisis: Path, home: Path, words: list[str], why: str) -> None:
    assert why in persona("play", crisis, *words).refused(2)
    assert saved_games(home) == []


@pytest.mark.parametrize(
    "words",
    [["play"], ["play", "x", "--as", "france"], ["play", "x", "--seed", "-1"], ["play", "x", "--sed", "1"], ["plya"], ["--colour"]],
    ids=str,
)
def test_wrong_usage(persona: Command, words: list[str]) -> None:
    done = persona(*words)
    assert done.code == 2
    assert "Usage: persona" in done.err


def test_a_scenario_that_is_not_there_or_is_broken(persona: Command, tmp_path: Path) -> None:
    assert "december-2016" in persona("play", "decembre-2016").refused()
    assert "There is no scenario" in persona("play", tmp_path).refused()
    broken = tmp_path / "broken.yaml"
    for text in ("", "id: x\n", "[1, 2\n", "\x00", "a: *b\n"):
        broken.write_text(text, encoding="utf-8")
        told = persona("play", broken).refused()
        assert "broken.yaml:" in told
        assert "`persona lint" in told
        assert "Problem(" not in told


# --- places that cannot be written -----------------------------------------------------------------


def test_a_home_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path, crisis: Path) -> None:
    (tmp_path / "file").touch()
    done = real(tmp_path / "file", "play", crisis, typed=ANYTHING)
    assert "Set PERSONA_HOME to a folder you can write" in done.refused()


def test_a_log_that_is_there_already_is_not_written_over(persona: Command, crisis: Path, tmp_path: Path) -> None:
    log = tmp_path / "game.jsonl"
    log.write_text("mine\n", encoding="utf-8")
    assert "already" in persona("play", crisis, "--log", log).refused()
    assert log.read_text(encoding="utf-8") == "mine\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_disk_that_fills_up_during_play(crisis: Path, tmp_path: Path) -> None:
    import resource

    log = tmp_path / "game.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "game", "play", str(crisis), "--log", str(log), "--seed", "1"],
        input=ANYTHING,
        capture_output=True,
        env=environment(tmp_path),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        check=False,
        timeout=120,
    )
    error = done.stderr.decode()
    assert done.returncode == 1
    assert error.startswith("persona: The game could not be saved to ")
    assert error.count("\n") == 1
    assert 0 < len(read(log).choices) < 8
    assert read(log).notices == []


def test_without_a_home_of_ones_own_the_platform_says_where(tmp_path: Path, crisis: Path) -> None:
    user = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "XDG_DATA_HOME": ""}
    done = real(None, "play", crisis, typed=b"1\n", more=user)
    assert (done.code, done.err) == (0, "")
    (log,) = tmp_path.rglob("persona-non-grata/saves/*.jsonl") if sys.platform != "win32" else tmp_path.rglob("saves/*.jsonl")
    assert len(read(log).choices) >= 1


# --- leaving ---------------------------------------------------------------------------------------


def test_the_end_of_input_saves_and_leaves(persona: Command, crisis: Path, home: Path) -> None:
    done = persona("play", crisis, typed=b"1\n1\n")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("Saved. `persona` offers to continue.\n")
    (log,) = saved_games(home)
    assert next(choice.pick for choice in read(log).choices if choice.power == "us") == "expel_few"


def test_an_input_that_was_never_there(home: Path, crisis: Path) -> None:
    done = real(home, "play", crisis)
    assert (done.code, done.err) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a process")
def test_an_interrupt_leaves_with_everything_saved(home: Path, crisis: Path) -> None:
    command = [sys.executable, "-m", "game", "play", str(crisis), "--seed", "1"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(home), text=True, bufsize=1
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write("1\n1\n")
        process.stdin.flush()
        printed = ""
        while printed.count(PROMPT) < 3:
            letter = process.stdout.read(1)
            assert letter, printed
            printed += letter
        # An interrupt just before the process waits for input is heeded with the next one only.
        for _ in range(10):
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
                break
        process.stdin.close()
        rest, error = process.stdout.read(), process.stderr.read()
    assert process.returncode == 0
    assert error == ""
    assert "Left. Every choice you confirmed is saved; `persona` offers to continue." in " ".join(rest.split())
    done = real(home, typed=b"1\n" + ANYTHING)
    assert (done.code, done.err) == (0, "")
    assert "1. Continue: A Small Crisis, turn" in done.out
    assert "What it was worth" in done.out
    (log,) = saved_games(home)
    assert read(log).is_closed


@pytest.mark.parametrize("name", ["load", "listing"])
def test_an_interrupt_before_the_game_has_begun(persona: Command, crisis: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    from game.content import library

    def interrupt(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(library, name, interrupt)
    done = persona("play", crisis) if name == "load" else persona(typed=b"1\n1\n")
    assert done.code == 0
    assert "Left." in done.out


# --- streams ---------------------------------------------------------------------------------------


def test_input_that_is_not_text(persona: Command, crisis: Path) -> None:
    done = persona("play", crisis, typed=b"\xff\xfe\n\x00\x1b[2J\n\x80\x80 3\n1\n")
    assert done.code == 0
    assert done.out.count("is not a choice here") == 3
    assert "\x1b" not in done.out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "koi8-r"])
def test_an_output_that_does_not_know_every_letter(home: Path, crisis: Path, encoding: str) -> None:
    done = real(home, "play", crisis, "--seed", 1, typed=ANYTHING, more={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert (done.code, done.err) == (0, "")
    assert "Relations -3" in done.out
    assert "?3" not in done.out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&- 2>&-", "| head -1", "> /dev/null | true"])
def test_streams_that_are_closed(home: Path, crisis: Path, closed: str) -> None:
    command = f"set -o pipefail; '{sys.executable}' -m game play '{crisis}' --seed 1 {closed}"
    done = subprocess.run(["bash", "-c", command], input=ANYTHING * 20, capture_output=True, env=environment(home), check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(saved_games(home)) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("words", ["play december-2016", "list", "simulate december-2016 --games 2", "--help"])
def test_an_output_that_is_full(home: Path, words: str) -> None:
    command = f"'{sys.executable}' -m game {words} > /dev/full"
    done = subprocess.run(["bash", "-c", command], input=b"", capture_output=True, env=environment(home), check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.decode() == "persona: the output: No space left on device.\n"


# --- anything at all -------------------------------------------------------------------------------


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([b"1", b"2", b"3", b"u", b"t 1", b"t 3", b"? 1", b"w", b"l"]) | st.binary(max_size=20), max_size=30))
def test_no_bytes_break_the_command(persona: Command, crisis: Path, lines: list[bytes]) -> None:
    done = persona("play", crisis, "--seed", 1, typed=b"\n".join(lines))
    assert (done.code, done.err) == (0, "")
    assert too_wide(done.out) == []


def test_the_rivals_mandate_can_be_named(persona: Command, home: Path) -> None:
    done = persona("play", "december-2016", "--as", "us", "--text", "--seed", 7, "--rival-mandate", "equal", typed=ANYTHING)
    assert done.code == 0
    assert read(saved_games(home)[0]).opened.mandates["russia"] == "equal"
    assert "There is no mandate 'none'" in persona("play", "december-2016", "--text", "--rival-mandate", "none").refused(2)
    assert "needs one seat" in persona("play", "december-2016", "--as", "both", "--rival-mandate", "equal").refused(2)
    persona("play", "campaign", "--as", "russia", "--text", "--seed", 7, "--rival-mandate", "working_line", typed=b"1\n1\nq\n")
    assert read(saved_games(home)[-1]).opened.mandates["us"] == "working_line"
