"""What runs between the capitals on the map, and what is only guessed: as the view knows it, nowhere over anything else."""

from __future__ import annotations

import pygame
import pytest

from game.engine.terms import POWERS, Power
from game.play.match import Match
from game.view import legislature, table
from game.view.estimates import guesses
from game.view.links import links
from game.window.kit.widget import Widget
from game.window.parts.arcs import Knot, arc, trim
from game.window.parts.map import Map
from tests.window.conftest import Open
from tests.window.tools import LAW, LONG, SHORT, click, key, name_of, play_fast, rules, shown, sit_down


def start(scenario: str) -> Match:
    """Begin a crisis with one person at the table."""
    return Match.start(rules(scenario), {"us": "human", "russia": "rival"}, 7)


def the_map(root: Widget) -> Map:
    """Return the map of a desk."""
    found = root.find("map")
    assert isinstance(found, Map)
    return found


@pytest.mark.parametrize("me", POWERS)
def test_sanctions_in_force_stand_in_the_way_of_trade(me: Power) -> None:
    match = start(LAW)
    first = {trade.one: trade.barriers for trade in links(match, me).trades}
    assert first["Washington"] == (("The sanctions of 2014", "Washington"),)
    assert first["Brussels"] == (("The sanctions of 2014", "Brussels"),)
    match.worlds.row("law_2017.size")[:] = 0.15
    later = {trade.one: trade for trade in links(match, me).trades}
    assert [label for label, _by in later["Washington"].barriers] == ["The sanctions of 2014", "The law of 2017"]
    assert later["Brussels"].barriers == first["Brussels"], "the ally has no part in a law of one capital"
    assert "The law of 2017" in later["Washington"].about


def test_without_sanctions_trade_is_open() -> None:
    found = links(start(SHORT), "us")
    assert all(trade.barriers == () and "no sanctions" in trade.about for trade in found.trades)
    assert len(found.allies[0].lands) == 16, "the Union of 2001 has fewer members"


def test_an_ally_below_a_threshold_is_said_to_be() -> None:
    match = start(LONG)
    near = links(match, "us").allies[0]
    assert (near.value, near.crossed) == ("80", "")
    match.story.before[match.rules.layout["eu.alignment"]] = 0.65
    far = links(match, "us").allies[0]
    assert (far.value, far.crossed) == ("65", "protests in public")
    for line in table.party_lines(match):
        assert line.rstrip(".").lower() in far.about.lower()


@pytest.mark.parametrize("size", [(960, 600), (1280, 720), (1920, 1080)])
def test_the_map_draws_and_explains_its_links(window: Open, size: tuple[int, int]) -> None:
    made = window(size)
    sit_down(made, LONG, "russia")
    key(made, "return")
    board = the_map(made.stage.root)
    knots = [child for child in board.children if isinstance(child, Knot)]
    assert len(knots) == 3
    assert all(knot.rect.width > 0 and board.rect.contains(knot.rect) for knot in knots)
    words = {mark.text for mark in board._marks}
    assert {"trade", "sanctions", "ally, of 100", "disputed", "Brussels 80"} <= words
    rects = [mark.rect for mark in board._marks]
    assert all(one.collidelist(rects[n + 1 :]) < 0 for n, one in enumerate(rects))
    click(made, "link:0")
    assert name_of(made) == "Notice"
    assert "The sanctions of 2014" in shown(made)


def test_links_are_drawn_once(window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window()
    sit_down(made, LONG, "russia")
    key(made, "return")
    board, drawn = the_map(made.stage.root), []
    monkeypatch.setattr("game.window.parts.arcs.draw", lambda *about: drawn.append(about))
    for at in (board.rect.center, board.rect.topleft, (board.rect.x + 90, board.rect.y + 60)):
        made.hear(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(1, 1), buttons=(0, 0, 0)))
        made.stage.ui.touch(board.rect)
        made.frame()
    assert drawn == []


def test_an_arc_keeps_off_its_ends() -> None:
    points = trim(arc((0, 0), (100, 0), -0.2), 10)
    assert min(y for _x, y in points) == pytest.approx(-20, abs=0.5)
    assert points[0][0] > 5
    assert points[-1][0] < 95


# --- guesses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("me", POWERS)
def test_guesses_are_those_of_the_table(me: Power) -> None:
    match = start(LONG)
    told = guesses(match, me)
    assert [item.line for item in told.items] == table.rival_lines(match, me)[: len(told.items)]
    for item in told.items:
        assert 0 <= item.low <= item.at <= item.high <= 1
        assert item.low < item.high
        assert " to " in item.range


def test_bands_are_drawn_for_what_is_guessed_and_for_nothing_else(window: Open) -> None:
    made = window()
    session = sit_down(made, LAW, "us")
    key(made, "return", "r")
    for item in guesses(session.match, "us").items:
        band = made.stage.root.find(f"guess:{item.name}")
        assert band is not None
        assert band.value == item.range
    gauges = [found for found in made.stage.root.walk() if found.name.startswith("gauge:")]
    assert gauges
    assert all(" to " not in gauge.value for gauge in gauges), "what is known exactly is no range"


def test_a_count_of_the_whips_is_a_range_until_it_is_taken(window: Open) -> None:
    made = window()
    session = sit_down(made, LAW, "us")
    key(made, "return", "l")
    count = legislature.whip_count(session.match, "us")
    assert count is not None
    unsure = [clause for clause in count.clauses if clause.error]
    assert unsure
    for clause in unsure:
        assert f"{clause.votes - clause.error} to {clause.votes + clause.error}" in shown(made)
    for chamber in count.chambers:
        assert f"{chamber.votes} of {chamber.seats}" in shown(made)
    play_fast(session, until_turn=5)
    later = legislature.whip_count(session.match, "us")
    assert later is not None
    assert not any(clause.error for clause in later.clauses)
