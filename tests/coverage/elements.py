"""Elements of the game as the table names them: `SCENARIO KIND NAME`, `model KIND NAME`, `campaign ID [KIND NAME]`.

Each kind knows whether a name is known to the game, and whether it showed at work in the games that were played. Both answer with
an empty text, or with a sentence that says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from game.content import library
from game.engine.campaign import Campaign, carried_row
from game.engine.context import DROPPED, KEPT, OPEN
from game.engine.rules import Rules
from game.engine.spec import Card, Coefficient, Incident, Scenario
from game.engine.terms import POWERS
from game.play.policy import POLICIES
from game.view.causes import TERMS
from game.view.text import date
from tests.coverage.reading import JOURNEYS, Reader, Voyage, campaign_of, voyage_of
from tests.coverage.survey import Survey, Tally, survey_of
from tests.play import games

CRISES = ("december-2016", "july-2017")
"""The crises that are surveyed; others can only be named for their history."""
CHECKS = ("choices", "changes", "worlds", "reading", "record", "campaign")
"""Kinds of check: a choice was made, a cause moved a row, worlds differ, a page shows it, the record has it, it carries over."""


class Watched(Mapping[str, Coefficient]):
    """The numbers of the model, and which of them the engine and the policies have read."""

    def __init__(self, inner: Mapping[str, Coefficient]) -> None:
        self._inner = inner
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Coefficient:
        self.read.add(name)
        return self._inner[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._inner)

    def __len__(self) -> int:
        return len(self._inner)


@cache
def shipped() -> frozenset[str]:
    """Return the ids of the scenarios that come with the game."""
    return frozenset(games.shipped())


@cache
def rules_of(name: str) -> Rules:
    """Return the compiled rules of a crisis, its model watched."""
    reading = library.load(name)
    assert reading.scenario is not None, reading.problems
    return Rules(replace(reading.scenario, model=Watched(reading.scenario.model)))


@cache
def reader_of(name: str) -> Reader:
    """Return what occurred in the games of a crisis, to be read."""
    return Reader(survey_of(rules_of(name)) if name in CRISES else Survey(rules_of(name)))


@cache
def campaign(name: str) -> Campaign:
    """Return a campaign that comes with the game."""
    return campaign_of(name)


@cache
def voyage(name: str) -> Voyage:
    """Return what came of a campaign."""
    parts = tuple(part.id for part in campaign(name).parts)
    return voyage_of(campaign(name), tuple(rules_of(part) for part in parts), reader_of(parts[0]).survey)


# --- what a scenario knows -------------------------------------------------------------------------


def desk_named(scenario: Scenario, name: str) -> Incident | None:
    """Return a matter that comes to a desk."""
    return next((item for item in scenario.incidents if item.id == name and item.power is not None), None)


def _response(scenario: Scenario, name: str) -> bool:
    incident = desk_named(scenario, name.partition("/")[0])
    return incident is not None and name.partition("/")[2] in {item.id for item in incident.responses}


def _card(scenario: Scenario, name: str) -> Card | None:
    power, _, card = name.partition("/")
    return next((item for seat in scenario.seats.values() if seat.power == power for item in seat.tray if item.id == card), None)


def _mail(scenario: Scenario, name: str) -> bool:
    head, _, answer = name.rpartition("/")
    card = _card(scenario, head)
    return card is not None and card.mail is not None and answer in ("accept", "counter", "stall", "leak")


def _row(scenario: Scenario, name: str) -> bool:
    return name in rules_of(scenario.id).layout.bounds


def _moves(scenario: Scenario, name: str, known: Callable[[Scenario, str], object]) -> bool:
    parts = name.split()
    return len(parts) == 3 and bool(known(scenario, parts[0])) and _row(scenario, parts[1]) and parts[2] in ("up", "down")


def _policy(scenario: Scenario, name: str) -> bool:
    policy, _, response = name.partition(" ")
    return policy in POLICIES and _response(scenario, response)


def _claim(scenario: Scenario, name: str) -> bool:
    """Tell whether a matter on a desk has a claim of this source and status: `incident/source status`."""
    place, _, status = name.partition(" ")
    incident = desk_named(scenario, place.partition("/")[0])
    return incident is not None and (place.partition("/")[2], status) in {(item.source, item.status) for item in incident.claims}


def _adviser(scenario: Scenario, name: str) -> bool:
    return name in {f"{power}/{item.id}" for power, seat in scenario.seats.items() for item in seat.advisers}


def _measure(scenario: Scenario, name: str) -> bool:
    power, _, measure = name.partition("/")
    return power in POWERS and measure in scenario.measures


def _flag(scenario: Scenario, name: str) -> bool:
    layout = rules_of(scenario.id).layout
    return name in layout.rows and "." not in name and layout.rows[name] in layout.marks


def _history(scenario: Scenario, name: str) -> bool:
    return name in {item.date for item in scenario.history}


# --- what the games show ---------------------------------------------------------------------------


def _sure(holds: object, otherwise: str) -> str:
    return "" if holds else otherwise


def _chosen(tally: Tally | None) -> str:
    if tally is None:
        return "it was never chosen"
    return _sure(tally.changed, "it was chosen and changed nothing")


def _whole_desk(reader: Reader, name: str) -> str:
    incident = desk_named(reader.survey.rules.scenario, name)
    assert incident is not None
    missing = [item.id for item in incident.responses if _chosen(reader.survey.taken.get(f"{name}/{item.id}"))]
    return _sure(not missing, f"never chosen there, or without effect: {', '.join(missing)}")


def _direction(reader: Reader, name: str, kept: Mapping[str, Tally]) -> str:
    choice, row, way = name.split()
    tally = kept.get(choice)
    if tally is None:
        return "it was never chosen"
    change = reader.survey.mean(tally, row)
    return _sure(change > 0 if way == "up" else change < 0, f"it moved {row} by {change:+.4f} on average")


def _word(reader: Reader, name: str) -> str:
    states = reader.survey.words[name]
    if OPEN not in states:
        return "nobody gave this word"
    return _sure(states & {KEPT, DROPPED}, "it was given, and neither kept nor dropped by anybody")


def _track(reader: Reader, name: str) -> str:
    low, high = reader.survey.range(name)
    causes = len(reader.survey.causes.get(name, ()))
    return _sure(causes >= 2 and high > low, f"{causes} causes moved it, between {low:g} and {high:g}")


def _party(reader: Reader, name: str) -> str:
    party = next(item for item in reader.survey.rules.scenario.parties if item.id == name)
    low, _high = reader.survey.range(f"{name}.alignment")
    line = party.thresholds[0][0]
    return _track(reader, f"{name}.alignment") or _sure(low < line, f"its alignment never fell under {line:g}, its first threshold")


def _count(reader: Reader, name: str) -> str:
    body = reader.survey.rules.scenario.legislature
    assert body is not None
    causes = [cause for cause in reader.survey.causes.get(f"{body.id}.{name}", ()) if cause[0] in ("why", "term")]
    return _sure(len(causes) >= 2, "fewer than two causes moved the count")


def _package(reader: Reader, name: str) -> str:
    package = next(item for item in reader.survey.rules.scenario.packages if item.id == name)
    _low, high = reader.survey.range(f"{package.target}.pressure")
    if package.age_days is not None:
        return _sure(high > 0 and reader.survey.range(f"{name}.size")[1] > 0, "it stands and presses nobody")
    return _sure(("package", name) in reader.survey.causes[f"{package.target}.market"], "nobody imposed it")


def _hidden(reader: Reader, name: str) -> str:
    hidden = next(item for item in reader.survey.rules.scenario.hidden if item.id == name)
    drawn = set(reader.survey.ends_with(f"{name}.value").astype(int).tolist())
    if drawn != set(range(len(hidden.values))):
        return "not every value was drawn"
    told = max(reader.survey.range(f"{power}.tell.{name}")[1] for power in POWERS)
    return _sure(told > 0, "nobody ever learned anything of it")


def _set_flag(reader: Reader, name: str) -> str:
    values = reader.survey.ends_with(name)
    return _sure(values.max() > 0, "it was never set") or _sure(values.min() < 1, "it was set in every game")


def _voice(reader: Reader, name: str) -> str:
    power, _, adviser = name.partition("/")
    scenario = reader.survey.rules.scenario
    spoken = next(item.name for seat in scenario.seats.values() if seat.power == power for item in seat.advisers if item.id == adviser)
    for incident in scenario.incidents:
        if incident.id in reader.survey.samples and incident.power == power and any(item.adviser == adviser for item in incident.advice):
            voices = [voice.name.lower() for voice in reader.desk(incident.id).voices]
            return _sure(spoken.lower() in voices, f"{incident.id} does not show this voice")
    return "no desk that came up has this voice"


def _claimed(reader: Reader, name: str) -> str:
    place, _, status = name.partition(" ")
    incident, _, source = place.partition("/")
    if incident not in reader.survey.samples:
        return "this matter never lay on a desk"
    ending = f"({status}; {reader.survey.rules.scenario.sources[source].text})"
    return _sure(any(claim.endswith(ending) for claim in reader.desk(incident).claims), f"no claim shown there ends with {ending}")


def _recorded(reader: Reader, name: str) -> str:
    items = [item for item in reader.survey.rules.scenario.history if item.date == name]
    return _sure(all(f"{date(item.date)}: {item.text}" in reader.history for item in items), "the debrief does not tell it")


def _taken_measure(reader: Reader, name: str) -> str:
    power, _, measure = name.partition("/")
    causes = {cause[:3] for row in reader.survey.causes.values() for cause in row}
    return _sure(("measure", measure, power) in causes, "no ledger names it")


@dataclass(frozen=True)
class Kind:
    """One kind of element: which check it belongs to, whether a scenario knows a name, whether the games showed it."""

    check: str
    known: Callable[[Scenario, str], object]
    works: Callable[[Reader, str], str]


KINDS: dict[str, Kind] = {
    "incident": Kind("choices", desk_named, lambda r, n: _sure(r.survey.lain[n], "it never lay on a desk")),
    "desk": Kind("choices", desk_named, _whole_desk),
    "response": Kind("choices", _response, lambda r, n: _chosen(r.survey.taken.get(n))),
    "card": Kind("choices", _card, lambda r, n: _chosen(r.survey.played.get(n))),
    "mail": Kind("choices", _mail, lambda r, n: _sure(r.survey.papers[n], "it was never answered so")),
    "policy": Kind("choices", _policy, lambda r, n: _sure(r.survey.by_policy[n], "the policy never chose it")),
    "moves": Kind("changes", lambda s, n: _moves(s, n, _response), lambda r, n: _direction(r, n, r.survey.taken)),
    "plays": Kind("changes", lambda s, n: _moves(s, n, _card), lambda r, n: _direction(r, n, r.survey.played)),
    "word": Kind("changes", lambda s, n: n in {item.id for item in s.words}, _word),
    "track": Kind("changes", _row, _track),
    "party": Kind("changes", lambda s, n: n in {item.id for item in s.parties}, _party),
    "clause": Kind("changes", lambda s, n: s.legislature and n in {item.id for item in s.legislature.clauses}, _count),
    "chamber": Kind("changes", lambda s, n: s.legislature and n in {item.id for item in s.legislature.chambers}, _count),
    "package": Kind("changes", lambda s, n: n in {item.id for item in s.packages}, _package),
    "measure": Kind("changes", _measure, _taken_measure),
    "news": Kind(
        "worlds",
        lambda s, n: n in {item.id for item in s.incidents if item.power is None},
        lambda r, n: _sure(r.survey.fired[n], "it was never news"),
    ),
    "hidden": Kind("worlds", lambda s, n: n in {item.id for item in s.hidden}, _hidden),
    "flag": Kind("worlds", _flag, _set_flag),
    "ending": Kind(
        "worlds", lambda s, n: n in {item.id for item in s.endings}, lambda r, n: _sure(r.survey.endings[n], "no game ended so")
    ),
    "adviser": Kind("reading", _adviser, _voice),
    "claim": Kind("reading", _claim, _claimed),
    "named": Kind("reading", lambda _s, n: n, lambda r, n: _sure(r.names(n), "these words were nowhere to be read")),
    "press": Kind(
        "reading", lambda s, n: n in {item.id for item in s.papers}, lambda r, n: _sure(n in r.printed, "it never had a front page")
    ),
    "glossary": Kind("reading", lambda s, n: n in s.glossary, lambda r, n: _sure(n.lower() in r.terms, "the codex does not have it")),
    "history": Kind("record", _history, _recorded),
}
"""The kinds of `SCENARIO KIND NAME`."""


# --- the model and campaigns -----------------------------------------------------------------------


def _model_known(kind: str, name: str) -> str:
    if kind == "coefficient":
        return _sure(name in rules_of(CRISES[0]).scenario.model, f"the model has no coefficient {name!r}")
    term, _, row = name.partition(" ")
    if kind != "term" or term not in TERMS:
        return f"the ledger has no {kind} {term!r}"
    return _sure(not row or any(row in rules_of(crisis).layout.rows for crisis in CRISES), f"no crisis has a row {row!r}")


def _model_works(kind: str, name: str) -> str:
    readers = [reader_of(crisis) for crisis in CRISES]
    if kind == "coefficient":
        models = [reader.survey.rules.scenario.model for reader in readers]
        return _sure(any(isinstance(model, Watched) and name in model.read for model in models), "nothing has read it")
    term, _, row = name.partition(" ")
    for reader in readers:
        for moved, causes in reader.survey.causes.items():
            if row in ("", moved) and any(cause[:2] == ("term", term) for cause in causes):
                return ""
    return "no line of any ledger names it"


def _campaign_known(name: str, kind: str, what: str) -> str:
    played = campaign(name)
    last = played.parts[-1]
    known = {
        "": not what,
        "flag": what in last.inherits,
        "carries": what in {row for interlude in played.interludes for row, _formula in interlude.carries},
        "news": what in {item.id for item in last.incidents if item.power is None},
    }
    return _sure(known.get(kind), f"the campaign {name!r} has no {kind} {what!r}")


def _campaign_works(name: str, kind: str, what: str) -> str:
    sailed = voyage(name)
    if kind == "news":
        return _sure(what in sailed.news(), "no journey had this news")
    if kind:
        values = np.asarray(sailed.carried[carried_row(what)])
        return _sure(values.max() > values.min(), f"it is {values.max():g} after every first crisis")
    crossed = [journey for journey in sailed.journeys if journey.part]
    if len(sailed.finished()) < JOURNEYS / 2:
        return "most journeys did not reach the end"
    return _sure(sailed.pages == len(crossed), "an interlude has nothing to read")


# --- elements --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Element:
    """One element as the table writes it, cut into where it stands, what it is and its name."""

    text: str
    scope: str
    kind: str
    name: str

    @classmethod
    def of(cls, text: str) -> Element:
        """Cut an element into its parts; a campaign's kind may be missing."""
        scope, _, rest = text.partition(" ")
        kind, _, name = rest.partition(" ")
        return cls(text, scope, kind, name)

    @property
    def check(self) -> str:
        """The kind of check it gets; empty where there is no such kind."""
        if self.scope == "campaign":
            return "campaign"
        if self.scope == "model":
            return "changes"
        return KINDS[self.kind].check if self.kind in KINDS else ""

    def unknown(self) -> str:
        """Return why the game does not know this element; empty when it does."""
        if self.scope == "model":
            return _model_known(self.kind, self.name)
        if self.scope == "campaign":
            return _campaign_known(self.kind, *_tail(self.name))
        if self.scope not in shipped():
            return f"there is no scenario {self.scope!r}"
        if self.kind not in KINDS:
            return f"there is no kind of element {self.kind!r}; kinds: {', '.join(KINDS)}"
        if self.scope not in CRISES and self.kind != "history":
            return f"of {self.scope} only the history can be named"
        found = KINDS[self.kind].known(rules_of(self.scope).scenario, self.name)
        return _sure(found, f"{self.scope} has no {self.kind} {self.name!r}")

    def idle(self) -> str:
        """Return why this element did not show at work; empty when it did."""
        if self.scope == "model":
            return _model_works(self.kind, self.name)
        if self.scope == "campaign":
            return _campaign_works(self.kind, *_tail(self.name))
        return KINDS[self.kind].works(reader_of(self.scope), self.name)


def _tail(name: str) -> tuple[str, str]:
    kind, _, what = name.partition(" ")
    return kind, what


__all__ = ["CHECKS", "CRISES", "KINDS", "Element", "reader_of", "rules_of", "voyage"]
