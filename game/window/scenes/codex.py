"""The codex: what a word means, what a measure weighs, where a fact was read."""

from __future__ import annotations

import pygame

from game.engine.spec import Scenario
from game.engine.terms import Power
from game.view import codex
from game.view.text import _
from game.window.go import Go, pop
from game.window.kit.box import Column, Flow, Row, Sized
from game.window.kit.control import Button, Entry, Tab
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Action, Gap, Rule, Text, Ui, Widget
from game.window.scene import Scene
from game.window.world import World

KINDS = {"terms": "Terms", "measures": "Measures", "sources": "Sources"}


class CodexScene(Scene):
    """Three lists one can search."""

    modal = True

    def __init__(self, world: World, scenario: Scenario, me: Power) -> None:
        super().__init__(world)
        self._codex = codex.codex(scenario, me)
        self._kind, self._wanted = "terms", ""
        self.first_focus = "search"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the tabs, the line to search in, and the list."""
        tabs = Flow(
            [Tab(_(label), self._open(kind), kind == self._kind, False, name=f"tab:{kind}") for kind, label in KINDS.items()], gap=0
        )
        tabs.group = "tabs"
        search = Entry(_("Search"), self._wanted, self._search, "search", _("type to search"))
        wanted = self._wanted.lower()
        entries = [item for item in getattr(self._codex, self._kind) if wanted in f"{item.name} {item.text}".lower()]
        rows: list[Widget] = []
        for entry in entries:
            rows += [Column([Text(entry.name, "strong"), Text(entry.text, "body", "second")], gap=2), Rule()]
        if not rows:
            rows.append(Text(_("There is no such entry."), "body", "second"))
        body = Scroller(Column(rows, gap=8), f"codex {self._kind}")
        foot = Flow([Button(_("Close"), pop, "primary", name="close")], align="right")
        head = Row([Text(_("Codex"), "page"), search], [1.0, 1.0], gap=16)
        box = Column([head, tabs, Rule(), body, Gap(4), foot], gap=7, pad=(24, 18), ground="panel", border="line_high", radius=8)
        box.role = "dialog"
        return Sized(box, min(ui.em(820), size[0] - ui.px(32)), size[1] - ui.px(40))

    def _open(self, kind: str) -> Action:
        def act() -> None:
            self._kind = kind
            self.refresh()

        return act

    def _search(self, text: str) -> None:
        self._wanted = text
        self.memory.clear()
        self.refresh()

    def key(self, key: int, shift: bool) -> Go | None:
        """Close."""
        del shift
        return pop() if key in (pygame.K_ESCAPE, pygame.K_RETURN) else None


def first_codex(world: World) -> Scene:
    """Return the codex of the first crisis that can be played, for a reader who has not chosen one."""
    from game.errors import ScenarioError

    crisis = next((crisis for crisis in world.crises if not crisis.problem), None)
    if crisis is None:
        raise ScenarioError(_("No scenario can be played. `persona lint` says what is wrong with each."))
    return CodexScene(world, world.rules_of(str(crisis.path)).scenario, "us")
