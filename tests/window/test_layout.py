"""Nothing is clipped and nothing overlaps: every scene, from a small window to a large one, at any text size, in both palettes.

Games are played once and every scene is laid out on all screens; the palettes take turns from screen to screen, since colours have
no width.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

import pygame
import pytest

from game.window.app import Window
from game.window.art import assets
from game.window.kit.box import Column, Row
from game.window.kit.check import faults
from game.window.kit.control import Button
from game.window.kit.scroll import Scroller, scrollers_over
from game.window.kit.type import Type
from game.window.kit.widget import Text, Ui, Widget
from game.window.scene import Scene
from game.window.scenes.consequences import Consequences
from game.window.scenes.debrief import DebriefScene
from game.window.scenes.ending import Ending
from game.window.scenes.interlude import Interlude
from game.window.scenes.main import Main
from game.window.scenes.review import ReviewScene
from game.window.session import Session
from game.window.settings import Settings
from game.window.stage import Stage
from tests.window.conftest import Open
from tests.window.tools import CAMPAIGN, LAW, commit_first, every_scene, play_fast, sit_down

SIZES = ((960, 600), (1280, 720), (1920, 1080))
SMALL = ((640, 480), (800, 600), (912, 512))
"""Old and magnified desktops: a window there is as large as they are."""
TEXTS = (1.0, 2.0)
MANY = ("desk ", "lesson ", "morning ", "page words", "page rival", "page mandate", "page facts", "page history", "interlude, ")
"""Scenes that come in many variants: each is laid out on every third screen, in turn."""

Size = tuple[int, int]


class Screens:
    """The same scenes on several screens."""

    def __init__(self, window: Window, sizes: Iterable[Size], texts: Iterable[float]) -> None:
        self._uis: list[tuple[str, Size, Ui]] = []
        for number, (size, text) in enumerate(product(sizes, texts)):
            theme = Settings(text=text, colour_blind=(number + number // 2) % 2 == 1).theme(size)
            self._uis.append((f"{size} {text:.0%}", size, Ui(theme, Type(theme, assets() / "fonts"), window.art)))

    def faults(self, scenes: Iterable[tuple[str, Scene]]) -> tuple[list[str], list[str]]:
        """Return what is wrong with scenes on any screen, and the names of the scenes."""
        found: list[str] = []
        seen: list[str] = []
        for name, scene in scenes:
            for number, (screen, size, ui) in enumerate(self._uis):
                if name.startswith(MANY) and (number - len(seen)) % 3:
                    continue
                stage = Stage(ui, scene, size)
                found += [f"{name} at {screen}: {fault}" for fault in faults(ui, stage.root)]
            seen.append(name)
        return found, seen


def test_every_scene_fits(window: Open) -> None:
    made = window()
    found, seen = Screens(made, SIZES, TEXTS).faults(every_scene(made))
    assert len(seen) > 50
    assert found == []


def test_other_sizes_fit_as_well(window: Open) -> None:
    made = window()
    wanted = ("title", "choose", "desk 0 cable", "tray 3", "consequences 3", "debrief", "settings", "records")
    screens = Screens(made, ((1024, 768), (1366, 768), (3840, 2160)), (1.25, 1.5, 1.75))
    found, seen = screens.faults((name, scene) for name, scene in every_scene(made) if name in wanted)
    assert sorted(seen) == sorted(wanted)
    assert found == []


NECESSARY = {
    "Title": "begin",
    "Choose": "go on",
    "Briefing": "begin",
    "SettingsScene": "done",
    "Notice": "close",
    "Confirm": "yes",
    "Main": "commit",
    "Lesson": "commit",
    "Consequences": "next",
    "Ending": "next",
}
"""The button without which there is no way on, for each page that has one."""


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("size", SMALL, ids="x".join(("{0[0]}", "{0[1]}")).format)
def test_small_desktops_hold_all_that_is_necessary(window: Open, size: Size, text: float) -> None:
    made = window()
    theme = Settings(text=text).theme(size)
    ui, screen = Ui(theme, Type(theme, assets() / "fonts"), made.art), pygame.Rect(0, 0, *size)
    found, seen = [], set()
    for name, scene in every_scene(made):
        stage = Stage(ui, scene, size)
        found += [f"{name}: {fault}" for fault in faults(ui, stage.root)]
        wanted = NECESSARY.get(type(scene).__name__, "")
        if wanted:
            button = stage.root.find(wanted)
            assert button is not None, name
            shown = [screen, *(scroller.rect for scroller in scrollers_over(button))]
            if not all(area.contains(button.rect) for area in shown) or min(button.rect.size) < 12:
                found.append(f"{name}: {wanted} at {button.rect} is not on the screen")
            seen.add(type(scene).__name__)
    assert found == []
    assert seen == set(NECESSARY)


def test_no_scale_takes_the_way_on_off_the_screen(window: Open) -> None:
    made = window()
    pages = ("title", "choose", "settings", "records", "desk 0 cable", "tray 1", "consequences 1", "ending", "debrief")
    scenes = [(name, scene) for name, scene in every_scene(made) if name in pages]
    assert len(scenes) == len(pages)
    found = []
    for size, scale, text in product(((640, 480), (800, 600), (1280, 720)), (1.25, 1.5, 2.0, 3.0), (1.0, 1.5, 2.0)):
        theme = Settings(scale=scale, text=text).theme(size)
        ui = Ui(theme, Type(theme, assets() / "fonts"), made.art)
        for name, scene in scenes:
            stage = Stage(ui, scene, size)
            found += [f"{name} at {size} {scale:.0%} {text:.0%}: {fault}" for fault in faults(ui, stage.root)]
            button = stage.root.find(NECESSARY.get(type(scene).__name__, "nothing"))
            if button is not None and not pygame.Rect(0, 0, *size).contains(button.rect):
                found.append(f"{name} at {size} {scale:.0%} {text:.0%}: {button.name} at {button.rect} is not on the screen")
    assert found == []


def law_scenes(window: Window) -> Iterator[tuple[str, Scene]]:
    """Yield the screens of a crisis with a legislature, late in it and at its end."""
    session = sit_down(window, LAW, "us")
    play_fast(session, until_turn=6)
    yield from turn_scenes(window, session)
    play_fast(session)
    yield from end_scenes(window, session)


def voyage_scenes(window: Window) -> Iterator[tuple[str, Scene]]:
    """Yield the screens that only a campaign has, and the first ones of its second part."""
    session = sit_down(window, CAMPAIGN, "russia")
    play_fast(session)
    yield "part one's end", Ending(window.world, session, "russia")
    assert session.must_cross
    interlude = Interlude(window.world, session, {}, "russia")
    for number in range(len(interlude._mandates)):
        interlude._chosen = number
        yield f"interlude, mandate {number}", interlude
    session.cross({"russia": interlude._mandates[-1].id})
    yield from turn_scenes(window, session)
    play_fast(session)
    yield from end_scenes(window, session)


def turn_scenes(window: Window, session: Session) -> Iterator[tuple[str, Scene]]:
    """Play one turn and yield its screens."""
    world, me = window.world, session.me
    scene = Main(world, session)
    yield "morning", scene
    scene._to_desk()
    for tab in scene._pages().tabs(True):
        scene.tab = tab
        yield f"page {tab}", scene
    commit_first(scene)
    yield "tray", Main(world, session)
    commit_first(Main(world, session))
    yield "consequences", Consequences(world, session, me, session.settled[-1])
    yield "whole ledger", Consequences(world, session, me, session.settled[-1], whole=True)


def end_scenes(window: Window, session: Session) -> Iterator[tuple[str, Scene]]:
    """Yield the screens after a game."""
    yield "ending", Ending(window.world, session, session.me)
    debrief = DebriefScene(window.world, session, session.me)
    yield "debrief", debrief
    graded = ReviewScene(window.world, session, session.me, debrief._branch)
    yield "review, at work", graded
    graded.work.wait()
    yield "review", graded


def test_a_crisis_with_a_legislature_fits(window: Open) -> None:
    made = window()
    found, seen = Screens(made, SIZES, TEXTS).faults(law_scenes(made))
    assert {"page legislature", "tray", "consequences", "debrief"} <= set(seen)
    assert found == []


def test_a_campaign_fits(window: Open) -> None:
    made = window()
    found, seen = Screens(made, SIZES, TEXTS).faults(voyage_scenes(made))
    assert len(seen) > 12
    assert found == []


# --- the checker itself ----------------------------------------------------------------------------


def placed(window: Open, root: Widget, width: int, height: int) -> list[str]:
    """Return the faults of a tree in a rectangle."""
    ui = window().stage.ui
    root.place(ui, pygame.Rect(0, 0, width, height))
    return faults(ui, root)


def test_the_checker_finds_text_that_is_cut_off(window: Open) -> None:
    assert placed(window, Column([Text("word " * 100)]), 200, 2000) == []
    cut = Row([Text("word " * 100)], [1.0])
    assert any("cut off" in fault or "leaves" in fault for fault in placed(window, cut, 200, 30))


def test_the_checker_finds_neighbours_that_overlap(window: Open) -> None:
    root = Widget()
    root.add(Text("one"), Text("two"))
    assert any("overlaps" in fault for fault in placed(window, root, 200, 100))


def test_the_checker_finds_children_that_leave_their_parent(window: Open) -> None:
    root = Column([Button("A very long label for so small a place", lambda: None)] * 1)
    assert placed(window, root, 500, 100) == []
    assert any("leaves" in fault for fault in placed(window, Column([Text("a\nb\nc\nd\ne\nf")]), 100, 20))


def test_what_scrolls_may_be_long(window: Open) -> None:
    assert placed(window, Column([Scroller(Text("word " * 400), "long")]), 200, 100) == []


@pytest.mark.parametrize("colour_blind", [False, True])
def test_palettes_do_not_change_what_is_measured(window: Open, colour_blind: bool) -> None:
    plain, made = window(), window(colour_blind=colour_blind)
    measured = [[tuple(widget.rect) for widget in shown.stage.root.walk()] for shown in (plain, made)]
    assert measured[0] == measured[1]
