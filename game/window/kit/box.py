"""Containers: columns, rows, lines that wrap, and panels with a ground."""

from __future__ import annotations

import pygame

from game.window.kit.widget import Action, Ui, Widget


class Column(Widget):
    """Children one below the other; one that grows takes the space that is left."""

    def __init__(
        self,
        children: list[Widget] | None = None,
        gap: int = 0,
        pad: tuple[int, int] = (0, 0),
        ground: str = "",
        border: str = "",
        radius: int = 6,
        name: str = "",
        label: str = "",
        value: str = "",
        action: Action | None = None,
    ) -> None:
        super().__init__(name, label, value, action)
        self.gap, self.pad, self.ground, self.border, self.radius = gap, pad, ground, border, radius
        self.middle = False
        self.add(*(children or []))

    def width(self, ui: Ui) -> int:
        """Return the width of the widest child and the padding."""
        return max((child.width(ui) for child in self.children), default=0) + 2 * ui.px(self.pad[0])

    def height(self, ui: Ui, width: int) -> int:
        """Return the heights of the children, the gaps and the padding."""
        inner = width - 2 * ui.px(self.pad[0])
        heights = sum(child.height(ui, inner) for child in self.children)
        return heights + ui.px(self.gap) * max(0, len(self.children) - 1) + 2 * ui.px(self.pad[1])

    def arrange(self, ui: Ui) -> None:
        """Lay the children out from the top."""
        inner = self.rect.inflate(-2 * ui.px(self.pad[0]), -2 * ui.px(self.pad[1]))
        heights = [child.height(ui, inner.width) for child in self.children]
        spare = inner.height - sum(heights) - ui.px(self.gap) * max(0, len(heights) - 1)
        growing = [number for number, child in enumerate(self.children) if child.grow]
        for number in growing:
            heights[number] = max(0, heights[number] + spare // len(growing))
        top = inner.y + (max(0, spare) // 2 if self.middle and not growing else 0)
        for child, height in zip(self.children, heights, strict=True):
            child.place(ui, pygame.Rect(inner.x, top, inner.width, height))
            top += height + ui.px(self.gap)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw ground, border and the ring of the focus."""
        radius = ui.px(self.radius)
        if self.ground:
            ground = "hover" if self.hover and self.action is not None and self.ground in ("card", "panel") else self.ground
            pygame.draw.rect(surface, ui.colour(ground), self.rect, border_radius=radius)
        elif self.hover and self.action is not None:
            pygame.draw.rect(surface, ui.colour("hover"), self.rect, border_radius=radius)
        if self.border:
            pygame.draw.rect(surface, ui.colour(self.border), self.rect, 1, radius)
        self.ring(ui, surface, self.radius)


class Row(Widget):
    """Children side by side: natural width for a share of 0, else what is left by shares; a negative share is a length with text."""

    def __init__(
        self, children: list[Widget], shares: list[float] | None = None, gap: int = 8, align: str = "middle", name: str = ""
    ) -> None:
        super().__init__(name)
        self.gap, self.align = gap, align
        self.shares = shares or [0.0] * len(children)
        self.add(*children)

    def _widths(self, ui: Ui, width: int) -> list[int]:
        inner = width - ui.px(self.gap) * max(0, len(self.children) - 1)
        widths = [
            ui.em(-share) if share < 0 else child.width(ui) if share == 0 else 0
            for child, share in zip(self.children, self.shares, strict=True)
        ]
        total, spare = sum(share for share in self.shares if share > 0), max(0, inner - sum(widths))
        return [int(spare * share / total) if share > 0 else wide for wide, share in zip(widths, self.shares, strict=True)]

    def width(self, ui: Ui) -> int:
        """Return the widths of all children and the gaps."""
        widths = [ui.em(-share) if share < 0 else child.width(ui) for child, share in zip(self.children, self.shares, strict=True)]
        return sum(widths) + ui.px(self.gap) * max(0, len(self.children) - 1)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of the tallest child."""
        return max((child.height(ui, wide) for child, wide in zip(self.children, self._widths(ui, width), strict=True)), default=0)

    def arrange(self, ui: Ui) -> None:
        """Lay the children out from the left."""
        left = self.rect.x
        for child, wide in zip(self.children, self._widths(ui, self.rect.width), strict=True):
            height = self.rect.height if self.align == "stretch" else min(self.rect.height, child.height(ui, wide))
            top = self.rect.y + ((self.rect.height - height) // 2 if self.align == "middle" else 0)
            child.place(ui, pygame.Rect(left, top, wide, height))
            left += wide + ui.px(self.gap)


class Flow(Widget):
    """Children side by side that go on below where a line is full."""

    def __init__(self, children: list[Widget], gap: int = 12, line_gap: int = 6, align: str = "left") -> None:
        super().__init__()
        self.gap, self.line_gap, self.align = gap, line_gap, align
        self.add(*children)

    def width(self, ui: Ui) -> int:
        """Return the width of all children on one line."""
        return sum(child.width(ui) for child in self.children) + ui.px(self.gap) * max(0, len(self.children) - 1)

    def _lines(self, ui: Ui, width: int) -> list[list[tuple[Widget, int, int]]]:
        lines: list[list[tuple[Widget, int, int]]] = [[]]
        used = 0
        for child in self.children:
            wide = min(width, child.width(ui))
            if lines[-1] and used + wide > width:
                lines.append([])
                used = 0
            lines[-1].append((child, wide, child.height(ui, wide)))
            used += wide + ui.px(self.gap)
        return lines

    def height(self, ui: Ui, width: int) -> int:
        """Return the heights of the lines."""
        lines = self._lines(ui, width)
        return sum(max((tall for _c, _w, tall in line), default=0) for line in lines) + ui.px(self.line_gap) * (len(lines) - 1)

    def arrange(self, ui: Ui) -> None:
        """Lay the children out line by line."""
        top = self.rect.y
        for line in self._lines(ui, self.rect.width):
            height = max((tall for _c, _w, tall in line), default=0)
            used = sum(wide for _c, wide, _t in line) + ui.px(self.gap) * max(0, len(line) - 1)
            spare = max(0, self.rect.width - used)
            left = self.rect.x + (spare // 2 if self.align == "middle" else spare if self.align == "right" else 0)
            for child, wide, tall in line:
                child.place(ui, pygame.Rect(left, top + (height - tall) // 2, wide, tall))
                left += wide + ui.px(self.gap)
            top += height + ui.px(self.line_gap)


class Even(Flow):
    """Children of one width, as many on a line as fit, up to a widest; those after the last line are left out."""

    def __init__(self, children: list[Widget], gap: int, line_gap: int, widest: int, lines: int = 1) -> None:
        super().__init__(children, gap, line_gap)
        self._widest, self._most_lines = widest, lines

    def _lines(self, ui: Ui, width: int) -> list[list[tuple[Widget, int, int]]]:
        if not self.children:
            return []
        gap, most = ui.px(self.gap), self._columns(ui, width)
        shown = self.children[: most * self._most_lines]
        least = max(child.width(ui) for child in shown)
        lines = -(-len(shown) // most)
        columns = -(-len(shown) // lines)
        wide = min(width, max(least, min(ui.em(self._widest), (width - gap * (columns - 1)) // columns)))
        cells = [(child, wide, child.height(ui, wide)) for child in shown]
        return [cells[start : start + columns] for start in range(0, len(cells), columns)]

    def _columns(self, ui: Ui, width: int) -> int:
        """Return how many fit on a line at the width of the widest of those that are shown."""
        gap, widths = ui.px(self.gap), [child.width(ui) for child in self.children]
        for count in range(len(widths), 1, -1):
            if (max(widths[: count * self._most_lines]) + gap) * count - gap <= width:
                return count
        return 1

    def arrange(self, ui: Ui) -> None:
        """Lay out what fits, and take the rest off the screen."""
        for child in self.children:
            child.place(ui, pygame.Rect(self.rect.topleft, (0, 0)))
        super().arrange(ui)

    def width(self, ui: Ui) -> int:
        """Return the width of all children on one line."""
        least = max((child.width(ui) for child in self.children), default=0)
        return (least + ui.px(self.gap)) * len(self.children)


class Sized(Widget):
    """One child in a width and a height of its own in pixels (a height of 0: the child's), in the middle of what it is given."""

    def __init__(self, child: Widget, width: int, height: int) -> None:
        super().__init__()
        self._size = (width, height)
        self.add(child)

    def width(self, ui: Ui) -> int:
        """Return the own width."""
        del ui
        return self._size[0]

    def height(self, ui: Ui, width: int) -> int:
        """Return the own height, or that of the child where it has none."""
        return self._size[1] or self.children[0].height(ui, min(width, self._size[0]))

    def arrange(self, ui: Ui) -> None:
        """Put the child in the middle."""
        wide = min(self.rect.width, self.width(ui))
        tall = min(self.rect.height, self.height(ui, wide))
        rect = pygame.Rect(0, 0, wide, tall)
        rect.center = self.rect.center
        self.children[0].place(ui, rect)
