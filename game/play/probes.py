"""Probes: the smallest crises that put one stylised fact to the engine, built on the shared catalogue and model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from game.engine import chance
from game.engine.rules import Rules, Worlds
from game.engine.spec import Ending, Incident, Package, Response, Scenario, Seat, Successor, Turn, WordSpec
from game.engine.steps import Act, Expression, Formula, Number, Place, Step
from game.engine.terms import POWERS, Power
from game.play.batch import seat_mandates
from game.play.policy import Choice, Player, seat_player
from game.play.policy import Seat as Side

HERE = Place("probe", 1, 1)
Array = NDArray[np.float64]


def formula(value: float | Expression) -> Formula:
    """Return a number or expression as a formula."""
    return Formula(Number(float(value)) if isinstance(value, int | float) else value, str(value), HERE)


def do(measure: str, by: Power, amount: float | Expression | None = None, scope: float = 1.0) -> Act:
    """Return one act."""
    return Act(measure, by, None if amount is None else formula(amount), scope, "", HERE)


def desk(name: str, power: Power, turns: Sequence[int], *options: tuple[Step, ...]) -> Incident:
    """Return a matter that comes to a desk in each of its turns, with one response per list of steps."""
    responses = tuple(Response(f"r{n}", f"r{n}", "", steps, HERE) for n, steps in enumerate(options))
    return Incident(name, "spine", power, tuple(turns), name, "", HERE, responses, repeat=True)


def news(name: str, turn: int, *steps: Step) -> Incident:
    """Return an item of news that comes in one turn."""
    return Incident(name, "news", None, (turn,), name, "", HERE, steps=steps)


@dataclass(frozen=True)
class Setting:
    """What a probe changes of its base: start values by row, model numbers, packages, words, and the US handover turn."""

    start: Mapping[str, float] | None = None
    model: Mapping[str, float] | None = None
    packages: tuple[Package, ...] = ()
    words: tuple[WordSpec, ...] = ()
    handover: int | None = None


def probe(base: Scenario, days: Sequence[float], incidents: Sequence[Incident], setting: Setting | None = None) -> Rules:
    """Return the rules of a probe: turns of these lengths, these incidents, the base's catalogue and numbers."""
    chosen = setting or Setting()
    seats = {power: _seat(base.seats[power], chosen, power) for power in POWERS}
    turns = tuple(Turn("2000-01-01", length, str(n), "us", dict.fromkeys(POWERS, "2000-01-01")) for n, length in enumerate(days))
    number = chosen.model or {}
    model = {name: replace(item, value=number.get(name, item.value)) for name, item in base.model.items()}
    shared = {name: value for name, value in (chosen.start or {}).items() if "." not in name}
    ending = Ending("end", "end", "", formula(1), True, (), False, HERE)
    scenario = replace(
        base,
        turns=turns,
        start={**base.start, **shared},
        seats=seats,
        tracks=(),
        hidden=(),
        words=chosen.words,
        packages=chosen.packages,
        incidents=tuple(incidents),
        endings=(ending,),
        tolls=(),
        chips={},
        model=model,
        secret_flags={},
    )
    return Rules(scenario)


def _seat(seat: Seat, setting: Setting, power: Power) -> Seat:
    prefix = f"{power}."
    start = {name.removeprefix(prefix): value for name, value in (setting.start or {}).items() if name.startswith(prefix)}
    successor = None
    if power == "us" and setting.handover is not None:
        successor = Successor(setting.handover, {}, (), "")
    mandate = replace(seat.mandates[0], goals=())
    return replace(seat, start={**seat.start, **start}, tray=(), mandates=(mandate,), floors=(), successor=successor)


class Script:
    """A player that follows a list of response numbers by turn (0 beyond its end)."""

    def __init__(self, *numbers: int) -> None:
        self._numbers = numbers

    def answer(self, choice: Choice) -> Array:
        """Return the number of the turn for every world, shape (worlds,)."""
        turn = choice.seen.turn
        return np.full(choice.mask.shape[1], float(self._numbers[turn] if turn < len(self._numbers) else 0))

    def act(self, choice: Choice) -> Array:
        """Hold in every world, shape (worlds,)."""
        return np.full(choice.mask.shape[1], len(choice.mask) - 1.0)


@dataclass(frozen=True)
class Moment:
    """One turn of a run: the responses picked by each power (-1: no desk) and the state at its end, rows by world."""

    picks: Mapping[Power, Array]
    rules: Rules
    state: Array

    def __getitem__(self, row: str) -> Array:
        """Return a row at the end of the turn, shape (worlds,)."""
        values: Array = self.state[self.rules.layout[row]]
        return values


def run(rules: Rules, us: Player | str, russia: Player | str, games: int = 2000, seed: int = 1) -> list[Moment]:
    """Play a probe in many worlds and return every turn of it."""
    worlds = Worlds(rules, chance.world_seeds(seed, 0, games))
    seat_mandates(worlds, {"us": 0, "russia": 0})
    sides = {}
    for power, player in (("us", us), ("russia", russia)):
        side = Side.of(worlds, power, "silent")  # type: ignore[arg-type]
        side.player = seat_player(player, worlds.seeds, power) if isinstance(player, str) else player  # type: ignore[arg-type]
        sides[power] = side
    moments = []
    for turn in range(rules.turns):
        worlds.begin(turn)
        picks = {}
        for power in rules.order(turn):
            worlds.draw_desk(turn, power)
            picked, options = sides[power].answer(turn)
            picks[power] = np.where(options > 0, picked, -1.0)
            worlds.answer(turn, power, picked)
            worlds.draw_tray(turn, power)
            worlds.act(turn, power, 0.0)
        worlds.settle(turn)
        moments.append(Moment(picks, rules, worlds.state))
    return moments
