"""How tracks are named, scaled and grouped for a reader, and from which turn each is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from game.engine.rows import Owner, Shown
from game.engine.spec import Scenario, Track
from game.engine.terms import POWERS, Power, other
from game.engine.tracks import PAIR, BodyRows, PairRows, PartyRows, SeatRows, seat
from game.view.text import _, number


@dataclass(frozen=True, slots=True)
class Label:
    """A track as a reader meets it: its name, the factor from the engine's scale, its places, what a large step is.

    It is shown from turn `since` on, and never as a gauge while it stands at `at_rest`; the ledger tells when it moves.
    A `count` of votes is no gauge: the legislature's page has it as the whips do, who may be wrong.
    `welcome` says which way is a relief.
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
    welcome: Literal["up", "down"] = "up"

    def show(self, value: float) -> str:
        """Return a value of the track as printed."""
        return number(value * self.factor, self.places)

    def change(self, value: float) -> str:
        """Return a change of the track as printed, with its sign."""
        return number(value * self.factor, self.places, sign=True)

    def is_relief(self, up: bool) -> bool:
        """Tell whether a change of the track in a direction is a relief."""
        return up == (self.welcome == "up")


LATER = 3
"""The turn from which a scenario's own tracks and third parties are shown."""


def labels(scenario: Scenario, me: Power) -> list[Label]:
    """Return the tracks one power is shown, in the order of showing, each with the turn from which it is."""
    named = [_named(scenario, me, PAIR, name) for name in _shown(PairRows, "mine")]
    named += [_named(scenario, me, seat(me), name) for name in _shown(SeatRows, "mine")]
    pressed = [power for power in POWERS if any(package.target == power for package in scenario.packages)]
    named += [_named(scenario, me, seat(power), name) for power in pressed for name in _shown(SeatRows, "target")]
    declared = [_declared(track) for track in scenario.tracks]
    allies = [Label(PartyRows(party.id).alignment, party.name, 100, 0, 4, LATER, party.stance) for party in scenario.parties]
    posted = [_posted(scenario, me, power, name) for power in (me, other(me)) for name in _shown(SeatRows, "both")]
    early, late = [label for label in named if label.since < LATER], [label for label in named if label.since >= LATER]
    return [*_counts(scenario), *early, *declared, *allies, *late, *posted]


def _shown(kind: type[Owner], whose: str) -> dict[str, Shown]:
    """Return what a reader is told of the rows of a kind of owner that are shown of one's own seat, of both, or of whom packages aim at."""
    return {name: row.shown for name, row in kind.rows.items() if row.shown is not None and row.shown.whose == whose}


def _named(scenario: Scenario, me: Power, owner: PairRows | SeatRows, name: str) -> Label:
    shown = _shown(type(owner), "mine") | _shown(type(owner), "target")
    told = shown[name]
    whose = {"name": scenario.seats[owner.power].name} if isinstance(owner, SeatRows) else {}
    why = _(told.why).format(them=scenario.seats[other(me)].capital, **whose)
    return Label(
        owner.row(name), _(told.label).format(**whose), told.factor, told.places, told.large, told.since, why, welcome=told.welcome
    )


def _declared(track: Track) -> Label:
    span = track.high - track.low
    return Label(track.id, track.label, 100 / span if span <= 1 else 1, 1, 6, LATER, track.about)


def _counts(scenario: Scenario) -> list[Label]:
    """Return the labels of a legislature's clauses and chambers."""
    body = scenario.legislature
    if body is None or not body.clauses:
        return []
    why = _("Votes in a hundred; the legislature's page has the whips' count.")
    parts = [(part.id, _("Votes, {name}").format(name=part.name[:1].lower() + part.name[1:])) for part in body.clauses]
    return [Label(BodyRows(body.id).votes(part), name, 100, 0, 3, 1, why, count=True) for part, name in parts]


def _posted(scenario: Scenario, me: Power, power: Power, name: str) -> Label:
    """Return the label of what a power has in the other's country."""
    told = _shown(SeatRows, "both")[name]
    label, start = told.label if power == me else told.theirs, scenario.seats[power].start[name]
    return Label(seat(power).row(name), _(label), told.factor, told.places, told.large, told.since, _(told.why), start)


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
