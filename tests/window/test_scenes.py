"""Records, settings, codex, tutorial, pause: what each does, by keys and by mouse."""

from __future__ import annotations

import json
from pathlib import Path

import pygame
import pytest

from game import paths
from game.record.log import read
from game.window.app import Window
from game.window.kit.check import texts
from game.window.kit.widget import Widget
from game.window.settings import Settings, load
from game.window.stage import ARROWS
from game.window.steer import group_of, neighbour
from tests.window.conftest import Open
from tests.window.tools import LONG, SHORT, click, key, name_of, play_to, shown, sit_down, widget, write


def files(home: Path) -> list[Path]:
    """Return the saved games."""
    return sorted((home / "saves").glob("*.jsonl"))


# --- records ---------------------------------------------------------------------------------------


def test_a_saved_game_is_opened_looked_through_branched_exported_and_deleted(window: Open, home: Path) -> None:
    made = window()
    sit_down(made)
    play_to(made, "DebriefScene")
    key(made, "escape", "l")
    assert name_of(made) == "Records"
    click(made, "replay")
    assert name_of(made) == "Replay"
    before = shown(made)
    click(made, "later")
    assert shown(made) != before
    key(made, "escape")
    (original,) = files(home)
    untouched = original.read_bytes()
    click(made, "export")
    assert name_of(made) == "Notice"
    assert sorted(path.suffix for path in (home / "exports").iterdir()) == [".jsonl", ".txt"]
    key(made, "escape")
    click(made, "branch")
    click(made, "turn:2")
    assert name_of(made) == "Main"
    assert made.scene.session.match.turn == 1  # type: ignore[attr-defined]
    assert len(files(home)) == 2
    assert original.read_bytes() == untouched, "playing on from a game on the shelf changes its copy, not the game"
    key(made, "escape")
    click(made, "title")
    key(made, "l", "delete")
    assert name_of(made) == "Confirm"
    click(made, "no")
    assert len(files(home)) == 2
    key(made, "delete")
    click(made, "yes")
    assert len(files(home)) == 1
    assert name_of(made) == "Records"


def test_an_unreadable_game_keeps_its_place_and_says_why(window: Open, home: Path) -> None:
    (home / "saves").mkdir(parents=True)
    (home / "saves" / "odd.jsonl").write_text("not a game\n", encoding="utf-8")
    made = window()
    key(made, "l")
    assert "not a line of a saved game" in shown(made)
    key(made, "return")
    assert name_of(made) == "Notice"


def test_a_game_of_a_crisis_that_is_gone_is_refused_with_a_sentence(window: Open, home: Path) -> None:
    made = window()
    sit_down(made)
    key(made, "escape")
    click(made, "title")
    (path,) = files(home)
    lines = path.read_text(encoding="utf-8").split("\n")
    opened = json.loads(lines[0])
    opened.update(scenario="nowhere", path="nowhere")
    path.write_text("\n".join([json.dumps(opened), *lines[1:]]), encoding="utf-8")
    key(made, "l", "return")
    assert name_of(made) == "Notice"
    assert "nowhere" in shown(made)


# --- choosing --------------------------------------------------------------------------------------


def test_a_broken_crisis_is_listed_and_says_what_is_wrong(window: Open) -> None:
    made = window()
    key(made, "n")
    assert "line 3: this is not a turn" in shown(made)
    click(made, "crisis:2")
    assert name_of(made) == "Notice"
    assert "persona lint" in shown(made)


def test_a_seed_is_taken_as_written(window: Open) -> None:
    made = window()
    key(made, "n")
    click(made, "seed")
    write(made, "12x3")
    click(made, "go on")
    key(made, "return")
    assert made.scene.session.match.opened.seed == 123  # type: ignore[attr-defined]


# --- settings --------------------------------------------------------------------------------------


def test_settings_show_at_once_and_are_kept(window: Open, home: Path) -> None:
    made = window()
    key(made, ",")
    before = made.stage.ui.theme
    click(made, "text:1.5")
    assert made.stage.ui.theme.text == 1.5
    assert made.stage.ui.theme != before
    click(made, "colour_blind:True")
    click(made, "dark_paper:True")
    click(made, "scale:1.25")
    kept = load()
    assert (kept.text, kept.colour_blind, kept.dark_paper, kept.scale) == (1.5, True, True, 1.25)
    assert paths.settings_file().is_relative_to(home)


def test_the_volume_follows_keys_and_mouse(window: Open) -> None:
    made = window(volume=0.5)
    key(made, ",")
    click(made, "volume")
    slider = widget(made, "volume")
    assert made.stage.focus is slider
    now = made.world.settings.volume
    key(made, "left")
    assert made.world.settings.volume == pytest.approx(now - 0.1)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"text": "large", "volume": 7, "colour_blind": 3}'])
def test_broken_settings_are_as_if_nobody_had_set_them(home: Path, text: str) -> None:
    home.mkdir(parents=True)
    paths.settings_file().write_text(text, encoding="utf-8")
    assert load() == Settings(volume=1.0 if "7" in text else 0.6)


# --- the rest --------------------------------------------------------------------------------------


def test_the_codex_can_be_searched(window: Open) -> None:
    made = window()
    key(made, "c")
    everything = len(texts(made.stage.root))
    write(made, "cameo")
    assert "CAMEO" in shown(made)
    assert len(texts(made.stage.root)) < everything
    write(made, "zzz")
    assert "There is no such entry." in shown(made)
    for _letter in range(8):
        key(made, "backspace")
    assert len(texts(made.stage.root)) == everything


def test_the_tutorial_points_at_things_and_becomes_a_game(window: Open) -> None:
    made = window()
    key(made, "t")
    assert name_of(made) == "Lesson"
    for _lesson in range(8):
        assert made.stage.root.find("lesson") is not None
        key(made, "return")
    assert made.stage.root.find("lesson") is None
    session = made.scene.session  # type: ignore[attr-defined]
    assert session.where == "desk"
    key(made, "1", "return")
    assert session.where == "tray"


def test_the_pause_menu_leads_everywhere_and_back(window: Open) -> None:
    made = window()
    sit_down(made, LONG, "russia")
    key(made, "return")
    for entry, kind in (
        ("brief", "Notice"),
        ("codex", "CodexScene"),
        ("settings", "SettingsScene"),
        ("keys", "Notice"),
        ("branch", "Turns"),
    ):
        key(made, "escape")
        assert name_of(made) == "Pause"
        click(made, entry)
        assert name_of(made) == kind
        key(made, "escape")
        if name_of(made) == "Pause":
            key(made, "escape")
        assert name_of(made) == "Main"


def test_the_offer_key_finds_what_lays_a_paper_on_their_desk(window: Open) -> None:
    from game.view.stage import is_offer

    made = window()
    session = sit_down(made, SHORT)
    play_to(made, "Main")
    key(made, "return", "o")
    offers = [n for n, option in enumerate(session.match.options(), start=1) if is_offer(option)]
    assert (name_of(made) == "Notice") == (not offers)


# --- keys and mouse in general ---------------------------------------------------------------------


@pytest.mark.parametrize("scene", ["title", "choose", "desk", "consequences", "settings", "records", "debrief"])
def test_everything_that_can_be_used_can_be_reached_by_keys(window: Open, scene: str) -> None:
    made = window()
    if scene in ("desk", "consequences", "debrief"):
        sit_down(made)
        play_to(made, {"desk": "Main", "consequences": "Consequences", "debrief": "DebriefScene"}[scene])
    elif scene != "title":
        key(made, {"choose": "n", "settings": ",", "records": "l"}[scene])
    stage = made.stage
    stops: list[Widget] = []
    for _step in range(len(stage.focusable()) + 1):
        key(made, "tab")
        assert made.stage.focus is not None
        stops.append(made.stage.focus)
        stage = made.stage
    tabbed = {stop.name for stop in stops} | {name for stop in stops for name in by_arrows(made, stop.name)}
    assert {thing.name for thing in stage.focusable()} - tabbed == set()


def by_arrows(made: Window, start: str) -> set[str]:
    """Return what the arrows reach from a widget inside its panel."""
    begun = made.stage.root.find(start)
    found = [begun] if begun is not None and group_of(begun) else []
    for at in found:
        for way in ARROWS.values():
            near = neighbour(made.stage.focusable(), at, way)
            if near is not None and near not in found:
                found.append(near)
    return {thing.name for thing in found}


def test_hover_and_focus_are_drawn_and_nothing_else(window: Open) -> None:
    made = window()
    sit_down(made, LONG, "russia")
    key(made, "return")
    assert made.stage.draw(made.surface) == []
    at = widget(made, "card:3").rect.center
    made.hear(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(1, 1), buttons=(0, 0, 0)))
    areas = made.stage.draw(made.surface)
    assert areas
    assert sum(area.width * area.height for area in areas) < 1280 * 720 / 4


def test_the_window_can_be_resized(window: Open) -> None:
    made = window()
    sit_down(made, LONG, "russia")
    pygame.display.set_mode((1600, 900), pygame.RESIZABLE)
    made.hear(pygame.event.Event(pygame.VIDEORESIZE, size=(1600, 900), w=1600, h=900))
    made.frame()
    assert made.stage.size == (1600, 900)
    assert made.stage.ui.theme.scale == 1.25
    assert read(made.scene.session.path).opened.scenario == LONG  # type: ignore[attr-defined]
