"""Lines over the turns: a track as you led it, and as the record has it."""

from __future__ import annotations

import itertools

import pygame

from game.engine.terms import Power
from game.view.stage import Path
from game.view.text import _, number
from game.window.kit.type import Line, Run
from game.window.kit.widget import Ui, Widget


class TrackChart(Widget):
    """One track over the turns: a full line for you, a dashed one for the record, with the last values beside them."""

    role = "image"

    def __init__(self, path: Path, me: Power, tall: int = 92, turns: int = 0, is_explained: bool = False, has_axis: bool = False) -> None:
        last = number(path.mine[-1], path.label.places)
        super().__init__(f"chart:{path.label.row}", path.label.name, last, tip=path.label.why)
        self._path, self._me, self._tall = path, me, tall
        self._why = path.label.why if is_explained else ""
        self._has_axis = has_axis
        self._turns = max(turns, len(path.mine) - 1, 1)

    def width(self, ui: Ui) -> int:
        """Return a usual width."""
        return ui.em(300)

    def height(self, ui: Ui, width: int) -> int:
        """Return its height, at least that of its words."""
        del width
        beside = sum(line.height for line in self._words(ui)) + ui.px(10)
        plot = max(ui.px(self._tall), beside, ui.type.leading("strong") + 2 * ui.type.leading("mono") + ui.px(4))
        return plot + self._axis(ui)

    def _axis(self, ui: Ui) -> int:
        """Return the height of the turns' numbers below the chart."""
        return ui.type.leading("tiny") if self._has_axis else 0

    def _side(self, ui: Ui) -> int:
        return ui.em(136 if self._why else 96)

    def _words(self, ui: Ui) -> tuple[Line, ...]:
        """Return the lines beside the chart: the name of the track, and what it is."""
        room = self._side(ui) - ui.px(10)
        name = ui.type.wrap((Run(self._path.label.name, "strong", "text"),), room)[:2]
        return (*name, *ui.type.wrap((Run(self._why, "tiny", "second"),), room)) if self._why else name

    def _ends(self) -> tuple[float, float]:
        values = [*self._path.mine, *self._path.record]
        low, high = min(values), max(values)
        spare = max(2.0, (high - low) * 0.15)
        return low - spare, high + spare

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the chart."""
        path, label = self._path, self._side(ui)
        ends = ui.em(84) if path.record else ui.em(44)
        plot = pygame.Rect(
            self.rect.x + label, self.rect.y + ui.px(8), self.rect.width - label - ends, self.rect.height - ui.px(16) - self._axis(ui)
        )
        y = self.rect.y + ui.px(6)
        for line in self._words(ui):
            for piece in line.pieces:
                self.say(ui, surface, piece.text, piece.run.style, piece.run.colour, (self.rect.x, y))
            y += line.height
        for turn in range(self._turns + 1):
            x = plot.x + plot.width * turn // self._turns
            pygame.draw.line(surface, ui.colour("track"), (x, plot.y), (x, plot.bottom))
        pygame.draw.line(surface, ui.colour("track"), plot.bottomleft, plot.bottomright)
        mine, past = self._points(plot, path.mine), self._points(plot, path.record)
        for start, end in itertools.pairwise(past):
            _dashes(surface, ui.colour("bright"), start, end)
        colour = ui.colour(self._me)
        for start, end in itertools.pairwise(mine):
            pygame.draw.aaline(surface, colour, start, end, max(2, ui.px(2)))
        for point in mine:
            pygame.draw.aacircle(surface, colour, point, max(2, ui.px(3)))
        self._values(ui, surface, plot)
        self._start(ui, surface, plot, mine)
        if self._has_axis:
            self._number_turns(ui, surface, plot)

    def _start(self, ui: Ui, surface: pygame.Surface, plot: pygame.Rect, mine: list[tuple[int, int]]) -> None:
        """Write the value at the start beside the first point, on the side the line does not take."""
        if len(mine) < 2 or not self._why or plot.width < ui.em(200):
            return
        text, tall = number(self._path.mine[0], 0), ui.type.font("mono").get_height()
        is_falling = mine[1][1] > mine[0][1]
        y = mine[0][1] - tall - ui.px(2) if is_falling else mine[0][1] + ui.px(3)
        self.say(ui, surface, text, "mono", "second", (plot.x + ui.px(6), max(plot.y - ui.px(6), min(y, plot.bottom - tall))))

    def _number_turns(self, ui: Ui, surface: pygame.Surface, plot: pygame.Rect) -> None:
        """Write the numbers of the turns below the chart, as many as there is room for."""
        room = ui.type.width("00", "tiny") + ui.px(6)
        each = max(1, -(-room * self._turns // max(1, plot.width)))
        self.say(ui, surface, _("after turn"), "tiny", "second", (plot.x - ui.px(10), plot.bottom + ui.px(3)), "right")
        for turn in range(each, self._turns + 1, each):
            at = (plot.x + plot.width * turn // self._turns, plot.bottom + ui.px(3))
            self.say(ui, surface, str(turn), "tiny", "second", at, "middle")

    def _points(self, plot: pygame.Rect, values: tuple[float, ...]) -> list[tuple[int, int]]:
        low, high = self._ends()
        return [
            (plot.x + plot.width * turn // self._turns, round(plot.bottom - plot.height * (value - low) / (high - low)))
            for turn, value in enumerate(values)
        ]

    def _values(self, ui: Ui, surface: pygame.Surface, plot: pygame.Rect) -> None:
        path, style = self._path, "mono"
        tall = ui.type.font(style).get_height()
        shown = [(path.mine[-1], _("you"), ui.colour(self._me))]
        if path.record:
            shown.append((path.record[-1], _("real"), ui.colour("bright")))
        shown.sort(key=lambda item: -item[0])
        low, high = self._ends()
        tops = [round(plot.bottom - plot.height * (value - low) / (high - low)) - tall // 2 for value, _w, _c in shown]
        if len(tops) == 2 and tops[1] - tops[0] < tall:
            middle = (tops[0] + tops[1]) // 2
            tops = [middle - tall // 2, middle + tall - tall // 2]
        bottom = plot.bottom if self._has_axis else self.rect.bottom
        tops = [max(self.rect.y + n * tall, min(top, bottom - tall * (len(tops) - n))) for n, top in enumerate(tops)]
        for (value, word, colour), top in zip(shown, tops, strict=True):
            self.say(ui, surface, number(value, 0), style, colour, (self.rect.right, top), "right")
            if path.record:
                self.say(
                    ui, surface, word, "tiny", "second", (plot.right + ui.px(8), top + (tall - ui.type.font("tiny").get_height()) // 2)
                )


def _dashes(surface: pygame.Surface, colour: tuple[int, int, int], start: tuple[int, int], end: tuple[int, int]) -> None:
    length = max(1, int(((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5))
    for at in range(0, length, 9):
        one, two = at / length, min(1.0, (at + 5) / length)
        pygame.draw.aaline(
            surface,
            colour,
            (start[0] + (end[0] - start[0]) * one, start[1] + (end[1] - start[1]) * one),
            (start[0] + (end[0] - start[0]) * two, start[1] + (end[1] - start[1]) * two),
        )
