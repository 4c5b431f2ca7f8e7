"""The shelf as both faces list it, and the turn that "Continue" names."""

from __future__ import annotations

import io

import pytest

from game.content.campaigns import is_named
from game.record.shelf import shelf, unfinished
from game.terminal import menu
from game.terminal.page import Page
from game.view.shelf import listed, state
from game.window.session import Session
from tests.window.conftest import Open
from tests.window.tools import CAMPAIGN, LONG, SHORT, click, key, name_of, play_fast, shown, sit_down


def step(session: Session) -> None:
    """Make one choice, the first that is open."""
    session.match.choose(next(option.id for option in session.match.options() if option.is_open))


@pytest.mark.parametrize("scenario", [SHORT, LONG])
@pytest.mark.parametrize("seat", ["us", "russia"])
def test_continue_names_the_turn_it_opens(window: Open, scenario: str, seat: str) -> None:
    made = window()
    session = sit_down(made, scenario, seat)
    for _choice in range(6):
        step(session)
        if session.match.is_over:
            break
        saved = unfinished()
        assert saved is not None
        name = listed(saved, is_named).name
        assert name.endswith(f", turn {session.match.turn + 1}")
        key(made, "escape")
        click(made, "title")
        assert name in shown(made)
        out = io.StringIO()
        menu.title(Page(io.StringIO("\n"), out), saved, is_named)
        assert f"1. Continue: {name}" in out.getvalue()
        key(made, "return")
        assert name_of(made) == "Main"
        session = made.scene.session  # type: ignore[attr-defined]


def test_a_campaign_between_its_crises_names_no_turn_that_never_comes(window: Open) -> None:
    made = window()
    session = sit_down(made, CAMPAIGN, "russia")
    play_fast(session)
    assert session.must_cross
    (saved,) = shelf()
    assert state(saved, is_named) == f"after turn {len(session.settled)}"
    following = session.journey.route.campaign.parts[1]  # type: ignore[union-attr]
    session.cross({"russia": following.seats["russia"].mandates[0].id})
    (saved,) = shelf()
    assert state(saved, is_named) == "crisis 2, turn 1"


def test_both_faces_list_the_same_of_a_game(window: Open) -> None:
    made = window()
    play_fast(sit_down(made, SHORT, "us"))
    sit_down(made, LONG, "russia")
    key(made, "escape")
    click(made, "title")
    key(made, "l")
    out = io.StringIO()
    menu.shelf(Page(io.StringIO("1\n"), out), shelf(), is_named)
    words = shown(made)
    for saved in shelf():
        told = listed(saved, is_named)
        assert told.name in words
        assert told.when in words
        assert told.line in " ".join(out.getvalue().split())


def test_a_window_says_how_many_games_it_does_not_list(window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.window.scenes.records.SHOWN", 2)
    made = window()
    for _game in range(5):
        sit_down(made, SHORT, "us")
    key(made, "escape")
    click(made, "title")
    key(made, "l")
    assert "3 are not listed" in shown(made)
    click(made, "older")
    assert "1 are not listed" in shown(made)
    click(made, "older")
    assert "not listed" not in shown(made)
