"""What a screen reader would be told of the window, without AccessKit: its roles, labels, values, focus and actions."""

from __future__ import annotations

import pygame

from game.window.access import REQUEST, ROLES, ROOT, Ids, describe, kit_if_any
from tests.window.conftest import Open
from tests.window.tools import LONG, every_scene, key, sit_down


def test_without_a_screen_nobody_is_read_to(window: Open) -> None:
    window()
    assert kit_if_any() is None


def test_cards_are_radio_buttons_and_the_chosen_one_is_ticked(window: Open) -> None:
    made = window()
    session = sit_down(made, LONG, "russia")
    key(made, "return", "2")
    told, widgets = describe(made.stage.root, Ids())
    named = {widgets[facts.id].name: facts for facts in told}
    assert told[0].id == ROOT
    assert told[0].role == "WINDOW"
    cards = [named[f"card:{card.number}"] for card in session.desk().cards]
    assert {card.role for card in cards} == {"RADIO_BUTTON"}
    assert [card.chosen for card in cards] == [card.number == 2 for card in session.desk().cards]
    for facts, card in zip(cards, session.desk().cards, strict=True):
        assert facts.label == card.label
        assert facts.can_focus
        assert facts.can_click
        assert card.line in facts.about
    gauge = named["gauge:tension"]
    assert (gauge.role, bool(gauge.value)) == ("METER", True)
    assert named["tab:cable"].chosen is True
    assert named["tab:news"].chosen is False
    assert widgets[named["card:2"].id] is made.stage.focus


def test_every_tree_is_sound(window: Open) -> None:
    made = window()
    ids = Ids()
    for name, scene in every_scene(made):
        if not name.endswith(("0", "debrief", "title", "records", "choose", "settings")):
            continue
        made.pile.append((scene, None))
        made._show()
        told, _widgets = describe(made.stage.root, ids)
        made.pile.pop()
        known = {facts.id for facts in told}
        below = [child for facts in told for child in facts.children]
        assert len(known) == len(told), name
        assert sorted(below) == sorted(known - {ROOT}), name
        assert {facts.role for facts in told} <= {*ROLES.values(), "WINDOW"}
        assert all(facts.label or facts.about for facts in told if facts.can_click), name


def test_the_same_widget_keeps_its_number_in_the_next_tree(window: Open) -> None:
    made = window()
    sit_down(made, LONG, "russia")
    key(made, "return")
    ids = Ids()
    before = {facts.id: facts.label for facts in describe(made.stage.root, ids)[0]}
    made.scene.refresh()
    made.frame()
    assert {facts.id: facts.label for facts in describe(made.stage.root, ids)[0]} == before


def test_a_wish_focuses_and_presses(window: Open) -> None:
    made = window()
    sit_down(made, LONG, "russia")
    key(made, "return")
    card = made.stage.root.find("card:3")
    assert card is not None
    made.go(made.stage.use(card, click=True))
    made.frame()
    assert made.scene.card == 3  # type: ignore[attr-defined]
    assert made.stage.focus is not None
    assert made.stage.focus.name == "card:3"
    made.hear(pygame.event.Event(REQUEST, target=12345, click=True))
    assert made.is_open
