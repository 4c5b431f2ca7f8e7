"""Window and terminal say the same: one log, both faces, every turn of a crisis with a legislature."""

from __future__ import annotations

import io

from game.engine.terms import Power
from game.play.match import Match
from game.record.log import read
from game.terminal import screens
from game.terminal.page import Page
from game.view import desk, legislature, story, table
from game.window.app import Window
from tests.window.conftest import Open
from tests.window.test_views import flat
from tests.window.tools import LAW, click, key, name_of, rules, shown, sit_down

ME: Power = "us"


def in_the_terminal(match: Match) -> str:
    """Return what the terminal prints of a match that waits, with all its pages, as one line."""
    out = io.StringIO()
    page = Page(io.StringIO(), out)
    screens.draw_turn(page, match, ME)
    screens.draw_desk(page, match, numbers=False)
    screens.draw_claims(page, match)
    screens.draw_words(page, match, ME)
    screens.draw_mandate(page, match, ME)
    for told in [told for told in match.stories if told.settled][-1:]:
        screens.draw_consequences(page, match, ME, told)
    return flat(out.getvalue())


def pages(match: Match) -> dict[str, list[str]]:
    """Return the sentences of each page, as the view has them."""
    gauges = table.gauges(match, ME)
    told = {
        "news": [part for item in story.news(match) for part in (item.headline, item.text)],
        "cable": list(desk.show(match).text),
        "words": [*table.account_lines(match, ME), *(word.title for word in table.words(match, ME))],
        "rival": [*table.rival_lines(match, ME), *table.party_lines(match)],
        "mandate": [*table.mandate_lines(match, ME), *(gauge.value for gauge in gauges)],
        "facts": list(desk.show(match).claims),
    }
    told["news"] += [*story.their_acts(match, match.story, ME, results=False), story.echo(match, ME), table.tell(match, ME)]
    told["news"] += [f"{gauge.label.name}: {gauge.news}" for gauge in gauges if gauge.news]
    count = legislature.whip_count(match, ME)
    if count is not None:
        told["legislature"] = [chamber.name for chamber in count.chambers]
    return told


def check(faces: tuple[str, str], lines: list[str], what: str) -> None:
    """Find every line on both faces; a capital at the start of a sentence is no difference."""
    for face, words in zip(("window", "terminal"), faces, strict=True):
        for line in lines:
            assert flat(line).lower() in words.lower(), (face, what, line)


def cards(match: Match) -> list[str]:
    """Return what the cards of a desk or tray say."""
    told = []
    for card in desk.show(match).cards:
        told += [card.label, card.reason, *((card.line, card.risk, card.leaving) if card.is_open else ())]
        told += [mark.line() for mark in card.marks if card.is_open]
    return told


def consequences(match: Match) -> list[str]:
    """Return what came of the last turn: paragraphs, causes, papers, words."""
    shown_ = story.consequences(match, [told for told in match.stories if told.settled][-1], ME)
    causes = [part for row in shown_.ledger for item in row.parts for part in (item.cause, item.amount)]
    return [*shown_.paragraphs, *causes, *(part for paper in shown_.papers for part in paper), *shown_.words, shown_.marker]


def look_through(made: Window, match: Match, terminal: str) -> None:
    """Open every page of the desk and hold it against the terminal's."""
    for name, lines in pages(match).items():
        if made.stage.root.find(f"tab:{name}") is None:
            assert not any(lines), name
            continue
        click(made, f"tab:{name}")
        check((shown(made), terminal), lines, f"turn {match.turn + 1}, {name}")


def test_every_turn_reads_the_same_in_the_window_and_in_the_terminal(window: Open) -> None:
    made = window()
    session = sit_down(made, LAW, ME, seed=3)
    turns = set()
    for _step in range(100):
        if name_of(made) == "Ending":
            break
        assert session.path is not None
        match = Match.resume(rules(LAW), read(session.path))
        assert match.is_over == session.match.is_over
        if name_of(made) == "Consequences":
            check(
                (shown(made), in_the_terminal(match) if not match.is_over else shown(made)), consequences(match), f"after turn {match.turn}"
            )
            key(made, "return")
            continue
        terminal = in_the_terminal(match)
        if made.scene.is_morning:  # type: ignore[attr-defined]
            turns.add(match.turn)
            key(made, "return")
            look_through(made, match, terminal)
        check((shown(made), terminal), cards(match), f"turn {match.turn + 1}, {session.where}")
        key(made, next(str(card.number) for card in session.desk().cards if card.is_open), "return")
        if name_of(made) == "Confirm":
            key(made, "tab", "return")
    assert name_of(made) == "Ending"
    assert turns == set(range(10))
