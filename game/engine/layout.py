"""Where everything of a scenario's state stands: rows by name, and the global numbers of incidents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from game.engine.spec import Card, Scenario
from game.engine.steps import Branch, Chance, Schedule, SetFlag, Step
from game.engine.terms import MAX_RESPONSES, OWN_ROWS, PAIR_TRACKS, POWER_TRACKS, POWERS, Power


def walk(steps: tuple[Step, ...]) -> Iterator[Step]:
    """Yield every step of a list and of its branches, in the order of writing."""
    for step in steps:
        yield step
        if isinstance(step, Branch | Chance):
            yield from walk(step.then)
            yield from walk(step.otherwise)


def card_steps(card: Card) -> Iterator[Step]:
    """Yield every step a card can set off, also through the answers to its mail."""
    yield from walk(card.steps)
    if card.mail is not None:
        for steps in (card.mail.accepted, card.mail.refused, card.mail.leaked):
            yield from walk(steps)


def every_step(scenario: Scenario) -> Iterator[Step]:
    """Yield every step written anywhere in a scenario."""
    for incident in scenario.incidents:
        yield from walk(incident.steps)
        for response in incident.responses:
            yield from walk(response.steps)
    for seat in scenario.seats.values():
        for card in seat.tray:
            yield from card_steps(card)
    for chip in scenario.chips.values():
        for power in POWERS:
            yield from walk(chip.steps.get(power, ()))
    for word in scenario.words:
        yield from walk(word.keep)


@dataclass(frozen=True)
class Layout:
    """Row numbers by name; incidents by global number (0 means none)."""

    scenario: Scenario
    rows: dict[str, int] = field(default_factory=dict)
    bounds: dict[str, tuple[float, float]] = field(default_factory=dict)
    incident_index: dict[str, int] = field(default_factory=dict)
    marks: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, scenario: Scenario) -> Layout:
        """Return the layout of a scenario; equal scenarios get equal layouts."""
        layout = cls(scenario)
        layout._number_incidents()
        layout._add_tracks()
        for power in POWERS:
            layout._add_power(power)
        layout._add_actors()
        layout._add_marks()
        return layout

    def __getitem__(self, name: str) -> int:
        return self.rows[name]

    def __len__(self) -> int:
        return len(self.rows)

    def _row(self, *names: str) -> None:
        for name in names:
            self.rows.setdefault(name, len(self.rows))

    def _mark(self, *names: str) -> None:
        """Add rows that only ever hold small whole numbers: flags and the like, kept in bytes."""
        self._row(*names)
        self.marks.update(self.rows[name] for name in names)

    def places(self) -> list[tuple[bool, int]]:
        """Return for each row whether it is kept in bytes, and its place among the rows of its kind."""
        counts = [0, 0]
        result = []
        for row in range(len(self.rows)):
            kind = row in self.marks
            result.append((kind, counts[kind]))
            counts[kind] += 1
        return result

    def _number_incidents(self) -> None:
        for number, incident in enumerate(self.scenario.incidents, start=1):
            self.incident_index[incident.id] = number

    def _add_tracks(self) -> None:
        for name, bounds in PAIR_TRACKS.items():
            self._row(name)
            self.bounds[name] = bounds
        for track in self.scenario.tracks:
            self._row(track.id)
            self.bounds[track.id] = (track.low, track.high)

    def _add_power(self, power: Power) -> None:
        for name, bounds in POWER_TRACKS.items():
            self._row(f"{power}.{name}")
            self.bounds[f"{power}.{name}"] = bounds
        plain = (
            "loss",
            "oil",
            "anchor",
            "received.points",
            "received.persons",
            "received.posts",
            "received.cuts",
            "fresh",
            "heard",
            "loan",
        )
        self._row(*(f"{power}.{name}" for name in plain))
        self._row(*(f"{power}.{name}" for name in ("pens", "kept", "dropped", "gift", "desk", "pick", "act", "mandate")))
        self._row(*(f"{power}.mail.{name}" for name in ("card", "kind")))
        self._mark(f"{power}.face", f"{power}.pen")
        self._mark(*(f"{power}.avail.{number}" for number in range(MAX_RESPONSES)))
        tray = self.scenario.seats[power].tray
        self._mark(*(f"{power}.card.{card.id}.open" for card in tray), f"{power}.hold")
        self._mark(*(f"{power}.card.{card.id}.used" for card in tray))
        for turn in range(len(self.scenario.turns)):
            self._row(f"{power}.rung.{turn}", f"{power}.talk.{turn}", f"{power}.played.{turn}")
            self._mark(f"{power}.struck.{turn}")
        self._row(*(f"{power}.tell.{hidden.id}" for hidden in self.scenario.hidden))
        self._row(f"{power}.score", f"{power}.verdict")

    def _add_actors(self) -> None:
        for party in self.scenario.parties:
            self._row(f"{party.id}.alignment", f"{party.id}.loss")
            self.bounds[f"{party.id}.alignment"] = (0.0, 1.0)
        body = self.scenario.legislature
        if body is not None:
            for part in body.chambers + body.clauses:
                self._row(f"{body.id}.{part.id}")
                self.bounds[f"{body.id}.{part.id}"] = (0.0, 1.0)
            for clause in body.clauses:
                self._row(f"{body.id}.{clause.id}.off")
            if body.clauses:
                self._mark(*(f"{power}.knows.{body.id}" for power in POWERS))
        for package in self.scenario.packages:
            self._row(*(f"{package.id}.{name}" for name in ("size", "recent", "adapted", "fading", "joined")))

    def _add_marks(self) -> None:
        steps = list(every_step(self.scenario))
        self._mark(*self.scenario.inherits)
        for step in steps:
            if isinstance(step, SetFlag):
                self._mark(step.flag)
        for word in self.scenario.words:
            self._row(f"{word.id}.state", f"{word.id}.due")
            self._mark(f"{word.id}.late")
        self._row(*(f"{hidden.id}.value" for hidden in self.scenario.hidden))
        scheduled = {step.incident for step in steps if isinstance(step, Schedule)}
        for incident in self.scenario.incidents:
            self._mark(f"{incident.id}.fired")
            if incident.id in scheduled:
                self._row(f"{incident.id}.due")
        self._row(*OWN_ROWS)

    def ending_number(self, ending: str) -> int:
        """Return the 1-based number of an ending, as the row `ended` holds it."""
        return next(number for number, item in enumerate(self.scenario.endings, start=1) if item.id == ending)
