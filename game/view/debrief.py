"""The end of a game: ending, verdict, score by parts, the path beside the record's, and what really happened."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.context import DROPPED, OPEN
from game.engine.inquire import Inquiry
from game.engine.spec import Ending, Goal
from game.engine.terms import POWERS, Power, other
from game.engine.tracks import PAIR, HiddenRows, WordRows, seat
from game.play.match import Match, Story
from game.play.policy import ABOUT
from game.view.brief import goal_line, goal_scale, mandate_of
from game.view.story import find_incident, picked
from game.view.text import _, date, number, sentence
from game.view.tracks import labels


@dataclass(frozen=True, slots=True)
class Close:
    """The last page of a game."""

    title: str
    paragraphs: tuple[str, ...]
    verdict: str
    verdict_text: str
    people: tuple[str, ...]
    bill: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalPart:
    """What a goal asked and where it ended, and the points it earned, as a number and as printed."""

    goal: str
    points: float
    amount: str


@dataclass(frozen=True, slots=True)
class Score:
    """A power's score with its parts."""

    power: Power
    name: str
    mandate: str
    total: str
    parts: tuple[GoalPart, ...]
    cap: str


@dataclass(frozen=True, slots=True)
class Debrief:
    """What the game was, beside what the record says."""

    scores: tuple[Score, ...]
    hidden: tuple[str, ...]
    columns: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    turning: tuple[str, ...]
    fork: str
    history: tuple[str, ...]


VERDICT_NAMES = {
    "rupture": "Rupture",
    "common_ground": "Common ground",
    "victory_with_a_bill": "Victory with a bill",
    "advantage": "Advantage",
    "kept_faith": "Kept faith",
    "outplayed": "Outplayed",
    "cold_draw": "A cold draw",
}


def close(match: Match, me: Power) -> Close:
    """Return the ending and the verdict as one power reads them."""
    scenario, asked = match.scenario, match.inquire()
    ending = match.ending
    verdict = match.verdict(me)
    people = []
    for toll in scenario.tolls:
        amount = round(asked.value(toll.count))
        if amount > 0:
            people.append(toll.text.replace("{n}", str(amount)))
    if not people:
        people.append(_("Nobody had to move house for it."))
    text = scenario.verdicts.get(verdict, "")
    bill = (*(_bill(match, asked, me) if verdict == "victory_with_a_bill" else ()), *_still_open(match, me))
    return Close(ending.title, ending_text(asked, ending, me), _(VERDICT_NAMES[verdict]), text, tuple(people), bill)


def _bill(match: Match, asked: Inquiry, me: Power) -> tuple[str, ...]:
    """Return what a victory cost: the floors that broke and the words that were dropped."""
    lines = []
    for floor in match.scenario.seats[me].floors:
        value, scale = asked.value(floor.of), goal_scale(floor)
        if value < floor.start:
            told = _("On the bill: {label} ended at {value}, under its floor of {floor}.")
            lines.append(told.format(label=floor.label, value=number(value * scale, 0), floor=number(floor.start * scale, 0)))
    for word in match.scenario.words:
        if word.owner == me and match.worlds.row(WordRows(word.id).state)[0] == DROPPED:
            lines.append(_("On the bill: a word dropped, {title}.").format(title=word.title))
    return tuple(lines)


def _still_open(match: Match, me: Power) -> tuple[str, ...]:
    """Return the words of a power that the end found on the table: they cost nothing and are not forgotten."""
    left = [word.title for word in match.scenario.words if word.owner == me and match.worlds.row(WordRows(word.id).state)[0] == OPEN]
    return tuple(_("Still open at the end, neither kept nor dropped: {title}.").format(title=title) for title in left)


def ending_text(asked: Inquiry, ending: Ending, me: Power) -> tuple[str, ...]:
    """Return the paragraphs of an ending with at most two callbacks."""
    text = ending.texts.get(me, ending.text)
    body = [part.replace("\n", " ").strip() for part in text.split("\n\n")]
    callbacks = [item.text for item in ending.callbacks if asked.holds(item.when)][:2]
    return tuple(part for part in [*body, " ".join(callbacks)] if part)


def debrief(match: Match, record: Match | None, me: Power) -> Debrief:
    """Return the debrief; `record` is the same scenario and seed played as history had it."""
    return Debrief(
        tuple(score(match, power) for power in (me, other(me))),
        tuple(_hidden(match)),
        *_paths(match, record, me),
        turning_points(match, me),
        _fork(match, me),
        tuple(f"{date(item.date)}: {item.text}" for item in match.scenario.history),
    )


def score(match: Match, power: Power) -> Score:
    """Return a power's score with the points of each goal."""
    scenario, asked = match.scenario, match.inquire()
    mandate = mandate_of(scenario, power, match.opened.mandates[power])
    earned = [(goal, asked.goal(goal)) for goal in mandate.goals]
    parts = tuple(GoalPart(_goal(asked, goal), points, number(points)) for goal, points in earned)
    total, raw = match.score(power), asked.mandate(mandate)
    cap = _("Capped: {raw} points were reached.").format(raw=number(raw)) if total < raw - 0.05 else ""
    return Score(power, scenario.seats[power].name, mandate.name, number(total), parts, cap)


def _goal(asked: Inquiry, goal: Goal) -> str:
    now = number(asked.value(goal.of) * goal_scale(goal), 0)
    return _("{goal}; it ended at {now}").format(goal=goal_line(goal), now=now)


TURNING = 3


def turning_points(match: Match, me: Power) -> tuple[str, ...]:
    """Return the turns that moved a power's mandate most, each with what was on its desk and what it chose."""
    return tuple(line for _turn, line in turning(match, me))


def turning(match: Match, me: Power) -> tuple[tuple[int, str], ...]:
    """Return the turning points, each with its 1-based turn."""
    mandate = mandate_of(match.scenario, me, match.opened.mandates[me])
    moved = []
    for story in match.stories:
        if story.settled:
            change = match.inquire(story.after).mandate(mandate) - match.inquire(story.before).mandate(mandate)
            moved.append((change, story))
    moved.sort(key=lambda pair: -abs(pair[0]))
    lines = []
    for change, story in sorted(moved[:TURNING], key=lambda pair: pair[1].turn):
        if abs(change) >= 1:
            text = _("Turn {turn}: {change} points. You: {mine} {capital}: {theirs}").format(
                turn=story.turn + 1,
                change=number(change, 0, sign=True),
                mine=_chosen(match, story, me),
                capital=match.scenario.seats[other(me)].capital,
                theirs=_chosen(match, story, other(me)),
            )
            lines.append((story.turn + 1, text))
    return tuple(lines)


def _chosen(match: Match, story: Story, power: Power) -> str:
    """Return what a power chose in a turn: a turn's points are the work of both."""
    labels_of = [item.label.rstrip(".") for move in story.moves if move.power == power and (item := picked(match, move)) is not None]
    return sentence("; ".join(labels_of) or _("Hold"))


def _hidden(match: Match) -> list[str]:
    lines = []
    for hidden in match.scenario.hidden:
        value = hidden.values[int(match.worlds.row(HiddenRows(hidden.id).value)[0])][0]
        lines.append(_("{label}: {value}.").format(label=hidden.label, value=hidden.labels[value]))
    for power in POWERS:
        if power not in match.humans:
            policy = match.temper(power)
            capital = match.scenario.seats[power].capital
            lines.append(
                _("{capital} was played by the policy {policy}: {about}.").format(capital=capital, policy=policy, about=_(ABOUT[policy]))
            )
    return lines


def _paths(match: Match, record: Match | None, me: Power) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    shown = [label for label in labels(match.scenario, me) if label.row in (PAIR.relations, PAIR.tension, seat(me).room)]
    columns = [_("Turn")]
    for label in shown:
        columns += [_("{track}, you").format(track=label.name), _("the record")] if record else [label.name]
    rows = []
    for story in match.stories:
        if not story.settled:
            continue
        cells = [str(story.turn + 1)]
        for label in shown:
            row = match.rules.layout[label.row]
            cells.append(label.show(float(story.after[row])))
            if record:
                past = record.stories[min(story.turn, len(record.stories) - 1)]
                cells.append(label.show(float(past.after[row])))
        rows.append(tuple(cells))
    return tuple(columns), tuple(rows)


def _fork(match: Match, me: Power) -> str:
    """Return the sentence that says where the game left the record, and by whose choice."""
    for story in match.stories:
        for move in story.moves:
            if move.where != "desk":
                continue
            incident = find_incident(match, move.incident)
            real = next((item for item in incident.responses if item.history), None)
            mine = picked(match, move)
            if real is None or mine is None or real.id == mine.id:
                continue
            told = {"turn": story.turn + 1, "title": incident.title, "mine": mine.label, "real": real.label}
            if move.power == me:
                text = _("The first desk answered otherwise than in fact was yours, turn {turn}, “{title}”: “{mine}”, in fact “{real}”.")
            else:
                text = _("The first desk answered otherwise than in fact was theirs, turn {turn}, “{title}”: “{mine}”, in fact “{real}”.")
            return text.format(**told)
    return _("At every desk that the record knows, both sides did what was really done.")
