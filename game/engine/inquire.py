"""Questions about one state: values of formulas and readings, computed on a copy by the same recorded arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from game.engine import desk, outcome
from game.engine.context import Context
from game.engine.machine import PlainMachine, Trace
from game.engine.rules import Rules
from game.engine.spec import Goal, Mandate, WordSpec
from game.engine.steps import Formula
from game.engine.terms import Power
from game.engine.value import Value


class Inquiry:
    """One world's state, shape (rows,), in one turn (0-based), open to questions."""

    def __init__(self, rules: Rules, column: NDArray[np.float64], turn: int) -> None:
        self.rules, self.turn = rules, min(turn, rules.turns - 1)
        self._state = [float(value) for value in column]

    def ask(self, build: Callable[[Context], Sequence[Value]]) -> list[float]:
        """Return the values that a function records, as numbers (conditions as 0 or 1)."""
        context = Context(self.rules.layout, self.turn)
        values = [context.recorder.number(value) for value in build(context)]
        answers: list[float | None] = [value.constant for value in values]
        for number, value in enumerate(values):
            if value.constant is None:
                context.recorder.add(0, value, number)
        machine, trace = PlainMachine(list(self._state), 0), Trace()
        machine.run(context.recorder.finish(), trace)
        for _, cause, amount in trace.additions:
            if isinstance(cause, int):
                answers[cause] = amount
        return [0.0 if answer is None else answer for answer in answers]

    def row(self, name: str) -> float:
        """Return a row of the state."""
        return self._state[self.rules.layout[name]]

    def value(self, formula: Formula) -> float:
        """Return the value of an author's expression."""
        return self.ask(lambda context: [context.formula(formula)])[0]

    def holds(self, formula: Formula | None) -> bool:
        """Tell whether an author's condition holds; none at all does."""
        return formula is None or self.ask(lambda context: [context.condition(formula)])[0] > 0.5

    def reading(self, name: str) -> float:
        """Return what a name in an expression stands for."""
        return self.ask(lambda context: [context.name(name)])[0]

    def goal(self, goal: Goal) -> float:
        """Return the points a goal would earn now."""
        return self.ask(lambda context: [outcome.goal_points(context, goal)])[0]

    def mandate(self, mandate: Mandate) -> float:
        """Return the points of a mandate now, before caps."""
        return self.ask(lambda context: [outcome.mandate_points(context, mandate)])[0]

    def drop_cost(self, word: WordSpec) -> float:
        """Return the room that dropping a word would cost."""
        return self.ask(lambda context: [context.recorder.lift(context.drop_cost(word))])[0]

    def chips_allow(self, power: Power) -> bool:
        """Tell whether both chips of what lies in a power's mail can be given now."""
        return self.ask(lambda context: [desk.chips_allow(context, power)])[0] > 0.5

    def card_is_fit(self, power: Power, card_id: str) -> bool:
        """Tell whether the author's condition on a card holds."""
        card = next(item for item in self.rules.scenario.seats[power].tray if item.id == card_id)
        return self.holds(card.when)
