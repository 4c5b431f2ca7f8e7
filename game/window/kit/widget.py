"""The tree: a widget is a rectangle with a role, a label and a value that measures, places and draws itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pygame

from game.window.kit.theme import Colour, Theme
from game.window.kit.type import Line, Run, Type

if TYPE_CHECKING:
    from game.window.art import Art
    from game.window.go import Go

Action = Callable[[], "Go | None"]


@dataclass
class Ui:
    """What widgets draw with: theme, type, pictures, where lists were scrolled to, what has to be drawn anew."""

    theme: Theme
    type: Type
    art: Art
    progress: float = 1.0
    """How far what moves once has got, from 0 to 1; always 1 with reduced motion."""
    memory: dict[str, int] = field(default_factory=dict)
    dirty: list[pygame.Rect] = field(default_factory=list)

    view: pygame.Rect | None = None
    """Where the scrollers around what is drawn show anything; a line of text that lies across its edge waits until it is whole."""

    def cuts(self, rect: pygame.Rect) -> bool:
        """Return whether a line of text would be seen in part only."""
        view = self.view
        if view is None or rect.height > view.height:
            return False
        return rect.top + 1 < view.top < rect.bottom or rect.top < view.bottom < rect.bottom - 1

    def px(self, length: float) -> int:
        """Return a length of the drawing in pixels of this screen."""
        return round(length * self.theme.scale)

    def em(self, length: float) -> int:
        """Return a length that holds text: it grows with the text as well."""
        return round(length * self.theme.scale * self.theme.text)

    def colour(self, name: str) -> Colour:
        """Return a colour by its name."""
        return self.type.colours[name]

    def touch(self, rect: pygame.Rect) -> None:
        """Ask for a rectangle to be drawn anew."""
        if rect.width > 0 and rect.height > 0:
            self.dirty.append(rect.inflate(8, 8))


class Widget:
    """A rectangle with a role, a label and a value; what it does when it is used is its action."""

    role = "group"
    floating = False
    """Whether it may lie over its neighbours."""
    moves = False
    """Whether it looks different while `Ui.progress` runs."""
    clips = False
    """Whether it shows a part of its children only, and scrolls to the rest."""
    in_order = False
    """Whether the arrows go through its children one after the other, wherever they lie."""

    def __init__(self, name: str = "", label: str = "", value: str = "", action: Action | None = None, tip: str = "") -> None:
        self.rect = pygame.Rect(0, 0, 0, 0)
        self.children: list[Widget] = []
        self.parent: Widget | None = None
        self.name, self.label, self.value, self.action, self.tip = name, label, value, action, tip
        self.group = ""
        self.grow = False
        self.hover = self.focus = self.pressed = False
        self.explain: Action | None = None
        self.enter: Action | None = None
        self.on_focus: Action | None = None
        self.pieces: list[tuple[pygame.Rect, str]] = []

    def add(self, *children: Widget) -> None:
        """Take in children."""
        for child in children:
            child.parent = self
            self.children.append(child)

    @property
    def is_focusable(self) -> bool:
        """Whether the focus can rest here."""
        return self.action is not None

    def width(self, ui: Ui) -> int:
        """Return the width it takes on one line."""
        return max((child.width(ui) for child in self.children), default=0)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height it takes in a width."""
        return sum(child.height(ui, width) for child in self.children)

    def place(self, ui: Ui, rect: pygame.Rect) -> None:
        """Take a rectangle and lay out what is inside."""
        self.rect = rect
        self.arrange(ui)

    def shift(self, across: int, down: int) -> None:
        """Move with everything inside, which stays laid out as it is."""
        self.rect.move_ip(across, down)
        for child in self.children:
            child.shift(across, down)

    def moving(self, ui: Ui) -> pygame.Rect:
        """Return the part that looks different while `Ui.progress` runs."""
        del ui
        return self.rect

    def arrange(self, ui: Ui) -> None:
        """Lay out the children in the own rectangle."""
        for child in self.children:
            child.place(ui, self.rect.copy())

    def draw(self, ui: Ui, surface: pygame.Surface, area: pygame.Rect | None) -> None:
        """Draw itself and its children where they meet an area; everything, if it is None."""
        self.pieces.clear()
        if self.rect.width <= 0 or self.rect.height <= 0:
            return
        if area is not None and not self.rect.inflate(8, 8).colliderect(area):
            return
        self.paint(ui, surface)
        for child in self.children:
            child.draw(ui, surface, area)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw itself, without its children."""

    def press(self, at: tuple[int, int]) -> bool:
        """Take a press of the mouse that the action is not for; return whether it was taken."""
        del at
        return False

    def drag(self, at: tuple[int, int]) -> bool:
        """Follow the mouse while it is held; return whether something changed."""
        del at
        return False

    def key(self, key: int) -> bool:
        """Take a key while it has the focus; return whether it was taken."""
        del key
        return False

    def say(self, ui: Ui, surface: pygame.Surface, text: str, style: str, colour: str | Colour, at: tuple[int, int], side: str = "") -> int:
        """Write a line with its left, middle or right end at a point; return its width."""
        shade = ui.colour(colour) if isinstance(colour, str) else colour
        drawn = ui.type.drawn(text, style, shade)
        x = at[0] - (drawn.get_width() if side == "right" else drawn.get_width() // 2 if side == "middle" else 0)
        rect = pygame.Rect(x, at[1], *drawn.get_size())
        if not ui.cuts(rect):
            surface.blit(drawn, rect)
            self.pieces.append((rect, text))
        return drawn.get_width()

    def walk(self) -> Iterator[Widget]:
        """Yield itself and everything inside."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, name: str) -> Widget | None:
        """Return the widget of a name, if it is in the tree."""
        return next((widget for widget in self.walk() if widget.name == name), None)

    def ring(self, ui: Ui, surface: pygame.Surface, radius: int) -> None:
        """Draw the ring of the focus, thicker while it is pressed."""
        if self.focus or self.pressed:
            wide = max(2, ui.px(3 if self.pressed else 2))
            pygame.draw.rect(surface, ui.colour("focus"), self.rect, wide, ui.px(radius))


class Text(Widget):
    """Wrapped text in one or more runs."""

    role = "text"

    def __init__(self, text: str | list[Run], style: str = "body", colour: str = "text", align: str = "left", name: str = "") -> None:
        super().__init__(name)
        self.runs = (Run(text, style, colour),) if isinstance(text, str) else tuple(text)
        self.align = align
        self.label = self.label or "".join(run.text for run in self.runs)
        self.on_link: Callable[[str], Go | None] | None = None
        self.links: list[tuple[pygame.Rect, str]] = []
        self.is_balanced = False
        """Whether its lines are of like length, as those of a headline; else each is as full as it can be."""

    def recolour(self, colour: str) -> None:
        """Write everything in another colour; nothing moves."""
        self.runs = tuple(Run(run.text, run.style, colour, run.link) for run in self.runs)

    def width(self, ui: Ui) -> int:
        """Return the width of the longest line as written."""
        return max((line.width for line in ui.type.wrap(self.runs, 10**6)), default=0)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of the wrapped lines."""
        return sum(line.height for line in self._lines(ui, width))

    def _lines(self, ui: Ui, width: int) -> tuple[Line, ...]:
        return ui.type.balanced(self.runs, width) if self.is_balanced else ui.type.wrap(self.runs, width)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the lines."""
        self.links.clear()
        top = self.rect.y
        for line in self._lines(ui, self.rect.width):
            spare = self.rect.width - line.width
            left = self.rect.x + (spare if self.align == "right" else spare // 2 if self.align == "middle" else 0)
            for piece in line.pieces:
                y = top + (line.height - ui.type.font(piece.run.style).get_height()) // 2
                self.say(ui, surface, piece.text, piece.run.style, piece.run.colour, (left + piece.x, y))
                if piece.run.link and not ui.cuts(pygame.Rect(left, top, 1, line.height)):
                    self._underline(ui, surface, pygame.Rect(left + piece.x, top, piece.width, line.height), piece.run)
            top += line.height

    def _underline(self, ui: Ui, surface: pygame.Surface, rect: pygame.Rect, run: Run) -> None:
        self.links.append((rect, run.link))
        below = rect.bottom - ui.px(3)
        for x in range(rect.left, rect.right - 1, max(3, ui.px(4))):
            pygame.draw.line(surface, ui.colour(run.colour), (x, below), (x + max(1, ui.px(1)), below))

    def link_at(self, at: tuple[int, int]) -> str:
        """Return the link under a point."""
        return next((link for rect, link in self.links if rect.collidepoint(at)), "")


def headline(text: str, style: str, colour: str = "text", align: str = "left") -> Text:
    """Return a text whose lines are of like length."""
    made = Text(text, style, colour, align)
    made.is_balanced = True
    return made


class Gap(Widget):
    """Empty space; in a column it can grow."""

    role = "space"

    def __init__(self, size: int = 0, grow: bool = False) -> None:
        super().__init__()
        self.size, self.grow = size, grow

    def width(self, ui: Ui) -> int:
        """Return its size."""
        return ui.px(self.size)

    def height(self, ui: Ui, width: int) -> int:
        """Return its size."""
        del width
        return ui.px(self.size)


class Rule(Widget):
    """A thin line across."""

    role = "separator"

    def __init__(self, colour: str = "line") -> None:
        super().__init__()
        self._colour = colour

    def height(self, ui: Ui, width: int) -> int:
        """Return one pixel."""
        del ui, width
        return 1

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the line."""
        pygame.draw.line(surface, ui.colour(self._colour), self.rect.topleft, (self.rect.right - 1, self.rect.y))


class Picture(Widget):
    """A flag or an icon."""

    role = "image"

    def __init__(self, name: str, size: int = 16, colour: str = "second", label: str = "", line: str = "") -> None:
        super().__init__(label=label)
        self._picture, self._size, self._colour, self._line = name, size, colour, line

    def width(self, ui: Ui) -> int:
        """Return the width of the picture; flags are four to three."""
        return ui.em(self._size * 4 / 3) if self._picture.startswith("flag:") else ui.em(self._size)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of the picture, that of the line it stands beside where a kind of type is given."""
        del width
        return max(ui.em(self._size), ui.type.leading(self._line)) if self._line else ui.em(self._size)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the picture in the middle of its rectangle's height."""
        wide, tall = self.width(ui), ui.em(self._size)
        at = (self.rect.x, self.rect.centery - tall // 2)
        if self._picture.startswith("flag:"):
            ui.art.flag(surface, self._picture[5:], pygame.Rect(*at, wide, tall))
        else:
            ui.art.icon(surface, self._picture, pygame.Rect(*at, wide, tall), ui.colour(self._colour))
