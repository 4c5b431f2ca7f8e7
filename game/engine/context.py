"""What formulas read: names of a scenario as rows of the segment being recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from game.engine.curves import curve, eyes
from game.engine.layout import Layout
from game.engine.program import Recorder
from game.engine.spec import Scenario, WordSpec
from game.engine.steps import Expression, Formula, Name, Number, Operation
from game.engine.terms import GLOBAL_READINGS, POWERS, WINDOW_DAYS, Power
from game.engine.tracks import HiddenRows, WordRows, seat
from game.engine.value import Value

OPEN, KEPT, DROPPED, LAPSED = 1.0, 2.0, 3.0, 4.0
"""States of a word on the table; 0 is not yet given, LAPSED went with the leader who gave it."""


def day_of(scenario: Scenario, turn: int) -> float:
    """Return the days from the first turn to the start of a turn (0-based)."""
    return sum(item.days for item in scenario.turns[:turn])


def window(scenario: Scenario, turn: int) -> range:
    """Return the turns, this one included, that began within the last 28 days."""
    first = next(t for t in range(turn + 1) if day_of(scenario, turn) - day_of(scenario, t) < WINDOW_DAYS)
    return range(first, turn + 1)


@dataclass
class Context:
    """One segment being recorded: the recorder, the layout, and the turn (0-based) it is for."""

    layout: Layout
    turn: int
    recorder: Recorder = field(init=False)

    def __post_init__(self) -> None:
        self.recorder = Recorder(frozenset(self.layout.marks))

    @property
    def scenario(self) -> Scenario:
        """The scenario the segment belongs to."""
        return self.layout.scenario

    @property
    def days(self) -> float:
        """Length of the turn in days."""
        return self.scenario.turns[self.turn].days

    def coefficient(self, name: str) -> float:
        """Return a number of the model."""
        return self.scenario.model[name].value

    def row(self, name: str) -> Value:
        """Return a row of the state by its layout name."""
        return self.recorder.read(self.layout[name])

    def flag(self, name: str) -> Value:
        """Return a 0/1 row as a condition."""
        return self.recorder.condition(self.row(name))

    def add(self, name: str, amount: Value | float, *cause: object) -> None:
        """Add to a row by name when the phase is committed."""
        self.recorder.add(self.layout[name], amount, cause)

    def put(self, name: str, amount: Value | float) -> None:
        """Overwrite a row by name when the phase is committed."""
        self.recorder.put(self.layout[name], amount)

    def raise_to(self, name: str, value: Value | float) -> None:
        """Raise a row of marks to at least a value when the phase is committed."""
        self.recorder.raise_to(self.layout[name], value)

    def close(self) -> None:
        """Commit the phase, then bring every track it moved back within its bounds, as a cause of its own."""
        moved = dict.fromkeys(row for row, _, _ in self.recorder.pending)
        names = {row: name for name, row in self.layout.rows.items() if name in self.layout.bounds}
        self.recorder.commit()
        for row in moved:
            if row in names:
                low, high = self.layout.bounds[names[row]]
                self.recorder.bound(row, low, high, ("term", "bound"))

    # --- readings ------------------------------------------------------------------------------

    @cached_property
    def _values(self) -> dict[str, tuple[str, int]]:
        return {f"{hidden.id}.{value}": (hidden.id, n) for hidden in self.scenario.hidden for n, (value, _) in enumerate(hidden.values)}

    def words_of(self, power: Power) -> list[WordSpec]:
        """Return the words a power can have on the table."""
        return [word for word in self.scenario.words if word.owner == power]

    def is_open(self, word: str) -> Value:
        """Return a condition: the word is on the table."""
        return self.row(WordRows(word).state).equals(OPEN)

    def open_words(self, power: Power) -> Value:
        """Return how many words a power has open."""
        words = self.words_of(power)
        if not words:
            return self.recorder.lift(0.0)
        return self.recorder.widen(self.recorder.tally((self.is_open(word.id), 1) for word in words))

    def drop_cost(self, word: WordSpec) -> float:
        """Return the room that dropping a word costs its owner, before any face is saved."""
        if not word.public:
            return 0.0
        share = self.coefficient("closed_media") if self.scenario.seats[word.owner].closed_media else 1.0
        return self.coefficient("word_room") * word.level * share

    def highest_rung(self, power: Power) -> Value:
        """Return the highest rung a power has used in 28 days."""
        return self.recorder.most(*(self.row(seat(power).rung_in(turn)) for turn in window(self.scenario, self.turn)))

    def stake(self, power: Power) -> Value:
        """Return what leaving the crisis now would cost a power, in room."""
        cost = self.recorder.lift(0.0)
        for word in self.words_of(power):
            cost = cost + self.recorder.number(self.is_open(word.id)) * self.drop_cost(word)
        above = self.recorder.most(self.highest_rung(power) - 4.0, 0.0)
        return cost + above * above * 2.0

    def eyes(self, power: Power) -> Value:
        """Return the share of a power's starting staff that is still in the other country, 0 to 1."""
        return eyes(self.recorder, self.row(seat(power).staff), self.scenario.seats[power].start["staff"])

    def override(self) -> Value:
        """Return the chance that both chambers override a veto: the smaller of the two."""
        body = self.scenario.legislature
        if body is None:
            return self.recorder.lift(0.0)
        weak = self.row(seat(body.power).approval) < 40.0
        lost = self.recorder.choose(weak, self.coefficient("defection_weak"), self.coefficient("defection"))
        bar, spread = self.coefficient("override_bar"), self.coefficient("override_spread")
        chances = [curve(self.recorder, "normal", (self.row(f"{body.id}.{item.id}") - lost - bar) / spread) for item in body.chambers]
        return self.recorder.least(*chances)

    def blocks(self) -> Value:
        """Return a condition: both chambers have the votes to block an easing under review."""
        body = self.scenario.legislature
        if body is None:
            return self.recorder.truth(False)
        lower, *others = body.chambers
        votes = [self.row(f"{body.id}.{lower.id}") > lower.review_bar]
        votes += [self.row(f"{body.id}.{item.id}") >= item.review_bar for item in others]
        return self.recorder.all_of(votes)

    def name(self, name: str) -> Value:
        """Return what a name in an expression stands for."""
        if name in self.layout.bounds or name in self.layout.rows:
            return self.row(name)
        if name in GLOBAL_READINGS:
            return self._calendar(name)
        if name in self._values:
            hidden, number = self._values[name]
            return self.row(HiddenRows(hidden).value).equals(float(number))
        head, _, tail = name.partition(".")
        if head in POWERS:
            return self._power(head, tail)
        if tail in ("open", "kept", "dropped"):
            return self.row(f"{head}.state").equals({"open": OPEN, "kept": KEPT, "dropped": DROPPED}[tail])
        if tail == "override":
            return self.override()
        if tail == "blocks":
            return self.blocks()
        raise KeyError(name)

    def _calendar(self, name: str) -> Value:
        if name == "turn":
            return self.recorder.lift(self.turn + 1)
        if name == "day":
            return self.recorder.lift(day_of(self.scenario, self.turn))
        return self.recorder.truth(any(s.successor is not None and self.turn + 1 >= s.successor.turn for s in self.scenario.seats.values()))

    def _power(self, power: Power, name: str) -> Value:
        readings: dict[str, Callable[[Power], Value]] = {
            "eyes": self.eyes,
            "rung": self.highest_rung,
            "stake": self.stake,
            "words": self.open_words,
            "staff_start": lambda seat: self.recorder.lift(self.scenario.seats[seat].start["staff"]),
        }
        return readings[name](power)

    # --- expressions ---------------------------------------------------------------------------

    def formula(self, formula: Formula) -> Value:
        """Return the value of an author's expression."""
        return self._expression(formula.expression)

    def condition(self, formula: Formula | None) -> Value:
        """Return an author's condition; none at all is true."""
        if formula is None:
            return self.recorder.truth(True)
        return self.recorder.condition(self._expression(formula.expression))

    def _expression(self, node: Expression) -> Value:
        match node:
            case Number(value):
                return self.recorder.lift(value)
            case Name(name):
                return self.name(name)
            case Operation(kind, operands):
                return self._operation(kind, [self._expression(item) for item in operands])

    def _operation(self, kind: str, rows: list[Value]) -> Value:
        r = self.recorder
        match kind:
            case "+" | "-" | "*" | "/":
                return self._arithmetic(kind, rows[0], rows[1])
            case "neg":
                return r.lift(0.0) - rows[0]
            case "not":
                return ~rows[0]
            case "and":
                return r.all_of(rows)
            case "or":
                return r.any_of(rows)
            case "min":
                return r.least(*rows)
            case "max":
                return r.most(*rows)
            case "abs":
                return r.most(rows[0], -r.number(rows[0]))
        compare = {"<": rows[0].__lt__, "<=": rows[0].__le__, ">": rows[0].__gt__, ">=": rows[0].__ge__}
        compare |= {"==": rows[0].equals, "!=": rows[0].differs}
        return compare[kind](rows[1])

    def _arithmetic(self, kind: str, left: Value, right: Value) -> Value:
        if kind == "+":
            return left + right
        if kind == "-":
            return left - right
        if kind == "*":
            return left * right
        safe = self.recorder.number(right).differs(0.0)
        return left / self.recorder.choose(safe, right, 1.0) * safe
