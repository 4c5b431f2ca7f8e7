"""What is only guessed of the other side, with how far the guess may be off, for a screen that draws it."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.observe import Observation
from game.engine.terms import Power, other
from game.play.match import Match
from game.view import table
from game.view.text import _, number

GUESSED = (("room", 1.0), ("credibility", 100.0), ("hope", 100.0))
"""What is guessed and its factor for a reader, in the order in which the page of the other side tells it."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A guess: its name, the sentence that tells it, its range as printed, and where guess and range lie on a scale of 0 to 1."""

    name: str
    line: str
    range: str
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Guesses:
    """All guesses, and how well one sees: a sentence."""

    items: tuple[Estimate, ...]
    eyes: str


def guesses(match: Match, me: Power) -> Guesses:
    """Return what one power guesses of the other; the same figures as the sentences of the table."""
    seen, bounds = Observation(match.worlds, me, match.turn), match.rules.layout.bounds
    names = {"room": _("Room"), "credibility": _("Credibility"), "hope": _("Hope")}
    items = []
    for (row, factor), line in zip(GUESSED, table.rival_lines(match, me), strict=False):
        low, high = bounds[f"{other(me)}.{row}"]
        guess, error = (float(values[0]) for values in seen.estimate(row))
        ends = max(low, guess - error), min(high, guess + error)
        at, first, last = ((value - low) / (high - low) for value in (guess, *ends))
        told = _("{low} to {high}").format(low=number(ends[0] * factor, 0), high=number(ends[1] * factor, 0))
        items.append(Estimate(names[row], line, told, at, first, last))
    share = number(float(seen.eyes()[0]) * 100, 0)
    told = _("{share} of 100 of your people are still at their posts there. The fewer they are, the wider the bands.")
    return Guesses(tuple(items), told.format(share=share))
