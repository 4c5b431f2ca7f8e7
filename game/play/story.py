"""What a game is made of between its choices: what may be chosen, what was, what came of it in a turn, and who keeps it all."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from game.engine.ledger import Line
from game.engine.spec import Card, Response
from game.engine.terms import Power
from game.record.log import Entry

Where = Literal["desk", "tray"]


class Keeper(Protocol):
    """Whatever keeps the entries of a game: a file, or a campaign's share of one."""

    @property
    def path(self) -> Path:
        """The file the game lies in now."""

    def hold(self, entry: Entry) -> None:
        """Take one entry to be kept."""

    def flush(self) -> None:
        """Bring what was taken to the disk; a LogError when that cannot be done, and then nothing of it is lost."""

    def move(self, path: Path) -> None:
        """Keep the game in another file from now on; a LogError when that cannot be done."""

    def told(self) -> list[str]:
        """Return what has become of the file, in sentences that nobody has been shown yet."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something on a desk or in a tray: its number, what it is (None: hold), whether it is open now."""

    number: int
    id: str
    item: Response | Card | None
    is_open: bool

    def __repr__(self) -> str:
        """Return which option it is, on one line."""
        return f"<Option {self.id}{'' if self.is_open else ', locked'}>"


@dataclass(frozen=True, slots=True)
class Move:
    """A choice that was made."""

    turn: int
    power: Power
    where: Where
    incident: str
    pick: str
    by_pen: bool = False
    mail_card: str = ""


@dataclass(slots=True)
class Story:
    """Everything that happened in one turn: the state before and after, moves, news, marks, and the ledger."""

    turn: int
    before: NDArray[np.float64]
    after: NDArray[np.float64]
    moves: list[Move] = field(default_factory=list)
    news: list[str] = field(default_factory=list)
    headlines: list[str] = field(default_factory=list)
    drawn: list[tuple[str, bool, Power]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    settled: bool = False

    def __repr__(self) -> str:
        """Return which turn it is, on one line."""
        return f"<Story of turn {self.turn + 1}: {len(self.moves)} moves{', settled' if self.settled else ''}>"
