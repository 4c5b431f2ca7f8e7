"""No text is clipped on any page of any turn of any crisis and of the campaign, from either seat, at any size of window and of text.

What does not fit scrolls by whole lines, and a paper says at its foot that there is more. By default every page of every turn is laid out
at the usual size and on one other screen, in turn; `-m slow` lays out each on all of them, under other choices too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pygame
import pytest

from game.window.app import Window
from game.window.art import assets
from game.window.kit.check import faults
from game.window.kit.scroll import Scroller
from game.window.kit.type import Type
from game.window.kit.widget import Ui
from game.window.parts.fitting import Fitting
from game.window.scene import Scene
from game.window.scenes.consequences import Consequences
from game.window.scenes.interlude import Interlude
from game.window.scenes.main import Main
from game.window.session import Session
from game.window.settings import Settings
from game.window.stage import Stage
from tests.window.conftest import Open
from tests.window.tools import CAMPAIGN, LAW, LONG, SHORT, sit_down

USUAL = ((1280, 720), 1.0)
SIZES = ((1280, 720), (1920, 1080), (960, 600), (800, 600), (640, 480))
TEXTS = (1.0, 1.25, 1.5, 2.0)
SCREENS = tuple(screen for screen in product(SIZES, TEXTS) if screen != USUAL)


def pages(window: Window, session: Session, pick: int) -> Iterator[tuple[str, Scene]]:
    """Play a game to its end with the n-th of the open choices, and yield every page of every turn with its name."""
    world, me = window.world, session.me
    while not session.match.is_over:
        turn = session.match.turn
        name = f"{session.match.scenario.id} {me} turn {turn + 1}"
        while session.match.turn == turn and not session.match.is_over:
            scene = Main(world, session)
            if scene.is_morning:
                yield f"{name} morning", scene
                scene._to_desk()
            for tab in scene._pages().tabs(False):
                scene.tab = tab
                yield f"{name} {session.where} {tab}", scene
            ids = [option.id for option in session.match.options() if option.is_open]
            session.match.choose(ids[pick % len(ids)])
        told = session.settled[-1]
        yield f"{name} followed", Consequences(world, session, me, told)
        yield f"{name} ledger", Consequences(world, session, me, told, whole=True)
        session.told = dict.fromkeys(session.told, len(session.settled))
    if session.must_cross:
        yield f"{me} meanwhile", Interlude(world, session, {}, me)
        session.cross({me: session.journey.route.campaign.parts[1].seats[me].mandates[0].id})  # type: ignore[union-attr]
        yield from pages(window, session, pick)


def make(window: Window, size: tuple[int, int], text: float) -> Ui:
    """Return what draws on a screen."""
    theme = Settings(text=text).theme(size)
    return Ui(theme, Type(theme, assets() / "fonts"), window.art)


def wrong(name: str, ui: Ui, scene: Scene, size: tuple[int, int]) -> list[str]:
    """Return what is clipped on a page, and every paper that goes on without saying so."""
    root = Stage(ui, scene, size).root
    found = faults(ui, root)
    for paper in root.walk():
        if isinstance(paper, Fitting) and paper.is_focusable and not any(text.startswith("more") for _rect, text in paper.pieces):
            found.append(f"{paper.name} goes on and does not say so")
    return [f"{name} at {size} {ui.theme.text:.0%}: {fault}" for fault in found]


@pytest.mark.parametrize(("scenario", "seat"), [*product((SHORT, LONG, LAW), ("us", "russia")), (CAMPAIGN, "russia")])
def test_nothing_is_clipped_in_any_turn(window: Open, scenario: str, seat: str) -> None:
    made = window()
    usual, others, found = make(made, *USUAL), [(size, make(made, size, text)) for size, text in SCREENS], []
    for number, (name, scene) in enumerate(pages(made, sit_down(made, scenario, seat), 0)):
        found += wrong(name, usual, scene, USUAL[0])
        size, ui = others[number % len(others)]
        found += wrong(name, ui, scene, size)
    assert number > 40
    assert "\n".join(found) == ""


@pytest.mark.slow
@pytest.mark.parametrize("pick", [0, 1, -1])
@pytest.mark.parametrize("seat", ["us", "russia"])
@pytest.mark.parametrize("scenario", [SHORT, LONG, LAW, CAMPAIGN])
def test_nothing_is_clipped_anywhere(window: Open, scenario: str, seat: str, pick: int) -> None:
    made = window()
    screens = [(size, make(made, size, text)) for size, text in (USUAL, *SCREENS)]
    found = []
    for name, scene in pages(made, sit_down(made, scenario, seat), pick):
        for size, ui in screens:
            found += wrong(name, ui, scene, size)
    assert "\n".join(found) == ""


NAMED = [
    (LAW, "russia", 1, "followed"),
    (LAW, "russia", 3, "morning"),
    (LAW, "russia", 4, "morning"),
    (LAW, "russia", 6, "desk cable"),
    (LAW, "us", 10, "desk cable"),
]


@pytest.mark.parametrize(("scenario", "seat", "turn", "page"), NAMED)
def test_all_of_a_paper_can_be_read_page_by_page(window: Open, scenario: str, seat: str, turn: int, page: str) -> None:
    made = window()
    ui = make(made, *USUAL)
    wanted = f"{scenario} {seat} turn {turn} {page}"
    scene = next(scene for name, scene in pages(made, sit_down(made, scenario, seat), 0) if name == wanted)
    stage = Stage(ui, scene, USUAL[0])
    (paper,) = [widget for widget in stage.widgets if isinstance(widget, Fitting)]
    read: set[str] = set()
    count = 0
    for _page in range(9):
        count += 1
        assert faults(ui, stage.root) == []
        shown = paper.shown
        read |= {
            text for widget in paper.walk() if widget is not paper for rect, text in widget.pieces if shown.contains(rect.inflate(0, -4))
        }
        at = (paper.rect.centerx, paper.rect.bottom - 2)
        if not paper.is_focusable or paper.offset >= paper.most:
            break
        assert stage._at(at) is paper
        assert paper.press(at)
    text = " ".join(widget.label for widget in paper.walk())
    assert text.split()
    # A word may be drawn in two pieces, where a link or a line ends.
    drawn = " ".join(read)
    assert [word for word in re.findall(r"\w+", text) if word not in drawn] == []
    assert count == 1 or page == "morning", "a cable and what followed it stand on one page at the usual size"
    if count > 1:
        paper.press((paper.rect.centerx, paper.rect.bottom - 2))
        assert paper.offset == 0


def test_the_page_keys_turn_the_paper_wherever_the_focus_is(window: Open) -> None:
    made = window()
    scene = next(scene for name, scene in pages(made, sit_down(made, LAW, "russia"), 0) if name == f"{LAW} russia turn 3 morning")
    stage = Stage(make(made, *USUAL), scene, USUAL[0])
    stage.draw(pygame.Surface(USUAL[0]))
    (paper,) = [widget for widget in stage.widgets if isinstance(widget, Fitting)]
    assert stage.focus is not paper
    stage.event(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_PAGEDOWN, mod=0))
    assert paper.offset > 0
    assert all(widget.offset == 0 for widget in stage.widgets if isinstance(widget, Scroller) and widget is not paper)


def test_the_checker_finds_a_line_that_is_cut_in_half(window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ui, "cuts", lambda _ui, _rect: False)
    made = window()
    ui = make(made, *USUAL)
    found: list[str] = []
    for name, scene in pages(made, sit_down(made, LAW, "russia"), 0):
        found += wrong(name, ui, scene, USUAL[0])
    assert any("is cut in half" in fault for fault in found)
