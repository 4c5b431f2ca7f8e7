"""What a player reads of what occurred: desks in states that really came up, the last pages; and campaigns sailed to their ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from game.content import campaigns
from game.engine.campaign import Campaign
from game.engine.rules import Rules
from game.engine.spec import Incident
from game.engine.terms import POWERS
from game.play.campaign import Journey, Route
from game.play.match import HUMAN, Match
from game.view.campaign import interlude
from game.view.codex import codex
from game.view.debrief import debrief
from game.view.desk import Desk, body, paragraphs, show
from game.view.story import front_pages
from tests.coverage.survey import Survey
from tests.play import games
from tests.play.games import Array

JOURNEYS = 12


@dataclass
class Reader:
    """Shows what a survey met, as the view tells it."""

    survey: Survey
    _desks: dict[str, Desk] = field(default_factory=dict)

    @cached_property
    def _match(self) -> Match:
        return games.start(self.survey.rules, HUMAN, HUMAN, 1)

    @cached_property
    def _finished(self) -> Match:
        return games.start(self.survey.rules, "historical", "historical", 1)

    def _set(self, incident: str) -> Match:
        """Return a game standing where this matter lay on a desk."""
        sample, match = self.survey.samples[incident], self._match
        match.worlds.fill(sample.column)
        match.worlds.machine.turn_to(sample.turn + 1)
        match.turn = sample.turn
        match.waiting = (sample.power, "desk") if sample.power else None
        return match

    def desk(self, incident: str) -> Desk:
        """Return a matter as it was shown on its desk."""
        if incident not in self._desks:
            self._desks[incident] = show(self._set(incident))
        return self._desks[incident]

    def _told(self, incident: Incident) -> list[str]:
        """Return what an item of news or a matter on a desk says, its claims included."""
        match = self._set(incident.id)
        claims = [claim.text for claim in incident.claims]
        if incident.power is None:
            return [incident.title, body(match.inquire(), incident)]
        return [incident.title, *paragraphs(match, match.inquire(), incident.power, incident), *claims]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Everything that was to be read: news, desks, what came of choices, endings."""
        scenario = self.survey.rules.scenario
        told: list[str] = []
        for incident in scenario.incidents:
            if incident.id in self.survey.samples:
                told += self._told(incident)
            for response in incident.responses:
                if f"{incident.id}/{response.id}" in self.survey.taken:
                    told += [response.label, response.line, response.result, response.echo, response.news, *response.papers.values()]
        for power, seat in scenario.seats.items():
            for card in seat.tray:
                if f"{power}/{card.id}" in self.survey.played:
                    told += [card.label, card.line, card.result, card.echo, card.news, *([card.mail.text] if card.mail else [])]
        return tuple(told)

    def names(self, phrase: str) -> bool:
        """Tell whether a phrase was to be read anywhere."""
        return any(phrase in text for text in self.texts)

    @cached_property
    def history(self) -> tuple[str, ...]:
        """The record as the debrief of a finished game tells it."""
        return debrief(self._finished, None, "us").history

    @cached_property
    def printed(self) -> set[str]:
        """The papers that had a headline on a front page of a finished game."""
        match = self._finished
        names = {name for turn in match.stories for power in POWERS for name, _headline in front_pages(match, turn, power)}
        return {paper.id for paper in match.scenario.papers if paper.name in names}

    @cached_property
    def terms(self) -> set[str]:
        """The entries of the codex, in lower case."""
        scenario = self.survey.rules.scenario
        return {entry.name.lower() for power in scenario.seats for entry in codex(scenario, power).terms}


@dataclass
class Voyage:
    """What came of a campaign: rows carried out of many first parts, and journeys played over both."""

    route: Route
    carried: dict[str, Array]
    journeys: list[Journey]
    pages: int = 0

    def finished(self) -> list[Journey]:
        """Return the journeys that reached the end of the last part."""
        return [journey for journey in self.journeys if journey.is_over and journey.part + 1 == len(self.route.rules)]

    def news(self) -> set[str]:
        """Return the news of the last part that came in any journey."""
        return {name for journey in self.finished() for turn in journey.match.stories for name in turn.news}


def campaign_of(name: str) -> Campaign:
    """Return a campaign that comes with the game."""
    found = campaigns.find(name)
    assert found is not None, f"there is no campaign {name!r}"
    campaign = campaigns.load(found).campaign
    assert isinstance(campaign, Campaign), f"the campaign {name!r} cannot be played"
    return campaign


def voyage_of(campaign: Campaign, rules: tuple[Rules, ...], first: Survey) -> Voyage:
    """Cross from every end of the first crisis that a survey met, and play some journeys to their ends."""
    made = Route.of(campaign)
    route = Route(made.campaign, rules, made.crossings)
    ruptures = [number for number, item in enumerate(rules[0].scenario.endings, start=1) if item.rupture]
    goes_on = np.flatnonzero(~np.isin(first.ends_with("ended"), ruptures))
    voyage = Voyage(route, route.crossings[0].cross(first.last[:, goes_on], first.seeds[goes_on]), [])
    for seed in range(JOURNEYS):
        policy = "historical" if seed == 0 else "random"
        journey = Journey.start(route, {"us": policy, "russia": policy}, seed)
        while journey.must_cross:
            voyage.pages += all(interlude(journey, power).paragraphs for power in POWERS)
            journey.cross()
        voyage.journeys.append(journey)
    return voyage
