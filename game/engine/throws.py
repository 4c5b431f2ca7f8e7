"""Options that begin with a throw of the dice: one draw and two gathers for all of them, not two conditions for each."""

from __future__ import annotations

from collections.abc import Mapping

from game.engine.context import Context
from game.engine.selectors import Selector
from game.engine.steps import Branch, Chance, Learn, Reply, Step


def foresee(context: Context, options: Mapping[int, tuple[Step, ...]], index: Selector, branch: Selector, slot: int) -> dict[int, int]:
    """Give the branches of a segment those options that begin with a throw; return for each the number of its lost arm.

    The arm where the throw is won has the number before it. `slot` is that of the first throw of an option.
    """
    odds = {number: found for number, steps in options.items() if (found := _first_odds(context, steps)) is not None}
    if not odds:
        return {}
    lost = {number: 2 * place for place, number in enumerate(odds, start=1)}
    r, numbers = context.recorder, range(max(odds) + 2)
    share = r.take([odds.get(number, -1.0) for number in numbers], index.index)
    arm = r.take([float(lost.get(number, 0)) for number in numbers], index.index)
    branch.stand_on(arm - r.number(r.roll(slot) < share), 2 * len(odds))
    return lost


def _first_odds(context: Context, steps: tuple[Step, ...]) -> float | None:
    """Return the odds of a throw that comes before all else that forks or draws, if they are a constant."""
    for step in steps:
        if isinstance(step, Chance):
            return context.formula(step.probability).constant
        if isinstance(step, (Branch, Learn, Reply)):
            return None
    return None
