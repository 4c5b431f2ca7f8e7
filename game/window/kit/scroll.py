"""A part of something long, with a bar beside it."""

from __future__ import annotations

import pygame

from game.window.kit.widget import Ui, Widget

STEP = 48
"""How far one turn of the wheel or one arrow goes, in pixels at 100 %."""


class Scroller(Widget):
    """Shows one child through its own rectangle; wheel, arrows, page keys and the bar move it, and it follows the focus."""

    role = "scroll area"
    clips = True
    is_paper = False
    """Whether it holds what is read first, so that the page keys turn it before anything else."""

    def __init__(self, child: Widget, name: str = "", grow: bool = True, least: int = 0, bar: str = "line_high") -> None:
        super().__init__(name)
        self.grow, self._least, self._bar = grow, least, bar
        self._ui: Ui | None = None
        self._held = False
        self.long = 0
        self.add(child)

    @property
    def is_focusable(self) -> bool:
        """Whether there is more than is shown."""
        return self.long > self.rect.height

    @property
    def room(self) -> int:
        """How high a part of the child it shows, in pixels."""
        return self.rect.height

    @property
    def shown(self) -> pygame.Rect:
        """The part of the screen in which it shows its child."""
        return pygame.Rect(self.rect.topleft, (self.rect.width, self.room))

    @property
    def most(self) -> int:
        """How far it can be scrolled, in pixels."""
        return max(0, self.long - self.room)

    @property
    def offset(self) -> int:
        """How far it is scrolled, in pixels."""
        found = self._ui.memory.get(self.name, 0) if self._ui else 0
        return max(0, min(found, self.most))

    def width(self, ui: Ui) -> int:
        """Return the child's width and that of the bar."""
        return self.children[0].width(ui) + ui.px(10)

    def height(self, ui: Ui, width: int) -> int:
        """Return the least height: what does not fit scrolls."""
        return ui.em(self._least) if self.grow else self.children[0].height(ui, width)

    def arrange(self, ui: Ui) -> None:
        """Give the child its whole height."""
        self._ui = ui
        child = self.children[0]
        self.long = child.height(ui, self.rect.width)
        wide = self.rect.width
        if self.long > self.rect.height:
            wide -= ui.px(10)
            self.long = child.height(ui, wide)
        self.long = max(self.long, self.rect.height)
        child.place(ui, pygame.Rect(self.rect.x, self.rect.y - self.offset, wide, self.long))

    def scroll(self, by: int) -> bool:
        """Move by some pixels; return whether anything moved."""
        ui = self._ui
        if ui is None or not self.is_focusable:
            return False
        before = self.offset
        ui.memory[self.name] = max(0, min(before + by, self.most))
        if self.offset == before:
            return False
        self.children[0].shift(0, before - self.offset)
        ui.touch(self.rect)
        return True

    def reveal(self, rect: pygame.Rect) -> None:
        """Scroll until a rectangle inside is shown."""
        bottom = self.rect.top + self.room
        if rect.top < self.rect.top:
            self.scroll(rect.top - self.rect.top - 8)
        elif rect.bottom > bottom:
            self.scroll(min(rect.bottom - bottom + 8, rect.top - self.rect.top))

    def key(self, key: int) -> bool:
        """Scroll by keys."""
        page, step = max(20, self.room - 40), self._ui.px(STEP) if self._ui else STEP
        steps = {pygame.K_DOWN: step, pygame.K_UP: -step, pygame.K_PAGEDOWN: page, pygame.K_PAGEUP: -page}
        steps |= {pygame.K_HOME: -self.long, pygame.K_END: self.long}
        return key in steps and self.scroll(steps[key])

    def takes(self, at: tuple[int, int]) -> bool:
        """Return whether a press at a point is for it and not for what it shows."""
        return self.is_focusable and at[0] >= self.rect.right - 14

    def press(self, at: tuple[int, int]) -> bool:
        """Take hold of the bar."""
        self._held = self.takes(at)
        return self._held and (self.drag(at) or True)

    def drag(self, at: tuple[int, int]) -> bool:
        """Follow the mouse with the bar."""
        share = (at[1] - self.rect.y) / max(1, self.rect.height)
        return self._held and self.scroll(round(share * self.long - self.rect.height / 2) - self.offset)

    def draw(self, ui: Ui, surface: pygame.Surface, area: pygame.Rect | None) -> None:
        """Draw what is inside, cut off at the edges, and the bar."""
        if area is not None and not self.rect.colliderect(area):
            return
        before, around = surface.get_clip(), ui.view
        inside = self.shown if self.is_focusable else self.rect.inflate(6, 6)
        surface.set_clip(before.clip(inside))
        if self.is_focusable:
            ui.view = inside if around is None else inside.clip(around)
        for child in self.children:
            child.draw(ui, surface, area if area is None else area.clip(inside))
        ui.view = around
        surface.set_clip(before)
        if self.is_focusable:
            self._draw_bar(ui, surface)

    def _draw_bar(self, ui: Ui, surface: pygame.Surface) -> None:
        wide = max(3, ui.px(4))
        tall = max(ui.px(24), self.room * self.room // self.long)
        top = self.rect.y + (self.room - tall) * self.offset // max(1, self.most)
        colour = ui.colour("focus" if self.focus else self._bar)
        pygame.draw.rect(surface, colour, (self.rect.right - wide, top, wide, tall), border_radius=wide // 2)


def scrollers_over(widget: Widget) -> list[Scroller]:
    """Return the scrollers a widget lies in, the nearest first."""
    found, at = [], widget.parent
    while at is not None:
        if isinstance(at, Scroller):
            found.append(at)
        at = at.parent
    return found


def reveal(widget: Widget) -> None:
    """Scroll every scroller around a widget until it is shown."""
    for scroller in scrollers_over(widget):
        scroller.reveal(widget.rect)
