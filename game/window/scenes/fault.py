"""The page after an error of the game itself: what failed, that nothing is lost, where the details are, and the ways on."""

from __future__ import annotations

from pathlib import Path

import pygame

from game.view.text import _
from game.window.go import Go, home, leave, to_text
from game.window.kit.box import Flow
from game.window.kit.control import Button
from game.window.kit.widget import Text, Ui, Widget
from game.window.scene import Scene
from game.window.scenes.notice import boxed
from game.window.world import World


class Fault(Scene):
    """What went wrong, in sentences; `details` is the file that says more, `game` the one the player was in."""

    def __init__(self, world: World, error: str, details: Path | None, game: Path | None, has_terminal: bool) -> None:
        super().__init__(world)
        self._error, self._details, self._game, self._has_terminal = error, details, game, has_terminal
        self.first_focus = "title"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the sentences and the ways on."""
        safe = _("The game is safe: every choice you confirmed is on the disk, in {path}.").format(path=self._game)
        body: list[Widget] = [
            Text(_("This page cannot be shown"), "page"),
            Text(_("An error in the game itself stopped it: {error}.").format(error=self._error), "body"),
            Text(safe if self._game is not None else _("Nothing is lost: every choice that was confirmed is on the disk."), "body"),
        ]
        if self._details is not None:
            body.append(
                Text(_("The details are in {path}; whoever mends the game can use them.").format(path=self._details), "body", "second")
            )
        buttons: list[Widget] = [Button(_("Quit"), leave, name="quit"), Button(_("To the title"), home, "primary", name="title")]
        if self._game is not None and self._has_terminal:
            buttons.insert(1, Button(_("Go on in the terminal"), self._text, name="text"))
        return boxed(ui, size, body, Flow(buttons, align="right"), 620)

    def _text(self) -> Go:
        return to_text(self._game)

    def key(self, key: int, shift: bool) -> Go | None:
        """Go back to the title, or on in the terminal."""
        del shift
        if key == pygame.K_F6 and self._game is not None and self._has_terminal:
            return self._text()
        return home() if key in (pygame.K_ESCAPE, pygame.K_RETURN, pygame.K_KP_ENTER) else None


def game_of(scenes: list[Scene]) -> Path | None:
    """Return the file of the game that is on in a pile of scenes, if one is."""
    for scene in reversed(scenes):
        session = getattr(scene, "session", None) or getattr(scene, "_session", None)
        path = getattr(session, "path", None)
        if isinstance(path, Path):
            return path
    return None
