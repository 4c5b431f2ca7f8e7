"""The window itself: opens it, passes events to the scene on top, and draws no more often than there is something to see."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.errors import GameError
from game.view.text import _
from game.window import faults
from game.window.access import REQUEST, Access, kit_if_any, listen
from game.window.art import Art, assets
from game.window.frame import TITLE, Frame
from game.window.go import Go
from game.window.keyboard import clipboard, is_alt_enter, is_chord, is_paste, meant, place_of, writes
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

AWAKE_MS = 2000
REST_MS = 1000
"""How long a window has to lie still before its place is written down."""
REPEATING = {*ARROWS, pygame.K_BACKSPACE, pygame.K_PAGEUP, pygame.K_PAGEDOWN}
"""Keys that go on acting while they are held down."""
FAST, SLOW = 60, 15


class Window:
    """A window with scenes on a pile; the top one is drawn and hears the player. `clock` gives milliseconds.

    No error of a scene ends it: a page says what failed. Only what fails on that page too does, as `broken`.
    """

    def __init__(
        self,
        settings: Settings,
        size: tuple[int, int] | None = None,
        clock: Callable[[], int] = pygame.time.get_ticks,
        has_terminal: bool = True,
    ) -> None:
        self._access: Access | None = None
        self._frame: Frame | None = None
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
        self.broken = ""
        """Why the window could not go on, as a sentence; nothing while all is well."""
        self.to_text: Path | None = None
        self._has_terminal = has_terminal
        self._ui: Ui | None = None
        self._stage: Stage | None = None
        self._touched = 0
        self._moved = 0
        """When the window was last moved or resized, 0 once that is written down."""
        self._held: set[int] = set()
        self._orders = False
        """Whether the key that was pressed last was an order to the game, so that what it types is not written anywhere."""
        self._writes: bool | None = None
        self.clock = clock
        self._moment = Moment(clock)
        self._clock = pygame.time.Clock()

    def _open(self, settings: Settings) -> None:
        pygame.display.init()
        # On these systems a screen reader has to be let in before the window is shown for the first time.
        must_wait = sys.platform in ("win32", "darwin") and kit_if_any() is not None
        self._frame = Frame(settings, must_wait)
        if must_wait:
            self._access = listen(lambda: self.stage, TITLE)
            self._frame.show()

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
        self._safely(self._show, is_answer=False)

    def _reload(self) -> None:
        """Make type and tree anew, after a change of settings or of size."""
        self._ui = None
        self._stage = None
        speak(self.world.settings.language)
        self.world.noise.hum(self.world.settings.ambient)
        if self._frame is not None and self.world.settings.full_screen != self._frame.is_full:
            self._frame.fill(self.world.settings.full_screen)

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
        self._safely(lambda: self._go(go))

    def _go(self, go: Go | None) -> None:
        if go is None:
            return
        if go.kind == "quit":
            self.is_open = False
        elif go.kind == "text" and not self._has_terminal:
            self._tell(_("There is no terminal to go on in: this window was opened without one. Start `persona --text` in a terminal."))
        elif go.kind == "text":
            self.is_open, self.to_text = False, go.path
        else:
            self._change(go)
            self._safely(self._show, is_answer=False)

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

    def _safely(self, act: Callable[[], None], is_answer: bool = True) -> None:
        """Do something a scene has a part in; an error in it opens the page that says so.

        What the game refuses is only told, over the scene, where it answers the player; a scene that cannot be shown has to go.
        """
        try:
            act()
        except Exception as error:
            if is_answer and isinstance(error, GameError):
                self._tell(str(error))
            else:
                self._fail(error)

    def _fail(self, error: Exception) -> None:
        from game.window.scenes.fault import Fault, game_of

        scene = self.pile[-1][0] if self.pile else None
        details = faults.keep(error, f"{type(scene).__name__}")
        if scene is None or isinstance(scene, Fault):
            told = _("The window had to be closed: {error}. The details are in {path}. Every choice you confirmed is saved.")
            self.broken = told.format(error=faults.name_of(error), path=details)
            self.is_open = False
            return
        game = game_of([scene for scene, _behind in self.pile])
        page = Fault(self.world, faults.name_of(error), details, game, self._has_terminal)
        del self.pile[1:]
        self.pile.append((page, None))
        self._ui = self._stage = None
        self._held.clear()
        # Shown at once: what fails even here must not wait for the next frame to be found.
        self._safely(self._show, is_answer=False)

    def hear(self, event: pygame.event.Event) -> None:
        """Pass an event on; a key that is held down acts once, unless it moves or deletes."""
        self._safely(lambda: self._hear(event))

    def _hear(self, event: pygame.event.Event) -> None:
        if event.type == pygame.QUIT:
            self.is_open = False
        elif event.type == pygame.KEYDOWN:
            self._hear_key(event)
        elif event.type == pygame.KEYUP:
            self._orders = False
            self._held.discard(place_of(event))
        elif event.type in (pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED):
            self._moved = pygame.time.get_ticks()
            self._reload()
        elif event.type == pygame.WINDOWMOVED:
            self._moved = pygame.time.get_ticks()
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
        elif entry is not None and is_paste(event):
            entry.write(clipboard())
            self.scene.touch(entry)
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
        self._go(self._wish(event) if event.type == REQUEST else self.stage.event(event))

    def _wish(self, event: pygame.event.Event) -> Go | None:
        """Do what the screen reader asks for."""
        widget = self._access.widget(event.target) if self._access is not None else None
        return self.stage.use(widget, event.click) if widget is not None else None

    def _tell(self, sentence: str) -> None:
        from game.window.scenes.notice import Notice

        self.go(Go("push", lambda: Notice(self.world, sentence)))

    def frame(self) -> None:
        """Let time pass and draw what changed."""
        self._safely(self._draw, is_answer=False)

    def _draw(self) -> None:
        if self.world.failure is not None:
            failure, self.world.failure = self.world.failure, None
            raise failure
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
            self._tell_reader()

    def _tell_reader(self) -> None:
        if self._access is None:
            return
        try:
            self._access.update()
        except Exception as error:  # the game is played on without a reader rather than not at all
            self._access = None
            faults.keep(error, "the line to the screen reader")

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
        if not self.is_open:
            return
        if self._frame is not None:
            self._frame.tend()
        if self._moved and pygame.time.get_ticks() - self._moved > REST_MS:
            self._remember()
        moving = self.stage.ui.progress < 1
        awake = moving or pygame.time.get_ticks() - self._touched < AWAKE_MS or not self.world.is_ready
        self._clock.tick(FAST if awake else SLOW)

    def _remember(self) -> None:
        self._moved = 0
        if self._frame is not None and self._frame.remember(self.world.settings):
            self.world.settings.save()

    def run(self) -> None:
        """Draw and listen until the window is closed.

        Raises GameError when it could not even show what was wrong with it.
        """
        if self.world.settings.problem:
            self._tell(self.world.settings.problem)
        self.frame()
        self.world.warm()
        self._access = self._access or listen(lambda: self.stage, TITLE)
        if self._access is not None:
            self._access.attend(pygame.key.get_focused())
        # A loudspeaker may take a while to open, the first picture must not wait for it.
        self.world.noise.hum(self.world.settings.ambient)
        while self.is_open:
            self.beat()
        self._remember()
        if self.broken:
            raise GameError(self.broken)


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
    has_terminal: bool = True,
) -> Path | None:
    """Open the window, on the title page, in a crisis or in a saved game, and return once it is closed.

    Raises GameError when it cannot be opened, or cannot go on.
    `seats` are the powers people play. The path of a saved game comes back when the player goes on in the terminal.
    """
    from game.window.scenes.title import Title

    if home is not None:
        os.environ["PERSONA_HOME"] = str(home)
    window = Window(load(), has_terminal=has_terminal)
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
        window.world.rest()
    return window.to_text
