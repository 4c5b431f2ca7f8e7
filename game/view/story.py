"""What happened: news, the other side's public acts, earlier choices remembered, consequences and the ledger of a turn."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.context import OPEN
from game.engine.inquire import Inquiry
from game.engine.ledger import Line, merge, printed
from game.engine.observe import miscount
from game.engine.spec import Card, Incident, Response
from game.engine.terms import Power, other
from game.engine.tracks import seat
from game.play.match import HOLD, Match, Move, Story
from game.view.causes import describe
from game.view.desk import body
from game.view.table import marker
from game.view.text import _, number, sentence
from game.view.tracks import Label, labels

LINES = 6
"""Ledger lines shown for a track before "more"."""
NEWS = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of news: headline and text."""

    headline: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One cause of a track's change: its name, and by how much, as a number of what is printed and as printed."""

    cause: str
    value: float
    amount: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One track of the ledger: before (`start` as a number), after, and the printed parts that add up to the printed change."""

    label: Label
    start: float
    before: str
    after: str
    change: str
    parts: tuple[Part, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Consequences:
    """The end of a turn as told."""

    paragraphs: tuple[str, ...]
    ledger: tuple[LedgerRow, ...]
    quiet: tuple[str, ...]
    marker: str
    words: tuple[str, ...]
    papers: tuple[tuple[str, str], ...]
    next: str


def find_incident(match: Match, incident: str) -> Incident:
    """Return an incident by its id."""
    return match.scenario.incidents[match.rules.layout.incident_index[incident] - 1]


def picked(match: Match, move: Move) -> Response | Card | None:
    """Return the response or card of a move; None for holding."""
    if move.where == "desk":
        return next(item for item in find_incident(match, move.incident).responses if item.id == move.pick)
    return None if move.pick == HOLD else next(card for card in match.scenario.seats[move.power].tray if card.id == move.pick)


def is_seen(match: Match, move: Move, me: Power) -> bool:
    """Tell whether a power may know of a move."""
    item = picked(match, move)
    return item is not None and (move.power == me or not item.private)


def news(match: Match) -> list[Item]:
    """Return the news of the turn in play."""
    items = [find_incident(match, name) for name in match.story.news]
    if match.turn == 0:
        # The first page is long enough: what happened is in the cable.
        return [Item(item.title, "") for item in items[:1]]
    asked = match.inquire(match.story.before)
    return [Item(item.title, _news_text(asked, item)) for item in items[:NEWS]]


def _news_text(asked: Inquiry, item: Incident) -> str:
    callback = next((told.text for told in item.callbacks if asked.holds(told.when)), "")
    return f"{body(asked, item).strip()} {callback}".replace("\n", " ").strip()


def their_acts(match: Match, story: Story, me: Power, results: bool = True) -> list[str]:
    """Return what the other side did in a turn, as far as it is public; without results only what it announced."""
    acts = []
    for move in story.moves:
        item = picked(match, move)
        if move.power != me and item is not None and is_seen(match, move, me):
            told = sentence(item.news or item.label)
            capital = match.scenario.seats[move.power].capital
            named = told if told.startswith(capital) else f"{capital}: {told}"
            acts.append(f"{named} {item.result if results else ''}".strip())
    return acts


def my_results(match: Match, story: Story, me: Power) -> list[str]:
    """Return what came of a power's own choices in a turn."""
    results = []
    for move in story.moves:
        item = picked(match, move)
        if move.power == me and item is not None:
            results.append(item.result)
    for risk, happened, power in story.drawn:
        if power == me and risk:
            results.append(
                _("It came to pass: {risk}.").format(risk=risk) if happened else _("It did not come to pass: {risk}.").format(risk=risk)
            )
    return results


def echo(match: Match, me: Power) -> str:
    """Return a sentence about an earlier choice: from turn 2 on, every turn names one."""
    earlier = [move for story in match.stories if story.turn < match.turn for move in story.moves if is_seen(match, move, me)]
    told = [(move, item.echo) for move in earlier if (item := picked(match, move)) is not None and item.echo]
    own = [(move.turn, text) for move, text in told if move.power == me]
    if not own:
        return told[-1][1] if told else ""
    heard: list[str] = []
    for turn in range(1, match.turn + 1):
        heard.append(_echo_of(turn, [text for when, text in own if when < turn], heard))
    return heard[-1]


def _echo_of(turn: int, own: list[str], heard: list[str]) -> str:
    """Return what a turn remembers: the oldest and the newest choices in turn, none twice while there is another."""
    fresh = [text for text in own if text not in heard] or own
    return "" if not fresh else fresh[0] if turn % 2 else fresh[-1]


# --- consequences ----------------------------------------------------------------------------------


def consequences(match: Match, story: Story, me: Power, full: bool = False) -> Consequences:
    """Return the end of a settled turn as one power is told it."""
    body = match.scenario.legislature
    mine = body is not None and body.power == me
    shown = [label for label in labels(match.scenario, me) if full or (label.since <= story.turn + 1 and (mine or not label.count))]
    rows = [ledger_row(match, story, label, me, full) for label in shown]
    asked = match.inquire(story.after)
    following = match.scenario.turns[story.turn + 1] if story.turn + 1 < match.rules.turns else None
    return Consequences(
        (*my_results(match, story, me), *their_acts(match, story, me)),
        tuple(row for row in rows if row.change and row.parts),
        tuple(row.label.name for row in rows if not (row.change and row.parts) and row.label.at_rest is None and not row.label.count),
        marker(asked.reading(seat(me).rung), asked.reading(seat(me).stake)),
        _open_words(match, story, me),
        front_pages(match, story, me),
        following.name if following else "",
    )


def _open_words(match: Match, story: Story, me: Power) -> tuple[str, ...]:
    """Return the words that stand open after a turn, as far as a power may know of them."""
    lines = []
    for word in match.scenario.words:
        state, due = (float(story.after[match.rules.layout[f"{word.id}.{part}"]]) for part in ("state", "due"))
        if state == OPEN and (word.owner == me or word.public):
            owner = match.scenario.seats[word.owner].capital
            lines.append(_("On the table: {owner}, {title}, due turn {turn}.").format(owner=owner, title=word.title, turn=int(due)))
    return tuple(lines)


def ledger_row(match: Match, story: Story, label: Label, me: Power, full: bool = False) -> LedgerRow:
    """Return one track's ledger: what moved it, largest first, in figures that add up to the printed change."""
    row = match.rules.layout[label.row]
    # The ledger speaks of the count a power was shown, as the next turn shows it.
    off = miscount(match.rules, story.after, me, story.turn + 1, label.row) if label.count else 0.0
    before, after = float(story.before[row]) - off, float(story.after[row]) - off
    lines = merge(line for line in story.lines if line.row == label.row)
    named: dict[str, float] = {}
    for line in lines:
        words = describe(match.scenario, me, known(match, story, line, me))
        named[words] = named.get(words, 0.0) + line.amount
    scale = 10.0**label.places
    # The printed change is that between the printed figures, so that a turn begins where the last one ended.
    total = round(after * label.factor * scale) - round(before * label.factor * scale)
    units = printed([amount * label.factor for amount in named.values()], total / scale, label.places)
    parts = [(words, unit) for words, unit in zip(named, units, strict=True) if unit]
    parts.sort(key=lambda part: -abs(part[1]))
    kept, rest = (parts, []) if full else (parts[: LINES - 1], parts[LINES - 1 :])
    if len(rest) == 1:
        kept, rest = parts, []
    if rest:
        kept = [*kept, (_("{n} smaller causes").format(n=len(rest)), sum(unit for _words, unit in rest))]
    return LedgerRow(
        label,
        round(before * label.factor * scale) / scale,
        label.show(before),
        label.show(after),
        number(total / scale, label.places, sign=True) if total else "",
        tuple(Part(words, unit / scale, number(unit / scale, label.places, sign=True)) for words, unit in kept),
        len(rest),
    )


def known(match: Match, story: Story, line: Line, me: Power) -> Line:
    """Return a ledger line with what a power may not know taken out of its name."""
    hidden = line.power == other(me) and any(
        move.power == line.power and move.where == line.where and not is_seen(match, move, me) for move in story.moves
    )
    return Line(line.row, ("unknown",), line.amount, line.power) if hidden and line.cause[0] in ("why", "step", "measure") else line


def front_pages(match: Match, story: Story, me: Power) -> tuple[tuple[str, str], ...]:
    """Return one headline of a paper of each side for a turn: what the desks did, as each paper sees it."""
    moves = [move for move in story.moves if is_seen(match, move, me)]
    pages: list[tuple[str, str]] = []
    for power in ("us", "russia"):
        papers = [paper for paper in match.scenario.papers if paper.power == power]
        if papers:
            paper = papers[story.turn % len(papers)]
            headline = _headline(match, moves, paper.id, power) or (story.headlines[-1] if story.headlines else "")
            if headline and all(headline != printed_before for _name, printed_before in pages):
                pages.append((paper.name, headline))
    return tuple(pages)


def _headline(match: Match, moves: list[Move], paper: str, side: Power) -> str:
    items = [(move, item) for move in reversed(moves) if (item := picked(match, move)) is not None]
    for _move, item in items:
        if isinstance(item, Response) and paper in item.papers:
            return item.papers[paper]
    own = [item.news for move, item in items if move.power == side and item.news]
    return own[0] if own else next((item.news for _move, item in items if item.news), "")
