"""How a world ends, what it was worth to each power, and what kind of result that is."""

from __future__ import annotations

from typing import Final

from game.engine.context import Context
from game.engine.spec import Goal, Mandate
from game.engine.terms import POWERS, Power, other
from game.engine.tracks import GAME, seat
from game.engine.value import Value

VERDICTS: Final = ("rupture", "common_ground", "victory_with_a_bill", "advantage", "kept_faith", "outplayed", "cold_draw")
"""In the order in which they are tried; the row holds the 1-based number."""
GOOD, POOR = 55.0, 45.0


def close_worlds(context: Context) -> None:
    """Record which worlds end with this turn, and how."""
    r = context.recorder
    ended = context.row(GAME.finish)
    last = context.turn + 1 == len(context.scenario.turns)
    for number, ending in enumerate(context.scenario.endings, start=1):
        if ending.final and not last:
            continue
        holds = context.condition(ending.when) & (ended < 0.5)
        ended = ended + r.number(holds) * float(number)
    over = ended > 0.5
    fresh = over & (context.row(GAME.ended) < 0.5)
    context.put(GAME.end_turn, r.choose(fresh, float(context.turn + 1), context.row(GAME.end_turn)))
    context.put(GAME.ended, r.choose(fresh, ended, context.row(GAME.ended)))
    context.close()


def goal_points(context: Context, goal: Goal) -> Value:
    """Return the points a goal earns in the state as it is."""
    value = context.formula(goal.of)
    share = (context.recorder.number(value) - goal.start) / (goal.full - goal.start)
    return context.recorder.snap(context.recorder.clip(share, 0.0, 1.0) * goal.points)


def mandate_points(context: Context, mandate: Mandate) -> Value:
    """Return the points of a mandate, 0 to 100, before any cap."""
    total = context.recorder.lift(0.0)
    for goal in mandate.goals:
        total = total + goal_points(context, goal)
    return total


def is_rupture(context: Context) -> Value:
    """Return a condition: the world ended in a rupture."""
    ends = [float(n) for n, item in enumerate(context.scenario.endings, start=1) if item.rupture]
    return context.recorder.any_of(context.row(GAME.ended).equals(number) for number in ends)


def score(context: Context, power: Power) -> Value:
    """Return a power's score under the mandate it plays: points, capped by rupture and by the pen lost twice."""
    r, total = context.recorder, context.recorder.lift(0.0)
    for number, mandate in enumerate(context.scenario.seats[power].mandates):
        total = total + r.number(context.row(seat(power).mandate).equals(float(number))) * mandate_points(context, mandate)
    cap = r.choose(is_rupture(context), context.coefficient("cap_rupture"), 100.0)
    twice = context.row(seat(power).pens) >= 2.0
    return r.least(total, cap, r.choose(twice, context.coefficient("cap_pens"), 100.0))


def floor_broken(context: Context, power: Power) -> Value:
    """Return a condition: one of the power's floors does not hold."""
    floors = context.scenario.seats[power].floors
    return context.recorder.any_of(context.formula(floor.of) < floor.start for floor in floors)


def judge(context: Context) -> None:
    """Record scores and verdicts of both powers from a final state."""
    r = context.recorder
    scores = {power: score(context, power) for power in POWERS}
    for power in POWERS:
        context.put(seat(power).score, scores[power])
        mine, theirs = scores[power], scores[other(power)]
        bill = floor_broken(context, power) | (context.row(seat(power).dropped) > 0.5)
        kept = ~bill & (context.row(seat(power).dropped) < 0.5) & (highest_ever(context, power) <= 5.0)
        tests = [
            is_rupture(context),
            (mine >= GOOD) & (theirs >= GOOD),
            (mine >= GOOD) & bill,
            (mine >= GOOD) & (theirs < POOR),
            (mine < POOR) & kept,
            theirs >= GOOD,
        ]
        verdict, open_yet = r.lift(0.0), r.truth(True)
        for number, test in enumerate(tests, start=1):
            verdict = verdict + r.number(test & open_yet) * float(number)
            open_yet = open_yet & ~test
        context.put(seat(power).verdict, verdict + r.number(open_yet) * float(len(VERDICTS)))
    context.close()


def highest_ever(context: Context, power: Power) -> Value:
    """Return the highest rung a power used in the whole game."""
    return context.recorder.most(*(context.row(seat(power).rung_in(turn)) for turn in range(len(context.scenario.turns))))
