"""Policies: rules for choosing, over many worlds at once. They see an observation and a mask, and answer with numbers.

Every policy adds a small draw to its scores, so that ties fall by the world's chance; only + - * / and tables are used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from game.engine import chance, slots
from game.engine.curves import ARRAYS, curve
from game.engine.native import fastest
from game.engine.observe import Observation
from game.engine.program import Recorder
from game.engine.rules import Maker, Worlds
from game.engine.segment import Segment
from game.engine.slots import Slots
from game.engine.terms import MAX_RESPONSES, POWERS, Power, other
from game.engine.tracks import seat
from game.errors import UsageError
from game.play.features import Features

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
NEVER = -1.0e9


@dataclass(frozen=True)
class Choice:
    """What a policy is asked: the observation, which numbers are open (shape (options, worlds)), and draws of its own."""

    seen: Observation
    mask: Mask
    features: Features
    slots: Slots

    def draw(self, number: int) -> Array:
        """Return the draws of this choice, shape (worlds,)."""
        return self.seen.worlds.machine.roll(self.slots.at(number))

    def feature(self, values: Array) -> Array:
        """Return a feature of the responses on the desk, shape (6, worlds)."""
        desk = self.seen.worlds.row(f"{self.seen.power}.desk").astype(np.intp)
        rows: Array = values[desk].T
        return rows

    def pick_any(self, mask: Mask | None = None) -> Array:
        """Return one open number per world, each as likely as the others, shape (worlds,); of another mask if one is given."""
        asked, worlds = self.mask if mask is None else mask, self.seen.worlds
        known = _ANY.setdefault(worlds, {})
        if len(asked) not in known:
            known[len(asked)] = AnyOf(len(asked), asked.shape[1], worlds.rules.machine)
        return known[len(asked)].pick(asked, self.draw(0))


class AnyOf:
    """Picks one open number per world, each as likely as the others: a program of its own, bound once to a block."""

    def __init__(self, options: int, worlds: int, machine: Maker = fastest) -> None:
        self._open = np.empty((options, worlds), np.uint8)
        self._drawn, self._picked = np.empty(worlds), np.empty(worlds)
        self._machine = machine([*self._open, self._drawn, self._picked], np.zeros(worlds, np.uint64))
        self._program = _pick_any(options)

    def pick(self, mask: Mask, drawn: Array) -> Array:
        """Return the numbers that draws in [0, 1) fall on, shape (worlds,)."""
        np.copyto(self._open, mask.view(np.uint8))
        np.copyto(self._drawn, drawn)
        self._machine.run(self._program)
        return self._picked.copy()


_ANY: WeakKeyDictionary[Worlds, dict[int, AnyOf]] = WeakKeyDictionary()


@cache
def _pick_any(options: int) -> Segment:
    """Record: of the open numbers that one at which the count of open ones passes the draw's share of all of them."""
    r = Recorder(frozenset(range(options)))
    counts = [r.tally([(r.read(0), 1)])]
    for option in range(1, options):
        counts.append(r.small("sadd", counts[-1], r.read(option)))
    target = r.shrink(r.floor(r.widen(counts[-1]) * r.read(options)), counts[-1].most)
    picked = r.tally([(r.below(count, target, or_equal=True), 1) for count in counts])
    r.store(options + 1, r.widen(picked))
    return r.finish()


class Player(Protocol):
    """A policy sitting at one seat of a block of worlds, with what it remembers of them."""

    def answer(self, choice: Choice) -> Array:
        """Return the number of a response for each world, shape (worlds,)."""

    def act(self, choice: Choice) -> Array:
        """Return the number of a card for each world (the last holds), shape (worlds,)."""


def pick_best(mask: Mask, scores: Array) -> Array:
    """Return the open number with the highest score per world, shape (worlds,)."""
    best: Array = np.argmax(np.where(mask, scores, NEVER), axis=0).astype(np.float64)
    return best


def jitter(choice: Choice, size: float) -> Array:
    """Return a draw for each option, 0 to size, shape (options, worlds)."""
    return np.stack([choice.draw(10 + number) * size for number in range(len(choice.mask))])


class RandomPlayer:
    """Any open response, any shown card or Hold, each as likely as the others."""

    def answer(self, choice: Choice) -> Array:
        """Return a response for each world, shape (worlds,)."""
        return choice.pick_any()

    def act(self, choice: Choice) -> Array:
        """Return a card for each world, shape (worlds,)."""
        return choice.pick_any()


@dataclass
class Temper:
    """A policy by taste: weights on hostility, softness, words and mail, and on holding."""

    hostile: float
    soft: float
    words: float
    card_soft: float
    card_hard: float
    hold: float
    noise: float = 1.0

    def answer(self, choice: Choice) -> Array:
        """Return a response for each world, shape (worlds,)."""
        f = choice.features
        scores = choice.feature(f.hostile) * self.hostile + choice.feature(f.soft) * self.soft + choice.feature(f.words) * self.words
        return pick_best(choice.mask, scores + jitter(choice, self.noise))

    def act(self, choice: Choice) -> Array:
        """Return a card for each world, shape (worlds,)."""
        f = choice.features
        scores = f.card_soft * self.card_soft + f.card_hard * self.card_hard
        scores[-1] += self.hold
        return pick_best(choice.mask, scores[:, None] + jitter(choice, self.noise))


class SilentPlayer:
    """Says and does as little as it can: the response nearest to nothing, and Hold."""

    def answer(self, choice: Choice) -> Array:
        """Return a response for each world, shape (worlds,)."""
        f = choice.features
        size = np.abs(choice.feature(f.soft)) + choice.feature(f.words) * 0.5
        return pick_best(choice.mask, jitter(choice, 0.4) - size)

    def act(self, choice: Choice) -> Array:
        """Hold in every world, shape (worlds,)."""
        return np.full(choice.mask.shape[1], len(choice.mask) - 1.0)


class ReciprocalPlayer:
    """The reply rule of the record: whether to answer is drawn once per new debt, when is a weekly hazard, and the size is equal.

    Hope in a coming leader makes an answer less likely; a debt of 14 points asks for parity instead.
    Coefficients: reply_intercept, reply_hope, reply_weekly, reply_match, parity_threshold; the last two can be given here.
    """

    def __init__(self, worlds: int, match: float | None = None, parity: float | None = None) -> None:
        self._known = np.zeros(worlds)
        self._willing = np.zeros(worlds, np.bool_)
        self._match, self._parity = match, parity

    def answer(self, choice: Choice) -> Array:
        """Return a response for each world, shape (worlds,)."""
        seen, f, model = choice.seen, choice.features, choice.seen.rules.scenario.model
        debt = seen.own("received.points")
        new = debt > self._known + 0.5
        chance_of_reply = curve(ARRAYS, "logistic", model["reply_intercept"].value - seen.hope_now() * model["reply_hope"].value)
        self._willing = np.where(new, choice.draw(1) < chance_of_reply, self._willing)
        self._known = debt.copy()
        replies = self._willing & (choice.draw(2) < self._hazard(choice)) & (debt > 0.5)
        waiting = ~replies & (debt > 0.5)
        rest = choice.feature(f.reserve) * waiting * 2.0 + choice.feature(f.soft) * 0.1 - choice.feature(f.hostile)
        scores = np.where(replies, self._reply(choice, debt), rest)
        picked = pick_best(choice.mask, scores + jitter(choice, 1.0) * np.where(replies, 0.05, 0.5))
        hostile = np.take_along_axis(choice.feature(f.hostile), picked.astype(np.intp)[None], axis=0)[0]
        # One debt, one reply: what is left over is not answered again.
        self._willing &= hostile < 0.5
        return picked

    def _reply(self, choice: Choice, debt: Array) -> Array:
        """Score responses by how near they come to an equal reply: persons for persons, posts for posts, parity for a great debt."""
        seen, f, model = choice.seen, choice.features, choice.seen.rules.scenario.model
        match = model["reply_match"].value if self._match is None else self._match
        threshold = model["parity_threshold"].value if self._parity is None else self._parity
        owed = seen.own("received.persons") * match
        persons = np.where(choice.feature(f.matching) > 0.5, owed, choice.feature(f.persons))
        cuts, posts = choice.feature(f.cuts), choice.feature(f.posts)
        was_cut = seen.own("received.cuts") > 0.5
        them = other(seen.power)
        parity = (debt >= threshold) & (seen.public(seat(them).staff) > seen.own("staff")) & ~was_cut
        in_kind = -np.abs(persons - owed) / (owed + 1.0) * 6.0 - np.abs(posts - seen.own("received.posts")) * 0.8
        in_points = -np.abs(choice.feature(f.hostile) - debt) * 0.4
        scores = np.where(owed > 0.5, in_kind, in_points) - (cuts > 0.5) * 6.0
        # A cut is not mirrored in persons: posts are closed down to equal numbers instead (1986, 2017).
        scores = np.where(
            was_cut, -persons - cuts * 9.0 + np.minimum(posts, 1.0) * 4.0 + np.minimum(choice.feature(f.hostile), 1.0), scores
        )
        result: Array = np.where(parity, cuts * 20.0 + in_points, scores)
        return result

    def _hazard(self, choice: Choice) -> float:
        from game.engine.grid import decay

        scenario = choice.seen.rules.scenario
        weekly = scenario.model["reply_weekly"].value
        return 1.0 - decay(1.0 - weekly, scenario.turns[choice.seen.turn].days, 7.0)

    def act(self, choice: Choice) -> Array:
        """Return a card for each world: a warm one when nothing is owed, else anything, shape (worlds,)."""
        calm = choice.seen.own("received.points") < 2.0
        f = choice.features
        scores = np.where(calm, f.card_soft[:, None] * 0.3 - f.card_hard[:, None] * 0.3, 0.0)
        return pick_best(choice.mask, scores + jitter(choice, 2.0))


class HistoricalPlayer:
    """What was really done where the record knows it; elsewhere the reply rule, and Hold."""

    def __init__(self, worlds: int) -> None:
        self._else = ReciprocalPlayer(worlds)

    def answer(self, choice: Choice) -> Array:
        """Return a response for each world, shape (worlds,)."""
        history = choice.feature(choice.features.history) * choice.mask
        known = history.max(axis=0) > 0.5
        picked: Array = np.where(known, pick_best(choice.mask, history), self._else.answer(choice))
        return picked

    def act(self, choice: Choice) -> Array:
        """Return a card for each world, shape (worlds,)."""
        history = choice.features.card_history[choice.seen.turn][:, None] * choice.mask
        known = history.max(axis=0) > 0.5
        picked: Array = np.where(known, pick_best(choice.mask, history), len(choice.mask) - 1.0)
        return picked


class MixedPlayer:
    """A policy drawn for each world, so that a sweep meets every manner of play."""

    members = ("random", "reciprocal", "hawk", "dove", "silent")

    def __init__(self, seeds: NDArray[np.uint64], power: Power) -> None:
        drawn = chance.draws_from(chance.turn_keys(seeds, 0), slots.POLICY_MEMBER.at(POWERS.index(power)))
        self.which = np.floor(drawn * len(self.members)).astype(np.intp)
        self._players = [seat_player(name, seeds, power) for name in self.members]

    def temper(self, world: int) -> str:
        """Return the policy that plays one world."""
        return self.members[int(self.which[world])]

    def answer(self, choice: Choice) -> Array:
        """Return a response for each world, shape (worlds,)."""
        return np.choose(self.which, [player.answer(choice) for player in self._players])

    def act(self, choice: Choice) -> Array:
        """Return a card for each world, shape (worlds,)."""
        return np.choose(self.which, [player.act(choice) for player in self._players])


class RivalPlayer:
    """The rival of a game with one player: the record's first move, then a temper drawn for the game.

    So a newcomer meets the crisis that the scenario is about, and two games still differ.
    """

    def __init__(self, seeds: NDArray[np.uint64], power: Power) -> None:
        self._opening = HistoricalPlayer(len(seeds))
        self._temper = MixedPlayer(seeds, power)

    def temper(self, world: int) -> str:
        """Return the policy that plays one world after its first turn."""
        return self._temper.temper(world)

    def answer(self, choice: Choice) -> Array:
        """Return a response for each world, shape (worlds,)."""
        after = self._temper.answer(choice)
        return self._opening.answer(choice) if choice.seen.turn == 0 else after

    def act(self, choice: Choice) -> Array:
        """Return a card for each world, shape (worlds,)."""
        return self._temper.act(choice)


def members(policy: str, seeds: NDArray[np.uint64], power: Power) -> list[str]:
    """Return the policy that plays a seat in each world: the one drawn, where one is drawn."""
    if policy not in ("mix", "rival"):
        return [policy] * len(seeds)
    which = MixedPlayer(seeds, power).which
    return [MixedPlayer.members[number] for number in which]


POLICIES = ("random", "reciprocal", "hawk", "dove", "silent", "historical", "mix", "rival")
ABOUT = {
    "random": "any open response, each as likely as the others",
    "reciprocal": "the reply rule of the record: equal, fast, unless a new leader gives hope",
    "hawk": "the hardest response it may choose",
    "dove": "the softest response it may choose",
    "silent": "the response nearest to nothing, and no initiative",
    "historical": "what was really done, where the record knows it",
    "mix": "one of random, reciprocal, hawk, dove and silent, drawn for each game",
    "rival": "the record's first move, then one of the mix: what you meet when you play alone",
}


def seat_player(name: str, seeds: NDArray[np.uint64], power: Power) -> Player:
    """Return a policy seated at one side of a block of worlds.

    Raises UsageError if there is no policy of that name.
    """
    match name:
        case "random":
            return RandomPlayer()
        case "hawk":
            return Temper(hostile=1.0, soft=-0.6, words=0.5, card_soft=-1.0, card_hard=1.0, hold=-0.5)
        case "dove":
            return Temper(hostile=-1.0, soft=0.6, words=0.0, card_soft=1.0, card_hard=-1.0, hold=0.0)
        case "silent":
            return SilentPlayer()
        case "reciprocal":
            return ReciprocalPlayer(len(seeds))
        case "historical":
            return HistoricalPlayer(len(seeds))
        case "mix":
            return MixedPlayer(seeds, power)
        case "rival":
            return RivalPlayer(seeds, power)
    raise UsageError(f"There is no policy called {name!r}. Policies: {', '.join(POLICIES)}.")


@dataclass
class Seat:
    """One side of a block of worlds with the policy that plays it."""

    worlds: Worlds
    power: Power
    player: Player
    features: Features

    @classmethod
    def of(cls, worlds: Worlds, power: Power, policy: str, features: Features | None = None) -> Seat:
        """Return a seat played by the policy of that name."""
        return cls(worlds, power, seat_player(policy, worlds.seeds, power), features or Features.of(worlds.rules, power))

    def _choice(self, turn: int, mask: Mask, desk: bool) -> Choice:
        own = slots.POLICY.row(2 * POWERS.index(self.power) + (0 if desk else 1))
        return Choice(Observation(self.worlds, self.power, turn), mask, self.features, own)

    def answer(self, turn: int) -> tuple[Array, NDArray[np.uint8]]:
        """Return the responses picked and how many were open, shape (worlds,) each."""
        mask = self.worlds.desk_mask(self.power)
        return self.player.answer(self._choice(turn, mask, True)), options(mask)

    def act(self, turn: int) -> tuple[Array, NDArray[np.uint8]]:
        """Return the cards picked and how many were open, shape (worlds,) each."""
        mask = self.worlds.tray_rows(self.power) > 1
        return self.player.act(self._choice(turn, mask, False)), options(mask)


def options(mask: Mask) -> NDArray[np.uint8]:
    """Return how many numbers are open in each world, shape (worlds,)."""
    counts: NDArray[np.uint8] = np.add.reduce(mask.view(np.uint8), axis=0, dtype=np.uint8)
    return counts


__all__ = ["ABOUT", "MAX_RESPONSES", "POLICIES", "AnyOf", "Choice", "Player", "Seat", "pick_best", "seat_player"]
