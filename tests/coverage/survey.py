"""Many games at once: what lay on desks, what was chosen and what it changed and why, news, words, flags, endings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from game.engine.rules import Rules, Worlds
from game.engine.terms import POWERS, Power, other
from game.play.features import Features
from game.play.policy import Choice, Seat, seat_player
from tests.coverage.watching import Causes, Noted, WatchingMachine, count_causes
from tests.play import games
from tests.play.games import Array

BOOKKEEPING = re.compile(
    r"\.(pick|act|desk|hold|fired|due|mandate|score|verdict|mail\.\w+|avail\.\d|card\.\w+\.\w+|(rung|talk|played|struck)\.\d+)$"
)
"""Rows that keep track of the play itself: a choice has to change another one to count."""
PAIRS = (
    ("random", "random", 900),
    ("random", "hawk", 160),
    ("random", "dove", 160),
    ("hawk", "random", 160),
    ("dove", "random", 160),
    ("random", "historical", 220),
    ("historical", "random", 220),
    ("historical", "reciprocal", 240),
    ("reciprocal", "random", 60),
)
"""Who plays each seat, and in how many worlds of the one block."""


class Company:
    """Several policies at one seat, each in worlds of its own."""

    def __init__(self, names: list[str], seeds: NDArray[np.uint64], power: Power) -> None:
        self.names = tuple(dict.fromkeys(names))
        self.which = np.array([self.names.index(name) for name in names])
        self._players = [seat_player(name, seeds, power) for name in self.names]

    def answer(self, choice: Choice) -> Array:
        """Return a response for each world, shape (worlds,)."""
        return np.choose(self.which, [player.answer(choice) for player in self._players])

    def act(self, choice: Choice) -> Array:
        """Return a card for each world, shape (worlds,)."""
        return np.choose(self.which, [player.act(choice) for player in self._players])


@dataclass
class Tally:
    """How often something was chosen, the sum of what it changed, shape (rows,), and whether it changed anything."""

    total: Array
    count: int = 0
    changed: bool = False

    def add(self, changes: Array, told: NDArray[np.bool_]) -> None:
        """Count worlds in which it was chosen; `changes` has shape (rows, worlds)."""
        self.count += changes.shape[1]
        self.total = self.total + changes.sum(axis=1)
        self.changed = self.changed or bool((changes[told] != 0).any())


@dataclass(frozen=True)
class Sample:
    """A state in which something was to be read: the turn (0-based), whose desk it was, and the rows, shape (rows,)."""

    turn: int
    power: Power | None
    column: Array


@dataclass
class Survey:
    """What occurred in some thousand games of one crisis."""

    rules: Rules
    samples: dict[str, Sample] = field(default_factory=dict)
    lain: Counter[str] = field(default_factory=Counter)
    fired: Counter[str] = field(default_factory=Counter)
    taken: dict[str, Tally] = field(default_factory=dict)
    played: dict[str, Tally] = field(default_factory=dict)
    papers: Counter[str] = field(default_factory=Counter)
    by_policy: Counter[str] = field(default_factory=Counter)
    words: dict[str, set[float]] = field(default_factory=lambda: defaultdict(set))
    causes: Causes = field(default_factory=lambda: defaultdict(Counter))
    endings: Counter[str] = field(default_factory=Counter)
    lowest: Array = field(default_factory=lambda: np.zeros(0))
    highest: Array = field(default_factory=lambda: np.zeros(0))
    last: Array = field(default_factory=lambda: np.zeros((0, 0)))
    seeds: NDArray[np.uint64] = field(default_factory=lambda: np.zeros(0, np.uint64))

    def mean(self, tally: Tally, row: str) -> float:
        """Return how much a choice moved a row, on average."""
        return float(tally.total[self.rules.layout[row]]) / tally.count

    def range(self, row: str) -> tuple[float, float]:
        """Return the lowest and the highest value a row had at the end of a turn."""
        place = self.rules.layout[row]
        return float(self.lowest[place]), float(self.highest[place])

    def ends_with(self, row: str) -> Array:
        """Return a row at the end of every game, shape (games,)."""
        values: Array = self.last[self.rules.layout[row]]
        return values


@dataclass
class _Block:
    """The block of worlds being played."""

    survey: Survey
    worlds: Worlds
    machine: WatchingMachine
    seats: dict[Power, Seat]
    companies: dict[Power, Company]
    told: NDArray[np.bool_]
    alive: NDArray[np.bool_]

    def step(self, at: games.Step) -> None:
        """Play one phase and note what it did."""
        phase, turn, power = at
        pick = games.pick_of(self.seats, at)
        chosen = power is not None and phase in ("answer", "act")
        before = self.worlds.state if chosen or phase == "news" else None
        self.machine.noted = Noted()
        games.step(self.worlds, at, pick)
        options = np.full(len(self.alive), int(phase == "news"))
        if before is not None and chosen and power is not None:
            changes, picks = self.worlds.state - before, np.asarray(pick, np.float64).astype(int)
            options = picks
            if phase == "answer":
                options = self._note_answers(turn, power, before, changes, picks)
            else:
                self._note_cards(power, changes, picks)
        elif before is not None:
            self._note_news(turn, before)
        count_causes(self.survey.causes, self.survey.rules.layout, self.machine.noted, options, self.alive)

    def _row(self, state: Array, name: str) -> Array:
        values: Array = state[self.survey.rules.layout[name]]
        return values

    def _note_news(self, turn: int, before: Array) -> None:
        for label, held in self.machine.noted.marks:
            lanes = np.flatnonzero(held & self.alive)
            match label:
                case ("incident", str(name)) if len(lanes):
                    self.survey.fired[name] += len(lanes)
                    self.survey.samples.setdefault(name, Sample(turn, None, before[:, lanes[0]]))

    def _note_answers(self, turn: int, power: Power, before: Array, changes: Array, picks: NDArray[np.int_]) -> NDArray[np.int_]:
        """Note what was answered; return the number of each world's answer in the turn's program."""
        survey, options = self.survey, np.zeros(len(self.alive), int)
        desk = self._row(before, f"{power}.desk").astype(int)
        mail = self._row(before, f"{power}.mail.card").astype(int)
        for number in np.unique(desk[self.alive & (desk > 0)]):
            incident = survey.rules.scenario.incidents[number - 1]
            here = self.alive & (desk == number)
            options[here] = survey.rules.option_number(turn, power, incident, 0) + picks[here]
            survey.lain[incident.id] += int(here.sum())
            survey.samples.setdefault(incident.id, Sample(turn, power, before[:, np.flatnonzero(here)[0]]))
            for place, response in enumerate(incident.responses):
                lanes = np.flatnonzero(here & (picks == place))
                if len(lanes):
                    key = f"{incident.id}/{response.id}"
                    self._tally(survey.taken, key, changes[:, lanes])
                    company = self.companies[power]
                    for policy, count in Counter(company.which[lanes].tolist()).items():
                        survey.by_policy[f"{company.names[policy]} {key}"] += count
                    if incident.mail in ("offer", "demand", "message"):
                        self._note_mail(power, mail[lanes], response.id)
        return options

    def _note_mail(self, power: Power, cards: NDArray[np.int_], answer: str) -> None:
        sender = other(power)
        for number, count in Counter(cards.tolist()).items():
            card = self.survey.rules.scenario.seats[sender].tray[number - 1]
            self.survey.papers[f"{sender}/{card.id}/{answer}"] += count

    def _note_cards(self, power: Power, changes: Array, picks: NDArray[np.int_]) -> None:
        for place, card in enumerate(self.survey.rules.scenario.seats[power].tray):
            lanes = np.flatnonzero(self.alive & (picks == place))
            if len(lanes):
                self._tally(self.survey.played, f"{power}/{card.id}", changes[:, lanes])

    def _tally(self, kept: dict[str, Tally], key: str, changes: Array) -> None:
        kept.setdefault(key, Tally(np.zeros(len(changes)))).add(changes, self.told)

    def settled(self) -> None:
        """Note the state after a turn, and copy the columns of the worlds that have just ended."""
        survey, whole = self.survey, self.worlds.state
        state = whole[:, self.alive]
        low, high = state.min(axis=1), state.max(axis=1)
        survey.lowest = np.minimum(survey.lowest, low) if survey.lowest.size else low
        survey.highest = np.maximum(survey.highest, high) if survey.highest.size else high
        for word in survey.rules.scenario.words:
            survey.words[word.id] |= set(np.unique(self._row(state, f"{word.id}.state")).tolist())
        fresh = self.alive & (self.worlds.row("ended") > 0.5)
        for number, count in Counter(self.worlds.row("ended")[fresh].astype(int).tolist()).items():
            survey.endings[survey.rules.scenario.endings[number - 1].id] += count
        survey.last = np.hstack([survey.last, whole[:, fresh]]) if survey.last.size else whole[:, fresh]
        survey.seeds = np.concatenate([survey.seeds, self.worlds.seeds[fresh]])
        self.alive &= ~fresh


def survey_of(rules: Rules) -> Survey:
    """Play a block of worlds of a crisis and return what occurred."""
    survey, count = Survey(rules), sum(worlds for _us, _russia, worlds in PAIRS)
    told = np.array([BOOKKEEPING.search(name) is None for name in rules.layout.rows])
    worlds = Worlds(rules, games.seeds_of(count, 300))
    machine = WatchingMachine(worlds.rows, worlds.seeds)
    worlds.machine = machine
    names: dict[Power, list[str]] = {
        "us": [us for us, _russia, many in PAIRS for _ in range(many)],
        "russia": [russia for _us, russia, many in PAIRS for _ in range(many)],
    }
    companies = {power: Company(names[power], worlds.seeds, power) for power in POWERS}
    seats = {power: Seat(worlds, power, companies[power], Features.of(rules, power)) for power in POWERS}
    block = _Block(survey, worlds, machine, seats, companies, told, np.ones(count, np.bool_))
    for turn in range(rules.turns):
        for at in games.phases(rules, turn):
            block.step(at)
        block.settled()
        if not block.alive.any():
            break
    return survey
