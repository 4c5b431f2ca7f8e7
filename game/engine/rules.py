"""A turn as a list of segments, recorded when first needed, and a block of worlds that plays them.

The order of a turn: news; for the power with the initiative desk and initiative, then the same for the other; settlement; endings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from game.engine import chance, desk, model, outcome, slots
from game.engine.context import Context
from game.engine.grid import SNAP, aligned, halving, snap
from game.engine.identity import digest_of
from game.engine.layout import Layout
from game.engine.machine import Machine, PlainMachine, Rows, Trace
from game.engine.native import fastest
from game.engine.segment import Segment
from game.engine.spec import Clause, Incident, Package, Scenario
from game.engine.terms import MAX_RESPONSES, POWERS, Power, other
from game.engine.tracks import BodyRows, HiddenRows, PackageRows, PartyRows, WordRows, miscount_row, seat

Maker = Callable[[Sequence[Any], NDArray[np.uint64]], Machine]
"""Makes a machine for the rows of a block, shape (worlds,) each, and the seeds of its worlds."""
Phase = Literal["news", "desk", "answer", "tray", "act", "settle", "close", "judge"]


@dataclass
class Rules:
    """The compiled rules of one scenario: its layout, segments by (phase, turn, power), and what makes a machine to run them."""

    scenario: Scenario
    machine: Maker = fastest
    layout: Layout = field(init=False)
    _segments: dict[tuple[Phase, int, Power | None], Segment] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Return whose rules they are, on one line."""
        return f"<Rules of {self.scenario.id}>"

    def __post_init__(self) -> None:
        self.layout = Layout.of(self.scenario)

    @cached_property
    def digest(self) -> str:
        """What names the rules: the digest of the scenario as it is, whether read or made."""
        return digest_of(self.scenario)

    @property
    def turns(self) -> int:
        """Number of turns to the horizon."""
        return len(self.scenario.turns)

    def order(self, turn: int) -> tuple[Power, Power]:
        """Return who moves first and who second in a turn (0-based)."""
        first = self.scenario.turns[turn].initiative
        return first, other(first)

    def segment(self, phase: Phase, turn: int, power: Power | None = None) -> Segment:
        """Return the program of a phase, recording it the first time."""
        key = (phase, turn, power)
        if key not in self._segments:
            self._segments[key] = self._record(phase, turn, power)
        return self._segments[key]

    def _record(self, phase: Phase, turn: int, power: Power | None) -> Segment:
        context = Context(self.layout, turn)
        match phase:
            case "news":
                model.handover(context)
                desk.report_news(context)
            case "settle":
                model.settle(context)
            case "close":
                outcome.close_worlds(context)
            case "judge":
                outcome.judge(context)
        if power is not None:
            moves = {"desk": desk.draw_desk, "answer": desk.answer_desk, "tray": desk.draw_tray, "act": desk.play_card}
            moves[phase](context, power)
        return context.recorder.finish()

    def option_number(self, turn: int, power: Power, incident: Incident | None, pick: int) -> int:
        """Return the number under which a response's effects stand in the turn's program (0 for an empty desk)."""
        if incident is None:
            return 0
        return desk.local_options(Context(self.layout, turn), power)[incident.id] + pick + 1

    def operations(self, turn: int) -> int:
        """Return the number of array operations of one turn."""
        phases: list[tuple[Phase, Power | None]] = [("news", None), ("settle", None), ("close", None)]
        phases += [(phase, power) for power in POWERS for phase in ("desk", "answer", "tray", "act")]
        return sum(len(self.segment(phase, turn, power).code) for phase, power in phases)

    # --- the start -----------------------------------------------------------------------------

    def start(self) -> list[float]:
        """Return the state before the first turn, without what chance hides."""
        return list(self._start)

    @cached_property
    def _start(self) -> list[float]:
        scenario, values = self.scenario, dict.fromkeys(self.layout.rows, 0.0)
        values.update(scenario.start)
        values.update({track.id: track.start for track in scenario.tracks})
        values.update({PartyRows(party.id).alignment: party.start for party in scenario.parties})
        for power, spec in scenario.seats.items():
            own = seat(power)
            values.update({own.row(name): value for name, value in spec.start.items() if own.row(name) in values})
            values[own.anchor] = values[own.approval]
            values[seat(power).hold] = 2.0
        if scenario.legislature is not None:
            body = scenario.legislature
            values.update({BodyRows(body.id).votes(part.id): part.share for part in body.chambers + body.clauses})
        for word in scenario.words:
            values[WordRows(word.id).due] = float(word.due)
            values[WordRows(word.id).state] = 1.0 if word.start_open else 0.0
        for package in scenario.packages:
            if package.age_days is not None:
                values.update(self._in_force(package, package.age_days))
        state, context = list(values.values()), Context(self.layout, 0)
        model.start_economy(context)
        PlainMachine(state, 0).run(context.recorder.finish())
        return [snap(value) for value in state]

    def _in_force(self, package: Package, age: float) -> dict[str, float]:
        """Return the rows of a package that has been in force for some days."""
        number, rows = self.scenario.model, PackageRows(package.id)
        return {
            rows.size: package.size * package.share,
            rows.recent: halving(age, number["bite_ramp"].value),
            rows.adapted: halving(age, number["bite_adaptation"].value),
            rows.joined: 1.0,
        }

    def clauses(self) -> list[tuple[str, Clause]]:
        """Return the clauses of the bill with the names of their rows."""
        body = self.scenario.legislature
        return [] if body is None else [(BodyRows(body.id).votes(clause.id), clause) for clause in body.clauses]

    def hidden_values(self, seeds: NDArray[np.uint64]) -> dict[str, NDArray[np.float64]]:
        """Return what chance hides in each world (types, and how far a whip's count is off), by row name, shape (worlds,) each."""
        keys = chance.turn_keys(seeds, 0)
        values = {}
        for number, hidden in enumerate(self.scenario.hidden):
            drawn = chance.draws_from(keys, slots.HIDDEN.at(number))
            bars = np.cumsum([share for _, share in hidden.values])[:-1]
            values[HiddenRows(hidden.id).value] = np.searchsorted(bars, drawn, side="right").astype(np.float64)
        for number, (name, clause) in enumerate(self.clauses()):
            # Two draws make a small error likelier than a large one, with plus and minus alone.
            draws = [chance.draws_from(keys, slots.COUNT.at(2 * number + part)) for part in (0, 1)]
            tilt = draws[0] + draws[1] - 1.0
            off = (tilt * clause.unsure + SNAP) - SNAP
            values[miscount_row(name)] = off
            values[name] = (np.clip(clause.share + off, 0.0, 1.0) + SNAP) - SNAP
        return values


class Worlds:
    """A block of worlds in play: the state, and the phases of a turn as methods. It never decides for a power."""

    def __init__(self, rules: Rules, seeds: NDArray[np.uint64]) -> None:
        self.rules = rules
        self.layout = rules.layout
        self.seeds = seeds.copy()
        count, places = len(seeds), rules.layout.places()
        marks = len(rules.layout.marks)
        self.numbers: Rows = aligned((len(places) - marks, count), np.dtype(np.float64))
        self.marks: NDArray[np.uint8] = aligned((marks, count), np.dtype(np.uint8))
        self.rows: list[Any] = [self.marks[place] if is_mark else self.numbers[place] for is_mark, place in places]
        self._places = places
        self._marked = np.array([is_mark for is_mark, _place in places])
        self.machine = rules.machine(self.rows, self.seeds)
        self.reset()

    def restart(self, seeds: NDArray[np.uint64]) -> None:
        """Begin again with other seeds, shape (worlds,), in the same buffers."""
        self.seeds[:] = seeds
        self.machine.reseed()
        self.reset()

    def reset(self) -> None:
        """Put every world back to its start."""
        self.fill(np.array(self.rules.start()))
        for row, values in self.rules.hidden_values(self.seeds).items():
            self.row(row)[:] = values

    def fill(self, column: NDArray[np.float64]) -> None:
        """Put every world into one state, shape (rows,)."""
        self.numbers[:] = column[~self._marked][:, None]
        self.marks[:] = column[self._marked].astype(np.uint8)[:, None]

    @property
    def state(self) -> Rows:
        """A copy of the whole state, shape (rows, worlds)."""
        return np.stack([row.astype(np.float64) for row in self.rows])

    def copy_columns(self, target: Rows, worlds: NDArray[np.intp] | slice) -> None:
        """Copy the state of some worlds to their places in `target`, shape (rows, worlds)."""
        for kept, row in zip(target, self.rows, strict=True):
            kept[worlds] = row[worlds]

    def column(self, world: int) -> NDArray[np.float64]:
        """Return a copy of one world's state, shape (rows,)."""
        return np.array([float(row[world]) for row in self.rows])

    def row(self, name: str) -> Any:
        """Return a row of the state, shape (worlds,), numbers or bytes."""
        return self.rows[self.layout[name]]

    def begin(self, turn: int, trace: Trace | None = None) -> None:
        """Play the news of a turn (0-based)."""
        self.machine.turn_to(turn + 1)
        self.machine.run(self.rules.segment("news", turn), trace)

    def draw_desk(self, turn: int, power: Power, trace: Trace | None = None) -> None:
        """Put an incident on a power's desk; its open responses are in `desk_mask`."""
        self.machine.run(self.rules.segment("desk", turn, power), trace)

    def desk_mask(self, power: Power) -> NDArray[np.bool_]:
        """Return which responses are open on the desk, shape (6, worlds)."""
        first = self._places[self.layout[seat(power).open_response(0)]][1]
        return self.marks[first : first + MAX_RESPONSES].view(np.bool_)

    def answer(self, turn: int, power: Power, picks: NDArray[np.float64] | float, trace: Trace | None = None) -> None:
        """Carry out the responses picked, by number on the desk, shape (worlds,)."""
        self.row(seat(power).pick)[:] = picks
        self.machine.run(self.rules.segment("answer", turn, power), trace)

    def draw_tray(self, turn: int, power: Power, trace: Trace | None = None) -> None:
        """Choose the four cards that a power is shown."""
        self.machine.run(self.rules.segment("tray", turn, power), trace)

    def tray_rows(self, power: Power) -> NDArray[np.uint8]:
        """Return for each card of the tray, Hold last: 0 not shown, 1 shown and locked, 2 open, shape (cards + 1, worlds)."""
        cards = len(self.rules.scenario.seats[power].tray)
        first = self._places[self.layout[seat(power).hold]][1] - cards
        return self.marks[first : first + cards + 1]

    def act(self, turn: int, power: Power, picks: NDArray[np.float64] | float, trace: Trace | None = None) -> None:
        """Play the cards picked, by number in the tray (its length holds), shape (worlds,)."""
        self.row(seat(power).act)[:] = picks
        self.machine.run(self.rules.segment("act", turn, power), trace)

    def settle(self, turn: int, trace: Trace | None = None) -> None:
        """Settle a turn and close the worlds that end with it."""
        self.machine.run(self.rules.segment("settle", turn), trace)
        self.machine.run(self.rules.segment("close", turn), trace)

    def judge(self, turn: int) -> None:
        """Compute scores and verdicts from the state as it is at the end of a turn (0-based)."""
        self.machine.run(self.rules.segment("judge", turn))


def digest(layout: Layout, column: NDArray[np.float64]) -> str:
    """Return a short hash of one world's state, shape (rows,): rows in name order, little-endian."""
    order = [layout.rows[name] for name in sorted(layout.rows)]
    return hashlib.sha256((column[order] + 0.0).astype("<f8").tobytes()).hexdigest()[:16]


def plain_world(rules: Rules, seed: int) -> PlainMachine:
    """Return one world for the plain-Python interpreter, at its start."""
    state = rules.start()
    for row, values in rules.hidden_values(np.array([seed], np.uint64)).items():
        state[rules.layout[row]] = float(values[0])
    return PlainMachine(state, seed)


def mandates(rules: Rules, power: Power) -> Iterator[str]:
    """Yield the ids of the mandates a power can play."""
    for mandate in rules.scenario.seats[power].mandates:
        yield mandate.id
