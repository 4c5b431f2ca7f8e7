"""Texts of authors, of saved games and of the command line are printed as they are: never as markup, never as orders to the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from game.visible import one_line, visible
from tests.cli.tools import ANYTHING, Command, Done, saved_games
from tests.content.sample import SAMPLE

MARKED = ("The deal [/b] kept", "[draft] Adjourned :warning:", "[red]R[/red] `upture` **<b>**", r"\[x] {n} {0} %s \\x")
OBEYED = re.compile("[^\n\t\\x20-\\x7e\\xa0-\\u2027\\u2030-\\uffff]|[\u202a-\u202e\u2066-\u2069\u200b\ufeff]")


def _crisis(folder: Path, *changes: tuple[str, str]) -> Path:
    text = SAMPLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "marked.yaml"
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    return path


def _obeys_nothing(done: Done) -> None:
    assert OBEYED.findall(done.out + done.err) == []


@pytest.mark.parametrize("title", MARKED)
def test_titles_of_endings_are_never_markup(persona: Command, tmp_path: Path, title: str) -> None:
    path = _crisis(tmp_path, ("title: Adjourned", f"title: {json.dumps(title)}"), ("title: A Small Crisis", f"title: {json.dumps(title)}"))
    done = persona("simulate", path, "--games", 64, "--seed", 1)
    assert done.code == 0
    assert title in done.out.splitlines()[0]
    assert any(line.startswith(title) for line in done.out.splitlines()[1:])


@pytest.mark.parametrize("title", MARKED)
def test_texts_of_a_game_are_never_markup(persona: Command, tmp_path: Path, title: str) -> None:
    changes = [(old, f"{key}: {json.dumps(title)}") for old, key in (("title: The findings are in", "title"), ("label: Leave it", "label"))]
    path = _crisis(tmp_path, *changes, ("{n} officials moved.", title.replace("\\", "\\\\")))
    done = persona("play", path, "--as", "us", "--text", "--seed", 1, typed=ANYTHING)
    assert done.code == 0
    assert title in done.flat


ESCAPES = ("\x1b[2J\x1b]0;owned\x07", "\x9b31m", "\u202egnp.exe", "a\u200bb", "\r\x08\x7f", "\ufeffx", "\u2028next")


@pytest.mark.parametrize("text", ESCAPES)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("capital: Moscow", 'capital: "{}"'),
        ("capital: Moscow", "capital: !{} x"),
        ("capital: Moscow", "capital: Moscow\n    {}: 1\n    {}: 2"),
        ("capital: Moscow", "capital: *{}"),
        ("when: me.room > 30", 'when: "me.room > {}"'),
        ("title: The findings are in", "title: The findings {} are in"),
        ("deck: pool", 'deck: "{}"'),
        ("# none", "# {}"),
    ],
)
def test_lint_shows_what_a_terminal_would_obey(persona: Command, tmp_path: Path, old: str, new: str, text: str) -> None:
    path = _crisis(tmp_path, ("glossary:", "# none\nglossary:"), (old, new.replace("{}", text)))
    commands = [("lint", path), *([("play", path, "--text")] if text == ESCAPES[0] else [])]
    for words in commands:
        _obeys_nothing(persona(*words, typed=b"q\n"))


def test_a_saved_game_cannot_speak_to_the_terminal(persona: Command, home: Path, tmp_path: Path) -> None:
    persona("play", "spring-2001", "--as", "us", "--text", "--seed", 1, typed=ANYTHING)
    lines = saved_games(home)[0].read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    path, fields = tmp_path / "g.jsonl", {name: number for number, entry in enumerate(entries) for name in entry}
    assert {"scenario", "digest", "pick"} <= set(fields)
    for turn, (name, number) in enumerate(fields.items()):
        text = ESCAPES[turn % len(ESCAPES)]
        spoiled = [*lines[:number], json.dumps({**entries[number], name: text}, ensure_ascii=False), *lines[number + 1 :]]
        path.write_text("\n".join(spoiled) + "\n", encoding="utf-8")
        for command in ("replay", "review"):
            _obeys_nothing(persona(command, path))


@pytest.mark.parametrize("text", ESCAPES)
def test_arguments_cannot_speak_to_the_terminal(persona: Command, text: str) -> None:
    for words in (("play", text), ("lint", text), ("simulate", "spring-2001", "--us", text), (f"--{text}",), ("replay", text), (text,)):
        done = persona(*words, typed=b"q\n")
        assert done.code in (1, 2)
        _obeys_nothing(done)


def test_what_is_obeyed_is_written_out() -> None:
    assert visible("a\x1b[1mb\x9b\u202e\u200b\ud800\U000e0041") == "a\\x1b[1mb\\x9b\\u202e\\u200b\\ud800\\U000e0041"
    assert visible("naïve — “quoted” 日本 \u200d\u200f\t\n") == "naïve — “quoted” 日本 \u200d\u200f\t\n"
    assert one_line("one\n\ttwo\x07") == "one two\\x07"
