"""What a response would do by itself, before it is chosen: rollouts of its own effect in worlds that could be this one.

The clones draw with seeds of their own and redraw what is hidden, so that a preview cannot see the real future.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.engine import chance
from game.engine.context import Context
from game.engine.rules import Worlds
from game.engine.terms import Power
from game.engine.tracks import HiddenRows, seat
from game.play.match import Match, Option

LANES = 64
"""Clones per option."""
SALT = 0x9E01


@dataclass(frozen=True, slots=True)
class Effect:
    """How one row would move: the median of the clones and the band that holds 80 % of them."""

    row: str
    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Preview:
    """What one option would do by itself: effects on tracks, and the stake of leaving after it."""

    option: str
    effects: tuple[Effect, ...]
    stake_before: float
    stake_after: float
    rung: float


def preview(match: Match, options: Sequence[Option]) -> dict[str, Preview]:
    """Return previews of options of the desk or tray that is waited for, by option id."""
    if match.waiting is None or not options:
        return {}
    power, where = match.waiting
    rows = [name for name in match.rules.layout.bounds if not name.endswith((".staff", ".consulates", ".premises"))]
    clones = _clones(match, len(options))
    before = clones.state
    stakes = _stakes(clones, match.turn, power)
    numbers = np.repeat([float(option.number) for option in options], LANES)
    if where == "desk":
        clones.answer(match.turn, power, numbers)
    else:
        clones.act(match.turn, power, numbers)
    after = _stakes(clones, match.turn, power)
    change = clones.state - before
    rung = clones.row(seat(power).rung_in(match.turn))
    result = {}
    for number, option in enumerate(options):
        lanes = slice(number * LANES, (number + 1) * LANES)
        effects = tuple(_effect(name, change[match.rules.layout[name], lanes]) for name in rows)
        result[option.id] = Preview(
            option.id,
            tuple(effect for effect in effects if effect.low or effect.high),
            float(stakes[lanes].mean()),
            float(np.median(after[lanes])),
            float(rung[lanes].max()),
        )
    return result


def _effect(row: str, changes: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Effect:
    ordered = np.sort(changes)
    edge = len(ordered) // 10
    return Effect(row, float(ordered[len(ordered) // 2]), float(ordered[edge]), float(ordered[-1 - edge]))


def _clones(match: Match, options: int) -> Worlds:
    seeds = np.tile(chance.world_seeds(SALT + match.turn, 0, LANES), options)
    clones = Worlds(match.rules, seeds)
    clones.fill(match.column)
    for hidden in match.scenario.hidden:
        if match.turn + 1 < hidden.reveal:
            row = HiddenRows(hidden.id).value
            clones.row(row)[:] = match.rules.hidden_values(seeds)[row]
    clones.machine.turn_to(match.turn + 1)
    return clones


def _stakes(worlds: Worlds, turn: int, power: Power) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    context = Context(worlds.layout, turn)
    context.recorder.store(len(worlds.layout), context.stake(power))
    stake = np.zeros(len(worlds.seeds))
    worlds.rules.machine([*worlds.rows, stake], worlds.seeds).run(context.recorder.finish())
    return stake
