"""How the game ended, what was said of it, and what it cost people."""

from __future__ import annotations

import pygame

from game.engine.terms import Power
from game.view import debrief
from game.view.text import _
from game.window.go import Go, home, replace
from game.window.kit.box import Column, Row, Sized
from game.window.kit.control import Button, KeyHint
from game.window.kit.hints import Hints
from game.window.kit.widget import Rule, Text, Ui, Widget
from game.window.parts.backdrop import DEEP, dark_map
from game.window.parts.document import Sheet
from game.window.scene import Scene
from game.window.scenes.flow import go_on
from game.window.session import Session
from game.window.world import World


class Ending(Scene):
    """The last page, as one power reads it; the debrief follows."""

    lasts = 700

    def __init__(self, world: World, session: Session, me: Power) -> None:
        super().__init__(world)
        self._session, self._me = session, me
        self.first_focus = "next"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return one sheet of paper."""
        match, me = self._session.match, self._me
        shown = debrief.close(match, me)
        head = Row([Text(_("THE END"), "stamp", "stamp"), Text(match.scenario.seats[me].name, "mono", "ink_second", "right")], [0.0, 1.0])

        def body(style: str) -> list[Widget]:
            small = "doc_small" if style in ("doc", "doc_snug", "doc_small", "doc_tiny") else "doc"
            verdict = Text(f"{shown.verdict}. {shown.verdict_text}", style, "stamp")
            rest = [Text(line, small, "stamp") for line in shown.bill] + [Text(line, small, "ink_second") for line in shown.people]
            return [*(Text(part, style, "ink") for part in shown.paragraphs), Rule("paper_line"), verdict, Rule("paper_line"), *rest]

        sheet = Sheet([head, Text(shown.title, "doc_title", "ink"), Rule("paper_line")], body, "ending", least="doc_tiny")
        wide = min(ui.em(720), size[0] - ui.px(40))
        middle = Sized(sheet, wide, min(sheet.whole(ui, wide, "doc_wide"), size[1] - ui.px(90)))
        middle.grow = True
        hints = Hints(
            [KeyHint("Enter", _("go on"), self._next), KeyHint("U", _("take back"), self._undo), KeyHint("Esc", _("title"), home)]
        )
        foot = Row(
            [hints, Button(_("Go on") if self._session.must_cross else _("Debrief"), self._next, "primary", name="next")],
            [1.0, -190.0],
            gap=12,
        )
        return Column([middle, Column([foot], pad=(16, 8))])

    def backdrop(self, ui: Ui, size: tuple[int, int]) -> pygame.Surface:
        """Return the map in the dark."""
        return dark_map(ui, size, DEEP)

    def _next(self) -> Go | None:
        from game.window.scenes.debrief import DebriefScene

        humans = self._session.match.humans
        later = humans[humans.index(self._me) + 1 :] if self._me in humans else []
        if not later and self._session.must_cross:
            from game.window.scenes.interlude import crossing

            return replace(lambda: crossing(self.world, self._session, {}))
        if later:
            return replace(lambda: Ending(self.world, self._session, later[0]))
        return replace(lambda: DebriefScene(self.world, self._session, (humans or [self._me])[0]))

    def _undo(self) -> Go | None:
        return go_on(self.world, self._session) if self._session.undo() else None

    def key(self, key: int, shift: bool) -> Go | None:
        """Go on, take back, leave."""
        del shift
        if key == pygame.K_RETURN:
            return self._next()
        if key == pygame.K_u:
            return self._undo()
        if key == pygame.K_F6:
            return Go("text", None, self._session.path)
        return home() if key == pygame.K_ESCAPE else None
