"""The map: where the capitals lie, which consulates are open, which houses are shut, and what was last done to whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from game.engine.terms import POWERS, Power, other
from game.engine.tracks import seat
from game.play.match import Match
from game.view.story import is_seen, picked
from game.view.text import _

Kind = Literal["capital", "consulate", "shut consulate", "house shut", "party"]

_CAPITALS: dict[Power, tuple[float, float]] = {"us": (38.9, -77.0), "russia": (55.75, 37.6)}
_CONSULATES: dict[Power, tuple[tuple[str, float, float], ...]] = {
    "us": (("St Petersburg", 59.93, 30.36), ("Yekaterinburg", 56.84, 60.6), ("Vladivostok", 43.1, 131.9)),
    "russia": (("San Francisco", 37.77, -122.4), ("Seattle", 47.6, -122.3), ("Houston", 29.76, -95.37), ("New York", 40.7, -74.0)),
}
"""A power's consulates in the other country, those that the record shut first coming first."""
_HOUSES: dict[Power, tuple[tuple[str, float, float], ...]] = {
    "us": (("Moscow", 55.75, 37.6), ("Serebryany Bor", 55.78, 37.42)),
    "russia": (("New York", 40.87, -73.6), ("Maryland", 39.08, -76.1)),
}
_PARTIES = {"eu": ("Brussels", 50.85, 4.35), "europe": ("Brussels", 50.85, 4.35)}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: its name, what it is, whose it is (no power: a third party), where it lies in degrees, a sentence on it."""

    name: str
    kind: Kind
    power: Power | None
    latitude: float
    longitude: float
    about: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """What was last done across the sea: by whom, to whom, in words."""

    by: Power
    to: Power
    text: str


@dataclass(frozen=True, slots=True)
class Theatre:
    """Everything on the map."""

    spots: tuple[Spot, ...]
    arrow: Arrow | None


def theatre(match: Match, me: Power) -> Theatre:
    """Return the map as one power sees it; what stands in a street is known to both."""
    spots: list[Spot] = []
    for power in POWERS:
        seat = match.scenario.seats[power]
        words = _("{name}: your capital.") if power == me else _("{name}: their capital.")
        spots.append(Spot(seat.capital, "capital", power, *_CAPITALS[power], words.format(name=seat.capital)))
        spots += _posts(match, power) + _shut_houses(match, power)
    for party in match.scenario.parties:
        if party.id in _PARTIES:
            name, latitude, longitude = _PARTIES[party.id]
            spots.append(Spot(_(name), "party", None, latitude, longitude, f"{party.name}: {party.stance}"))
    return Theatre(tuple(spots), _last_act(match, me))


def _posts(match: Match, power: Power) -> list[Spot]:
    start = round(match.scenario.seats[power].start.get("consulates", 0))
    now = round(float(match.worlds.row(seat(power).consulates)[0]))
    known = _CONSULATES[power][:start] if power == "us" else _CONSULATES[power][: max(0, start)]
    shut = max(0, len(known) - now)
    capital = match.scenario.seats[power].capital
    told = _("{name}: a consulate of {capital}, shut."), _("{name}: a consulate of {capital}, open.")
    return [
        Spot(_(name), "shut consulate" if n < shut else "consulate", power, lat, lon, told[n >= shut].format(name=_(name), capital=capital))
        for n, (name, lat, lon) in enumerate(known)
    ]


def _shut_houses(match: Match, power: Power) -> list[Spot]:
    start = round(match.scenario.seats[power].start.get("premises", 0))
    now = round(float(match.worlds.row(seat(power).premises)[0]))
    capital, told = match.scenario.seats[power].capital, _("{name}: a house of {capital}, shut to its diplomats.")
    return [
        Spot(_(name), "house shut", power, lat, lon, told.format(name=_(name), capital=capital))
        for name, lat, lon in _HOUSES[power][: max(0, start - now)]
    ]


def _last_act(match: Match, me: Power) -> Arrow | None:
    """Return the newest act of the other side that this power may know of."""
    for told in reversed(match.stories):
        for move in reversed(told.moves):
            item = picked(match, move)
            if move.power != me and item is not None and is_seen(match, move, me):
                return Arrow(move.power, other(move.power), _clause(item.news or item.label))
    return None


def _clause(text: str) -> str:
    """Return the first clause of a sentence: the line on the map is short."""
    return re.split(r"[,;:.]", text, maxsplit=1)[0]
