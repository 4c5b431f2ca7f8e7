"""Files made to exhaust a reader are refused, or read, with little work: what is counted here does not depend on the machine."""

from __future__ import annotations

import pytest

from game.content import problem, source
from game.content.problem import TOLD
from tests.content.sample import SAMPLE, read

LEFT = "        does: []\n        result: The drawer closes."


def _doing(*steps: str) -> str:
    return SAMPLE.replace(LEFT, LEFT.replace("[]", f"[{', '.join(steps)}]"))


GIANTS = {
    "unknown keys": SAMPLE + "".join(f"unknown_{n}: 1\n" for n in range(10_000)),
    "flags nobody reads": _doing(*(f"{{flag: f{n}}}" for n in range(5000))),
    "flags nobody sets": _doing(*(f"{{if: zork{n} > 1, then: [], else: []}}" for n in range(3000))),
    "misspelt flags": _doing(*(f"{{flag: good_{n}}}, {{if: god_{n}, then: []}}" for n in range(1000))),
    "unknown measures": _doing(*(f"mesure{n}" for n in range(5000))),
    "misspelt decks": SAMPLE.replace("deck: pool", "dekc: pol"),
}


@pytest.mark.parametrize("name", GIANTS)
def test_thousands_of_faults_are_told_a_hundred_at_a_time(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    closest = problem.difflib.get_close_matches

    def counted(word: str, known: list[str], **more: object) -> list[str]:
        nonlocal compared
        compared += len(known)
        return closest(word, known, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(problem.difflib, "get_close_matches", counted)
    reading = read(GIANTS[name])
    assert reading.scenario is None
    assert 0 < len(reading.problems) <= TOLD
    assert compared <= problem.COMPARED
    assert name == "misspelt decks" or "more problems of this file are not shown" in reading.problems[-1].hint


def test_suggestions_are_there_again_in_the_next_file() -> None:
    read(GIANTS["misspelt flags"])
    reading = read(SAMPLE.replace("capital: Moscow", "capitla: Moscow"))
    assert [found.hint for found in reading.problems] == ["did you mean `capital`?"]


def test_a_file_of_too_many_parts_is_refused_early(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in (f"list: [{'017, ' * 400_000}]", "- a\n" * 300_000, f"a: {{{', '.join(f'k{n}: 1' for n in range(150_000))}}}"):
        reading = read(text)
        assert [found.rule for found in reading.problems if found.rule != "missing-file"] == ["too-large"]
    monkeypatch.setattr(source, "MAX_NODES", 10)
    assert [found.rule for found in read(SAMPLE).problems] == ["too-large"]


TRACK = "  - {{id: t{n}, label: T, start: 1, about: A.}}\n"
PAPER = "  - {{id: p{n}, name: A Paper, power: us, about: dry}}\n"


@pytest.mark.parametrize(("key", "item", "most"), [("tracks", TRACK, 64), ("papers", PAPER, 64)])
def test_lists_have_an_end(key: str, item: str, most: int) -> None:
    reading = read(SAMPLE.replace(f"{key}:\n", f"{key}:\n" + "".join(item.format(n=n) for n in range(most))))
    assert any(found.rule == "out-of-range" and f"at most {most} items" in found.message for found in reading.problems)
