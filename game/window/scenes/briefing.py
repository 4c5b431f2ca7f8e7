"""The briefing: the office, what it is about, and the mandate one takes."""

from __future__ import annotations

from dataclasses import replace as changed

import pygame

from game.engine.terms import Power, other
from game.view import brief
from game.view.text import _, date
from game.window.go import Go, home, replace
from game.window.kit.box import Column, Flow, Row, Sized
from game.window.kit.control import Button, Choice, KeyHint
from game.window.kit.hints import Hints
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Action, Gap, Picture, Rule, Text, Ui, Widget
from game.window.parts.backdrop import DEEP, dark_map
from game.window.parts.calendar import Calendar
from game.window.parts.document import PaperLink, Sheet
from game.window.parts.pair import Pair
from game.window.scene import Scene
from game.window.scenes.flow import begin
from game.window.scenes.handover import hand_over
from game.window.world import Wish, World

LARGE_TEXT = 1.3


class Briefing(Scene):
    """One sheet of paper and the mandates beside it; Enter begins."""

    def __init__(self, world: World, wish: Wish, power: Power) -> None:
        super().__init__(world)
        self._wish, self._power = wish, power
        self._scenario = world.first_scenario(wish.scenario)
        self._mandates = self._scenario.seats[power].mandates
        self._chosen = 0
        self._is_long = False
        self.first_focus = "begin"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the sheet, the mandates and the button."""
        shown = brief.briefing(self._scenario, self._power, self._mandates[self._chosen].id)
        is_narrow = ui.theme.text > LARGE_TEXT or size[0] / (ui.theme.scale * ui.theme.text) < 900
        told = self._scenario.seats[self._power].brief_print if self._is_long else shown.text
        text = [part.replace("\n", " ") for part in told.strip().split("\n\n")]
        head = Row([Text(_("BRIEFING"), "stamp", "stamp"), Text(shown.when, "mono", "ink_second", "right")], [0.0, 1.0])

        def body(style: str) -> list[Widget]:
            return [Text(shown.office, "doc_italic", "ink_second"), *(Text(part, style, "ink") for part in text)]

        top: list[Widget] = [head, Text(shown.title, "doc_title", "ink"), Rule("paper_line")]
        sheet = Sheet(top, body, "briefing", scrolls=not is_narrow, least="doc" if is_narrow else "doc_tiny")
        sheet.add(Rule("paper_line"), self._facts())
        side = self._side(shown)
        if is_narrow:
            inside: Widget = Scroller(Column([sheet, side], gap=12, pad=(16, 14)), "page")
        else:
            wide = min(size[0] - ui.px(40), ui.em(1180))
            inside = Sized(Pair(sheet, Scroller(side, "mandates"), side, self._calendar()), wide, size[1] - ui.px(90))
        inside.grow = True
        return Column([inside, Column([self._footer()], pad=(16, 8))])

    def backdrop(self, ui: Ui, size: tuple[int, int]) -> pygame.Surface:
        """Return the map in the dark."""
        return dark_map(ui, size, DEEP)

    def _facts(self) -> Widget:
        """Return the span of the crisis, and the way to the longer text."""
        turns = self._scenario.turns
        first, last = (date(turn.seen[self._power]).split(" ", 1)[1] for turn in (turns[0], turns[-1]))
        span = _("{n} turns, from {first} to {last}").format(n=len(turns), first=first, last=last)
        label = _("In short") if self._is_long else _("Read the full briefing")
        return Row([Text(span, "doc_tiny", "ink_second"), PaperLink(label, self._turn, name="full")], [1.0, 0.0], gap=12)

    def _calendar(self) -> Widget:
        dates = Calendar([turn.seen[self._power] for turn in self._scenario.turns])
        return Column([Text(_("The days of this crisis"), "head", "second"), dates], gap=8)

    def _turn(self) -> Go | None:
        self._is_long = not self._is_long
        self.memory.clear()
        self.refresh()
        return None

    def _side(self, shown: brief.Briefing) -> Widget:
        picks: list[Widget] = [
            Choice(mandate.name, number == self._chosen, self._pick(number), f"mandate:{number}", self._begin)
            for number, mandate in enumerate(self._mandates)
        ]
        choices = Flow(picks, gap=8, line_gap=8)
        choices.group = "mandates"
        seat = self._scenario.seats[self._power]
        who = Row(
            [Picture(f"flag:{self._power}", 30), Column([Text(seat.capital, "seat"), Text(seat.name, "small", "second")])],
            [0.0, 1.0],
            gap=12,
        )
        goals = [Row([Picture("flag", 14, line="body"), Text(goal, "body")], [0.0, 1.0], gap=9, align="top") for goal in shown.goals]
        mandate = Column(
            [Text(shown.mandate, "card"), Text(shown.aim, "body", "second"), Rule(), *goals],
            gap=8,
            pad=(18, 16),
            ground="panel",
            border="line",
        )
        return Column([who, Gap(4), Text(_("Your mandate"), "head", "second"), choices, mandate], gap=10)

    def _pick(self, number: int) -> Action:
        def act() -> None:
            self._chosen = number
            self.refresh()

        return act

    def _footer(self) -> Widget:
        hints = Hints(
            [
                KeyHint("Enter", _("begin"), self._begin),
                *([KeyHint("M", _("next mandate"), self._next)] if len(self._mandates) > 1 else []),
                KeyHint("B", _("in short") if self._is_long else _("full briefing"), self._turn),
                KeyHint("Esc", _("back"), home),
            ]
        )
        return Row([hints, Button(_("Begin"), self._begin, "primary", name="begin")], [1.0, -190.0], gap=12)

    def _next(self) -> Go | None:
        self._chosen = (self._chosen + 1) % len(self._mandates)
        self.refresh()
        return None

    def _begin(self) -> Go | None:
        mandates = {**self._wish.mandates, self._power: self._mandates[self._chosen].id}
        wish = changed(self._wish, mandates=mandates)
        self.world.noise.play("confirm")
        return replace(lambda: begin(self.world, wish))

    def key(self, key: int, shift: bool) -> Go | None:
        """Begin, change the mandate, go back."""
        del shift
        if key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            return self._begin()
        if key == pygame.K_m:
            return self._next()
        if key == pygame.K_b:
            return self._turn()
        if pygame.K_1 <= key < pygame.K_1 + len(self._mandates):
            self._chosen = key - pygame.K_1
            self.refresh()
        return home() if key == pygame.K_ESCAPE else None


class HandBriefing(Scene):
    """Two people at one machine: the briefing of one is not for the other."""

    def __init__(self, world: World, wish: Wish, power: Power) -> None:
        super().__init__(world)
        self._wish, self._power = wish, power
        self.first_focus = "ready"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the sentence and one button."""
        seats = self.world.first_scenario(self._wish.scenario).seats
        told = _("{name} has the desk. {other}, look away.").format(name=seats[self._power].name, other=seats[other(self._power)].name)
        return hand_over(ui, size, self._power, told, self._ready)

    def backdrop(self, ui: Ui, size: tuple[int, int]) -> pygame.Surface:
        """Return the map in the dark."""
        return dark_map(ui, size, DEEP)

    def _ready(self) -> Go | None:
        return replace(lambda: Briefing(self.world, self._wish, self._power))

    def key(self, key: int, shift: bool) -> Go | None:
        """Go back on Esc."""
        del shift
        return home() if key == pygame.K_ESCAPE else None
