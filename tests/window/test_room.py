"""How the room of a page is used: mornings full of news, the longer briefing, what is known of a saved game, scales that can be read."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.view.desk import SURE, Mark, OptionCard
from game.view.stage import Path as Track
from game.view.story import LedgerRow, Part
from game.view.tracks import Label, labels
from game.window.app import Window
from game.window.art import assets
from game.window.kit.check import faults
from game.window.kit.scroll import Scroller
from game.window.kit.type import Type
from game.window.kit.widget import Picture, Text, Ui, Widget
from game.window.parts.bands import Scale, scale_ends
from game.window.parts.cards import Card, MarkLine
from game.window.parts.chart import TrackChart
from game.window.parts.waterfall import Waterfall, as_list
from game.window.scene import Scene
from game.window.scenes.briefing import Briefing
from game.window.scenes.main import Main
from game.window.scenes.records import MEANT, Records
from game.window.scenes.tutorial import LESSONS, tutorial
from game.window.settings import Settings
from game.window.stage import Stage
from game.window.world import Wish
from tests.window.conftest import Open
from tests.window.test_views import flat
from tests.window.tools import LAW, LONG, SHORT, key, play_fast, rules, shown, sit_down

WIDE = (1280, 720)


def screen(window: Window, scene: Scene, size: tuple[int, int] = WIDE, text: float = 1.0) -> Stage:
    """Lay a scene out on a screen."""
    theme = Settings(text=text).theme(size)
    return Stage(Ui(theme, Type(theme, assets() / "fonts"), window.art), scene, size)


def named(stage: Stage, name: str) -> Widget:
    """Return a widget that is there."""
    found = stage.root.find(name)
    assert found is not None, name
    return found


def test_the_longer_briefing_is_a_key_or_a_press_away(window: Open) -> None:
    made = window()
    scene = Briefing(made.world, Wish(LONG, "russia", {}), "russia")
    seat = rules(LONG).scenario.seats["russia"]
    parts = {True: seat.brief_print.strip().split("\n\n"), False: seat.brief.strip().split("\n\n")}
    for is_long in (False, True, False):
        told = " ".join(widget.label for widget in screen(made, scene).widgets)
        assert all((flat(part) in flat(told)) == is_long for part in parts[True])
        assert all((flat(part) in flat(told)) != is_long for part in parts[False])
        scene.key(pygame.K_b, False)
    assert named(screen(made, scene), "full").role == "link"


@pytest.mark.parametrize("scenario", [SHORT, LONG, LAW])
def test_a_briefing_names_the_first_and_last_day(window: Open, scenario: str) -> None:
    stage = screen(window(), Briefing(window().world, Wish(scenario, "us", {}), "us"))
    turns = rules(scenario).scenario.turns
    days = named(stage, "calendar").value.split(", ")
    assert len(days) == len(turns)
    for day, turn in ((days[0], turns[0]), (days[-1], turns[-1])):
        assert day.split()[0] == str(int(turn.seen["us"][-2:]))


def test_a_morning_full_of_news_takes_room_from_the_cards(window: Open) -> None:
    made = window()
    session = sit_down(made, LONG, "russia")
    play_fast(session, until_turn=3)
    scene = Main(made.world, session)
    morning = screen(made, scene)
    assert not any(isinstance(widget, Scroller) and widget.name == "news body" and widget.is_focusable for widget in morning.widgets)
    low = named(morning, "card:1").rect.height
    scene._to_desk()
    desk = screen(made, scene)
    assert named(desk, "card:1").rect.height > low
    assert named(desk, "cable").rect.height < named(morning, "news").rect.height


def test_cards_side_by_side_tell_their_rungs_alike(window: Open) -> None:
    made = window()
    scene = Main(made.world, sit_down(made, SHORT, "us"))
    scene._to_desk()
    for size in ((960, 600), WIDE, (1920, 1080)):
        cards = [widget for widget in screen(made, scene, size).widgets if isinstance(widget, Card) and widget.rung is not None]
        named_rungs = [card.rung for card in cards if card.rung is not None and "," in card.rung.label]
        assert len(named_rungs) > 2
        assert len({"," in rung.runs[0].text for rung in named_rungs}) == 1


def test_an_answer_called_hold_is_an_answer() -> None:
    option = OptionCard(2, "hold", "Hold to the terms", "As written.", True, "", "", (), "", "")
    for in_tray in (False, True):
        card = Card(option, False, lambda: None, lambda: None, lambda: None, in_tray=in_tray)
        assert any(isinstance(widget, Picture) for widget in card.walk()) == in_tray
        assert ("no rung" in [widget.label for widget in card.walk()]) != in_tray


def test_ledger_lines_say_what_their_track_is(window: Open) -> None:
    from game.view import story

    session = sit_down(window(), SHORT, "us")
    play_fast(session, until_turn=1)
    rows = story.consequences(session.match, session.settled[-1], "us", full=True).ledger
    assert rows
    for row in rows:
        assert row.label.why in [widget.label for widget in as_list(row).walk()]


def test_records_tell_what_is_known_of_a_game(window: Open, home: Path) -> None:
    del home
    made = window()
    play_fast(sit_down(made, SHORT, "us", seed=42))
    for text in (1.0, 2.0):
        stage = screen(made, Records(made.world), text=text)
        told = [widget.label for widget in stage.widgets]
        assert {"finished", "42", "you", "the machine: rival"} <= set(told)
        assert sum(label.endswith("of 100") for label in told) == 2
        assert (set(MEANT.values()) <= set(told)) == (text == 1.0)


@pytest.mark.parametrize(
    ("shares", "ends"), [([], (30, 70)), ([0.45, 0.62], (30, 70)), ([0.3, 0.7], (30, 70)), ([0.29], (20, 80)), ([0.02, 0.5], (0, 100))]
)
def test_a_scale_is_as_narrow_as_what_lies_on_it(shares: list[float], ends: tuple[int, int]) -> None:
    assert scale_ends(shares) == ends


def test_the_scale_of_the_clauses_is_labelled(window: Open) -> None:
    made = window()
    scene = Main(made.world, sit_down(made, LAW, "us"))
    scene._to_desk()
    scene.tab = "legislature"
    stage = screen(made, scene)
    stage.draw(pygame.Surface(WIDE))
    (scale,) = [widget for widget in stage.widgets if isinstance(widget, Scale)]
    assert [text for _rect, text in scale.pieces] == ["30", "50", "70"]


@pytest.mark.parametrize("last", [31.9, 32.0, 60.0])
@pytest.mark.parametrize("text", [1.0, 2.0])
def test_values_at_the_end_of_a_chart_never_lie_over_each_other(window: Open, text: float, last: float) -> None:
    made = window()
    ui = screen(made, Records(made.world), text=text).ui
    label = Label("relations", "Relations", 1.0, 1, 5.0, 1, "how it stands")
    for sign in (1.0, -1.0):
        path = Track(label, (0.0, 32.0 * sign), (0.0, last * sign), (-100.0, 100.0))
        chart = TrackChart(path, "us", is_explained=True)
        chart.place(ui, pygame.Rect(0, 0, 900, chart.height(ui, 900)))
        assert faults(ui, chart) == []


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_a_lesson_never_covers_what_it_is_about(window: Open, text: float) -> None:
    made = window()
    lesson = tutorial(made.world)
    for _step in range(len(LESSONS)):
        stage = screen(made, lesson, text=text)
        if stage.root.find("lesson") is None:
            break
        _desk, frame, note = named(stage, "pointing").children
        assert frame.rect.width > 0
        both = frame.rect.clip(note.rect)
        assert both.width * both.height <= frame.rect.width * frame.rect.height // 3
        lesson._next()  # type: ignore[attr-defined]


def test_the_key_of_the_longer_briefing_works_in_the_window(window: Open) -> None:
    made = window()
    key(made, "n")
    key(made, "return")
    before = shown(made)
    key(made, "b")
    assert "In short" in shown(made)
    key(made, "b")
    assert shown(made) == before


def test_a_relief_and_a_burden_have_their_own_colours(window: Open) -> None:
    """Tension and pressure are better low, all else is better high; numbers decide it, in any language."""
    ui = window().stage.ui
    for label in labels(rules(LONG).scenario, "russia"):
        burdens = label.row in ("tension", "russia.pressure")
        for up in (False, True):
            drawn = _colours(ui, MarkLine(Mark(label, up, "M", SURE)))
            wanted, other = ("bad", "good") if up == burdens else ("good", "bad")
            assert tuple(ui.colour(wanted)) in drawn
            assert tuple(ui.colour(other)) not in drawn
            row = LedgerRow(label, 1.0, "1", "2", "+1", (Part("rain", 1.0 if up else -1.0, "+1"),), 0)
            amount = next(widget for widget in as_list(row).walk() if widget.label == "+1")
            assert isinstance(amount, Text)
            assert amount.runs[0].colour == wanted
            ui.progress = 1.0
            drawn = _colours(ui, Waterfall(row, 3))
            assert tuple(ui.colour(wanted)) in drawn
            assert tuple(ui.colour(other)) not in drawn


def _colours(ui: Ui, widget: Widget) -> set[tuple[int, ...]]:
    """Return every colour a widget draws on the ground of a page."""
    surface = pygame.Surface((600, 200))
    surface.fill(ui.colour("ground"))
    widget.place(ui, pygame.Rect(10, 10, 560, 180))
    widget.paint(ui, surface)
    return {tuple(surface.get_at((x, y)))[:3] for x in range(600) for y in range(200)}
