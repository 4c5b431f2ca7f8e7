"""The documents tell the truth: what they show is what the commands print. `python -m tests.test_docs` prints it into README.md anew."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

import game.api
from game.cli.main import COMMANDS, persona
from game.content import library
from game.play.policy import POLICIES

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
DOCUMENTS = [README, ROOT / "game" / "README.md", ROOT / "scenarios" / "README.md"]
CUT = "[...]"

SHOWN: dict[str, tuple[tuple[str, str], ...]] = {
    r"printf '4\n3\n' | persona play december-2016 --as russia --seed 7": (
        ("Turn 1 of 10", "  Relations: how"),
        ("On your desk:", "Advisers (a"),
        ("1. Send thirty-five home.", "2. "),
        ("4. Send no one,", "One act of your own"),
        ("3. Prepare:", "4. "),
        ("Choose a number, or ? for help: 3", "It did not come to pass"),
        ("Relations −32.0 to", "-----"),
    ),
    "persona simulate december-2016 --games 10000 --us mix --russia reciprocal --seed 7": (
        ("Thirty-Five: 10000 games", " decisions in "),
        ("ending ", "us.room"),
    ),
}
"""What README shows of a command's output: from each line that begins so, up to the next that begins (or goes on) so."""


# --- what stands in the documents ------------------------------------------------------------------


def blocks(text: str, kind: str) -> list[str]:
    """Return the fenced blocks of a kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@cache
def readme() -> str:
    """Return the text of README.md."""
    return README.read_text(encoding="utf-8")


def marked(mark: str) -> str:
    """Return the one-line command that stands right after a mark."""
    found = re.findall(rf"^<!-- {mark} -->\n```bash\n(.*?)\n```$", readme(), re.MULTILINE | re.DOTALL)
    assert len(found) == 1, f"expected one block after <!-- {mark} -->"
    assert "\n" not in found[0]
    return str(found[0])


def commands(path: Path) -> Iterator[list[str]]:
    """Yield every call of `persona` in a document, split into words."""
    text = path.read_text(encoding="utf-8")
    lines = [line for block in blocks(text, "bash") for line in block.splitlines()]
    lines += [line.removeprefix("$ ") for block in blocks(text, "console") for line in block.splitlines() if line.startswith("$ ")]
    lines += re.findall(r"`(persona[^`\n]*)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))
    for line in lines:
        for part in re.split(r"\||&&", line):
            words = shlex.split(part, comments=True)
            if words and words[0].rpartition("/")[2] == "persona":
                yield words[1:]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_in_a_document_exists(path: Path) -> None:
    found = list(commands(path))
    assert found or path != README
    for words in found:
        if not words:
            continue
        name, *rest = words
        assert name in COMMANDS, words
        command = persona.get_command(click.Context(persona, **persona.context_settings), name)
        assert command is not None
        options = {option: parameter for parameter in command.params for option in parameter.opts}
        plain = []
        while rest:
            word = rest.pop(0)
            if not word.startswith("-"):
                plain.append(word)
                continue
            assert word in options, f"`persona {name}` has no option {word}"
            parameter = options[word]
            if isinstance(parameter, click.Option) and not parameter.is_flag and rest:
                check_value(parameter, rest.pop(0))
        if name in ("play", "simulate", "lint"):
            for scenario in plain[:1]:
                assert scenario.removesuffix(".jsonl").isupper() or library.find(ROOT / scenario if "/" in scenario else scenario)


def check_value(parameter: click.Option, value: str) -> None:
    """Check what a document gives to an option."""
    if value.isupper():
        return
    if parameter.name in ("us", "russia", "rival"):
        assert value in POLICIES
    else:
        parameter.type.convert(value, parameter, None)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not target.startswith(("http://", "https://", "#")):
            assert (path.parent / target.partition("#")[0]).exists(), target


def test_every_file_named_by_the_engineers_page_exists() -> None:
    text = (ROOT / "game" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:game|scenarios|tests|assets)/[\w/.-]+)`", text)
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_readme_says_how_to_play_and_test_in_one_line_each() -> None:
    assert marked("play").endswith(".venv/bin/persona")
    assert marked("test").endswith(".venv/bin/python -m pytest")
    assert readme().count("<!-- figures -->") == 1
    for place in ("/work/", "/tmp/", "/home/", "/root/", "/Users/"):
        assert place not in readme()


# --- help ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*COMMANDS, None])
def test_every_command_has_help_with_an_example(name: str | None) -> None:
    command = persona if name is None else persona.get_command(click.Context(persona, **persona.context_settings), name)
    assert command is not None
    text = command.help or ""
    assert re.match(r"[A-Z].*\.", text), "help begins with a sentence"
    assert "Example:\n" in text
    examples = [line.split("persona", 1)[1] for line in text.partition("Example:")[2].splitlines() if "persona" in line]
    assert examples
    assert name is None or all(example.split()[0] == name for example in examples)
    for parameter in command.params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter.name
    assert name is None or COMMANDS[name][1].endswith(".")
    printed = command.get_help(click.Context(command, **command.context_settings, info_name=f"persona {name}"))
    assert [line for line in printed.splitlines() if len(line) > 80 and "persona " not in line] == []


# --- examples --------------------------------------------------------------------------------------


def test_the_python_example_runs() -> None:
    results = doctest.testmod(game.api)
    assert results.attempted >= 6
    assert results.failed == 0


def test_readme_shows_the_same_example() -> None:
    (shown,) = blocks(readme(), "python")
    assert shown == api_example()


def api_example() -> str:
    """Return the example in the description of `game.api`."""
    lines = str(game.api.__doc__).strip().splitlines()
    return "\n".join(lines[next(n for n, line in enumerate(lines) if line.startswith(">>>")) :]) + "\n"


# --- transcripts -----------------------------------------------------------------------------------


@cache
def output_of(command: str) -> str:
    """Return what a command line of README prints, run in this checkout."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PERSONA_HOME": home, "PYTHONUTF8": "1"}
        told, _pipe, call = command.rpartition("|")
        typed = shlex.split(told)[1].encode().decode("unicode_escape") if told else ""
        words = shlex.split(call)
        assert words[0] == "persona"
        done = subprocess.run(
            [sys.executable, "-m", "game", *words[1:]], input=typed.encode(), capture_output=True, env=environment, check=True, timeout=300
        )
        return done.stdout.decode("utf-8")


def transcripts() -> Iterator[tuple[str, str]]:
    """Yield the command and the lines of every transcript in README."""
    for block in blocks(readme(), "console"):
        first, _end, rest = block.partition("\n")
        assert first.startswith("$ ")
        yield first.removeprefix("$ "), rest


def test_the_transcripts_are_those_that_are_kept_up_to_date() -> None:
    assert [command for command, _lines in transcripts()] == list(SHOWN)


@pytest.mark.parametrize("command", SHOWN, ids=lambda command: command.rpartition("persona ")[2].split()[0])
def test_a_transcript_is_what_the_command_prints(command: str) -> None:
    shown = dict(transcripts())[command]
    output, at = output_of(command), 0
    for part in filter(None, (part.strip("\n") for part in shown.split(CUT))):
        place = output.find(part + "\n", at)
        assert place >= 0, f"not printed any more; `python -m tests.test_docs` brings README up to date:\n{part}"
        assert place == 0 or output[place - 1] == "\n"
        at = place + len(part)
    assert shown.count(CUT) >= 2
    assert max(len(line) for line in shown.splitlines()) <= 80


def cut(output: str, spans: tuple[tuple[str, str], ...]) -> str:
    """Return the spans of an output, with a mark where something was left out."""
    lines, parts, at = output.splitlines(), [], 0
    for first, end in spans:
        start = next(n for n in range(at, len(lines)) if lines[n].startswith(first))
        stop = next(
            (n for n in range(start + 1, len(lines)) if lines[n].startswith(end) or (end[0] == " " and end in lines[n])), len(lines)
        )
        if any(line.strip() for line in lines[at:start]):
            parts.append(CUT)
        parts.append("\n".join(lines[start:stop]).strip("\n"))
        at = stop
    if any(line.strip() for line in lines[at:]):
        parts.append(CUT)
    return "\n".join(parts) + "\n"


def main() -> None:
    """Print the transcripts and the Python example into README.md anew."""
    text = readme()
    for command, spans in SHOWN.items():
        head = f"```console\n$ {command}\n"
        before, _head, rest = text.partition(head)
        text = before + head + cut(output_of(command), spans) + "```\n" + rest.partition("```\n")[2]
    before, _head, rest = text.partition("```python\n")
    text = before + "```python\n" + api_example() + "```\n" + rest.partition("```\n")[2]
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
