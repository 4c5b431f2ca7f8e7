"""The moment after a page's change: a click or a key that comes within it was meant for the page before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.window.scene import Scene

MOMENT_MS = 350
"""Longer than the two clicks of a double click lie apart by default of habit, shorter than anybody reads a button."""


class Moment:
    """Knows which page stands on the screen and since when, by a clock in milliseconds."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._scene: Scene | None = None
        self._leaf = 0
        self._since = 0

    def show(self, scene: Scene) -> None:
        """Note that a scene has been drawn as it is now."""
        if scene is not self._scene or scene.leaf != self._leaf:
            self._scene, self._leaf, self._since = scene, scene.leaf, self._clock()

    def is_fresh(self, scene: Scene) -> bool:
        """Return whether a scene is too new to be answered: not drawn yet, or drawn less than a moment ago."""
        return scene is not self._scene or scene.leaf != self._leaf or self._clock() - self._since < MOMENT_MS
