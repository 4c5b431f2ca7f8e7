"""Counts that once lay in a byte, and throws that once shared a draw: wide scenarios mean what they say."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from game.engine import slots
from game.engine.machine import Machine
from game.engine.rules import Rules, Worlds
from game.engine.slots import FURTHER, Allocator
from tests.content.sample import SAMPLE, read
from tests.play.games import MACHINES, order_of, play, run_by, seeds_of, step, trail

WORLDS = 8192


def _compiled(text: str) -> Rules:
    reading = read(text)
    assert reading.scenario is not None, reading.report()
    return Rules(reading.scenario)


def _rules(before: str, inserted: str, text: str = SAMPLE) -> Rules:
    assert text.count(before) == 1
    return _compiled(text.replace(before, inserted + before))


def _reading(text: str, flags: list[str]) -> str:
    """Return a scenario whose last ending reads these flags: one that nobody reads is an error."""
    callbacks = "".join(f"{{when: {flag}, text: It is remembered.}}, " for flag in flags)
    return text.replace("    callbacks: [{when: us_expelled", f"    callbacks: [{callbacks}{{when: us_expelled")


def _pool(weights: list[float]) -> str:
    desk = """\
  - id: desk_%d
    for: us
    deck: pool
    turns: 2
    weight: %s
    title: A desk
    text: It lies there.
    responses:
      - {id: rest, label: Rest, line: Nothing at all., does: [], result: A quiet day passes., echo: You rested.}
      - {id: sleep, label: Sleep, line: Nothing either., does: [], result: A quiet night passes., echo: You slept.}
      - {id: grumble, label: Grumble, line: In public., does: [criticise], result: Nobody listens., echo: You grumbled.}
"""
    return "".join(desk % (number, weight) for number, weight in enumerate(weights))


def _desks(rules: Rules, machine: Callable[..., Machine]) -> list[str]:
    """Return what lies on the American desk in the second turn of each world, nothing having been done before."""
    worlds = Worlds(run_by(rules, machine), seeds_of(WORLDS))
    for at in (("news", 1, None), ("desk", 1, "us")):
        step(worlds, at)  # type: ignore[arg-type]
    names = [incident.id for incident in rules.scenario.incidents]
    return [names[int(number) - 1] for number in worlds.row("us.desk")]


@pytest.mark.parametrize("machine", MACHINES)
def test_desks_come_as_often_as_their_weights_say(machine: Callable[..., Machine]) -> None:
    weights = [40.0, 60.0, 65.0, 1.0, 0.25, 300.0]
    desks = _desks(_rules("  - id: quiet_day\n", _pool(weights)), machine)
    total = sum(weights) + (2 if "quiet_day" in desks else 0)
    for number, weight in enumerate(weights):
        share = weight / total
        assert desks.count(f"desk_{number}") == pytest.approx(WORLDS * share, abs=4 * (WORLDS * share) ** 0.5)


@pytest.mark.parametrize("machine", MACHINES)
def test_more_desks_than_a_byte_counts_all_come(machine: Callable[..., Machine]) -> None:
    desks = _desks(_rules("  - id: quiet_day\n", _pool([1.0] * 300)), machine)
    assert {f"desk_{number}" for number in range(300)} <= set(desks)


def test_wide_pools_are_the_same_by_every_machine() -> None:
    rules = _rules("  - id: quiet_day\n", _pool([1.0] * 300 + [77.0]))
    played = [trail(run_by(rules, machine), order_of("random", "mix"), seeds_of(64)) for machine in MACHINES]
    for outcome, states in played[1:]:
        assert np.array_equal(outcome.values, played[0][0].values)
        assert all(np.array_equal(one, two) for one, two in zip(states, played[0][1], strict=True))


def _throws(prefix: str, count: int) -> str:
    return ", ".join(f"{{chance: 0.5, risk: it falls, then: [{{flag: {prefix}_{number}}}]}}" for number in range(count))


def _news(name: str, throws: int) -> str:
    return f"  - {{id: {name}, deck: news, turns: 1, title: News, text: It happens., does: [{_throws(name, throws)}]}}\n"


def _columns(rules: Rules, names: list[str]) -> list[bytes]:
    kept: dict[str, bytes] = {}

    def watch(worlds: Worlds, turn: int, power: str, where: str, picks: object) -> None:
        if turn == 1 and not kept:
            kept.update({name: worlds.row(name).tobytes() for name in names})

    play(rules, order_of("random", "random"), seeds_of(512), watch)
    return list(kept.values())


def test_no_two_throws_of_news_fall_alike() -> None:
    names = [f"{item}_{number}" for item in ("first", "second") for number in range(20)]
    rules = _rules("  - id: snow\n", _news("first", 20) + _news("second", 20), _reading(SAMPLE, names))
    assert len(set(_columns(rules, names))) == len(names)


def test_throws_of_one_desk_do_not_reach_into_those_of_the_rival_or_of_a_card() -> None:
    """There are more of them in one response than its kind has close slots for."""
    many = f"        does: [{_throws('left', 120)}]\n        result: The drawer closes."
    text = _reading(SAMPLE.replace("        does: []\n        result: The drawer closes.", many), [f"left_{n}" for n in range(120)])
    rules = _compiled(text)
    own = _slots(rules, "answer", 0, "us")
    assert len(own) >= 120
    for turn in range(3):
        for phase, power in (("answer", "russia"), ("act", "us"), ("act", "russia"), ("news", None), ("settle", None)):
            assert own.isdisjoint(_slots(rules, phase, turn, power))


def _slots(rules: Rules, phase: Any, turn: int, power: Any) -> set[Any]:
    return {item.extra for item in rules.segment(phase, turn, power).code if item.op == "draw"}


def test_slots_that_overlap_are_refused() -> None:
    allocator = Allocator()
    allocator.run("one", 10, 5)
    for first, size in ((14, 1), (8, 3), (10, 5), (0, 100)):
        with pytest.raises(ValueError, match="one"):
            allocator.run("two", first, size)
    with pytest.raises(ValueError, match=str(FURTHER)):
        allocator.run("three", FURTHER - 1, 2)


def test_kinds_with_two_numbers_never_share_a_slot() -> None:
    seen: set[int] = set()
    for rows in (slots.RESPONSE, slots.CARD, slots.NEWS_STEP, slots.POLICY):
        places = {rows.row(row).at(number) for row in (0, 1, 3, 249, 250, 1000) for number in (0, 7, 8, 49, 50, 99, 100, 5000)}
        assert len(places) == 48
        assert seen.isdisjoint(places)
        seen |= places
    assert slots.NEWS_STEP.row(3).at(7) == 4031
    assert slots.RESPONSE.row(1).at(0) == 150
