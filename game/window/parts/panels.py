"""Panels on dark ground: voices, words on the table, lists of sentences, the legislature's count, the steps of a turn."""

from __future__ import annotations

import pygame

from game.view.desk import Voice
from game.view.legislature import ChamberCount, ClauseCount, Count, chance_words
from game.view.table import OpenWord
from game.view.text import _
from game.window.kit.box import Column, Flow, Row
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Action, Gap, Picture, Rule, Text, Ui, Widget
from game.window.parts.bands import Scale, draw_band, scale_ends
from game.window.parts.cards import KeyCap

CLAUSE_SHARES = [3.0, 3.0, -88.0]
VOICE_ICONS = ("landmark", "shield", "banknote", "scroll-text", "users")


class Divider(Widget):
    """A thin upright line."""

    role = "separator"

    def width(self, ui: Ui) -> int:
        """Return the width with air."""
        return ui.px(1)

    def height(self, ui: Ui, width: int) -> int:
        """Return nothing: it is as tall as its row."""
        del ui, width
        return 0

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the line."""
        pygame.draw.line(surface, ui.colour("line"), self.rect.topleft, self.rect.bottomleft)


def panel(body: Widget, name: str, scrolls: bool = True, pad: int = 12) -> Column:
    """Return something in a panel; it scrolls where it is too long."""
    inside: Widget = Scroller(body, f"{name} body") if scrolls else body
    column = Column([inside], pad=(14, pad), ground="panel", border="line", name=name)
    column.grow = True
    return column


def voice(shown: Voice, number: int, look: Action, style: str = "body") -> Column:
    """Return what an adviser says; the number of the card jumps to it."""
    name = Row([Picture(VOICE_ICONS[number % len(VOICE_ICONS)], 16), Text(shown.name, "strong")], [0.0, 1.0], gap=8)
    backs = [Text(_("backs"), "small", "second")] if style == "body" else []
    head = Row([name, *backs, KeyCap(str(shown.backs), False)], [1.0, *(0.0 for _word in backs), 0.0], gap=6)
    column = Column([head, Text(shown.because, style, "second")], gap=3, name=f"voice:{number}", action=look, pad=(4, 2))
    column.label = _("{name} backs {n}: {words}").format(name=shown.name, n=shown.backs, words=shown.because)
    return column


def voices(shown: tuple[Voice, ...], look: list[Action], upright: bool, style: str = "body") -> Widget:
    """Return the voices side by side, or one below the other."""
    columns = [voice(item, number, look[number], style) for number, item in enumerate(shown)]
    if upright:
        group: Widget = Column([*columns], gap=10)
    else:
        cells: list[Widget] = []
        for column in columns:
            cells += [Divider(), column] if cells else [column]
        group = Row(cells, [1.0 if number % 2 == 0 else 0.0 for number in range(len(cells))], gap=8, align="stretch")
    group.group = "voices"
    return group


def words(shown: list[OpenWord], lines: list[str]) -> Widget:
    """Return the words on the table and the account."""
    rows: list[Widget] = [
        Row(
            [
                Picture("message-square-quote", 17, "caution"),
                Text(_("Words on the table"), "head"),
                Text("" if shown else _("None yet."), "body", "second", "right"),
            ],
            [0.0, 0.0, 1.0],
            gap=9,
        ),
        Rule(),
    ]
    for word in shown:
        state = Text(f"{word.due}, {word.state}", "small", "caution" if word.state == _("open") else "second", "right")
        rows.append(Row([Text(f"{word.owner}: {word.title}", "strong"), state], [3.0, 2.0], gap=10, align="top"))
    rows += [Text(line, "body", "second") for line in lines]
    return Column(rows, gap=5)


def sentences(blocks: list[tuple[str, list[str]]]) -> Widget:
    """Return headed lists of sentences."""
    rows: list[Widget] = []
    for heading, lines in blocks:
        if heading:
            rows += [Gap(4), Text(heading, "head"), Rule()] if rows else [Text(heading, "head"), Rule()]
        rows += [Text(line, "body", "second") for line in lines]
    return Column(rows, gap=7)


# --- the legislature -------------------------------------------------------------------------------


class Votes(Widget):
    """A count as a bar: filled for the votes, a line where it carries, a number beside it."""

    role = "meter"

    def __init__(
        self, votes: int, seats: int, bar: float, note: str, thick: int = 12, error: int = 0, ends: tuple[int, int] | None = None
    ) -> None:
        super().__init__(label=note, value=_range(votes, error, seats) if error else str(votes))
        self._votes, self._thick, self._error = votes, thick, error
        low, high = ends or (0, max(1, seats))
        self._low, self._span, self._bar = low, high - low, (bar * seats - low) / (high - low)

    def width(self, ui: Ui) -> int:
        """Return a usual width."""
        return ui.px(60)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of the bar and of its line."""
        del width
        return ui.px(self._thick + 8)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the bar."""
        bar = pygame.Rect(self.rect.x, self.rect.centery - ui.px(self._thick) // 2, self.rect.width, ui.px(self._thick))
        pygame.draw.rect(surface, ui.colour("track"), bar, border_radius=ui.px(3))
        at = (self._votes - self._low) / self._span
        if self._error:
            # A count that may be off is a range, not a bar that ends somewhere.
            off = self._error / self._span
            draw_band(ui, surface, bar, (at - off, at, at + off), "us")
        else:
            filled = bar.copy()
            filled.width = round(bar.width * max(0.0, min(1.0, at)))
            pygame.draw.rect(surface, ui.colour("us"), filled, border_radius=ui.px(3))
        x = bar.x + round(bar.width * self._bar)
        pygame.draw.line(surface, ui.colour("focus"), (x, self.rect.y), (x, self.rect.bottom), max(2, ui.px(2)))


def _chamber(item: ChamberCount) -> Widget:
    note = _("{bar} override a veto").format(bar=item.bar)
    votes = _("{votes} of {seats}").format(votes=item.votes, seats=item.seats)
    head = Row(
        [Text(item.name, "strong"), Text(note, "tiny", "focus"), Text(votes, "mono_medium", "text", "right")], [1.0, 0.0, 0.0], gap=14
    )
    return Column([head, Votes(item.votes, item.seats, item.bar / max(1, item.seats), note)], gap=3)


def _clause(item: ClauseCount, ends: tuple[int, int]) -> Widget:
    if item.text:
        return Row([Picture("lock", 14, line="body"), Text(f"{item.name}: {item.text}", "body", "second")], [0.0, 1.0], gap=8, align="top")
    margin = _range(item.votes, item.error, 100) if item.error else str(item.votes)
    votes = Votes(item.votes, 100, 0.5, item.name, 7, item.error, ends)
    return Row([Text(item.name, "body"), votes, Text(margin, "mono", "second", "right")], CLAUSE_SHARES, gap=12)


def _range(votes: int, error: int, seats: int) -> str:
    """Return the range of a count that may be off."""
    return _("{low} to {high}").format(low=max(0, votes - error), high=min(seats, votes + error))


def legislature(count: Count) -> Widget:
    """Return the whips' report."""
    odds = Text(chance_words(count.override), "card", "focus", "right")
    head = Row([Text(count.name, "card"), Text(_("override"), "small", "second", "right"), odds], [1.0, 0.0, 0.0], gap=10)
    rows: list[Widget] = [head, Rule(), *(_chamber(item) for item in count.chambers)]
    if count.chambers:
        rows.append(Text(_("Where every chamber passes its yellow line, a veto does not stand."), "small", "second"))
    if count.clauses:
        counts = [edge for item in count.clauses if not item.text for edge in (item.votes - item.error, item.votes + item.error)]
        ends = scale_ends([edge / 100 for edge in counts])
        rows += [Rule(), Text(_("The clauses: votes in 100 for the strict text, over 50 carries"), "head", "second")]
        if not all(item.text for item in count.clauses):
            rows.append(Row([Gap(), Scale(ends, "focus"), Gap()], CLAUSE_SHARES, gap=12))
        rows += [_clause(item, ends) for item in count.clauses]
    return Column(rows, gap=6)


# --- the steps -------------------------------------------------------------------------------------

STEPS = ("News", "Their act", "Your desk", "Your act", "Consequences")


def steps(now: int) -> Widget:
    """Return the five steps of a turn with the one that is on lit."""
    cells: list[Widget] = []
    for number, step in enumerate(STEPS):
        colour = "focus" if number == now else "second" if number < now else "line_high"
        text = Text(_(step), "strong" if number == now else "small", "text" if number == now else "second")
        cells.append(Row([Dot(colour), text], gap=7))
    return Flow(cells, gap=16, align="right")


class Dot(Widget):
    """A small disc."""

    role = "image"

    def __init__(self, colour: str) -> None:
        super().__init__()
        self._colour = colour

    def width(self, ui: Ui) -> int:
        """Return its width."""
        return ui.px(8)

    def height(self, ui: Ui, width: int) -> int:
        """Return its height."""
        del width
        return ui.px(8)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the disc."""
        pygame.draw.aacircle(surface, ui.colour(self._colour), self.rect.center, ui.px(3.5))
