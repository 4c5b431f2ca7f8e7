"""How rows of the state are declared: once each, with all that any part of the game knows of them.

A row is named through its owner: `seat("us").room` is "us.room". A misspelt row is an attribute that does not exist, which the type
checker sees. What reads the declarations (reader, layout, observation, sweep, view, the dictionary of rows) asks the class of the owner.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, overload

Unit = Literal["points", "share", "persons", "posts", "cuts", "% of GDP", "count", "turn", "number", "yes or no", "days"]
Sight = Literal["public", "estimated", "own"]
"""What the rival knows of a seat's row: what any paper prints, a guess, nothing."""

Whose = Literal["mine", "both", "target"]


def marked(text: str) -> str:
    """Mark a text for the catalogue of translations; whoever shows it looks it up."""
    return text


@dataclass(frozen=True, slots=True)
class Shown:
    """How a reader meets a row: its name, the factor from the engine's scale, its places, what a large step is, from which turn.

    `why` introduces it; `theirs` is its name when it is the other side's; `welcome` says which way is a relief.
    `whose`: it is shown of one's own seat, of both, or of whoever a package aims at.
    """

    label: str
    why: str
    large: float
    since: int
    factor: float
    places: int
    theirs: str
    welcome: Literal["up", "down"]
    whose: Whose


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the state, or one reading worked out of several (`stored` is false).

    `bounds` make it a track. `read` and `write`: an author's expression may read it, a step may add to it. `kept`: outcomes hold it.
    `mark`: it is kept in a byte.
    """

    about: str
    unit: Unit
    bounds: tuple[float, float] | None = None
    read: bool = False
    write: bool = False
    sight: Sight = "own"
    kept: bool = False
    mark: bool = False
    stored: bool = True
    shown: Shown | None = None

    def told(
        self,
        label: str,
        why: str,
        large: float,
        *,
        since: int = 1,
        factor: float = 1,
        places: int = 1,
        theirs: str = "",
        welcome: Literal["up", "down"] = "up",
        whose: Whose = "mine",
    ) -> Row:
        """Return the row with what a reader is told of it, as `Shown` has it."""
        return replace(self, shown=Shown(label, why, large, since, factor, places, theirs, welcome, whose))


class Owner:
    """Whose rows they are; without a name they are the pair's or the engine's own.

    Of the class, `rows` are its rows by their names within it and `families` those that there are many of, by their forms.
    """

    rows: ClassVar[dict[str, Row]] = {}
    families: ClassVar[dict[str, Row]] = {}

    def __init_subclass__(cls) -> None:
        """Collect the declarations, in their order."""
        cls.rows = {item.name: item.declared for item in vars(cls).values() if isinstance(item, One)}
        cls.families = {item.form: item.declared for item in vars(cls).values() if isinstance(item, Many)}

    def __init__(self, name: str = "") -> None:
        self.name = name

    def row(self, name: str) -> str:
        """Return the name of a row in the state."""
        return f"{self.name}.{name}" if self.name else name


class One:
    """A row of an owner."""

    def __init__(self, row: Row, name: str = "") -> None:
        self.declared, self.name = row, name

    def __set_name__(self, owner: type[Owner], name: str) -> None:
        self.name = self.name or name

    @overload
    def __get__(self, owner: None, kind: type[Owner]) -> One: ...
    @overload
    def __get__(self, owner: Owner, kind: type[Owner]) -> str: ...
    def __get__(self, owner: Owner | None, kind: type[Owner]) -> One | str:
        """Return the name of the row in the state; of the class, the declaration."""
        return self if owner is None else owner.row(self.name)


class Many:
    """A family of rows of an owner, one for each turn, card, chamber or the like; `form` shows where that stands."""

    def __init__(self, row: Row, form: str) -> None:
        self.declared, self.form = row, form

    @overload
    def __get__(self, owner: None, kind: type[Owner]) -> Many: ...
    @overload
    def __get__(self, owner: Owner, kind: type[Owner]) -> Callable[[object], str]: ...
    def __get__(self, owner: Owner | None, kind: type[Owner]) -> Many | Callable[[object], str]:
        """Return what names a row of the family; of the class, the declaration."""
        return self if owner is None else lambda which: owner.row(self.form.format(which))
