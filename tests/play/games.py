"""Scenarios under test, compiled once, and games played in the ways the tests need."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from functools import cache

import numpy as np
from numpy.typing import NDArray

from game.content import library
from game.engine import chance, kernel
from game.engine.machine import Machine, NumpyMachine, PlainMachine, Trace
from game.engine.native import fastest
from game.engine.rules import Phase, Rules, Worlds
from game.engine.terms import POWERS, Power
from game.play.batch import Order, Outcome, Table
from game.play.match import HUMAN, Match
from game.play.policy import Seat
from game.record.log import Chosen, Settled
from tests.content.sample import SAMPLE, read

Array = NDArray[np.float64]
Step = tuple[Phase, int, Power | None]
MACHINES: tuple[Callable[..., Machine], ...] = (NumpyMachine,) if kernel.load() is None else (NumpyMachine, fastest)
"""What can run a block here: NumPy, and the compiled kernel where there is one."""

_WEATHER = """\
  - id: thaw
    deck: news
    turns: 1-3
    title: A thaw
    text: Water drips from both embassies.
    does:
      - if: tension > 17
        then:
          - {track: tension, add: -2.3, why: a thaw}
          - {chance: 0.5, risk: it rains, then: [{track: tension, add: 1.7, why: rain}], else: [{track: tension, add: -0.6, why: sun}]}
        else: [{track: tension, add: 0.3, why: ice}, {if: us.room > 50, then: [{track: us.room, add: -0.7, why: ice}]}]
      - {chance: 0.5, risk: it drips, then: [{track: relations, add: 0.3, why: drops}, {track: tension, add: -0.1, why: drops}]}
  - id: fog
    deck: news
    turns: 1-3
    chance: 0.8
    title: A fog
    text: Nobody sees the other bank.
    does:
      - chance: 0.5
        risk: it lifts
        then: [{track: tension, add: -0.9, why: fog lifts}]
        else: [{track: tension, add: 0.7, why: fog stays}]
      - if: tension > 19
        then: [{track: tension, add: 0.3, why: a collision}, {track: us.room, add: -1, why: a collision}]
        else: [{track: russia.room, add: 0.1, why: a quiet bank}]
"""
_GRUMBLE = """\
        does:
          - criticise
          - chance: 0.5
            risk: a flag falls
            then: [{end: rupture}, {track: tension, add: 1.1, why: a flag}]
            else: [{track: me.room, add: 0.4, why: a pole}]
          - if: tension > 15
            then:
              - if: us.room > 50
                then: [{track: me.room, add: tension / 7, why: a loud room}, {track: them.room, add: -0.3, why: a loud room}]
                else: [{track: me.room, add: 0.9, why: a small room}]
            else: [{track: me.room, add: -0.2, why: an echo}]
        result: Nobody listens.
        echo: You grumbled.
"""
TANGLED = (
    SAMPLE.replace("id: small-crisis", "id: tangled")
    .replace("when: rung >= 10", "when: us_expelled and turn < 2")
    .replace("  - id: snow\n", _WEATHER + "  - id: snow\n")
    .replace(
        "      - {id: grumble, label: Grumble, line: In public., does: [criticise], result: Nobody listens., echo: You grumbled.}\n",
        "      - id: grumble\n        label: Grumble\n        line: In public.\n" + _GRUMBLE,
    )
)
"""The sample with endings in every turn, so that the worlds of a block end at different times, and with branches upon branches."""
TEXTS = {"small-crisis": SAMPLE, "tangled": TANGLED}


def shipped() -> list[str]:
    """Return the ids of the scenarios that come with the game."""
    return [entry.path.stem for entry in library.listing(check=False)]


def names() -> list[str]:
    """Return everything the conformance clauses are checked on."""
    return [*shipped(), *TEXTS]


@cache
def rules_of(name: str) -> Rules:
    """Return the compiled rules of a shipped scenario or of one of the samples."""
    reading = read(TEXTS[name]) if name in TEXTS else library.load(name)
    assert reading.scenario is not None, reading.problems
    return Rules(reading.scenario)


# --- blocks of worlds ------------------------------------------------------------------------------


def run_by(rules: Rules, machine: Callable[..., Machine]) -> Rules:
    """Return the same rules, compiled as they are, run by another machine."""
    other = copy(rules)
    other.machine = machine
    return other


def phases(rules: Rules, turn: int) -> Iterator[Step]:
    """Yield the segments of a turn in the order of play."""
    yield "news", turn, None
    for power in rules.order(turn):
        for phase in ("desk", "answer", "tray", "act"):
            yield phase, turn, power
    yield "settle", turn, None


def step(worlds: Worlds, at: Step, pick: Array | float = 0.0, trace: Trace | None = None) -> None:
    """Play one phase in a block of worlds."""
    phase, turn, power = at
    if power is None:
        (worlds.begin if phase == "news" else worlds.settle)(turn, trace)
    elif phase in ("answer", "act"):
        (worlds.answer if phase == "answer" else worlds.act)(turn, power, pick, trace)
    else:
        (worlds.draw_desk if phase == "desk" else worlds.draw_tray)(turn, power, trace)


def plain_step(rules: Rules, world: PlainMachine, at: Step, pick: float = 0.0, trace: Trace | None = None) -> None:
    """Play one phase in a world of the plain interpreter."""
    phase, turn, power = at
    if phase == "news":
        world.turn_to(turn + 1)
    if phase in ("answer", "act"):
        world.state[rules.layout[f"{power}.{'pick' if phase == 'answer' else 'act'}"]] = pick
    world.run(rules.segment(phase, turn, power), trace)
    if phase == "settle":
        world.run(rules.segment("close", turn), trace)


def seats_of(worlds: Worlds, policies: Mapping[Power, str]) -> dict[Power, Seat]:
    """Return policies seated on both sides of a block."""
    return {power: Seat.of(worlds, power, policies[power]) for power in POWERS}


def pick_of(seats: Mapping[Power, Seat], at: Step) -> Array | float:
    """Return what the policy at this seat picks in this phase; 0 where nothing is picked."""
    phase, turn, power = at
    if power is None or phase not in ("answer", "act"):
        return 0.0
    return (seats[power].answer(turn) if phase == "answer" else seats[power].act(turn))[0]


def order_of(us: str, russia: str, seed: int = 0) -> Order:
    """Return an order in which every world draws its mandates."""
    return Order({"us": us, "russia": russia}, seed, {})


Watch = Callable[[Worlds, int, Power, str, Array], None]


def play(rules: Rules, order: Order, seeds: NDArray[np.uint64], watch: Watch | None = None) -> Outcome:
    """Play worlds with these seeds to their ends as one block."""
    return Table(rules, order, max(len(seeds), 2)).play(seeds, watch)


def trail(rules: Rules, order: Order, seeds: NDArray[np.uint64]) -> tuple[Outcome, list[Array]]:
    """Return how worlds ended, and their states at every choice, shape (rows, worlds) each."""
    states: list[Array] = []
    outcome = play(rules, order, seeds, lambda worlds, *_: states.append(worlds.state[:, : len(seeds)].copy()))
    return outcome, states


def seeds_of(count: int, seed: int = 5) -> NDArray[np.uint64]:
    """Return the seeds of the first worlds of a sweep."""
    return chance.world_seeds(seed, 0, count)


# --- single games ----------------------------------------------------------------------------------


def start(rules: Rules, us: str, russia: str, seed: int) -> Match:
    """Open a game."""
    return Match.start(rules, {"us": us, "russia": russia}, seed)


def play_at_random(match: Match, rng: random.Random, until: Callable[[Match], bool] = lambda _match: False) -> Match:
    """Play the human seats of a game with any open option, to the end or until a condition holds."""
    while not match.is_over and not until(match):
        match.choose(rng.choice([option.id for option in match.options() if option.is_open]))
    return match


_played: dict[tuple[str, int, str, str], Match] = {}


def random_game(rules: Rules, seed: int, us: str = HUMAN, russia: str = HUMAN) -> Match:
    """Return a finished game, the humans playing anything; it is kept for other tests and not to be changed."""
    key = (rules.scenario.digest, seed, us, russia)
    if key not in _played:
        _played[key] = play_at_random(start(rules, us, russia, seed), random.Random(seed))
    return _played[key]


def digests(match: Match) -> list[str]:
    """Return the digests of the settled turns of a game."""
    return [entry.digest for entry in match.entries if isinstance(entry, Settled)]


def human_choices(match: Match) -> list[Chosen]:
    """Return the choices that people made in a game."""
    return [entry for entry in match.entries if isinstance(entry, Chosen) and entry.power in match.humans]


def finish_like(match: Match, model: Match) -> Match:
    """Play a game on with the choices of another one that began alike."""
    for entry in human_choices(model)[len(human_choices(match)) :]:
        match.choose(entry.pick)
    return match
