"""A hand at the window: keys, clicks, and every scene there is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pygame

from game.content import campaigns, library
from game.engine.rules import Rules
from game.engine.terms import POWERS
from game.play.campaign import Route
from game.record.shelf import Saved
from game.window.app import Window
from game.window.go import Go
from game.window.kit.check import texts
from game.window.kit.scroll import reveal
from game.window.kit.widget import Widget
from game.window.moment import MOMENT_MS
from game.window.scene import Scene
from game.window.scenes.flow import begin
from game.window.scenes.main import Main
from game.window.session import Session
from game.window.world import Crisis, Wish, World

SHORT, LONG, LAW, CAMPAIGN = "spring-2001", "december-2016", "july-2017", "seven-months"


class Clock:
    """A clock that stands still until somebody waits."""

    now = 0

    def __call__(self) -> int:
        return self.now

    def wait(self, milliseconds: int = 2 * MOMENT_MS) -> None:
        """Let time pass; without a number, as much as a person takes to see a page."""
        self.now += milliseconds


def look(window: Window) -> None:
    """Look at the page until a click or a key is an answer to it."""
    assert isinstance(window.clock, Clock)
    window.clock.wait()


@cache
def rules(name: str) -> Rules:
    """Return the rules of a shipped crisis, compiled once."""
    scenario = library.load(name).scenario
    assert scenario is not None
    return Rules(scenario)


class Routes(dict[str, Any]):
    """Routes that are compiled when somebody asks for them."""

    def __getitem__(self, name: str) -> Route:
        return super().__getitem__(name)()


@cache
def route() -> Route:
    """Return the shipped campaign, compiled once."""
    path = campaigns.find(CAMPAIGN)
    assert path is not None
    campaign = campaigns.load(path).campaign
    assert campaign is not None
    return Route.of(campaign)


def share_rules(world: World) -> None:
    """Give a world the crises without reading them again, one that is broken, and what a campaign is made of."""
    path = library.find(SHORT)
    world.crises = [
        Crisis(LONG, rules(LONG).scenario.title, rules(LONG).scenario.subtitle, library.find(LONG)),
        Crisis(SHORT, rules(SHORT).scenario.title, rules(SHORT).scenario.subtitle, path),
        Crisis("broken", "Broken", "", path.with_name("broken.yaml"), "line 3: this is not a turn"),
    ]
    voyage = campaigns.find(CAMPAIGN)
    assert voyage is not None
    world.crises.append(Crisis(CAMPAIGN, "Seven months", "both crises in a row", voyage, is_campaign=True))
    for name in (SHORT, LONG, LAW):
        world._rules[name] = world._rules[str(library.find(name))] = rules(name)
    world._routes = Routes({str(voyage): route})


def key(window: Window, *names: str, shift: bool = False) -> None:
    """Press keys by their names, and let the window draw after each."""
    for name in names:
        code = pygame.key.key_code(name)
        look(window)
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            window.hear(pygame.event.Event(kind, key=code, mod=pygame.KMOD_LSHIFT if shift else 0, unicode=""))
        if window.is_open:
            window.frame()


def write(window: Window, text: str) -> None:
    """Type text."""
    window.hear(pygame.event.Event(pygame.TEXTINPUT, text=text))
    window.frame()


def click(window: Window, name: str) -> None:
    """Move the mouse to a widget, press and let go."""
    widget = window.stage.root.find(name)
    assert widget is not None, f"{name} is not in {texts(window.stage.root)}"
    assert widget.rect.width > 0, f"{name} is not on the screen"
    reveal(widget)
    at = widget.rect.center
    look(window)
    window.hear(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))
    window.hear(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=1))
    window.hear(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=1))
    if window.is_open:
        window.frame()


def sit_down(window: Window, scenario: str = SHORT, seat: str | None = "us", seed: int = 7, rival: str = "rival") -> Session:
    """Open a crisis with the first mandates and return its session."""
    spec = window.world.first_scenario(scenario)
    mandates = {power: spec.seats[power].mandates[0].id for power in POWERS if seat in (None, power)}
    wish = Wish(scenario, seat, mandates, rival, seed)  # type: ignore[arg-type]
    window.go(Go("replace", lambda: begin(window.world, wish)))
    window.frame()
    session = getattr(window.scene, "session", None) or window.scene._session  # type: ignore[attr-defined]
    assert isinstance(session, Session)
    return session


def name_of(window: Window) -> str:
    """Return the kind of the scene on top."""
    return type(window.scene).__name__


def shown(window: Window) -> str:
    """Return all text of the scene on top as one line."""
    return " ".join(" ".join(texts(window.stage.root)).split())


def play_to(window: Window, *kinds: str, steps: int = 200) -> None:
    """Press Enter until one of some scenes is on; locked cards and questions are answered as a player would."""
    for _step in range(steps):
        kind = name_of(window)
        if kind in kinds:
            return
        if kind == "Confirm":
            key(window, "tab", "return")
        elif kind == "Notice":
            key(window, "escape", "2")
        else:
            key(window, "return")
    raise AssertionError(f"{kinds} never came; {name_of(window)} is on")


def every_scene(window: Window) -> Iterator[tuple[str, Scene]]:
    """Yield every scene there is, each with its name; games are played as far as needed."""
    from game.window.scenes.briefing import Briefing, HandBriefing
    from game.window.scenes.choose import Choose
    from game.window.scenes.codex import first_codex
    from game.window.scenes.consequences import Consequences
    from game.window.scenes.credits import Credits
    from game.window.scenes.debrief import DebriefScene
    from game.window.scenes.ending import Ending
    from game.window.scenes.handover import Handover
    from game.window.scenes.notice import Confirm, Notice
    from game.window.scenes.pause import Pause
    from game.window.scenes.records import Records, Turns
    from game.window.scenes.replay import Replay
    from game.window.scenes.settings import SettingsScene
    from game.window.scenes.tutorial import LESSONS, tutorial

    world = window.world
    yield "title", window.scene
    yield "choose", Choose(world)
    yield "briefing", Briefing(world, Wish(LONG, "russia", {}), "russia")
    yield "hand briefing", HandBriefing(world, Wish(SHORT, None, {}), "us")
    yield "settings", SettingsScene(world)
    yield "credits", Credits(world)
    yield "codex", first_codex(world)
    yield "notice", Notice(world, "One sentence. " * 60, "Another.", title="A title")
    yield "confirm", Confirm(world, "Really?", "It cannot be taken back. " * 5, "Yes", lambda: None)
    lesson = tutorial(world)
    for step in range(len(LESSONS)):
        yield f"lesson {step}", lesson
        key_of = getattr(lesson, "_next")  # noqa: B009
        key_of()
    session = sit_down(window, LONG, "russia")
    for turn in range(4):
        scene = Main(world, session)
        yield f"morning {turn}", scene
        scene._to_desk()
        for tab in scene._pages().tabs(True):
            scene.tab = tab
            yield f"desk {turn} {tab}", scene
        commit_first(scene)
        yield f"tray {turn}", Main(world, session)
        commit_first(Main(world, session))
        yield f"consequences {turn}", Consequences(world, session, "russia", session.settled[-1])
    yield "whole ledger", Consequences(world, session, "russia", session.settled[-1], whole=True)
    yield "pause", Pause(world, session)
    yield "turns", Turns(world, session)
    yield "handover", Handover(world, session, "us")
    short = sit_down(window, SHORT)
    play_fast(short)
    yield "ending", Ending(world, short, "us")
    yield "debrief", DebriefScene(world, short, "us")
    yield "replay", Replay(world, short)
    yield "records", Records(world)


def commit_first(scene: Main) -> None:
    """Choose the first open card of a desk or tray."""
    scene.card = scene._first
    scene._choose()


def saved_log(session: Session) -> Saved:
    """Return the saved game of a session as the shelf has it."""
    assert session.path is not None
    return Saved(session.path)


def widget(window: Window, name: str) -> Widget:
    """Return a widget of the scene on top by its name."""
    found = window.stage.root.find(name)
    assert found is not None, name
    return found


def play_fast(session: Session, until_turn: int | None = None) -> None:
    """Choose the first open card until a turn, counted from 0, or the end; nothing is drawn."""
    match = session.match
    while not match.is_over and match.turn != until_turn:
        match.choose(next(option.id for option in match.options() if option.is_open))
    session.told = dict.fromkeys(POWERS, len(session.settled))
