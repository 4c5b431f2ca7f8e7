"""The legislature as a player sees it: the count in each chamber, the two-thirds line, the counts of the clauses."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from game.engine.layout import walk
from game.engine.spec import Clause, Incident, Legislature, Scenario
from game.engine.steps import AddTrack, Chance, Name
from game.engine.terms import Power
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
    bar = match.scenario.model["override_bar"].value
    chambers = tuple(
        ChamberCount(item.name, round(_share(match, f"{body.id}.{item.id}") * item.seats), item.seats, ceil(bar * item.seats))
        for item in body.chambers
    )
    return Count(
        body.name, chambers, match.inquire().reading(f"{body.id}.override"), tuple(_clause(match, me, body, c) for c in body.clauses)
    )


def _share(match: Match, row: str) -> float:
    return float(match.worlds.row(row)[0])


def _clause(match: Match, me: Power, body: Legislature, clause: Clause) -> ClauseCount:
    row = f"{body.id}.{clause.id}"
    voted = bool(body.vote) and match.turn + 1 >= body.vote
    exact = voted or _share(match, f"{me}.knows.{body.id}") > 0.5
    share = _share(match, row) - (0.0 if exact else _share(match, f"{row}.off"))
    text = (clause.strict if _share(match, row) > 0.5 else clause.soft) if voted else ""
    return ClauseCount(clause.name, round(share * 100), 0 if exact else round(clause.unsure * 100), text)


def lines(match: Match, me: Power) -> tuple[str, ...]:
    """Return the whip count as sentences."""
    count = whip_count(match, me)
    if count is None:
        return ()
    told = [_("{name}: {votes} of {seats} for the bill; {bar} override a veto.").format(**_fields(item)) for item in count.chambers]
    return (
        *told,
        _("Override of a veto: {odds}.").format(odds=chance_words(count.override)),
        *(_clause_line(item) for item in count.clauses),
    )


def _fields(item: ChamberCount) -> dict[str, object]:
    return {"name": item.name, "votes": item.votes, "seats": item.seats, "bar": item.bar}


def _clause_line(item: ClauseCount) -> str:
    if item.text:
        return _("{name}: voted. {text}.").format(name=item.name, text=item.text[:1].upper() + item.text[1:])
    if item.error:
        return _("{name}: {votes} in 100 for the strict text, give or take {error}; over 50 carries.").format(
            name=item.name, votes=item.votes, error=item.error
        )
    return _("{name}: {votes} in 100 for the strict text, counted twice; over 50 carries.").format(name=item.name, votes=item.votes)


def chance_words(share: float) -> str:
    """Return the chance of an override in words, with the word certain where it is."""
    if share >= CERTAIN:
        return _("certain")
    if share <= 1 - CERTAIN:
        return _("out of reach")
    return _("about {n} in 100").format(n=number(share * 100, 0))
