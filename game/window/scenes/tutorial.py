"""The tutorial: a first turn in Moscow with a hand on the shoulder; it goes on as an ordinary game."""

from __future__ import annotations

import pygame

from game.view.text import _
from game.window.go import Go
from game.window.kit.box import Column, Row
from game.window.kit.control import Button
from game.window.kit.scroll import reveal, scrollers_over
from game.window.kit.widget import Text, Ui, Widget
from game.window.parts.pages import NARROW_ONLY
from game.window.scene import Scene
from game.window.scenes.main import Main
from game.window.session import Session
from game.window.world import Wish, World

SCENARIO, SEED = "december-2016", 7

LESSONS = (
    (
        "document",
        "Every turn begins with the news: what happened, and what the other side did. Enter, or the yellow button, opens your desk.",
    ),
    ("document", "This is the cable: the matter you have to answer. Underlined words explain themselves when you click them."),
    ("voices", "Your advisers. Each has an interest, and backs one card; the number jumps to it. None of them is always right."),
    ("cards", "The answers. Keys 1 to 6 look at one; nothing is chosen yet. Arrows say up or down, S, M or L how much, the dots how sure."),
    (
        "bar",
        "The gauges. Room is what your own side lets you do: at 0 home writes your next answer. The card's effect shows here.",
    ),
    ("ladder", "The ladder of means, and where both capitals stand on it. Below it: what it costs to leave the crisis now."),
    ("map", "The map shows who did what to whom last, and which consulates and houses are still open."),
    ("commit", "Enter commits the card you look at. It is saved at once; U takes it back. Then you have one act of your own. Good luck."),
)
"""Where the hand points, and what is said there."""
TARGETS = {
    "document": ("cable", "news"),
    "bar": ("gauge:relations",),
    "voices": ("voices", "voices page"),
    "ladder": ("ladder panel", "ladder page"),
}
"""The widgets a lesson is about, by their names, where that is not the lesson's own."""


def tutorial(world: World) -> Scene:
    """Open the tutorial's game."""
    from game.engine.terms import Power

    rules = world.rules_of(SCENARIO)
    seat: Power = "russia"
    mandate = rules.scenario.seats[seat].mandates[0].id
    return Lesson(world, world.begin(Wish(SCENARIO, seat, {seat: mandate}, seed=SEED)))


class Lesson(Main):
    """The main screen with a note beside the part it is about."""

    def __init__(self, world: World, session: Session) -> None:
        super().__init__(world, session)
        self._step = 0
        self.first_focus = "lesson next"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the desk with the note over it."""
        if self.tab in NARROW_ONLY and self._step < len(LESSONS):
            self.tab = "cable"
        desk = super().build(ui, size)
        if self._narrow and self._step < len(LESSONS) and LESSONS[self._step][0] == "map":
            self._step += 1  # A narrow window has no map.
        if self._step >= len(LESSONS):
            return desk
        name, text = LESSONS[self._step]
        if self._narrow and name in NARROW_ONLY:
            self.tab = name
            desk = super().build(ui, size)
        buttons = Row(
            [
                Text(f"{self._step + 1}/{len(LESSONS)}", "mono", "second"),
                Button(_("Skip"), self._skip, name="lesson skip"),
                Button(_("Next"), self._next, "primary", name="lesson next"),
            ],
            [1.0, 0.0, 0.0],
            gap=10,
        )
        note = Note([Text(_(text), "body"), buttons], gap=10, pad=(18, 14), ground="key", border="focus", radius=8, name="lesson")
        note.group = "lesson"
        note.role = "dialog"
        note.floating = True
        return Pointing(desk, note, name)

    def _next(self) -> Go | None:
        self._step += 1
        if self._step == 1 and self.is_morning:
            self._to_desk()
        self.leaf += 1
        self.focused = "lesson next" if self._step < len(LESSONS) else "commit"
        self.refresh()
        return None

    def _skip(self) -> Go | None:
        self._step = len(LESSONS)
        self.leaf += 1
        self.focused = "commit"
        self.refresh()
        return None

    def key(self, key: int, shift: bool) -> Go | None:
        """Let Enter turn the lessons' page, and Esc end them."""
        if self._step < len(LESSONS):
            if key in (pygame.K_RETURN, pygame.K_KP_ENTER):
                return self._next()
            if key == pygame.K_ESCAPE:
                return self._skip()
        return super().key(key, shift)


class Note(Column):
    """The note; its ground is not lit by the mouse."""


class Pointing(Widget):
    """The desk, a yellow frame around one part of it, and a note beside that."""

    def __init__(self, desk: Widget, note: Widget, name: str) -> None:
        super().__init__("pointing")
        self._name = name
        self._frame = Frame()
        self.add(desk, self._frame, note)

    def arrange(self, ui: Ui) -> None:
        """Place the desk, then the note where it covers least of what it is about."""
        desk, frame, note = self.children
        desk.place(ui, self.rect.copy())
        target = self._target(ui, desk)
        frame.place(ui, target)
        wide = min(ui.em(420), self.rect.width - ui.px(32))
        tall = min(note.height(ui, wide), self.rect.height)
        room = self.rect.inflate(-ui.px(24), -ui.px(24))
        gap = ui.px(12)
        spots = [
            (target.x - wide - gap, target.y),
            (target.right + gap, target.y),
            (target.x, target.y - tall - gap),
            (target.x, target.bottom + gap),
        ]
        inside = [pygame.Rect(x, y, wide, tall).clamp(room) for x, y in spots]
        note.place(ui, min(inside, key=lambda spot: shared(spot, target)))

    def _target(self, ui: Ui, desk: Widget) -> pygame.Rect:
        names = TARGETS.get(self._name, (self._name,))
        found = next((widget for name in names if (widget := desk.find(name)) is not None), None)
        if found is None:
            return pygame.Rect(self.rect.center, (0, 0))
        if self._name == "bar" and found.parent is not None:
            found = found.parent
        reveal(found)
        shown = found.rect.inflate(2 * ui.px(5), 0) if self._name == "bar" else found.rect.copy()
        for scroller in scrollers_over(found):
            shown = shown.clip(scroller.rect.inflate(2 * ui.px(5), 0))
        return shown.clip(self.rect)


def shared(one: pygame.Rect, other: pygame.Rect) -> int:
    """Return how many pixels two rectangles share."""
    both = one.clip(other)
    return both.width * both.height


class Frame(Widget):
    """A yellow frame that takes no mouse."""

    floating = True

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the frame."""
        pygame.draw.rect(surface, ui.colour("focus"), self.rect, max(2, ui.px(2)), ui.px(8))
