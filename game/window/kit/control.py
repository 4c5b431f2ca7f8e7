"""What can be pressed: buttons, key hints, tabs, switches, sliders, a line of text to write in."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.window.kit.theme import mix
from game.window.kit.widget import Action, Ui, Widget


class Button(Widget):
    """A button; `kind` is primary (yellow), quiet (an outline) or plain (text only)."""

    role = "button"

    def __init__(self, label: str, action: Action, kind: str = "quiet", icon: str = "", name: str = "", big: bool = False) -> None:
        super().__init__(name or f"button:{label}", label, action=action)
        self.kind, self.icon = kind, icon
        self.style = "button_big" if big else "button" if kind == "primary" else "strong"
        self._pad = 12 if big else 5

    def _icon_width(self, ui: Ui) -> int:
        return ui.em(14) + ui.px(8) if self.icon else 0

    def width(self, ui: Ui) -> int:
        """Return the width of label and icon with air."""
        return ui.type.width(self.label, self.style) + self._icon_width(ui) + 2 * ui.px(16)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of the label, wrapped where it must be."""
        return len(self._lines(ui, width)) * ui.type.leading(self.style) + 2 * ui.px(self._pad)

    def _lines(self, ui: Ui, width: int) -> list[str]:
        from game.window.kit.type import Run

        inner = width - self._icon_width(ui) - ui.px(16)
        return ["".join(piece.text for piece in line.pieces) for line in ui.type.wrap((Run(self.label, self.style),), inner)]

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the ground, the icon and the label."""
        radius, colour = ui.px(6), "text"
        if self.kind == "primary":
            ground = mix(ui.colour("focus"), (255, 255, 255), 0.25 if self.hover else 0.0)
            pygame.draw.rect(surface, ground, self.rect, border_radius=radius)
            colour = "ground"
            if self.focus:
                pygame.draw.rect(surface, ui.colour("text"), self.rect.inflate(6, 6), 2, radius + 3)
        else:
            if self.hover or self.pressed:
                pygame.draw.rect(surface, ui.colour("hover"), self.rect, border_radius=radius)
            if self.kind == "quiet":
                pygame.draw.rect(surface, ui.colour("line_high"), self.rect, 1, radius)
            self.ring(ui, surface, 6)
        lines = self._lines(ui, self.rect.width)
        leading = ui.type.leading(self.style)
        top = self.rect.centery - leading * len(lines) // 2
        for number, line in enumerate(lines):
            y = top + number * leading + (leading - ui.type.font(self.style).get_height()) // 2
            wide = ui.type.width(line, self.style)
            left = self.rect.centerx - (wide + self._icon_width(ui)) // 2
            if self.icon and number == 0:
                side = ui.em(14)
                ui.art.icon(surface, self.icon, pygame.Rect(left, self.rect.centery - side // 2, side, side), ui.colour(colour))
            self.say(ui, surface, line, self.style, colour, (left + self._icon_width(ui), y))


class KeyHint(Widget):
    """A key on its cap and what it does; it can be clicked, and gets no focus of its own."""

    role = "button"

    def __init__(self, key: str, label: str, action: Action, name: str = "") -> None:
        super().__init__(name or f"key:{key}", label, key, action)

    @property
    def is_focusable(self) -> bool:
        """A hint is a mouse's way to a key."""
        return False

    def _cap(self, ui: Ui) -> int:
        return max(ui.type.width(self.value, "key") + ui.px(12), ui.em(22))

    def width(self, ui: Ui) -> int:
        """Return the width of the cap and the label."""
        return self._cap(ui) + ui.px(7) + ui.type.width(self.label, "small")

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of the cap."""
        del width
        return ui.type.leading("key") + ui.px(5)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the cap and the label."""
        cap = pygame.Rect(self.rect.x, self.rect.y, self._cap(ui), self.rect.height)
        pygame.draw.rect(surface, ui.colour("hover" if self.hover else "card"), cap, border_radius=ui.px(4))
        self._middle(ui, surface, self.value, "key", "bright", cap.centerx - ui.type.width(self.value, "key") // 2)
        self._middle(ui, surface, self.label, "small", "text" if self.hover else "second", cap.right + ui.px(7))

    def _middle(self, ui: Ui, surface: pygame.Surface, text: str, style: str, colour: str, x: int) -> None:
        self.say(ui, surface, text, style, colour, (x, self.rect.centery - ui.type.font(style).get_height() // 2))


class Tab(Widget):
    """The tab of a page; `lit` is the one that is open, on paper or on dark ground."""

    role = "tab"

    def __init__(self, label: str, action: Action, lit: bool, paper: bool, note: str = "", name: str = "") -> None:
        super().__init__(name or f"tab:{label}", label, note, action)
        self.lit, self._paper = lit, paper
        self.pad = 10

    def show(self, lit: bool, paper: bool) -> None:
        """Make it the open one or not; it stays where it is."""
        self.lit, self._paper = lit, paper

    def width(self, ui: Ui) -> int:
        """Return the width of the label and its note."""
        note = ui.type.width(self.value, "tiny") + ui.px(6) if self.value else 0
        return ui.type.width(self.label, "strong") + note + 2 * ui.px(self.pad)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of a tab."""
        del width
        return ui.type.leading("strong") + ui.px(13)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the tab."""
        radius = ui.px(6)
        colour = "text" if self.hover or self.focus else "second"
        if self.lit:
            ground, colour = ("paper", "ink") if self._paper else ("panel", "text")
            pygame.draw.rect(surface, ui.colour(ground), self.rect, border_top_left_radius=radius, border_top_right_radius=radius)
        if self.focus:
            pygame.draw.rect(surface, ui.colour("focus"), self.rect, max(2, ui.px(2)), radius)
        y = self.rect.centery - ui.type.font("strong").get_height() // 2
        x = self.rect.x + ui.px(self.pad)
        x += self.say(ui, surface, self.label, "strong", colour, (x, y)) + ui.px(6)
        if self.value:
            low = self.rect.centery - ui.type.font("tiny").get_height() // 2 + ui.px(1)
            self.say(ui, surface, self.value, "tiny", "caution", (x, low))


class Choice(Widget):
    """A line that can be chosen from a list: a mark when it is taken, a title and nothing else."""

    role = "radio button"

    def __init__(self, label: str, chosen: bool, action: Action, name: str = "", go: Action | None = None) -> None:
        super().__init__(name or f"choice:{label}", label, "1" if chosen else "", action)
        # Enter takes what is not taken yet; on what is taken it goes on, where there is a way on.
        self.enter = go if chosen else None

    def width(self, ui: Ui) -> int:
        """Return the width of the label."""
        return ui.type.width(self.label, "strong") + 2 * ui.px(14)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of a button."""
        del width
        return ui.type.leading("strong") + ui.px(12)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the choice: filled when it is taken."""
        radius = ui.px(6)
        ground = "key" if self.value else "hover" if self.hover else "card"
        pygame.draw.rect(surface, ui.colour(ground), self.rect, border_radius=radius)
        pygame.draw.rect(surface, ui.colour("bright" if self.value else "line"), self.rect, 1, radius)
        self.ring(ui, surface, 6)
        at = (self.rect.centerx, self.rect.centery - ui.type.font("strong").get_height() // 2)
        self.say(ui, surface, self.label, "strong", "text" if self.value else "second", at, "middle")


class Slider(Widget):
    """A value between two ends; the arrows, a click and a drag move it by steps."""

    role = "slider"

    def __init__(
        self, label: str, value: float, ends: tuple[float, float], step: float, change: Callable[[float], None], name: str
    ) -> None:
        super().__init__(name, label, f"{value:g}", action=lambda: None)
        self._now, self._ends, self._step, self._change = value, ends, step, change

    def width(self, ui: Ui) -> int:
        """Return a usual width."""
        return ui.px(240)

    def height(self, ui: Ui, width: int) -> int:
        """Return a height that a finger can hit."""
        del width
        return ui.px(28)

    def _set(self, value: float) -> bool:
        low, high = self._ends
        value = max(low, min(high, low + round((value - low) / self._step) * self._step))
        if abs(value - self._now) < self._step / 2:
            return False
        self._now = value
        self.value = f"{value:g}"
        self._change(value)
        return True

    def key(self, key: int) -> bool:
        """Move by a step."""
        by = {pygame.K_RIGHT: 1, pygame.K_LEFT: -1}.get(key, 0)
        return bool(by) and (self._set(self._now + by * self._step) or True)

    def press(self, at: tuple[int, int]) -> bool:
        """Move to the mouse."""
        self.drag(at)
        return True

    def drag(self, at: tuple[int, int]) -> bool:
        """Follow the mouse."""
        low, high = self._ends
        return self._set(low + (high - low) * (at[0] - self.rect.x) / max(1, self.rect.width))

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the groove and the knob."""
        low, high = self._ends
        groove = pygame.Rect(self.rect.x, self.rect.centery - ui.px(3), self.rect.width, ui.px(6))
        pygame.draw.rect(surface, ui.colour("track"), groove, border_radius=ui.px(3))
        at = self.rect.x + round(self.rect.width * (self._now - low) / (high - low))
        pygame.draw.rect(surface, ui.colour("bright"), (groove.x, groove.y, at - groove.x, groove.height), border_radius=ui.px(3))
        pygame.draw.aacircle(surface, ui.colour("text"), (at, self.rect.centery), ui.px(8))
        if self.focus:
            pygame.draw.aacircle(surface, ui.colour("focus"), (at, self.rect.centery), ui.px(11), max(2, ui.px(2)))


class Entry(Widget):
    """One line to write in; `change` hears every letter."""

    role = "entry"

    def __init__(
        self, label: str, value: str, change: Callable[[str], None], name: str, hint: str = "", longest: int = 40, letters: str = ""
    ) -> None:
        """Make a line of at most so many letters, any that can be printed or only those of `letters`."""
        super().__init__(name, label, value, action=lambda: None)
        self._change, self._hint, self._longest, self._letters = change, hint, longest, letters

    def width(self, ui: Ui) -> int:
        """Return a usual width."""
        return ui.em(260)

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of a line with air."""
        del width
        return ui.type.leading("mono_medium") + ui.px(12)

    def write(self, text: str) -> None:
        """Take letters that were typed or pasted, those that this line is for."""
        self._put("".join(letter for letter in self.value + text if self._takes(letter))[: self._longest])

    def _takes(self, letter: str) -> bool:
        return letter in self._letters if self._letters else letter.isprintable()

    def _put(self, value: str) -> None:
        self.value = value
        self._change(value)

    def key(self, key: int) -> bool:
        """Take a letter away."""
        if key == pygame.K_BACKSPACE:
            self._put(self.value[:-1])
            return True
        return False

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the line: its end where it is long, and where the next letter goes."""
        pygame.draw.rect(surface, ui.colour("locked"), self.rect, border_radius=ui.px(6))
        pygame.draw.rect(surface, ui.colour("line_high"), self.rect, 1, ui.px(6))
        self.ring(ui, surface, 6)
        shown, inner = self.value or self._hint, self.rect.width - 2 * ui.px(10)
        while shown and ui.type.width(shown, "mono_medium") > inner:
            shown = shown[1:] if self.value else shown[:-1]
        at = (self.rect.x + ui.px(10), self.rect.centery - ui.type.font("mono_medium").get_height() // 2)
        wide = self.say(ui, surface, shown, "mono_medium", "text" if self.value else "faint", at)
        if self.focus:
            x = at[0] + (wide if self.value else 0) + 1
            pygame.draw.line(surface, ui.colour("focus"), (x, at[1] + 2), (x, at[1] + ui.type.font("mono_medium").get_height() - 2))
