"""Crises played one after the other: what carries from the end of one into the start of the next.

An interlude is one settlement over the days between, with authored shocks, run on the rows of the earlier crisis; then formulas over
those rows give rows of the later one. Everything else starts as the later crisis says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from game.engine import chance
from game.engine.context import OPEN, Context
from game.engine.grid import SNAP
from game.engine.inquire import Inquiry
from game.engine.machine import Rows
from game.engine.rules import Rules, Worlds
from game.engine.spec import Incident, Scenario, Turn
from game.engine.steps import Formula, Number, Place, SetFlag, Step
from game.engine.terms import POWERS, Power
from game.engine.tracks import GAME

PACKAGE_ROWS = ("size", "recent", "adapted", "fading", "joined")
KEPT_ROWS = ("loss", "market", "pressure", "kept", "dropped")
"""Rows of a power that carry by themselves, beside the sanctions that both crises declare."""
AT_MOST = 3
"""Passages with a condition that an interlude tells."""
_PART_STEP = 0xA0761D6478BD642F
_OF_A_TURN = re.compile(r"\.(rung|talk|played|struck|avail)\.\d+$|^(ended|end_turn|finish)$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an interlude for each seat, told when its condition over the earlier crisis holds."""

    when: Formula
    texts: Mapping[Power, str]


@dataclass(frozen=True, slots=True)
class Interlude:
    """What happens between two crises: the days from the last turn's end, the text for each seat, the shocks, and what carries."""

    title: str
    texts: Mapping[Power, str]
    passages: tuple[Passage, ...]
    steps: tuple[Step, ...]
    carries: tuple[tuple[str, Formula], ...]
    band: Mapping[str, tuple[float, float]]
    days: float
    place: Place


@dataclass(frozen=True, slots=True)
class Campaign:
    """Crises in order, with an interlude between each two."""

    id: str
    title: str
    subtitle: str
    summary: str
    parts: tuple[Scenario, ...]
    interludes: tuple[Interlude, ...]
    place: Place
    digest: str = field(default="", init=False)

    def __repr__(self) -> str:
        """Return which campaign it is, on one line."""
        return f"<Campaign {self.id}: {', '.join(part.id for part in self.parts)}>"


Places = NDArray[np.intp]
"""Places of worlds in a block."""


def part_seeds(seeds: NDArray[np.uint64], part: int) -> NDArray[np.uint64]:
    """Return the seeds of the worlds in a later part, shape as given: their own dice, fixed by the campaign's seed.

    The parts of a campaign are numbered from 0; its interludes take the numbers after the last part (`interlude_stream`).
    """
    return seeds if part == 0 else chance.mix_array(seeds + np.uint64((_PART_STEP * part) & chance.MASK64))


def part_seed(seed: int, part: int) -> int:
    """Return the seed of one world in a part."""
    return int(part_seeds(np.array([seed], np.uint64), part)[0])


def interlude_stream(parts: int, number: int) -> int:
    """Return the number under which an interlude (counted from 0) of a campaign of so many parts has its dice.

    It lies beyond the parts, so that no part's worlds are drawn with the dice of an interlude; in a campaign of two parts it is 2.
    """
    return parts + number


@dataclass
class Crossing:
    """The way from the end of one crisis into the start of the next, compiled for each turn the earlier one can end in.

    `stream` is the number of the interlude's own dice.
    """

    first: Rules
    second: Rules
    interlude: Interlude
    stream: int

    @cached_property
    def _bridges(self) -> dict[int, Rules]:
        return {}

    def bridge(self, end_turn: int) -> Rules:
        """Return the rules of the gap after a turn (1-based): the earlier crisis with one turn as long as the gap."""
        if end_turn not in self._bridges:
            gap = bridge_scenario(self.first.scenario, self.second.scenario, self.interlude, end_turn)
            self._bridges[end_turn] = Rules(gap, self.first.machine)
        return self._bridges[end_turn]

    def settle(self, columns: Rows, seeds: NDArray[np.uint64], end_turn: int, places: Places | None = None) -> Worlds:
        """Return the worlds after the gap, from their last columns, shape (rows, worlds); all ended in the same turn.

        With `places` only those of the columns, with as many seeds.
        """
        rules, wanted = self.bridge(end_turn), slice(None) if places is None else places
        worlds = Worlds(rules, part_seeds(seeds, self.stream))
        old = self.first.layout
        for name, row in rules.layout.rows.items():
            if name in old.rows and not _OF_A_TURN.search(name):
                worlds.rows[row][:] = columns[old[name]][wanted]
        worlds.begin(0)
        worlds.settle(0)
        return worlds

    def cross(self, columns: Rows, seeds: NDArray[np.uint64], places: Places | None = None) -> dict[str, NDArray[np.float64]]:
        """Return the rows of the later crisis that carry, each of shape (worlds,), from the last columns of the earlier one.

        With `places` only the worlds at those of the columns cross, with as many seeds.
        """
        crossing = np.arange(columns.shape[1]) if places is None else places
        ends = columns[self.first.layout[GAME.end_turn]][crossing].astype(int)
        carried: dict[str, NDArray[np.float64]] = {}
        for end in np.unique(ends):
            lanes = np.flatnonzero(ends == end)
            wide = lanes if len(lanes) > 1 else np.repeat(lanes, 2)
            found = self._carried(self.settle(columns, seeds[wide], int(end), crossing[wide]))
            for name, values in found.items():
                carried.setdefault(name, np.empty(len(crossing)))[lanes] = values[: len(lanes)]
        return carried

    def _carried(self, worlds: Worlds) -> dict[str, NDArray[np.float64]]:
        layout, target = worlds.layout, self.second.layout
        context, size = Context(layout, 0), len(layout)
        for number, (_name, formula) in enumerate(self.interlude.carries):
            context.recorder.store(size + number, context.recorder.number(context.formula(formula)))
        carried = np.zeros((len(self.interlude.carries), len(worlds.seeds)))
        worlds.rules.machine([*worlds.rows, *carried], worlds.seeds).run(context.recorder.finish())
        found: dict[str, NDArray[np.float64]] = {name: worlds.row(name).astype(np.float64) for name in self._kept(worlds.rules)}
        for number, (name, _formula) in enumerate(self.interlude.carries):
            row, values = carried_row(name), carried[number]
            if row.endswith(".state"):
                values = (values > 0.5) * OPEN
            if row in target.rows and target[row] in target.marks:
                values = (values != 0.0) * 1.0
            low, high = target.bounds.get(row, (-1e9, 1e9))
            found[row] = np.clip((values + SNAP) - SNAP, low, high)
        return found

    def _kept(self, bridge: Rules) -> list[str]:
        both = {item.id for item in self.first.scenario.packages} & {item.id for item in self.second.scenario.packages}
        names = [f"{package}.{row}" for package in sorted(both) for row in PACKAGE_ROWS]
        names += [f"{power}.{row}" for power in POWERS for row in KEPT_ROWS]
        return [name for name in names if name in bridge.layout.rows and name in self.second.layout.rows]

    def passages(self, column: NDArray[np.float64], seed: int, me: Power) -> list[str]:
        """Return what one power reads of the interlude after a game: the text, and the sentences that fit."""
        ends = int(column[self.first.layout[GAME.end_turn]])
        worlds = self.settle(np.repeat(column[:, None], 2, 1), np.full(2, seed, np.uint64), ends)
        asked = Inquiry(worlds.rules, worlds.column(0), 0)
        told, room = [], AT_MOST
        for passage in self.interlude.passages:
            always = passage.when.expression == Number(1.0)
            if (always or room) and asked.holds(passage.when):
                told.append(passage.texts[me])
                room -= not always
        return [*self.interlude.texts[me].strip().split("\n\n"), *told]


def carried_row(name: str) -> str:
    """Return the row of the later crisis that a name in `carries` stands for; `word.open` sets a word on the table."""
    return f"{name.removesuffix('.open')}.state" if name.endswith(".open") else name


def bridge_scenario(first: Scenario, second: Scenario, interlude: Interlude, end_turn: int) -> Scenario:
    """Return the gap as a scenario of one turn: the earlier crisis with no desk, the shocks as its only news."""
    days = interlude.days + sum(turn.days for turn in first.turns[end_turn:])
    date = second.turns[0].date
    flags = {step.flag: "" for step in _every_flag(first)}
    happening = Incident("interlude", "news", None, (1,), interlude.title, "", interlude.place, steps=interlude.steps)
    return replace(
        first,
        turns=(Turn(date, days, interlude.title, "us", dict.fromkeys(POWERS, date)),),
        seats={power: replace(seat, successor=None, tray=()) for power, seat in first.seats.items()},
        incidents=(happening,),
        inherits={**first.inherits, **flags},
    )


def _every_flag(scenario: Scenario) -> list[SetFlag]:
    from game.engine.layout import every_step

    return [step for step in every_step(scenario) if isinstance(step, SetFlag)]
