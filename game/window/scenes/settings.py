"""The settings: every change shows at once and is kept."""

from __future__ import annotations

import pygame

from game.view.text import _
from game.window import language
from game.window.go import Go, pop
from game.window.kit.box import Column, Flow, Row, Sized
from game.window.kit.control import Button, Choice, Slider
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Action, Gap, Rule, Text, Ui, Widget
from game.window.scene import Scene
from game.window.world import World

TEXTS = (1.0, 1.25, 1.5, 1.75, 2.0)
SCALES = (0.0, 1.0, 1.25, 1.5, 2.0)


class SettingsScene(Scene):
    """A list of settings, each a row of choices."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.first_focus = "done"

    def build(self, ui: Ui, size: tuple[int, int]) -> Widget:
        """Return the rows."""
        now = self.world.settings
        on_off = ((True, _("on")), (False, _("off")))
        percents = tuple((value, f"{value:.0%}") for value in TEXTS)
        scales = tuple((value, f"{value:.0%}" if value else _("as the window")) for value in SCALES)
        rows: list[Widget] = [
            self._row(ui, size, "text", _("Text"), percents, ""),
            self._row(ui, size, "scale", _("Scale"), scales, _("As far as the window holds it.")),
            self._row(ui, size, "colour_blind", _("Colours"), ((False, _("default")), (True, _("for colour-blind eyes"))), ""),
            self._row(ui, size, "dark_paper", _("Paper"), ((False, _("light")), (True, _("dark"))), ""),
            self._row(ui, size, "reduced_motion", _("Reduced motion"), on_off, _("What moves once is simply there.")),
            self._row(ui, size, "figures", _("Figures on cards"), on_off, _("For students; counts from the next game you open.")),
            self._row(
                ui, size, "full_screen", _("Screen"), ((False, _("window")), (True, _("full screen"))), _("F11 changes it at any time.")
            ),
            self._volume(now.volume),
            self._row(ui, size, "ambient", _("Ambient sound"), on_off, _("A low drone in the background.")),
            self._language(ui, size),
        ]
        parts: list[Widget] = []
        for row in rows:
            parts += [Rule(), row] if parts else [row]
        inside = Column([Text(_("Settings"), "page"), Gap(2), *parts], gap=9)
        body = Scroller(Column([inside], pad=(10, 10)), "settings list")
        box = Column(
            [body, Gap(8), Flow([Button(_("Done"), pop, "primary", name="done")], align="right")],
            pad=(20, 16),
            ground="panel",
            border="line",
            radius=8,
        )
        return Sized(box, min(ui.em(860), size[0] - ui.px(32)), size[1] - ui.px(40))

    def _row(self, ui: Ui, size: tuple[int, int], name: str, label: str, values: tuple[tuple[object, str], ...], note: str) -> Widget:
        now = getattr(self.world.settings, name)
        choices: list[Widget] = [Choice(text, now == value, self._set(name, value), f"{name}:{value}") for value, text in values]
        return self._pair(ui, size, label, _grouped(choices, name), note)

    def _pair(self, ui: Ui, size: tuple[int, int], label: str, control: Widget, note: str) -> Widget:
        words: list[Widget] = [Text(label, "strong"), *([Text(note, "small", "second")] if note else [])]
        if size[0] / (ui.theme.scale * ui.theme.text) < 700:
            return Column([*words, control], gap=5)
        return Row([Column(words), control], [1.0, 1.9], gap=18)

    def _set(self, name: str, value: object) -> Action:
        def act() -> None:
            setattr(self.world.settings, name, value)
            self.world.settings.save()
            self.world.reload()
            self.refresh()

        return act

    def _volume(self, volume: float) -> Widget:
        def change(value: float) -> None:
            self.world.settings.volume = round(value, 2)
            self.world.noise.volume = value
            self.world.noise.hum(self.world.settings.ambient)
            self.world.settings.save()
            self.world.noise.play("click")

        slider = Slider(_("Volume"), volume, (0.0, 1.0), 0.1, change, "volume")
        return Row([Text(_("Volume"), "strong"), slider], [1.0, 1.9], gap=18)

    def _language(self, ui: Ui, size: tuple[int, int]) -> Widget:
        there_are = language.choices()
        # A language that was taken away again leaves the setting behind; the window then speaks English.
        now = self.world.settings.language if self.world.settings.language in dict(there_are) else there_are[0][0]
        choices: list[Widget] = [Choice(name, now == code, self._set("language", code), f"language:{code}") for code, name in there_are]
        note = _("Names and texts of a crisis stay as its authors wrote them.") if len(there_are) > 1 else ""
        return self._pair(ui, size, _("Language"), _grouped(choices, "language"), note)

    def key(self, key: int, shift: bool) -> Go | None:
        """Leave."""
        del shift
        return pop() if key in (pygame.K_ESCAPE, pygame.K_RETURN) else None


def _grouped(choices: list[Widget], name: str) -> Widget:
    flow = Flow(choices, gap=8, line_gap=6)
    flow.group = name
    flow.role = "radio group"
    return flow
