"""The tabs of a folder on one line: where they are many they move closer together before they take a second line."""

from __future__ import annotations

from game.window.kit.box import Flow
from game.window.kit.control import Tab
from game.window.kit.widget import Ui, Widget

PADS = (10, 8, 6, 5)
"""Air beside the name of a tab, from the usual to the least, in pixels at 100 %."""


class Tabs(Flow):
    """Tabs side by side, as far apart as there is room for."""

    role = "tab list"

    def __init__(self, tabs: list[Tab]) -> None:
        super().__init__([*tabs], gap=0, line_gap=2)
        self.group = "tabs"
        self.tabs = tabs

    def _lines(self, ui: Ui, width: int) -> list[list[tuple[Widget, int, int]]]:
        for pad in PADS:
            for tab in self.tabs:
                tab.pad = pad
            if sum(tab.width(ui) for tab in self.tabs) <= width:
                break
        return super()._lines(ui, width)
