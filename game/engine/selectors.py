"""Selectors and channels: which list of steps is done, and what each row is given by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from game.engine.context import Context
from game.engine.program import MOST_SMALL, Recorder
from game.engine.terms import Power
from game.engine.value import Value

Cause = tuple[object, ...]
LEAVES = 250
"""Most numbers a selector keeps in a byte."""
SPARSE = 1
"""Up to so many lists of steps touching a row, masks are cheaper than a gather."""
SANCTIONS = "163"
"""Economic sanctions rally nobody (Frye 2019); expulsions and closures do (Oneal & Bryan 1995)."""
REPLIES = ("accept", "counter", "stall", "leak")


@dataclass(frozen=True, eq=False)
class Breakdown:
    """The named parts of a gathered amount, by the number selected; `selector` says which row of numbers."""

    parts: dict[int, tuple[tuple[Cause, float], ...]]
    selector: str


class Selector:
    """A row of numbers that says which list of steps is done; number 0 does nothing but where options start at 0.

    A selector with an index knows the number of every world. Others have leaves, each with a condition of its own; `base` gives them
    a row of numbers up to `first` to stand beside, where the two exclude each other.
    """

    def __init__(self, name: str, context: Context, index: Value | None, size: int = LEAVES) -> None:
        self.name = name
        self._context = context
        self._row, self._index = index, index
        self._size = size
        self._first = 0
        self._bytes: Value | None = None
        self._masks: dict[int, Value] = {}
        self._leaves: dict[int, Value] = {}

    def stand_on(self, base: Value, first: int) -> None:
        """Give a selector of leaves a row of numbers, 0 to `first`, before its first leaf is added."""
        self._row, self._first, self._size = base, first, first

    def leaf(self, mask: Value) -> int:
        """Add a list of steps done where a condition holds; return its number."""
        number = self._first + len(self._leaves) + 1
        self._leaves[number] = self._masks[number] = mask
        return number

    def mask(self, number: int) -> Value:
        """Return a condition: this number is selected."""
        if number not in self._masks and self._row is not None:
            if self._bytes is None and self._size < LEAVES:
                self._bytes = self._context.recorder.shrink(self._row, self._size)
            self._masks[number] = (self._row if self._bytes is None else self._bytes).equals(float(number))
        return self._masks[number]

    @property
    def index(self) -> Value:
        """The row of numbers; for leaves it is the sum of their masks times their numbers."""
        if self._index is None:
            r = self._context.recorder
            masks = sorted(self._leaves.items())
            # A byte holds 255 leaves; where there are more, ranges of them are summed apart.
            parts = [masks[start : start + LEAVES] for start in range(0, len(masks), LEAVES)]
            total = r.lift(0.0) if self._row is None else self._row
            for part in parts:
                start = part[0][0] - 1
                local = r.widen(r.tally(((mask, number - start) for number, mask in part), exclusive=True))
                total = total + local + (local > 0.5) * float(start)
            self._index = total
        return self._index


@dataclass
class Channel:
    """One row that steps of a segment add to: constants by selector and number, and masked amounts."""

    constant: dict[Selector, dict[int, list[tuple[Cause, float]]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    masked: list[tuple[Value, Cause]] = field(default_factory=list)


@dataclass(frozen=True)
class Scope:
    """Where a step stands: the selector and number under which it is done, its actor, and how many branches lie above."""

    selector: Selector
    number: int
    actor: Power | None


def amounts(recorder: Recorder, channel: Channel) -> list[tuple[Value, Cause | Breakdown]]:
    """Return what a channel adds to its row: masked amounts, then a gather for each selector (masks where it has few numbers)."""
    result: list[tuple[Value, Cause | Breakdown]] = [*channel.masked]
    for selector, table_of in channel.constant.items():
        entries = {n: tuple(parts) for n, parts in table_of.items() if parts}
        sums = {n: sum(value for _, value in parts) for n, parts in entries.items()}
        breakdown = Breakdown(entries, selector.name)
        if len(sums) <= SPARSE:
            for number, amount in sums.items():
                result.append((recorder.number(selector.mask(number)) * amount, breakdown))
        else:
            values = [sums.get(number, 0.0) for number in range(max(sums) + 2)]
            result.append((recorder.take(values, selector.index), breakdown))
    return result


def total(recorder: Recorder, channel: Channel) -> Value:
    """Return the sum of what a channel adds."""
    result = recorder.lift(0.0)
    for value, _ in amounts(recorder, channel):
        result = result + value
    return result


def highest(recorder: Recorder, channel: Channel) -> Value:
    """Return the largest single part that a channel holds where it is selected."""
    result = recorder.lift(0.0)
    for selector, table_of in channel.constant.items():
        tops = {n: max(value for _, value in parts) for n, parts in table_of.items() if parts}
        values = [tops.get(number, 0.0) for number in range(max(tops, default=-1) + 2)]
        result = recorder.most(result, recorder.take(values, selector.index))
    for value, _ in channel.masked:
        result = recorder.most(result, value)
    return result


def lottery(r: Recorder, tickets: Sequence[tuple[Value, int]], drawn: Value) -> Value:
    """Return the place of the winner among conditions with whole weights; their number means none."""
    if sum(weight for _condition, weight in tickets) > MOST_SMALL:
        return _large_lottery(r, tickets, drawn)
    sums: list[Value] = []
    for condition, weight in tickets:
        part = r.tally([(condition, weight)])
        sums.append(part if not sums else r.small("sadd", sums[-1], part))
    mark = r.shrink(r.floor(r.widen(sums[-1]) * drawn), sums[-1].most)
    return r.count([(r.below(total, mark, or_equal=True), 1) for total in sums])


def _large_lottery(r: Recorder, tickets: Sequence[tuple[Value, int]], drawn: Value) -> Value:
    """Return the winner as `lottery` does, counting in numbers what a byte cannot hold."""
    sums = [r.lift(0.0)]
    for condition, weight in tickets:
        sums.append(sums[-1] + r.number(condition) * float(weight))
    mark = r.floor(sums[-1] * drawn)
    return r.count([(total <= mark, 1) for total in sums[1:]])
