"""The log as text: what is written is read, what is cut short is dropped, what is something else is refused in a sentence."""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.errors import GameError, LogError
from game.play.match import Match
from game.record.log import Chosen, Closed, Entry, Opened, Settled, Undone, Writer, read, to_line
from tests.record.games import play, rules, start

LETTERS = st.characters(exclude_categories=("Cs", "Cc"))
TEXTS = st.text(LETTERS, max_size=12)
NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,20}", fullmatch=True)
TURNS = st.integers(1, 20)
POWERS = st.sampled_from(["us", "russia"])
CHOSEN = st.builds(Chosen, TURNS, POWERS, st.sampled_from(["desk", "tray"]), TEXTS, TEXTS, st.lists(TEXTS, max_size=3).map(tuple))
SETTLED = st.builds(Settled, TURNS, TEXTS)
SCORES = st.floats(-1e4, 1e4)
BOTH = st.fixed_dictionaries({"us": TEXTS, "russia": TEXTS})
CLOSED = st.builds(Closed, TEXTS, st.fixed_dictionaries({"us": SCORES, "russia": SCORES}), BOTH)
ENTRIES = st.lists(CHOSEN | SETTLED | CLOSED, max_size=6)
ANY_NAME = st.text(st.characters(exclude_categories=("Cc",)), max_size=12)
OPENED = st.builds(Opened, NAMES, TEXTS, st.integers(0, 2**64 - 1), BOTH, BOTH, TEXTS, ANY_NAME)
OPENING = Opened("small-crisis", "0", 5, {"us": "human", "russia": "rival"}, {"us": "line", "russia": "wait"})


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A finished game on the disk."""
    path = tmp_path / "game.jsonl"
    play(start(path))
    return path


def write(path: Path, opened: Opened, entries: list[Entry]) -> None:
    writer = Writer(path)
    writer.open(opened)
    for entry in entries:
        writer.append(entry)


def refusal(path: Path) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(LogError) as refused:
        Match.resume(rules(), read(path))
    assert "\n" not in str(refused.value)
    return str(refused.value)


# --- round trips -----------------------------------------------------------------------------------


@settings(max_examples=60)
@given(OPENED, ENTRIES)
def test_what_is_written_is_read(opened: Opened, entries: list[Entry]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "game.jsonl"
        write(path, opened, entries)
        log = read(path)
    assert (log.opened, log.entries, log.notices) == (opened, entries, [])


@settings(max_examples=60)
@given(st.lists(CHOSEN | SETTLED | st.integers(0, 5), max_size=12))
def test_what_is_taken_back_no_longer_counts(steps: list[Entry | int]) -> None:
    counting: list[Entry] = []
    written: list[Entry] = []
    for step in steps:
        if isinstance(step, int):
            written.append(Undone(min(step, len(counting))))
            del counting[step:]
        else:
            written.append(step)
            counting.append(step)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "game.jsonl"
        write(path, OPENING, written)
        assert read(path).entries == counting


@given(CHOSEN | SETTLED | CLOSED | OPENED)
def test_an_entry_is_one_line(entry: Opened | Entry) -> None:
    assert "\n" not in to_line(entry)
    assert json.loads(to_line(entry))["kind"] == entry.kind


def test_a_game_is_its_log(saved: Path) -> None:
    match = play(start())
    log = read(saved)
    assert log.entries == match.log().entries
    assert log.is_closed
    assert Match.resume(rules(), log).log().entries == log.entries


# --- what is cut short -----------------------------------------------------------------------------


def test_a_cut_at_any_byte_loses_only_the_line_it_is_in(saved: Path, tmp_path: Path) -> None:
    data, whole = saved.read_bytes(), read(saved).entries
    cut_at = tmp_path / "cut.jsonl"
    for end in range(data.index(b"\n") + 1, len(data) + 1):
        cut_at.write_bytes(data[:end])
        log = read(cut_at)
        lines = data[:end].count(b"\n")
        assert log.entries == whole[: lines - 1]
        assert bool(log.notices) == (data[end - 1 : end] != b"\n")


def test_a_cut_game_is_continued_on_a_line_of_its_own(saved: Path) -> None:
    data = saved.read_bytes()
    saved.write_bytes(data[: len(data) * 2 // 3])
    log = read(saved)
    assert "cut short" in log.notices[0]
    match = play(Match.resume(rules(), log, Writer(saved, log.data, log.found)), seed=1)
    again = read(saved)
    assert (again.notices, again.entries) == ([], match.log().entries)
    assert again.is_closed


# --- what is something else ------------------------------------------------------------------------

FOREIGN = {
    "nothing": b"",
    "no line end": b'{"kind": "opened"}',
    "text": b"Dear diary,\n",
    "binary": bytes(range(256)) * 4 + b"\n",
    "a list": b"[1, 2, 3]\n",
    "other JSON": b'{"name": "persona", "version": 3}\n',
    "an opening without its fields": b'{"kind": "opened", "format": 1, "engine": 1, "chance": 1}\n',
    "deep nesting": b"[" * 100_000 + b"\n",
    "a number without end": b'{"kind": "opened", "seed": ' + b"9" * 5000 + b"}\n",
    "not UTF-8": b'{"kind": "op\xffened"}\n',
}


@pytest.mark.parametrize("data", FOREIGN.values(), ids=list(FOREIGN))
def test_another_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "game.jsonl"
    path.write_bytes(data)
    assert str(path) in refusal(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "No such file" in refusal(tmp_path / "none.jsonl")
    assert "cannot be read" in refusal(tmp_path)


@pytest.mark.parametrize("name", ["format", "engine", "chance"])
def test_another_version_is_refused_by_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "game.jsonl"
    change: dict[str, Any] = {name: 99}
    write(path, replace(OPENING, **change), [])
    assert "another version" in refusal(path)
    assert f"{name} 99" in refusal(path)


def test_a_game_of_the_first_chance_version_is_played_on_as_it_was(tmp_path: Path) -> None:
    """Its seed may be longer than those given out now, and its draws are the same; what is added keeps its version."""
    path = tmp_path / "game.jsonl"
    half = play(start(path, seed=2**64 - 3), choices=3)
    spoil(path, "opened", chance=1)
    log = read(path)
    whole = play(Match.resume(rules(), log, Writer(path, log.data, log.found)))
    assert whole.entries[: len(half.entries)] == half.entries
    again = Match.resume(rules(), read(path))
    assert (again.is_over, again.entries, again.opened.chance) == (True, whole.entries, 1)
    assert whole.entries == play(start(seed=2**64 - 3)).entries[: len(half.entries)] + whole.entries[len(half.entries) :]


@pytest.mark.parametrize(
    "change",
    [
        {"seats": {}},
        {"seats": {"us": "human", "france": "human"}},
        {"mandates": {"us": "line"}},
        {"seats": {"us": 1, "russia": 2}},
        {"seed": -1},
        {"seed": 2**64},
        {"seed": "five"},
        {"title": ["a"]},
    ],
    ids=str,
)
def test_a_damaged_opening_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "game.jsonl"
    path.write_text(json.dumps({**json.loads(to_line(OPENING)), **change}) + "\n", encoding="utf-8")
    assert "damaged" in refusal(path)


# --- what was changed ------------------------------------------------------------------------------


def spoil(path: Path, kind: str, number: int = 0, /, **change: object) -> None:
    """Change the fields of one entry of a kind, counted from the first."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    [record for record in records if record["kind"] == kind][number].update(change)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def test_a_scenario_that_changed_is_refused(saved: Path) -> None:
    spoil(saved, "opened", digest="0" * 64)
    assert "has changed since" in refusal(saved)


def test_another_choice_is_noticed(saved: Path) -> None:
    picks = {"expel_few", "words_only", "leave_it"}
    first = read(saved).choices[0]
    assert first.incident == "findings"
    for pick in picks - {first.pick}:
        spoil(saved, "chosen", pick=pick)
        assert "changed" in refusal(saved) or "not open" in refusal(saved)


@pytest.mark.parametrize("change", [{"pick": "no_such_card"}, {"power": "france"}, {"where": "tray"}, {"turn": 3}, {"turn": 0}], ids=str)
def test_a_choice_that_could_not_be_made_is_refused(saved: Path, change: dict[str, object]) -> None:
    spoil(saved, "chosen", **change)
    assert "turn" in refusal(saved) or "`power`" in refusal(saved)


@pytest.mark.parametrize("change", [{"turn": "1"}, {"turn": True}, {"pick": None}, {"wish": "peace"}, {"kind": "dreamt"}], ids=str)
def test_a_damaged_entry_is_refused_with_its_line(saved: Path, change: dict[str, object]) -> None:
    spoil(saved, "chosen", 2, **change)
    assert "line" in refusal(saved)


@pytest.mark.parametrize(("kind", "change"), [("settled", {"digest": "0" * 16}), ("opened", {"seed": 6})], ids=["digest", "seed"])
def test_states_that_differ_are_noticed(saved: Path, kind: str, change: dict[str, object]) -> None:
    spoil(saved, kind, **change)
    assert "changed" in refusal(saved) or "not open" in refusal(saved)


def test_a_mandate_that_is_not_there_is_refused(saved: Path) -> None:
    spoil(saved, "opened", mandates={"us": "conquest", "russia": "wait"})
    assert "mandate" in refusal(saved)


def test_a_choice_after_the_end_is_refused(saved: Path) -> None:
    lines = saved.read_text(encoding="utf-8").splitlines(keepends=True)
    extra = next(line for line in reversed(lines) if '"chosen"' in line)
    saved.write_text("".join([*lines, extra]), encoding="utf-8")
    assert "after its end" in refusal(saved)


def test_taking_back_more_than_was_played_is_refused(saved: Path) -> None:
    with saved.open("a", encoding="utf-8") as file:
        file.write(to_line(Undone(500)) + "\n")
    assert "more than was played" in refusal(saved)


@settings(max_examples=80)
@given(st.data())
def test_a_changed_byte_never_breaks_the_reader(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "game.jsonl"
        play(start(path, russia="rival"), choices=4)
        text = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 3))):
            text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(0, 255))
        path.write_bytes(bytes(text))
        # Either it is the same game, or a GameError says in a sentence that it is not.
        with suppress(GameError):
            Match.resume(rules(), read(path))
