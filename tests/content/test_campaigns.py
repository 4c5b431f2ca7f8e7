"""A campaign's file: what is wrong with it is said at its place, and nothing of it is guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from game import paths
from game.content import campaigns

FILE = paths.scenarios_dir() / "campaigns" / "seven-months.yaml"
Edit = Callable[[str], str]


def swap(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert text.count(old) >= 1, old
        return text.replace(old, new, 1)

    return edit


WRONG: dict[str, tuple[Edit, str, str]] = {
    "an unknown crisis": (swap("parts: [december-2016, july-2017]", "parts: [december-2016, july-2018]"), "unknown-part", "parts: ["),
    "one interlude too many parts": (swap("july-2017]", "july-2017, july-2017]"), "interlude-count", "  - title: The seven"),
    "out of order": (swap("[december-2016, july-2017]", "[july-2017, december-2016]"), "calendar", "  - title: The seven"),
    "a track the next crisis lacks": (swap("      keys: 50", "      kees: 50"), "unknown-track", "kees"),
    "a band nobody has": (swap("      relations: [-32", "      elations: [-32"), "unknown-track", "elations: [-32"),
    "a flag December lacks": (swap("december_warm: us_warm", "december_warm: us_warmth"), "flag-never-set", "us_warmth"),
    "a name December lacks": (swap("us.room: us.room", "us.room: us.rooms"), "unknown-name", "us.rooms"),
    "an expression cut short": (swap("boundary: boundary * 0.5", "boundary: boundary *"), "expression", "boundary: boundary *"),
    "an unknown key": (swap("summary: ", "abstract: "), "unknown-key", "abstract"),
    "a seat without a text": (swap("      russia: ", "      moscow: "), "missing-key", "texts:"),
    "a shock on no track": (swap("track: tension, add: 32", "track: tensions, add: 32"), "unknown-track", "tensions"),
    "a flag set for nobody": (swap("    carries:\n", "      - {flag: spring}\n    carries:\n"), "interlude-step", "flag: spring"),
    "a duplicate key": (swap("      rung: max(rung, 3)\n", "      rung: max(rung, 3)\n      rung: 3\n"), "duplicate-key", "rung: 3"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_at_its_line(tmp_path: Path, name: str) -> None:
    edit, rule, at = WRONG[name]
    folder = tmp_path / "campaigns"
    folder.mkdir()
    text = edit(FILE.read_text(encoding="utf-8"))
    (folder / FILE.name).write_text(text, encoding="utf-8")
    reading = campaigns.load(folder / FILE.name)
    assert reading.campaign is None
    found = [problem for problem in reading.problems if problem.rule == rule]
    assert found, reading.report()
    lines = text.splitlines()
    assert any(at in "\n".join(lines[max(problem.place.line - 2, 0) : problem.place.line + 1]) for problem in found), reading.report()


def test_what_ships_is_clean() -> None:
    assert campaigns.files()
    for path in campaigns.files().values():
        reading = campaigns.load(path)
        assert reading.problems == (), reading.report()


def test_every_inherited_flag_is_carried() -> None:
    campaign = campaigns.load(FILE).campaign
    assert campaign is not None
    carried = {name for name, _formula in campaign.interludes[0].carries}
    assert set(campaign.parts[1].inherits) <= carried
