"""The folder on the desk: tabs, and the page that is open; another page is opened without anything else being built anew."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.view.text import _
from game.window.kit.box import Column
from game.window.kit.control import Tab
from game.window.kit.tabs import Tabs
from game.window.kit.widget import Action, Ui
from game.window.parts.document import Sheet
from game.window.parts.fitting import Fitting
from game.window.parts.pages import TABS, Pages

PAPER = ("news", "cable")
"""Pages on light paper; the others lie on dark ground."""


class Folder(Column):
    """Tabs over a page: a tab opens as soon as the focus is on it, and Enter there does what it does everywhere on the desk."""

    def __init__(self, pages: Pages, names: list[str], lit: str, turn: Callable[[str], Action], enter: Action) -> None:
        self._pages = pages
        tabs = [Tab(_(TABS[name]), turn(name), name == lit, lit in PAPER, name=f"tab:{name}") for name in names]
        for tab, name in zip(tabs, names, strict=True):
            tab.on_focus, tab.enter = turn(name), enter
        self._tabs = Tabs(tabs)
        super().__init__([self._tabs, pages.page(lit)], name="folder")
        self.grow = True

    def fits(self, ui: Ui, room: pygame.Rect) -> bool:
        """Return whether the open page shows all its text in a rectangle, were it set as small as it may be."""
        page = self.children[1]
        if not isinstance(page, Sheet) or not isinstance(page.inside, Fitting):
            return True
        return self._tabs.height(ui, room.width) + page.whole(ui, room.width, page.inside.least) <= room.height

    def turn_to(self, name: str) -> None:
        """Open another page; it still has to be placed."""
        for tab in self._tabs.tabs:
            tab.show(tab.name == f"tab:{name}", name in PAPER)
        page = self._pages.page(name)
        page.parent = self
        self.children[1] = page
