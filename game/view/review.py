"""The review of a finished game: every choice with its grade, what would have been worth more, and how much each side kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from game.engine.terms import POWERS, Power, other
from game.play.match import HOLD, Match
from game.play.review import GRADES, Grade, Judged, accuracy
from game.view.desk import filled
from game.view.story import find_incident
from game.view.text import _, count, number

FORKS = 3
"""The dearest choices named on their own."""


@dataclass(frozen=True, slots=True)
class Graded:
    """One choice as told: the turn (1-based), what it answered, what was chosen, its grade, and what was better (or nothing)."""

    turn: int
    title: str
    chosen: str
    grade: Grade
    told: str
    lost: str
    better: str

    @property
    def name(self) -> str:
        """The name of the grade, as it begins a line."""
        return grade_name(self.grade)

    @property
    def cost(self) -> str:
        """What was given away, with its sign; nothing where nothing was better."""
        return f"\N{MINUS SIGN}{self.lost}" if self.better else ""


@dataclass(frozen=True, slots=True)
class Review:
    """The review as one power reads it; `forks` are the dearest choices, those first that gave most away."""

    summary: tuple[str, ...]
    choices: tuple[Graded, ...]
    forks: tuple[Graded, ...]
    method: str


def grade_name(grade: Grade) -> str:
    """Return the name of a grade, as it begins a line."""
    names: dict[Grade, str] = {
        "best": _("Best"),
        "good": _("Good"),
        "inaccuracy": _("Inaccuracy"),
        "mistake": _("Mistake"),
        "blunder": _("Blunder"),
    }
    return names[grade]


def review(match: Match, judged: tuple[Judged, ...], me: Power, rollouts: int) -> Review:
    """Return the review of a game as one power reads it; the rival's choices are summed up, not listed."""
    mine = [item for item in judged if item.power == me]
    told = [_graded(match, item) for item in mine]
    dear = sorted((n for n, item in enumerate(mine) if item.grade in ("inaccuracy", "mistake", "blunder")), key=lambda n: -mine[n].lost)
    rival = match.scenario.seats[other(me)].capital
    theirs = [item for item in judged if item.power != me]
    kept = [number(accuracy(judged, power) * 100, 0) for power in (me, other(me))]
    summary = (
        _("Your choices kept {share} % of what they could decide. {counts}").format(share=kept[0], counts=_counts(mine))
        if mine
        else _("You had nothing to choose."),
        _("Those of {capital} kept {share} %. {counts}").format(capital=rival, share=kept[1], counts=_counts(theirs))
        if theirs
        else _("{capital} had nothing to choose.").format(capital=rival),
    )
    method = _(
        "A choice is worth the mean score of {n} games played on from it, both sides in every manner of play, by what could be known "
        "then. Up to {best} points under the best is chance, up to {good} good, up to {inaccuracy} an inaccuracy, up to {mistake} a "
        "mistake, more a blunder."
    )
    limits = {name: number(limit) for name, limit in GRADES}
    return Review(summary, tuple(told), tuple(told[n] for n in dear[:FORKS]), method.format(n=rollouts, **limits))


def _counts(items: list[Judged]) -> str:
    found = Counter(item.grade for item in items)
    forms = {
        "best": (_("{n} best"), _("{n} best")),
        "good": (_("{n} good"), _("{n} good")),
        "inaccuracy": (_("{n} inaccuracy"), _("{n} inaccuracies")),
        "mistake": (_("{n} mistake"), _("{n} mistakes")),
        "blunder": (_("{n} blunder"), _("{n} blunders")),
    }
    parts = [count(*forms[name], found[name]) for name, _limit in GRADES if found[name]]
    return ", ".join(parts) + "."


def _graded(match: Match, item: Judged) -> Graded:
    title = _title(match, item) if item.where == "desk" else _("Initiative")
    chosen, better = _label(match, item, item.pick), _label(match, item, item.best)
    lost = number(item.lost)
    if item.grade == "best":
        told, better = (_("The best there was.") if item.pick == item.best else _("As good as the best.")), ""
    else:
        told = _("{grade}: {lost} points less than “{better}”.").format(grade=grade_name(item.grade), lost=lost, better=better)
    return Graded(item.turn + 1, title, chosen, item.grade, told, lost, better)


def _title(match: Match, item: Judged) -> str:
    """Return the title of what lay on the desk, that of a paper with what the paper was called."""
    incident = find_incident(match, item.incident)
    moves = match.stories[item.turn].moves
    sender, _colon, card = next(move.mail_card for move in moves if (move.power, move.where) == (item.power, "desk")).partition(":")
    sent = next((one for power in POWERS if power == sender for one in match.scenario.seats[power].tray if one.id == card), None)
    return filled(match.scenario, incident, sent, incident.title)


def _label(match: Match, item: Judged, name: str) -> str:
    if item.where == "desk":
        return next(response.label for response in find_incident(match, item.incident).responses if response.id == name).rstrip(".")
    if name == HOLD:
        return _("Hold")
    return next(card.label for card in match.scenario.seats[item.power].tray if card.id == name).rstrip(".")
