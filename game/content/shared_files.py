"""The files all scenarios share, as their authors write them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from game.content.shapes import Coefficient, Expr, Id, LockShape, ResponseShape, Shape, Step, Text


class MeasureShape(Shape):
    """A row of the catalogue."""

    noun = "measure"
    label: Text
    cameo: Text
    weight: float = Field(ge=-10, le=10)
    rung: int = Field(ge=0, le=10)
    kind: Literal["material", "verbal"]
    takes: Literal["none", "persons", "posts", "premises", "names"] = "none"
    removes: Literal["none", "staff", "consulates", "premises"] = "none"
    public: bool = True
    account: bool = False
    note: Text = ""


class MeasuresFile(Shape):
    """The catalogue of measures."""

    noun = "catalogue of measures"
    measures: dict[Id, MeasureShape]


class ChipShape(Shape):
    """What can be given in a bargain."""

    noun = "chip"
    id: Id
    label: Text
    requires: LockShape | None = None
    does: list[Step]


class ChipsFile(Shape):
    """The chips."""

    noun = "list of chips"
    chips: list[ChipShape]


class AnswerShape(Shape):
    """How one kind of mail can be answered."""

    noun = "answer"
    id: Literal["offer", "demand", "message", "counter"]
    mail: Literal["offer", "demand", "message", "counter"]
    title: Text
    text: Text
    responses: list[ResponseShape]


class DueResponseShape(Shape):
    """One of the three things to do with a word that is due."""

    noun = "response"
    label: Text
    line: Text
    result: Text
    echo: Text = ""
    news: Text = ""


class DueShape(Shape):
    """The incident of a word that is due."""

    noun = "`due`"
    title: Text
    text: Text
    keep: DueResponseShape
    late: DueResponseShape
    drop: DueResponseShape


class StruckShape(Shape):
    """The incident of an act that came out of turn and is still unanswered."""

    noun = "`struck`"
    title: Text
    text: Text
    when: Expr
    responses: list[ResponseShape]


class AnswersFile(Shape):
    """The shared answers."""

    noun = "file of answers"
    answers: list[AnswerShape]
    struck: StruckShape | None = None
    due: DueShape


class CoefficientShape(Shape):
    """A number of the model."""

    noun = "coefficient"
    value: Coefficient
    min: Coefficient | None = None
    max: Coefficient | None = None
    whole: bool = False
    unit: Text
    source: Text
    grade: Text
    note: Text = ""


class ModelFile(Shape):
    """The model's coefficients."""

    noun = "model"
    coefficients: dict[Id, CoefficientShape]
