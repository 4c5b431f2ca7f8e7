"""Pages that answer at once, fill their paper, explain themselves, and begin on a second Enter."""

from __future__ import annotations

import io

import pygame
import pytest

from game.terminal.page import Page
from game.terminal.screens import draw_close, draw_debrief
from game.window.kit.widget import Text
from game.window.parts.fitting import SIZES, Fitting
from tests.window.conftest import Open
from tests.window.tools import LAW, LONG, key, name_of, play_to, shown, sit_down, widget


def focus(made, name: str) -> None:  # type: ignore[no-untyped-def]
    """Put the focus on a widget."""
    made.stage._set_focus(widget(made, name))


def test_enter_on_a_mandate_takes_it_and_enter_again_begins(window: Open) -> None:
    made = window()
    key(made, "n", "return")
    assert name_of(made) == "Briefing"
    focus(made, "mandate:1")
    key(made, "return")
    assert (name_of(made), widget(made, "mandate:1").value) == ("Briefing", "1")
    key(made, "return")
    assert name_of(made) == "Main"


def test_enter_on_the_mandate_that_is_taken_begins_and_space_does_not(window: Open) -> None:
    made = window()
    key(made, "n", "return")
    focus(made, "mandate:0")
    key(made, "space")
    assert name_of(made) == "Briefing"
    key(made, "return")
    assert name_of(made) == "Main"


@pytest.mark.parametrize("name", ["seat:us", "rival:hawk", "crisis:0"])
def test_enter_twice_on_any_choice_of_a_new_game_goes_on(window: Open, name: str) -> None:
    made = window()
    key(made, "n")
    focus(made, name)
    if name != "crisis:0":
        key(made, "return")
        assert name_of(made) == "Choose"
    key(made, "return")
    assert name_of(made) == "Briefing"


def test_another_tab_is_opened_without_building_the_desk_anew(window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window()
    sit_down(made, LAW, "us")
    key(made, "return")
    root, bar = made.stage.root, widget(made, "commit")
    monkeypatch.setattr(type(made.scene), "build", lambda *about: pytest.fail("the scene was built anew"))
    for letter, page in (("w", "words page"), ("r", "rival page"), ("l", "legislature page"), ("n", "news")):
        key(made, letter)
        assert made.stage.root is root
        assert widget(made, "commit") is bar
        folder = widget(made, "folder")
        assert folder.rect.contains(widget(made, page).rect)
        assert widget(made, page) in made.stage.widgets
    assert not any(found.name == "rival page" for found in made.stage.widgets)


def test_a_tab_keeps_the_focus_and_looks_as_if_the_desk_were_built_anew(window: Open) -> None:
    made = window()
    sit_down(made, LONG, "russia")
    key(made, "return")
    focus(made, "tab:cable")
    key(made, "right")
    assert made.scene.tab == "words"  # type: ignore[attr-defined]
    assert made.stage.focus is widget(made, "tab:words")
    swapped = pygame.image.tobytes(made.surface, "RGB")
    made.scene.refresh()
    made.frame()
    assert pygame.image.tobytes(made.surface, "RGB") == swapped


def test_on_one_long_page_a_tab_still_moves_what_is_below(window: Open) -> None:
    made = window((960, 600), text=2.0)
    sit_down(made, LONG, "russia")
    key(made, "return", "w")
    below = widget(made, "words page").rect.bottom
    assert all(found.rect.top >= below for found in made.stage.root.walk() if found.name.startswith("card:"))


@pytest.mark.parametrize("size", [(960, 600), (1280, 720), (1920, 1080)])
def test_no_cable_leaves_half_of_its_page_empty(window: Open, size: tuple[int, int]) -> None:
    made = window(size)
    session = sit_down(made, LONG, "russia")
    for _turn in range(3):
        key(made, "return")
        body = widget(made, "cable body")
        assert isinstance(body, Fitting)
        used = body.children[0].height(made.stage.ui, body.rect.width)
        assert used > body.rect.height * 0.55 or {"doc_large", "doc_huge"} & {run.style for run in _runs(body)}
        play_to(made, "Consequences")
        key(made, "return")
        assert session.match.turn == _turn + 1


def _runs(body: Fitting):  # type: ignore[no-untyped-def]
    return [run for found in body.walk() if isinstance(found, Text) for run in found.runs]


def test_text_is_set_as_large_as_its_room_allows(window: Open) -> None:
    ui = window().stage.ui
    body = Fitting(lambda style: [Text("word " * 60, style, "ink")], "doc_small", "fit", "ink")
    taken = []
    for tall in (400, 200, 130, 60):
        body.place(ui, pygame.Rect(0, 0, 400, tall))
        taken.append(SIZES.index(_runs(body)[0].style))
        assert body.is_focusable == (tall == 60), "only what does not fit in the smallest type scrolls"
    assert taken == sorted(taken)
    assert SIZES[taken[0]] == "doc_large"
    assert taken[-1] == SIZES.index("doc_small")


def test_the_debrief_tells_all_that_the_terminal_tells(window: Open) -> None:
    made = window()
    session = sit_down(made, LONG, "us")
    play_to(made, "Ending")
    words = shown(made)
    key(made, "return")
    words += " " + shown(made)
    out = io.StringIO()
    page = Page(io.StringIO(), out)
    page.width = 100000
    draw_close(page, session.match, "us")
    draw_debrief(page, session.match, session.as_recorded(), "us")
    known = {
        "What it was worth": "Kept faith" if "Kept faith" in words else "VERDICT",
        "Your path and the record, turn by turn": "Turn by turn",
        "The record's column is the same crisis, same dice, played as both capitals really acted.": "same crisis, same dice",
    }
    missing = []
    for line in (line.strip() for line in out.getvalue().splitlines()):
        if not line or set(line) <= {"-"}:
            continue
        wanted = known.get(line, line)
        points, _colon, goal = wanted.partition(": ")
        if wanted not in words and not (goal and goal in words and points in words) and not all(cell in words for cell in line.split()):
            missing.append(line)
    assert missing == []


def test_charts_and_bars_explain_themselves_without_the_mouse(window: Open) -> None:
    made = window()
    sit_down(made, LONG, "us")
    play_to(made, "Consequences")
    drawn = _drawn(made)
    assert "how the two capitals" in drawn
    play_to(made, "DebriefScene")
    drawn = _drawn(made)
    for words in ("how the two capitals", "after turn", "full line: you", "A bar is as long as its goal is worth", "of 100"):
        assert words in drawn


def _drawn(made) -> str:  # type: ignore[no-untyped-def]
    made.stage.root.draw(made.stage.ui, pygame.Surface(made.stage.size), None)
    return " ".join(text for found in made.stage.root.walk() for _rect, text in found.pieces)
