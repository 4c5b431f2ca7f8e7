"""Ways through a scenario that several rules take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.engine.spec import Card, Incident, Response, Scenario
from game.engine.steps import Branch, Chance, Step
from game.engine.terms import POWERS, Power


@dataclass(frozen=True, slots=True)
class Bundle:
    """A list of steps with whose they are (None in the news) and the turns in which they can be done."""

    steps: tuple[Step, ...]
    power: Power | None
    turns: tuple[int, ...]


def flat(steps: tuple[Step, ...]) -> Iterator[Step]:
    """Yield the steps and all steps inside their branches."""
    for step in steps:
        yield step
        if isinstance(step, Branch | Chance):
            yield from flat(step.then)
            yield from flat(step.otherwise)


def written(scenario: Scenario) -> Iterator[Incident]:
    """Yield the incidents that stand in the scenario file itself."""
    return (incident for incident in scenario.incidents if incident.deck not in ("answer", "word"))


def plain_id(name: str) -> str:
    """Return the id as its author wrote it, without the seat it was doubled for."""
    return name.partition("@")[0]


def cards(scenario: Scenario) -> Iterator[tuple[Power, Card]]:
    """Yield the cards of both trays."""
    for power in POWERS:
        for card in scenario.seats[power].tray:
            yield power, card


def bundles(scenario: Scenario) -> Iterator[Bundle]:
    """Yield every list of steps of the scenario file; what all scenarios share is not in it."""
    horizon = tuple(range(1, len(scenario.turns) + 1))
    for incident in written(scenario):
        yield Bundle(incident.steps, incident.power, incident.turns)
        for response in incident.responses:
            yield Bundle(response.steps, incident.power, incident.turns)
    for power, card in cards(scenario):
        yield Bundle(card.steps, power, card.turns)
        if card.mail is not None:
            for steps in (card.mail.accepted, card.mail.refused, card.mail.leaked):
                yield Bundle(steps, power, card.turns)
    for word in scenario.words:
        yield Bundle(word.keep, word.owner, horizon)


def all_steps(scenario: Scenario) -> Iterator[Step]:
    """Yield every step of the scenario file."""
    for bundle in bundles(scenario):
        yield from flat(bundle.steps)


def desk(scenario: Scenario) -> Iterator[tuple[Incident, Response]]:
    """Yield the responses that stand in the scenario file, with their incidents."""
    for incident in written(scenario):
        for response in incident.responses:
            yield incident, response
