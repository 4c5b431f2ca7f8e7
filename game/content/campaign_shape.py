"""The shape of a campaign's file."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from game.content.files import Number
from game.content.shapes import Expr, FileId, Id, Shape, Step, Text


class SeatTextsShape(Shape):
    """A text for each seat."""

    noun = "`texts`"
    us: Text
    russia: Text


class PassageShape(Shape):
    """A sentence of an interlude with its condition."""

    noun = "passage"
    when: Expr
    texts: SeatTextsShape


class InterludeShape(Shape):
    """What happens between two crises."""

    noun = "interlude"
    title: Text
    texts: SeatTextsShape
    passages: list[PassageShape] = Field(default=[])
    does: list[Step] = Field(default=[])
    carries: dict[str, Expr]
    band: dict[str, Annotated[list[Number], Field(min_length=2, max_length=2)]] = Field(default={})


class CampaignFile(Shape):
    """A campaign."""

    noun = "campaign"
    id: FileId
    title: Text
    subtitle: Text
    summary: Text
    parts: list[Id | FileId] = Field(min_length=2, max_length=6)
    interludes: list[InterludeShape] = Field(min_length=1, max_length=5)
