"""The pages of the terminal game, drawn from the view."""

from __future__ import annotations

from game.engine.spec import Scenario
from game.engine.terms import Power, other
from game.play.match import Match, Story
from game.terminal.page import Page
from game.view import brief, debrief, desk, legislature, story, table
from game.view.review import Graded, Review
from game.view.text import _, date
from game.view.text import sentence as whole


def draw_brief(page: Page, shown: brief.Briefing, full: bool = False) -> None:
    """Draw the briefing; in full with what the goals of the mandate weigh."""
    page.rule()
    page.heading(f"{shown.title} · {shown.capital}")
    page.text(shown.office)
    page.line()
    for part in shown.text.strip().split("\n\n"):
        page.text(part.replace("\n", " "))
    page.heading(_("Your mandate: {name}").format(name=shown.mandate))
    page.text(shown.aim)
    if full:
        page.text(shown.short)


def draw_turn(page: Page, match: Match, me: Power) -> None:
    """Draw the head of a turn: date, news, a callback, gauges, and what the other side did before you."""
    turn = match.scenario.turns[match.turn]
    page.rule()
    page.heading(
        _("Turn {n} of {all} · {name} · {date}").format(n=match.turn + 1, all=match.rules.turns, name=turn.name, date=date(turn.seen[me]))
    )
    for item in story.news(match):
        page.text(f"{whole(item.headline)} {item.text}".strip())
    for sentence in (story.echo(match, me), table.tell(match, me)):
        if sentence:
            page.line()
            page.text(sentence)
    draw_gauges(page, match, me)
    acts = story.their_acts(match, match.story, me, results=False)
    if acts:
        page.heading(_("Their move"))
        page.items(acts, 0)


def draw_gauges(page: Page, match: Match, me: Power) -> None:
    """Draw the gauges of the turn, the ladder, and what is new."""
    shown = table.gauges(match, me)
    page.line()
    page.text(" · ".join(f"{gauge.label.name} {gauge.value}" for gauge in shown), 0, 2)
    page.text(". ".join(table.ladder(match, me)) + ".", 0, 2)
    for gauge in shown:
        if gauge.news:
            page.text(f"{gauge.label.name}: {gauge.news}", 2, 4)
    if match.turn == 0:
        page.text(_("Cards: S small, M medium, L large."), 2, 4)
    if match.turn:
        page.text(_("Your mandate stands at {n} of 100; m shows its goals.").format(n=table.mandate_total(match, me)))
    page.items(table.warnings(match, me), 0)


def draw_mandate(page: Page, match: Match, me: Power) -> None:
    """Draw the mandate with where each goal stands."""
    page.heading(_("Your mandate"))
    page.items(table.mandate_lines(match, me))


def draw_desk(page: Page, match: Match, numbers: bool) -> desk.Desk:
    """Draw the desk or the tray and return it."""
    shown = desk.show(match, numbers)
    if shown.title:
        page.heading(_("On your desk: {title}").format(title=shown.title))
        for part in shown.text:
            page.text(part)
        if shown.claims and match.turn:
            page.text(_("c shows the facts behind this, their status and sources."), 2)
        page.items(shown.legislature)
        if shown.voices:
            page.line()
        if match.turn == 0:
            # The first page is the longest: who backs what is enough until the player asks why.
            draw_backers(page, shown)
        else:
            draw_voices(page, shown)
    else:
        page.heading(_("One act of your own"))
        if match.turn == 0:
            page.text(_("Beside the desk you may do one thing that nobody asked for, or hold. Four are offered; others come later."))
    page.line()
    for card in shown.cards:
        draw_card(page, card)
    return shown


def draw_backers(page: Page, shown: desk.Desk) -> None:
    """Draw in one line which adviser is for which response."""
    if shown.voices:
        told = "; ".join(_("{name} for {n}").format(name=voice.name, n=voice.backs) for voice in shown.voices)
        page.text(_("Advisers (a hears them): {list}.").format(list=told), 0, 2)


def draw_voices(page: Page, shown: desk.Desk) -> None:
    """Draw what each adviser says."""
    for voice in shown.voices:
        page.text(_("{name}, for {n}: {words}").format(name=voice.name, n=voice.backs, words=voice.because), 0, 2)
    if not shown.voices:
        page.text(_("No adviser has a word on this."))


def draw_card(page: Page, card: desk.OptionCard) -> None:
    """Draw one option: its number, what it is, what it does by itself."""
    label = f"{card.verb}: {card.label}" if card.verb else card.label
    if not card.is_open:
        page.text(_("{n}. Locked: {label} {reason}").format(n=card.number, label=whole(label), reason=card.reason), 0, 3)
        return
    page.text(f"{card.number}. {whole(label)} {card.line}", 0, 3)
    facts = [card.rung, *(mark.line() for mark in card.marks), card.risk, card.leaving]
    shown = [fact[:1].upper() + fact[1:] for fact in facts if fact]
    if shown:
        page.text(". ".join(shown) + ".", 3, 3)


def draw_claims(page: Page, match: Match) -> None:
    """Draw the claims behind the matter on the desk, each with its status and source."""
    page.items(desk.show(match).claims or [_("Nothing on this page rests on a claim.")])


def draw_words(page: Page, match: Match, me: Power) -> None:
    """Draw the words on the table, the account, and what is guessed of the other side."""
    page.heading(_("Words on the table"))
    shown = table.words(match, me)
    page.items([f"{word.owner}: {word.title}, {word.due}, {word.state}" for word in shown] or [_("None yet.")])
    page.items(table.threat_lines(match, me))
    page.items(table.paper_lines(match, me))
    page.items(table.account_lines(match, me))
    page.heading(_("What you guess of the other side"))
    page.items(table.rival_lines(match, me))
    if match.scenario.legislature is not None and match.scenario.legislature.clauses:
        page.heading(match.scenario.legislature.name)
        page.items(list(legislature.lines(match, me)))
    if match.scenario.parties:
        page.heading(_("Third parties"))
        page.items(table.party_lines(match))


def draw_moves(page: Page, match: Match, me: Power, told: Story) -> None:
    """Draw who chose what in a settled turn, as far as a power may know of it before the game is over."""
    turn = match.scenario.turns[told.turn]
    page.rule()
    page.heading(_("Turn {n} · {name} · {date}").format(n=told.turn + 1, name=turn.name, date=date(turn.seen[me])))
    for move in told.moves:
        capital, item = match.scenario.seats[move.power].capital, story.picked(match, move)
        if item is None:
            page.text(_("{capital}: Hold.").format(capital=capital), 2, 4)
        elif match.is_over or story.is_seen(match, move, me):
            page.text(f"{capital}: {whole(item.label)}", 2, 4)


def draw_consequences(page: Page, match: Match, me: Power, told: Story, full: bool = False) -> None:
    """Draw the end of a turn: what came of it, the ledger in plain sentences, the papers."""
    shown = story.consequences(match, told, me, full)
    page.heading(_("What came of turn {n}").format(n=told.turn + 1))
    for part in shown.paragraphs:
        page.text(part)
    page.line()
    for row in shown.ledger:
        parts = ", ".join(f"{part.cause} {part.amount}" for part in row.parts)
        told_row = _("{track} {before} to {after}: {parts}.").format(track=row.label.name, before=row.before, after=row.after, parts=parts)
        page.text(told_row, 0, 2)
    if shown.quiet and told.turn == 0:
        page.text(_("Unmoved: {tracks}.").format(tracks=", ".join(shown.quiet)), 0, 2)
    page.text(shown.marker + ".")
    page.items(shown.words, 0)
    if shown.papers:
        page.line()
    for name, headline in shown.papers:
        page.text(f"{name}: {headline}", 0, 2)


def draw_close(page: Page, match: Match, me: Power) -> None:
    """Draw the ending and the verdict."""
    shown = debrief.close(match, me)
    page.rule()
    page.heading(shown.title)
    for part in shown.paragraphs:
        page.text(part)
        page.line()
    page.text(f"{shown.verdict}. {shown.verdict_text}")
    page.items(shown.bill)
    page.items(shown.people)


def draw_debrief(page: Page, match: Match, record: Match | None, me: Power) -> None:
    """Draw the debrief: scores by parts, what was hidden, the path beside the record's, what really happened."""
    shown = debrief.debrief(match, record, me)
    page.heading(_("What it was worth"))
    for score in shown.scores:
        page.text(_("{name}, {mandate}: {total} of 100").format(name=score.name, mandate=score.mandate, total=score.total))
        page.items([f"{part.amount}: {part.goal}" for part in score.parts])
        if score.cap:
            page.text(score.cap, 2)
    page.heading(_("What was hidden"))
    page.items(shown.hidden)
    page.heading(_("Your path and the record, turn by turn"))
    page.columns(shown.columns, shown.table)
    page.text(_("The record's column is the same crisis, same dice, played as both capitals really acted."), 0)
    if shown.turning:
        page.heading(_("What moved your mandate most"))
        page.items(shown.turning)
    if shown.fork:
        page.line()
        page.text(shown.fork)
    page.heading(_("What really happened"))
    page.items(shown.history)


def draw_review(page: Page, shown: Review) -> None:
    """Draw the review: how much both sides kept, the dearest choices, then every choice with its grade."""
    page.items(shown.summary)
    if shown.forks:
        page.heading(_("The dearest choices"))
        page.items([_graded(item, with_better=True) for item in shown.forks])
    if shown.choices:
        page.heading(_("Every choice"))
        page.items([_graded(item, with_better=False) for item in shown.choices])
    page.text(shown.method)


def _graded(item: Graded, with_better: bool) -> str:
    told = _("Turn {turn}, {title}: “{chosen}”.").format(turn=item.turn, title=item.title, chosen=item.chosen)
    if with_better:
        return f"{told} {item.told}"
    return f"{told} {item.name} ({item.cost})." if item.cost else f"{told} {item.name}."


def draw_handover(page: Page, scenario: Scenario, me: Power) -> None:
    """Hide one player's page from the other."""
    page.line("\n" * 40)
    page.text(_("{name} has the desk. {other}, look away.").format(name=scenario.seats[me].name, other=scenario.seats[other(me)].name))
