"""Saved games: open, look through turn by turn, play on from a turn, export, delete."""

from __future__ import annotations

from pathlib import Path

import pygame

from game.content import campaigns
from game.errors import GameError
from game.record.shelf import Saved, shelf
from game.view.shelf import listed
from game.view.text import _
from game.window.go import Go, pop, push, replace
from game.window.kit.box import Column, Flow, Row
from game.window.kit.control import Button, KeyHint
from game.window.kit.hints import Hints
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Action, Gap, Picture, Rule, Text, Ui, Widget
from game.window.parts.backdrop import DEEP, dark_map
from game.window.scene import Scene
from game.window.scenes import shelfwork
from game.window.scenes.flow import go_on, resume
from game.window.scenes.notice import Confirm, Notice
from game.window.session import Session
from game.window.world import World

SHOWN = 200
NARROW = 900
FEW = 3
"""Games that leave room below them for what is known of the chosen one, in a narrow window."""
MEANT = {
    "open": "The game as you left it; a finished one opens at its end.",
    "replay": "Every turn with its choices and its ledger, to look at.",
    "branch": "A copy from the start of a turn, with the same dice; this game stays as it is.",
    "export": "The game as a file, and as text to read.",
    "delete": "Takes the file away; it is asked once more.",
    "back": "To where you came from.",
}
"""What each button does, beside it where there is room."""


class Records(Scene):
    """The shelf, the newest game first; unreadable ones keep their place and say why."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._most = SHOWN
        self._look()
        self._at = 0
        self.first_focus = "game:0"

    def _look(self) -> None:
        try:
            found = shelf()
            self._games, self._older, self._problem = found[: self._most], len(found[self._most :]), ""
        except GameError as error:
            self._games, self._older, self._problem = [], 0, str(error)

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the list and what can be done with the chosen game."""
        rows: list[Widget] = [self._row(number, saved) for number, saved in enumerate(self._games)]
        if not rows:
            rows.append(Text(self._problem or _("There are none yet."), "body", "second"))
        if self._older:
            label = _("Show older games: {n} are not listed").format(n=self._older)
            rows.append(Button(label, self._show_older, name="older"))
        group = Column(rows, gap=8)
        group.group = "games"
        games = Scroller(group, "games")
        if size[0] / (ui.theme.scale * ui.theme.text) < NARROW or self._saved is None:
            saved = self._saved
            if saved is not None and saved.log is not None and len(rows) <= FEW:
                facts = Column(shelfwork.facts(saved, saved.log), gap=10, pad=(18, 14), ground="panel", border="line", radius=8)
                games = Scroller(Column([group, facts], gap=12), "games")
            body = Column([Text(_("Saved games"), "page"), games, self._actions()], gap=12, pad=(28, 16))
        else:
            side = Column([Scroller(self._about(), "about")], pad=(22, 18), ground="panel", border="line", radius=8)
            panes = Row([Column([games]), side], [1.0, 1.0], gap=20, align="stretch")
            panes.grow = True
            body = Column([Text(_("Saved games"), "page"), panes], gap=12, pad=(28, 16))
        body.grow = True
        ways = [KeyHint("Enter", _("open"), self._open), KeyHint("Del", _("delete"), self._delete)] if self._saved is not None else []
        hints = [*ways, KeyHint("Esc", _("back"), pop)]
        return Column([body, Column([Hints([*hints])], pad=(16, 8))])

    def backdrop(self, ui: Ui, size: tuple[int, int]) -> pygame.Surface:
        """Return the map in the dark."""
        return dark_map(ui, size, DEEP)

    def _show_older(self) -> None:
        self._most += SHOWN
        self._look()
        self.refresh()

    def _row(self, number: int, saved: Saved) -> Widget:
        chosen = number == self._at
        told = listed(saved, campaigns.is_named)
        if saved.glance is None:
            words: list[Widget] = [Text(saved.path.stem, "strong", "second"), Text(saved.problem, "small", "caution")]
            flags: list[Widget] = [Picture("triangle-alert", 18, "caution")]
        else:
            words = [Text(told.name, "strong"), Text(told.when, "small", "second")]
            flags = [Picture(f"flag:{power}", 18) for power in told.people]
        row = Row([Flow(flags, gap=4), Column(words, gap=2)], [-64.0, 1.0], gap=10)
        name = f"game:{number}"
        column = Column(
            [row],
            0,
            (14, 9),
            "hover" if chosen else "card",
            "bright" if chosen else "line",
            8,
            name,
            saved.path.stem,
            "chosen" if chosen else "",
            self._take(number),
        )
        column.enter, column.on_focus = self._open, self._take(number)
        return column

    def _take(self, number: int) -> Action:
        def act() -> None:
            if self._at != number:
                self._at = number
                self.focused = f"game:{number}"
                self.seeks = True
                self.refresh()

        return act

    @property
    def _saved(self) -> Saved | None:
        return self._games[self._at] if self._at < len(self._games) else None

    def _actions(self) -> Widget:
        saved = self._saved
        buttons: list[Widget] = [Button(_("Back"), pop, name="back")]
        if saved is not None:
            buttons = [Button(_("Delete"), self._delete, icon="trash-2", name="delete"), *buttons]
            if saved.log is not None:
                label = _("Open") if saved.log.is_closed else _("Continue")
                buttons = [
                    Button(label, self._open, "primary", name="open"),
                    Button(_("Turn by turn"), self._replay, icon="history", name="replay"),
                    Button(_("Play on from a turn"), self._branch, icon="git-branch", name="branch"),
                    Button(_("Export"), self._export, icon="download", name="export"),
                    *buttons,
                ]
        flow = Flow(buttons, gap=10, line_gap=8)
        flow.group = "actions"
        return flow

    def _about(self) -> Widget:
        """Return what is known of the chosen game, over what can be done with it."""
        saved = self._saved
        assert saved is not None
        rows: list[Widget] = [Text(saved.path.stem, "card")] if saved.log is None else [*shelfwork.facts(saved, saved.log), Rule(), Gap(2)]
        rows += [Text(saved.problem, "body", "caution")] if saved.problem else []
        actions = self._actions()
        for button in actions.children:
            rows.append(Row([button, Text(_(MEANT.get(button.name, "")), "small", "second")], [-190.0, 1.0], gap=16))
        column = Column(rows, gap=11)
        column.group = "actions"
        return column

    # --- what can be done ----------------------------------------------------------------------

    def _open(self) -> Go | None:
        saved = self._saved
        if saved is None:
            return None
        if saved.log is None:
            return push(lambda: Notice(self.world, saved.problem))
        return replace(lambda: resume(self.world, saved.path))

    def _replay(self) -> Go | None:
        from game.window.scenes.replay import Replay

        saved = self._saved
        if saved is None or saved.log is None:
            return None
        return push(lambda: Replay(self.world, shelfwork.to_look_at(self.world, saved)))

    def _branch(self) -> Go | None:
        saved = self._saved
        if saved is None or saved.log is None:
            return None
        return push(lambda: Turns(self.world, shelfwork.to_look_at(self.world, saved), saved))

    def _export(self) -> Go | None:
        saved = self._saved
        if saved is None or saved.log is None:
            return None
        session = shelfwork.to_look_at(self.world, saved)
        files = shelfwork.export(saved, session)
        told = [_("Written: {path}").format(path=path) for path in files]
        return push(lambda: Notice(self.world, *told, title=_("Exported")))

    def _delete(self) -> Go | None:
        saved = self._saved
        if saved is None:
            return None
        question = _("Delete this saved game?")
        return push(lambda: Confirm(self.world, question, saved.path.stem, _("Delete it"), lambda: self._do_delete(saved.path)))

    def _do_delete(self, path: Path) -> Go | None:
        shelfwork.delete(path)
        self._look()
        self._at = max(0, min(self._at, len(self._games) - 1))
        self.focused = f"game:{self._at}"
        return pop()

    def key(self, key: int, shift: bool) -> Go | None:
        """Open, delete, leave."""
        del shift
        actions: dict[int, Action] = {pygame.K_RETURN: self._open, pygame.K_DELETE: self._delete, pygame.K_ESCAPE: pop}
        return actions[key]() if key in actions else None


class Turns(Scene):
    """The turns of a game that one can play on from; a game from the shelf is copied first, so that it stays as it is."""

    modal = True

    def __init__(self, world: World, session: Session, saved: Saved | None = None) -> None:
        super().__init__(world)
        self._session, self._saved = session, saved
        self.first_focus = "back"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return a button for each turn that was reached."""
        from game.window.scenes.notice import boxed

        match = self._session.match
        rows: list[Widget] = [Text(_("Play on from which turn?"), "card"), Text(_("The same dice fall again."), "body", "second"), Gap(2)]
        for story in match.stories:
            turn = match.scenario.turns[story.turn]
            label = _("Turn {n}: {name}").format(n=story.turn + 1, name=turn.name)
            rows.append(Button(label, self._from(story.turn + 1), name=f"turn:{story.turn + 1}"))
        return boxed(ui, size, rows, Flow([Button(_("Back"), pop, "primary", name="back")], align="right"))

    def _from(self, turn: int) -> Action:
        def act() -> Go | None:
            session = self._session if self._saved is None else shelfwork.copy_of(self.world, self._saved)
            session.play_on_from(turn)
            return go_on(self.world, session)

        return act

    def key(self, key: int, shift: bool) -> Go | None:
        """Leave."""
        del shift
        return pop() if key == pygame.K_ESCAPE else None
