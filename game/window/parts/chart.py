"""Lines over the turns: a track as you led it, and as the record has it."""

from __future__ import annotations

import itertools

import pygame

from game.engine.terms import Power
from game.view.stage import Path
from game.view.text import _, number
from game.window.kit.widget import Ui, Widget


class TrackChart(Widget):
    """One track over the turns: a full line for you, a dashed one for the record, with the last values beside them."""

    role = "image"

    def __init__(self, path: Path, me: Power, tall: int = 92, turns: int = 0) -> None:
        last = number(path.mine[-1], path.label.places)
        super().__init__(f"chart:{path.label.row}", path.label.name, last, tip=path.label.why)
        self._path, self._me, self._tall = path, me, tall
        self._turns = max(turns, len(path.mine) - 1, 1)

    def width(self, ui: Ui) -> int:
        """Return a usual width."""
        return ui.em(300)

    def height(self, ui: Ui, width: int) -> int:
        """Return its height, at least that of its words."""
        del width
        return max(ui.px(self._tall), ui.type.leading("strong") + 2 * ui.type.leading("mono") + ui.px(4))

    def _ends(self) -> tuple[float, float]:
        values = [*self._path.mine, *self._path.record]
        low, high = min(values), max(values)
        spare = max(2.0, (high - low) * 0.15)
        return low - spare, high + spare

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the chart."""
        path, label = self._path, ui.em(96)
        ends = ui.em(84) if path.record else ui.em(44)
        plot = pygame.Rect(self.rect.x + label, self.rect.y + ui.px(8), self.rect.width - label - ends, self.rect.height - ui.px(16))
        room = label - ui.px(10)
        y = self.rect.y + ui.px(6)
        from game.window.kit.type import Run

        for line in ui.type.wrap((Run(path.label.name, "strong"),), room)[:2]:
            self.say(ui, surface, "".join(piece.text for piece in line.pieces), "strong", "text", (self.rect.x, y))
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
        tops = [max(self.rect.y, min(top, self.rect.bottom - tall * (len(tops) - n))) for n, top in enumerate(tops)]
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
