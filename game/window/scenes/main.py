"""The main screen: the desk with its papers, the ladder, the map, the voices, and the cards one chooses from."""

from __future__ import annotations

import pygame

from game.errors import ChoiceError
from game.view import desk, links, stage, table, theatre
from game.view.explain import explain_option, explain_term
from game.view.text import _
from game.window.go import Go, push
from game.window.kit.box import Flow, Row
from game.window.kit.control import Button, KeyHint
from game.window.kit.hints import Hints
from game.window.kit.widget import Action, Text, Ui, Widget
from game.window.parts import panels
from game.window.parts.cards import Card, Cards, card_list
from game.window.parts.folder import Folder
from game.window.parts.gauges import Gauge, top_bar
from game.window.parts.ladder import ladder_panel
from game.window.parts.map import Map
from game.window.parts.pages import NARROW_ONLY, Pages, top_lines
from game.window.parts.table import DENSEST, Table, in_columns, in_one_page
from game.window.scene import Scene
from game.window.scenes.flow import go_on
from game.window.scenes.notice import Confirm, Notice
from game.window.session import Session
from game.window.world import World

TAB_KEYS = {
    pygame.K_n: "news",
    pygame.K_w: "words",
    pygame.K_r: "rival",
    pygame.K_m: "mandate",
    pygame.K_l: "legislature",
    pygame.K_f: "facts",
    pygame.K_h: "history",
}
LARGE_TEXT = 1.5
SNUG_TEXT = 1.25
"""Size of text from which on a long cable scrolls rather than be set smaller."""
PAGE_WIDTH = 700
"""Widths below which two columns become one page, in pixels at 100 %."""


class Main(Scene):
    """One choice: what lies on the desk or in the tray, and everything that helps to make up one's mind."""

    lasts = 700

    def __init__(self, world: World, session: Session) -> None:
        super().__init__(world)
        self.session = session
        self.card = 0
        """The number of the card one looks at; 0 until one was looked at, and then Enter commits nothing."""
        self.first_focus = "commit"
        self._key = (session.me, session.match.turn)
        heard = self._key in session.heard
        self.tab = "news" if not heard else "cable"
        self._narrow = False
        self._folder: Folder | None = None
        self._cards: list[Card] = []
        self._gauges: list[Gauge] = []
        self._button: Button | None = None
        self._enter = KeyHint("Enter", "", self._commit)
        self._hints = Hints([])
        pages = self._pages()
        if self.tab not in pages.tabs(False):
            self.tab = pages.tabs(False)[0]
        if not heard and table.warnings(session.match, session.me):
            world.noise.play("alert")

    # --- the tree ------------------------------------------------------------------------------

    @property
    def is_morning(self) -> bool:
        """Whether the news of the turn has not been put away yet."""
        return self._key not in self.session.heard

    def _pages(self, scrolls: bool = True, style: str = "doc") -> Pages:
        return Pages(self.session, self._ask, self._tell, lambda number: lambda: self._select(number), scrolls, style)

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the table, in columns where it does not fit, on one page where those do not."""
        self._narrow = False
        for density in range(DENSEST + 1) if ui.theme.text <= LARGE_TEXT else ():
            table = Table(self._parts(ui, size, as_list=False, density=density), density)
            plan = table.plan(ui, size)
            if plan is not None and self.is_morning and self._folder is not None and not self._folder.fits(ui, plan["document"]):
                # A morning full of news takes room from the cards, which are only names until one comes to the desk.
                table = Table(self._parts(ui, size, as_list=False, density=density, is_brief=True), density, is_brief=True)
            if plan is not None:
                return table
        self._narrow = True
        if size[0] / (ui.theme.scale * ui.theme.text) >= PAGE_WIDTH:
            parts = self._parts(ui, size, as_list=True)
            return in_columns(parts | ({"voices": self._voices("small")} if self.tab not in NARROW_ONLY else {}))
        return in_one_page(self._parts(ui, size, as_list=True, scrolls=False))

    def _parts(
        self, ui: Ui, size: tuple[int, int], as_list: bool, scrolls: bool = True, density: int = 0, is_brief: bool = False
    ) -> dict[str, Widget]:
        session = self.session
        match, me = session.match, session.me
        rungs = session.once("rungs", lambda: stage.rungs(match, me))
        seat, when = top_lines(ui, session)
        self._gauges = [
            Gauge(dial, self._mark(dial.label.name), self._explain_term(dial.label.name))
            for dial in session.once("dials", lambda: stage.dials_by_weight(match, me))
        ]
        buttons = (lambda: push(self._codex), lambda: push(self._settings))
        parts = {
            "bar": top_bar(ui, (me, *seat), when, [*self._gauges], buttons),
            "document": self._document(as_list, scrolls, "doc" if ui.theme.text > SNUG_TEXT else "doc_tiny" if scrolls else "doc_small"),
            "steps": self._steps(),
            "cards": self._tray(as_list, density == DENSEST, is_brief),
            "footer": self._footer(),
        }
        if not as_list:
            parts["ladder"] = ladder_panel(rungs, me, self._tell, density > 0)
            parts["map"] = Map(
                session.once("map", lambda: theatre.theatre(match, me)), session.once("links", lambda: links.links(match, me)), self._tell
            )
            parts["voices"] = self._voices("small" if density == DENSEST else "body")
        return parts

    def _mark(self, track: str) -> desk.Mark | None:
        if self.is_morning or not self.card:
            return None
        return next((mark for mark in self.session.desk().cards[self.card - 1].marks if mark.track == track), None)

    def _document(self, is_narrow: bool, scrolls: bool, style: str) -> Widget:
        pages = self._pages(scrolls, style)
        names = pages.tabs(is_narrow)
        if self.tab not in names:
            self.tab = names[0]
        self._folder = Folder(pages, names, self.tab, self._open, self._commit)
        return self._folder

    def _open(self, name: str) -> Action:
        def act() -> None:
            self.tab = name
            if self._folder is None or self._narrow or self.stale:
                self.refresh()
            else:
                self._folder.turn_to(name)
                self.remake(self._folder)

        return act

    def _voices(self, style: str) -> Widget:
        shown = self.session.desk().voices
        if shown:
            looks: list[Action] = [lambda number=item.backs: self._select(number) for item in shown]  # type: ignore[misc]
            return panels.panel(panels.voices(shown, looks, upright=False, style=style), "voices", pad=12 if style == "body" else 7)
        return panels.panel(self._pages().words(), "voices")

    def _steps(self) -> Widget:
        if self.is_morning:
            head, say, now = _("This morning"), _("the news first, then your desk"), 0
        elif self.session.where == "desk":
            head, say, now = _("Your desk"), _("choose one answer"), 2
        else:
            head, say, now = _("Your act"), _("one act of your own, or hold"), 3
        title = Flow([Text(head, "head"), Text(say, "body", "second")], gap=10)
        return Row([title, panels.steps(now)], [1.0, 1.5], gap=12)

    def _tray(self, as_list: bool, is_dense: bool, is_brief: bool) -> Widget:
        shown, match = self.session.desk().cards, self.session.match
        rungs = self.session.once("rungs", lambda: stage.rungs(match, self.session.me))
        # A card that leaves the price of leaving as it is says so, where leaving is free; else only what changes it is said.
        marker = rungs.marker if rungs.is_free and self.session.where == "desk" and not is_dense else ""
        lit, in_tray = 0 if self.is_morning else self.card, self.session.where == "tray"
        acts = [(self._pick(card.number), self._commit, self._explain_card) for card in shown]
        self._cards = [
            Card(card, card.number == lit, *act, is_bare=as_list, marker=marker, is_dense=is_dense, is_brief=is_brief, in_tray=in_tray)
            for card, act in zip(shown, acts, strict=True)
        ]
        if as_list:
            return card_list(self._cards)
        return Cards(self._cards, [1.0 if card.is_open else 0.72 for card in shown])

    def _footer(self) -> Widget:
        count = len(self.session.desk().cards)
        self._enter = KeyHint("Enter", self._enter_label(), self._commit)
        hints: list[Widget] = [
            KeyHint(f"1\N{EN DASH}{count}", _("look at"), lambda: self._select(self.card % count + 1)),
            self._enter,
            KeyHint("U", _("take back"), self._undo),
            KeyHint("F1", _("explain this"), self._explain_card),
            KeyHint("F6", _("text only"), self._text),
            KeyHint("Esc", _("menu"), self._pause),
            KeyHint("F2", _("whole ledger"), self._ledger),
            KeyHint("Tab", _("next panel"), lambda: None),
        ]
        self._button = Button(self._commit_label(), self._commit, "primary", name="commit")
        self._hints = Hints(hints)
        return Row([self._hints, self._button], [1.0, -190.0], gap=12)

    def _enter_label(self) -> str:
        """Return what Enter does now."""
        if self.is_morning:
            return _("to your desk")
        return _("commit") if self.card else _("look at {n}").format(n=self._first)

    @property
    def _first(self) -> int:
        """The first card that can be chosen, the first of all if none can."""
        return next((card.number for card in self.session.desk().cards if card.is_open), 1)

    def _commit_label(self) -> str:
        if self.is_morning:
            return _("To your desk")
        if not self.card:
            return _("Look at {n}").format(n=self._first)
        card = self.session.desk().cards[self.card - 1]
        if not card.is_open:
            return _("Why is {n} locked?").format(n=card.number)
        if self.session.where == "tray":
            return _("Commit {name}").format(name=card.verb or card.label)
        return _("Commit {n}").format(n=card.number)

    # --- what can be done ----------------------------------------------------------------------

    def _pick(self, number: int) -> Action:
        return lambda: self._select(number)

    def _select(self, number: int) -> Go | None:
        if not 1 <= number <= len(self.session.desk().cards):
            return None
        if self.is_morning:
            self._to_desk()
        if number != self.card or self.focused != f"card:{number}":
            self.card = number
            self.focused = f"card:{number}"
            self.seeks = True
            self.world.noise.play("click")
            if not self.stale:
                self._show_choice()
        return None

    def _show_choice(self) -> None:
        """Light the chosen card, its effects on the gauges and the name on the button; everything else stays as it is."""
        for card in self._cards:
            if card.is_chosen != (card.name == f"card:{self.card}"):
                card.choose(not card.is_chosen)
                self.touch(card)
        for gauge in self._gauges:
            mark = self._mark(gauge.label)
            if gauge.mark != mark:
                gauge.mark = mark
                self.touch(gauge)
        if self._button is not None:
            self._button.label = self._commit_label()
            self.touch(self._button)
        if self._enter.label != self._enter_label():
            self._enter.label = self._enter_label()
            self.remake(self._hints)

    def _to_desk(self) -> None:
        self.session.heard.add(self._key)
        self.leaf += 1
        self.tab, self.focused = "cable", "commit"
        self.world.noise.play("paper")
        self.refresh()

    def _commit(self) -> Go | None:
        if self.is_morning:
            self._to_desk()
            return None
        if not self.card:
            # Nobody commits a card that was never looked at; a second click of the same hand does not commit it either.
            self.leaf += 1
            return self._select(self._first)
        card = self.session.desk().cards[self.card - 1]
        if not card.is_open:
            return push(lambda: Notice(self.world, card.reason, title=_("Locked: {label}").format(label=card.label)))
        grave = stage.gravity(self.session.match, self.session.match.options()[self.card - 1])
        if grave:
            return push(lambda: Confirm(self.world, card.label, grave, _("Yes, commit"), self._choose))
        return self._choose()

    def _choose(self) -> Go | None:
        try:
            self.session.choose(self.card)
        except ChoiceError as error:
            told = str(error)
            return push(lambda: Notice(self.world, told))
        self.world.noise.play("confirm")
        return go_on(self.world, self.session)

    def _undo(self) -> Go | None:
        if not self.session.undo():
            return push(lambda: Notice(self.world, _("There is nothing to take back yet.")))
        self.world.noise.play("paper")
        return go_on(self.world, self.session)

    def _explain_card(self) -> Go | None:
        if not self.card:
            told = _("No card has been looked at yet. Look at one with its number or a click; F1 then says what it consists of.")
            return push(lambda: Notice(self.world, told))
        option = self.session.match.options()[self.card - 1]
        label = self.session.desk().cards[self.card - 1].label
        return push(lambda: Notice(self.world, *explain_option(self.session.match, option), title=label))

    def _explain_term(self, term: str) -> Action:
        return lambda: self._ask(term)

    def _ask(self, term: str) -> Go | None:
        return push(lambda: Notice(self.world, *explain_term(self.session.match, self.session.me, term)))

    def _tell(self, title: str, words: str) -> Go | None:
        return push(lambda: Notice(self.world, words, title=title))

    def _ledger(self) -> Go | None:
        from game.window.scenes.consequences import Consequences

        settled = self.session.settled
        if not settled:
            return push(lambda: Notice(self.world, _("No turn has been settled yet.")))
        return push(lambda: Consequences(self.world, self.session, self.session.me, settled[-1], whole=True))

    def _text(self) -> Go | None:
        return Go("text", None, self.session.path)

    def _pause(self) -> Go | None:
        from game.window.scenes.pause import Pause

        return push(lambda: Pause(self.world, self.session))

    def _codex(self) -> Scene:
        from game.window.scenes.codex import CodexScene

        return CodexScene(self.world, self.session.match.scenario, self.session.me)

    def _settings(self) -> Scene:
        from game.window.scenes.settings import SettingsScene

        return SettingsScene(self.world)

    def looks(self, key: int) -> bool:
        """Return whether a key turns to a page or a card; on a morning a card's number puts the news away."""
        return key in TAB_KEYS or (not self.is_morning and key in (*range(pygame.K_1, pygame.K_9 + 1), pygame.K_o))

    def key(self, key: int, shift: bool) -> Go | None:
        """Obey the keys of the desk."""
        del shift
        if pygame.K_1 <= key <= pygame.K_9:
            return self._select(key - pygame.K_0)
        if pygame.K_KP_1 <= key <= pygame.K_KP_9:
            return self._select(key - pygame.K_KP_1 + 1)
        actions: dict[int, Action] = {
            pygame.K_RETURN: self._commit,
            pygame.K_KP_ENTER: self._commit,
            pygame.K_u: self._undo,
            pygame.K_F1: self._explain_card,
            pygame.K_F2: self._ledger,
            pygame.K_F6: self._text,
            pygame.K_ESCAPE: self._pause,
            pygame.K_o: self._offer,
            pygame.K_c: lambda: push(self._codex),
            pygame.K_COMMA: lambda: push(self._settings),
        }
        if key in actions:
            return actions[key]()
        if key in TAB_KEYS and TAB_KEYS[key] in self._pages().tabs(self._narrow):
            self._open(TAB_KEYS[key])()
        return None

    def _offer(self) -> Go | None:
        offers = [n for n, option in enumerate(self.session.match.options(), start=1) if stage.is_offer(option)]
        if not offers:
            return push(lambda: Notice(self.world, _("Nothing in this tray lays a paper on their desk.")))
        later = [number for number in offers if number > self.card]
        return self._select((later or offers)[0])
