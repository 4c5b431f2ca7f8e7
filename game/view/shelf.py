"""Saved games as both faces of the game list them: the crisis, how far it came, when, and who played."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from game.engine.terms import POWERS, Power
from game.record.entries import Chosen, Crossed, Settled
from game.record.shelf import Saved
from game.view.text import _

MANY = 20
"""How many games a page of text lists at once."""


Asked = Callable[[str], bool]
"""Tells of the name or path a game was begun with whether that is a campaign."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A saved game as listed; one that cannot be read has a file's name and a problem instead."""

    title: str
    state: str
    when: str
    people: tuple[Power, ...]
    problem: str

    @property
    def name(self) -> str:
        """The crisis and how far it came."""
        return _("{title}, {state}").format(title=self.title, state=self.state) if self.state else self.title

    @property
    def line(self) -> str:
        """Everything on one line."""
        if self.problem:
            return _("{file}: {problem}").format(file=self.title, problem=self.problem)
        seat = _("as both") if len(self.people) != 1 else _("as {seat}").format(seat=self.people[0])
        return f"{self.name} · {seat} · {self.when}"


def listed(saved: Saved, is_campaign: Asked) -> Listed:
    """Return what is said of a saved game in a list."""
    try:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(saved.played)) if saved.played else _("no day known")
    except (OSError, OverflowError, ValueError):
        when = _("no day known")
    if saved.glance is None:
        return Listed(saved.path.stem, "", when, (), saved.problem)
    opened = saved.glance.opened
    people = tuple(power for power in POWERS if opened.seats.get(power) == "human")
    return Listed(opened.title or opened.scenario, state(saved, is_campaign), when, people, "")


def state(saved: Saved, is_campaign: Asked) -> str:
    """Return how far a game came: the turn it opens at, where that is known without opening it."""
    if saved.is_closed or saved.glance is None:
        return _("finished")
    entries = saved.glance.entries
    part = next((entry.part for entry in reversed(entries) if isinstance(entry, Crossed)), 0)
    last = next((entry for entry in reversed(entries) if isinstance(entry, Chosen | Settled | Crossed)), None)
    told = _("turn {n}").format(n=saved.turn)
    if isinstance(last, Settled) and is_campaign(saved.glance.opened.path or saved.glance.opened.scenario):
        # Whether another turn follows or another crisis, only the campaign knows.
        told = _("after turn {n}").format(n=saved.turn - 1)
    return _("crisis {part}, {turn}").format(part=part + 1, turn=told) if part else told
