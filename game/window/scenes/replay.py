"""A saved game turn by turn: who chose what, what came of it, and the ledger."""

from __future__ import annotations

from dataclasses import replace as changed

import pygame

from game.engine.tracks import seat
from game.view import story
from game.view.stage import chronicle, paths
from game.view.text import _
from game.view.text import sentence as whole
from game.window.go import Go, pop
from game.window.kit.box import Column, Row
from game.window.kit.control import Button
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Picture, Rule, Text, Ui, Widget
from game.window.parts.chart import TrackChart
from game.window.parts.document import Sheet
from game.window.parts.fitting import Fitting, Front
from game.window.parts.waterfall import ledger
from game.window.scene import Scene
from game.window.session import Session
from game.window.world import World

NARROW = 980


class Replay(Scene):
    """One settled turn at a time; the arrows turn the page."""

    def __init__(self, world: World, session: Session) -> None:
        super().__init__(world)
        self._session = session
        self._at = 0
        self.first_focus = "later"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the turn, and the buttons to turn the page."""
        match, me, settled = self._session.match, self._session.me, self._session.settled
        foot = Row(
            [
                Button(_("Back"), pop, name="back"),
                Text(self._place(), "body", "second", "middle"),
                Button(_("Earlier"), self._earlier, name="earlier"),
                Button(_("Later"), self._later, "primary", name="later"),
            ],
            [0.0, 1.0, 0.0, 0.0],
            gap=10,
        )
        if not settled:
            empty = Text(_("No turn has been settled yet."), "page", "second", "middle")
            empty.grow = True
            return Column([empty, foot], pad=(16, 12))
        chapter = list(reversed(chronicle(match, me)))[self._at]
        shown = story.consequences(match, settled[self._at], me, full=True)
        is_narrow = size[0] / (ui.theme.scale * ui.theme.text) < NARROW

        def body(style: str) -> list[Widget]:
            moves: list[Widget] = [
                Row([Picture(f"flag:{power}", 14, line=style), Text(whole(label), style, "ink")], [0.0, 1.0], gap=10, align="top")
                for power, label in chapter.moves
            ]
            return [*moves, Rule("paper_line"), *(Text(part, style, "ink") for part in shown.paragraphs)]

        head: list[Widget] = [Text(chapter.heading, "doc_title", "ink"), Rule("paper_line")]
        sheet = Sheet(head, body, "chapter", scrolls=not is_narrow, least="doc" if is_narrow else "doc_tiny")
        wide = size[0] - ui.px(32)
        room = wide - ui.px(46) if is_narrow else round(wide * 0.6) - ui.px(50)
        bars = Column(
            [ledger(ui, shown.ledger, room)], pad=(18, 14), ground="panel" if is_narrow else "", border="line" if is_narrow else ""
        )
        if is_narrow:
            page: Widget = Scroller(Column([sheet, bars], gap=12), "page")
        else:
            page = Row(
                [self._left(ui, sheet, size, wide), Column([Scroller(bars, "ledger")], ground="panel", border="line")],
                [0.4, 0.6],
                gap=12,
                align="stretch",
            )
        page.grow = True
        return Column([page, foot], gap=10, pad=(16, 12))

    def _left(self, ui: Ui, sheet: Sheet, size: tuple[int, int], wide: int) -> Widget:
        """Return the sheet, over the path up to its turn where there is room for that."""
        match, me = self._session.match, self._session.me
        names, turns = ("relations", "tension", seat(me).room), len(self._session.settled)
        found = [path for path in paths(match, None, me) if path.label.row in names]
        cut = [changed(path, mine=path.mine[: self._at + 2]) for path in found]
        charts = [TrackChart(path, me, 56, turns, has_axis=path is cut[-1]) for path in cut]
        panel = Column([Text(_("The path up to here"), "head"), *charts], gap=8, pad=(16, 12), ground="panel", border="line", name="path")
        half = round((wide - ui.px(12)) * 0.4)
        needs = sheet.whole(ui, half, "doc") + panel.height(ui, half) + ui.px(12)
        if not isinstance(sheet.inside, Fitting) or needs > size[1] - ui.px(90):
            return sheet
        return Front(sheet, sheet.inside, [panel], 12)

    def _place(self) -> str:
        return _("turn {n} of {all}").format(n=self._at + 1, all=max(1, len(self._session.settled)))

    def _earlier(self) -> Go | None:
        return self._turn(-1)

    def _later(self) -> Go | None:
        return self._turn(1)

    def _turn(self, by: int) -> Go | None:
        self._at = max(0, min(self._at + by, len(self._session.settled) - 1))
        self.memory.clear()
        self.refresh()
        return None

    def key(self, key: int, shift: bool) -> Go | None:
        """Turn the page, leave."""
        del shift
        if key in (pygame.K_RETURN, pygame.K_n):
            return self._turn(1)
        if key in (pygame.K_BACKSPACE, pygame.K_p):
            return self._turn(-1)
        return pop() if key == pygame.K_ESCAPE else None
