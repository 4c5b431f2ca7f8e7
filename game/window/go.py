"""What should happen next, as a scene says it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from game.window.scene import Scene


@dataclass(frozen=True, slots=True)
class Go:
    """A move between scenes: lay one on top, put one in place of this, take this away, clear down to the title, leave."""

    kind: Literal["push", "replace", "pop", "home", "quit", "text"]
    scene: Callable[[], Scene] | None = None
    path: Path | None = None


def push(scene: Callable[[], Scene]) -> Go:
    """Lay a scene on top of this one."""
    return Go("push", scene)


def replace(scene: Callable[[], Scene]) -> Go:
    """Put a scene in the place of all that lie on the title."""
    return Go("replace", scene)


def pop() -> Go:
    """Take this scene away."""
    return Go("pop")


def home() -> Go:
    """Go back to the title."""
    return Go("home")


def leave() -> Go:
    """Close the window."""
    return Go("quit")


def to_text(path: Path | None) -> Go:
    """Close the window and go on in the terminal, in the game saved at a path."""
    return Go("text", None, path)
