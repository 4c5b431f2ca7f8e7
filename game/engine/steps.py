"""Places, expressions and steps: the parts that responses, cards and endings of a scenario are written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from game.engine.terms import Power


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something was written; lines and columns count from 1."""

    file: str
    line: int
    column: int


# --- expressions -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    """A constant in an expression."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """A track, flag or reading, by its absolute dotted name."""

    name: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator or function applied to its operands.

    `kind` is one of + - * / neg not and or < <= > >= == != min max abs.
    """

    kind: str
    operands: tuple[Expression, ...]


Expression = Number | Name | Operation


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression with the text and the place it was read from."""

    expression: Expression
    text: str
    place: Place


# --- steps of a response ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Act:
    """A measure of the catalogue, taken by one power against or toward the other.

    `amount` counts persons, posts or names where the measure takes a number; `scope` scales the weight (0.4 to 1).
    """

    measure: str
    by: Power
    amount: Formula | None
    scope: float
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class AddTrack:
    """Add an amount to a track; `why` is the name of the cause in the ledger."""

    track: str
    amount: Formula
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class SetFlag:
    """Set a flag for the rest of the game; a secret flag is known to its power alone."""

    flag: str
    place: Place


@dataclass(frozen=True, slots=True)
class Branch:
    """Do one list of steps if the condition held when the response was chosen, else the other."""

    when: Formula
    then: tuple[Step, ...]
    otherwise: tuple[Step, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Chance:
    """Do one list of steps with the given probability, else the other; `risk` names it on the card."""

    probability: Formula
    risk: str
    then: tuple[Step, ...]
    otherwise: tuple[Step, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Schedule:
    """Put an incident on its desk (or into the news) a number of turns from now, before the pool."""

    incident: str
    after: int
    place: Place


@dataclass(frozen=True, slots=True)
class Report:
    """A headline that the news of this turn carries."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Finish:
    """End the game with this ending at the end of the turn."""

    ending: str
    place: Place


@dataclass(frozen=True, slots=True)
class Word:
    """Open, keep, extend or drop a word on the table."""

    word: str
    change: Literal["give", "keep", "late", "drop"]
    place: Place


@dataclass(frozen=True, slots=True)
class Learn:
    """Spend the act on a sharper estimate of a hidden type."""

    hidden: str
    by: Power
    place: Place


@dataclass(frozen=True, slots=True)
class Impose:
    """Impose or lift a declared sanctions package."""

    package: str
    lift: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer what lies in the power's mail: take it, counter it, stall, or leak it to a paper."""

    power: Power
    kind: Literal["accept", "counter", "stall", "leak"]
    place: Place


Step = Act | AddTrack | SetFlag | Branch | Chance | Schedule | Report | Finish | Word | Learn | Impose | Reply


# --- parts of a text --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lock:
    """What a response needs, and the sentence shown when it is lacking."""

    when: Formula
    because: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of fact with its status and its source's id."""

    text: str
    status: Literal["reported", "alleged", "denied", "analyst view"]
    source: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What an adviser says of an incident: the response backed (its id) and the reason."""

    adviser: str
    backs: str
    because: str


@dataclass(frozen=True, slots=True)
class Callback:
    """A sentence shown when its condition holds; the first that holds is shown."""

    when: Formula
    text: str
