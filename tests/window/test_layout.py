"""Nothing is clipped and nothing overlaps: every scene, from a small window to a large one, at any text size, in both palettes."""

from __future__ import annotations

import pygame
import pytest

from game.window.kit.box import Column, Row
from game.window.kit.check import faults
from game.window.kit.control import Button
from game.window.kit.scroll import Scroller
from game.window.kit.widget import Text, Widget
from game.window.stage import Stage
from tests.window.conftest import Open
from tests.window.tools import every_scene

SIZES = ((960, 600), (1280, 720), (1920, 1080))


@pytest.mark.parametrize("colour_blind", [False, True])
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_scene_fits(window: Open, size: tuple[int, int], text: float, colour_blind: bool) -> None:
    made = window(size, text=text, colour_blind=colour_blind)
    ui = made.stage.ui
    found, seen = [], 0
    for name, scene in every_scene(made):
        stage = Stage(ui, scene, size)
        found += [f"{name}: {fault}" for fault in faults(ui, stage.root)]
        seen += 1
    assert seen > 50
    assert found == []


@pytest.mark.parametrize("text", [1.25, 1.5, 1.75])
@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (3840, 2160)], ids=str)
def test_other_sizes_fit_as_well(window: Open, size: tuple[int, int], text: float) -> None:
    made = window(size, text=text)
    wanted = ("title", "choose", "desk 0 cable", "tray 3", "consequences 3", "debrief", "settings", "records")
    found = []
    for name, scene in every_scene(made):
        if name in wanted:
            found += [f"{name}: {fault}" for fault in faults(made.stage.ui, Stage(made.stage.ui, scene, size).root)]
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
