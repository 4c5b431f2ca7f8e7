"""The table in plain values, for a screen that draws them: gauges with their ends, rungs, the paper that was answered, paths."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.layout import walk
from game.engine.spec import Card
from game.engine.steps import Act, Word
from game.engine.terms import Power, other
from game.engine.tracks import seat
from game.play.match import Match, Option
from game.view import desk, story, table
from game.view.text import _, date
from game.view.tracks import RUNGS, Label, labels, rung_name


@dataclass(frozen=True, slots=True)
class Dial:
    """A gauge to draw: what the view prints, and where between the ends of its scale the value, zero and a warning lie (0 to 1)."""

    label: Label
    value: str
    news: str
    at: float
    zero: float
    warning: float | None


@dataclass(frozen=True, slots=True)
class Rungs:
    """The ladder to draw: names of all rungs from the lowest and what stands on each, where both powers are, what leaving costs."""

    names: tuple[str, ...]
    about: tuple[str, ...]
    mine: int
    theirs: int
    marker: str
    is_free: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """A paper that has left the desk: its title and text, and the answer it got."""

    title: str
    text: tuple[str, ...]
    number: int
    answer: str


@dataclass(frozen=True, slots=True)
class Path:
    """A track over the turns: yours, and the record's where it can be played; `ends` are its lowest and highest value."""

    label: Label
    mine: tuple[float, ...]
    record: tuple[float, ...]
    ends: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A settled turn in the history: its heading, and who chose what as far as one power may know."""

    turn: int
    heading: str
    moves: tuple[tuple[Power, str], ...]


def dials(match: Match, me: Power) -> list[Dial]:
    """Return the gauges of this turn with the ends of their scales."""
    before, rows, bounds = table.standing(match), match.rules.layout.rows, match.rules.layout.bounds
    result = []
    for gauge in table.gauges(match, me):
        row = gauge.label.row
        low, high = bounds[row]
        span = high - low
        at = (float(before[rows[row]]) - low) / span
        warning = (table.PEN_WARNING - low) / span if row == seat(me).room else None
        result.append(Dial(gauge.label, gauge.value, gauge.news, at, max(0.0, -low) / span, warning))
    return result


def dials_by_weight(match: Match, me: Power) -> list[Dial]:
    """Return the gauges with those first that matter most: relations, tension, room, then what the mandate reads."""
    goals = desk.goal_names(match, me)
    return sorted(dials(match, me), key=lambda dial: 0 if dial.label.since == 1 else 1 if dial.label.row in goals else 2)


def rungs(match: Match, me: Power) -> Rungs:
    """Return where both powers stand on the ladder."""
    asked = match.inquire()
    mine, theirs, stake = asked.reading(seat(me).rung), asked.reading(seat(other(me)).rung), asked.reading(seat(me).stake)
    names = tuple(rung_name(number) for number in range(len(RUNGS)))
    about = tuple(_rung_words(match, number, int(mine), int(theirs)) for number in range(len(RUNGS)))
    return Rungs(names, about, int(mine), int(theirs), table.marker(mine, stake), mine < 8 and stake < 0.5)


def _rung_words(match: Match, number: int, mine: int, theirs: int) -> str:
    """Return what a rung of the ladder holds in this crisis, and who stands on it."""
    measures = [row.label for row in match.scenario.measures.values() if row.rung == number]
    parts = [_("Rung {n}, {name}.").format(n=number, name=rung_name(number))]
    if measures:
        parts.append(_("On it: {measures}.").format(measures=", ".join(measures)))
    if number >= 8:
        parts.append(_("From here only both together come down again."))
    if number == mine:
        parts.append(_("You stand here."))
    if number == theirs:
        parts.append(_("They stand here."))
    return " ".join(parts)


def answered_desk(match: Match, me: Power) -> Answered | None:
    """Return the paper a power has answered in this turn, if there was one and it is still known."""
    move = next((move for move in match.story.moves if move.power == me and move.where == "desk"), None)
    if move is None:
        return None
    incident = story.find_incident(match, move.incident)
    text = desk.paragraphs(match, match.inquire(), me, incident)
    number = next((n for n, item in enumerate(incident.responses, start=1) if item.id == move.pick), 0)
    label = incident.responses[number - 1].label if number else ""
    return Answered(desk.fill(match, me, incident, incident.title), text, number, label)


def gravity(match: Match, option: Option) -> str:
    """Return why an option asks once more before it is taken, nothing where it need not."""
    if option.item is None:
        return ""
    steps = list(walk(option.item.steps))
    rung = max((match.scenario.measures[step.measure].rung for step in steps if isinstance(step, Act)), default=0)
    if rung >= 8:
        return _("Rung {n}, {name}: from there only both together come down again.").format(n=rung, name=rung_name(rung))
    word = next((step.word for step in steps if isinstance(step, Word) and step.change == "give"), None)
    if word is not None:
        found = next(item for item in match.scenario.words if item.id == word)
        if found.public:
            return _(
                "It gives a word in public: {title}. What is said cannot be unsaid; it can only be kept, or dropped at a price."
            ).format(title=found.title)
    return ""


def paths(match: Match, record: Match | None, me: Power) -> list[Path]:
    """Return the tracks over the settled turns, with their start, beside the record's over as many."""
    settled = [item for item in match.stories if item.settled]
    if not settled:
        return []
    result = []
    for label in labels(match.scenario, me):
        if label.count:
            continue
        row = match.rules.layout[label.row]
        low, high = match.rules.layout.bounds[label.row]
        mine = [float(settled[0].before[row]), *(float(item.after[row]) for item in settled)]
        past: list[float] = []
        if record is not None:
            known = [item for item in record.stories if item.settled][: len(settled)]
            past = [float(record.stories[0].before[row]), *(float(item.after[row]) for item in known)]
        scale = label.factor
        result.append(
            Path(label, tuple(value * scale for value in mine), tuple(value * scale for value in past), (low * scale, high * scale))
        )
    return result


def chronicle(match: Match, me: Power) -> list[Chapter]:
    """Return the settled turns, the newest first, with every move a power may know of; all of them once the game is over."""
    result = []
    for told in match.stories:
        if not told.settled:
            continue
        turn = match.scenario.turns[told.turn]
        heading = _("Turn {n} · {name} · {date}").format(n=told.turn + 1, name=turn.name, date=date(turn.seen[me]))
        moves: list[tuple[Power, str]] = []
        for move in told.moves:
            item = story.picked(match, move)
            if item is None:
                moves.append((move.power, _("Hold")))
            elif match.is_over or story.is_seen(match, move, me):
                moves.append((move.power, item.label))
        result.append(Chapter(told.turn + 1, heading, tuple(moves)))
    return result[::-1]


def is_offer(option: Option) -> bool:
    """Tell whether an option lays something on the other side's desk."""
    return isinstance(option.item, Card) and option.item.mail is not None
