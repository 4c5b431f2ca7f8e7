"""What lies on a power's desk and in its tray, what may be chosen, and what choosing does: segments of one power's move."""

from __future__ import annotations

from collections.abc import Iterator

from game.engine import slots
from game.engine.acts import is_gift, softness
from game.engine.context import Context
from game.engine.effects import Effects
from game.engine.program import MOST_SMALL
from game.engine.selectors import lottery
from game.engine.spec import Card, Incident, Response, Scenario
from game.engine.steps import Reply, Step, Word
from game.engine.terms import COUNTERED, MAIL_KINDS, MAX_RESPONSES, MAX_WORDS, POWERS, TRAY_SHOWN, Power, other
from game.engine.tracks import IncidentRows, WordRows, seat
from game.engine.value import Value

WEIGHT = 4
"""Tickets in the pool for a weight of 1."""
NEWS_SHOWN = 2
"""Most items of news in one turn."""
RANKS = ("spine", "word", "due", "answer")


def candidates(context: Context, power: Power) -> list[Incident]:
    """Return the incidents that can come to a power's desk in the context's turn, in file order."""
    turn = context.turn + 1
    return [incident for incident in context.scenario.incidents if incident.power == power and turn in incident.turns]


def is_soft(scenario: Scenario, steps: tuple[Step, ...]) -> bool:
    """Tell whether a list of steps gives something: it takes room to do so."""
    return any(is_gift(scenario, step) or (isinstance(step, Reply) and step.kind == "accept") for step in steps)


def overrules(scenario: Scenario, incident: Incident, response: Response) -> bool:
    """Tell whether a response is softer than what the senior adviser backs."""
    if incident.power is None:
        return False
    seniors = {adviser.id for adviser in scenario.seats[incident.power].advisers if adviser.senior}
    for advice in incident.advice:
        if advice.adviser in seniors:
            backed = next((item for item in incident.responses if item.id == advice.backs), None)
            return backed is not None and softness(scenario, response.steps) > softness(scenario, backed.steps) + 0.5
    return False


def loud_response(scenario: Scenario, incident: Incident) -> int:
    """Return the number of the response home would write: the loudest adviser's if always available, else the hardest that is."""
    if incident.power is None:
        return 0
    always = [n for n, item in enumerate(incident.responses) if is_always_available(scenario, item)] or [0]
    loud = {adviser.id for adviser in scenario.seats[incident.power].advisers if adviser.loud}
    for advice in incident.advice:
        for number in always:
            if advice.adviser in loud and incident.responses[number].id == advice.backs:
                return number
    return min(always, key=lambda number: softness(scenario, incident.responses[number].steps))


def is_always_available(scenario: Scenario, response: Response) -> bool:
    """Tell whether nothing can ever lock a response."""
    gives = any(isinstance(step, Word) and step.change == "give" for step in response.steps)
    return response.lock is None and not is_soft(scenario, response.steps) and not gives


def on_desk(context: Context, desk: Value, incident: Incident) -> Value:
    """Return a condition: this incident is the one on the desk."""
    number, last = context.layout.incident_index[incident.id], len(context.scenario.incidents)
    if last <= MOST_SMALL:
        return context.recorder.shrink(desk, last).equals(float(number))
    return desk.equals(float(number))


def comes_again(incident: Incident) -> bool:
    """Tell whether an incident must be marked as fired: it comes once, and more than one turn could bring it."""
    return not incident.repeat and len(incident.turns) > 1


# --- what is on the desk ---------------------------------------------------------------------------


def draw_desk(context: Context, power: Power) -> None:
    """Record which incident comes to the desk, and which of its responses are open."""
    context.put(seat(power).heard, context.row(seat(power).fresh))
    desk = _pick_incident(context, power)
    context.put(seat(power).desk, desk)
    for incident in candidates(context, power):
        is_shown = on_desk(context, desk, incident)
        if comes_again(incident):
            context.raise_to(IncidentRows(incident.id).fired, is_shown)
        if IncidentRows(incident.id).due in context.layout.rows:
            due = context.row(IncidentRows(incident.id).due)
            context.put(IncidentRows(incident.id).due, due * (1.0 - context.recorder.number(is_shown)))
    for number, is_open in enumerate(open_responses(context, power, desk)):
        context.put(seat(power).open_response(number), is_open)
    context.close()


def _pick_incident(context: Context, power: Power) -> Value:
    r = context.recorder
    groups: dict[str, list[Incident]] = {rank: [] for rank in (*RANKS, "pool")}
    for incident in candidates(context, power):
        if IncidentRows(incident.id).due in context.layout.rows:
            groups["due"].append(incident)
        groups[incident.deck].append(incident)
    desk, taken = [], r.truth(False)
    for rank in RANKS:
        for incident in groups[rank]:
            comes = _comes(context, power, incident, rank) & ~taken
            desk.append((comes, incident))
            taken = taken | comes
    fixed = Selection(context, [(comes, context.layout.incident_index[incident.id]) for comes, incident in desk]).row
    return fixed + _draw_pool(context, power, groups["pool"]) * r.number(~taken)


class Selection:
    """Numbers of which at most one is selected by its condition, as one row (0: none)."""

    def __init__(self, context: Context, pairs: list[tuple[Value, int]]) -> None:
        r = context.recorder
        place = r.count([(condition, at) for at, (condition, _number) in enumerate(pairs, start=1)], exclusive=True)
        self.row = r.take([0.0, *(float(number) for _condition, number in pairs)], place)


def _comes(context: Context, power: Power, incident: Incident, rank: str) -> Value:
    r = context.recorder
    when = context.condition(incident.when)
    if comes_again(incident):
        when = when & ~context.flag(IncidentRows(incident.id).fired)
    if rank == "due":
        due = context.row(IncidentRows(incident.id).due)
        return (due > 0.5) & (due <= float(context.turn + 1)) & when
    if rank == "word" and incident.word is not None:
        return context.is_open(incident.word) & (context.row(WordRows(incident.word).due) <= float(context.turn + 1)) & when
    if rank == "answer" and incident.mail is not None:
        return context.row(seat(power).mail_kind).equals(float(MAIL_KINDS.index(incident.mail) + 1)) & when
    return r.condition(when)


def _draw_pool(context: Context, power: Power, pool: list[Incident]) -> Value:
    """Draw one incident of the pool by weight with the world's chance."""
    r = context.recorder
    if not pool:
        return r.lift(0.0)
    tickets = [(_comes(context, power, item, "pool"), max(1, round(item.weight * WEIGHT))) for item in pool]
    place = lottery(r, tickets, r.roll(slots.POOL.at(POWERS.index(power))))
    return r.take([*(float(context.layout.incident_index[item.id]) for item in pool), 0.0], place)


# --- what may be chosen ----------------------------------------------------------------------------


def open_responses(context: Context, power: Power, desk: Value) -> Iterator[Value]:
    """Yield for each response number a condition: it exists on this desk and is not locked."""
    r, scenario = context.recorder, context.scenario
    here = candidates(context, power)
    soft_locked = context.row(seat(power).room) < context.coefficient("room_soft_lock")
    words_full = context.open_words(power) >= float(MAX_WORDS)
    pen = context.flag(seat(power).pen)
    loud = r.take(_table(scenario, lambda item: float(loud_response(scenario, item))), desk)
    for number in range(MAX_RESPONSES):
        exists = r.take(_table(scenario, lambda item, n=number: float(n < len(item.responses))), desk) > 0.5
        soft = _static(context, here, number, lambda response: is_soft(scenario, response.steps))
        wordy = _static(context, here, number, _gives_word)
        locked = (r.take(soft, desk) > 0.5) & soft_locked | (r.take(wordy, desk) > 0.5) & words_full
        for incident in here:
            if number < len(incident.responses):
                closed = ~may_choose(context, power, incident.responses[number])
                if closed.constant != 0:
                    locked = locked | (on_desk(context, desk, incident) & closed)
        held = pen & (desk > 0.5)
        yield held & loud.equals(float(number)) | ~held & exists & ~locked


def _gives_word(response: Response) -> bool:
    return any(isinstance(step, Word) and step.change == "give" for step in response.steps)


def _table(scenario: Scenario, value: object) -> list[float]:
    return [0.0, *(value(item) for item in scenario.incidents)]  # type: ignore[operator]


def _static(context: Context, here: list[Incident], number: int, holds: object) -> list[float]:
    values = [0.0] * (len(context.scenario.incidents) + 1)
    for incident in here:
        if number < len(incident.responses) and holds(incident.responses[number]):  # type: ignore[operator]
            values[context.layout.incident_index[incident.id]] = 1.0
    return values


def may_choose(context: Context, power: Power, response: Response) -> Value:
    """Return a condition: the author's lock and the locks of the chips in a bargain allow the response."""
    allowed = context.condition(response.lock.when if response.lock else None)
    for step in response.steps:
        if isinstance(step, Reply) and step.kind == "accept":
            allowed = allowed & chips_allow(context, power)
    return allowed


def chips_allow(context: Context, me: Power) -> Value:
    """Return a condition: both chips of what lies in the mail can be given now."""
    r, blocked = context.recorder, []
    for sender in POWERS:
        for number, card in enumerate(context.scenario.seats[sender].tray, start=1):
            if card.mail is None:
                continue
            returned = sender == me
            gives, asks = (card.mail.counter_gives, card.mail.counter_asks) if returned else (card.mail.gives, card.mail.asks)
            fine = r.truth(True)
            for chip, giver in ((gives, sender), (asks, other(sender))):
                lock = context.scenario.chips[chip].lock.get(giver) if chip else None
                if lock is not None:
                    fine = fine & context.condition(lock.when)
            if fine.constant != 1:
                kind = context.row(seat(me).mail_kind)
                lies = context.row(seat(me).mail_card).equals(float(number)) & (kind.equals(COUNTERED) if returned else kind < COUNTERED)
                blocked.append(lies & ~fine)
    return ~r.any_of(blocked)


# --- the tray --------------------------------------------------------------------------------------


def draw_tray(context: Context, power: Power) -> None:
    """Record which four cards of the tray are shown (1 locked, 2 open); resting and unfit cards are left out."""
    r, tray = context.recorder, context.scenario.seats[power].tray
    ready = []
    rest = range(max(context.turn - int(context.coefficient("card_rest")), 0), context.turn)
    played = [r.shrink(context.row(seat(power).played_in(turn)), len(tray) + 1) for turn in rest]
    for number, card in enumerate(tray, start=1):
        if context.turn + 1 in card.turns and not (card.mail and _is_too_late(context, power)):
            rested = r.all_of(before.differs(float(number)) for before in played)
            # A paper finds no room on a desk where the last one still lies.
            free = r.truth(True) if card.mail is None else context.row(seat(other(power)).mail_kind) < 0.5
            ready.append((card, context.condition(card.when) & rested & free))
    if not ready:
        ready = [(card, r.truth(False)) for card in tray[:1]]
    shown = dict(zip((card.id for card, _ in ready), _window(context, power, [fit for _, fit in ready]), strict=True))
    for card in tray:
        is_shown = shown.get(card.id)
        if is_shown is None:
            context.put(seat(power).card(card.id), 0.0)
        else:
            playable = is_shown & _card_open(context, power, card)
            context.put(seat(power).card(card.id), r.tally([(is_shown, 1), (playable, 1)]))
    context.close()


def _is_too_late(context: Context, power: Power) -> bool:
    """Tell whether a paper sent now would find no desk any more."""
    last = context.turn + 1 == len(context.scenario.turns)
    return last and context.scenario.turns[context.turn].initiative != power


def _window(context: Context, power: Power, fits: list[Value]) -> list[Value]:
    """Return which of the fit cards are shown: four in their order, round the end, from a place that chance picks."""
    r = context.recorder
    ranks = [r.tally([])]
    for fit in fits:
        ranks.append(r.small("sadd", ranks[-1], r.tally([(fit, 1)])))
    total = ranks[-1]
    offset = r.shrink(r.floor(r.roll(slots.TRAY.at(POWERS.index(power))) * r.widen(total)), total.most)
    shown = []
    for rank, fit in zip(ranks, fits, strict=False):
        behind = r.small("smul", total, r.tally([(r.below(rank, offset), 1)]))
        place = r.small("ssub", r.small("sadd", rank, behind), offset)
        shown.append(r.below(place, float(TRAY_SHOWN)) & fit)
    return shown


def _card_open(context: Context, power: Power, card: Card) -> Value:
    is_open = context.condition(card.lock.when if card.lock else None)
    if is_soft(context.scenario, card.steps) or (card.mail is not None and card.mail.kind == "offer"):
        is_open = is_open & (context.row(seat(power).room) >= context.coefficient("room_soft_lock"))
    if any(isinstance(step, Word) and step.change == "give" for step in card.steps):
        is_open = is_open & (context.open_words(power) < float(MAX_WORDS))
    return is_open


# --- what it does ----------------------------------------------------------------------------------


def local_options(context: Context, power: Power) -> dict[str, int]:
    """Return for each candidate incident the number before its first response, counted within the turn's candidates from 1."""
    firsts, total = {}, 0
    for incident in candidates(context, power):
        firsts[incident.id] = total
        total += len(incident.responses)
    return firsts


def answer_desk(context: Context, power: Power) -> None:
    """Record the effects of the response chosen on a desk."""
    layout, firsts, here = context.layout, local_options(context, power), candidates(context, power)
    table = [0.0] * (len(context.scenario.incidents) + 1)
    for name, first in firsts.items():
        table[layout.incident_index[name]] = float(first)
    has_desk = context.recorder.number(context.row(seat(power).desk) > 0.5)
    index = (context.recorder.take(table, context.row(seat(power).desk)) + context.row(seat(power).pick) + 1.0) * has_desk
    effects = Effects(context, index, slots.RESPONSE.row(POWERS.index(power)), sum(len(item.responses) for item in here))
    options = [(firsts[item.id] + n, item, response) for item in here for n, response in enumerate(item.responses, start=1)]
    effects.foresee({option: response.steps for option, _incident, response in options})
    for option, incident, response in options:
        effects.option(option, response.steps, power)
        if overrules(context.scenario, incident, response):
            effects.constant(option, seat(power).room, -context.coefficient("room_overruled"), "term", "overruled")
    _return_pen(context, power)
    effects.apply()


def _return_pen(context: Context, power: Power) -> None:
    taken = context.flag(seat(power).pen) & (context.row(seat(power).desk) > 0.5)
    pen = context.recorder.number(taken)
    context.add(seat(power).room, pen * context.coefficient("room_pen"), "term", "pen")
    context.add(seat(power).pens, pen, "term", "pen")
    context.put(seat(power).pen, context.flag(seat(power).pen) & ~taken)


def play_card(context: Context, power: Power) -> None:
    """Record the effects of the card chosen in the tray, or of holding."""
    tray = context.scenario.seats[power].tray
    picked = context.row(seat(power).act)
    effects = Effects(context, picked, slots.CARD.row(POWERS.index(power)), len(tray) + 1)
    effects.foresee({number: card.steps for number, card in enumerate(tray) if context.turn + 1 in card.turns})
    again = {}
    for number, card in enumerate(tray):
        if context.turn + 1 not in card.turns:
            continue
        effects.option(number, card.steps, power)
        if len(card.turns) > 1:
            again[number] = context.flag(seat(power).card_used(card.id))
            context.raise_to(seat(power).card_used(card.id), effects.chosen(number))
        if card.mail is not None:
            _send(effects, power, number, card)
        if card.verb == "court":
            # Somebody asked to stand beside you is a way to save face.
            effects.put(seat(power).face, effects.scope(number, power), 1.0)
    effects.again(again, context.coefficient("repeat_share") - 1.0, lambda row: _is_gain(power, row))
    effects.constant(len(tray), seat(power).room, context.coefficient("room_hold"), "term", "hold")
    context.put(seat(power).played_in(context.turn), picked + 1.0)
    effects.apply()


def _is_gain(power: Power, row: str) -> bool:
    return row.startswith(f"{power}.") or "." not in row or row.endswith(".alignment")


def _send(effects: Effects, power: Power, number: int, card: Card) -> None:
    if card.mail is None:
        return
    scope, them = effects.scope(number, power), other(power)
    effects.put(seat(them).mail_card, scope, float(number + 1))
    effects.put(seat(them).mail_kind, scope, float(MAIL_KINDS.index(card.mail.kind) + 1))


# --- news ------------------------------------------------------------------------------------------


def report_news(context: Context) -> None:
    """Record the news of a turn: at most two items, dated ones first; each its own option that happens or not."""
    r = context.recorder
    items = [item for item in context.scenario.incidents if item.deck == "news" and context.turn + 1 in item.turns]
    items.sort(key=lambda item: item.probability is not None)
    count = r.tally([])
    effects = Effects(context, None, slots.NEWS_STEP.row(0))
    for item in items:
        number = context.layout.incident_index[item.id]
        comes = _comes(context, "us", item, "news") & r.below(count, float(NEWS_SHOWN))
        if f"{item.id}.due" in context.layout.rows:
            due = context.row(f"{item.id}.due")
            comes = comes & (due > 0.5) & (due <= float(context.turn + 1))
        if item.probability is not None:
            comes = comes & (r.roll(slots.NEWS.at(number)) < context.formula(item.probability))
        if comes_again(item):
            context.raise_to(f"{item.id}.fired", comes)
        r.mark(comes, ("incident", item.id))
        count = r.small("sadd", count, r.tally([(comes, 1)]), NEWS_SHOWN)
        effects.happening(item.id, comes, item.steps, slots.NEWS_STEP.row(number))
    effects.apply()
