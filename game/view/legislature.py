"""The legislature as a player sees it: the count in each chamber, the two-thirds line, the counts of the clauses."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from game.engine.layout import walk
from game.engine.observe import Observation
from game.engine.spec import Clause, Incident, Legislature, Scenario
from game.engine.steps import AddTrack, Chance, Name
from game.engine.terms import CARRIES, Power
from game.play.match import Match
from game.view.text import _, number

CERTAIN = 0.995
"""A chance that is called certain from here on."""


@dataclass(frozen=True, slots=True)
class ChamberCount:
    """Votes for the bill in one chamber: how many, of how many seats, and how many override a veto."""

    name: str
    votes: int
    seats: int
    bar: int


@dataclass(frozen=True, slots=True)
class ClauseCount:
    """The count of one clause for its strict wording, in percent, with its error; after the vote, the wording that became text."""

    name: str
    votes: int
    error: int
    text: str


@dataclass(frozen=True, slots=True)
class Count:
    """What the whips report."""

    name: str
    chambers: tuple[ChamberCount, ...]
    override: float
    clauses: tuple[ClauseCount, ...]


def concerns(scenario: Scenario, power: Power, incident: Incident) -> bool:
    """Tell whether a matter on a power's desk touches its legislature: its counts, or a vote to override."""
    body = scenario.legislature
    if body is None or body.power != power:
        return False
    steps = [step for response in incident.responses for step in walk(response.steps)]
    return any(_touches(body, step) for step in steps)


def _touches(body: Legislature, step: object) -> bool:
    if isinstance(step, AddTrack):
        return step.track.partition(".")[0] == body.id
    return isinstance(step, Chance) and step.probability.expression == Name(f"{body.id}.override")


def whip_count(match: Match, me: Power) -> Count | None:
    """Return the count as a power knows it, None where the crisis has no legislature."""
    body = match.scenario.legislature
    if body is None:
        return None
    seen = Observation(match.worlds, me, match.turn)
    bar = match.scenario.model["override_bar"].value
    chambers = tuple(
        ChamberCount(item.name, round(float(seen.public(f"{body.id}.{item.id}")[0]) * item.seats), item.seats, ceil(bar * item.seats))
        for item in body.chambers
    )
    clauses = tuple(_clause(seen, body, clause) for clause in body.clauses)
    return Count(body.name, chambers, match.inquire().reading(f"{body.id}.override"), clauses)


def _clause(seen: Observation, body: Legislature, clause: Clause) -> ClauseCount:
    share, error = (float(values[0]) for values in seen.counted(f"{body.id}.{clause.id}"))
    text = (clause.strict if share > CARRIES else clause.soft) if seen.has_voted() else ""
    return ClauseCount(clause.name, round(share * 100), round(error * 100), text)


def lines(match: Match, me: Power) -> tuple[str, ...]:
    """Return the whip count as sentences."""
    count = whip_count(match, me)
    if count is None:
        return ()
    told = [_("{name}: {votes} of {seats} for the bill; {bar} override a veto.").format(**_fields(item)) for item in count.chambers]
    odds = _("Override of a veto: {odds}.").format(odds=chance_words(count.override))
    voted = [
        _("{name}: voted. {text}.").format(name=item.name, text=item.text[:1].upper() + item.text[1:])
        for item in count.clauses
        if item.text
    ]
    open_ones = "; ".join(_clause_words(item) for item in count.clauses if not item.text)
    counted = _("Clauses, votes in 100 for the strict text (over 50 carries): {list}.").format(list=open_ones)
    return (*told, odds, *voted, *([counted] if open_ones else []))


def _fields(item: ChamberCount) -> dict[str, object]:
    return {"name": item.name, "votes": item.votes, "seats": item.seats, "bar": item.bar}


def _clause_words(item: ClauseCount) -> str:
    told = _("{name} {votes}, give or take {error}") if item.error else _("{name} {votes}, counted twice")
    return told.format(name=item.name[:1].lower() + item.name[1:], votes=item.votes, error=item.error)


def chance_words(share: float) -> str:
    """Return the chance of an override in words, with the word certain where it is."""
    if share >= CERTAIN:
        return _("certain")
    if share <= 1 - CERTAIN:
        return _("out of reach")
    return _("about {n} in 100").format(n=number(share * 100, 0))
