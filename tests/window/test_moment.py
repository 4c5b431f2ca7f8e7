"""A click or a key within a moment of a page's change is no answer to it, and nothing is committed that nobody looked at."""

from __future__ import annotations

from collections.abc import Callable

import pygame
import pytest

from game.record.log import Chosen
from game.window.app import Window
from game.window.moment import MOMENT_MS
from game.window.session import Session
from tests.window.conftest import Open
from tests.window.tools import LONG, SHORT, Clock, click, key, look, name_of, play_to, shown, sit_down, widget, write

Answer = Callable[[Window], None]


def tap(made: Window, code: int, **about: object) -> None:
    """Press a key and let it go, as fast as a machine would, and draw."""
    for kind in (pygame.KEYDOWN, pygame.KEYUP):
        made.hear(pygame.event.Event(kind, **{"key": code, "mod": 0, "unicode": "", **about}))
    if made.is_open:
        made.frame()


def strike(made: Window, at: tuple[int, int]) -> None:
    """Click somewhere at once, and draw."""
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        made.hear(pygame.event.Event(kind, pos=at, button=1))
    if made.is_open:
        made.frame()


def wait(made: Window, milliseconds: int) -> None:
    """Let the clock of a window go on."""
    assert isinstance(made.clock, Clock)
    made.clock.wait(milliseconds)


def mine(session: Session) -> list[Chosen]:
    """Return the choices of the person who plays."""
    return [choice for choice in session.match.log().choices if choice.power == "us"]


def test_a_double_click_commits_the_desk_and_not_the_act(window: Open) -> None:
    made = window()
    session = sit_down(made)
    click(made, "commit")
    click(made, "card:1")
    at = widget(made, "commit").rect.center
    look(made)
    strike(made, at)
    for _click in range(3):
        wait(made, MOMENT_MS // 4)
        strike(made, at)
    assert name_of(made) == "Main"
    assert session.where == "tray"
    assert [choice.where for choice in mine(session)] == ["desk"]
    assert made.scene.card == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", [pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE])
def test_a_key_struck_three_times_commits_once(window: Open, code: int) -> None:
    made = window()
    session = sit_down(made)
    key(made, "return", "1")
    look(made)
    for _stroke in range(3):
        tap(made, code)
        wait(made, MOMENT_MS // 4)
    assert len(mine(session)) <= 1


def test_the_moment_counts_from_when_a_page_is_seen(window: Open) -> None:
    made = window()
    session = sit_down(made)
    key(made, "return", "1")
    look(made)
    made.hear(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode=""))
    made.hear(pygame.event.Event(pygame.KEYUP, key=pygame.K_RETURN, mod=0, unicode=""))
    wait(made, 5000)
    tap(made, pygame.K_2)
    tap(made, pygame.K_RETURN)
    assert len(mine(session)) == 1, "nothing was drawn since: whatever was pressed was pressed at the page before"
    look(made)
    key(made, "2", "return")
    assert len(mine(session)) == 2


def test_after_a_moment_a_page_is_answered(window: Open) -> None:
    made = window()
    sit_down(made)
    look(made)
    tap(made, pygame.K_RETURN)
    wait(made, MOMENT_MS - 1)
    tap(made, pygame.K_ESCAPE)
    assert name_of(made) == "Main"
    wait(made, 1)
    tap(made, pygame.K_ESCAPE)
    assert name_of(made) == "Pause"


def to_title(made: Window) -> None:
    """Come back to the title, where the first button begins a game."""
    key(made, ",", "escape")


def to_menu(made: Window) -> None:
    """Open the menu of a game."""
    sit_down(made)
    key(made, "return", "escape")


def to_question(made: Window) -> None:
    """Open a question: whether a saved game is to be deleted."""
    sit_down(made)
    key(made, "escape")
    click(made, "title")
    key(made, "l", "delete")


def to(*kinds: str) -> Answer:
    """Return what plays to a page."""

    def go(made: Window) -> None:
        sit_down(made)
        play_to(made, *kinds)

    return go


def to_codex(made: Window) -> None:
    """Open the codex."""
    key(made, "c")


PAGES = {
    "title": to_title,
    "menu": to_menu,
    "question": to_question,
    "consequences": to("Consequences"),
    "ending": to("Ending"),
    "debrief": to("DebriefScene"),
    "codex": to_codex,
}


@pytest.mark.parametrize("page", PAGES)
def test_no_button_that_appears_under_the_pointer_is_pressed(window: Open, page: str) -> None:
    made = window()
    PAGES[page](made)
    scene, before = made.scene, shown(made)
    buttons = [found for found in made.stage.widgets if found.action is not None and found.role == "button" and found.rect.width > 0]
    assert buttons
    for button in buttons:
        strike(made, button.rect.center)
    for code in (pygame.K_RETURN, pygame.K_ESCAPE, pygame.K_SPACE, pygame.K_u, pygame.K_y, pygame.K_F6):
        tap(made, code)
    assert made.is_open
    assert made.scene is scene
    assert shown(made) == before


def test_what_is_pressed_on_one_leaf_is_not_let_go_on_the_next(window: Open) -> None:
    made = window()
    session = sit_down(made)
    at = widget(made, "commit").rect.center
    look(made)
    made.hear(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=1))
    tap(made, pygame.K_RETURN)
    key(made, "1")
    look(made)
    made.hear(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=1))
    assert mine(session) == []


def test_writing_and_scrolling_need_no_waiting(window: Open) -> None:
    made = window()
    look(made)
    tap(made, pygame.K_c)
    write(made, "CA")
    tap(made, pygame.K_BACKSPACE)
    assert widget(made, "search").value == "C"
    body = widget(made, "codex terms")
    top = body.children[0].rect.top
    made.hear(pygame.event.Event(pygame.MOUSEMOTION, pos=body.rect.center, rel=(0, 0), buttons=(0, 0, 0)))
    made.hear(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=-1))
    assert body.children[0].rect.top < top


# --- nothing is committed that nobody looked at ----------------------------------------------------


@pytest.mark.parametrize("scenario", [SHORT, LONG])
def test_enter_looks_before_it_commits(window: Open, scenario: str) -> None:
    made = window()
    session = sit_down(made, scenario)
    key(made, "return")
    first = next(card.number for card in session.desk().cards if card.is_open)
    assert f"Look at {first}" in shown(made)
    assert widget(made, "key:Enter").label == f"look at {first}"
    key(made, "return")
    assert mine(session) == []
    assert made.scene.card == first  # type: ignore[attr-defined]
    assert widget(made, "key:Enter").label == "commit"
    key(made, "return")
    if name_of(made) == "Confirm":
        key(made, "tab", "return")
    assert len(mine(session)) == 1


def test_a_double_click_on_the_button_looks_and_does_not_commit(window: Open) -> None:
    made = window()
    session = sit_down(made)
    click(made, "commit")
    look(made)
    for _click in range(2):
        strike(made, widget(made, "commit").rect.center)
    assert made.scene.card  # type: ignore[attr-defined]
    assert mine(session) == []


def test_a_card_may_be_looked_at_as_soon_as_the_desk_is_there(window: Open) -> None:
    made = window()
    session = sit_down(made)
    look(made)
    tap(made, pygame.K_RETURN)
    tap(made, pygame.K_2)
    assert made.scene.card == 2  # type: ignore[attr-defined]
    tap(made, pygame.K_RETURN)
    assert mine(session) == []


def test_enter_commits_after_a_click_on_a_tab(window: Open) -> None:
    made = window()
    session = sit_down(made)
    key(made, "return", "1")
    for tab in ("tab:news", "tab:mandate"):
        click(made, tab)
    key(made, "return")
    if name_of(made) == "Confirm":
        key(made, "tab", "return")
    assert len(mine(session)) == 1


def test_enter_commits_on_a_tab_that_the_keys_have_opened(window: Open) -> None:
    made = window()
    session = sit_down(made)
    key(made, "return", "1")
    for _press in range(12):
        if made.stage.focus is not None and made.stage.focus.name == "tab:cable":
            break
        key(made, "tab")
    key(made, "right")
    assert made.scene.tab != "cable"  # type: ignore[attr-defined]
    key(made, "return")
    if name_of(made) == "Confirm":
        key(made, "tab", "return")
    assert len(mine(session)) == 1
