"""The debrief: your path beside the real one, the score by goals, the turning points one can play on from, what really happened."""

from __future__ import annotations

import pygame

from game.engine.terms import Power, other
from game.engine.tracks import seat
from game.view import campaign, debrief
from game.view.brief import mandate_of
from game.view.stage import paths
from game.view.text import _
from game.window.go import Go, home, push
from game.window.kit.box import Column, Flow, Row
from game.window.kit.control import Button, KeyHint
from game.window.kit.hints import Hints
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Action, Gap, Picture, Rule, Text, Ui, Widget
from game.window.parts.chart import TrackChart
from game.window.parts.document import Sheet
from game.window.parts.gauges import top_bar
from game.window.parts.score import GoalBar
from game.window.scene import Scene
from game.window.scenes.flow import begin, go_on
from game.window.scenes.notice import Confirm
from game.window.session import Session
from game.window.world import Wish, World

NARROW = 980
SHOWN = ("relations", "tension")


class DebriefScene(Scene):
    """Charts left, words right; everything that does not fit scrolls."""

    def __init__(self, world: World, session: Session, me: Power) -> None:
        super().__init__(world)
        self._session, self._me = session, me
        self._shown = debrief.debrief(session.match, session.as_recorded(), me)
        self._close = debrief.close(session.match, me)
        self.first_focus = "title"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return both columns, or one page."""
        left, right = Column(self._left(), gap=12), Column(self._right(), gap=12)
        if size[0] / (ui.theme.scale * ui.theme.text) < NARROW:
            body: Widget = Scroller(Column([right, left, Gap(4)], gap=12, pad=(16, 12)), "page")
        else:
            row = Row([Column([Scroller(left, "left")]), Column([Scroller(right, "right")])], [800.0, 436.0], gap=12, align="stretch")
            row.grow = True
            body = Column([row], pad=(16, 12))
        body.grow = True
        return Column([self._bar(ui), body, Column([self._footer()], pad=(16, 6))])

    def _bar(self, ui: Ui) -> Widget:
        match, me = self._session.match, self._me
        seat = match.scenario.seats[me]
        mandate = mandate_of(match.scenario, me, match.opened.mandates[me]).name
        turns = _("{n} turns").format(n=len(self._session.settled))
        scores: list[Widget] = [
            Row(
                [
                    Picture(f"flag:{score.power}", 13),
                    Text(score.name, "small", "second"),
                    Text(score.total, "figure"),
                    Text(_("of 100"), "small", "second"),
                ],
                gap=8,
            )
            for score in self._shown.scores
        ]
        who = (me, seat.capital, _("mandate: {name}").format(name=mandate))
        return top_bar(ui, who, (_("Debrief"), f"{match.scenario.title}  ·  {turns}"), scores, (self._codex, self._settings))

    # --- left ----------------------------------------------------------------------------------

    def _left(self) -> list[Widget]:
        match, me = self._session.match, self._me
        record = self._session.as_recorded()
        names = (*SHOWN, seat(me).room)
        charts: list[Widget] = []
        shown = [path for path in paths(match, record, me) if path.label.row in names]
        for path in shown:
            charts += [Rule(), TrackChart(path, me, turns=match.rules.turns, is_explained=True, has_axis=path is shown[-1])]
        legend = _("full line: you; dashed: the same crisis, same dice, played as both capitals really acted")
        head = Column([Text(_("Your path and the real one"), "card"), Text(legend, "small", "second")], gap=2)
        panel = Column([head, *charts], gap=8, pad=(16, 12), ground="panel", border="line", name="charts")
        return [panel, self._forks(), self._table()]

    def _forks(self) -> Widget:
        rows: list[Widget] = [Text(_("What moved your mandate most"), "card")]
        for turn, line in debrief.turning(self._session.match, self._me):
            button = Button(_("Play on from here"), self._branch(turn), icon="git-branch", name=f"fork:{turn}")
            rows += [Rule(), Row([Text(line, "body"), button], [1.0, 0.0], gap=12)]
        if self._shown.fork:
            rows += [Rule(), Text(self._shown.fork, "body", "second")]
        return Column(rows, gap=8, pad=(16, 12), ground="panel", border="line", name="forks")

    def _table(self) -> Widget:
        rows: list[Widget] = [Text(_("Turn by turn"), "card"), Rule(), _cells(self._shown.columns, "tiny", "second")]
        rows += [_cells(row, "mono", "text") for row in self._shown.table]
        return Column(rows, gap=5, pad=(16, 12), ground="panel", border="line", name="turns")

    # --- right ---------------------------------------------------------------------------------

    def _right(self) -> list[Widget]:
        mine = self._shown.scores[0]
        head = Row(
            [
                Column([Text(_("VERDICT"), "stamp", "stamp"), Text(self._close.verdict, "doc_title", "ink")], gap=4),
                Column([Text(mine.total, "score", "ink", "right"), Text(_("of 100"), "small", "ink_second", "right")]),
            ],
            [1.0, 0.0],
            gap=10,
        )
        told: list[Widget] = [Text(self._close.verdict_text, "doc_small", "ink")]
        told += [Text(line, "doc_small", "stamp") for line in self._close.bill]
        told.append(Text(_("The end: {title}").format(title=self._close.title), "small", "ink_second"))
        sheet = Sheet([head, Rule("paper_line")], told, "verdict", scrolls=False)
        people = [Text(line, "body") for line in self._close.people]
        journey = self._session.journey
        whole = [_block(_("The whole of it"), [Text(line, "body") for line in campaign.summary(journey)])] if journey is not None else []
        return [
            sheet,
            *whole,
            *(self._score(number) for number in range(len(self._shown.scores))),
            _block(_("What it cost people"), people),
            _block(_("What was hidden"), [Text(line, "body", "second") for line in self._shown.hidden]),
            _block(_("What really happened"), [Text(line, "body", "second") for line in self._shown.history]),
        ]

    def _score(self, number: int) -> Widget:
        score, match = self._shown.scores[number], self._session.match
        goals = mandate_of(match.scenario, score.power, match.opened.mandates[score.power]).goals
        title = _("{name}, {mandate}: {total} of 100").format(name=score.name, mandate=score.mandate, total=score.total)
        rows: list[Widget] = [Row([Picture(f"flag:{score.power}", 13, line="strong"), Text(title, "strong")], [0.0, 1.0], gap=9), Rule()]
        for goal, part in zip(goals, score.parts, strict=True):
            rows.append(GoalBar(part, goal.points, score.power))
        rows.append(Text(_("A bar is as long as its goal is worth, and filled as far as it was reached."), "tiny", "second"))
        if score.cap:
            rows.append(Text(score.cap, "small", "caution"))
        return Column(rows, gap=7, pad=(16, 12), ground="panel", border="line", name=f"score:{score.power}")

    # --- what can be done ----------------------------------------------------------------------

    def _footer(self) -> Widget:
        hints = Hints(
            [
                KeyHint("G", _("grades"), self._review),
                KeyHint("U", _("take back"), self._undo),
                KeyHint("F6", _("text only"), self._text),
                KeyHint("Esc", _("title"), home),
            ]
        )
        buttons: list[Widget] = [Button(_("Grade your choices"), self._review, name="review")]
        if len(self._session.match.humans) == 1:
            buttons.append(Button(_("Play the other side"), self._swap, name="swap"))
        buttons.append(Button(_("To the title"), home, "primary", name="title"))
        return Row([hints, Flow(buttons, gap=10, align="right")], [1.0, 1.0], gap=12)

    def _branch(self, turn: int) -> Action:
        def act() -> Go | None:
            self._session.play_on_from(turn)
            return go_on(self.world, self._session)

        question = _("Play on from turn {n}?").format(n=turn)
        reason = _("The same dice fall again. The choices from that turn on leave the record of this game.")
        return lambda: push(lambda: Confirm(self.world, question, reason, _("Play on"), act))

    def _undo(self) -> Go | None:
        return go_on(self.world, self._session) if self._session.undo() else None

    def _review(self) -> Go:
        from game.window.scenes.review import ReviewScene

        return push(lambda: ReviewScene(self.world, self._session, self._me, self._branch))

    def _swap(self) -> Go | None:
        opened = self._session.match.opened
        me = other(self._me)
        rival = opened.seats[me]
        wish = Wish(opened.path or opened.scenario, me, {}, rival, self._session.seed)
        return Go("replace", lambda: begin(self.world, wish))

    def _text(self) -> Go | None:
        return Go("text", None, self._session.path)

    def _codex(self) -> Go | None:
        from game.window.scenes.codex import CodexScene

        return push(lambda: CodexScene(self.world, self._session.match.scenario, self._me))

    def _settings(self) -> Go | None:
        from game.window.scenes.settings import SettingsScene

        return push(lambda: SettingsScene(self.world))

    def key(self, key: int, shift: bool) -> Go | None:
        """Grade, take back, leave."""
        del shift
        if key == pygame.K_u:
            return self._undo()
        if key == pygame.K_g:
            return self._review()
        if key == pygame.K_F6:
            return self._text()
        return home() if key in (pygame.K_ESCAPE, pygame.K_RETURN) else None


def _cells(cells: tuple[str, ...], style: str, colour: str) -> Widget:
    return Row([Text(cell, style, colour, "right") for cell in cells], [0.6, *([1.0] * (len(cells) - 1))], gap=8, align="top")


def _block(title: str, lines: list[Text]) -> Widget:
    return Column([Text(title, "card"), Rule(), *lines], gap=7, pad=(16, 12), ground="panel", border="line", name=f"block:{title}")
