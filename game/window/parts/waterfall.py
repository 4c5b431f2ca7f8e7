"""The ledger: how each track came from its value before to its value after, cause by cause."""

from __future__ import annotations

import itertools

import pygame

from game.view.story import LedgerRow
from game.view.text import _
from game.window.kit.box import Column, Row
from game.window.kit.theme import mix
from game.window.kit.type import Line, Run
from game.window.kit.widget import Rule, Text, Ui, Widget

SIDE = 148
"""Width of the words beside the bars."""
COLUMN_LEAST = 58
BARS = 62
MOST_EXTRA = 62


_PILLARS: dict[tuple[object, ...], pygame.Surface] = {}
"""The fading pillars before and after, by colours and size."""
MOST_PILLARS = 200


class Waterfall(Widget):
    """One track: a pillar before, a block for each cause, a pillar after; the printed parts add up to the printed change."""

    role = "image"
    moves = True

    def __init__(self, row: LedgerRow, columns: int) -> None:
        causes = "; ".join(f"{part.cause} {part.amount}" for part in row.parts)
        super().__init__(f"ledger:{row.label.row}", row.label.name, causes, tip=row.label.why)
        self._row, self._columns = row, max(columns, len(row.parts) + 2)
        self._last_shown = -1
        self.extra = 0
        """By how many pixels the bars are taller than usual, where there is room."""
        self._figures = [*itertools.accumulate((part.value for part in row.parts), initial=row.start)]

    def _column(self, ui: Ui, width: int) -> int:
        return max(1, (width - ui.em(SIDE)) // self._columns)

    def _names(self, ui: Ui, width: int) -> list[tuple[Line, ...]]:
        room = self._column(ui, width) - ui.px(6)
        names = [_("before"), *(part.cause for part in self._row.parts), _("after")]
        return [ui.type.wrap((Run(name, "tiny", "second"),), room) for name in names]

    def width(self, ui: Ui) -> int:
        """Return the least width at which the words under the bars can be read."""
        words = [word for part in self._row.parts for word in part.cause.split()]
        longest = max((ui.type.width(word, "tiny") for word in words), default=0) + ui.px(7)
        return ui.em(SIDE) + max(ui.em(COLUMN_LEAST), longest) * self._columns

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of figures, bars and the words under them, at least that of the words beside."""
        names = max(sum(line.height for line in lines) for lines in self._names(ui, width))
        side = sum(line.height for line in self._title(ui)) + ui.type.leading("figure_big") + ui.type.leading("mono_medium")
        side += sum(line.height for line in self._why(ui)) + ui.px(5)
        return max(ui.px(BARS) + self.extra + ui.type.leading("mono") + names + ui.px(8), side)

    def _title(self, ui: Ui) -> tuple[Line, ...]:
        """Return the name of the track, on as many lines as it takes beside its bars."""
        return ui.type.wrap((Run(self._row.label.name, "card"),), ui.em(SIDE) - ui.px(14))

    def _why(self, ui: Ui) -> tuple[Line, ...]:
        """Return what the track is, in small type beside its bars."""
        return ui.type.wrap((Run(self._row.label.why, "tiny", "second"),), ui.em(SIDE) - ui.px(14))

    def _shown(self, ui: Ui) -> int:
        """Return the number of the last bar that has dropped in."""
        return round(ui.progress * (len(self._row.parts) + 1))

    def moving(self, ui: Ui) -> pygame.Rect:
        """Return the columns that have changed since they were last asked for, with the dotted line that leads to them."""
        before, now = self._last_shown, self._shown(ui)
        self._last_shown = now
        if before == now:
            return pygame.Rect(self.rect.topleft, (0, 0))
        if not 0 <= before < now:
            return self.rect
        left = self.rect.x + ui.em(SIDE) + before * self._column(ui, self.rect.width)
        return pygame.Rect(left, self.rect.y, self.rect.right - left, self.rect.height)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the words beside, then the bars from the left."""
        if surface.get_clip().left < self.rect.x + ui.em(SIDE):
            self._words(ui, surface)
        self._bars(ui, surface)

    def _words(self, ui: Ui, surface: pygame.Surface) -> None:
        row, x, y = self._row, self.rect.x, self.rect.y
        for line in self._title(ui):
            self.say(ui, surface, "".join(piece.text for piece in line.pieces), "card", "text", (x, y))
            y += line.height
        wide = self.say(ui, surface, row.before, "mono_medium", "second", (x, y + ui.px(3))) + ui.px(8)
        wide += self.say(ui, surface, _("to"), "tiny", "second", (x + wide, y + ui.px(5))) + ui.px(8)
        self.say(ui, surface, row.after, "figure_big", "text", (x + wide, y))
        y += ui.type.leading("figure_big")
        self.say(ui, surface, row.change, "mono_medium", "second", (x, y))
        y += ui.type.leading("mono_medium")
        y += ui.px(3)
        for line in self._why(ui):
            self.say(ui, surface, "".join(piece.text for piece in line.pieces), "tiny", "second", (x, y))
            y += line.height

    def _bars(self, ui: Ui, surface: pygame.Surface) -> None:
        row, column = self._row, self._column(ui, self.rect.width)
        names = self._names(ui, self.rect.width)
        left = self.rect.x + ui.em(SIDE)
        running = self._figures
        low, high = min(running), max(running)
        span = max(high - low, 1.0)
        low -= span * 0.45
        top = self.rect.y + ui.type.leading("mono")
        base = top + ui.px(BARS) + self.extra

        def at(value: float) -> int:
            return round(base - (base - top) * (value - low) / (high - low))

        pygame.draw.line(surface, ui.colour("line_high"), (left, base), (left + column * self._columns, base))
        last = len(names) - 1
        clip = surface.get_clip()
        for number in range(self._shown(ui) + 1):
            place = last if number == last else number
            slot = self._columns - 1 if number == last else number
            self._thread(ui, surface, running, number, last, at, left, column)
            if left + (slot + 2) * column < clip.left or left + (slot - 1) * column > clip.right:
                continue
            bar = pygame.Rect(left + slot * column + column // 5, 0, column * 3 // 5, 0)
            if number in (0, last):
                text, colour = (row.before, "line_high") if number == 0 else (row.after, "bright")
                self._pillar(ui, surface, bar, at(running[0 if number == 0 else -1]), base, colour)
                edge = at(running[0 if number == 0 else -1])
                tint = "text"
            else:
                part = row.parts[number - 1]
                text = part.amount
                one, two = at(running[number - 1]), at(running[number])
                edge = min(one, two)
                tint = "good" if row.label.is_relief(part.value > 0) else "bad"
                block = pygame.Rect(bar.x, edge, bar.width, max(3, abs(one - two)))
                pygame.draw.rect(surface, ui.colour(tint), block, border_radius=ui.px(3))
            self.say(ui, surface, text, "mono", tint, (bar.centerx, edge - ui.type.font("mono").get_height() - 1), "middle")
            self._name(ui, surface, names[place], bar.centerx, base)

    def _pillar(self, ui: Ui, surface: pygame.Surface, bar: pygame.Rect, top: int, base: int, colour: str) -> None:
        one, two = ui.colour(colour), ui.colour("panel")
        tall = max(1, base - top)
        key = (one, two, bar.width, tall)
        if key not in _PILLARS:
            if len(_PILLARS) > MOST_PILLARS:
                _PILLARS.clear()
            picture = _PILLARS[key] = pygame.Surface((bar.width, tall)).convert()
            for step in range(tall):
                pygame.draw.line(picture, mix(one, two, step / tall), (0, step), (bar.width - 1, step))
        surface.blit(_PILLARS[key], (bar.x, top))
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
        clip = surface.get_clip()
        if end < clip.left or start > clip.right:
            return
        for x in range(start, end - 2, 5):
            pygame.draw.line(surface, ui.colour("line_high"), (x, y), (x + 2, y))


def as_list(row: LedgerRow) -> Widget:
    """Return a track's ledger as lines, for narrow windows and large text."""
    head = Row([Text(row.label.name, "card"), Text(f"{row.before} {_('to')} {row.after}", "mono_medium", "text", "right")], [1.0, 1.0])
    lines: list[Widget] = [Text(row.label.why, "small", "second")] if row.label.why else []
    for part in row.parts:
        tint = "good" if row.label.is_relief(part.value > 0) else "bad"
        lines.append(
            Row([Text(part.cause, "body", "second"), Text(part.amount, "mono_medium", tint, "right")], [3.0, 1.0], gap=10, align="top")
        )
    return Column([head, Rule(), *lines], gap=4, name=f"ledger:{row.label.row}")


def ledger(ui: Ui, rows: tuple[LedgerRow, ...], width: int, room: int = 0) -> Widget:
    """Return the ledger of all tracks in a width: bars where their words can be read, else lines; few bars grow towards a height."""
    columns = max([len(row.parts) + 2 for row in rows] or [2])
    falls = [Waterfall(row, columns) for row in rows]
    if any(fall.width(ui) > width for fall in falls):
        return Column([as_list(row) for row in rows], gap=16)
    parts: list[Widget] = []
    for fall in falls:
        parts += [Rule(), fall] if parts else [fall]
    column = Column(parts, gap=10)
    spare = room - column.height(ui, width)
    for fall in falls if spare > 0 else ():
        fall.extra = min(ui.px(MOST_EXTRA), spare // len(falls))
    return column
