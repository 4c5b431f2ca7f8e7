"""The compiled kernel: it is there where it can be, and does what NumPy does at every length, for every processor's vectors."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from game.engine import chance, kernel, native
from game.engine.kernel import Kernel
from game.engine.machine import NumpyMachine, Trace
from game.engine.native import NativeMachine, fastest
from game.engine.program import Recorder
from game.engine.rules import Rules, Worlds
from game.engine.segment import Segment
from game.play.batch import Order, play_many
from tests.play import games

needed = pytest.mark.skipif(kernel.load() is None, reason="built without a kernel: no C compiler here")


@pytest.fixture
def compiled() -> Kernel:
    found = kernel.load()
    assert found is not None
    return found


@pytest.fixture
def reloading() -> Iterator[None]:
    """Have the kernel looked for anew, in the test and after it."""
    kernel.load.cache_clear()
    yield
    kernel.load.cache_clear()


def test_where_there_is_a_compiler_there_is_a_kernel() -> None:
    """An editable install builds it; one left from an older source is not used, and has to be built again."""
    assert kernel.load() is not None or shutil.which("cc") is None, "run the README's install command again"


@needed
@pytest.mark.parametrize("fault", ["no file", "no library", "another version"])
def test_without_a_fitting_kernel_numpy_does_the_work(fault: str, reloading: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = tmp_path / kernel.LIBRARY
    if fault == "no library":
        library.write_text("not for this processor")
    if fault == "another version":
        monkeypatch.setattr(kernel, "VERSION", -1)
    else:
        monkeypatch.setattr(kernel, "__file__", str(library))
    assert kernel.load() is None
    assert isinstance(fastest(np.zeros((1, 2)), np.zeros(2, np.uint64)), NumpyMachine)


@needed
def test_a_block_is_played_by_the_kernel() -> None:
    worlds = Worlds(games.rules_of("small-crisis"), np.zeros(2, np.uint64))
    assert isinstance(worlds.machine, NativeMachine)


def every_operation(lanes: int) -> tuple[Segment, list[NDArray[np.float64] | NDArray[np.uint8]]]:
    """Return a program with every operation there is, and a state for it: rows 0 to 3 are numbers, 4 and 5 bytes."""
    r = Recorder(marks=frozenset({4, 5, 6}))
    a, b, here, there = r.read(0), r.read(1), r.read(4), r.read(5)
    numbers = [
        a + b, a + 0.3, a - b, a - 0.3, 0.3 - a, a * b, a * 0.3, a / (b * b + 1.0), a / 3.0, r.arithmetic("div", 3.0, b * b + 1.0),
        r.least(a, b), r.least(a, 0.1), r.most(a, b), r.most(a, 0.1), r.floor(a), r.snap(a * b), r.roll(3), r.roll(4),
        r.take([0.1, 0.7, -2.3], a), r.take([float(n) / 7 for n in range(40)], r.floor(b * 3.0)), r.take([0.5, 1.5], r.number(here)),
    ]  # fmt: skip
    conditions = [
        a < b, a < 0.1, r.lift(0.1) < a, a <= b, a <= 0.0, r.lift(0.0) <= a, a.equals(b), a.equals(0.0), a.differs(b), a.differs(0.0),
        here & there, here | there, ~here,
    ]  # fmt: skip
    some = r.tally([(condition, weight) for weight, condition in enumerate(conditions)])
    other = r.shrink(r.floor(r.clip(b, 0.0, 9.0)), 9)
    parts = [r.small("sadd", some, other), r.small("sadd", some, 3), r.small("smul", other, 2), r.small("smul", other, other)]
    parts += [r.small("ssub", r.lift(200), some), r.small("ssub", r.small("sadd", some, 9), other)]
    conditions += [
        r.below(some, other),
        r.below(r.shrink(r.floor(r.clip(a, 0.0, 9.0)), 9), other, or_equal=True),
        r.below(some, 20),
        r.compare("eq", other, 2.0),
        r.compare("ne", other, some),
    ]
    numbers.append(r.take([0.25, 1.25, 3.0], other))
    total = r.lift(0.0)
    for number, value in enumerate([*numbers, *conditions, *(r.widen(part) for part in parts)]):
        total = total + r.number(value) * (1.0 + number / 64.0)
    r.add(2, total, "all of it")
    r.add(2, -0.25, "a constant")
    r.put(3, 1.5)
    r.put(5, a < b)
    r.put(6, 1.0)
    r.raise_to(1, a)
    r.raise_to(4, a < b)
    r.commit()
    r.mark(conditions[0], "less")
    r.note(numbers[0], "sum")
    r.bound(2, -1e6, 1e6, "never met")
    r.bound(1, -1.0, 1.5, "met in some")
    r.bound(3, 0.0, 1.0, "met in all")
    rng = np.random.default_rng(lanes)
    state: list[NDArray[np.float64] | NDArray[np.uint8]] = [np.round(rng.normal(0.0, 3.0, lanes) * 2**20) / 2**20 for _ in range(4)]
    state[1][:: max(lanes // 3, 1)] = state[0][:: max(lanes // 3, 1)]
    return r.finish(), [*state, *(rng.integers(0, 2, (3, lanes), dtype=np.uint8))]


@needed
@pytest.mark.parametrize("lanes", [1, 2, 3, 7, 8, 15, 64, native.TILE - 1, native.TILE, native.TILE + 1, 3 * native.TILE + 5])
def test_every_operation_at_every_length(lanes: int) -> None:
    """Vectors have tails, and tiles have ends: no element may be left out or done twice."""
    segment, state = every_operation(lanes)
    seeds = chance.world_seeds(5, 0, lanes)
    results = []
    for make in (NumpyMachine, fastest):
        rows = [row.copy() for row in state]
        machine, trace = make(rows, seeds), Trace()
        for turn in (1, 2):
            machine.turn_to(turn)
            machine.run(segment)
        machine.run(segment, trace)
        results.append(([row.tobytes() for row in (*rows, machine.roll(9))], trace))
    assert results[0] == results[1]
    assert {"all of it", "a constant", "met in all"} <= {cause for _, cause, _ in results[0][1].additions}


@needed
def test_the_program_above_has_every_operation(compiled: Kernel) -> None:
    """Whoever gives the kernel an operation puts it into the program above."""
    segment, _ = every_operation(2)
    asked = {*segment.encoded.operations, *segment.encoded_traced.operations}
    kinds = [{name.removeprefix("c_").removesuffix("_c") for name in names} for names in (asked, compiled.operations)]
    assert kinds[0] == kinds[1]


@needed
def test_a_row_of_another_kind_is_refused(compiled: Kernel) -> None:
    r = Recorder()
    r.store(0, r.read(1) + 1.0)
    segment = r.finish()
    for wrong in (np.zeros(2, np.int64), np.zeros(2, np.float32), np.zeros(2, np.uint8), np.zeros(4)[::2]):
        with pytest.raises(RuntimeError, match="row 1 "):
            NativeMachine([np.zeros(2), wrong], np.zeros(2, np.uint64), compiled).run(segment)


@needed
def test_narrow_vectors_give_the_same_numbers(compiled: Kernel) -> None:
    """A processor without wide vectors runs other code from the same source."""
    segment, state = every_operation(700)
    results = []
    for level in [level for level in kernel.LEVELS if compiled.library.kernel_vectors(level) is not None]:
        rows = [row.copy() for row in state]
        machine = NativeMachine(rows, chance.world_seeds(5, 0, 700), replace(compiled, level=level))
        machine.turn_to(1)
        machine.run(segment)
        results.append(b"".join(row.tobytes() for row in rows))
    assert set(results) == {results[0]}
    assert compiled.vectors in ("plain", "AVX2", "AVX-512")


@needed
@pytest.mark.parametrize("name", ["december-2016", "spring-2001", "july-2017"])
def test_a_sweep_is_the_same_with_and_without(name: str) -> None:
    rules = games.rules_of(name)
    order = Order({"us": "mix", "russia": "random"}, 11, {})

    def outcomes(of: Rules) -> list[NDArray[np.float64]]:
        return [outcome.values for outcome in play_many(of, order, 0, 1500, 1000)]

    for one, two in zip(outcomes(games.run_by(rules, NumpyMachine)), outcomes(rules), strict=True):
        assert one.tobytes() == two.tobytes()


@needed
@pytest.mark.parametrize("what", ["short row", "bound of bytes", "floor of bytes", "shrunk constant"])
def test_what_would_leave_its_row_is_refused(what: str, compiled: Kernel) -> None:
    """C writes where it is told to: whatever is no operation of the kernel must not reach it."""
    r = Recorder(marks=frozenset({1}))
    state: list[NDArray[np.float64] | NDArray[np.uint8]] = [np.zeros(64), np.zeros(64, np.uint8)]
    if what == "short row":
        state[0] = np.zeros(8)
        r.store(0, r.roll(1))
    elif what == "bound of bytes":
        r.bound(1, 0.0, 1.0, "bound")
    elif what == "floor of bytes":
        r.store(0, r.floor(r.read(1)))
    else:
        r.store(1, r.shrink(r.lift(3.0), 3))
    with pytest.raises(RuntimeError):
        NativeMachine(state, np.zeros(64, np.uint64), compiled).run(r.finish())
