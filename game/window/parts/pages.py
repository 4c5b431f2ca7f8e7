"""The pages of the document: news, cable, words, the other side, mandate, facts, history, the legislature."""

from __future__ import annotations

from collections.abc import Callable

from game.engine.terms import other
from game.engine.tracks import seat
from game.view import legislature, story, table
from game.view.codex import term_names
from game.view.estimates import guesses
from game.view.stage import chronicle, dials, paths, rungs
from game.view.text import _, date
from game.view.text import sentence as whole
from game.window.kit.box import Column, Row
from game.window.kit.widget import Action, Gap, Rule, Text, Ui, Widget
from game.window.kit.widget import headline as balanced
from game.window.parts import panels
from game.window.parts.bands import estimate_rows
from game.window.parts.chart import TrackChart
from game.window.parts.document import Ask, Sheet, cable, paragraphs
from game.window.parts.gauges import Gauge
from game.window.parts.ladder import Tell, ladder_panel
from game.window.session import Session

TABS = {
    "news": "News",
    "cable": "Cable",
    "voices": "Voices",
    "ladder": "Ladder",
    "words": "Words",
    "rival": "Rival",
    "mandate": "Mandate",
    "legislature": "Legislature",
    "facts": "Facts",
    "history": "History",
}
PRESS = {
    "doc_huge": ("doc_title", "doc_large"),
    "doc_large": ("headline", "doc"),
    "doc_wide": ("headline", "doc_small"),
    "doc": ("paper_name", "doc_small"),
    "doc_snug": ("lead", "doc_small"),
    "doc_small": ("lead", "doc_tiny"),
    "doc_tiny": ("lead_small", "doc_fine"),
}
"""The type of headlines and of the lines under them, by the size of the page's type."""
NARROW_ONLY = ("voices", "ladder")


class Pages:
    """Makes the page of a tab from what the view says."""

    def __init__(
        self, session: Session, ask: Ask, tell: Tell, look: Callable[[int], Action], scrolls: bool = True, style: str = "doc"
    ) -> None:
        self._session, self._ask, self._tell, self._look, self._scrolls = session, ask, tell, look, scrolls
        self._style = style

    def tabs(self, is_narrow: bool) -> list[str]:
        """Return the names of the pages there are now."""
        session = self._session
        shown, match, me = session.desk(), session.match, session.me
        absent = set() if is_narrow else set(NARROW_ONLY)
        if not shown.title and session.answered() is None:
            absent.add("cable")
        if not shown.voices:
            absent.add("voices")
        if not shown.claims:
            absent.add("facts")
        if not session.settled:
            absent.add("history")
        count = session.once("count", lambda: legislature.whip_count(match, me))
        if count is None or not count.chambers:
            absent.add("legislature")
        return [name for name in TABS if name not in absent]

    def page(self, name: str) -> Widget:
        """Return a page by the name of its tab."""
        page: Widget = getattr(self, f"_{name}")()
        page.grow = True
        return page

    def _panel(self, body: Widget, name: str) -> Widget:
        return panels.panel(body, name, self._scrolls)

    # --- paper ---------------------------------------------------------------------------------

    def _news(self) -> Widget:
        session = self._session
        match, me = session.match, session.me
        turn = match.scenario.turns[match.turn]
        acts = story.their_acts(match, match.story, me, results=False)
        told = [line for line in (story.echo(match, me), table.tell(match, me)) if line]
        fresh = [f"{gauge.label.name}: {gauge.news}" for gauge in table.gauges(match, me) if gauge.news]

        def body(style: str) -> list[Widget]:
            headline, text = PRESS[style]
            # What the other side did comes first: it is what the desk has to answer.
            rows: list[Widget] = [Text(_("Their move"), "strong", "stamp")] if acts else []
            rows += [balanced(act, headline, "ink") for act in acts]
            for item in story.news(match):
                rows += [Rule("news_line")] if rows else []
                rows += [balanced(whole(item.headline), headline, "ink"), *([Text(item.text, text, "ink")] if item.text else [])]
            rows += [Rule("news_line"), *(Text(line, text, "ink") for line in told)] if told else []
            rows += [Text(line, text, "stamp") for line in table.warnings(match, me)]
            if match.turn == 0 and not acts:
                # A first morning on which nobody has acted yet: the page says what the matter is.
                parts = [Text(part.replace("\n", " "), text, "ink") for part in match.scenario.seats[me].brief.strip().split("\n\n")]
                rows += [*([Rule("news_line")] if rows else []), Text(_("The matter"), "strong", "stamp"), *parts]
            return rows + ([Rule("news_line"), *(Text(line, text, "ink_second") for line in fresh)] if fresh else [])

        head = Row([Text(_("THIS MORNING"), "stamp", "stamp"), Text(date(turn.seen[me]), "mono", "ink_second", "right")], [0.0, 1.0])
        title = _("Turn {n} of {all} · {name}").format(n=match.turn + 1, all=match.rules.turns, name=turn.name)
        top: list[Widget] = [head, Text(title, "doc_title", "ink"), Rule("news_line")]
        return Sheet(top, body, "news", "news", scrolls=self._scrolls, least=self._style)

    def _cable(self) -> Widget:
        session = self._session
        match, me, shown = session.match, session.me, session.desk()
        names = session.once("terms", lambda: term_names(match.scenario, me))
        capital = match.scenario.seats[me].capital
        when = _("{capital}, {date}").format(capital=capital, date=date(match.scenario.turns[match.turn].seen[me]))
        if shown.title:

            def body(style: str) -> list[Widget]:
                pen = [Text(_("Home has taken the pen: your loudest adviser answers this desk."), style, "stamp")] if shown.by_pen else []
                return [*paragraphs(names, shown.text, self._ask, style), *pen]

            return cable(shown.title, (_("EYES ONLY"), when), body, self._style, scrolls=self._scrolls)
        answered = session.answered()
        assert answered is not None
        text, chose = answered.text, _("you chose {n}").format(n=answered.number)
        heads = (_("EYES ONLY"), chose)
        return cable(
            answered.title, heads, lambda style: paragraphs(names, text, self._ask, style), self._style, _("ANSWERED"), self._scrolls
        )

    # --- dark panels ---------------------------------------------------------------------------

    def _voices(self) -> Widget:
        shown = self._session.desk().voices
        return self._panel(panels.voices(shown, [self._look(item.backs) for item in shown], upright=True), "voices page")

    def _ladder(self) -> Widget:
        match, me = self._session.match, self._session.me
        return self._panel(ladder_panel(rungs(match, me), me, self._tell), "ladder page")

    def words(self) -> Widget:
        """Return the words on the table."""
        match, me = self._session.match, self._session.me

        def told() -> tuple[list[table.OpenWord], list[str]]:
            return table.words(match, me), [*table.threat_lines(match, me), *table.paper_lines(match, me), *table.account_lines(match, me)]

        return panels.words(*self._session.once("words", told))

    def _words(self) -> Widget:
        told = _(
            "A word is a promise or a warning said aloud, with a day on which it is due. Kept, it earns credibility; dropped, it costs."
        )
        return self._panel(Column([self.words(), Rule(), Text(told, "small", "second")], gap=8), "words page")

    def _rival(self) -> Widget:
        match, me = self._session.match, self._session.me
        shown = self._session.once("guesses", lambda: guesses(match, me))
        known = table.rival_lines(match, me)[len(shown.items) :]
        rows: list[Widget] = [Text(_("What you guess of the other side"), "head"), Rule()]
        rows += estimate_rows(shown.items, other(me))
        rows += [Text(line, "body", "second") for line in [shown.eyes, *known]]
        if match.scenario.parties:
            rows += [Gap(2), panels.sentences([(_("Third parties"), table.party_lines(match))])]
        return self._panel(Column(rows, gap=9), "rival page")

    def _mandate(self) -> Widget:
        match, me = self._session.match, self._session.me
        total = _("Your mandate stands at {n} of 100.").format(n=table.mandate_total(match, me))
        goals = panels.sentences([(_("Your mandate"), [*table.mandate_lines(match, me), total])])
        return self._panel(Column([goals, Text(_("All gauges"), "head"), Rule(), self._dials()], gap=12), "mandate page")

    def _dials(self) -> Widget:
        rows: list[Widget] = []
        for dial in dials(self._session.match, self._session.me):
            gauge = Gauge(dial, None, lambda term=dial.label.name: self._ask(term))  # type: ignore[misc]
            gauge.name = f"all:{dial.label.row}"
            rows.append(Column([gauge, Text(dial.label.why, "small", "second")], gap=4))
        return Column(rows, gap=14)

    def _legislature(self) -> Widget:
        count = legislature.whip_count(self._session.match, self._session.me)
        assert count is not None
        return self._panel(panels.legislature(count), "legislature page")

    def _facts(self) -> Widget:
        lines = list(self._session.desk().claims)
        key = [
            _("Reported: the press of the day prints it as fact."),
            _("Alleged: somebody charges it; it is not proved here."),
            _("Denied: those whom it concerns reject it."),
            _("Analyst view: a judgement that somebody signed."),
        ]
        facts = panels.sentences([(_("The facts behind this, their status and sources"), lines)])
        return self._panel(Column([facts, Gap(2), Rule(), *(Text(line, "small", "second") for line in key)], gap=7), "facts page")

    def _history(self) -> Widget:
        session = self._session
        match, me = session.match, session.me
        seats = match.scenario.seats
        shown = [path for path in paths(match, None, me) if path.label.row in ("relations", "tension", seat(me).room)]
        rows: list[Widget] = [TrackChart(path, me, 62) for path in shown]
        for chapter in chronicle(match, me):
            rows += [Rule(), Text(chapter.heading, "head")]
            rows += [
                Text(_("{capital}: {what}").format(capital=seats[power].capital, what=whole(label)), "body", "second")
                for power, label in chapter.moves
            ]
        return self._panel(Column(rows, gap=7), "history page")


def top_lines(ui: Ui, session: Session) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return what the top bar says of the seat and of the date."""
    del ui
    match, me = session.match, session.me
    seat, turn = match.scenario.seats[me], match.scenario.turns[match.turn]
    when = _("turn {n} of {all}  ·  {name}").format(n=match.turn + 1, all=match.rules.turns, name=turn.name)
    return (seat.capital, match.scenario.title), (date(turn.seen[me]), when)
