"""A whole scenario file as its author writes it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from game.content.shapes import (
    LARGEST_VALUE,
    LONGEST_DAYS,
    MAX_TURNS,
    CallbackShape,
    CardShape,
    Coefficient,
    Date,
    Expr,
    FileId,
    Id,
    IncidentShape,
    PowerId,
    Shape,
    Share,
    Step,
    Text,
    Turns,
)

Number = Annotated[float, Field(ge=-LARGEST_VALUE, le=LARGEST_VALUE)]
Points = Annotated[float, Field(ge=0, le=LARGEST_VALUE)]
Oil = Annotated[float, Field(ge=-100, le=100)]
HalfLife = Annotated[float, Field(ge=0.25, le=LONGEST_DAYS)]
TurnNumber = Annotated[int, Field(ge=1, le=MAX_TURNS)]


class SeenShape(Shape):
    """The date each seat reads."""

    noun = "`seen`"
    us: Date | None = None
    russia: Date | None = None


class TurnShape(Shape):
    """One news beat."""

    noun = "turn"
    date: Date
    days: float = Field(ge=0.25, le=366)
    name: Text
    initiative: PowerId
    seen: SeenShape | None = None


class StartShape(Shape):
    """Where the pair begins."""

    noun = "start"
    relations: Number
    tension: Number
    rung: Number


class SeatStartShape(Shape):
    """Where a power begins."""

    noun = "start of a seat"
    room: Number
    approval: Number
    credibility: Number
    hope: Number
    staff: Number
    consulates: Number
    premises: Number
    market: Number | None = None
    oil: Oil | None = None
    received_points: Points | None = None
    received_persons: Points | None = None
    received_posts: Points | None = None


class TrackDeclaration(Shape):
    """A track of the scenario's own."""

    noun = "track"
    id: Id
    label: Text
    start: Number
    low: Number = 0.0
    high: Number = 100.0
    rest: Number | None = None
    half_life: HalfLife | None = None
    about: Text


class HiddenShape(Shape):
    """A type that is drawn."""

    noun = "hidden type"
    id: Id
    label: Text
    values: dict[Id, Share] = Field(min_length=2)
    labels: dict[Id, Text] = Field(default={})
    tells: dict[Id, list[Text]] = Field(default={})
    reveal: TurnNumber


class WordShape(Shape):
    """A word that can be put on the table."""

    noun = "word"
    id: Id
    owner: PowerId
    kind: Literal["reserve", "warning", "promise"]
    public: bool = True
    level: float = Field(default=1.0, ge=0.1, le=3)
    due: TurnNumber
    title: Text
    text: Text
    met: Expr = None
    broken: Expr = None
    keep: list[Step] = Field(default=[])
    open: bool = False
    history: Literal["keep", "late", "drop"] | None = None


class PackageShape(Shape):
    """A package of sanctions."""

    noun = "package"
    id: Id
    label: Text
    target: PowerId
    size: float = Field(ge=0, le=50)
    share: Share
    ally_share: Share = 0.0
    first_of_kind: bool = False
    age_days: Annotated[float, Field(ge=0, le=LONGEST_DAYS)] | None = None


class PartyShape(Shape):
    """A third party."""

    noun = "party"
    id: Id
    name: Text
    stance: Text
    start: Share
    rest: Share | None = None
    thresholds: list[Annotated[list[Any], Field(min_length=2, max_length=2)]] = Field(default=[])


class ChamberShape(Shape):
    """A chamber of a legislature."""

    noun = "chamber"
    id: Id
    name: Text
    seats: int = Field(default=100, ge=1, le=5000)
    share: Share
    review_bar: Share = 0.5


class ClauseShape(Shape):
    """A clause of the bill, with a count of its own."""

    noun = "clause"
    id: Id
    name: Text
    share: Share
    unsure: float = Field(default=0.0, ge=0, le=0.5)
    strict: Text
    soft: Text


class LegislatureShape(Shape):
    """A parliament."""

    noun = "legislature"
    id: Id
    name: Text
    power: PowerId
    chambers: list[ChamberShape] = Field(min_length=1, max_length=2)
    clauses: list[ClauseShape] = Field(default=[], max_length=6)
    vote: TurnNumber | None = None


class GoalShape(Shape):
    """A goal of a mandate."""

    noun = "goal"
    label: Text
    of: Expr
    start: Number
    full: Number
    points: float = Field(ge=0, le=100)


class FloorShape(Shape):
    """A floor under a track."""

    noun = "floor"
    label: Text
    of: Expr
    start: Number


class MandateShape(Shape):
    """What a seat is to achieve."""

    noun = "mandate"
    id: Id
    name: Text
    text: Text
    goals: list[GoalShape]


class AdviserShape(Shape):
    """An office that gives advice."""

    noun = "adviser"
    id: Id
    name: Text
    senior: bool = False
    loud: bool = False
    about: Text


class HandoverShape(Shape):
    """A successor in a seat."""

    noun = "handover"
    turn: TurnNumber
    start: dict[str, Number]
    keeps_words: list[Id] = Field(default=[])
    text: Text


class SeatShape(Shape):
    """A seat."""

    noun = "seat"
    name: Text
    capital: Text
    office: Text
    closed_media: bool = False
    start: SeatStartShape
    brief: Text
    brief_print: Text
    mandates: list[MandateShape] = Field(min_length=1, max_length=6)
    floors: list[FloorShape] = Field(default=[])
    advisers: list[AdviserShape] = Field(min_length=1, max_length=5)
    tray: list[CardShape]
    handover: HandoverShape | None = None


class PowersShape(Shape):
    """Both seats."""

    noun = "`powers`"
    us: SeatShape
    russia: SeatShape


class PaperShape(Shape):
    """An invented newspaper."""

    noun = "paper"
    id: Id
    name: Text
    power: PowerId
    about: Text


class EndingTextsShape(Shape):
    """The text each seat reads instead of the common one."""

    noun = "`texts`"
    us: Text | None = None
    russia: Text | None = None


class EndingShape(Shape):
    """How a game can end."""

    noun = "ending"
    id: Id
    title: Text
    text: Text
    when: Expr
    final: bool = False
    callbacks: list[CallbackShape] = Field(default=[])
    rupture: bool = False
    texts: EndingTextsShape | None = None
    omens: list[CallbackShape] = Field(default=[])


class VerdictsShape(Shape):
    """A text for each verdict."""

    noun = "`verdicts`"
    rupture: Text
    common_ground: Text
    victory_with_a_bill: Text
    advantage: Text
    kept_faith: Text
    outplayed: Text
    cold_draw: Text


class TollShape(Shape):
    """What it cost people."""

    noun = "toll"
    text: Text
    count: Expr


class HistoryShape(Shape):
    """What really happened."""

    noun = "item of history"
    turn: TurnNumber
    date: Date
    text: Text
    source: Text


class ScenarioFile(Shape):
    """A crisis."""

    noun = "scenario"
    id: FileId
    title: Text
    subtitle: Text
    summary: Text
    turns: list[TurnShape] = Field(min_length=1, max_length=MAX_TURNS)
    start: StartShape
    tracks: list[TrackDeclaration] = Field(default=[], max_length=64)
    hidden: list[HiddenShape] = Field(default=[], max_length=16)
    words: list[WordShape] = Field(default=[], max_length=64)
    packages: list[PackageShape] = Field(default=[], max_length=64)
    parties: list[PartyShape] = Field(default=[], max_length=32)
    legislature: LegislatureShape | None = None
    powers: PowersShape
    papers: list[PaperShape] = Field(default=[], max_length=64)
    sources: dict[str, Text] = Field(default={})
    incidents: list[IncidentShape] = Field(min_length=1, max_length=2000)
    endings: list[EndingShape] = Field(min_length=1, max_length=64)
    verdicts: VerdictsShape
    tolls: list[TollShape] = Field(default=[])
    history: list[HistoryShape] = Field(default=[])
    glossary: dict[str, Text] = Field(default={})
    inherits: dict[Id, Text] = Field(default={})
    struck_turns: Turns = None
    model: dict[str, Coefficient] = Field(default={})
