"""`persona lint` and `persona list`: what is wrong, where, and what to do about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.tools import Command
from tests.content.sample import SAMPLE
from tests.record.games import write_scenario


def test_a_file_without_faults(persona: Command, crisis: Path) -> None:
    done = persona("lint", crisis)
    assert (done.code, done.out) == (0, f"{crisis}: nothing is wrong\n")
    assert json.loads(persona("lint", crisis, "--json").out) == []


def test_a_broken_file_is_told_by_line_and_column(persona: Command, tmp_path: Path) -> None:
    path = write_scenario(tmp_path, SAMPLE.replace("expel: 35", "expell: 35").replace("flag: us_expelled", "flag: us_expeled"))
    done = persona("lint", path)
    line = next(number for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1) if "expell: 35" in text)
    assert done.code == 1
    assert f"small-crisis.yaml:{line}:" in done.out
    assert "did you mean `expel`" in done.out
    problems = json.loads(persona("lint", path, "--json").out)
    assert {"place", "rule", "severity", "message", "hint", "other"} == set(problems[0])
    assert any(problem["place"]["line"] == line for problem in problems)


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xff\xfe", b"[", b"a: &a [*a]\n", b"- 1\n", b"id: [" * 2000, b"? ? ?\n"], ids=str)
def test_a_file_that_is_no_scenario(persona: Command, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.yaml"
    path.write_bytes(data)
    done = persona("lint", path)
    assert done.code == 1
    assert "broken.yaml:" in done.out


def test_a_folder_is_all_its_scenarios(persona: Command, shelf_of_scenarios: Path, tmp_path: Path) -> None:
    done = persona("lint", shelf_of_scenarios)
    assert done.code == 1
    assert "broken.yaml:" in done.out
    assert "small-crisis.yaml: nothing is wrong" in done.out
    assert persona("lint").out == done.out
    (tmp_path / "empty").mkdir()
    assert persona("lint", tmp_path / "empty").code == 2


def test_a_file_that_is_not_there(persona: Command) -> None:
    assert "There is no scenario" in persona("lint", "no-such-file.yaml").refused()


def test_the_list_keeps_a_broken_file_with_its_first_problem(persona: Command, shelf_of_scenarios: Path) -> None:
    done = persona("list")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].split(maxsplit=1) == ["small-crisis", "A Small Crisis (Three turns in winter)"]
    assert lines[1].split() == ["broken", "Broken"]
    assert "cannot be played:" in lines[2]
    assert f"{shelf_of_scenarios}/broken.yaml:" in done.out.replace("\n    ", " ") or "broken.yaml:" in done.out
    found = {entry["id"]: entry["problem"] for entry in json.loads(persona("list", "--json").out)}
    assert found["small-crisis"] is None
    assert found["broken"]["place"]["line"] >= 1


def test_the_shipped_list(persona: Command) -> None:
    assert "december-2016" in persona("list").out
