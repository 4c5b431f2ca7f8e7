"""Which slot a site of chance draws from: every kind of site has places of its own, so that no two sites share a draw.

Draws before the first turn (what is hidden, mandates, who plays) and draws within a turn are of different turns: their slots are apart.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

FURTHER: Final = 1 << 16
"""Slots from here on belong to what does not fit a kind's first places."""
_ROOM: Final = 1 << 44
_WIDE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Slots:
    """A run of slots: the first `size` from `first` on, all later ones from `further` on."""

    first: int
    size: int
    further: int

    def at(self, number: int) -> int:
        """Return the slot of a site; raises IndexError beyond what any scenario can hold."""
        if not 0 <= number < _WIDE:
            raise IndexError(f"there is no slot {number}")
        return self.first + number if number < self.size else self.further + number

    def __iter__(self) -> Iterator[int]:
        """Yield the slots in order."""
        return map(self.at, itertools.count())


@dataclass(slots=True)
class Allocator:
    """Gives kinds of sites their slots and refuses an overlap."""

    _taken: list[tuple[int, int, str]] = field(default_factory=list)

    def run(self, name: str, first: int, size: int) -> Slots:
        """Return slots for sites with one number; raises ValueError where another kind has them."""
        return self.rows(name, first, 1, size).row(0)

    def rows(self, name: str, first: int, rows: int, size: int) -> SlotRows:
        """Return slots for sites with two numbers, `size` close together in each of `rows`; raises ValueError as `run` does."""
        last = first + rows * size
        for start, end, other in self._taken:
            if first < end and start < last:
                raise ValueError(f"the slots of {name!r} are those of {other!r}")
        if last > FURTHER:
            raise ValueError(f"the slots of {name!r} go beyond {FURTHER}")
        self._taken.append((first, last, name))
        return SlotRows(first, rows, size, FURTHER + len(self._taken) * _ROOM)


@dataclass(frozen=True, slots=True)
class SlotRows:
    """Slots by two numbers: a run for each row."""

    first: int
    rows: int
    size: int
    further: int

    def row(self, number: int) -> Slots:
        """Return the slots of one row; raises IndexError beyond what any scenario can hold."""
        if not 0 <= number < _WIDE:
            raise IndexError(f"there are no slots for {number}")
        further = self.further + number * _WIDE
        return Slots(self.first + number * self.size, self.size, further) if number < self.rows else Slots(further, 0, further)


_start, _turn = Allocator(), Allocator()

HIDDEN: Final = _start.run("what is hidden", 1, 39)
COUNT: Final = _start.run("how far a whip's count is off", 40, 7960)
"""Two draws for each clause."""
POLICY_MEMBER: Final = _start.run("which policy plays a seat", 8000, 2)
MANDATE: Final = _start.run("mandates", 8050, 2)

POOL: Final = _turn.run("the pool of a seat", 10, 2)
TRAY: Final = _turn.run("the tray of a seat", 20, 2)
RESPONSE: Final = _turn.rows("the throws of a response, by seat", 100, 2, 50)
CARD: Final = _turn.rows("the throws of a card, by seat", 200, 2, 50)
NEWS: Final = _turn.run("whether news comes", 1000, 2000)
ALLY: Final = _turn.run("whether an ally joins a package", 3000, 1000)
NEWS_STEP: Final = _turn.rows("the throws of an item of news", 4000, 250, 8)
ESTIMATE: Final = _turn.run("what is guessed of a rival", 6000, 99)
TELL_LOST: Final = _turn.run("whether a tell goes missing", 6099, 2)
TELL: Final = _turn.run("what a tell points at, by hidden type and seat", 7000, 1000)
POLICY: Final = _turn.rows("what a policy draws, by seat and kind of pick", 8100, 4, 100)
