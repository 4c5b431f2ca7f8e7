"""An interlude changes tracks, takes measures, and branches; every other step is a problem at its line that says what to do instead."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from game.content import campaigns
from game.content.campaign_steps import ALLOWED, REFUSED
from game.content.shapes import STEP_SHAPES
from game.play.campaign import Journey, Route
from game.play.match import Match
from tests.play.three_parts import TEXT, write_campaign

PLACE = "    carries: {relations: relations, tension: tension, us.room: us.room, december_warm: us_warm}\n"
WRONG = {
    "flag": "{flag: us_warm}",
    "schedule": "{schedule: findings, after: 1}",
    "news": "{news: Something is in the papers}",
    "end": "{end: hot_line}",
    "give_word": "{give_word: no_word}",
    "keep_word": "{keep_word: no_word}",
    "late_word": "{late_word: no_word}",
    "drop_word": "{drop_word: no_word}",
    "learn": "{learn: nothing}",
    "impose": "{impose: nothing}",
    "lift": "{lift: nothing}",
    "veto": "{veto: congress, upheld: [{flag: us_warm}]}",
    "accept": "{accept: 1}",
    "counter": "{counter: 1}",
    "stall": "{stall: 1}",
    "leak": "{leak: 1}",
}
NESTS = {
    "alone": "STEP",
    "in a branch": "{if: us_warm, then: [STEP]}",
    "in the other arm": "{if: us_warm, then: [], else: [STEP]}",
    "under a chance": "{chance: 0.5, then: [{track: tension, add: 1, why: a slip}], else: [STEP]}",
    "two deep": "{if: us_warm, then: [{chance: 0.5, then: [STEP]}]}",
}


def written(folder: Path, steps: str) -> tuple[Path, str]:
    """Write the campaign of three parts with more steps in its last interlude; return its path and text."""
    assert TEXT.count(PLACE) == 1
    text = TEXT.replace(PLACE, steps + PLACE)
    return write_campaign(folder, text), text


def test_every_kind_of_step_is_allowed_or_refused() -> None:
    assert set(STEP_SHAPES) == ALLOWED | set(REFUSED)
    assert set(WRONG) == set(REFUSED)


@pytest.mark.parametrize("nest", NESTS)
def test_what_belongs_into_a_crisis_is_a_problem_at_its_line(tmp_path: Path, nest: str) -> None:
    steps = "".join(f"      - {NESTS[nest].replace('STEP', step)}\n" for step in WRONG.values())
    path, text = written(tmp_path, steps)
    reading = campaigns.load(path)
    assert reading.campaign is None
    assert {problem.rule for problem in reading.problems} == {"interlude-step"}, reading.report()
    first = 1 + text.splitlines().index(steps.splitlines()[0])
    found = {problem.place.line: problem for problem in reading.problems}
    assert sorted(found) == list(range(first, first + len(WRONG)))
    for line, kind in enumerate(WRONG, start=first):
        problem = found[line]
        assert problem.message.startswith(f"`{kind}`: ")
        assert problem.hint
        assert text.splitlines()[line - 1][problem.place.column - 1 :].startswith(f"{kind}:")


def test_a_step_over_several_lines_is_named_at_its_key(tmp_path: Path) -> None:
    path, text = written(tmp_path, "      - if: us_warm\n        then:\n          - secret: false\n            flag: us_warm\n")
    (problem,) = campaigns.load(path).problems
    assert problem.rule == "interlude-step"
    assert text.splitlines()[problem.place.line - 1].strip() == "flag: us_warm"


def test_the_numbers_of_an_interlude_are_checked_like_those_of_a_crisis(tmp_path: Path) -> None:
    wrong = {
        "{chance: 40, then: [{track: tension, add: 1, why: a slip}]}": "probability-range",
        "{if: us_warm, then: [{by: us, expel: 0}]}": "measure-number",
        "{expel: 4}": "no-seat",
        "{expell: 4, by: us}": "unknown-measure",
        "{track: them.room, add: 1, why: a slip}": "no-seat",
        "{track: rung, add: 1, why: a slip}": "read-only-track",
        "{if: us_warmth, then: [{track: tension, add: 1, why: a slip}]}": "flag-never-set",
    }
    for step, rule in wrong.items():
        path, text = written(tmp_path, f"      - {step}\n")
        problems = campaigns.load(path).problems
        assert [problem.rule for problem in problems] == [rule], (step, problems)
        assert step in text.splitlines()[problems[0].place.line - 1]


def test_what_an_interlude_may_do_is_done(tmp_path: Path) -> None:
    """Tracks, measures, branches and chances, one inside the other, over everything the earlier crisis can be asked for."""
    part = campaigns.load(write_campaign(tmp_path / "plain")).campaign
    assert part is not None
    december = part.parts[1]
    steps = [f"{{{name}: {1 if item.takes == 'none' else 3}, by: us}}" for name, item in december.measures.items()]
    steps += [f"{{chance: 0.5, then: [{step.replace('by: us', 'by: russia')}]}}" for step in steps]
    for name in ("day", "turn", "handed_over", "us.rung", "us.received.points", "eu.alignment", "us_warm"):
        steps.append(f"{{if: {name} > 0, then: [{{chance: 0.5, then: [{{track: us.room, add: 0.1 * {name}, why: a slip}}]}}]}}")
    path, _text = written(tmp_path, "".join(f"      - {step}\n" for step in steps))
    reading = campaigns.load(path)
    assert reading.campaign is not None, reading.report()
    route = Route.of(reading.campaign)
    for seed in range(3):
        journey = Journey.start(route, {"us": "random", "russia": "random"}, seed)
        while journey.must_cross:
            assert journey.passages("us")
            journey.cross()
        assert journey.is_over


def test_a_measure_of_an_interlude_tells(tmp_path: Path) -> None:
    """Five more Americans sent home between the crises are gone when the next one begins."""
    staff = []
    for folder, more in (("none", ""), ("five", "      - {expel: 5, by: russia}\n")):
        text = TEXT.replace(PLACE, more + PLACE.replace("{relations", "{us.staff: us.staff, relations"))
        reading = campaigns.load(write_campaign(tmp_path / folder, text))
        assert reading.campaign is not None, reading.report()
        crossing = Route.of(reading.campaign).crossings[1]
        match = Match.start(crossing.first, {"us": "historical", "russia": "historical"}, 1)
        carried = crossing.cross(np.repeat(match.column[:, None], 2, 1), np.full(2, 1, np.uint64))
        staff.append(float(carried["us.staff"][0]))
    assert staff[0] - staff[1] == 5.0
