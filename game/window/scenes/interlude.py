"""Between two crises of a campaign: what happened meanwhile, and the mandate for what comes."""

from __future__ import annotations

from collections.abc import Mapping

import pygame

from game.engine.terms import POWERS, Power
from game.view import brief, campaign
from game.view.text import _
from game.window.go import Go, home, replace
from game.window.kit.box import Column, Flow, Row, Sized
from game.window.kit.control import Button, Choice, KeyHint
from game.window.kit.hints import Hints
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Action, Gap, Picture, Rule, Text, Ui, Widget
from game.window.parts.backdrop import DEEP, dark_map
from game.window.parts.calendar import Calendar
from game.window.parts.document import Sheet
from game.window.parts.pair import Pair
from game.window.scene import Scene
from game.window.scenes.flow import following
from game.window.session import Session
from game.window.world import World

NARROW = 900


def crossing(world: World, session: Session, chosen: Mapping[Power, str]) -> Scene:
    """Return the interlude of the next person who has not chosen a mandate; once all have, the next crisis."""
    waiting = [power for power in session.match.humans or POWERS[:1] if power not in chosen]
    if waiting:
        return Interlude(world, session, chosen, waiting[0])
    session.cross({power: mandate for power, mandate in chosen.items() if power in session.match.humans})
    return following(world, session)


class Interlude(Scene):
    """What a power reads between two crises, and the mandates of the next."""

    def __init__(self, world: World, session: Session, chosen: Mapping[Power, str], me: Power) -> None:
        super().__init__(world)
        assert session.journey is not None
        self._session, self._done, self._me = session, dict(chosen), me
        self._told = campaign.interlude(session.journey, me)
        self._scenario = session.journey.route.campaign.parts[session.journey.part + 1]
        self._mandates = self._scenario.seats[me].mandates
        self._chosen = 0
        self.first_focus = "begin"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the sheet and the mandates."""
        is_narrow = size[0] / (ui.theme.scale * ui.theme.text) < NARROW
        shown = brief.briefing(self._scenario, self._me, self._mandates[self._chosen].id)
        head = Row([Text(_("MEANWHILE"), "stamp", "stamp"), Text(shown.when, "mono", "ink_second", "right")], [0.0, 1.0])

        def body(style: str) -> list[Widget]:
            return [Text(part, style, "ink") for part in self._told.paragraphs]

        top: list[Widget] = [head, Text(self._told.title, "doc_title", "ink"), Rule("paper_line")]
        sheet = Sheet(top, body, "interlude", scrolls=not is_narrow, least="doc" if is_narrow else "doc_tiny")
        picks: list[Widget] = [
            Choice(item.name, n == self._chosen, self._pick(n), f"mandate:{n}", self._begin) for n, item in enumerate(self._mandates)
        ]
        choices = Flow(picks, gap=8, line_gap=8)
        choices.group = "mandates"
        goals = [Row([Picture("flag", 14, line="body"), Text(goal, "body")], [0.0, 1.0], gap=9, align="top") for goal in shown.goals]
        text = [Text(part.replace("\n", " "), "body", "second") for part in shown.text.strip().split("\n\n")]
        mandate = Column(
            [Text(shown.mandate, "card"), Text(shown.aim, "body", "second"), Rule(), *goals], gap=8, pad=(18, 16), ground="panel"
        )
        side = Column([Text(shown.title, "page"), *text, Gap(2), Text(_("Your mandate"), "head", "second"), choices, mandate], gap=10)
        if is_narrow:
            inside: Widget = Scroller(Column([sheet, side], gap=12, pad=(16, 14)), "page")
        else:
            days = Calendar([turn.seen[self._me] for turn in self._scenario.turns])
            below = Column([Text(_("The days of the crisis that comes"), "head", "second"), days], gap=8)
            pair = Pair(sheet, Scroller(side, "mandates"), side, below)
            inside = Sized(pair, min(size[0] - ui.px(40), ui.em(1180)), size[1] - ui.px(90))
        inside.grow = True
        hints = Hints([KeyHint("Enter", _("go on"), self._begin), KeyHint("Esc", _("title"), home)])
        foot = Row([hints, Button(_("Go on"), self._begin, "primary", name="begin")], [1.0, -190.0], gap=12)
        return Column([inside, Column([foot], pad=(16, 8))])

    def backdrop(self, ui: Ui, size: tuple[int, int]) -> pygame.Surface:
        """Return the map in the dark."""
        return dark_map(ui, size, DEEP)

    def _pick(self, number: int) -> Action:
        def act() -> None:
            self._chosen = number
            self.refresh()

        return act

    def _begin(self) -> Go | None:
        chosen = {**self._done, self._me: self._mandates[self._chosen].id}
        return replace(lambda: crossing(self.world, self._session, chosen))

    def key(self, key: int, shift: bool) -> Go | None:
        """Go on, or leave; the game is saved."""
        del shift
        if key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            return self._begin()
        return home() if key == pygame.K_ESCAPE else None
