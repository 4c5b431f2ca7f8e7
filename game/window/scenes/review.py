"""The review: every choice of the game with its grade, worked out while one looks, and the dearest ones to play on from."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pygame

from game.engine.terms import Power, other
from game.play.review import ROLLOUTS, Grade, Judged, judging
from game.view.review import Graded, Review, review
from game.view.text import _
from game.window import faults
from game.window.go import Go, pop
from game.window.kit.box import Column, Flow, Row
from game.window.kit.control import Button, KeyHint
from game.window.kit.hints import Hints
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Action, Gap, Rule, Text, Ui, Widget
from game.window.scene import Scene
from game.window.session import Session
from game.window.world import World

NARROW = 980
COLOURS: dict[Grade, str] = {"best": "good", "good": "good", "inaccuracy": "text", "mistake": "caution", "blunder": "bad"}
"""A grade's colour, beside its name."""


class Work:
    """The judging of a game in a thread of its own: how far it has come, and what it found."""

    def __init__(self, session: Session) -> None:
        self._items = judging(session.match)
        self.all = len(session.match.log().choices)
        self.done = 0
        self.judged: list[Judged] = []
        self.problem = ""
        self._is_wanted = True
        self._thread = threading.Thread(target=self._run, name="review", daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """Whether every choice was judged."""
        return self.done == self.all

    def _run(self) -> None:
        try:
            for item in self._items:
                if not self._is_wanted:
                    return
                if item is not None:
                    self.judged.append(item)
                self.done += 1
        except Exception as error:
            # Whatever it is, the page must not wait for ever.
            details = faults.keep(error, "the review")
            self.problem = _("{error}, details in {path}").format(error=faults.name_of(error), path=details)

    def drop(self) -> None:
        """End the work before its end: nobody looks any more."""
        self._is_wanted = False

    def wait(self) -> None:
        """Wait for all of it."""
        self._thread.join()


class ReviewScene(Scene):
    """How far the work is, then the grades; `branch` gives what a button does that plays on from a turn."""

    def __init__(self, world: World, session: Session, me: Power, branch: Callable[[int], Action]) -> None:
        super().__init__(world)
        self._session, self._me, self._branch = session, me, branch
        self.work = Work(session)
        world.works.append(self.work)
        self._told = (0, "")
        self.first_focus = "back"

    def wake(self) -> bool:
        """Look how far the work has come."""
        now = (self.work.done, self.work.problem)
        if self._told == now:
            return False
        self._told = now
        return True

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the grades; while the work goes on, those there are."""
        shown = review(self._session.match, tuple(self.work.judged), self._me, ROLLOUTS)
        left, right = Column(self._summary(shown), gap=12), Column([self._choices(shown)], gap=12)
        if size[0] / (ui.theme.scale * ui.theme.text) < NARROW:
            body: Widget = Scroller(Column([left, right, Gap(4)], gap=12), "page")
        else:
            body = Row([Column([Scroller(left, "left")]), Column([Scroller(right, "right")])], [0.4, 0.6], gap=12, align="stretch")
        body.grow = True
        title = _("How you chose: {title}").format(title=self._session.match.scenario.title)
        return Column([Text(title, "page"), body, self._footer()], gap=10, pad=(16, 12))

    def _summary(self, shown: Review) -> list[Widget]:
        match = self._session.match
        name = match.scenario.seats[self._me].name
        far = _("Playing on from every choice: {n} of {all}.").format(n=self.work.done, all=self.work.all)
        if self.work.problem:
            far = _("The review stopped at choice {n} of {all}: {problem}.").format(
                n=self.work.done + 1, all=self.work.all, problem=self.work.problem
            )
        lines = shown.summary if self.work.is_done else (far,)
        blocks: list[Widget] = [_panel([Text(name, "card"), Rule(), *(Text(line, "body") for line in lines)], "summary")]
        if shown.forks and self.work.is_done:
            rows: list[Widget] = [Text(_("The dearest choices"), "card")]
            for number, item in enumerate(shown.forks):
                words = Column([_head(item), Text(f"“{item.chosen}”", "body"), Text(item.told, "body", COLOURS[item.grade])], gap=2)
                button = Button(_("Play on from here"), self._branch(item.turn), icon="git-branch", name=f"fork:{number}")
                rows += [Rule(), words, Flow([button])]
            blocks.append(_panel(rows, "forks"))
        return [*blocks, _panel([Text(shown.method, "small", "second")], "method")]

    def _choices(self, shown: Review) -> Widget:
        rows: list[Widget] = [Text(_("Every choice"), "card")]
        for item in shown.choices:
            grade = Text(item.name, "strong", COLOURS[item.grade])
            words = Column([_head(item), Text(f"“{item.chosen}”", "body")], gap=2)
            rows += [Rule(), Row([words, grade, Text(item.cost, "mono", "text", "right")], [1.0, -88.0, -48.0], gap=10, align="top")]
        if not shown.choices and self.work.is_done:
            rows.append(Text(_("There was nothing to choose."), "body", "second"))
        return _panel(rows, "choices")

    def _footer(self) -> Widget:
        buttons: list[Widget] = []
        if len(self._session.match.humans) > 1 and self.work.is_done:
            buttons.append(Button(_("The other side's choices"), self._turn_round, name="round"))
        buttons.append(Button(_("Back"), self._leave, "primary", name="back"))
        return Row([Hints([KeyHint("Esc", _("back"), self._leave)]), Flow(buttons, gap=10, align="right")], [1.0, 1.0], gap=12)

    def _turn_round(self) -> None:
        self._me = other(self._me)
        self.refresh()

    def _leave(self) -> Go:
        self.work.drop()
        return pop()

    def key(self, key: int, shift: bool) -> Go | None:
        """Leave."""
        del shift
        return self._leave() if key in (pygame.K_ESCAPE, pygame.K_RETURN) else None


def _head(item: Graded) -> Widget:
    return Text(_("Turn {turn}, {title}").format(turn=item.turn, title=item.title), "small", "second")


def _panel(rows: list[Widget], name: str) -> Widget:
    return Column(rows, gap=7, pad=(16, 12), ground="panel", border="line", name=name)
