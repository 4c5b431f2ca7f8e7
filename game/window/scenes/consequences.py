"""What came of a turn: the paragraph, two front pages, the ledger cause by cause, the words on the table, their side."""

from __future__ import annotations

import pygame

from game.engine.terms import Power
from game.play.match import Story
from game.view import stage, story, table
from game.view.text import _, date, sentence
from game.window.go import Go, pop, push
from game.window.kit.box import Column, Row
from game.window.kit.control import Button, KeyHint
from game.window.kit.hints import Hints
from game.window.kit.scroll import Scroller
from game.window.kit.theme import mix
from game.window.kit.widget import Action, Gap, Picture, Rule, Text, Ui, Widget
from game.window.kit.widget import headline as balanced
from game.window.parts.document import Sheet
from game.window.parts.fitting import Fitting, Front
from game.window.parts.gauges import Gauge, top_bar
from game.window.parts.waterfall import ledger
from game.window.scene import Scene
from game.window.scenes.flow import go_on
from game.window.scenes.notice import Notice
from game.window.session import Session
from game.window.world import World

LARGE_TEXT = 1.5
NARROW = 1000


class Consequences(Scene):
    """The end of a turn; with `whole` every track and every cause, over what was there."""

    lasts = 900

    def __init__(self, world: World, session: Session, me: Power, told: Story, whole: bool = False) -> None:
        super().__init__(world)
        self.session, self.me, self.told, self.whole = session, me, told, whole
        self.first_focus = "next"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return two columns, or one page where they would be too narrow."""
        match = self.session.match
        shown = story.consequences(match, self.told, self.me, self.whole)
        is_narrow = ui.theme.text > LARGE_TEXT or size[0] / (ui.theme.scale * ui.theme.text) < NARROW
        inner = size[0] - ui.px(32)
        left = self._left(shown, is_narrow)
        if is_narrow:
            right = self._ledger(ui, shown, inner - ui.px(52))
            page = Column([*left, right, Gap(4)], gap=12, pad=(16, 12))
            body: Widget = Scroller(page, "page")
        else:
            wide = round(inner * 0.61)
            right = self._ledger(ui, shown, wide - ui.px(46), size[1] - ui.px(210))
            scroller = Scroller(Column([right], pad=(18, 14)), "ledger")
            panel = Column([scroller], ground="panel", border="line")
            sheet = left[0]
            assert isinstance(sheet, Sheet)
            assert isinstance(sheet.inside, Fitting)
            front = Front(sheet, sheet.inside, left[1:], 12, "doc" if len(shown.papers) > 1 else "doc_large")
            body = Column([Row([front, panel], [0.39, 0.61], gap=12, align="stretch")], pad=(16, 12))
            body.children[0].grow = True
        body.grow = True
        return Column([self._bar(ui), body, Column([self._footer(shown)], pad=(16, 6))])

    def _bar(self, ui: Ui) -> Widget:
        match, me = self.session.match, self.me
        seat, turn = match.scenario.seats[me], match.scenario.turns[self.told.turn]
        when = _("turn {n} of {all}  ·  {name}").format(n=self.told.turn + 1, all=match.rules.turns, name=_("consequences"))
        gauges: list[Widget] = [Gauge(dial, None, self._ask(dial.label.name)) for dial in stage.dials_by_weight(match, me)]
        return top_bar(
            ui,
            (me, seat.capital, match.scenario.title),
            (date(turn.seen[me]), when),
            gauges,
            (lambda: push(self._codex), lambda: push(self._settings)),
        )

    def _ask(self, term: str) -> Action:
        from game.view.explain import explain_term

        return lambda: push(lambda: Notice(self.world, *explain_term(self.session.match, self.me, term)))

    # --- left ----------------------------------------------------------------------------------

    def _left(self, shown: story.Consequences, is_narrow: bool) -> list[Widget]:
        parts_of_text = shown.paragraphs or (_("Nothing was said in public."),)

        def body(style: str) -> list[Widget]:
            return [Text(part, style, "ink") for part in parts_of_text]

        chose = self._chose()
        head: list[Widget] = [
            Row([Text(_("WHAT FOLLOWED"), "stamp", "stamp"), Text(chose, "mono", "ink_second", "right")], [0.0, 1.0]),
            Rule("paper_line"),
        ]
        sheet = Sheet(head, body, "followed", scrolls=not is_narrow, least="doc" if is_narrow else "doc_tiny")
        parts: list[Widget] = [sheet]
        if shown.papers:
            turn = self.session.match.scenario.turns[self.told.turn]
            is_alone = len(shown.papers) == 1 and not is_narrow
            pages = [self._paper(name, headline, turn.seen[self.me], is_alone) for name, headline in shown.papers]
            parts.append(Column([*pages], gap=10) if is_narrow else Row([*pages], [1.0] * len(pages), gap=12, align="stretch"))
            parts[-1].grow = not is_narrow
        parts.append(self._notes(shown))
        return parts

    def _chose(self) -> str:
        picks = []
        for move in self.told.moves:
            if move.power == self.me:
                item = story.picked(self.session.match, move)
                picks.append(_("hold") if item is None else str(self._number(move.incident, move.pick)) if move.where == "desk" else "")
        numbers = [pick for pick in picks if pick]
        return _("you chose {what}").format(what=", ".join(numbers)) if numbers else ""

    def _number(self, incident: str, pick: str) -> int:
        responses = story.find_incident(self.session.match, incident).responses
        return next((n for n, item in enumerate(responses, start=1) if item.id == pick), 0)

    def _paper(self, name: str, headline: str, day: str, is_alone: bool) -> Widget:
        body: list[Widget] = [
            balanced(name, "paper_name", "ink", "middle"),
            Rule("ink_second"),
            Text(date(day), "tiny", "ink_second", "middle"),
            Rule("news_line"),
            balanced(headline, "doc_title" if is_alone else "headline", "ink"),
            Columns(is_alone),
        ]
        body[-1].grow = True
        return Column(body, gap=5, pad=(16, 12), ground="news", radius=4, name=f"paper:{name}")

    def _notes(self, shown: story.Consequences) -> Widget:
        rows: list[Widget] = [_note("door-open" if shown.marker == table.marker(0, 0) else "door-closed", _("Ladder"), shown.marker)]
        if len(shown.papers) < 2:
            acts = [story.picked(self.session.match, move) for move in self.told.moves if move.power == self.me]
            chose = [sentence(item.label) for item in acts if item is not None]
            rows[:0] = [_note("check", _("You"), " ".join(chose))] if chose else []
        rows += [_note("message-square-quote", _("Words"), word) for word in shown.words]
        for line in table.tell_lines(self.session.match, self.me)[:1]:
            rows.append(_note("eye", _("Their side"), line))
        if shown.quiet and self.told.turn == 0:
            rows.append(_note("minus", _("Unmoved"), ", ".join(shown.quiet)))
        parts: list[Widget] = []
        for row in rows:
            parts += [Rule(), row] if parts else [row]
        return Column(parts, gap=7, pad=(14, 10), ground="panel", border="line", name="notes")

    # --- right ---------------------------------------------------------------------------------

    def _ledger(self, ui: Ui, shown: story.Consequences, width: int, room: int = 0) -> Widget:
        sums = Text(_("every point has a cause; the parts add up"), "small", "second", "right")
        head = Row([Text(_("Ledger"), "card"), sums], [0.0, 1.0], gap=16)
        body: Widget = ledger(ui, shown.ledger, width, room) if shown.ledger else Text(_("Nothing moved."), "body", "second")
        return Column([head, Rule(), body], gap=12)

    def _footer(self, shown: story.Consequences) -> Widget:
        if self.whole:
            following = ""
        elif shown.next:
            following = _("Next: {name}.").format(name=shown.next)
        else:
            following = _("There is no further turn.")
        hints = Hints(
            [KeyHint("Esc", _("back"), self._menu)]
            if self.whole
            else [
                KeyHint("Enter", _("go on"), self._next),
                KeyHint("F2", _("whole ledger"), self._whole),
                KeyHint("U", _("take back"), self._undo),
                KeyHint("Esc", _("menu"), self._menu),
            ]
        )
        button = Button(_("Back") if self.whole else _("Continue"), self._next, "primary", name="next")
        return Row([Text(following, "italic", "cream"), hints, button], [1.2, 1.0, -190.0], gap=12)

    # --- what can be done ----------------------------------------------------------------------

    def _next(self) -> Go | None:
        if self.whole:
            return pop()
        self.session.told[self.me] = max(self.session.told[self.me], self.told.turn + 1)
        self.session.shown_for = self.me if self.session.shown_for is not None else None
        self.world.noise.play("paper")
        return go_on(self.world, self.session)

    def _whole(self) -> Go | None:
        return None if self.whole else push(lambda: Consequences(self.world, self.session, self.me, self.told, whole=True))

    def _undo(self) -> Go | None:
        if self.whole or not self.session.undo():
            return None
        return go_on(self.world, self.session)

    def _menu(self) -> Go | None:
        from game.window.scenes.pause import Pause

        return pop() if self.whole else push(lambda: Pause(self.world, self.session))

    def _codex(self) -> Scene:
        from game.window.scenes.codex import CodexScene

        return CodexScene(self.world, self.session.match.scenario, self.me)

    def _settings(self) -> Scene:
        from game.window.scenes.settings import SettingsScene

        return SettingsScene(self.world)

    def key(self, key: int, shift: bool) -> Go | None:
        """Go on, look closer, take back."""
        del shift
        actions = {pygame.K_RETURN: self._next, pygame.K_F2: self._whole, pygame.K_u: self._undo, pygame.K_ESCAPE: self._menu}
        if key == pygame.K_F6:
            return Go("text", None, self.session.path)
        return actions[key]() if key in actions else None


class Columns(Widget):
    """Grey lines that stand for the small print of a front page; a page alone has a picture and three columns."""

    role = "image"

    def __init__(self, has_picture: bool = False) -> None:
        super().__init__()
        self._has_picture = has_picture

    def height(self, ui: Ui, width: int) -> int:
        """Return a little room; it grows with its page."""
        del width
        return ui.px(22)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the columns of lines, and the picture over the first two."""
        columns, gap, step = 3 if self._has_picture else 2, ui.px(14), ui.px(9)
        wide = (self.rect.width - gap * (columns - 1)) // columns
        picture = pygame.Rect(self.rect.x, self.rect.y + ui.px(8), 2 * wide + gap, 0)
        if self._has_picture:
            picture.height = max(0, min(wide * 6 // 5, self.rect.height - ui.px(30)))
            self._picture(ui, surface, picture)
        for side in range(columns):
            top = picture.bottom + ui.px(8) if self._has_picture and side < 2 else self.rect.y + ui.px(8)
            for number in range(max(0, (self.rect.bottom - top + ui.px(2)) // step)):
                last = number % 6 == 4
                long = wide * (3 + (number * 7 + side * 3) % 5) // 10 if last else wide
                rect = (self.rect.x + side * (wide + gap), top + number * step, long, ui.px(3))
                pygame.draw.rect(surface, ui.colour("news_line"), rect, border_radius=1)

    def _picture(self, ui: Ui, surface: pygame.Surface, rect: pygame.Rect) -> None:
        """Draw the print of a building with columns, as a paper without a photograph of what matters has one."""
        if rect.height < ui.px(40):
            return
        pygame.draw.rect(surface, mix(ui.colour("news"), ui.colour("news_line"), 0.45), rect)
        side = min(rect.width, rect.height) * 3 // 5
        ui.art.icon(
            surface,
            "landmark",
            pygame.Rect(0, 0, side, side).move(rect.centerx - side // 2, rect.centery - side // 2),
            ui.colour("ink_second"),
        )
        pygame.draw.rect(surface, ui.colour("news_line"), rect, max(1, ui.px(1)))


def _note(icon: str, name: str, text: str) -> Widget:
    return Row([Picture(icon, 16, line="body"), Text(name, "strong", "second"), Text(text, "body")], [0.0, -92.0, 1.0], gap=10, align="top")
