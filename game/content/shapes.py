"""The files as authors write them: which keys, which kinds of value, within which limits.

These classes import pydantic, so only the reader imports this module, and late. They also give editors their JSON Schema.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, PlainValidator, StringConstraints, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from game.content.source import UnquotedDate

MAX_TURNS: Final = 12
"""Most turns a crisis may have."""
LARGEST_VALUE: Final = 1e4
"""No bound, start value or amount is larger, by its size."""
LONGEST_DAYS: Final = 36500
"""A hundred years: the longest half-life and age."""
SOMETHING: Final = r"[^\s\p{Z}\p{C}\p{M}\u115f\u1160\u2800\u3164\uffa0]"
"""The pattern of a text that draws as something: one character that is no blank, no control and no mark on another."""
TURN_RANGE: Final = re.compile(r"(\d{1,2})\s*-\s*(\d{1,2})", re.ASCII)
"""The form `2-4` of a window of turns."""


_FIRST_YEAR: Final = 1700
_LAST_YEAR: Final = 2200


def _expression(value: Any) -> Any:
    if isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise PydanticCustomError("expected", "expected a number or an expression")


def _turns(value: Any) -> Any:
    numbers = [value] if isinstance(value, int) else value
    if isinstance(numbers, list) and numbers and all(isinstance(n, int) and not isinstance(n, bool) for n in numbers):
        return value
    if isinstance(value, str) and TURN_RANGE.fullmatch(value.strip()):
        return value
    raise PydanticCustomError("expected", 'expected turns such as 3, "2-4" or [2, 5]')


def _real_date(value: str) -> str:
    try:
        year = datetime.date.fromisoformat(value).year
    except ValueError:
        raise PydanticCustomError("expected", "expected a date of the calendar") from None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise PydanticCustomError("expected", f"expected a date between the years {_FIRST_YEAR} and {_LAST_YEAR}")
    return value


Text = Annotated[str, StringConstraints(max_length=4000, pattern=SOMETHING)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=48)]
FileId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=48)]
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_real_date)]
Expr = Annotated[Any, PlainValidator(_expression), WithJsonSchema({"type": ["string", "number"]})]
Turns = Annotated[
    Any,
    PlainValidator(_turns),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "array", "items": {"type": "integer"}}]}),
]
Coefficient = Annotated[float, Field(ge=-LONGEST_DAYS, le=LONGEST_DAYS)]
Share = Annotated[float, Field(ge=0, le=1)]
PowerId = Literal["us", "russia"]


class Shape(BaseModel):
    """A mapping with known keys only; `noun` is what messages call it."""

    model_config = ConfigDict(strict=True, extra="forbid", defer_build=True)
    noun: ClassVar[str] = "part"


# --- steps -----------------------------------------------------------------------------------------


class ActShape(Shape):
    """A measure with its number; which key is the measure is seen when the catalogue is known."""

    model_config = ConfigDict(strict=True, extra="allow", defer_build=True)
    noun = "step"
    __pydantic_extra__: dict[str, Expr]
    scope: float = Field(default=1.0, ge=0.1, le=1)
    why: Text = ""
    by: PowerId | Literal["me", "them"] | None = None


class TrackShape(Shape):
    """Add an amount to a track."""

    noun = "track step"
    track: Text
    add: Expr
    why: Text


class FlagShape(Shape):
    """Set a flag."""

    noun = "flag step"
    flag: Id
    secret: bool = False


class IfShape(Shape):
    """A branch on a condition."""

    noun = "branch"
    when: Expr = Field(alias="if")
    then: list[Step]
    otherwise: list[Step] = Field(default=[], alias="else")


class ChanceShape(Shape):
    """A branch on chance."""

    noun = "chance step"
    chance: Expr
    risk: Text = ""
    then: list[Step]
    otherwise: list[Step] = Field(default=[], alias="else")


class ScheduleShape(Shape):
    """An incident that comes some turns later."""

    noun = "schedule step"
    schedule: Text
    after: int = Field(ge=1, le=MAX_TURNS)


class NewsStepShape(Shape):
    """A headline."""

    noun = "news step"
    news: Text


class EndShape(Shape):
    """The end of the game."""

    noun = "end step"
    end: Id


class GiveWordShape(Shape):
    """A word given."""

    noun = "word step"
    give_word: Id


class KeepWordShape(Shape):
    """A word kept."""

    noun = "word step"
    keep_word: Id


class LateWordShape(Shape):
    """A word moved to a later date."""

    noun = "word step"
    late_word: Id


class DropWordShape(Shape):
    """A word dropped."""

    noun = "word step"
    drop_word: Id


class LearnShape(Shape):
    """A sharper estimate of a hidden type."""

    noun = "learn step"
    learn: Id


class ImposeShape(Shape):
    """A package imposed."""

    noun = "sanctions step"
    impose: Id


class LiftShape(Shape):
    """A package lifted."""

    noun = "sanctions step"
    lift: Id


class VetoShape(Shape):
    """A bill sent back, and what follows either way."""

    noun = "veto step"
    veto: Id
    upheld: list[Step] = Field(default=[])
    overridden: list[Step] = Field(default=[])


class AcceptShape(Shape):
    """The offer in the mail is taken."""

    noun = "answer step"
    accept: Literal[1]


class CounterStepShape(Shape):
    """Other terms go back."""

    noun = "answer step"
    counter: Literal[1]


class StallShape(Shape):
    """The offer is left to lapse."""

    noun = "answer step"
    stall: Literal[1]


class LeakShape(Shape):
    """The offer goes to a paper."""

    noun = "answer step"
    leak: Literal[1]


STEP_SHAPES: Final[dict[str, type[Shape]]] = {
    "track": TrackShape,
    "flag": FlagShape,
    "if": IfShape,
    "chance": ChanceShape,
    "schedule": ScheduleShape,
    "news": NewsStepShape,
    "end": EndShape,
    "give_word": GiveWordShape,
    "keep_word": KeepWordShape,
    "late_word": LateWordShape,
    "drop_word": DropWordShape,
    "learn": LearnShape,
    "impose": ImposeShape,
    "lift": LiftShape,
    "veto": VetoShape,
    "accept": AcceptShape,
    "counter": CounterStepShape,
    "stall": StallShape,
    "leak": LeakShape,
}
"""The keyword that tells each kind of step, in the order in which they are looked for."""


def _step_tag(value: Any) -> str | None:
    if isinstance(value, str | UnquotedDate):
        return "<measure>"
    if isinstance(value, dict):
        return next((f"<{keyword}>" for keyword in STEP_SHAPES if keyword in value), "<act>")
    return "<act>" if isinstance(value, BaseModel) else None


# In angle brackets, so that a tag in the location of an error is never taken for a key of the file.
# A named alias, so that pydantic builds the union once and not at each of the ten places that use it.
_STEP = Annotated[
    Annotated[Id, Tag("<measure>")]
    | Annotated[ActShape, Tag("<act>")]
    | Annotated[TrackShape, Tag("<track>")]
    | Annotated[FlagShape, Tag("<flag>")]
    | Annotated[IfShape, Tag("<if>")]
    | Annotated[ChanceShape, Tag("<chance>")]
    | Annotated[ScheduleShape, Tag("<schedule>")]
    | Annotated[NewsStepShape, Tag("<news>")]
    | Annotated[EndShape, Tag("<end>")]
    | Annotated[GiveWordShape, Tag("<give_word>")]
    | Annotated[KeepWordShape, Tag("<keep_word>")]
    | Annotated[LateWordShape, Tag("<late_word>")]
    | Annotated[DropWordShape, Tag("<drop_word>")]
    | Annotated[LearnShape, Tag("<learn>")]
    | Annotated[ImposeShape, Tag("<impose>")]
    | Annotated[LiftShape, Tag("<lift>")]
    | Annotated[VetoShape, Tag("<veto>")]
    | Annotated[AcceptShape, Tag("<accept>")]
    | Annotated[CounterStepShape, Tag("<counter>")]
    | Annotated[StallShape, Tag("<stall>")]
    | Annotated[LeakShape, Tag("<leak>")],
    Discriminator(_step_tag),
]
Step = TypeAliasType("Step", _STEP)


# --- responses and incidents -----------------------------------------------------------------------


class LockShape(Shape):
    """What a response needs."""

    noun = "lock"
    when: Expr
    because: Text


class ResponseShape(Shape):
    """One thing that can be chosen."""

    noun = "response"
    id: Id
    label: Text
    line: Text
    does: list[Step]
    result: Text
    echo: Text = ""
    news: Text = ""
    requires: LockShape | None = None
    history: bool = False
    private: bool = False
    papers: dict[Id, Text] = Field(default={})


class ClaimShape(Shape):
    """A fact with its status."""

    noun = "claim"
    text: Text
    status: Literal["reported", "alleged", "denied", "analyst view"]
    source: Text


class CallbackShape(Shape):
    """A sentence with its condition."""

    noun = "callback"
    when: Expr
    text: Text


class AdviceShape(Shape):
    """What an adviser says."""

    noun = "advice"
    backs: Id
    because: Text


class IncidentShape(Shape):
    """News, or a matter on a desk."""

    noun = "incident"
    id: Id
    addressee: Literal["us", "russia", "both"] | None = Field(default=None, alias="for")
    deck: Literal["spine", "pool", "news"]
    turns: Turns = None
    when: Expr = None
    # A weight below zero is for a rule of its own to tell.
    weight: float = Field(default=1.0, ge=-1000, le=1000)
    chance: Expr = None
    title: Text
    text: Text
    claims: list[ClaimShape] = Field(default=[])
    variants: list[CallbackShape] = Field(default=[])
    callbacks: list[CallbackShape] = Field(default=[])
    advisers: dict[Id, AdviceShape] = Field(default={})
    responses: list[ResponseShape] = Field(default=[])
    does: list[Step] = Field(default=[])


class TermsShape(Shape):
    """The terms of a counter-offer."""

    noun = "counter"
    gives: Id | None = None
    asks: Id | None = None


class MailShape(Shape):
    """What a card puts on the rival's desk."""

    noun = "mail"
    kind: Literal["offer", "demand", "message"]
    gives: Id | None = None
    asks: Id | None = None
    counter: TermsShape | None = None
    title: Text
    text: Text
    accepted: list[Step] = Field(default=[])
    refused: list[Step] = Field(default=[])
    leaked: list[Step] = Field(default=[])


class CardShape(Shape):
    """A card of the tray."""

    noun = "card"
    id: Id
    verb: Literal["talk", "signal", "prepare", "court", "ask"]
    label: Text
    line: Text
    does: list[Step]
    result: Text
    echo: Text = ""
    news: Text = ""
    turns: Turns = None
    when: Expr = None
    requires: LockShape | None = None
    private: bool = False
    history: Turns = None
    mail: MailShape | None = None
