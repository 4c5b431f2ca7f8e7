"""Who and what the game is made of."""

from __future__ import annotations

import pygame

from game.view.text import _
from game.window.art import assets
from game.window.go import Go, pop
from game.window.kit.box import Column, Flow, Sized
from game.window.kit.control import Button
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Rule, Text, Ui, Widget
from game.window.scene import Scene
from game.window.world import World


class Credits(Scene):
    """The credits as they lie beside the assets."""

    modal = True

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.first_focus = "close"
        self._lines = _read()

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the text, which scrolls."""
        rows: list[Widget] = []
        for style, text in self._lines[1:] if self._lines[:1] == [("card", _("Credits"))] else self._lines:
            rows.append(Text(text, style, "text" if style == "card" else "second"))
        body = Scroller(Column(rows, gap=7), "credits")
        foot = Flow([Button(_("Close"), pop, "primary", name="close")], align="right")
        box = Column([Text(_("Credits"), "page"), Rule(), body, foot], gap=10, pad=(24, 18), ground="panel", border="line_high", radius=8)
        box.role = "dialog"
        return Sized(box, min(ui.em(760), size[0] - ui.px(32)), size[1] - ui.px(40))

    def key(self, key: int, shift: bool) -> Go | None:
        """Close."""
        del shift
        return pop() if key in (pygame.K_ESCAPE, pygame.K_RETURN) else None


def _read() -> list[tuple[str, str]]:
    """Return the paragraphs of the credits file with a style each."""
    path = assets() / "CREDITS.md"
    text = path.read_text(encoding="utf-8") if path.is_file() else _("The credits are missing from this installation.")
    lines: list[tuple[str, str]] = []
    for block in text.split("\n\n"):
        for line in _joined(block):
            heading = line.startswith("#")
            told = line.lstrip("#- ").replace("`", "").replace("**", "").strip()
            if told.strip("|-: "):
                lines.append(("card" if heading else "body", " · ".join(cell.strip() for cell in told.strip("| ").split("|"))))
    return lines


def _joined(block: str) -> list[str]:
    """Return the lines of a block; a paragraph that was wrapped is one line."""
    result: list[str] = []
    for line in block.strip().split("\n"):
        if result and line[:1] not in "#-|*" and result[-1][:1] not in "#|":
            result[-1] += " " + line.strip()
        else:
            result.append(line)
    return result
