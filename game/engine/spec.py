"""The frozen facts of one scenario, each with the file and line it came from.

Everything here is read once by `game.content` and never changes; what does change lives in the state.
References to tracks, flags and words are absolute (`us.room`, never `me.room`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from game.engine.steps import Advice, Callback, Claim, Formula, Lock, Place, Step
from game.engine.terms import Deck, MailKind, Power, Verb, WordKind

# --- incidents -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Response:
    """One thing a power can choose on its desk."""

    id: str
    label: str
    line: str
    steps: tuple[Step, ...]
    place: Place
    lock: Lock | None = None
    history: bool = False
    private: bool = False
    result: str = ""
    echo: str = ""
    news: str = ""
    papers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Incident:
    """An item of news, or a matter on a power's desk.

    `power` is None for news; `turns` are the 1-based turns in which it can come; `weight` counts in the pool only.
    The first variant whose condition holds is read instead of `text`.
    """

    id: str
    deck: Deck
    power: Power | None
    turns: tuple[int, ...]
    title: str
    text: str
    place: Place
    responses: tuple[Response, ...] = ()
    when: Formula | None = None
    weight: float = 1.0
    probability: Formula | None = None
    repeat: bool = False
    advice: tuple[Advice, ...] = ()
    claims: tuple[Claim, ...] = ()
    callbacks: tuple[Callback, ...] = ()
    steps: tuple[Step, ...] = ()
    mail: MailKind | None = None
    word: str | None = None
    variants: tuple[Callback, ...] = ()


@dataclass(frozen=True, slots=True)
class Mail:
    """What a tray card puts on the rival's next desk, and what each answer to it sets off."""

    kind: MailKind
    gives: str | None
    asks: str | None
    counter_gives: str | None
    counter_asks: str | None
    title: str
    text: str
    accepted: tuple[Step, ...]
    refused: tuple[Step, ...]
    leaked: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One act of the initiative, ready-made."""

    id: str
    verb: Verb
    label: str
    line: str
    steps: tuple[Step, ...]
    place: Place
    turns: tuple[int, ...]
    when: Formula | None = None
    lock: Lock | None = None
    mail: Mail | None = None
    history: tuple[int, ...] = ()
    private: bool = False
    result: str = ""
    echo: str = ""
    news: str = ""


# --- the scenario around them ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the catalogue of measures.

    `weight` is in Goldstein points (Goldstein 1992); `account` says whether it enters the account of unanswered hostility;
    `takes` is what its number counts; where it removes staff, the weight grows with the number by z(n).
    """

    id: str
    label: str
    cameo: str
    weight: float
    rung: int
    kind: Literal["material", "verbal"]
    takes: Literal["none", "persons", "posts", "premises", "names"]
    removes: Literal["none", "staff", "consulates", "premises"]
    public: bool
    account: bool
    note: str
    place: Place


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that can be given in a bargain; `steps` are written as if the US gave it and as if Russia did."""

    id: str
    label: str
    steps: Mapping[Power, tuple[Step, ...]]
    lock: Mapping[Power, Lock | None]
    place: Place


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A number of the model, with its unit, source and evidence grade."""

    name: str
    value: float
    unit: str
    source: str
    grade: str
    place: Place


@dataclass(frozen=True, slots=True)
class Turn:
    """One news beat: its date, its length in days, who moves first, and the date each seat reads."""

    date: str
    days: float
    name: str
    initiative: Power
    seen: Mapping[Power, str]


@dataclass(frozen=True, slots=True)
class Goal:
    """Part of a mandate: points rise linearly from nothing at `start` to all at `full`."""

    label: str
    of: Formula
    start: float
    full: float
    points: float


@dataclass(frozen=True, slots=True)
class Mandate:
    """What a power is to achieve; the points of its four goals sum to 100."""

    id: str
    name: str
    text: str
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Adviser:
    """An office that gives advice: its bias is hidden from nobody but said by nobody."""

    id: str
    name: str
    senior: bool
    loud: bool
    about: str


@dataclass(frozen=True, slots=True)
class Successor:
    """What changes in a seat on the handover turn; values are absolute starts of the new leader."""

    turn: int
    start: Mapping[str, float]
    keeps_words: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Everything one power brings to a scenario."""

    power: Power
    name: str
    capital: str
    office: str
    closed_media: bool
    start: Mapping[str, float]
    brief: str
    brief_print: str
    mandates: tuple[Mandate, ...]
    advisers: tuple[Adviser, ...]
    tray: tuple[Card, ...]
    successor: Successor | None
    floors: tuple[Goal, ...] = ()


@dataclass(frozen=True, slots=True)
class Track:
    """A track the scenario adds: it drifts to `rest` with a half-life in days (0: it stays)."""

    id: str
    label: str
    start: float
    low: float
    high: float
    rest: float
    half_life: float
    about: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """A type drawn once per world and shown to nobody before its turn, with the prior of each value."""

    id: str
    label: str
    values: tuple[tuple[str, float], ...]
    labels: Mapping[str, str]
    tells: Mapping[str, tuple[str, ...]]
    reveal: int


@dataclass(frozen=True, slots=True)
class WordSpec:
    """A warning, promise or reserved right that a power can put on the table.

    `due` is an absolute turn; `met` redeems it by itself; `broken` drops it by itself; `keep` is what carrying it out does.
    """

    id: str
    owner: Power
    kind: WordKind
    public: bool
    level: float
    due: int
    title: str
    text: str
    met: Formula | None
    broken: Formula | None
    keep: tuple[Step, ...]
    start_open: bool
    place: Place
    history: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """A sanctions package: full-coalition loss in % of GDP, who takes part, and since when (days before turn 1)."""

    id: str
    label: str
    target: Power
    size: float
    share: float
    ally_share: float
    first_of_kind: bool
    age_days: float | None


@dataclass(frozen=True, slots=True)
class Party:
    """A third party: one line of stance, one meter, announced thresholds (value, what happens)."""

    id: str
    name: str
    stance: str
    start: float
    rest: float
    thresholds: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Chamber:
    """One chamber of a legislature: its seats, the share behind the bill at the start, the bar of a review."""

    id: str
    name: str
    seats: int
    share: float
    review_bar: float


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the bill: the share for its strict wording, how far the whip's count may be off, and both wordings."""

    id: str
    name: str
    share: float
    unsure: float
    strict: str
    soft: str


@dataclass(frozen=True, slots=True)
class Legislature:
    """A parliament as an actor, with its chambers and the count of each clause."""

    id: str
    name: str
    power: Power
    chambers: tuple[Chamber, ...]
    clauses: tuple[Clause, ...]
    vote: int = 0


@dataclass(frozen=True, slots=True)
class Ending:
    """How a game can end: the first whose condition holds closes the world; `final` ones are read at the horizon."""

    id: str
    title: str
    text: str
    when: Formula
    final: bool
    callbacks: tuple[Callback, ...]
    rupture: bool
    place: Place
    texts: Mapping[Power, str] = field(default_factory=dict)
    omens: tuple[Callback, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """An invented newspaper of one side."""

    id: str
    name: str
    power: Power
    about: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """What really happened in a turn, with its source."""

    turn: int
    date: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Toll:
    """A sentence of the verdict about people: shown with the number its formula gives, when that is above zero."""

    text: str
    count: Formula


@dataclass(frozen=True, slots=True)
class Scenario:
    """One crisis, complete."""

    id: str
    title: str
    subtitle: str
    summary: str
    turns: tuple[Turn, ...]
    start: Mapping[str, float]
    seats: Mapping[Power, Seat]
    tracks: tuple[Track, ...]
    hidden: tuple[Hidden, ...]
    words: tuple[WordSpec, ...]
    packages: tuple[Package, ...]
    parties: tuple[Party, ...]
    legislature: Legislature | None
    incidents: tuple[Incident, ...]
    endings: tuple[Ending, ...]
    verdicts: Mapping[str, str]
    tolls: tuple[Toll, ...]
    papers: tuple[Paper, ...]
    sources: Mapping[str, Source]
    history: tuple[HistoryItem, ...]
    glossary: Mapping[str, str]
    measures: Mapping[str, Measure]
    chips: Mapping[str, Chip]
    model: Mapping[str, Coefficient]
    secret_flags: Mapping[str, Power]
    place: Place
    inherits: Mapping[str, str] = field(default_factory=dict)
    digest: str = field(default="", init=False)

    def __repr__(self) -> str:
        """Return which crisis it is, on one line."""
        return f"<Scenario {self.id}: {len(self.turns)} turns, {len(self.incidents)} incidents>"
