"""A match at the window: who sits at the screen, what each has been told, and the desk as last shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from game.engine.terms import POWERS, Power, other
from game.errors import GameError, LogError
from game.view import desk
from game.view.stage import Answered, answered_desk
from game.window.language import VARIABLE

if TYPE_CHECKING:
    from game.play.campaign import Journey
    from game.play.match import Match, Story


T = TypeVar("T")


class Session:
    """One game in play at this machine; every choice is on the disk before anything else is drawn."""

    def __init__(self, match: Match, path: Path | None, numbers: bool = False, journey: Journey | None = None) -> None:
        self.match, self._path, self.numbers, self.journey = match, path, numbers, journey
        self.notices: list[str] = []
        """What the people at the screen have yet to be told of their file."""
        self._sit(match)

    def _sit(self, match: Match) -> None:
        self.match = match
        self.shown_for: Power | None = other(self.me) if len(match.humans) == len(POWERS) else None
        self.told = dict.fromkeys(POWERS, len(self.settled))
        self.heard: set[tuple[Power, int]] = set()
        self._state: tuple[object, ...] = ()
        self._said: dict[str, Any] = {}
        self._desks: dict[tuple[int, bool, str | None], desk.Desk] = {}
        self._answered: dict[tuple[Power, int], Answered] = {}
        self._record: Match | None = None
        self._compared = False

    @property
    def seed(self) -> int:
        """The seed of the whole game: a campaign's, not that of the crisis in play."""
        return (self.match if self.journey is None else self.journey).opened.seed

    @property
    def path(self) -> Path | None:
        """The file the game lies in now, None for one that is only looked at."""
        return self.match.writer.path if self.match.writer is not None else self._path

    @property
    def me(self) -> Power:
        """The power at the screen."""
        if self.match.waiting:
            return self.match.waiting[0]
        return self.match.humans[0] if self.match.humans else "us"

    @property
    def where(self) -> str:
        """What is waited for: desk, tray, or nothing."""
        return self.match.waiting[1] if self.match.waiting else ""

    @property
    def settled(self) -> list[Story]:
        """The turns that have ended."""
        return [story for story in self.match.stories if story.settled]

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Return what the view says under a name, asked for once in each state of the game."""
        state = (len(self.match.entries), self.match.turn, self.me, self.match.is_over, os.environ.get(VARIABLE))
        if self._state != state:
            self._state = state
            self._said.clear()
        if name not in self._said:
            self._said[name] = make()
        found: T = self._said[name]
        return found

    def desk(self) -> desk.Desk:
        """Return the desk or tray as shown; previews are computed once for each state."""
        key = (len(self.match.entries), self.numbers, os.environ.get(VARIABLE))
        if key not in self._desks:
            self._desks.clear()
            self._desks[key] = desk.show(self.match, self.numbers)
        return self._desks[key]

    def answered(self) -> Answered | None:
        """Return the paper that was on the desk before this tray, with the number of the answer to it."""
        me = self.me
        key = (me, self.match.turn)
        if key not in self._answered:
            found = answered_desk(self.match, me)
            if found is None:
                return None
            self._answered[key] = found
        return self._answered[key]

    def choose(self, number: int) -> None:
        """Make the choice of a 1-based number.

        Raises ChoiceError when it is locked.
        """
        shown, me, turn = self.desk(), self.me, self.match.turn
        option = self.match.options()[number - 1]
        self._saving(lambda: self.match.choose(option.id))
        if shown.title:
            self._answered[(me, turn)] = Answered(shown.title, shown.text, number, shown.cards[number - 1].label)

    def undo(self) -> bool:
        """Take back the last choice; return whether there was one."""
        if not self._saving(self.match.undo):
            return False
        self._back()
        return True

    def _saving(self, act: Callable[[], bool | None]) -> bool:
        """Do what is saved; what has become of the file, or that it cannot be written, is a notice and the game goes on."""
        done: bool | None = True
        try:
            done = act()
        except LogError as error:
            self.notices.append(str(error))
        if self.match.writer is not None:
            self.notices += self.match.writer.told()
        return done is not False

    def play_on_from(self, turn: int) -> None:
        """Go back to the start of a 1-based turn.

        Raises UsageError when it was not reached.
        """
        self._saving(lambda: self.match.play_on_from(turn))
        self._back()

    def _back(self) -> None:
        settled, turn = len(self.settled), self.match.turn
        self.told = {power: min(told, settled) for power, told in self.told.items()}
        self.heard = {(power, heard) for power, heard in self.heard if heard < turn}
        self._answered = {key: value for key, value in self._answered.items() if key[1] < turn}
        self._said.clear()
        self._desks.clear()

    @property
    def must_cross(self) -> bool:
        """Whether this crisis has ended and the campaign goes on with another."""
        return self.journey is not None and self.journey.must_cross

    def cross(self, mandates: Mapping[Power, str]) -> None:
        """Go on to the next crisis of the campaign under these mandates."""
        journey = self.journey
        assert journey is not None
        self._saving(lambda: journey.cross(mandates))
        self._sit(journey.match)

    def as_recorded(self) -> Match | None:
        """Return the same scenario and dice with both seats played as the record has it; None if that cannot be played."""
        from game.play.match import Match

        if not self._compared:
            self._compared = True
            try:
                self._record = Match.start(self.match.rules, {"us": "historical", "russia": "historical"}, self.match.opened.seed)
            except GameError:
                self._record = None
        return self._record
