"""Where the focus goes from a widget, and which areas have to be drawn: what a stage works out from rectangles alone."""

from __future__ import annotations

import pygame

from game.window.kit.control import Tab
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Widget


def group_of(widget: Widget) -> str:
    """Return the group a widget belongs to, nothing if it stands alone."""
    at: Widget | None = widget
    while at is not None:
        if at.group:
            return at.group
        at = at.parent
    return ""


def is_chosen(widget: Widget) -> bool:
    """Return whether a widget is the one of its group that is taken, or open."""
    return widget.value == "chosen" or (isinstance(widget, Tab) and widget.lit)


def neighbour(stops: list[Widget], focus: Widget, way: tuple[int, int]) -> Widget | None:
    """Return the nearest of some widgets in a direction; the panel the focus is in comes before all others."""
    best, least = None, float("inf")
    group = group_of(focus)
    if focus.parent is not None and focus.parent.in_order:
        row = [widget for widget in focus.parent.children if widget.is_focusable and widget.rect.width > 0]
        following = row.index(focus) + (1 if sum(way) > 0 else -1)
        return row[following] if 0 <= following < len(row) else None
    for widget in stops:
        if widget is focus or isinstance(widget, Scroller):
            continue
        dx, dy = widget.rect.centerx - focus.rect.centerx, widget.rect.centery - focus.rect.centery
        along, across = (dx * way[0], abs(dy)) if way[0] else (dy * way[1], abs(dx))
        if along <= 4 or (group and group_of(widget) != group):
            continue
        distance = along + 3 * across
        if distance < least:
            best, least = widget, distance
    return best


def joined(areas: list[pygame.Rect]) -> list[pygame.Rect]:
    """Return areas with those that overlap made one."""
    result: list[pygame.Rect] = []
    for area in areas:
        touching = [other for other in result if area.colliderect(other)]
        result = [other for other in result if not area.colliderect(other)]
        result.append(area.unionall(touching))
    return result
