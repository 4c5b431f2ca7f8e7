"""A campaign at a terminal: one crisis after the other, with the interlude between them."""

from __future__ import annotations

from functools import partial

from game.engine.terms import POWERS, Power
from game.errors import LogError
from game.play.campaign import Journey
from game.terminal import menu, screens
from game.terminal.app import Game
from game.terminal.page import Page
from game.view import brief, campaign
from game.view.text import _


def sail(page: Page, journey: Journey, numbers: bool = False) -> None:
    """Play a campaign to its end or until the player leaves; raises Left when input ends."""
    while True:
        Game(page, journey.match, numbers, onward=partial(campaign.next_title, journey)).play()
        if not journey.must_cross:
            page.heading(_("The whole of it"))
            page.items(campaign.summary(journey))
            return
        _cross(page, journey)


def _cross(page: Page, journey: Journey) -> None:
    following = journey.route.campaign.parts[journey.part + 1]
    chosen: dict[Power, str] = {}
    watching: list[Power] = journey.match.humans or [POWERS[0]]
    for me in watching:
        if len(watching) > 1:
            screens.draw_handover(page, following, me)
            page.pause(_("Press Enter when you are alone."))
        told = campaign.interlude(journey, me)
        page.rule()
        page.heading(told.title)
        for part in told.paragraphs:
            page.text(part)
            page.line()
        if me in journey.match.humans:
            chosen[me] = _mandate(page, journey, me)
    try:
        journey.cross(chosen)
    except LogError as error:
        if not page.interactive:
            raise
        page.text(str(error))


def _mandate(page: Page, journey: Journey, me: Power) -> str:
    scenario = journey.route.campaign.parts[journey.part + 1]
    known = scenario.seats[me].mandates

    def shown(number: int) -> None:
        screens.draw_brief(page, brief.briefing(scenario, me, known[number].id))

    return known[menu.mandate(page, [f"{item.name}: {item.text}" for item in known], shown)].id
