"""Finds what does not fit: neighbours that overlap, text that leaves its widget, children outside their parent."""

from __future__ import annotations

from collections.abc import Iterator

import pygame

from game.window.kit.scroll import Scroller
from game.window.kit.widget import Text, Ui, Widget

SLACK = 2
"""Pixels that rounding may cost."""


def faults(ui: Ui, root: Widget) -> list[str]:
    """Return a sentence for everything in a tree that overlaps or is clipped; the tree is drawn once for it."""
    canvas = pygame.Surface(root.rect.size)
    root.draw(ui, canvas, None)
    found: list[str] = []
    for widget in _on_screen(root):
        found += _overlaps(widget) + _strays(widget) + _clipped(ui, widget)
        if isinstance(widget, Scroller) and widget.is_focusable:
            found += _cut(ui, widget)
    return found


def _on_screen(widget: Widget) -> Iterator[Widget]:
    """Yield a widget and what is inside, without what was taken off the screen."""
    if widget.rect.size != (0, 0):
        yield widget
        for child in widget.children:
            yield from _on_screen(child)


def _name(widget: Widget) -> str:
    return f"{type(widget).__name__} {widget.name or widget.label[:40]!r} {tuple(widget.rect)}"


def _overlaps(widget: Widget) -> list[str]:
    if widget.clips:
        return []
    solid = [child for child in widget.children if not child.floating and child.rect.width > 0 and child.rect.height > 0]
    found = []
    for number, one in enumerate(solid):
        for other in solid[number + 1 :]:
            shared = one.rect.clip(other.rect)
            if shared.width > SLACK and shared.height > SLACK:
                found.append(f"{_name(one)} overlaps {_name(other)}")
    return found


def _strays(widget: Widget) -> list[str]:
    """Return the children that leave their parent; what scrolls may be longer than its window, not wider."""
    found = []
    room = widget.rect.inflate(2 * SLACK, 2 * SLACK)
    for child in widget.children:
        if child.rect.width <= 0 or child.rect.height <= 0 or child.floating:
            continue
        wide = child.rect.left >= room.left and child.rect.right <= room.right
        tall = child.rect.top >= room.top and child.rect.bottom <= room.bottom
        if not wide or not (tall or widget.clips):
            found.append(f"{_name(child)} leaves {_name(widget)}")
    return found


def _clipped(ui: Ui, widget: Widget) -> list[str]:
    found = []
    room = widget.rect.inflate(2 * SLACK, 4 * SLACK)
    for rect, text in widget.pieces:
        if text.strip() and not room.contains(rect):
            found.append(f"{text!r} {tuple(rect)} leaves {_name(widget)}")
    if not isinstance(widget, Text):
        for number, (one, text) in enumerate(widget.pieces):
            for other, beside in widget.pieces[number + 1 :]:
                shared = one.clip(other)
                if text.strip() and beside.strip() and shared.width > SLACK and shared.height > 2 * SLACK:
                    found.append(f"{text!r} lies over {beside!r} in {_name(widget)}")
    elif widget.rect.height + SLACK < widget.height(ui, widget.rect.width):
        found.append(f"{_name(widget)} is cut off")
    return found


def _cut(ui: Ui, scroller: Scroller) -> list[str]:
    """Return the lines of which a scroller shows a part only, and a scroller that is too low to be read."""
    shown, least = scroller.shown, 2 * ui.type.leading("small")
    found = [] if shown.height >= least else [f"{_name(scroller)} shows {shown.height} of {scroller.long} pixels"]
    for widget in scroller.walk():
        if widget is scroller or isinstance(widget, Scroller):
            continue
        for rect, text in widget.pieces:
            middle = pygame.Rect(rect.left, rect.top + rect.height // 4, rect.width, rect.height // 2)
            if text.strip() and (middle.top < shown.top < middle.bottom or middle.top < shown.bottom < middle.bottom):
                found.append(f"{text!r} {tuple(rect)} is cut in half by {_name(scroller)}")
    return found


def texts(root: Widget) -> list[str]:
    """Return every label and value of a tree, in the order of reading."""
    return [text for widget in root.walk() for text in (widget.label, widget.value) if text]
