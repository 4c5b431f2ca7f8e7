"""What runs between the capitals: trade, the sanctions in its way, and how close an ally stands; all of it stands in the papers."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.observe import Observation
from game.engine.spec import Package, Party
from game.engine.terms import POWERS, Power, other
from game.engine.tracks import PackageRows, seat
from game.play.match import Match
from game.view import table
from game.view.text import _, number, sentence

_SEATS = {"eu": "Brussels", "europe": "Brussels"}
"""Where a third party sits; one without a place on the map has no links on it."""
_UNION: dict[int, tuple[str, ...]] = {
    1995: (
        "Austria",
        "Belgium",
        "Denmark",
        "Finland",
        "France",
        "Germany",
        "Greece",
        "Ireland",
        "Italy",
        "Luxembourg",
        "Netherlands",
        "Portugal",
        "Spain",
        "Sweden",
        "United Kingdom",
        "Åland",
    ),
    2004: ("Cyprus", "Czechia", "Estonia", "Hungary", "Latvia", "Lithuania", "Malta", "Poland", "Slovakia", "Slovenia"),
    2007: ("Bulgaria", "Romania"),
    2013: ("Croatia",),
}
"""Members of the European Union by the year in which they had joined at the latest."""


@dataclass(frozen=True, slots=True)
class Trade:
    """Trade between two places, by their names: what is in its way, each with the place that put it there, and a sentence."""

    one: str
    two: str
    barriers: tuple[tuple[str, str], ...]
    about: str


@dataclass(frozen=True, slots=True)
class Ally:
    """A third party beside a capital: its place, its lands, how closely it stands (0 to 1 and as printed), a threshold it is under."""

    capital: str
    place: str
    lands: tuple[str, ...]
    alignment: float
    value: str
    crossed: str
    about: str


@dataclass(frozen=True, slots=True)
class Links:
    """Everything that runs between places of the map."""

    trades: tuple[Trade, ...]
    allies: tuple[Ally, ...]


def links(match: Match, me: Power) -> Links:
    """Return trade, sanctions and allies as one power knows them; only rows that are public to it are read."""
    seen = Observation(match.worlds, me, match.turn)
    capitals = {power: match.scenario.seats[power].capital for power in POWERS}
    allies = [party for party in match.scenario.parties if party.id in _SEATS]
    trades = [_trade(match, seen, "us", capitals["us"], capitals["russia"])]
    trades += [_trade(match, seen, "us", _(_SEATS[party.id]), capitals["russia"], party) for party in allies]
    return Links(tuple(trades), tuple(_ally(match, party, capitals["us"]) for party in allies))


def _trade(match: Match, seen: Observation, west: Power, place: str, against: str, party: Party | None = None) -> Trade:
    barriers = []
    for package in match.scenario.packages:
        if _is_in_force(seen, package, party):
            by = place if package.target != west else against
            barriers.append((package.label, by))
    loss = {
        place: _read(seen, f"{party.id if party else west}.loss"),
        against: _read(seen, seat(other(west)).loss),
    }
    names = {"one": place, "two": against}
    if not barriers:
        return Trade(place, against, (), _("Trade between {one} and {two}: no sanctions are in its way.").format(**names))
    told = _("Trade between {one} and {two}. Sanctions in its way: {list}.").format(
        **names, list="; ".join(label for label, _by in barriers)
    )
    cost = _("All sanctions in force cost {two} about {b} % of its output, {one} {a} %.").format(
        **names, a=number(loss[place], 2), b=number(loss[against])
    )
    return Trade(place, against, tuple(barriers), f"{told} {cost}")


def _read(seen: Observation, row: str) -> float:
    """Return a row that everybody knows.

    Raises KeyError when this power may not know it.
    """
    return float(seen.public(row)[0])


def _is_in_force(seen: Observation, package: Package, party: Party | None) -> bool:
    """Tell whether a package is in force, and, with a party, whether that one takes part in it."""
    in_force = _read(seen, PackageRows(package.id).size) > 0
    return in_force and (party is None or (package.target == "russia" and _read(seen, PackageRows(package.id).joined) > 0))


def _ally(match: Match, party: Party, capital: str) -> Ally:
    alignment = table.alignment(match, party)
    crossed = [(bar, what) for bar, what in party.thresholds if alignment < bar]
    year = int(match.scenario.turns[0].seen["us"][:4])
    lands = [land for since, members in _UNION.items() if since <= year for land in members]
    what = min(crossed)[1] if crossed else ""
    about = " ".join(sentence(line[:1].upper() + line[1:]) for line in table.lines_of_party(match, party))
    return Ally(capital, _(_SEATS[party.id]), tuple(lands), alignment, number(alignment * 100, 0), what, about)
