"""A new game: the crisis, the seat, who sits across, the dice."""

from __future__ import annotations

import string
from collections.abc import Iterable

import pygame

from game.engine.terms import LARGEST_SEED, Power
from game.view.brief import seat_lines
from game.view.text import _
from game.window.go import Go, pop, push
from game.window.kit.box import Column, Flow, Row, Sized
from game.window.kit.control import Button, Choice, Entry, KeyHint
from game.window.kit.hints import Hints
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Action, Gap, Picture, Rule, Text, Ui, Widget
from game.window.parts.backdrop import DEEP, dark_map
from game.window.scene import Scene
from game.window.scenes.flow import begin
from game.window.scenes.notice import Notice
from game.window.world import DEFAULT_RIVAL, Crisis, Wish, World


class Choose(Scene):
    """The list of crises left, what goes with the chosen one right."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._at = next((n for n, crisis in enumerate(world.crises) if not crisis.problem), 0)
        self._seat: Power | None = "russia"
        self._rival = DEFAULT_RIVAL
        self._seed = ""
        self.first_focus = "go on"

    @property
    def _crisis(self) -> Crisis | None:
        return self.world.crises[self._at] if self.world.crises else None

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return both halves, one below the other where they do not fit side by side."""
        left = Column([Text(_("Choose a crisis"), "page"), *self._crises()], gap=10)
        right = self._options()
        is_narrow = size[0] / (ui.theme.scale * ui.theme.text) < 820
        both: Widget = Column([left, Gap(8), right], gap=12) if is_narrow else Row([left, right], [1.0, 1.15], gap=36, align="top")
        inside = Column([both], pad=(8, 8))
        body = Scroller(inside, "choose")
        wide = min(size[0] - ui.px(40), ui.em(1190))
        # What is shorter than the window stands in its middle, a little above.
        tall, most = inside.height(ui, wide) + ui.px(48), size[1] - ui.px(70)
        middle = Sized(Column([body, Gap(40)]) if tall < most else body, wide, min(tall, most))
        body.grow = middle.grow = True
        is_playable = self._crisis is not None and not self._crisis.problem
        ways: list[Widget] = [KeyHint("Tab", _("next panel"), lambda: None), KeyHint("Esc", _("back"), pop)]
        hints = Hints([*([KeyHint("Enter", _("go on"), self._go)] if is_playable else []), *ways])
        way = Button(_("To the briefing"), self._go, "primary", name="go on") if is_playable else Gap()
        foot = Row([hints, way], [1.0, -190.0], gap=12)
        return Column([middle, Column([foot], pad=(16, 8))])

    def backdrop(self, ui: Ui, size: tuple[int, int]) -> pygame.Surface:
        """Return the map in the dark."""
        return dark_map(ui, size, DEEP)

    def _crises(self) -> list[Widget]:
        rows: list[Widget] = []
        for number, crisis in enumerate(self.world.crises):
            chosen = number == self._at
            lines: list[Widget] = [Text(crisis.title, "card", "second" if crisis.problem else "text")]
            if crisis.problem:
                lines.append(
                    Row([Picture("triangle-alert", 14, "caution"), Text(crisis.problem, "small", "second")], [0.0, 1.0], gap=8, align="top")
                )
            else:
                told = _("campaign · {text}").format(text=crisis.subtitle) if crisis.is_campaign else crisis.subtitle
                lines.append(Text(told, "body", "second"))
            ground = "hover" if chosen else "locked" if crisis.problem else "card"
            row = Column(
                lines,
                4,
                (16, 13),
                ground,
                "bright" if chosen else "line",
                8,
                f"crisis:{number}",
                crisis.title,
                "chosen" if chosen else "",
                self._take(number),
            )
            row.role = "radio button"
            row.enter = self._go if chosen else self._take(number)
            rows.append(row)
        if not rows:
            rows.append(Text(_("No scenario can be played. `persona lint` says what is wrong with each."), "body", "second"))
        group = Column(rows, gap=8)
        group.group = "crises"
        return [group]

    def _take(self, number: int) -> Action:
        def act() -> Go | None:
            crisis = self.world.crises[number]
            if crisis.problem:
                told = _("That one cannot be played yet. `persona lint {path}` says all that is wrong with it.").format(path=crisis.path)
                return push(lambda: Notice(self.world, crisis.problem, told, title=crisis.title))
            self._at = number
            self.refresh()
            return None

        return act

    def _options(self) -> Widget:
        from game.play.policy import ABOUT, POLICIES

        crisis = self._crisis
        if crisis is None or crisis.problem:
            return Gap(1)
        scenario = self.world.first_scenario(str(crisis.path))
        seats: list[Widget] = []
        for power, line in [*seat_lines(scenario), (None, _("Both: two players at this keyboard"))]:
            seats.append(Choice(line, self._seat == power, self._set("_seat", power), f"seat:{power or 'both'}", self._go))
        rivals: list[Widget] = [
            Choice(_(name), self._rival == name, self._set("_rival", name), f"rival:{name}", self._go) for name in _usual_first(POLICIES)
        ]
        parts: list[Widget] = [
            Text(crisis.title, "page"),
            Text(" ".join(scenario.summary.split()), "doc", "text"),
            Rule(),
            Text(_("Where do you sit?"), "head", "second"),
            _group(seats, "seats"),
        ]
        if self._seat is not None:
            parts += [
                Text(_("Who sits across?"), "head", "second"),
                _group(rivals, "rivals"),
                Text(_(ABOUT[self._rival]), "small", "second"),
            ]
        seed = Entry(_("Seed"), self._seed, self._write_seed, "seed", _("any"), 20, string.digits)
        parts += [
            Rule(),
            Row(
                [Text(_("Seed"), "head", "second"), seed, Text(_("the same number deals the same world"), "small", "second")],
                [0.0, -210.0, 1.0],
                gap=12,
            ),
        ]
        return Column(parts, gap=12)

    def _set(self, name: str, value: object) -> Action:
        def act() -> None:
            setattr(self, name, value)
            self.refresh()

        return act

    def _write_seed(self, text: str) -> None:
        self._seed = text

    def _go(self) -> Go | None:
        crisis = self._crisis
        if crisis is None or crisis.problem:
            return None
        seed = int(self._seed) if self._seed else None
        if seed is not None and seed > LARGEST_SEED:
            return push(lambda: Notice(self.world, _("A seed is a whole number from 0 to {n}.").format(n=LARGEST_SEED)))
        wish = Wish(str(crisis.path) if crisis.is_campaign else crisis.id, self._seat, {}, self._rival, seed)
        return Go("replace", lambda: begin(self.world, wish))

    def key(self, key: int, shift: bool) -> Go | None:
        """Go on or back."""
        del shift
        if key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            return self._go()
        return pop() if key == pygame.K_ESCAPE else None


def _usual_first(names: Iterable[str]) -> list[str]:
    """Return names of policies with the usual rival before all others."""
    return sorted(names, key=lambda name: name != DEFAULT_RIVAL)


def _group(choices: list[Widget], name: str) -> Widget:
    flow = Flow(choices, gap=8, line_gap=8)
    flow.group = name
    flow.role = "radio group"
    return flow
