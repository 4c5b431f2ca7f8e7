"""Where everything of a scenario's state stands: rows by name, and the global numbers of incidents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from game.engine.rows import Owner, Row
from game.engine.spec import Card, Scenario
from game.engine.steps import Branch, Chance, Schedule, SetFlag, Step
from game.engine.terms import MAX_RESPONSES, POWERS, Power
from game.engine.tracks import GAME, BodyRows, HiddenRows, IncidentRows, PackageRows, PairRows, PartyRows, SeatRows, WordRows, seat


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
    for spec in scenario.seats.values():
        for card in spec.tray:
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

    def __repr__(self) -> str:
        """Return whose layout it is, on one line."""
        return f"<Layout of {self.scenario.id}: {len(self.rows)} rows>"

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
        for name, row in PairRows.rows.items():
            self._declare(name, row)
        for track in self.scenario.tracks:
            self._row(track.id)
            self.bounds[track.id] = (track.low, track.high)

    def _declare(self, name: str, row: Row) -> None:
        """Add a row as it is declared."""
        if row.mark:
            self._mark(name)
        else:
            self._row(name)
        if row.bounds is not None:
            self.bounds[name] = row.bounds

    def _add_power(self, power: Power) -> None:
        own, tray = seat(power), self.scenario.seats[power].tray
        # The responses of a desk stand beside each other, and so do the cards of a tray, with Hold after the last.
        self._mark(*(own.open_response(number) for number in range(MAX_RESPONSES)))
        self._mark(*(own.card(card.id) for card in tray), own.hold)
        for name, row in SeatRows.rows.items():
            if row.stored:
                self._declare(own.row(name), row)
        self._mark(*(own.card_used(card.id) for card in tray))
        for turn in range(len(self.scenario.turns)):
            self._row(own.rung_in(turn), own.talk_in(turn), own.played_in(turn))
            self._mark(own.struck_in(turn))
        self._row(*(own.told(hidden.id) for hidden in self.scenario.hidden))

    def _add_actors(self) -> None:
        for party in self.scenario.parties:
            self._declare_all(PartyRows(party.id))
        body = self.scenario.legislature
        if body is not None:
            rows = BodyRows(body.id)
            for part in body.chambers + body.clauses:
                self._declare(rows.votes(part.id), BodyRows.votes.declared)
            for clause in body.clauses:
                self._row(rows.off(clause.id))
            if body.clauses:
                self._mark(*(seat(power).knows(body.id) for power in POWERS))
        for package in self.scenario.packages:
            self._declare_all(PackageRows(package.id))

    def _declare_all(self, owner: Owner) -> None:
        for name, row in owner.rows.items():
            self._declare(owner.row(name), row)

    def _add_marks(self) -> None:
        steps = list(every_step(self.scenario))
        self._mark(*self.scenario.inherits)
        for step in steps:
            if isinstance(step, SetFlag):
                self._mark(step.flag)
        for word in self.scenario.words:
            self._declare_all(WordRows(word.id))
        for hidden in self.scenario.hidden:
            self._declare_all(HiddenRows(hidden.id))
        scheduled = {step.incident for step in steps if isinstance(step, Schedule)}
        for incident in self.scenario.incidents:
            self._mark(IncidentRows(incident.id).fired)
            if incident.id in scheduled:
                self._row(IncidentRows(incident.id).due)
        self._declare_all(GAME)

    def ending_number(self, ending: str) -> int:
        """Return the 1-based number of an ending, as the row `ended` holds it."""
        return next(number for number, item in enumerate(self.scenario.endings, start=1) if item.id == ending)
