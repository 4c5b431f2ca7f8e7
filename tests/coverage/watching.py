"""A machine that plays blocks of worlds and notes the causes of every change in all of them, not in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.engine.instructions import Instruction
from game.engine.layout import Layout
from game.engine.machine import NumpyMachine, Trace
from game.engine.segment import Segment
from game.engine.selectors import Breakdown
from tests.play.games import Array

Causes = dict[str, Counter[tuple[object, ...]]]
"""By row: in how many worlds each named cause moved it."""


@dataclass
class Noted:
    """What one run of a segment noted, shape (worlds,) each: additions to rows, marks that held, numbers selected."""

    additions: list[tuple[int, Hashable, Array]] = field(default_factory=list)
    marks: list[tuple[Hashable, NDArray[np.bool_]]] = field(default_factory=list)
    selected: dict[Hashable, Array] = field(default_factory=dict)


class WatchingMachine(NumpyMachine):
    """Runs segments as always, and adds to `noted` what they did in every world."""

    def __init__(self, state: Sequence[Any], seeds: NDArray[np.uint64]) -> None:
        super().__init__(state, seeds)
        self.noted = Noted()
        self._traced: dict[int, tuple[Segment, list[tuple[Callable[..., Any], tuple[Any, ...]]]]] = {}

    def run(self, segment: Segment, trace: Trace | None = None) -> None:
        """Run a segment with its notes; they are bound once."""
        if id(segment) not in self._traced:
            self._traced[id(segment)] = (segment, self._bind(segment, trace or Trace()))
        for function, args in self._traced[id(segment)][1]:
            function(*args)

    def _spread(self, values: Any) -> Any:
        return np.broadcast_to(values, (self._lanes,)).copy()

    def _note(self, _trace: Trace, row: int, cause: Hashable, amount: Array) -> None:  # type: ignore[override]
        if np.any(amount):
            self.noted.additions.append((row, cause, self._spread(amount)))

    def _keep(self, _trace: Trace, label: Hashable, value: Array) -> None:  # type: ignore[override]
        self.noted.selected[label] = self._spread(value)

    def _mark(self, _trace: Trace, label: Hashable, condition: NDArray[np.bool_]) -> None:  # type: ignore[override]
        if np.any(condition):
            self.noted.marks.append((label, self._spread(condition).astype(np.bool_)))

    def _bound_noted(self, _trace: Trace, instruction: Instruction, row: Array) -> None:  # type: ignore[override]
        before = row.copy()
        NumpyMachine._bound_noted(Trace(), instruction, row)
        if (row != before).any():
            limits: Any = instruction.extra
            self.noted.additions.append((int(instruction.out.at), limits[2], row - before))


def count_causes(causes: Causes, layout: Layout, noted: Noted, options: NDArray[np.int_], alive: NDArray[np.bool_]) -> None:
    """Add to `causes` what a run noted in living worlds; `options` are the numbers of the options that were chosen in them."""
    names = list(layout.rows)
    for row, cause, amount in noted.additions:
        moved = np.flatnonzero(alive & (amount != 0))
        if not len(moved):
            continue
        if isinstance(cause, Breakdown):
            unset = np.zeros(len(alive))
            numbers = options if cause.selector == "option" else noted.selected.get(("selected", cause.selector), unset)
            for number, count in Counter(numbers[moved].astype(int).tolist()).items():
                for part, _value in cause.parts.get(number, ()):
                    causes[names[row]][part] += count
        elif isinstance(cause, tuple):
            causes[names[row]][cause] += len(moved)
