"""The window says what the view says, and nothing that a power may not know."""

from __future__ import annotations

import pygame

from game.engine.terms import other
from game.view import brief, debrief, desk, legislature, stage, story, table
from game.view.codex import codex
from game.view.explain import explain_option
from game.window.kit.check import texts
from game.window.scenes.main import Main
from game.window.stage import Stage
from tests.window.conftest import Open
from tests.window.tools import LONG, click, key, look, name_of, play_to, rules, shown, sit_down


def flat(text: str) -> str:
    """Return a text with its white space made one."""
    return " ".join(text.split())


def test_the_desk_shows_the_cable_the_voices_and_the_cards(window: Open) -> None:
    made = window()
    session = sit_down(made, LONG, "russia")
    key(made, "return")
    words, wanted = shown(made), desk.show(session.match)
    for part in (wanted.title, *wanted.text):
        assert flat(part) in words
    for voice in wanted.voices:
        assert voice.name in words
        assert flat(voice.because) in words
    for card in wanted.cards:
        assert flat(card.label) in words
        assert flat(card.line) in words
        for mark in card.marks if card.is_open else ():
            assert mark.line() in words
        assert flat(card.reason) in words
        if card.rung and card.is_open:
            assert card.rung in words
        assert card.leaving in words
        assert flat(card.risk).lower() in words.lower()
    for gauge in table.gauges(session.match, "russia"):
        assert f"{gauge.label.name} {gauge.value}" in words
    assert stage.rungs(session.match, "russia").marker in table.ladder(session.match, "russia")[1]
    assert table.ladder(session.match, "russia")[1] in words


def test_the_pages_show_what_the_terminal_shows(window: Open) -> None:
    made = window()
    session = sit_down(made, LONG, "us", seed=3)
    play_to(made, "Consequences")
    key(made, "return")
    match = session.match
    wanted = {
        "news": [item.headline for item in story.news(match)] + [item.text for item in story.news(match)],
        "words": [*table.account_lines(match, "us"), *(word.title for word in table.words(match, "us"))],
        "rival": [*table.rival_lines(match, "us"), *table.party_lines(match)],
        "mandate": [*table.mandate_lines(match, "us"), *(gauge.value for gauge in table.gauges(match, "us"))],
        "facts": list(desk.show(match).claims),
    }
    wanted["news"] += [*story.their_acts(match, match.story, "us", results=False), story.echo(match, "us"), table.tell(match, "us")]
    wanted["news"] += [f"{gauge.label.name}: {gauge.news}" for gauge in table.gauges(match, "us") if gauge.news]
    count = legislature.whip_count(match, "us")
    if count is not None:
        wanted["legislature"] = [chamber.name for chamber in count.chambers]
    for tab, lines in wanted.items():
        if made.stage.root.find(f"tab:{tab}") is None:
            assert not any(lines), tab
            continue
        click(made, f"tab:{tab}")
        words = shown(made)
        for line in lines:
            assert flat(line) in words, (tab, line)


def test_the_consequences_show_paragraphs_ledger_and_papers(window: Open) -> None:
    made = window()
    session = sit_down(made, LONG, "russia")
    play_to(made, "Consequences")
    words, wanted = shown(made), story.consequences(session.match, session.settled[-1], "russia")
    for part in wanted.paragraphs:
        assert flat(part) in words
    for row in wanted.ledger:
        assert "; ".join(f"{part.cause} {part.amount}" for part in row.parts) in words
        assert made.stage.root.find(f"ledger:{row.label.row}") is not None
    for name, headline in wanted.papers:
        assert name in words
        assert flat(headline) in words
    assert wanted.marker in words
    assert wanted.next in words
    made.stage.root.draw(made.stage.ui, pygame.Surface(made.stage.size), None)
    drawn = {text for widget in made.stage.root.walk() for _rect, text in widget.pieces}
    for row in wanted.ledger:
        assert {row.before, row.after, row.change} <= drawn


def test_the_ending_and_the_debrief_show_what_the_view_says(window: Open) -> None:
    made = window()
    session = sit_down(made)
    play_to(made, "Ending")
    close = debrief.close(session.match, "us")
    for part in (close.title, *close.paragraphs, close.verdict, *close.people):
        assert flat(part) in shown(made)
    key(made, "return")
    words, wanted = shown(made), debrief.debrief(session.match, session.as_recorded(), "us")
    for line in (*wanted.hidden, *wanted.turning, wanted.fork, *wanted.history, *(cell for row in wanted.table for cell in row)):
        assert flat(line) in words
    for score in wanted.scores:
        assert score.total in words
        for part in score.parts:
            assert part.amount in words


def test_the_briefing_and_the_codex_show_what_the_view_says(window: Open) -> None:
    made = window()
    key(made, "n", "return")
    scenario = rules(LONG).scenario
    shown_brief = brief.briefing(scenario, "russia", scenario.seats["russia"].mandates[0].id)
    for part in (shown_brief.office, shown_brief.aim, *shown_brief.goals, *shown_brief.text.split("\n\n")):
        assert flat(part) in shown(made)
    key(made, "return", "return", "c")
    known = codex(scenario, "russia")
    for kind in ("terms", "measures", "sources"):
        click(made, f"tab:{kind}")
        words = shown(made)
        for entry in getattr(known, kind):
            assert flat(entry.text) in words


def test_f1_explains_the_card_that_has_the_focus(window: Open) -> None:
    made = window()
    session = sit_down(made, LONG, "russia")
    key(made, "return", "2", "f1")
    assert name_of(made) == "Notice"
    for line in explain_option(session.match, session.match.options()[1]):
        assert flat(line) in shown(made)


def test_underlined_words_explain_themselves(window: Open) -> None:
    made = window()
    session = sit_down(made, LONG, "russia")
    key(made, "return")
    links = [(widget, link) for widget in made.stage.root.walk() for link in getattr(widget, "links", [])]
    assert links
    _widget, (rect, term) = links[0]
    look(made)
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        made.hear(pygame.event.Event(kind, pos=rect.center, button=1))
    made.frame()
    assert name_of(made) == "Notice"
    assert session.match.scenario.glossary or term
    assert term.lower() in shown(made).lower()


# --- secrets ---------------------------------------------------------------------------------------


def test_nothing_hidden_is_in_the_tree(window: Open) -> None:
    """In a whole game by both: private choices of the other side, hidden types, words not public, tray and desk of theirs."""
    for me in ("us", "russia"):
        made = window()
        session = sit_down(made, LONG, me, seed=5)
        for _step in range(80):
            if session.match.is_over or name_of(made) in ("Ending", "DebriefScene"):
                break
            _look_for_secrets(made, session)
            key(made, *(("tab", "return") if name_of(made) == "Confirm" else ("return",)))
        assert session.match.is_over


def _look_for_secrets(made, session) -> None:  # type: ignore[no-untyped-def]
    match, me = session.match, session.me
    them = other(me)
    trees = [made.stage.root]
    if isinstance(made.scene, Main):
        made.scene._to_desk() if made.scene.is_morning else None
        for tab in made.scene._pages().tabs(True):
            made.scene.tab = tab
            trees.append(Stage(made.stage.ui, made.scene, made.stage.size).root)
    words = " ".join(" ".join(flat(text) for text in texts(tree)) for tree in trees)
    for told in match.stories:
        for move in told.moves:
            item = story.picked(match, move)
            if item is not None and move.power == them and item.private:
                for secret in (item.label, item.line, item.result, item.echo, item.news):
                    assert not secret or flat(secret) not in words, secret
    for word in match.scenario.words:
        if word.owner == them and not word.public:
            assert word.title not in words
    mine = {card.label for card in match.scenario.seats[me].tray} | {r.label for i in match.scenario.incidents for r in i.responses}
    for card in match.scenario.seats[them].tray:
        if card.label not in mine:
            assert not any(flat(card.line) and flat(card.line) in text for text in texts(trees[0]))
    for incident in match.scenario.incidents:
        if incident.power == them:
            for part in incident.text.strip().split("\n\n"):
                assert flat(part) not in words
