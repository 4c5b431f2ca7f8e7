"""One scene on the screen: builds its tree, moves focus and hover, and draws what changed."""

from __future__ import annotations

import pygame

from game.window.access import REQUEST
from game.window.go import Go
from game.window.kit.control import Entry, KeyHint, Slider
from game.window.kit.scroll import STEP, Scroller, reveal, scrollers_over
from game.window.kit.tooltip import Tooltip
from game.window.kit.widget import Action, Text, Ui, Widget
from game.window.scene import Scene
from game.window.steer import group_of, is_chosen, joined, neighbour

ARROWS = {pygame.K_LEFT: (-1, 0), pygame.K_RIGHT: (1, 0), pygame.K_UP: (0, -1), pygame.K_DOWN: (0, 1)}
MOVING = {*ARROWS, pygame.K_TAB, pygame.K_PAGEDOWN, pygame.K_PAGEUP, pygame.K_HOME, pygame.K_END}
"""Keys that only move: the focus, or what is scrolled."""
ANSWERING = (pygame.K_ESCAPE, pygame.K_RETURN, pygame.K_KP_ENTER)
"""Keys that answer a page also while a line is written in."""
KEEPING = ("radio button", "entry", "slider", "scroll area")
"""Roles of what keeps the focus after a click."""
DIM = 165


class Stage:
    """The scene that is on: what the mouse and the keys do to its tree."""

    def __init__(self, ui: Ui, scene: Scene, size: tuple[int, int], behind: pygame.Surface | None = None) -> None:
        self.ui, self.scene, self.size = ui, scene, size
        self._behind = behind
        self.root = Widget()
        self.widgets: list[Widget] = []
        """All widgets of the tree in its order; the tree keeps its shape until it is built anew."""
        self.focus: Widget | None = None
        self._hover: Widget | None = None
        self._pressed: Widget | None = None
        self._leaf = scene.leaf
        self._mouse = (-1, -1)
        self._turned = 0.0
        self._tooltip: Tooltip | None = None
        self._backdrop: pygame.Surface | None = None
        self._whole = True
        self.build()

    # --- the tree ------------------------------------------------------------------------------

    def build(self) -> None:
        """Build and place the tree of the scene; the focus stays where it was, by name."""
        scene, ui = self.scene, self.ui
        ui.memory = scene.memory
        scene.stale = False
        self.root = scene.build(ui, self.size)
        scene.changed.clear()
        scene.remade.clear()
        self.root.place(ui, pygame.Rect(0, 0, *self.size))
        self.widgets = list(self.root.walk())
        # A button may be pressed while a page fills: what is let go over it is still a click.
        # What was pressed on another leaf was another button.
        is_same = scene.leaf == self._leaf
        self._pressed = self._named(self._pressed.name) if self._pressed is not None and is_same else None
        self._leaf = scene.leaf
        self._hover = self.focus = self._tooltip = None
        wanted = scene.focused or scene.first_focus
        found = self._named(wanted)
        if found is not None and found.is_focusable:
            self._set_focus(found, quiet=True)
            if scene.seeks:
                reveal(found)
        scene.seeks = False
        if self._backdrop is None or scene.has_new_backdrop:
            self._backdrop = self._make_backdrop()
            scene.has_new_backdrop = False
        self._whole = True
        self._point(self._mouse)

    def _named(self, name: str) -> Widget | None:
        return next((widget for widget in self.widgets if widget.name == name), None) if name else None

    def _refine(self) -> None:
        """Mark what the scene has changed in its tree, and let the focus follow."""
        scene = self.scene
        if scene.remade:
            self._replace()
        for widget in scene.changed:
            self.ui.touch(widget.rect)
        scene.changed.clear()
        found = self._named(scene.focused) if self.focus is None or self.focus.name != scene.focused else None
        if found is not None and found.is_focusable:
            self._set_focus(found, quiet=True)
            if scene.seeks:
                reveal(found)
        scene.seeks = False

    def _replace(self) -> None:
        """Place what is new inside some widgets; focus and hover go on where their widgets still are."""
        for widget in self.scene.remade:
            widget.place(self.ui, widget.rect)
            self.ui.touch(widget.rect)
        self.scene.remade.clear()
        self.widgets = list(self.root.walk())
        there = {id(widget) for widget in self.widgets}
        if self.focus is not None and id(self.focus) not in there:
            self.focus = None
        if self._hover is not None and id(self._hover) not in there:
            self._hover = None
            if self._tooltip is not None:
                self.ui.touch(self._tooltip.rect)
                self._tooltip = None
        if self._pressed is not None and id(self._pressed) not in there:
            self._pressed = None
        self._point(self._mouse)

    def _make_backdrop(self) -> pygame.Surface:
        canvas = pygame.Surface(self.size)
        canvas.fill(self.ui.colour("ground"))
        if self.scene.modal and self._behind is not None:
            canvas.blit(pygame.transform.scale(self._behind, self.size), (0, 0))
            veil = pygame.Surface(self.size)
            veil.fill(self.ui.colour("ground"))
            veil.set_alpha(DIM)
            canvas.blit(veil, (0, 0))
            return canvas
        own = self.scene.backdrop(self.ui, self.size)
        return own if own is not None else canvas

    def focusable(self) -> list[Widget]:
        """Return everything the focus can rest on, in the order of the tree."""
        return [widget for widget in self.widgets if widget.is_focusable and widget.rect.width > 0 and widget.rect.height > 0]

    # --- drawing -------------------------------------------------------------------------------

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect]:
        """Draw what changed and return where; nothing changed, nothing drawn."""
        if self.scene.stale:
            self.build()
        elif self.scene.changed or self.scene.remade:
            self._refine()
        areas = [pygame.Rect(0, 0, *self.size)] if self._whole else [rect.clip(surface.get_rect()) for rect in self.ui.dirty]
        self.ui.dirty.clear()
        self._whole = False
        areas = [area for area in areas if area.width > 0 and area.height > 0]
        if len(areas) > 1:
            areas = joined(areas)
        for area in areas:
            surface.set_clip(area)
            if self._backdrop is not None:
                surface.blit(self._backdrop, area, area)
            self.root.draw(self.ui, surface, area)
            if self._tooltip is not None:
                self._tooltip.draw(self.ui, surface, area)
            surface.set_clip(None)
        return areas

    def move(self) -> None:
        """Ask for everything that moves to be drawn."""
        for widget in self.widgets:
            if widget.moves:
                self.ui.touch(widget.moving(self.ui))

    # --- focus ---------------------------------------------------------------------------------

    def _set_focus(self, widget: Widget | None, quiet: bool = False) -> Go | None:
        if self.focus is widget:
            return None
        if self.focus is not None:
            self.focus.focus = False
            self.ui.touch(self.focus.rect)
        self.focus = widget
        if widget is None:
            return None
        widget.focus = True
        self.scene.focused = widget.name
        if not quiet:
            reveal(widget)
        self.ui.touch(widget.rect)
        return widget.on_focus() if widget.on_focus is not None and not quiet else None

    def use(self, widget: Widget, click: bool) -> Go | None:
        """Do what a screen reader asks for: put the focus on a widget, and press it."""
        go = self._set_focus(widget) if widget.is_focusable else None
        if click and widget.action is not None and not isinstance(widget, Scroller):
            go = widget.action() or go
        return go

    def _tab(self, back: bool) -> Go | None:
        """Move the focus to the next group; where there are no groups, to the next widget."""
        stops: list[Widget] = []
        for widget in self.focusable():
            group = group_of(widget)
            if not group or not stops or group_of(stops[-1]) != group:
                stops.append(widget)
        if not stops:
            return None
        at = -1
        if self.focus is not None:
            group = group_of(self.focus)
            at = next((n for n, stop in enumerate(stops) if stop is self.focus or (group and group_of(stop) == group)), -1)
        following = (at - 1 if back else at + 1) if at >= 0 else (len(stops) - 1 if back else 0)
        target = stops[following % len(stops)]
        chosen = [w for w in self.focusable() if group_of(w) == group_of(target) and is_chosen(w)] if group_of(target) else []
        return self._set_focus(chosen[0] if chosen else target)

    def _arrow(self, key: int) -> Go | None:
        focus = self.focus
        if focus is None:
            return self._tab(key in (pygame.K_LEFT, pygame.K_UP))
        near = neighbour(self.focusable(), focus, ARROWS[key])
        if near is not None:
            return self._set_focus(near)
        for scroller in scrollers_over(focus):
            if scroller.key(key):
                break
        return None

    # --- events --------------------------------------------------------------------------------

    def answers(self, event: pygame.event.Event) -> bool:
        """Return whether an event might commit something or leave the page; what only moves, writes or looks does not."""
        if event.type == REQUEST:
            return bool(event.click)
        if event.type == pygame.MOUSEBUTTONDOWN:
            return event.button == 1 and not isinstance(self._at(event.pos), Entry | Scroller | Slider)
        if event.type != pygame.KEYDOWN or event.key in MOVING or self.scene.looks(event.key):
            return False
        return event.key in ANSWERING or not isinstance(self.focus, Entry)

    def event(self, event: pygame.event.Event) -> Go | None:
        """Take an event and return what should happen next."""
        if event.type == pygame.MOUSEMOTION:
            return self._motion(event.pos, bool(event.buttons[0]))
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            return self._down(event.pos)
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            return self._up(event.pos)
        if event.type == pygame.MOUSEWHEEL:
            self._wheel(float(getattr(event, "precise_y", event.y)))
        elif event.type == pygame.TEXTINPUT and isinstance(self.focus, Entry):
            self.focus.write(event.text)
            self.ui.touch(self.focus.rect)
        elif event.type == pygame.KEYDOWN:
            return self._key(event.key, bool(event.mod & pygame.KMOD_SHIFT))
        return None

    def _key(self, key: int, shift: bool) -> Go | None:
        focus = self.focus
        if focus is not None and focus.key(key):
            self.ui.touch(focus.rect)
            return None
        if key == pygame.K_TAB:
            return self._tab(shift)
        if key in ARROWS:
            return self._arrow(key)
        if isinstance(focus, Entry) and key not in (pygame.K_ESCAPE, pygame.K_RETURN, pygame.K_KP_ENTER):
            return None
        if key in (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE) and focus is not None:
            action = focus.action if key == pygame.K_SPACE else focus.enter or focus.action
            if action is not None and not isinstance(focus, Entry):
                return action()
        if key == pygame.K_F1 and focus is not None and (action := self._explain(focus)) is not None:
            return action()
        if key in (pygame.K_PAGEDOWN, pygame.K_PAGEUP, pygame.K_HOME, pygame.K_END):
            self._page(key)
            return None
        return self.scene.key(key, shift)

    def _explain(self, widget: Widget) -> Action | None:
        at: Widget | None = widget
        while at is not None:
            if at.explain is not None:
                return at.explain
            at = at.parent
        return None

    def _page(self, key: int) -> None:
        scrollers = [widget for widget in self.widgets if isinstance(widget, Scroller)]
        for scroller in sorted(scrollers, key=lambda found: not found.is_paper):
            if scroller.key(key):
                return

    def _wheel(self, by: float) -> None:
        """Scroll what lies under the mouse; a touch pad sends parts of a step, which add up."""
        self._turned -= by * self.ui.px(STEP)
        whole = int(self._turned)
        self._turned -= whole
        for widget in reversed(self.widgets):
            if isinstance(widget, Scroller) and widget.rect.collidepoint(self._mouse) and widget.scroll(whole):
                self._point(self._mouse)
                return

    def _at(self, at: tuple[int, int]) -> Widget | None:
        """Return what lies under the mouse and can be used, or says something."""
        found = None
        for widget in self.widgets:
            if not widget.rect.collidepoint(at) or any(not s.rect.collidepoint(at) for s in scrollers_over(widget)):
                continue
            if (
                widget.action is not None
                or widget.tip
                or (isinstance(widget, Text) and widget.link_at(at))
                or (isinstance(widget, Scroller) and widget.takes(at))
            ):
                found = widget
        return found

    def _motion(self, at: tuple[int, int], held: bool) -> Go | None:
        self._mouse = at
        if held and self._pressed is not None:
            if self._pressed.drag(at):
                self.ui.touch(self._pressed.rect)
            return None
        self._point(at)
        return None

    def _point(self, at: tuple[int, int]) -> None:
        found = self._at(at)
        if found is self._hover:
            return
        if self._hover is not None:
            self._hover.hover = False
            self.ui.touch(self._hover.rect)
        if self._tooltip is not None:
            self.ui.touch(self._tooltip.rect)
            self._tooltip = None
        self._hover = found
        if found is not None:
            found.hover = True
            self.ui.touch(found.rect)
            if found.tip:
                self._tooltip = Tooltip(found.tip)
                self._tooltip.beside(self.ui, found.rect, self.size)
                self.ui.touch(self._tooltip.rect)

    def _down(self, at: tuple[int, int]) -> Go | None:
        self._mouse = at
        found = self._at(at)
        self._pressed = found
        if found is None:
            return None
        if found.press(at):
            self.ui.touch(found.rect)
        found.pressed = True
        self.ui.touch(found.rect)
        return None

    def _up(self, at: tuple[int, int]) -> Go | None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return None
        pressed.pressed = False
        self.ui.touch(pressed.rect)
        if not pressed.rect.collidepoint(at):
            return None
        if isinstance(pressed, Text) and pressed.on_link is not None and (link := pressed.link_at(at)):
            return pressed.on_link(link)
        if isinstance(pressed, KeyHint) and pressed.value == "Tab":
            return self._tab(back=False)
        # What is only pressed leaves the focus where it was, so that Enter goes on doing what the page says it does.
        go = self._set_focus(pressed, quiet=True) if pressed.is_focusable and pressed.role in KEEPING else None
        if pressed.action is not None and not isinstance(pressed, Scroller):
            go = pressed.action() or go
        return go
