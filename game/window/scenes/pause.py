"""The menu over a game: go on, look things up, take back, leave."""

from __future__ import annotations

import pygame

from game.view import brief
from game.view.text import _
from game.window.go import Go, home, leave, pop, push
from game.window.kit.box import Column, Sized
from game.window.kit.control import Button
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Action, Gap, Text, Ui, Widget
from game.window.scene import Scene
from game.window.scenes.flow import go_on
from game.window.scenes.notice import Notice
from game.window.session import Session
from game.window.world import World


class Pause(Scene):
    """A list of what can be done besides choosing."""

    modal = True

    def __init__(self, world: World, session: Session) -> None:
        super().__init__(world)
        self._session = session
        self.first_focus = "on"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the menu in the middle."""
        entries: list[tuple[str, Action, str]] = [
            (_("Go on"), pop, "on"),
            (_("The briefing again"), self._brief, "brief"),
            (_("Take back the last choice"), self._undo, "undo"),
            (_("Play on from an earlier turn"), self._branch, "branch"),
            (_("Codex"), self._codex, "codex"),
            (_("Settings"), self._settings, "settings"),
            (_("Keys"), self._keys, "keys"),
            (_("Go on in the terminal"), lambda: Go("text", None, self._session.path), "text"),
            (_("To the title; the game is saved"), home, "title"),
            (_("Close the window; the game is saved"), leave, "quit"),
        ]
        buttons: list[Widget] = [
            Button(label, action, "primary" if name == "on" else "quiet", name=name) for label, action, name in entries
        ]
        seed = _("Seed {seed}").format(seed=self._session.seed)
        saved = self._session.path.name if self._session.path else ""
        foot = [Gap(4), Text(seed, "small", "second"), Text(saved, "tiny", "second")]
        inside = Column([Text(self._session.match.scenario.title, "card"), Gap(2), *buttons, *foot], gap=7)
        wide = min(ui.em(400), size[0] - ui.px(40))
        tall = inside.height(ui, wide - ui.px(48)) + ui.px(44)
        most = size[1] - ui.px(40)
        body: Widget = inside if tall <= most else Scroller(inside, "menu")
        box = Column([body], pad=(24, 22), ground="panel", border="line_high", radius=8)
        box.role = "dialog"
        return Sized(box, wide, min(tall, most))

    def _undo(self) -> Go | None:
        if not self._session.undo():
            return push(lambda: Notice(self.world, _("There is nothing to take back yet.")))
        return go_on(self.world, self._session)

    def _brief(self) -> Go | None:
        match, me = self._session.match, self._session.me
        shown = brief.briefing(match.scenario, me, match.opened.mandates[me])
        text = [part.replace("\n", " ") for part in shown.text.strip().split("\n\n")]
        lines = [shown.office, *text, _("{name}: {text}").format(name=shown.mandate, text=shown.aim), *shown.goals]
        return push(lambda: Notice(self.world, *lines, title=f"{shown.title} · {shown.when}"))

    def _branch(self) -> Go | None:
        from game.window.scenes.records import Turns

        return push(lambda: Turns(self.world, self._session))

    def _codex(self) -> Go | None:
        from game.window.scenes.codex import CodexScene

        return push(lambda: CodexScene(self.world, self._session.match.scenario, self._session.me))

    def _settings(self) -> Go | None:
        from game.window.scenes.settings import SettingsScene

        return push(lambda: SettingsScene(self.world))

    def _keys(self) -> Go | None:
        return push(lambda: Notice(self.world, *key_lines(), title=_("Keys")))

    def key(self, key: int, shift: bool) -> Go | None:
        """Go on with Esc."""
        del shift
        return pop() if key == pygame.K_ESCAPE else None


def key_lines() -> list[str]:
    """Return what every key of the desk does."""
    return [
        _("1 to 6: look at a card. Enter: commit it; before any was looked at, look at the first. U: take back the last choice."),
        _("Tab and Shift-Tab: next panel. Arrows: inside a panel. Page keys: scroll."),
        _("N news, W words, R rival, M mandate and gauges, L legislature, F facts, H history."),
        _("O: the next card that lays a paper on their desk."),
        _("F1: explain what has the focus. F2: the whole ledger. C: codex. Comma: settings."),
        _("F6: go on in the terminal. F11 or Alt and Enter: full screen. Esc: menu."),
        _("On other layouts a key counts by its place: the key where C is, the key where 1 is."),
    ]
