"""The recorder and its machines: what is recorded is what is done, in NumPy, in the kernel, in plain Python, and by an eager fourth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.content.expressions import Fault, parse, show
from game.engine import chance
from game.engine.context import Context
from game.engine.curves import curve, logistic, normal
from game.engine.grid import GRID, snap
from game.engine.inquire import Inquiry
from game.engine.instructions import MARK, NOTE, STATE
from game.engine.layout import Layout
from game.engine.machine import NumpyMachine, PlainMachine, Trace
from game.engine.program import Recorder
from game.engine.segment import Segment
from game.engine.selectors import lottery
from game.engine.steps import Expression, Formula, Name, Number, Operation, Place
from game.engine.value import Value
from tests.play import games
from tests.play.games import rules_of

Rows = NDArray[np.float64]
LANES, STATE_ROWS = 5, 6
SEEDS = chance.world_seeds(3, 0, LANES)


def rows_of(segment: Segment, state: Rows) -> list[Any]:
    """Return the state as a block keeps it: marks in bytes, all else in numbers."""
    return [row.astype(np.uint8 if number in segment.marks else np.float64) for number, row in enumerate(state)]


def run_all(segment: Segment, state: Rows, turn: int = 1, traced: bool = False) -> tuple[Rows, list[Trace]]:
    """Run a segment in NumPy, in the kernel, and lane by lane in plain Python; assert that they agree; return state and traces.

    The last trace is the plain interpreter's.
    """
    made, traces = [], []
    for machine in games.MACHINES:
        rows, trace = rows_of(segment, state), Trace()
        running = machine(rows, SEEDS.copy())
        running.turn_to(turn)
        running.run(segment, trace if traced else None)
        made.append(np.array([row.astype(np.float64) for row in rows]))
        traces.append(trace)
    traces.append(Trace())
    for lane in range(state.shape[1]):
        plain = PlainMachine([float(row[lane]) for row in rows_of(segment, state)], int(SEEDS[lane]))
        plain.turn_to(turn)
        plain.run(segment, traces[-1] if traced and lane == 0 else None)
        for rows_after in made:
            assert plain.state == rows_after[:, lane].tolist()
    for trace in traces[:-1] if traced else ():
        assert trace.additions == traces[-1].additions
        assert trace.marks == traces[-1].marks
        assert trace.notes == traces[-1].notes
    return made[0], traces


# --- any program at all ----------------------------------------------------------------------------


@dataclass
class Known:
    """A recorded value and what it must be in each lane."""

    value: Value
    expected: list[float]


@dataclass
class Author:
    """Writes a program out of random numbers, and works out by itself what it must do, one operation after the other."""

    state: list[list[float]]
    recorder: Recorder = field(default_factory=Recorder)
    pool: list[Known] = field(default_factory=list)
    adding: list[tuple[int, list[float]]] = field(default_factory=list)
    putting: list[tuple[int, list[float]]] = field(default_factory=list)
    raising: list[tuple[int, list[float]]] = field(default_factory=list)
    notes: dict[int, float] = field(default_factory=dict)
    marks: list[int] = field(default_factory=list)
    additions: list[tuple[int, object, float]] = field(default_factory=list)
    causes: list[int] = field(default_factory=list)

    def pick(self, number: int) -> Known:
        """Return a value of the pool; a row of the state when there is none yet."""
        if not self.pool:
            return self.read(number)
        return self.pool[number % len(self.pool)]

    def keep(self, value: Value, expected: list[float]) -> Known:
        """Put a value into the pool, brought back to a size at which nothing overflows."""
        if max(abs(one) for one in expected) > 1e4:
            value, expected = self.recorder.clip(value, -1e4, 1e4), [min(max(one, -1e4), 1e4) for one in expected]
        self.pool.append(Known(value, expected))
        return self.pool[-1]

    def read(self, number: int) -> Known:
        """Read a row of the state."""
        row = number % STATE_ROWS
        return self.keep(self.recorder.read(row), list(self.state[row]))

    def wrote(self, row: int) -> None:
        """Forget the values that are a row which was just written."""
        self.pool = [known for known in self.pool if not (known.value.ref.space == STATE and known.value.ref.at == row)]

    def do(self, what: int, one: int, two: int, amount: float) -> None:
        """Record one thing of many."""
        deeds: list[Callable[[int, int, float], None]] = [
            self.number, self.arithmetic, self.arithmetic, self.compare, self.logic, self.choose, self.whole, self.take, self.tally,
            self.lottery, self.draw, self.change, self.change, self.commit, self.now, self.note,
        ]  # fmt: skip
        deeds[what % len(deeds)](one, two, amount)

    def number(self, one: int, two: int, amount: float) -> None:
        """Read a row, or lift a constant."""
        if two % 3:
            self.read(one)
        else:
            self.keep(self.recorder.lift(amount), [amount] * LANES)

    def arithmetic(self, one: int, two: int, amount: float) -> None:
        """Record one of + - * / min max."""
        a = self.pick(one)
        b = self.pick(two) if two % 4 else Known(self.recorder.lift(amount), [amount] * LANES)
        kind = (one + two) % 6
        if kind == 3:
            safe = self.recorder.number(b.value).differs(0.0)
            divided = self.recorder.arithmetic("div", a.value, self.recorder.choose(safe, b.value, 1.0)) * safe
            self.keep(divided, [x / y if y else 0.0 for x, y in zip(a.expected, b.expected, strict=True)])
            return
        name = ("add", "sub", "mul", "", "min", "max")[kind]
        plain: list[Callable[[float, float], float]] = [float.__add__, float.__sub__, float.__mul__, float.__add__, min, max]
        self.keep(
            self.recorder.arithmetic(name, a.value, b.value), [plain[kind](x, y) for x, y in zip(a.expected, b.expected, strict=True)]
        )

    def condition(self, number: int) -> Known:
        """Return a value of the pool as a condition."""
        known = self.pick(number)
        return Known(self.recorder.condition(known.value), [float(value != 0) for value in known.expected])

    def compare(self, one: int, two: int, amount: float) -> None:
        """Record a comparison of two values."""
        a, b = self.pick(one), self.pick(two)
        kinds = [("lt", float.__lt__), ("le", float.__le__), ("eq", float.__eq__), ("ne", float.__ne__)]
        name, plain = kinds[(one ^ two) % 4]
        self.keep(self.recorder.compare(name, a.value, b.value), [float(plain(x, y)) for x, y in zip(a.expected, b.expected, strict=True)])

    def logic(self, one: int, two: int, amount: float) -> None:
        """Record and, or, not."""
        a, b = self.condition(one), self.condition(two)
        if amount > 3:
            self.keep(~a.value, [1.0 - x for x in a.expected])
        elif amount > 0:
            self.keep(a.value & b.value, [min(x, y) for x, y in zip(a.expected, b.expected, strict=True)])
        else:
            self.keep(a.value | b.value, [max(x, y) for x, y in zip(a.expected, b.expected, strict=True)])

    def choose(self, one: int, two: int, amount: float) -> None:
        """Record a choice between two values."""
        kept, a, b = self.condition(one), self.pick(two), self.pick(one + two)
        chosen = [x if k else y for k, x, y in zip(kept.expected, a.expected, b.expected, strict=True)]
        self.keep(self.recorder.choose(kept.value, self.recorder.number(a.value), self.recorder.number(b.value)), chosen)

    def whole(self, one: int, two: int, amount: float) -> None:
        """Record floor or snap."""
        a = self.pick(one)
        value = self.recorder.number(a.value)
        if two % 2:
            self.keep(self.recorder.floor(value), [float(x // 1) for x in a.expected])
        else:
            self.keep(self.recorder.snap(value), [snap(x) for x in a.expected])

    def take(self, one: int, two: int, amount: float) -> None:
        """Record a look-up in a table."""
        a, values = self.pick(one), [float((n * n * 7 + two) % 11) for n in range(2 + two % 9)]
        floored = self.recorder.floor(self.recorder.number(a.value))
        self.keep(self.recorder.take(values, floored), [values[int(min(max(x // 1, 0), len(values) - 1))] for x in a.expected])

    def tally(self, one: int, two: int, amount: float) -> None:
        """Record a weighted count of conditions."""
        pairs = [(self.condition(one + n), 1 + (two >> n) % 5) for n in range(two % 4)]
        total = [sum(known.expected[lane] * weight for known, weight in pairs) + 0.0 for lane in range(LANES)]
        self.keep(self.recorder.widen(self.recorder.tally((known.value, weight) for known, weight in pairs)), total)

    def lottery(self, one: int, two: int, amount: float) -> None:
        """Record a draw among conditions with tickets."""
        pairs = [(self.condition(one + n), (1 + (two >> n) % 5) * (1 if amount < 2 else 100)) for n in range(1 + two % 4)]
        slot = 40 + two % 5
        places = []
        for lane, seed in enumerate(SEEDS):
            tickets = [known.expected[lane] * weight for known, weight in pairs]
            mark = (sum(tickets) * chance.draw(int(seed), 1, slot)) // 1
            places.append(float(sum(sum(tickets[: n + 1]) <= mark for n in range(len(pairs)))))
        winner = lottery(self.recorder, [(known.value, weight) for known, weight in pairs], self.recorder.roll(slot))
        self.keep(self.recorder.widen(winner), places)

    def draw(self, one: int, two: int, amount: float) -> None:
        """Record a draw."""
        self.keep(self.recorder.roll(one % 50), [chance.draw(int(seed), 1, one % 50) for seed in SEEDS])

    def change(self, one: int, two: int, amount: float) -> None:
        """Note a change of a row for the next commit."""
        row, known = one % STATE_ROWS, self.pick(two)
        if amount > 2:
            self.recorder.add(row, known.value, ("cause", len(self.causes)))
            self.causes.append(row)
            if known.value.constant is None or snap(known.value.constant) != 0:
                self.adding.append((row, [snap(x) for x in known.expected]))
                self.additions.append((row, ("cause", len(self.causes) - 1), snap(known.expected[0])))
        elif amount > -2:
            self.recorder.put(row, known.value)
            self.putting.append((row, list(known.expected)))
        else:
            self.recorder.raise_to(row, known.value)
            self.raising.append((row, list(known.expected)))

    def commit(self, one: int = 0, two: int = 0, amount: float = 0) -> None:
        """Carry out the changes that were noted."""
        self.recorder.commit()
        for row, amounts in self.adding:
            self.state[row] = [x + y for x, y in zip(self.state[row], amounts, strict=True)]
        for row, values in self.putting:
            self.state[row] = list(values)
        for row, values in self.raising:
            self.state[row] = [max(x, y) for x, y in zip(self.state[row], values, strict=True)]
        for row, _ in (*self.adding, *self.putting, *self.raising):
            self.wrote(row)
        self.adding, self.putting, self.raising = [], [], []

    def now(self, one: int, two: int, amount: float) -> None:
        """Store into a row, or bound it, at once."""
        if self.adding or self.putting or self.raising:
            self.commit()
        row, known = one % STATE_ROWS, self.pick(two)
        if amount > 0:
            self.recorder.store(row, known.value)
            self.state[row] = list(known.expected)
        else:
            self.recorder.bound(row, amount, -amount, ("term", "bound"))
            before = self.state[row]
            self.state[row] = [min(max(x, amount), -amount) for x in before]
            if self.state[row][0] != before[0]:
                self.additions.append((row, ("term", "bound"), self.state[row][0] - before[0]))
        self.wrote(row)

    def note(self, one: int, two: int, amount: float) -> None:
        """Note a value or a mark for traced runs."""
        known, label = self.pick(one), len(self.notes) + len(self.marks)
        if two % 2:
            self.recorder.note(known.value, label)
            self.notes[label] = known.expected[0]
        else:
            condition = self.condition(one)
            self.recorder.mark(condition.value, -1 - label)
            if condition.expected[0]:
                self.marks.append(-1 - label)


AMOUNTS = st.integers(-20, 20).map(lambda units: units / 4) | st.floats(-5, 5)
LINES = st.tuples(st.integers(0, 15), st.integers(0, 31), st.integers(0, 31), AMOUNTS)


@settings(max_examples=300)
@given(
    st.lists(LINES, min_size=1, max_size=30),
    st.lists(st.lists(AMOUNTS.map(snap), min_size=LANES, max_size=LANES), min_size=STATE_ROWS, max_size=STATE_ROWS),
)
def test_any_program_does_what_was_written(lines: list[tuple[int, int, int, float]], state: list[list[float]]) -> None:
    author = Author([list(row) for row in state])
    for line in lines:
        author.do(*line)
    author.commit()
    segment = author.recorder.finish()
    for traced in (False, True):
        after, traces = run_all(segment, np.array(state), traced=traced)
        assert after.tolist() == author.state
        if traced:
            assert traces[0].additions == author.additions
            assert traces[0].marks == author.marks
            assert traces[0].notes == author.notes


# --- expressions -----------------------------------------------------------------------------------

PLAIN = ["relations", "tension", "us.room", "russia.credibility", "us.received.points", "boundary", "eu.alignment", "us.loss"]
FLAGS = ["us_expelled", "list_sealed", "shrugged"]
READINGS = [
    "us.eyes", "us.rung", "russia.stake", "us.words", "russia.staff_start", "congress.override", "congress.blocks",
    "congress.house", "successor.deal", "successor.firm", "reserve.open", "reserve.kept", "turn", "day", "handed_over",
]  # fmt: skip
NAMES = st.sampled_from([*PLAIN, *FLAGS, *READINGS]).map(Name)
NUMBERS = st.integers(-400, 400).map(lambda units: Number(units / 4)) | st.floats(-1e3, 1e3).map(lambda value: Number(value + 0.0))


def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Return expressions one storey higher."""
    kinds = st.sampled_from(["+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "and", "or", "min", "max"])
    return st.one_of(
        st.builds(lambda kind, a, b: Operation(kind, (a, b)), kinds, inner, inner),
        st.builds(lambda kind, a: Operation(kind, (a,)), st.sampled_from(["neg", "not", "abs"]), inner),
        st.builds(
            lambda kind, items: Operation(kind, tuple(items)),
            st.sampled_from(["and", "or", "min", "max"]),
            st.lists(inner, min_size=3, max_size=4),
        ),
    )


EXPRESSIONS = st.recursive(NAMES | NUMBERS, grown, max_leaves=8)


def meaning(node: Expression, leaf: Callable[[str], float]) -> float:
    """Return what an expression means, by the rules an author is told."""
    match node:
        case Number(value):
            return value
        case Name(name):
            return leaf(name)
    values = [meaning(operand, leaf) for operand in node.operands]
    first, second = values[0], values[-1]
    several = {"and": float(all(values)), "or": float(any(values)), "min": min(values), "max": max(values)}
    if node.kind in several:
        return several[node.kind]
    two = {
        "+": first + second, "-": first - second, "*": first * second, "/": first / second if second else 0.0,
        "<": float(first < second), "<=": float(first <= second), ">": float(first > second), ">=": float(first >= second),
        "==": float(first == second), "!=": float(first != second), "neg": -first, "not": float(not first), "abs": abs(first),
    }  # fmt: skip
    return two[node.kind]


def columns(layout: Layout, rng: np.random.Generator, lanes: int) -> Rows:
    """Return states with every track somewhere within its bounds, on the grid, and small whole numbers elsewhere."""
    state = rng.integers(0, 3, (len(layout), lanes)).astype(np.float64)
    for name, (low, high) in layout.bounds.items():
        state[layout[name]] = np.floor(rng.uniform(low, high, lanes) / GRID) * GRID
    for name in layout.rows:
        if name.endswith(".value") or ("." not in name and name not in layout.bounds):
            state[layout[name]] = rng.integers(0, 2, lanes)
    for row in layout.marks:
        # A byte that is read as a condition is 0 or 1.
        state[row] = np.minimum(state[row], 1.0)
    return state


@cache
def situation(turn: int, seed: int) -> tuple[Rows, list[dict[str, float]]]:
    """Return states of the sample, and what every name reads in each lane, each name recorded by itself."""
    layout = rules_of("small-crisis").layout
    state = columns(layout, np.random.default_rng(seed), LANES)
    told: list[dict[str, float]] = [{} for _ in range(LANES)]
    for name in (*PLAIN, *FLAGS, *READINGS):
        context = Context(layout, turn)
        context.recorder.store(0, context.recorder.number(context.name(name)))
        after, _ = run_all(context.recorder.finish(), state)
        for lane, value in enumerate(after[0].tolist()):
            told[lane][name] = value
    return state, told


@settings(max_examples=300)
@given(EXPRESSIONS, st.integers(0, 2), st.integers(0, 9))
def test_formulas_mean_what_authors_are_told(expression: Expression, turn: int, seed: int) -> None:
    layout = rules_of("small-crisis").layout
    context = Context(layout, turn)
    formula = Formula(expression, "", Place("f", 1, 1))
    context.recorder.store(len(layout), context.formula(formula))
    context.recorder.store(len(layout) + 1, context.recorder.number(context.condition(formula)))
    state, told = situation(turn, seed)
    after, _ = run_all(context.recorder.finish(), np.vstack([state, np.zeros((2, LANES))]))
    for lane in range(LANES):
        expected = meaning(expression, told[lane].__getitem__)
        assert after[-2, lane] == expected
        assert after[-1, lane] == float(expected != 0)


def test_plain_names_read_their_rows() -> None:
    state, told = situation(1, 0)
    layout = rules_of("small-crisis").layout
    for lane in range(LANES):
        assert {name: told[lane][name] for name in PLAIN} == {name: state[layout[name], lane] for name in PLAIN}
        assert {name: told[lane][name] for name in FLAGS} == {name: float(state[layout[name], lane] > 0.5) for name in FLAGS}
        column = Inquiry(rules_of("small-crisis"), state[:, lane], 1)
        for name in READINGS:
            assert column.reading(name) == pytest.approx(told[lane][name], abs=GRID)
    assert (told[0]["turn"], told[0]["day"], told[0]["handed_over"], told[0]["russia.staff_start"]) == (2, 3, 0, 455)
    assert situation(2, 0)[1][0]["handed_over"] == 1


@settings(max_examples=100)
@given(EXPRESSIONS, st.integers(0, 2**32 - 1))
def test_reading_the_text_changes_nothing(expression: Expression, seed: int) -> None:
    read = parse(show(expression))
    if isinstance(read, Fault):
        return
    rules = rules_of("small-crisis")
    asked = Inquiry(rules, columns(rules.layout, np.random.default_rng(seed), 1)[:, 0], 1)
    written = [Formula(one, "", Place("f", 1, 1)) for one in (expression, read)]
    assert asked.value(written[0]) == asked.value(written[1])


@pytest.mark.parametrize("x", [-7.0, -6.0, -2.5, -0.01, 0.0, 1 / 3, 1.0, 5.99, 6.0, 40.0])
def test_the_normal_distribution_of_rows_is_that_of_numbers(x: float) -> None:
    layout = rules_of("small-crisis").layout
    context = Context(layout, 0)
    context.recorder.store(0, curve(context.recorder, "normal", context.recorder.read(0)))
    after, _ = run_all(context.recorder.finish(), np.full((len(layout), LANES), x))
    assert set(after[0].tolist()) == {normal(x)}
    assert abs(logistic(x) + logistic(-x) - 1) < 1e-15


# --- the parts of the recorder ---------------------------------------------------------------------


def ops(segment: Segment) -> list[str]:
    """Return the operations of a segment."""
    return [instruction.op for instruction in segment.code]


def test_what_nobody_reads_is_dropped() -> None:
    r = Recorder()
    unused = r.read(0) * 7.0
    _ = unused / r.read(1) + r.roll(3)
    r.store(2, r.read(0) + 1.0)
    segment = r.finish()
    assert ops(segment) == ["add"]
    assert segment.floats == 0


def test_notes_cost_nothing_when_not_traced() -> None:
    r = Recorder()
    r.note(r.read(0) * 3.0, "note")
    r.mark(r.read(0) > 1.0, "mark")
    r.store(1, r.read(0) + 1.0)
    segment = r.finish()
    assert ops(segment) == ["add"]
    assert {MARK, NOTE, "mul", "lt"} <= {instruction.op for instruction in segment.traced}


def test_the_same_sum_is_computed_once() -> None:
    r = Recorder()
    for row in (2, 3, 4):
        r.store(row, (r.read(0) + r.read(1)) * 2.0)
    assert ops(r.finish()).count("add") == 1


def test_a_sum_is_computed_anew_once_its_row_has_changed() -> None:
    r = Recorder()
    r.store(2, r.read(0) + r.read(1))
    r.store(0, 5.0)
    r.store(3, r.read(0) + r.read(1))
    after, _ = run_all(r.finish(), np.ones((4, LANES)))
    assert after[:, 0].tolist() == [5, 1, 2, 6]


def test_temporaries_are_used_again() -> None:
    r = Recorder()
    value = r.read(0)
    for step in range(50):
        value = (value * 1.5 + r.read(1)) - float(step)
    r.store(1, value)
    segment = r.finish()
    assert len(segment.code) >= 149
    assert segment.floats <= 2


@pytest.mark.parametrize("write", ["store", "add", "put", "raise_to", "bound"])
def test_a_stale_read_raises(write: str) -> None:
    r = Recorder()
    old = r.read(0)
    if write == "bound":
        r.bound(0, 0.0, 1.0, "cause")
    else:
        getattr(r, write)(0, 2.0, *(("cause",) if write == "add" else ()))
    if write not in {"bound", "store"}:
        _ = old + 1.0
        r.commit()
    with pytest.raises(RuntimeError, match="read before it was written"):
        _ = old + 1.0
    with pytest.raises(RuntimeError, match="read before it was written"):
        r.store(1, old)
    _ = r.read(0) + 1.0


def test_changes_of_one_phase_all_read_the_state_before_it() -> None:
    r = Recorder()
    r.add(0, r.read(1), "from one")
    r.add(1, r.read(0), "from nought")
    r.put(2, r.read(0))
    r.raise_to(3, r.read(2))
    r.commit()
    after, _ = run_all(r.finish(), np.array([[1.0], [10.0], [100.0], [5.0]]).repeat(LANES, 1))
    assert after[:, 0].tolist() == [11, 11, 1, 100]


def test_every_addition_is_traced_and_rounded_to_the_grid() -> None:
    r = Recorder()
    r.add(0, r.read(1) * 0.1, ("term", "tenth"))
    r.add(0, -2.0, ("why", "a constant"))
    r.add(0, 0.0, ("why", "nothing"))
    r.commit()
    r.bound(0, -1.0, 1.0, ("term", "bound"))
    r.bound(1, -9.0, 9.0, ("term", "bound"))
    state = np.array([[0.5], [3.0]]).repeat(LANES, 1)
    after, traces = run_all(r.finish(), state, traced=True)
    tenth = snap(3.0 * 0.1)
    assert tenth != 3.0 * 0.1
    cut = -1.0 - (0.5 + tenth - 2.0)
    assert traces[0].additions == [(0, ("term", "tenth"), tenth), (0, ("why", "a constant"), -2.0), (0, ("term", "bound"), cut)]
    assert after[0, 0] == 0.5 + sum(amount for row, _, amount in traces[0].additions) == -1.0


def test_traces_tell_of_the_first_lane_only() -> None:
    r = Recorder()
    r.add(0, r.read(0), "itself")
    r.mark(r.read(0) > 2.0, "large")
    r.commit()
    state = np.array([[1.0, 5.0]])
    trace = Trace()
    NumpyMachine(state, SEEDS[:2].copy()).run(r.finish(), trace)
    assert trace.additions == [(0, "itself", 1.0)]
    assert trace.marks == []
    assert state.tolist() == [[2.0, 10.0]]


def test_a_traced_run_leaves_the_same_state() -> None:
    rules = rules_of("small-crisis")
    state = columns(rules.layout, np.random.default_rng(1), LANES)
    for phase in ("settle", "close", "judge", "news"):
        segment = rules.segment(phase, 1)  # type: ignore[arg-type]
        plain, _ = run_all(segment, state, 2)
        traced, _ = run_all(segment, state, 2, traced=True)
        assert np.array_equal(plain, traced)


def test_small_numbers_that_can_overflow_are_not_recorded() -> None:
    r = Recorder()
    one, two = r.read(0) > 0.0, r.read(1) > 0.0
    for record in (
        lambda: r.tally([(one, 200), (two, 56)]),
        lambda: r.tally([(one, 256)], exclusive=True),
        lambda: r.shrink(r.read(0), 256),
        lambda: r.small("sadd", r.tally([(one, 200)]), r.tally([(two, 56)])),
        lambda: r.small("sadd", r.tally([(one, 200)]), 56),
        lambda: r.small("smul", r.tally([(one, 16)]), r.tally([(two, 16)])),
    ):
        with pytest.raises(OverflowError):
            record()
    assert r.tally([(one, 200), (two, 55)]).most == 255


def test_conditions_wrongly_called_exclusive_are_an_error_of_the_oracle() -> None:
    r = Recorder()
    r.store(0, r.widen(r.tally([(r.read(0) > 0.0, 200), (r.read(1) > 0.0, 100)], exclusive=True)))
    with pytest.raises(OverflowError):
        PlainMachine([1.0, 1.0], 0).run(r.finish())


def test_the_machine_keeps_its_binding_per_segment() -> None:
    """Two segments with the same number of temporaries share buffers, and neither disturbs the other."""
    first, second = Recorder(), Recorder()
    first.store(0, (first.read(1) + 1.0) * 3.0)
    second.store(1, (second.read(0) - 1.0) * 2.0)
    segments = [first.finish(), second.finish()]
    state = np.ones((2, LANES))
    machine = NumpyMachine(state, SEEDS.copy())
    for segment in (*segments, *segments):
        machine.run(segment)
    assert state[:, 0].tolist() == [33.0, 64.0]


def test_a_sum_of_thousands_is_put_in_order_without_deep_calls() -> None:
    r = Recorder()
    total = r.roll(1)
    for slot in range(2, 4000):
        total = r.least(total, r.lift(slot / 4000.0)) + 0.0001
    r.add(0, total, "sum")
    state = np.zeros((STATE_ROWS, LANES))
    rows, _ = run_all(r.finish(), state)
    assert (rows[0] > 0.0).all()
