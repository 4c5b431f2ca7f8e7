"""The desk and the tray as shown: the cable, the voices, and a card for every option."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.desk import is_soft
from game.engine.inquire import Inquiry
from game.engine.layout import walk
from game.engine.spec import Card, Incident, Response, Scenario
from game.engine.steps import Act, Chance, Expression, Name, Number, Operation, Step, Word
from game.engine.terms import MAX_WORDS, Power, other
from game.engine.tracks import PAIR, seat
from game.play.match import HOLD, Match, Option
from game.play.preview import Effect, Preview, preview
from game.view import legislature
from game.view.brief import mandate_of
from game.view.table import marker
from game.view.text import _, number
from game.view.tracks import Label, labels, rung_name, size

SURE = 3
"""The confidence of an effect that hardly depends on chance."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An effect on a card: the track, whether up, its size as printed, and how sure it is (3 almost surely, 1 hardly)."""

    label: Label
    up: bool
    size: str
    sure: int

    @property
    def track(self) -> str:
        """The name of the track."""
        return self.label.name

    @property
    def direction(self) -> str:
        """The direction in a word."""
        return _("up") if self.up else _("down")

    @property
    def confidence(self) -> str:
        """The confidence in a word."""
        return {1: _("low"), 2: _("medium"), SURE: _("high")}[self.sure]

    @property
    def is_relief(self) -> bool:
        """Whether the change is a relief."""
        return self.label.is_relief(self.up)

    def line(self) -> str:
        """Return the mark as a phrase that needs no sign and no colour; what is sure is not called so."""
        if self.sure == SURE:
            return _("{track} {direction} {size}").format(track=self.track, direction=self.direction, size=self.size)
        return _("{track} {direction} {size} ({confidence})").format(
            track=self.track, direction=self.direction, size=self.size, confidence=self.confidence
        )


@dataclass(frozen=True, slots=True)
class OptionCard:
    """An option as a card: what it is, what it does by itself, one risk, what leaving costs after it."""

    number: int
    id: str
    label: str
    line: str
    is_open: bool
    reason: str
    rung: str
    marks: tuple[Mark, ...]
    risk: str
    leaving: str
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """What an adviser says: who, the number of the card backed, why."""

    name: str
    backs: int
    because: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A matter on the desk, or the tray (no title, no text)."""

    title: str
    text: tuple[str, ...]
    claims: tuple[str, ...]
    voices: tuple[Voice, ...]
    cards: tuple[OptionCard, ...]
    by_pen: bool
    legislature: tuple[str, ...] = ()


GOAL = 1.6
"""How much more a track of the player's mandate has to say on a card."""
ROOM = 2.0
"""From so much room on, what a choice costs or brings at home is always on its card."""
VERBS = {"talk": "Talk", "signal": "Signal", "prepare": "Prepare", "court": "Court", "ask": "Ask"}


def show(match: Match, numbers: bool = False) -> Desk:
    """Return what lies before the power that is waited for; with numbers, marks carry figures (student level)."""
    if match.waiting is None:
        return Desk("", (), (), (), (), False)
    power, where = match.waiting
    asked, options = match.inquire(), match.options()
    previews = preview(match, [option for option in options if option.is_open])
    cards = tuple(
        _card(match, asked, power, place, option, previews.get(option.id), numbers) for place, option in enumerate(options, start=1)
    )
    if where == "tray":
        return Desk("", (), (), (), cards, False)
    incident = match.incident(power)
    if incident is None:
        return Desk("", (), (), (), cards, False)
    pen = asked.row(seat(power).pen) > 0.5
    return Desk(
        fill(match, power, incident, incident.title),
        paragraphs(match, asked, power, incident),
        tuple(
            _("{text} ({status}; {source})").format(text=c.text, status=_(c.status), source=_source(match, c.source))
            for c in incident.claims
        ),
        _voices(match, power, incident),
        cards,
        pen,
        legislature.lines(match, power) if legislature.concerns(match.scenario, power, incident) else (),
    )


def _source(match: Match, source: str) -> str:
    found = match.scenario.sources.get(source)
    return found.text if found else source


def paragraphs(match: Match, asked: Inquiry, power: Power, incident: Incident) -> tuple[str, ...]:
    """Return the paragraphs of an incident, the callback that fits included."""
    told = body(asked, incident)
    text = [part.replace("\n", " ").strip() for part in fill(match, power, incident, told).split("\n\n")]
    callback = next((item.text for item in incident.callbacks if asked.holds(item.when)), None)
    return (*(part for part in text if part), *((callback,) if callback else ()))


def body(asked: Inquiry, incident: Incident) -> str:
    """Return the text of an incident as it is read now: its first variant that fits, else its own."""
    return next((item.text for item in incident.variants if asked.holds(item.when)), incident.text)


def fill(match: Match, power: Power, incident: Incident, text: str) -> str:
    """Return a shared text with what lies in the mail filled in."""
    return text if incident.mail is None else filled(match.scenario, incident, mail_card(match, power, incident), text)


def filled(scenario: Scenario, incident: Incident, card: Card | None, text: str) -> str:
    """Return a shared text with the mail of a card filled in."""
    if card is None or card.mail is None:
        return text
    mail, chips = card.mail, scenario.chips
    returned = incident.mail == "counter"
    gives, asks = (mail.counter_asks, mail.counter_gives) if returned else (mail.gives, mail.asks)
    values = {
        "title": mail.title,
        "text": mail.text.strip().replace("\n", " "),
        "gives": chips[gives].label if gives else _("nothing"),
        "asks": chips[asks].label if asks else _("nothing"),
    }
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def mail_card(match: Match, power: Power, incident: Incident) -> Card | None:
    """Return the card whose mail lies on a power's desk."""
    sender = power if incident.mail == "counter" else other(power)
    place = int(match.worlds.row(seat(power).mail_card)[0])
    return match.scenario.seats[sender].tray[place - 1] if place else None


def _voices(match: Match, power: Power, incident: Incident) -> tuple[Voice, ...]:
    names = {adviser.id: adviser.name for adviser in match.scenario.seats[power].advisers}
    places = {response.id: place for place, response in enumerate(incident.responses, start=1)}
    return tuple(
        Voice(names[item.adviser][:1].upper() + names[item.adviser][1:], places[item.backs], item.because) for item in incident.advice
    )


# --- cards -----------------------------------------------------------------------------------------


def _card(match: Match, asked: Inquiry, power: Power, place: int, option: Option, seen: Preview | None, numbers: bool) -> OptionCard:
    item = option.item
    if item is None:
        line = _("Keep your hands still: a little room comes back, and the rung may fall.")
        return OptionCard(place, HOLD, _("Hold"), line, True, "", "", (), "", "")
    steps = item.steps
    rung = max((match.scenario.measures[step.measure].rung for step in walk(steps) if isinstance(step, Act)), default=0)
    marks = _marks(match, power, seen, numbers) if seen is not None else ()
    return OptionCard(
        place,
        option.id,
        item.label,
        item.line,
        option.is_open,
        "" if option.is_open else reason(match, asked, power, item),
        _("rung {n}, {name}").format(n=rung, name=rung_name(rung)) if rung else "",
        marks,
        _risk(asked, steps),
        _leaving(seen) if seen is not None else "",
        _(VERBS[item.verb]) if isinstance(item, Card) else "",
    )


def reason(match: Match, asked: Inquiry, power: Power, item: Response | Card) -> str:
    """Return why an option is locked, as a sentence."""
    if asked.row(seat(power).pen) > 0.5 and isinstance(item, Response):
        return _("Home has taken the pen; it answers this itself.")
    if item.lock is not None and not asked.holds(item.lock.when):
        return item.lock.because
    if isinstance(item, Response) and not asked.chips_allow(power):
        return _blocked_chip(match, asked)
    gives_word = any(isinstance(step, Word) and step.change == "give" for step in item.steps)
    if gives_word and asked.reading(seat(power).words) >= MAX_WORDS:
        return _("Two words of yours are open already; a third would not be believed.")
    bar = match.scenario.model["room_soft_lock"].value
    offers = isinstance(item, Card) and item.mail is not None and item.mail.kind == "offer"
    if (is_soft(match.scenario, item.steps) or offers) and asked.row(seat(power).room) < bar:
        return _("Gestures and offers need {bar} room; you have {room}.").format(
            bar=number(bar, 0), room=number(asked.row(seat(power).room), 0)
        )
    return _("It is not open now.")


def _blocked_chip(match: Match, asked: Inquiry) -> str:
    for chip in match.scenario.chips.values():
        for lock in chip.lock.values():
            if lock is not None and not asked.holds(lock.when):
                return lock.because
    return _("What is asked cannot be given now.")


def _marks(match: Match, power: Power, seen: Preview, numbers: bool) -> tuple[Mark, ...]:
    shown = {label.row: label for label in labels(match.scenario, power) if label.since <= match.turn + 1}
    goals = goal_names(match, power)
    known = [
        (shown[effect.row], effect)
        for effect in seen.effects
        if effect.row in shown and abs(_middle(effect)) * shown[effect.row].factor >= 0.5
    ]
    known = [pair for pair in known if pair[0].at_rest is None or pair[0].row in goals]
    known.sort(key=lambda pair: -_weight(*pair) * (GOAL if pair[0].row in goals else 1.0))
    room = next((pair for pair in known if pair[0].row == seat(power).room and abs(_middle(pair[1])) >= ROOM), None)
    if room is not None and room not in known[:2]:
        known[1:1] = [room]
    return tuple(_mark(label, effect, numbers) for label, effect in known[:2])


def goal_names(match: Match, power: Power) -> set[str]:
    """Return the names that a power's mandate reads."""
    mandate = mandate_of(match.scenario, power, match.opened.mandates[power])
    return {name for goal in mandate.goals for name in names_in(goal.of.expression)}


def names_in(expression: Expression) -> set[str]:
    """Return the names an expression reads."""
    match expression:
        case Name(name):
            return {name}
        case Operation(_kind, operands):
            return {name for item in operands for name in names_in(item)}
    return set()


def _weight(label: Label, effect: Effect) -> float:
    """Return how much a mark has to say; tension repeats what relations say and comes last."""
    return abs(_middle(effect) * label.factor) / label.large * (0.2 if label.row == PAIR.tension else 1.0)


def _middle(effect: Effect) -> float:
    return effect.median if effect.median else (effect.low + effect.high) / 2


def _mark(label: Label, effect: Effect, numbers: bool) -> Mark:
    value, spread = _middle(effect), effect.high - effect.low
    sure = SURE if spread <= 0.25 * abs(value) else 2 if spread <= abs(value) else 1
    band = label.change(value) if numbers else size(label, value)
    return Mark(label, value > 0, band, sure)


def _risk(asked: Inquiry, steps: tuple[Step, ...]) -> str:
    for step in walk(steps):
        if isinstance(step, Chance) and step.risk:
            constant = step.probability.expression
            share = constant.value if isinstance(constant, Number) else asked.value(step.probability)
            if share > 0:
                return _("{odds}: {risk}").format(odds=odds(share), risk=step.risk)
    return ""


def odds(share: float) -> str:
    """Return a probability as a frequency."""
    if share >= 0.995:
        return _("certain")
    if share >= 0.95:
        return _("almost surely")
    if share > 0.5:
        return _("{n} in 10").format(n=round(share * 10))
    return _("about 1 in {n}").format(n=max(2, round(1 / share)))


def _leaving(seen: Preview) -> str:
    if abs(seen.stake_after - seen.stake_before) < 0.5:
        return ""
    if seen.stake_before < 0.5 <= seen.stake_after:
        return _("Then leaving costs {n}").format(n=round(seen.stake_after))
    return marker(seen.rung, seen.stake_after)
