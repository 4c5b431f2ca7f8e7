"""The window itself: opens it, passes events to the scene on top, and draws no more often than there is something to see."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.errors import GameError
from game.window.access import REQUEST, Access, kit_if_any, listen
from game.window.art import Art, assets
from game.window.go import Go
from game.window.keyboard import is_alt_enter, is_chord, meant, place_of, writes
from game.window.kit.control import Entry
from game.window.kit.type import Type
from game.window.kit.widget import Ui
from game.window.language import speak
from game.window.moment import Moment
from game.window.scene import Scene
from game.window.settings import Settings, load
from game.window.stage import ARROWS, Stage
from game.window.world import DEFAULT_RIVAL, Wish, World

if TYPE_CHECKING:
    from game.engine.terms import Power

TITLE = "Persona Non Grata"
SIZE = (1280, 720)
LEAST = (960, 600)
AWAKE_MS = 2000
REPEATING = {*ARROWS, pygame.K_BACKSPACE, pygame.K_PAGEUP, pygame.K_PAGEDOWN}
"""Keys that go on acting while they are held down."""
FAST, SLOW = 60, 15


class Window:
    """A window with scenes on a pile; the top one is drawn and hears the player. `clock` gives milliseconds."""

    def __init__(self, settings: Settings, size: tuple[int, int] | None = None, clock: Callable[[], int] = pygame.time.get_ticks) -> None:
        self._access: Access | None = None
        if size is None:
            self._open(settings)
        else:
            pygame.display.init()
            pygame.display.set_mode(size, pygame.RESIZABLE)
        pygame.font.init()
        speak(settings.language)
        pygame.key.set_repeat(400, 60)
        self.world = World(settings)
        self.world.reload = self._reload
        self.art = Art()
        self.pile: list[tuple[Scene, pygame.Surface | None]] = []
        self.is_open = True
        self.to_text: Path | None = None
        self.left_for_text = False
        self._ui: Ui | None = None
        self._stage: Stage | None = None
        self._touched = 0
        self._held: set[int] = set()
        self._orders = False
        """Whether the key that was pressed last was an order to the game, so that what it types is not written anywhere."""
        self._writes: bool | None = None
        self.clock = clock
        self._moment = Moment(clock)
        self._clock = pygame.time.Clock()
        self._mode_full = settings.full_screen

    def _open(self, settings: Settings) -> None:
        os.environ.setdefault("SDL_VIDEO_X11_WMCLASS", "persona-non-grata")
        pygame.display.init()
        if pygame.display.get_driver() == "x11":
            # SDL would send every frame through OpenGL, which without a graphics card takes twenty times as long.
            os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
        icon = assets() / "app" / "icon-64.png"
        if icon.is_file():
            pygame.display.set_icon(pygame.image.load(icon))
        pygame.display.set_caption(TITLE)
        if sys.platform in ("win32", "darwin") and kit_if_any() is not None:
            # There a reader has to be let in before the window is shown for the first time.
            pygame.display.set_mode(SIZE, pygame.HIDDEN)
            self._access = listen(lambda: self.stage, TITLE)
        self._set_mode(settings.full_screen)
        pygame.display.set_caption(TITLE)

    def _set_mode(self, full: bool) -> None:
        if full:
            pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
        else:
            desktop = pygame.display.get_desktop_sizes()[0]
            size = (min(SIZE[0], desktop[0]), min(SIZE[1], desktop[1]))
            pygame.display.set_mode(size, pygame.RESIZABLE)
            with suppress(AttributeError, pygame.error):
                pygame.Window.from_display_module().minimum_size = LEAST
        self._mode_full = full

    # --- scenes --------------------------------------------------------------------------------

    @property
    def scene(self) -> Scene:
        """The scene on top."""
        return self.pile[-1][0]

    @property
    def stage(self) -> Stage:
        """The scene on top as it is on the screen."""
        if self._stage is None:
            self._show()
        assert self._stage is not None
        return self._stage

    @property
    def surface(self) -> pygame.Surface:
        """What is drawn on."""
        surface = pygame.display.get_surface()
        assert surface is not None
        return surface

    def start(self, scene: Callable[[World], Scene]) -> None:
        """Lay the first scene on the pile."""
        self.pile.append((scene(self.world), None))
        self._show()

    def _reload(self) -> None:
        """Make type and tree anew, after a change of settings or of size."""
        self._ui = None
        self._stage = None
        speak(self.world.settings.language)
        self.world.noise.hum(self.world.settings.ambient)
        if self.world.settings.full_screen != self._mode_full and pygame.display.get_driver() != "dummy":
            self._set_mode(self.world.settings.full_screen)

    def _show(self) -> None:
        size = self.surface.get_size()
        theme = self.world.settings.theme(size)
        if self._ui is None:
            self._ui = Ui(theme, Type(theme, assets() / "fonts"), self.art)
        scene, behind = self.pile[-1]
        self._ui.progress = 0.0 if scene.lasts and not self.world.settings.reduced_motion and scene.began is None else 1.0
        if scene.began is None:
            scene.began = pygame.time.get_ticks()
        self._stage = Stage(self._ui, scene, size, behind)

    def go(self, go: Go | None) -> None:
        """Do what a scene asks for."""
        if go is None:
            return
        if go.kind == "quit":
            self.is_open = False
        elif go.kind == "text":
            self.is_open, self.to_text, self.left_for_text = False, go.path, True
        else:
            self._change(go)
            self._show()

    def _change(self, go: Go) -> None:
        if go.kind == "pop":
            if len(self.pile) > 1:
                self.pile.pop()
            self.scene.refresh()
            return
        if go.kind == "home":
            del self.pile[1:]
            self.scene.refresh()
            return
        assert go.scene is not None
        try:
            scene = go.scene()
        except GameError as error:
            from game.window.scenes.notice import Notice

            scene, go = Notice(self.world, str(error)), Go("push")
        if go.kind == "replace":
            del self.pile[1:]
        self.pile.append((scene, self.surface.copy() if scene.modal else None))

    # --- the loop ------------------------------------------------------------------------------

    def hear(self, event: pygame.event.Event) -> None:
        """Pass an event on; a key that is held down acts once, unless it moves or deletes."""
        if event.type == pygame.QUIT:
            self.is_open = False
        elif event.type == pygame.KEYDOWN:
            self._hear_key(event)
        elif event.type == pygame.KEYUP:
            self._orders = False
            self._held.discard(place_of(event))
        elif event.type in (pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED):
            self._reload()
        elif event.type in (pygame.WINDOWEXPOSED, pygame.WINDOWSHOWN):
            self.scene.refresh()
        elif event.type in (pygame.WINDOWFOCUSGAINED, pygame.WINDOWFOCUSLOST):
            self._held.clear()
            self._orders = False
            if self._access is not None:
                self._access.attend(event.type == pygame.WINDOWFOCUSGAINED)
        elif not (event.type == pygame.TEXTINPUT and self._orders):
            self._pass_on(event)

    def _hear_key(self, event: pygame.event.Event) -> None:
        """Pass a key on that goes down: one by its letter or its place, none that is held with Ctrl, Alt or Super."""
        if place_of(event) in self._held and event.key not in REPEATING:
            # After a slow frame the repeat timer posts more of a key that was only tapped: it must not commit what nobody chose.
            return
        self._held.add(place_of(event))
        key = meant(event)
        entry = self.stage.focus if isinstance(self.stage.focus, Entry) else None
        self._orders = entry is None or not writes(event)
        if key == pygame.K_F11 or is_alt_enter(event):
            self.world.settings.full_screen = not self.world.settings.full_screen
            self.world.settings.save()
            self._reload()
        elif not is_chord(event):
            self._pass_on(pygame.event.Event(pygame.KEYDOWN, {**event.dict, "key": key}))

    def _pass_on(self, event: pygame.event.Event) -> None:
        """Let the scene answer an event, unless it comes too soon to be meant for it."""
        self._touched = pygame.time.get_ticks()
        if self._moment.is_fresh(self.scene) and self.stage.answers(event):
            return
        if event.type == pygame.KEYDOWN and self._ui is not None and self._ui.progress < 1:
            self._ui.progress = 1.0
            self.scene.refresh()
        try:
            self.go(self._wish(event) if event.type == REQUEST else self.stage.event(event))
        except GameError as error:
            self._tell(str(error))

    def _wish(self, event: pygame.event.Event) -> Go | None:
        """Do what the screen reader asks for."""
        widget = self._access.widget(event.target) if self._access is not None else None
        return self.stage.use(widget, event.click) if widget is not None else None

    def _tell(self, sentence: str) -> None:
        from game.window.scenes.notice import Notice

        self.go(Go("push", lambda: Notice(self.world, sentence)))

    def frame(self) -> None:
        """Let time pass and draw what changed."""
        if self.scene.wake():
            self.scene.refresh()
        stage = self.stage
        if stage.ui.progress < 1 and self.scene.began is not None:
            self.progress(min(1.0, (pygame.time.get_ticks() - self.scene.began) / max(1, self.scene.lasts)))
        areas = stage.draw(self.surface)
        self._moment.show(self.scene)
        self._let_write(isinstance(stage.focus, Entry))
        if areas:
            pygame.display.update(areas)
            if self._access is not None:
                self._access.update()

    def _let_write(self, is_wanted: bool) -> None:
        """Take text from the keyboard only while there is a line to write in: else an input method would keep the letters to itself."""
        if self._writes != is_wanted:
            self._writes = is_wanted
            pygame.key.start_text_input() if is_wanted else pygame.key.stop_text_input()

    def progress(self, share: float) -> None:
        """Say how far what moves once has got, from 0 to 1."""
        self.scene.began = pygame.time.get_ticks() - round(share * self.scene.lasts)
        self.stage.ui.progress = share
        self.stage.move()

    def still(self) -> None:
        """End what moves, and draw."""
        self.progress(1.0)
        self.frame()

    def settle(self) -> None:
        """Go to rest at once, as if nobody had touched the window for a while."""
        self.still()
        self._touched = -AWAKE_MS

    def beat(self) -> None:
        """Listen, draw, and wait for the next frame: soon while something moves or was touched, else later."""
        for event in pygame.event.get():
            self.hear(event)
            if not self.is_open:
                return
        self.frame()
        moving = self.stage.ui.progress < 1
        awake = moving or pygame.time.get_ticks() - self._touched < AWAKE_MS or not self.world.is_ready
        self._clock.tick(FAST if awake else SLOW)

    def run(self) -> None:
        """Draw and listen until the window is closed."""
        self.frame()
        self.world.warm()
        self._access = self._access or listen(lambda: self.stage, TITLE)
        if self._access is not None:
            self._access.attend(pygame.key.get_focused())
        # A loudspeaker may take a while to open, the first picture must not wait for it.
        self.world.noise.hum(self.world.settings.ambient)
        while self.is_open:
            self.beat()


def can_open() -> str:
    """Return why no window can be opened here, nothing if one can."""
    if os.environ.get("SDL_VIDEODRIVER") in ("dummy", "offscreen"):
        return ""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return "there is no display (DISPLAY and WAYLAND_DISPLAY are not set)"
    try:
        pygame.display.init()
    except pygame.error as error:
        return str(error)
    return ""


def run(
    home: Path | None = None,
    scenario: str | None = None,
    seats: Sequence[Power] = ("us",),
    seed: int | None = None,
    mandates: Mapping[Power, str] | None = None,
    rival: str = DEFAULT_RIVAL,
    log: Path | None = None,
    numbers: bool = False,
    saved: Path | None = None,
) -> Path | None:
    """Open the window, on the title page, in a crisis or in a saved game, and return once it is closed.

    `seats` are the powers people play. The path of a saved game comes back when the player goes on in the terminal.
    """
    from game.window.scenes.title import Title

    if home is not None:
        os.environ["PERSONA_HOME"] = str(home)
    window = Window(load())
    window.start(Title)
    if scenario is not None:
        from game.window.scenes.flow import begin

        window.frame()
        window.world.settings.figures = window.world.settings.figures or numbers
        wish = Wish(scenario, seats[0] if len(seats) == 1 else None, mandates or {}, rival, seed, log)
        window.go(Go("replace", lambda: begin(window.world, wish)))
    if saved is not None:
        from game.window.scenes.flow import resume

        window.frame()
        window.go(Go("replace", lambda: resume(window.world, saved)))
    try:
        window.run()
    finally:
        pygame.quit()
    return window.to_text
