"""Whole games at the window with real events: by keys, by clicks, by two people; what is on the disk afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.play.match import Match
from game.record.log import read
from game.record.shelf import shelf
from game.window.go import Go
from game.window.scenes.flow import begin
from game.window.world import Wish
from tests.window.conftest import Open
from tests.window.tools import LONG, SHORT, click, key, look, name_of, play_to, rules, shown, sit_down, widget


def test_a_whole_game_by_keys_from_the_title(window: Open, home: Path) -> None:
    made = window()
    key(made, "n")
    assert name_of(made) == "Choose"
    made.scene._at = 1  # type: ignore[attr-defined]
    made.scene.refresh()
    made.frame()
    key(made, "return")
    assert name_of(made) == "Briefing"
    key(made, "m", "return")
    assert name_of(made) == "Main"
    play_to(made, "Ending")
    key(made, "return")
    assert name_of(made) == "DebriefScene"
    assert "What really happened" in shown(made)
    (path,) = (home / "saves").glob("*.jsonl")
    log = read(path)
    assert log.is_closed
    assert log.opened.mandates["russia"] == rules(SHORT).scenario.seats["russia"].mandates[1].id
    assert Match.resume(rules(SHORT), log).is_over
    key(made, "escape")
    assert name_of(made) == "Title"


def test_a_whole_game_by_clicks(window: Open, home: Path) -> None:
    made = window()
    click(made, "key:N")
    click(made, "crisis:1")
    click(made, "seat:us")
    click(made, "rival:historical")
    click(made, "go on")
    click(made, "mandate:1")
    click(made, "begin")
    for _step in range(120):
        kind = name_of(made)
        if kind == "Main":
            scene = made.scene
            if scene.is_morning:  # type: ignore[attr-defined]
                click(made, "commit")
            cards = scene.session.desk().cards  # type: ignore[attr-defined]
            number = [card.number for card in cards if card.is_open][-1]
            click(made, f"card:{number}")
            assert scene.card == number  # type: ignore[attr-defined]
            click(made, "commit")
        elif kind == "Confirm":
            click(made, "yes")
        elif kind in ("Consequences", "Ending"):
            click(made, "next")
        else:
            break
    assert name_of(made) == "DebriefScene"
    (path,) = (home / "saves").glob("*.jsonl")
    assert read(path).is_closed


def test_the_window_plays_what_the_match_would(window: Open) -> None:
    made = window()
    session = sit_down(made, seed=11, rival="reciprocal")
    play_to(made, "Ending")
    log = session.match.log()
    again = Match.start(rules(SHORT), session.match.opened.seats, 11, session.match.opened.mandates)  # type: ignore[arg-type]
    for choice in log.choices:
        if choice.power in again.humans:
            again.choose(choice.pick)
    assert again.log().entries == log.entries


def test_two_people_at_one_machine_never_see_each_others_desk(window: Open) -> None:
    made = window()
    sit_down(made, seat=None)
    handed = 0
    for _step in range(150):
        kind = name_of(made)
        if kind == "Handover":
            handed += 1
            words = shown(made)
            assert "look away" in words
            assert "EYES ONLY" not in words
        if kind == "DebriefScene":
            break
        if kind == "Confirm":
            key(made, "tab", "return")
        elif kind == "Main":
            session = made.scene.session  # type: ignore[attr-defined]
            assert session.shown_for == session.me
            key(made, "return")
        else:
            key(made, "return")
    assert name_of(made) == "DebriefScene"
    assert handed >= 4


def test_two_people_are_briefed_one_after_the_other(window: Open) -> None:
    made = window()
    made.go(Go("replace", lambda: begin(made.world, Wish(SHORT, None, {}, seed=3))))
    made.frame()
    kinds = []
    for _step in range(4):
        kinds.append(name_of(made))
        key(made, "return")
    assert kinds == ["HandBriefing", "Briefing", "HandBriefing", "Briefing"]
    assert name_of(made) == "Handover"


# --- nothing is lost -------------------------------------------------------------------------------


def test_closing_the_window_loses_no_confirmed_choice(window: Open) -> None:
    made = window()
    session = sit_down(made, LONG, "russia")
    key(made, "return", "1", "return")
    assert session.path is not None
    before = [choice.pick for choice in read(session.path).choices]
    assert before[-1] == session.match.entries[-1].pick  # type: ignore[union-attr]
    made.hear(pygame.event.Event(pygame.QUIT))
    assert not made.is_open
    pygame.quit()
    again = window()
    assert "Continue" in shown(again)
    key(again, "return")
    assert name_of(again) == "Main"
    assert [choice.pick for choice in again.scene.session.match.log().choices] == before  # type: ignore[attr-defined]
    assert again.scene.session.answered().number == 1  # type: ignore[attr-defined]


def test_undo_takes_back_the_last_choice_on_the_disk_too(window: Open) -> None:
    made = window()
    session = sit_down(made)
    key(made, "return", "1", "return")
    if name_of(made) == "Confirm":
        key(made, "tab", "return")
    assert session.where == "tray"
    key(made, "u")
    assert session.where == "desk"
    assert session.path is not None
    assert not [choice for choice in read(session.path).choices if choice.power == "us"]


def test_a_locked_card_says_why_and_nothing_is_chosen(window: Open) -> None:
    made = window()
    session = sit_down(made, LONG, "russia")
    key(made, "return")
    locked = next(card for card in session.desk().cards if not card.is_open)
    key(made, str(locked.number), "return")
    assert name_of(made) == "Notice"
    assert locked.reason in shown(made)
    key(made, "escape")
    assert session.where == "desk"


def test_play_on_from_an_earlier_turn(window: Open) -> None:
    made = window()
    session = sit_down(made)
    play_to(made, "Consequences")
    key(made, "return")
    assert session.match.turn == 1
    key(made, "escape")
    click(made, "branch")
    click(made, "turn:1")
    assert session.match.turn == 0
    assert name_of(made) == "Main"


def test_leaving_for_the_terminal_names_the_saved_game(window: Open) -> None:
    made = window()
    session = sit_down(made)
    key(made, "f6")
    assert not made.is_open
    assert made.to_text == session.path


def test_the_debrief_lets_one_play_on_and_change_sides(window: Open) -> None:
    made = window()
    session = sit_down(made)
    play_to(made, "DebriefScene")
    fork = next(widget.name for widget in made.stage.root.walk() if widget.name.startswith("fork:"))
    click(made, fork)
    assert name_of(made) == "Confirm"
    click(made, "yes")
    assert not session.match.is_over
    play_to(made, "DebriefScene")
    click(made, "swap")
    assert name_of(made) == "Briefing"
    key(made, "return")
    assert made.scene.session.me == "russia"  # type: ignore[attr-defined]
    assert made.scene.session.match.opened.seed == session.match.opened.seed  # type: ignore[attr-defined]


def test_choices_are_graded_while_one_looks(window: Open) -> None:
    made = window()
    session = sit_down(made, SHORT, None)
    play_to(made, "DebriefScene")
    key(made, "g")
    assert name_of(made) == "ReviewScene"
    work = made.scene.work  # type: ignore[attr-defined]
    assert work.all == len(session.match.log().choices) > 8
    work.wait()
    made.frame()
    drawn = " ".join(text for found in made.stage.root.walk() for _rect, text in found.pieces)
    assert "Your choices kept" in drawn
    assert drawn.count("Turn 1") >= 2
    mine = session.match.scenario.seats[made.scene._me].name  # type: ignore[attr-defined]
    assert mine in drawn
    click(made, "round")
    assert mine not in " ".join(text for found in made.stage.root.walk() for _rect, text in found.pieces)
    click(made, "round")
    forks = [found.name for found in made.stage.root.walk() if found.name.startswith("fork:")]
    assert forks
    click(made, forks[0])
    assert name_of(made) == "Confirm"
    click(made, "no")
    assert name_of(made) == "ReviewScene"
    click(made, forks[-1])
    click(made, "yes")
    assert not session.match.is_over
    assert name_of(made) == "Handover"


def test_a_press_that_spans_a_new_tree_is_a_click(window: Open) -> None:
    made = window()
    sit_down(made)
    play_to(made, "DebriefScene")
    key(made, "g")
    at = widget(made, "back").rect.center
    look(made)
    made.hear(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))
    made.hear(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=1))
    made.scene.refresh()
    made.frame()
    made.hear(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=1))
    assert name_of(made) == "DebriefScene"


def test_a_review_that_fails_says_so(window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_match: object) -> Iterator[None]:
        yield None
        raise MemoryError("no room")

    monkeypatch.setattr("game.window.scenes.review.judging", fail)
    made = window()
    sit_down(made)
    play_to(made, "DebriefScene")
    key(made, "g")
    made.scene.work.wait()  # type: ignore[attr-defined]
    made.frame()
    assert "The review stopped at choice 2 of" in " ".join(text for found in made.stage.root.walk() for _rect, text in found.pieces)
    key(made, "escape")
    assert name_of(made) == "DebriefScene"


def test_a_review_that_is_left_stops_working(window: Open) -> None:
    made = window()
    sit_down(made, LONG, "us")
    play_to(made, "DebriefScene")
    key(made, "g")
    work = made.scene.work  # type: ignore[attr-defined]
    key(made, "escape")
    work.wait()
    assert not work.is_done


@pytest.mark.parametrize("progress", [0.0, 0.4])
def test_any_key_ends_what_moves(window: Open, progress: float) -> None:
    made = window(reduced_motion=False)
    sit_down(made)
    made.stage.ui.progress = progress
    key(made, "return")
    assert made.stage.ui.progress == 1.0
    assert shelf()
