"""What a screen reader is told: the widget tree as AccessKit's nodes. Without that package, or without a screen, nothing happens."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pygame

from game.visible import visible
from game.window.kit.control import Slider
from game.window.kit.widget import Widget

if TYPE_CHECKING:
    from game.window.stage import Stage

ROOT = 0
ROLES = {
    "button": "BUTTON",
    "dialog": "DIALOG",
    "document": "DOCUMENT",
    "entry": "TEXT_INPUT",
    "group": "GROUP",
    "heading": "HEADING",
    "image": "IMAGE",
    "link": "LINK",
    "list": "LIST",
    "list item": "LIST_ITEM",
    "meter": "METER",
    "radio button": "RADIO_BUTTON",
    "radio group": "RADIO_GROUP",
    "scroll area": "SCROLL_VIEW",
    "slider": "SLIDER",
    "tab": "TAB",
    "tab list": "TAB_LIST",
    "text": "LABEL",
    "tooltip": "TOOLTIP",
}
"""AccessKit's name for each role a widget can have; a role that is not here says nothing to a reader and is left out."""
REQUEST = pygame.event.custom_type()
"""The event by which a wish of the screen reader, which comes in a thread of its own, reaches the window."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of one widget; `chosen` is None where nothing can be chosen."""

    id: int
    role: str
    label: str
    value: str
    about: str
    bounds: tuple[int, int, int, int]
    children: tuple[int, ...]
    can_focus: bool
    can_click: bool
    chosen: bool | None
    number: float | None


class Ids:
    """Numbers of widgets: the same one for the same widget in the next tree, known by its name or its place."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def of(self, key: str) -> int:
        """Return the number of a widget by its key."""
        return self._known.setdefault(key, len(self._known) + 1)


def describe(root: Widget, ids: Ids) -> tuple[list[Facts], dict[int, Widget]]:
    """Return what is told of each widget of a tree, the root first, and the widgets by their numbers."""
    told: list[Facts] = []
    widgets: dict[int, Widget] = {}

    def visit(widget: Widget, key: str, number: int) -> None:
        at = len(told)
        widgets[number] = widget
        children = []
        for place, child in enumerate(widget.children):
            if child.role not in ROLES or child.rect.width <= 0 or child.rect.height <= 0:
                continue
            name = child.name or f"{key}/{place}"
            known = ids.of(name)
            if known in widgets:
                # A name that stands twice in a tree: its place tells the second one apart.
                name = f"{key}/{place}"
                known = ids.of(name)
            children.append(known)
            visit(child, name, known)
        told.insert(at, _facts(widget, number, tuple(children)))

    visit(root, "", ROOT)
    return told, widgets


def _facts(widget: Widget, number: int, children: tuple[int, ...]) -> Facts:
    role = "button" if widget.role == "group" and widget.action is not None else widget.role
    chosen = bool(widget.value) if role == "radio button" else bool(getattr(widget, "lit", False)) if role == "tab" else None
    inner = [item.label for item in widget.walk() if item is not widget and item.label] if widget.action is not None else []
    box = widget.rect
    return Facts(
        number,
        "WINDOW" if number == ROOT else ROLES.get(role, "GROUP"),
        visible(widget.label),
        visible("" if chosen is not None else widget.value),
        visible(" ".join([widget.tip] if widget.tip and widget.tip != widget.label else inner)),
        (box.left, box.top, box.right, box.bottom),
        children,
        widget.is_focusable,
        widget.action is not None,
        chosen,
        float(widget.value) if isinstance(widget, Slider) else None,
    )


class Access:
    """The line to the screen reader: it is told what changed, and may ask for a widget to be used."""

    def __init__(self, kit: Any, stage: Callable[[], Stage], title: str) -> None:
        self._kit, self._stage, self._title = kit, stage, title
        self._ids = Ids()
        self._widgets: dict[int, Widget] = {}
        self._adapter = self._open()

    def _open(self) -> Any:
        kit = self._kit
        if sys.platform == "darwin":
            kit.macos.add_focus_forwarder_to_window_class("SDLWindow")
            return kit.macos.SubclassingAdapter.for_window(pygame.display.get_wm_info()["window"], self._tree, self._ask)
        if sys.platform == "win32":
            return kit.windows.SubclassingAdapter(pygame.display.get_wm_info()["window"], self._tree, self._ask)
        return kit.unix.Adapter(self._tree, self._ask, lambda: None)

    def update(self) -> None:
        """Say what is on the screen now; costs next to nothing while nobody listens."""
        events = self._adapter.update_if_active(self._tree)
        if events is not None:
            events.raise_events()

    def attend(self, is_focused: bool) -> None:
        """Say whether the window has the keyboard."""
        if sys.platform == "darwin":
            events = self._adapter.update_view_focus_state(is_focused)
            if events is not None:
                events.raise_events()
        elif sys.platform != "win32":
            self._adapter.update_window_focus_state(is_focused)

    def widget(self, number: int) -> Widget | None:
        """Return the widget the reader means, if it is still on the screen."""
        found = self._widgets.get(number)
        return found if found is not None and any(found is widget for widget in self._stage().widgets) else None

    def _ask(self, request: Any) -> None:
        actions = self._kit.Action
        if request.action in (actions.CLICK, actions.FOCUS):
            pygame.event.post(pygame.event.Event(REQUEST, target=request.target, click=request.action == actions.CLICK))

    def _tree(self) -> Any:
        stage = self._stage()
        told, self._widgets = describe(stage.root, self._ids)
        focus = next((number for number, widget in self._widgets.items() if widget is stage.focus), ROOT)
        update = self._kit.TreeUpdate(focus)
        update.tree = self._kit.Tree(ROOT)
        for facts in told:
            update.nodes.append((facts.id, self._node(facts)))
        return update

    def _node(self, facts: Facts) -> Any:
        kit = self._kit
        node = kit.Node(getattr(kit.Role, facts.role))
        node.set_bounds(kit.Rect(*(float(edge) for edge in facts.bounds)))
        node.set_children(list(facts.children))
        if facts.role == "LABEL":
            # AccessKit reads a label's text from its value.
            node.set_value(facts.label)
        else:
            node.set_label(self._title if facts.id == ROOT else facts.label)
            if facts.value:
                node.set_value(facts.value)
        if facts.about:
            node.set_description(facts.about)
        if facts.chosen is not None and facts.role == "TAB":
            node.set_selected(facts.chosen)
        elif facts.chosen is not None:
            node.set_toggled(kit.Toggled.TRUE if facts.chosen else kit.Toggled.FALSE)
        if facts.number is not None:
            node.set_numeric_value(facts.number)
        if facts.can_focus:
            node.add_action(kit.Action.FOCUS)
        if facts.can_click:
            node.add_action(kit.Action.CLICK)
        return node


def kit_if_any() -> Any:
    """Return the AccessKit package; None where it is not installed, or there is nobody to read to."""
    if pygame.display.get_driver() in ("dummy", "offscreen"):
        return None
    try:
        return importlib.import_module("accesskit")
    except ImportError:
        return None


def listen(stage: Callable[[], Stage], title: str) -> Access | None:
    """Open the line to the screen reader, if there can be one; a failure costs nothing but that line."""
    kit = kit_if_any()
    if kit is None:
        return None
    try:
        return Access(kit, stage, title)
    except Exception:  # whatever a foreign library finds wrong with this desktop, the game is played without it
        return None
