"""The gauges of the top bar, and the bar itself."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.engine.terms import Power
from game.view.desk import Mark
from game.view.stage import Dial
from game.view.text import _
from game.window.go import Go
from game.window.kit.box import Column, Even, Flow, Row
from game.window.kit.widget import Action, Picture, Text, Ui, Widget


class Gauge(Widget):
    """A track: its name, its value, a bar with zero and a warning, and what the focused card would do to it."""

    role = "meter"

    def __init__(self, dial: Dial, mark: Mark | None, action: Action) -> None:
        super().__init__(f"gauge:{dial.label.row}", dial.label.name, dial.value, action, dial.label.why)
        self._dial, self.mark = dial, mark
        self.explain = action

    def _change(self) -> str:
        return self.mark.size if self.mark else ""

    def width(self, ui: Ui) -> int:
        """Return the width of name, change and value, at least that of a bar."""
        # Room for the change is kept whether there is one or not, so that nothing moves when another card is looked at.
        change = ui.type.width("\N{MINUS SIGN}00", "key") + ui.em(22)
        text = ui.type.width(self.label, "small") + change + ui.type.width(self.value, "figure")
        return max(text + ui.px(8), ui.px(104))

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of a line and the bar."""
        del width
        return ui.type.leading("figure") + ui.px(14)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the gauge."""
        if self.hover:
            pygame.draw.rect(surface, ui.colour("hover"), self.rect.inflate(ui.px(8), ui.px(4)), border_radius=ui.px(4))
        x, y, wide = self.rect.x, self.rect.y, self.rect.width
        middle = y + ui.type.leading("figure") // 2
        self.say(ui, surface, self.label, "small", "second", (x, middle - ui.type.font("small").get_height() // 2))
        top = middle - ui.type.font("figure").get_height() // 2
        value = self.say(ui, surface, self.value, "figure", "text", (self.rect.right, top), "right")
        if self.mark is not None:
            self._draw_change(ui, surface, self.mark, self.rect.right - value - ui.px(8), middle)
        bar = pygame.Rect(x, self.rect.bottom - ui.px(10), wide, ui.px(6))
        self._draw_bar(ui, surface, bar)
        if self.focus:
            pygame.draw.rect(surface, ui.colour("focus"), self.rect.inflate(ui.px(10), ui.px(6)), max(2, ui.px(2)), ui.px(5))

    def _draw_change(self, ui: Ui, surface: pygame.Surface, mark: Mark, right: int, middle: int) -> None:
        colour = ui.colour("good" if mark.is_relief else "bad")
        wide = self.say(ui, surface, self._change(), "key", colour, (right, middle - ui.type.font("key").get_height() // 2), "right")
        draw_arrow(surface, colour, (right - wide - ui.em(9), middle), ui.em(5), mark.up)

    def _draw_bar(self, ui: Ui, surface: pygame.Surface, bar: pygame.Rect) -> None:
        radius = max(2, bar.height // 2)
        pygame.draw.rect(surface, ui.colour("track"), bar, border_radius=radius)
        zero, now = (bar.x + round(bar.width * share) for share in (self._dial.zero, self._dial.at))
        left, right = min(zero, now), max(zero, now)
        pygame.draw.rect(surface, ui.colour("bright"), (left, bar.y, max(2, right - left), bar.height), border_radius=radius)
        if 0 < self._dial.zero < 1:
            pygame.draw.line(surface, ui.colour("second"), (zero, bar.y - ui.px(3)), (zero, bar.bottom + ui.px(3)))
        if self._dial.warning is not None:
            at = bar.x + round(bar.width * self._dial.warning)
            pygame.draw.line(surface, ui.colour("caution"), (at, bar.y - ui.px(3)), (at, bar.bottom + ui.px(3)), max(1, ui.px(1)))


def draw_arrow(surface: pygame.Surface, colour: tuple[int, int, int], at: tuple[int, int], half: int, up: bool) -> None:
    """Draw a triangle that points up or down, for readers who see no colour."""
    x, y = at
    tip, base = (y - half, y + half - 1) if up else (y + half, y - half + 1)
    pygame.draw.polygon(surface, colour, [(x - half, base), (x + half, base), (x, tip)])


class Bar(Column):
    """The ground of the top bar, from edge to edge."""

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the ground and its lower edge."""
        pygame.draw.rect(surface, ui.colour("bar"), self.rect)
        edge = self.rect.bottom - 1
        pygame.draw.line(surface, ui.colour("line"), (self.rect.x, edge), (self.rect.right, edge))


class Upright(Widget):
    """A thin upright line between the parts of the bar."""

    role = "separator"

    def width(self, ui: Ui) -> int:
        """Return one pixel."""
        del ui
        return 1

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of the line."""
        del width
        return ui.px(30)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the line."""
        pygame.draw.line(surface, ui.colour("line"), self.rect.topleft, self.rect.bottomleft)


class IconButton(Widget):
    """A picture that can be pressed; its label is in the hint and for a screen reader."""

    role = "button"

    def __init__(self, icon: str, label: str, action: Action, name: str) -> None:
        super().__init__(name, label, action=action, tip=label)
        self._icon = icon

    def width(self, ui: Ui) -> int:
        """Return the width of a target one can hit."""
        return ui.em(34)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of a target one can hit."""
        del width
        return ui.em(34)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the picture."""
        if self.hover:
            pygame.draw.rect(surface, ui.colour("hover"), self.rect, border_radius=ui.px(6))
        self.ring(ui, surface, 6)
        side = ui.em(20)
        rect = pygame.Rect(0, 0, side, side)
        rect.center = self.rect.center
        ui.art.icon(surface, self._icon, rect, ui.colour("text" if self.hover else "second"))


def top_bar(
    ui: Ui,
    seat: tuple[Power, str, str],
    when: tuple[str, str],
    gauges: list[Widget],
    buttons: tuple[Callable[[], Go | None], Callable[[], Go | None]],
) -> Widget:
    """Return the top bar: who you are, when it is, how things stand, and two ways to look something up."""
    power, capital, office = seat
    who = Row([Picture(f"flag:{power}", 27, label=capital), Column([Text(capital, "seat"), Text(office, "small", "second")])], gap=10)
    date = Column([Text(when[0], "date"), Text(when[1], "small", "second")])
    icons = Row(
        [IconButton("book-open", _("Codex"), buttons[0], "codex"), IconButton("settings", _("Settings"), buttons[1], "settings")], gap=4
    )
    ends = who.width(ui) + date.width(ui) + icons.width(ui) + ui.px(32 + 3 * 24 + 200)
    head = Row([Flow([who, date], gap=24), icons], [1.0, 0.0], gap=12)
    # Large text leaves room for the first line only; the mandate's page has all gauges.
    below: Widget = Even(gauges, gap=26, line_gap=6, widest=196, lines=1 if ui.type.theme.text > 1.5 else 2)
    beside = Even(gauges, gap=26, line_gap=6, widest=196)
    beside.align = "right"
    below.group = beside.group = "gauges"
    line = Row([who, Upright(), date, beside, Upright(), icons], [0.0, 0.0, 0.0, 1.0, 0.0, 0.0], gap=20)
    return TopBar(line, Column([head, below], gap=6), ends if ui.type.theme.text <= 1.5 else None)


class TopBar(Bar):
    """The top bar on one line where the window is wide enough for that, in pixels; else, or for None, the gauges under the rest."""

    def __init__(self, line: Widget, lines: Widget, needs: int | None) -> None:
        super().__init__([line], gap=6, pad=(16, 8))
        self._line, self._lines, self._needs = line, lines, needs
        line.parent = None

    def _choose(self, width: int) -> None:
        is_wide = self._needs is not None and self._needs <= width
        shown = self._line if is_wide else self._lines
        if self.children[0] is not shown or shown.parent is not self:
            self.children[:] = []
            self.add(shown)
            # Both forms hold the same parts, which belong to the one that is shown.
            for widget in shown.walk():
                for child in widget.children:
                    child.parent = widget
        self.pad = (16, 8 if is_wide else 7)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of the form that fits."""
        self._choose(width)
        return super().height(ui, width)

    def arrange(self, ui: Ui) -> None:
        """Lay out the form that fits."""
        self._choose(self.rect.width)
        super().arrange(ui)
