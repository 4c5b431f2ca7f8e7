"""How tracks are named, scaled and grouped for a reader, and from which turn each is shown."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.spec import Scenario
from game.engine.terms import Power, other
from game.view.text import _, number


@dataclass(frozen=True, slots=True)
class Label:
    """A track as a reader meets it: its name, the factor from the engine's scale, its places, what a large step is.

    It is shown from turn `since` on, and never as a gauge while it stands at `at_rest`; the ledger tells when it moves.
    A `count` of votes is no gauge: the legislature's page has it as the whips do, who may be wrong.
    """

    row: str
    name: str
    factor: float
    places: int
    large: float
    since: int
    why: str
    at_rest: float | None = None
    count: bool = False

    def show(self, value: float) -> str:
        """Return a value of the track as printed."""
        return number(value * self.factor, self.places)

    def change(self, value: float) -> str:
        """Return a change of the track as printed, with its sign."""
        return number(value * self.factor, self.places, sign=True)


def labels(scenario: Scenario, me: Power) -> list[Label]:
    """Return the tracks one power is shown, in the order of showing, each with the turn from which it is."""
    them = scenario.seats[other(me)].capital
    result = [
        Label("relations", _("Relations"), 1, 1, 4, 1, _("how the two capitals stand, \N{MINUS SIGN}100 to 100.")),
        Label("tension", _("Tension"), 1, 1, 6, 1, _("how close the next incident is.")),
        Label(f"{me}.room", _("Room"), 1, 1, 6, 1, _("what home lets you do.")),
        Label(f"{me}.approval", _("Approval"), 1, 1, 4, 2, _("Home has an opinion of you by now.")),
        Label(f"{me}.credibility", _("Credibility"), 100, 0, 5, 2, _("They have seen you act; this is how far your next word carries.")),
    ]
    since = 3
    for track in scenario.tracks:
        span = track.high - track.low
        result.append(Label(track.id, track.label, 100 / span if span <= 1 else 1, 1, 6, since, track.about))
    for party in scenario.parties:
        result.append(Label(f"{party.id}.alignment", party.name, 100, 0, 4, since, party.stance))
    result += [
        Label(f"{me}.hope", _("Hope"), 100, 0, 8, 4, _("How far your side still expects an easing from {them}.").format(them=them)),
        Label(
            "russia.pressure",
            _("Pressure on Russia"),
            1,
            1,
            6,
            4,
            _("What sanctions and oil take from the Russian economy, from 0 to 100."),
        ),
    ]
    return (
        _counts(scenario)
        + result
        + [_posted(scenario, power, name, power == me) for power in (me, other(me)) for name in ("staff", "consulates", "premises")]
    )


def _counts(scenario: Scenario) -> list[Label]:
    """Return the labels of a legislature's clauses and chambers."""
    body = scenario.legislature
    if body is None or not body.clauses:
        return []
    why = _("Votes in a hundred; the legislature's page has the whips' count.")
    parts = [(part.id, _("Votes, {name}").format(name=part.name[:1].lower() + part.name[1:])) for part in body.clauses]
    return [Label(f"{body.id}.{part}", name, 100, 0, 3, 1, why, count=True) for part, name in parts]


def _posted(scenario: Scenario, power: Power, name: str, mine: bool) -> Label:
    """Return the label of what a power has in the other's country."""
    own = {"staff": _("Own staff abroad"), "consulates": _("Own consulates abroad"), "premises": _("Own premises abroad")}
    theirs = {"staff": _("Their staff here"), "consulates": _("Their consulates here"), "premises": _("Their premises here")}
    why = _("Who and what is posted there; it has changed since the crisis began.")
    start = scenario.seats[power].start[name]
    return Label(f"{power}.{name}", (own if mine else theirs)[name], 1, 0, 30 if name == "staff" else 1, 1, why, start)


def size(label: Label, change: float) -> str:
    """Return the size band of a change: S, M or L."""
    amount = abs(change * label.factor)
    if amount < min(2.0, label.large / 2):
        return "S"
    return "L" if amount > label.large else "M"


RUNGS = (
    "quiet",
    "note",
    "statement",
    "summons or named list",
    "expulsions, talks cut",
    "premises",
    "staff caps, sectors",
    "consulates, statute",
    "ambassador recalled",
    "skeleton embassies",
    "rupture",
)


def rung_name(rung: float) -> str:
    """Return the name of a rung of the diplomatic ladder."""
    return _(RUNGS[max(0, min(int(rung), len(RUNGS) - 1))])
