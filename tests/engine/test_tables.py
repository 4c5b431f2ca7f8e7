"""The shipped tables are what their definitions say, and the dice are the same in NumPy and in plain Python."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.engine import chance
from game.engine.curves import logistic, normal
from game.engine.grid import (
    GRID,
    LOGISTIC_SPAN,
    NORMAL_SPAN,
    PERSONS_MAX,
    decay,
    event_size,
    halving,
    snap,
    table,
)
from game.engine.terms import CHANCE_VERSION
from tests.engine import tables

SEEDS = st.integers(0, 2**64 - 1)
TURNS = st.integers(0, 20)
SLOTS = st.integers(0, 20_000)
Rows = NDArray[np.float64]
ON_GRID = st.integers(-(2**51) + 1, 2**51 - 1).map(lambda units: units * GRID)


# --- numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["persons", "logistic", "normal"])
def test_shipped_tables_are_recomputed_bit_for_bit(name: str) -> None:
    expected, shipped = tables.compute()[name], table(name)
    assert [value.hex() for value in shipped.tolist()] == [value.hex() for value in expected]
    assert not shipped.flags.writeable


def test_tables_agree_with_the_library_of_the_machine() -> None:
    """The recomputation itself is held against another source, to the precision that one has."""
    for at, value in enumerate(table("logistic")):
        assert value == pytest.approx(1 / (1 + math.exp(LOGISTIC_SPAN - at / 64)), rel=1e-14)
    for at, value in enumerate(table("normal")):
        assert value == pytest.approx(math.erfc((NORMAL_SPAN - at / 64) / math.sqrt(2)) / 2, rel=1e-12, abs=1e-15)
    for persons in (1, 2, 9, 35, 60, 755, 2000):
        assert event_size(persons) == pytest.approx(min(max(math.log1p(persons) / math.log(36), 0.3), 2), rel=1e-15)


def test_event_size_of_the_december_package() -> None:
    assert event_size(35) == 1
    assert event_size(0) == 0
    assert event_size(1) == 0.3
    assert event_size(PERSONS_MAX) == 2
    assert event_size(10 * PERSONS_MAX) == 2
    assert event_size(-3) == 0
    assert event_size(34) < 1 < event_size(36)


@given(ON_GRID)
def test_snap_leaves_the_grid_alone(value: float) -> None:
    assert snap(value) == value


@given(st.floats(-(2.0**31), 2.0**31))
def test_snap_goes_to_the_nearest_point_of_the_grid(value: float) -> None:
    snapped = snap(value)
    assert snapped / GRID == math.floor(snapped / GRID)
    assert abs(snapped - value) <= GRID / 2
    assert np.float64(snapped).tobytes() == ((np.array([value]) + 1.5 * 2.0**32) - 1.5 * 2.0**32).tobytes()


@given(st.lists(st.integers(-(2**40), 2**40).map(lambda units: units * GRID), max_size=30), st.randoms(use_true_random=False))
def test_sums_on_the_grid_are_exact_in_any_order(values: list[float], rng: object) -> None:
    total = sum(values)
    rng.shuffle(values)  # type: ignore[attr-defined]
    assert sum(values) == total
    assert Decimal(total) == sum(map(Decimal, values), Decimal(0))


def test_snapped_zeros_are_plain_zeros() -> None:
    assert math.copysign(1.0, snap(-0.0)) == 1.0
    assert math.copysign(1.0, snap(-GRID / 4)) == 1.0


def test_halving() -> None:
    assert [halving(days, 28) for days in (0, 28, 56, 84)] == [1, 0.5, 0.25, 0.125]
    assert halving(14, 0) == halving(14, -1) == 1
    assert halving(14, 28) == math.sqrt(0.5)
    with localcontext() as context:
        context.prec = 60
        for days, half_life in [(3, 42), (5, 30), (9, 180), (16, 365), (28, 1825)]:
            exact = (-Decimal(2).ln() * days / half_life).exp()
            assert halving(days, half_life) == float(exact)


def test_decay() -> None:
    assert decay(0.6, 7, 7) == 0.6
    assert decay(0.75, 60, 30) == 0.5625
    assert decay(0.6, 3.5, 7) == pytest.approx(math.sqrt(0.6), rel=1e-15)


@pytest.mark.parametrize(("curve", "span"), [(logistic, LOGISTIC_SPAN), (normal, NORMAL_SPAN)])
def test_interpolation_meets_its_points_and_clamps(curve: object, span: float) -> None:
    values = table(curve.__name__)  # type: ignore[attr-defined]
    for at in (0, 1, 7, len(values) // 2, len(values) - 1):
        assert curve(at / 64 - span) == values[at]  # type: ignore[operator]
    assert curve(-99.0) == values[0]  # type: ignore[operator]
    assert curve(99.0) == values[-1]  # type: ignore[operator]
    assert curve(0.0) == 0.5  # type: ignore[operator]
    middle = curve(0.5 / 64)  # type: ignore[operator]
    assert middle == pytest.approx((values[len(values) // 2] + values[len(values) // 2 + 1]) / 2)


@given(st.floats(-12, 12))
def test_interpolation_is_within_its_error(x: float) -> None:
    inside = min(max(x, -LOGISTIC_SPAN), LOGISTIC_SPAN)
    assert abs(logistic(x) - 1 / (1 + math.exp(-inside))) < 3e-6


# --- chance ----------------------------------------------------------------------------------------


def test_the_mixer_is_that_of_splitmix64() -> None:
    """The first outputs of SplitMix64 seeded with 1234567, as published with the generator."""
    stream = [chance.mix64(1234567 + n * chance.TURN_STEP) for n in range(1, 6)]
    published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]
    assert stream == published


def test_pinned_draws() -> None:
    """Whoever changes one of these changes every saved game: raise CHANCE_VERSION."""
    seeds = {0: 193875793766795, 1: 97876693471898, 48_213: 173037129609160}
    assert {index: chance.world_seed(7, index) for index in seeds} == seeds
    draws = {
        (7, 1, 10): "0x1.6ae86643266e2p-1",
        (7, 2, 10): "0x1.772974ddeb514p-2",
        (7, 1, 11): "0x1.6879523a2afbcp-2",
        (2**64 - 1, 10, 8100): "0x1.8a483b04adc80p-7",
    }
    assert {key: chance.draw(*key).hex() for key in draws} == draws
    assert CHANCE_VERSION == 2


@given(SEEDS, TURNS, SLOTS)
def test_numpy_draws_equal_plain_ones(seed: int, turn: int, slot: int) -> None:
    seeds = np.array([seed, (seed + 1) % 2**64, seed ^ (2**63)], np.uint64)
    plain = [chance.draw(int(one), turn, slot) for one in seeds]
    keys = chance.turn_keys(seeds, turn)
    assert keys.tolist() == [chance.turn_key(int(one), turn) for one in seeds]
    assert chance.draws_from(keys, slot).tolist() == plain
    assert all(0 <= value < 1 for value in plain)
    out = np.empty(3)
    dice = chance.Dice(seeds)
    dice.turn_to(turn)
    dice.roll(chance.slot_step(slot), out)
    assert out.tolist() == plain


@given(SEEDS, st.integers(0, 10**12), st.integers(1, 20))
def test_numpy_world_seeds_equal_plain_ones(seed: int, first: int, count: int) -> None:
    seeds = chance.world_seeds(seed, first, count)
    assert seeds.dtype == np.uint64
    assert seeds.tolist() == [chance.world_seed(seed, first + n) for n in range(count)]
    assert seeds.tolist() == [plain_world_seed(seed, first + n) for n in range(count)]


def plain_world_seed(seed: int, index: int) -> int:
    """Return a world's seed by Python's whole numbers alone."""

    def mixed(value: int) -> int:
        value &= 2**49 - 1
        value = ((value ^ (value >> 25)) * 0xBF58476D1CE4E5B9) & (2**49 - 1)
        value = ((value ^ (value >> 24)) * 0x94D049BB133111EB) & (2**49 - 1)
        return value ^ (value >> 25)

    start = chance.mix64((seed + chance.TURN_STEP) % 2**64)
    return mixed(mixed(start + chance.WORLD_STEP * (index + 1)) ^ chance.mix64(start))


def test_seeds_survive_a_spreadsheet_and_javascript() -> None:
    """Fifteen digits are what a spreadsheet keeps; numbers below 2^53 are what JavaScript and jq do."""
    seeds = chance.world_seeds(7, 0, 100_000)
    assert int(seeds.max()) < min(10**15, 2**53)
    assert [int(float(seed)) for seed in seeds] == seeds.tolist()


def test_dice_follow_turns_slots_and_new_seeds() -> None:
    seeds = chance.world_seeds(1, 0, 5)
    dice, out = chance.Dice(seeds), np.empty(5)
    for turn, slot in [(1, 10), (1, 11), (2, 10), (1, 10), (1, 8100)]:
        dice.turn_to(turn)
        dice.roll(chance.slot_step(slot), out)
        assert out.tolist() == [chance.draw(int(seed), turn, slot) for seed in seeds]
    seeds[:] = chance.world_seeds(2, 0, 5)
    dice.forget()
    dice.turn_to(1)
    dice.roll(chance.slot_step(10), out)
    assert out.tolist() == [chance.draw(int(seed), 1, 10) for seed in seeds]


@given(st.integers(0, 2**64 - 1))
def test_the_mixer_is_a_bijection(value: int) -> None:
    def unshift(mixed: int, bits: int) -> int:
        result = mixed
        for _ in range(64 // bits):
            result = mixed ^ (result >> bits)
        return result

    mixed = unshift(chance.mix64(value), 31)
    mixed = unshift(mixed * pow(0x94D049BB133111EB, -1, 2**64) % 2**64, 27)
    assert unshift(mixed * pow(0xBF58476D1CE4E5B9, -1, 2**64) % 2**64, 30) == value


def grids() -> dict[str, Rows]:
    """Return many draws along worlds, neighbouring seeds and slots, shape (rows, draws) each."""
    seeds = chance.world_seeds(11, 0, 100_000)
    plain = np.arange(100_000, dtype=np.uint64)
    fixed = np.array([chance.world_seed(11, 3)], np.uint64)
    return {
        "worlds": np.stack([chance.draws_from(chance.turn_keys(seeds, turn), 10) for turn in range(1, 9)]),
        "seeds next to each other": np.stack([chance.draws_from(chance.turn_keys(plain, turn), 10) for turn in range(1, 9)]),
        "slots": np.stack(
            [np.concatenate([chance.draws_from(chance.turn_keys(fixed, turn), slot) for slot in range(5_000)]) for turn in range(1, 5)]
        ),
    }


def test_draws_are_uniform_and_unrelated() -> None:
    """Chi-square over 64 bins, mean, and correlation of neighbours: bounds are far out, about one failure in a million seeds."""
    for name, rows in grids().items():
        count = rows.shape[1]
        for row in rows:
            bins = np.bincount((row * 64).astype(int), minlength=64)
            squares = float(((bins - count / 64) ** 2 / (count / 64)).sum())
            assert 20 < squares < 130, name
            assert abs(row.mean() - 0.5) < 5 / math.sqrt(12 * count), name
            assert abs(np.corrcoef(row[:-1], row[1:])[0, 1]) < 5 / math.sqrt(count), name
        related = np.corrcoef(rows) - np.eye(len(rows))
        assert np.abs(related).max() < 5 / math.sqrt(count), name


def test_world_seeds_differ() -> None:
    seeds = np.concatenate([chance.world_seeds(seed, 0, 200_000) for seed in (0, 1, 2)])
    assert len(np.unique(seeds)) == len(seeds)
    # Sweeps of neighbouring seeds do not share worlds at a shift either.
    assert not np.isin(chance.world_seeds(1, 0, 100_000), chance.world_seeds(0, 0, 300_000)).any()


def test_turns_and_slots_never_coincide() -> None:
    draws = {chance.draw(42, turn, slot) for turn in range(13) for slot in range(500)}
    assert len(draws) == 13 * 500
