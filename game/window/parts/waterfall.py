"""The ledger: how each track came from its value before to its value after, cause by cause."""

from __future__ import annotations

import pygame

from game.view.stage import is_welcome
from game.view.story import LedgerRow
from game.view.text import _
from game.window.kit.box import Column, Row
from game.window.kit.type import Line, Run
from game.window.kit.widget import Rule, Text, Ui, Widget

SIDE = 148
"""Width of the words beside the bars."""
COLUMN_LEAST = 58
BARS = 62


def figure(text: str) -> float:
    """Return the number that the view has printed."""
    return float(text.replace("\N{MINUS SIGN}", "-"))


class Waterfall(Widget):
    """One track: a pillar before, a block for each cause, a pillar after; the printed parts add up to the printed change."""

    role = "image"
    moves = True

    def __init__(self, row: LedgerRow, columns: int) -> None:
        causes = "; ".join(f"{words} {amount}" for words, amount in row.parts)
        super().__init__(f"ledger:{row.label.row}", row.label.name, causes, tip=row.label.why)
        self._row, self._columns = row, max(columns, len(row.parts) + 2)

    def _column(self, ui: Ui, width: int) -> int:
        return max(1, (width - ui.em(SIDE)) // self._columns)

    def _names(self, ui: Ui, width: int) -> list[tuple[Line, ...]]:
        room = self._column(ui, width) - ui.px(6)
        names = [_("before"), *(words for words, _amount in self._row.parts), _("after")]
        return [ui.type.wrap((Run(name, "tiny", "second"),), room) for name in names]

    def width(self, ui: Ui) -> int:
        """Return the least width at which the words under the bars can be read."""
        words = [word for name, _amount in self._row.parts for word in name.split()]
        longest = max((ui.type.width(word, "tiny") for word in words), default=0) + ui.px(7)
        return ui.em(SIDE) + max(ui.em(COLUMN_LEAST), longest) * self._columns

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of figures, bars and the words under them, at least that of the words beside."""
        names = max(sum(line.height for line in lines) for lines in self._names(ui, width))
        side = ui.type.leading("card") + ui.type.leading("figure_big") + ui.type.leading("mono_medium")
        return max(ui.px(BARS) + ui.type.leading("mono") + names + ui.px(8), side)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the words beside, then the bars from the left."""
        row, x, y = self._row, self.rect.x, self.rect.y
        self.say(ui, surface, row.label.name, "card", "text", (x, y))
        y += ui.type.leading("card")
        wide = self.say(ui, surface, row.before, "mono_medium", "second", (x, y + ui.px(3))) + ui.px(8)
        wide += self.say(ui, surface, _("to"), "tiny", "second", (x + wide, y + ui.px(5))) + ui.px(8)
        self.say(ui, surface, row.after, "figure_big", "text", (x + wide, y))
        y += ui.type.leading("figure_big")
        self.say(ui, surface, row.change, "mono_medium", "second", (x, y))
        self._bars(ui, surface)

    def _bars(self, ui: Ui, surface: pygame.Surface) -> None:
        row, column = self._row, self._column(ui, self.rect.width)
        names = self._names(ui, self.rect.width)
        left = self.rect.x + ui.em(SIDE)
        running = [figure(row.before)]
        for _words, amount in row.parts:
            running.append(running[-1] + figure(amount))
        low, high = min(running), max(running)
        span = max(high - low, 1.0)
        low -= span * 0.45
        top = self.rect.y + ui.type.leading("mono")
        base = top + ui.px(BARS)

        def at(value: float) -> int:
            return round(base - (base - top) * (value - low) / (high - low))

        pygame.draw.line(surface, ui.colour("line_high"), (left, base), (left + column * self._columns, base))
        last = len(names) - 1
        shown = round(ui.progress * last) if ui.progress < 1 else last
        for number in range(shown + 1):
            place = last if number == last else number
            slot = self._columns - 1 if number == last else number
            bar = pygame.Rect(left + slot * column + column // 5, 0, column * 3 // 5, 0)
            if number in (0, last):
                text, colour = (row.before, "line_high") if number == 0 else (row.after, "bright")
                self._pillar(ui, surface, bar, at(running[0 if number == 0 else -1]), base, colour)
                edge = at(running[0 if number == 0 else -1])
                tint = "text"
            else:
                text = row.parts[number - 1][1]
                one, two = at(running[number - 1]), at(running[number])
                edge = min(one, two)
                tint = "good" if is_welcome(row.label.name, figure(text) > 0) else "bad"
                block = pygame.Rect(bar.x, edge, bar.width, max(3, abs(one - two)))
                pygame.draw.rect(surface, ui.colour(tint), block, border_radius=ui.px(3))
            self.say(ui, surface, text, "mono", tint, (bar.centerx, edge - ui.type.font("mono").get_height() - 1), "middle")
            self._name(ui, surface, names[place], bar.centerx, base)
            self._thread(ui, surface, running, number, last, at, left, column)

    def _pillar(self, ui: Ui, surface: pygame.Surface, bar: pygame.Rect, top: int, base: int, colour: str) -> None:
        one, two = ui.colour(colour), ui.colour("panel")
        tall = max(1, base - top)
        for step in range(tall):
            share = step / tall
            shade = tuple(round(a + (b - a) * share) for a, b in zip(one, two, strict=True))
            pygame.draw.line(surface, shade, (bar.x, top + step), (bar.right - 1, top + step))
        pygame.draw.rect(surface, one, (bar.x, top, bar.width, ui.px(4)), border_radius=2)

    def _name(self, ui: Ui, surface: pygame.Surface, lines: tuple[Line, ...], middle: int, base: int) -> None:
        y = base + ui.px(6)
        for line in lines:
            self.say(ui, surface, "".join(piece.text for piece in line.pieces), "tiny", "second", (middle, y), "middle")
            y += line.height

    def _thread(
        self, ui: Ui, surface: pygame.Surface, running: list[float], number: int, last: int, at: object, left: int, column: int
    ) -> None:
        """Draw the dotted line from a bar to the next one."""
        assert callable(at)
        if number >= last:
            return
        y = at(running[min(number, len(running) - 1)])
        start = left + number * column + column * 4 // 5
        following = self._columns - 1 if number + 1 == last else number + 1
        end = left + following * column + column // 5
        for x in range(start, end - 2, 5):
            pygame.draw.line(surface, ui.colour("line_high"), (x, y), (x + 2, y))


def as_list(row: LedgerRow) -> Widget:
    """Return a track's ledger as lines, for narrow windows and large text."""
    head = Row([Text(row.label.name, "card"), Text(f"{row.before} {_('to')} {row.after}", "mono_medium", "text", "right")], [1.0, 1.0])
    lines: list[Widget] = []
    for words, amount in row.parts:
        tint = "good" if is_welcome(row.label.name, figure(amount) > 0) else "bad"
        lines.append(Row([Text(words, "body", "second"), Text(amount, "mono_medium", tint, "right")], [3.0, 1.0], gap=10, align="top"))
    return Column([head, Rule(), *lines], gap=4, name=f"ledger:{row.label.row}")


def ledger(ui: Ui, rows: tuple[LedgerRow, ...], width: int) -> Widget:
    """Return the ledger of all tracks in a width: bars where their words can be read, else lines."""
    columns = max([len(row.parts) + 2 for row in rows] or [2])
    falls = [Waterfall(row, columns) for row in rows]
    if any(fall.width(ui) > width for fall in falls):
        return Column([as_list(row) for row in rows], gap=16)
    parts: list[Widget] = []
    for fall in falls:
        parts += [Rule(), fall] if parts else [fall]
    return Column(parts, gap=10)
