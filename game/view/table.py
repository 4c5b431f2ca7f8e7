"""The state of the table as one power sees it: gauges, ladder, words, estimates of the other side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine.advice import THREAT_PRESSURE, concede
from game.engine.context import DROPPED, KEPT, OPEN
from game.engine.observe import Observation
from game.engine.spec import Party
from game.engine.terms import COUNTERED, Power, other
from game.engine.tracks import HiddenRows, PartyRows, WordRows, seat
from game.play.match import Match
from game.view.brief import goal_line, goal_scale, mandate_of
from game.view.text import _, count, date, number
from game.view.tracks import Label, labels, rung_name

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PEN_WARNING = 15.0


@dataclass(frozen=True, slots=True)
class Gauge:
    """A track as shown: its label, its value, and the line that introduces it in the turn it is first needed."""

    label: Label
    value: str
    news: str


@dataclass(frozen=True, slots=True)
class OpenWord:
    """A word on the table as shown."""

    title: str
    owner: str
    due: str
    state: str


def standing(match: Match) -> NDArray[np.float64]:
    """Return the state the gauges show: that at the start of the turn in play, or the last one of a game that is over."""
    return match.story.after if match.is_over else match.story.before


def gauges(match: Match, me: Power) -> list[Gauge]:
    """Return the tracks shown in this turn as it began, where its ledger starts, and after the last turn as they ended.

    One shown for the first time says why.
    """
    turn, before = match.turn + 1, standing(match)
    rows = match.rules.layout.rows
    known = [label for label in labels(match.scenario, me) if label.since <= turn and not label.count]
    shown = [label for label in known if float(before[rows[label.row]]) != label.at_rest]
    return [Gauge(label, label.show(float(before[rows[label.row]])), label.why if label.since == turn else "") for label in shown]


def mandate_lines(match: Match, me: Power) -> list[str]:
    """Return the goals of a power's mandate with where each stood as the turn began, as its gauges do, and what that would earn."""
    asked, mandate = match.inquire(match.story.before), mandate_of(match.scenario, me, match.opened.mandates[me])
    lines = [_("{name}: {text}").format(name=mandate.name, text=mandate.text)]
    for goal in mandate.goals:
        scale = goal_scale(goal)
        now = number(asked.value(goal.of) * scale, 0)
        lines.append(_("{goal}; now {now}, worth {points}").format(goal=goal_line(goal), now=now, points=number(asked.goal(goal))))
    return lines + floor_lines(match, me)


def floor_lines(match: Match, me: Power) -> list[str]:
    """Return what a power's side has told it to keep whatever its mandate, each floor with where it stood as the turn began."""
    asked, parts = match.inquire(match.story.before), []
    for floor in match.scenario.seats[me].floors:
        scale = goal_scale(floor)
        told = _("{label} {floor}, now {now}").format(
            label=floor.label, floor=number(floor.start * scale, 0), now=number(asked.value(floor.of) * scale, 0)
        )
        parts.append(told)
    return [_("Floors to end above, whatever the mandate: {list}.").format(list="; ".join(parts))] if parts else []


def mandate_total(match: Match, me: Power) -> str:
    """Return what a power's mandate was worth as the turn began."""
    return number(match.inquire(match.story.before).mandate(mandate_of(match.scenario, me, match.opened.mandates[me])), 0)


def ladder(match: Match, me: Power) -> list[str]:
    """Return the two lines of the ladder: where both stand, and what leaving costs."""
    asked = match.inquire()
    mine, theirs = asked.reading(seat(me).rung), asked.reading(seat(other(me)).rung)
    them = match.scenario.seats[other(me)].capital
    first = _("Ladder: you {mine} ({name}), {them} {theirs}").format(mine=int(mine), name=rung_name(mine), them=them, theirs=int(theirs))
    return [first, marker(mine, asked.reading(seat(me).stake))]


def marker(rung: float, stake: float) -> str:
    """Return the marker of the ladder: what leaving the crisis now would cost."""
    if rung >= 8:
        return _("Only together: leaving needs an offer they accept")
    if stake < 0.5:
        return _("You can leave free")
    return _("Leaving costs about {n} room").format(n=round(stake))


def warnings(match: Match, me: Power) -> list[str]:
    """Return what a player must know before choosing: the pen, and endings that stand on the edge."""
    asked, lines = match.inquire(), []
    room = asked.row(seat(me).room)
    if asked.row(seat(me).pen) > 0.5:
        lines.append(_("Home has taken the pen: your loudest adviser answers this desk."))
    elif room <= PEN_WARNING:
        lines.append(_("Room is down to {n}. At 0 your loudest adviser answers the next desk.").format(n=number(room, 0)))
    for ending in match.scenario.endings:
        lines += [omen.text for omen in ending.omens if asked.holds(omen.when)][:1]
    return lines


def words(match: Match, me: Power) -> list[OpenWord]:
    """Return the words that are or were on the table, as far as `me` may know of them."""
    result = []
    for word in match.scenario.words:
        state = float(match.worlds.row(WordRows(word.id).state)[0])
        if state == 0 or (word.owner != me and not word.public):
            continue
        due = min(int(match.worlds.row(WordRows(word.id).due)[0]), match.rules.turns)
        told = {OPEN: _("open"), KEPT: _("kept"), DROPPED: _("dropped")}.get(state, _("lapsed with its author"))
        when = _("due turn {n}, {date}").format(n=due, date=date(match.scenario.turns[due - 1].seen[me]))
        result.append(OpenWord(word.title, match.scenario.seats[word.owner].capital, when, told))
    return result


def paper_lines(match: Match, me: Power) -> list[str]:
    """Return the paper of one's own that lies unanswered on the other desk."""
    there = other(me)
    place, kind = (int(match.worlds.row(f"{there}.mail.{name}")[0]) for name in ("card", "kind"))
    sender = there if kind == COUNTERED else me
    card = match.scenario.seats[sender].tray[place - 1] if place else None
    if card is None or card.mail is None:
        return []
    return [_("On their desk, not answered yet: {title}.").format(title=card.mail.title)]


def threat_lines(match: Match, me: Power) -> list[str]:
    """Return what the record says of a power's open warnings: how often a great power gives in to such a threat."""
    if not any(
        word.kind == "warning" and match.worlds.row(WordRows(word.id).state)[0] == OPEN for word in match.scenario.words if word.owner == me
    ):
        return []
    credibility = float(match.worlds.row(seat(me).credibility)[0])
    share = concede(match.scenario.model, credibility, THREAT_PRESSURE, 1.0, imposed=False)
    return [_("A great power gives in to a warning like yours about 1 time in {n}.").format(n=max(2, round(1 / share)))]


def rival_lines(match: Match, me: Power) -> list[str]:
    """Return what is guessed of the other side, with the size of the error."""
    them = match.scenario.seats[other(me)]
    seen = Observation(match.worlds, me, match.turn)
    lines = []
    for name, label, factor in (("room", _("room"), 1.0), ("credibility", _("credibility"), 100.0), ("hope", _("hope"), 100.0)):
        guess, error = seen.estimate(name)
        value, margin = number(float(guess[0]) * factor, 0), number(float(error[0]) * factor, 0)
        lines.append(
            _("{capital}, {label}: about {value}, give or take {margin}").format(
                capital=them.capital, label=label, value=value, margin=margin
            )
        )
    return lines + tell_lines(match, me)


def alignment(match: Match, party: Party) -> float:
    """Return how close a third party stood as the turn began, 0 to 1, as the gauges have it."""
    return float(match.story.before[match.rules.layout[PartyRows(party.id).alignment]])


def party_lines(match: Match) -> list[str]:
    """Return what is known of all third parties."""
    return [line for party in match.scenario.parties for line in lines_of_party(match, party)]


def lines_of_party(match: Match, party: Party) -> list[str]:
    """Return a third party as the turn began, with its meter, its line of stance and what it has announced."""
    value = alignment(match, party)
    lines = [_("{name} {value}: {stance}").format(name=party.name, value=number(value * 100, 0), stance=party.stance)]
    for bar, what in party.thresholds:
        text = _("below {bar} it {what} (now)") if value < bar else _("below {bar} it {what}")
        lines.append(text.format(bar=number(bar * 100, 0), what=what))
    return lines


def tell_lines(match: Match, me: Power) -> list[str]:
    """Return what is known or told of the hidden types."""
    lines = []
    for hidden in match.scenario.hidden:
        names = [value for value, _prior in hidden.values]
        told = int(match.worlds.row(seat(me).told(hidden.id))[0])
        if match.turn + 1 >= hidden.reveal:
            value = names[int(match.worlds.row(HiddenRows(hidden.id).value)[0])]
            lines.append(_("{label}: {value}.").format(label=hidden.label, value=hidden.labels[value]))
        elif told:
            lines.append(
                _("{label}: your people read it as {value}, and have been wrong before.").format(
                    label=hidden.label, value=hidden.labels[names[told - 1]]
                )
            )
    return lines


def tell(match: Match, me: Power) -> str:
    """Return the tell of this turn: a sentence about what is still hidden, right more often than not, or nothing."""
    seen = Observation(match.worlds, me, match.turn)
    if bool(seen.misses_tell()[0]):
        return ""
    for hidden in match.scenario.hidden:
        if not 2 <= match.turn + 1 < hidden.reveal:
            continue
        values = [value for value, _prior in hidden.values]
        pointed = values[int(seen.pointed(hidden.id, len(values))[0])]
        sentences = hidden.tells.get(pointed, ())
        if sentences:
            return sentences[(match.turn - 1) % len(sentences)]
    return ""


def account_lines(match: Match, me: Power) -> list[str]:
    """Return the account of unanswered hostility in words."""
    asked = match.inquire()
    points, persons = asked.row(seat(me).received_points), round(asked.row(seat(me).received_persons))
    lines = [_("Unanswered on your account: {points} points.").format(points=number(points))]
    if points < 0.05:
        lines = [_("Nothing of theirs stands unanswered.")]
    if persons:
        lines.append(
            count("Of their acts, {n} person sent home is unanswered.", "Of their acts, {n} persons sent home are unanswered.", persons)
        )
    if asked.row(seat(me).face) > 0.5:
        lines.append(_("You have a way to save face: the next word you drop costs half the room, once."))
    loan = asked.row(seat(me).loan)
    if loan > 0.05:
        due = number(loan * match.scenario.model["loan_interest"].value)
        lines.append(_("On loan while the right to reply is open: {loan} of room; {due} if it lapses.").format(loan=number(loan), due=due))
    return lines
