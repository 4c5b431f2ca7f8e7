"""The title: one lit button, everything else a quiet key. It is drawn before the simulation is loaded."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pygame

from game.view.text import _
from game.window.go import Go, leave, push
from game.window.kit.box import Column, Flow, Sized
from game.window.kit.control import Button, KeyHint
from game.window.kit.theme import mix
from game.window.kit.widget import Action, Gap, Text, Ui, Widget
from game.window.parts.backdrop import dark_map, dark_sea
from game.window.scene import Scene
from game.window.world import World

if TYPE_CHECKING:
    from game.record.shelf import Saved

LOW = 560
"""Height, in pixels at 100 %, below which the title does without its ring."""


class Title(Scene):
    """The first picture; what needs the shelf of saved games comes when that has been looked at."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.first_focus = "begin"
        self._ready = False

    def wake(self) -> bool:
        """Look whether the shelf and the crises are known by now."""
        if self._ready == self.world.is_ready:
            return False
        self._ready = self.has_new_backdrop = self.world.is_ready
        return True

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the name of the game, the button and the keys."""
        self.world.reload_shelf_if_needed()
        saved = self.world.saved if self._ready else None
        first: list[Widget]
        if saved is not None and saved.glance is not None:
            first = [Button(_("Continue"), self._continue, "primary", name="begin", big=True)]
            below = [Text(_continued(saved), "body", "text", "middle")]
        else:
            first = [Button(_("Begin"), self._new, "primary", name="begin", big=True)]
            below = [
                Text(_("30 December 2016, seen from Moscow or Washington"), "body", "text", "middle"),
                Text(_("twenty to thirty minutes  ·  no clock runs"), "small", "second", "middle"),
            ]
        keys: list[Widget] = [TitleKey(key, label, action) for key, label, action in self._entries()]
        menu = Flow(keys, gap=10, line_gap=6, align="middle")
        menu.group = "menu"
        name = Wordmark()
        motto = [
            Text(_("Two capitals, ten turns."), "motto", "cream", "middle"),
            Text(_("What you say today you must live with on Thursday."), "motto", "cream", "middle"),
        ]
        end = Text(
            _("Facts carry their sources. What the game makes up is said by offices and invented papers."), "small", "second", "middle"
        )
        lit = Sized(first[0], max(ui.px(240), first[0].width(ui)), 0)
        is_low = size[1] / (ui.theme.scale * ui.theme.text) < LOW
        parts: list[Widget] = [
            Gap(4, grow=True) if is_low else Gap(round(size[1] / ui.theme.scale * 0.3)),
            name,
            Gap(10),
            *motto,
            Gap(8 if is_low else 60),
            lit,
            Gap(4),
            *below,
            Gap(12, grow=True),
            menu,
            Gap(6),
            end,
        ]
        # On the smallest of screens, under the largest of texts, what only sets the mood goes first.
        for spare in (end, *motto):
            if Column(parts, gap=4, pad=(16, 12)).height(ui, size[0]) <= size[1]:
                break
            parts.remove(spare)
        return Column(parts, gap=4, pad=(16, 12))

    def _entries(self) -> list[tuple[str, str, Action]]:
        return [
            ("N", _("New crisis"), self._new),
            ("T", _("Tutorial"), self._tutorial),
            ("L", _("Saved games"), self._records),
            ("C", _("Codex"), self._codex),
            (",", _("Settings"), self._settings),
            ("R", _("Credits"), self._credits),
            ("Q", _("Quit"), leave),
        ]

    # --- what can be done ----------------------------------------------------------------------

    def _continue(self) -> Go | None:
        from game.window.scenes.flow import resume

        saved = self.world.saved
        return Go("replace", lambda: resume(self.world, saved.path)) if saved is not None else None

    def _new(self) -> Go | None:
        from game.window.scenes.choose import Choose

        self.world.await_ready()
        return push(lambda: Choose(self.world))

    def _tutorial(self) -> Go | None:
        from game.window.scenes.tutorial import tutorial

        self.world.await_ready()
        return Go("replace", lambda: tutorial(self.world))

    def _records(self) -> Go | None:
        from game.window.scenes.records import Records

        self.world.await_ready()
        return push(lambda: Records(self.world))

    def _codex(self) -> Go | None:
        from game.window.scenes.codex import first_codex

        self.world.await_ready()
        return push(lambda: first_codex(self.world))

    def _settings(self) -> Go | None:
        from game.window.scenes.settings import SettingsScene

        return push(lambda: SettingsScene(self.world))

    def _credits(self) -> Go | None:
        from game.window.scenes.credits import Credits

        return push(lambda: Credits(self.world))

    def key(self, key: int, shift: bool) -> Go | None:
        """Obey the keys of the menu."""
        del shift
        for code, _label, action in self._entries():
            if key == pygame.key.key_code(code):
                return action()
        return None

    # --- the picture behind --------------------------------------------------------------------

    def backdrop(self, ui: Ui, size: tuple[int, int]) -> pygame.Surface:
        """Return the map in the dark with a passport's guilloche over it."""
        canvas = dark_map(ui, size) if self.world.is_ready else dark_sea(ui, size)
        ground = ui.colour("ground")
        if size[1] / (ui.theme.scale * ui.theme.text) >= LOW:
            _guilloche(canvas, mix(ground, (255, 255, 255), 0.24), (size[0] // 2, round(size[1] * 0.4)), (size[0] * 0.385, size[1] * 0.262))
        return canvas


def _continued(saved: Saved) -> str:
    from game.content import campaigns
    from game.view.shelf import listed

    return listed(saved, campaigns.is_named).name


class TitleKey(KeyHint):
    """A quiet key of the title that the focus can rest on."""

    @property
    def is_focusable(self) -> bool:
        """The title's keys are its menu."""
        return True

    def width(self, ui: Ui) -> int:
        """Return the width with room for the ring."""
        return super().width(ui) + ui.px(12)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw the hint, and the ring where the focus is."""
        super().paint(ui, surface)
        self.ring(ui, surface, 4)


class Wordmark(Widget):
    """The name of the game in serif, the NON as a stamp."""

    role = "heading"

    def __init__(self) -> None:
        super().__init__("wordmark", "Persona Non Grata")

    def _style(self, ui: Ui) -> str:
        return "title" if ui.type.width("Persona", "title") + ui.type.width("Grata", "title") + ui.em(260) < self.rect.width else "score"

    def height(self, ui: Ui, width: int) -> int:
        """Return the height of a line of it."""
        self.rect.width = width
        return ui.type.leading(self._style(ui)) + ui.px(16)

    def paint(self, ui: Ui, surface: pygame.Surface) -> None:
        """Draw both words and the stamp between them."""
        from game.window.parts.stamp import stamp

        style = self._style(ui)
        seal = stamp(ui, "NON", 7, "seal" if style == "title" else "seal_small", 2, "seal")
        gap = ui.px(18)
        one, two = ui.type.width("Persona", style), ui.type.width("Grata", style)
        left = self.rect.centerx - (one + two + seal.get_width() + 2 * gap) // 2
        y = self.rect.centery - ui.type.font(style).get_height() // 2
        self.say(ui, surface, "Persona", style, "cream", (left, y))
        surface.blit(seal, seal.get_rect(midleft=(left + one + gap, self.rect.centery)))
        self.say(ui, surface, "Grata", style, "cream", (left + one + seal.get_width() + 2 * gap, y))


def _guilloche(canvas: pygame.Surface, colour: tuple[int, int, int], centre: tuple[int, int], radii: tuple[float, float]) -> None:
    """Draw the woven ring of a passport: strands at several distances, each a wave with its phase shifted."""
    band, waves, strands = 0.055 * radii[0], 28, 12
    for strand in range(strands):
        phase = strand / strands * math.tau
        points = []
        for step in range(1081):
            angle = step / 1080 * math.tau
            out = band * (0.5 * math.cos(phase) + 0.62 * math.sin(waves * angle + 1.5 * math.sin(phase)))
            points.append((centre[0] + (radii[0] + out) * math.cos(angle), centre[1] + (radii[1] + out * 0.75) * math.sin(angle)))
        pygame.draw.aalines(canvas, colour, True, points)
