"""What a scene is: it builds a tree of widgets, and answers keys with what should happen next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.window.go import Go
from game.window.kit.widget import Ui, Widget

if TYPE_CHECKING:
    from game.window.world import World


class Scene:
    """One screen. `stale` asks for its tree to be built anew; a modal one lies over what was there."""

    modal = False
    lasts = 0
    """Milliseconds that what moves once takes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.leaf = 0
        """Counts up whenever the same scene asks for another answer than before: a click or key within a moment is not one."""
        self.stale = True
        self.first_focus = ""
        self.seeks = False
        """Whether the next tree scrolls to what has the focus."""
        self.focused = ""
        self.has_new_backdrop = False
        self.memory: dict[str, int] = {}
        self.began: int | None = None
        self.changed: list[Widget] = []
        """Widgets of the tree that look different now, but lie where they lay."""
        self.remade: list[Widget] = []
        """Widgets of the tree that have something else inside now, in the same rectangle."""

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the tree for a window of a size, not yet placed."""
        raise NotImplementedError

    def backdrop(self, ui: Ui, size: tuple[int, int]) -> pygame.Surface | None:
        """Return a picture to draw behind everything, if there is one."""
        del ui, size
        return None

    def key(self, key: int, shift: bool) -> Go | None:
        """Answer a key that no widget wanted."""
        del key, shift
        return None

    def looks(self, key: int) -> bool:
        """Return whether a key only looks at something, so that it may come as soon as the page is there."""
        del key
        return False

    def wake(self) -> bool:
        """Look whether something that was waited for has come; return whether the tree has to be built anew."""
        return False

    def touch(self, *widgets: Widget) -> None:
        """Ask for some widgets to be drawn anew, and for the focus to go to `focused`: much less work than a new tree."""
        self.changed += widgets

    def remake(self, widget: Widget) -> None:
        """Ask for the inside of a widget to be placed anew; everything around it stays."""
        self.remade.append(widget)

    def refresh(self) -> None:
        """Ask for the tree to be built anew."""
        self.stale = True
