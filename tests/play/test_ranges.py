"""Whatever numbers a file may hold, games stay finite and are the same by every machine."""

from __future__ import annotations

import math
import typing

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content import files, shared_files
from game.content.build_common import ranges
from game.content.shapes import LARGEST_VALUE, Shape
from game.engine.rules import Rules, Worlds, plain_world
from tests.content.sample import SAMPLE, read
from tests.play.games import MACHINES, TEXTS, order_of, phases, plain_step, run_by, seeds_of, step, trail

GAMES = 200


def _at(name: str, share: float) -> float:
    """Return the value of a coefficient that lies so far into its range."""
    low, high, whole = ranges()[name]
    value = min(low + (high - low) * share, high)
    return float(round(value)) if whole else value


SHARES = st.sampled_from([0.0, 1.0]) | st.floats(0.0, 1.0)
OVERRIDES = st.dictionaries(st.sampled_from(sorted(ranges())), SHARES, max_size=40)
BOUND = st.sampled_from([-LARGEST_VALUE, -1.0, 0.0, 1e-3, 1.0, 100.0, LARGEST_VALUE]) | st.floats(-LARGEST_VALUE, LARGEST_VALUE)


@st.composite
def tracks(draw: st.DrawFn) -> str:
    """Return the sample's own track with other bounds and another half-life."""
    low, high = sorted((draw(BOUND), draw(BOUND)))
    high = high if high - low >= 0.001 else min(low + 1.0, LARGEST_VALUE)
    low = low if high - low >= 0.001 else high - 1.0
    half_life = draw(st.sampled_from(["", ", half_life: 0.25", ", half_life: 36500", ", half_life: 30"]))
    start, rest = draw(st.floats(low, high)), draw(st.floats(low, high))
    return f"start: {start!r}, low: {low!r}, high: {high!r}, rest: {rest!r}{half_life}"


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), OVERRIDES, tracks())
def test_any_numbers_that_are_allowed_play_the_same_everywhere(name: str, model: dict[str, float], track: str) -> None:
    written = ", ".join(f"{key}: {_at(key, share)!r}" for key, share in model.items())
    text = TEXTS[name].replace("model: {kappa: 0.4}", f"model: {{{written}}}")
    text = text.replace("start: 40, low: 0, high: 100", track)
    reading = read(text)
    assert reading.scenario is not None, reading.report()
    rules = Rules(reading.scenario)
    played = [trail(run_by(rules, machine), order_of("mix", "random"), seeds_of(GAMES)) for machine in MACHINES]
    for outcome, states in played:
        assert np.isfinite(outcome.values).all()
        assert all(np.isfinite(state).all() for state in states)
        assert np.array_equal(outcome.values, played[0][0].values)
        assert all(np.array_equal(one, two) for one, two in zip(states, played[0][1], strict=True))
    _plain_is_the_same(rules)


def _plain_is_the_same(rules: Rules) -> None:
    """Play one world by the plain machine beside the fast one, every pick the first open one."""
    seed = int(seeds_of(1)[0])
    world, block = plain_world(rules, seed), Worlds(rules, np.array([seed, seed], np.uint64))
    for turn in range(rules.turns):
        for at in phases(rules, turn):
            pick = 0.0
            if at[0] == "answer" and at[2] is not None:
                pick = float(np.argmax(block.desk_mask(at[2])[:, 0]))
            elif at[0] == "act" and at[2] is not None:
                pick = float(len(rules.scenario.seats[at[2]].tray))
            step(block, at, pick)
            plain_step(rules, world, at, pick)
            assert [value + 0.0 for value in world.state] == block.column(0).tolist()


def test_every_coefficient_has_a_range_that_holds_its_value() -> None:
    scenario = read(SAMPLE).scenario
    assert scenario is not None
    assert set(ranges()) == set(scenario.model)
    for name, (low, high, whole) in ranges().items():
        value = 0.4 if name == "kappa" else scenario.model[name].value
        assert low <= value <= high
        assert low < high
        assert math.isfinite(low)
        assert math.isfinite(high)
        assert not whole or value == int(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reply_weekly", "1.2"), ("relations_half_life", "0"), ("market_half_life", "-3"), ("kappa", "1.7e308"), ("hope_decay", "-1"),
        ("relations_rest", "-500"), ("tell_accuracy", "1"), ("card_rest", "1.5"), ("late_turns", "99"), ("override_spread", "0"),
    ],
)  # fmt: skip
def test_a_coefficient_out_of_its_range_is_an_error_at_its_line(name: str, value: str) -> None:
    reading = read(SAMPLE.replace("model: {kappa: 0.4}", f"model: {{{name}: {value}}}"))
    line = next(n for n, text in enumerate(SAMPLE.splitlines(), start=1) if text.startswith("model:"))
    assert reading.scenario is None
    assert [(problem.rule, problem.place.line) for problem in reading.problems] == [("out-of-range", line)]


def _numbers(annotation: object, path: str) -> typing.Iterator[tuple[str, object]]:
    """Yield every number of a shape with what limits it."""
    metadata = getattr(annotation, "metadata", ())
    bare = getattr(annotation, "annotation", annotation)
    arguments = typing.get_args(bare)
    if bare in (int, float):
        yield path, metadata
    elif typing.get_origin(bare) is typing.Annotated:
        if arguments[0] in (int, float):
            yield path, arguments[1:]
        else:
            yield from _numbers(arguments[0], path)
    elif isinstance(bare, type) and issubclass(bare, Shape):
        if path.count("/") < 12:
            for name, field in bare.model_fields.items():
                yield from _numbers(field, f"{path}/{bare.__name__}.{name}")
    else:
        for argument in arguments:
            yield from _numbers(argument, path)


@pytest.mark.parametrize(
    "shape",
    [files.ScenarioFile, shared_files.MeasuresFile, shared_files.ModelFile, shared_files.ChipsFile, shared_files.AnswersFile],
    ids=lambda shape: shape.__name__,
)
def test_every_number_of_a_file_has_two_ends(shape: type[Shape]) -> None:
    open_ended = []
    for path, limits in _numbers(shape, ""):
        told = str(limits)
        if not (("ge=" in told or "gt=" in told) and ("le=" in told or "lt=" in told)):
            open_ended.append(path)
    assert open_ended == []
