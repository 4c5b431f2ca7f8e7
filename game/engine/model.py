"""The equations of relations, home and economy, written as ordinary arithmetic over rows.

Definitions and sources stand with the coefficients in `scenarios/common/model.yaml`; each term is a cause in the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.engine import slots
from game.engine.context import DROPPED, KEPT, LAPSED, OPEN, Context, window
from game.engine.grid import decay, halving
from game.engine.spec import Package, WordSpec
from game.engine.terms import POWERS, Power, other
from game.engine.tracks import PAIR, SEAT_TRACKS, BodyRows, PackageRows, PartyRows, WordRows, seat
from game.engine.value import Value

ECONOMY = {"us": "economy_us", "russia": "economy_russia"}
BLOWBACK = {"us": "blowback_us"}


@dataclass(frozen=True)
class Deeds:
    """What one power did in one act: totals by name (hostile, talk, gift, persons, posts, cuts, strike, affront) and the highest rung."""

    totals: Mapping[str, Value]
    rung: Value | None

    def get(self, name: str, context: Context) -> Value:
        """Return a total, or zero."""
        return self.totals.get(name, context.recorder.lift(0.0))


# --- at the moment of an act -----------------------------------------------------------------------


def act(context: Context, by: Power, deeds: Deeds) -> None:
    """Record what follows from an act beyond the weight of its measures: talk cap, accounts, room, rung, marks."""
    _cap_talk(context, by, deeds)
    if "hostile" in deeds.totals:
        _settle_account(context, by, deeds)
    if deeds.rung is not None:
        own = seat(by).rung_in(context.turn)
        context.raise_to(own, deeds.rung)
        rise = context.recorder.most(deeds.rung - context.row(PAIR.rung), 0.0)
        context.add(PAIR.rung, rise, "term", "rung_up", by)
    if "strike" in deeds.totals:
        struck = seat(by).struck_in(context.turn)
        context.raise_to(struck, deeds.totals["strike"] > 0.5)
    if "affront" in deeds.totals:
        _rally(context, by, context.recorder.number(deeds.totals["affront"] > 0.5))
    if "gift" in deeds.totals:
        _give(context, by, deeds.totals["gift"])


def _cap_talk(context: Context, by: Power, deeds: Deeds) -> None:
    if "talk" not in deeds.totals:
        return
    r, talk = context.recorder, context.recorder.snap(deeds.totals["talk"])
    used = r.lift(0.0)
    for turn in window(context.scenario, context.turn):
        used = used + context.row(seat(by).talk_in(turn))
    left = r.most(context.coefficient("talk_cap") - used, 0.0)
    over = r.most(talk - left, 0.0)
    context.add(PAIR.relations, over * -context.coefficient("kappa"), "term", "talk_cap", by)
    context.add(PAIR.tension, over * context.coefficient("tension_down"), "term", "talk_cap", by)
    context.add(seat(by).talk_in(context.turn), talk, "term", "talk")


def _settle_account(context: Context, by: Power, deeds: Deeds) -> None:
    """A material act first settles its sender's own account; only the excess is added to the other's."""
    r, them = context.recorder, other(by)
    mine, yours = seat(by), seat(them)
    for name, own, theirs in (
        ("hostile", mine.received_points, yours.received_points),
        ("persons", mine.received_persons, yours.received_persons),
        ("posts", mine.received_posts, yours.received_posts),
        ("cuts", mine.received_cuts, yours.received_cuts),
    ):
        amount = deeds.get(name, context)
        if amount.constant == 0:
            continue
        amount = r.snap(amount)
        settled = r.least(amount, context.row(own))
        excess = amount - settled
        context.add(own, -settled, "term", "settled", by)
        context.add(theirs, excess, "term", "received", by)
        if name == "hostile":
            context.add(seat(by).room, settled * context.coefficient("room_equal"), "term", "equal_reply")
            context.add(seat(by).room, excess * -context.coefficient("room_above"), "term", "above_equal")
            context.add(seat(them).fresh, excess, "term", "received", by)


def _rally(context: Context, by: Power, strike: Value) -> None:
    them = other(by)
    before = context.recorder.any_of(context.flag(seat(by).struck_in(turn)) for turn in window(context.scenario, context.turn))
    first = strike * context.recorder.number(~before)
    context.add(seat(them).approval, first * context.coefficient("rally"), "term", "rally")


def _give(context: Context, by: Power, gift: Value) -> None:
    them = other(by)
    received = context.recorder.snap(gift)
    context.add(seat(them).gift, received, "term", "gift")
    context.raise_to(seat(them).face, received > 0.0)
    context.add(seat(them).hope, received * context.coefficient("hope_gain"), "term", "gift")


# --- the start of a turn ---------------------------------------------------------------------------


def handover(context: Context) -> None:
    """On the handover turn a seat's approval, credibility, room and private words are those of the new leader."""
    for power, spec in context.scenario.seats.items():
        successor = spec.successor
        if successor is None or successor.turn != context.turn + 1:
            continue
        for name, value in successor.start.items():
            row = seat(power).row(name)
            context.add(row, value - context.row(row), "term", "new_leader")
            if name == "approval":
                context.put(seat(power).anchor, value)
        # What a predecessor said can be let go at half the price, once.
        context.raise_to(seat(power).face, 1.0)
        for word in context.words_of(power):
            if word.kind == "promise" and word.public and word.id not in successor.keeps_words:
                state = context.row(WordRows(word.id).state)
                context.put(WordRows(word.id).state, context.recorder.choose(context.is_open(word.id), LAPSED, state))
    context.close()


# --- settlement ------------------------------------------------------------------------------------


def settle(context: Context) -> None:
    """Record the settlement of a turn: drifts, accounts, words, economy, home, ally, legislature."""
    _drift(context)
    for power in POWERS:
        _home(context, power)
        _settle_words(context, power)
    _sanctions(context)
    _third_parties(context)
    _legislature(context)
    _fall_of_rung(context)
    context.close()
    _pressure(context)
    for power in POWERS:
        _pen(context, power)
    context.close()


def _toward(context: Context, row: str, rest: Value | float, half_life: float) -> None:
    """Let a row drift to its rest."""
    share = 1.0 - halving(context.days, half_life)
    gap = context.recorder.lift(rest) - context.row(row)
    context.add(row, gap * share, "term", "days")


def _drift(context: Context) -> None:
    model = context.coefficient
    _toward(context, PAIR.relations, model("relations_rest"), model("relations_half_life"))
    _toward(context, PAIR.tension, 0.0, model("tension_half_life"))
    for track in context.scenario.tracks:
        if track.half_life > 0:
            _toward(context, track.id, track.rest, track.half_life)


def _home(context: Context, power: Power) -> None:
    model = context.coefficient
    _toward(context, seat(power).room, model("room_rest"), model("room_half_life"))
    _toward(context, seat(power).approval, context.row(seat(power).anchor), model("approval_half_life"))
    _toward(context, seat(power).credibility, model("credibility_rest"), model("credibility_half_life"))
    _toward(context, seat(power).market, 0.0, model("market_half_life"))
    _toward(context, seat(power).received_points, 0.0, model("account_half_life"))
    _unanswered(context, power)
    _hope(context, power)


def _unanswered(context: Context, power: Power) -> None:
    """Hostility seen at the desk and left unanswered costs room once, or goes on loan while a reserve is open."""
    r, heard = context.recorder, context.row(seat(power).heard)
    left = r.least(heard, context.row(seat(power).received_points))
    loss = left * context.coefficient("room_unanswered")
    reserved = r.any_of(context.is_open(word.id) for word in context.words_of(power) if word.kind == "reserve")
    context.add(seat(power).room, -(loss * (1.0 - r.number(reserved))), "term", "unanswered")
    context.add(seat(power).loan, loss * r.number(reserved), "term", "on_loan")
    context.add(seat(power).fresh, -heard, "term", "heard")
    context.put(seat(power).heard, 0.0)


def _hope(context: Context, power: Power) -> None:
    """Hope in the other side's leader fades once that leader is in office and gives nothing."""
    successor = context.scenario.seats[other(power)].successor
    waiting = successor is not None and context.turn + 1 < successor.turn
    if not waiting:
        share = 1.0 - decay(context.coefficient("hope_decay"), context.days, 30.0)
        empty = context.recorder.number(context.row(seat(power).gift) <= 0.0)
        context.add(seat(power).hope, context.row(seat(power).hope) * empty * -share, "term", "hope_fades")
    context.add(seat(power).gift, -context.row(seat(power).gift), "term", "days")


def _settle_words(context: Context, power: Power) -> None:
    for word in context.words_of(power):
        is_open = context.is_open(word.id)
        met = _is_met(context, word) & is_open
        broken = context.recorder.truth(False)
        if word.broken is not None:
            broken = context.condition(word.broken) & is_open & ~met
        elif word.kind == "promise" and context.turn + 1 >= word.due:
            met = met | is_open
        state = context.recorder.choose(met, KEPT, context.row(WordRows(word.id).state))
        context.put(WordRows(word.id).state, context.recorder.choose(broken, DROPPED, state))
        _credit(context, word, met)
        _blame(context, word, broken)


def _is_met(context: Context, word: WordSpec) -> Value:
    if word.met is not None:
        return context.condition(word.met)
    if word.kind != "reserve":
        return context.recorder.truth(False)
    struck = context.flag(seat(word.owner).struck_in(context.turn))
    return struck | (context.row(seat(word.owner).gift) > 0.0)


def _credit(context: Context, word: WordSpec, met: Value) -> None:
    mask = context.recorder.number(met)
    context.add(seat(word.owner).kept, mask, "word", word.id, "met")
    if word.kind == "reserve":
        context.add(seat(word.owner).loan, -(context.row(seat(word.owner).loan) * mask), "term", "loan_repaid")
    elif word.kind == "warning":
        context.add(seat(word.owner).credibility, mask * context.coefficient("credibility_kept"), "word", word.id, "met")


def _blame(context: Context, word: WordSpec, broken: Value) -> None:
    mask = context.recorder.number(broken)
    if mask.constant == 0:
        return
    for row, amount in drop_costs(context, word.id):
        context.add(row, mask * amount, "word", word.id, "broken")


def drop_costs(context: Context, word_id: str) -> list[tuple[str, float]]:
    """Return what dropping a word costs its owner: (row, amount) for room, approval, credibility and the count."""
    word = next(item for item in context.scenario.words if item.id == word_id)
    owner, model = word.owner, context.coefficient
    share = model("closed_media") if context.scenario.seats[owner].closed_media else 1.0
    approval = model("word_approval") * word.level * share if word.kind == "warning" and word.public else 0.0
    lost = model("credibility_dropped") if word.public else model("credibility_kept")
    return [
        (seat(owner).room, -context.drop_cost(word)),
        (seat(owner).approval, -approval),
        (seat(owner).credibility, -lost),
        (seat(owner).dropped, 1.0),
    ]


# --- economy ---------------------------------------------------------------------------------------


def bite_of(context: Context, package: str) -> Value:
    """Return the loss a package causes now, in % of GDP."""
    floor = context.coefficient("bite_floor")
    row = {name: context.row(f"{package}.{name}") for name in ("size", "recent", "adapted")}
    return context.recorder.snap(row["size"] * (1.0 - row["recent"]) * (row["adapted"] * (1.0 - floor) + floor))


def _sanctions(context: Context) -> None:
    model = context.coefficient
    for package in context.scenario.packages:
        for name, period in (("recent", model("bite_ramp")), ("adapted", model("bite_adaptation"))):
            context.put(f"{package.id}.{name}", context.row(f"{package.id}.{name}") * halving(context.days, period))
        _toward(context, PackageRows(package.id).fading, 0.0, model("lift_half_life"))
        if package.ally_share > 0:
            _ally_joins(context, package)


def _ally_joins(context: Context, package: Package) -> None:
    """In the turn a package is imposed, the first party joins by its alignment unless its own cost is too high."""
    if not context.scenario.parties:
        return
    r, party = context.recorder, context.scenario.parties[0]
    slot = slots.ALLY.at(context.scenario.packages.index(package))
    new = context.row(PackageRows(package.id).recent).equals(1.0) & (context.row(PackageRows(package.id).size) > 0.0)
    willing = r.clip(
        (context.row(PartyRows(party.id).alignment) - context.coefficient("ally_join_floor")) / context.coefficient("ally_join_width"),
        0.0,
        1.0,
    )
    bears = context.coefficient("blowback_ally") * package.size * package.ally_share <= context.coefficient("ally_join_cost")
    if not bears:
        return
    joins = r.number(new & ~context.flag(PackageRows(package.id).joined) & (r.roll(slot) < willing))
    context.add(PackageRows(package.id).size, joins * (package.size * package.ally_share), "term", "ally_joins")
    context.add(PackageRows(package.id).joined, joins, "term", "ally_joins")


def loss_of(context: Context, power: Power) -> Value:
    """Return a power's loss in % of GDP: what packages against it bite, and what its own cost it."""
    loss = context.recorder.lift(0.0)
    for package in context.scenario.packages:
        bite = bite_of(context, package.id)
        if package.target == power:
            loss = loss + bite + context.row(PackageRows(package.id).fading)
        elif power in BLOWBACK:
            loss = loss + bite * context.coefficient(BLOWBACK[power])
    return context.recorder.snap(loss)


def ally_loss(context: Context) -> Value:
    """Return the loss of the first third party, in % of GDP, from the packages that it stands behind."""
    bites = context.recorder.lift(0.0)
    for package in context.scenario.packages:
        bites = bites + bite_of(context, package.id) * context.coefficient("blowback_ally")
    return context.recorder.snap(bites)


def pressure_of(context: Context, power: Power, change: Value | float) -> Value:
    """Return the pressure on a power whose loss changes so much."""
    model, own = context.coefficient, seat(power)
    parts = (
        context.row(own.loss) * model("pressure_loss")
        + context.recorder.lift(change) * model("pressure_loss")
        + context.row(own.market)
        + context.row(own.oil) * model("pressure_oil")
    )
    return context.recorder.clip(context.recorder.snap(parts), *SEAT_TRACKS["pressure"])


def start_economy(context: Context) -> None:
    """Record what the packages in force cost everybody as a crisis begins, where no loss has been entered yet."""
    for party in context.scenario.parties[:1]:
        context.put(PartyRows(party.id).loss, ally_loss(context))
    for power in POWERS:
        loss = loss_of(context, power)
        context.put(seat(power).loss, loss)
        context.put(seat(power).pressure, pressure_of(context, power, loss))


def _pressure(context: Context) -> None:
    """Bring losses and the pressure shown to the player up to date, each source a cause of its own."""
    model = context.coefficient
    for party in context.scenario.parties[:1]:
        own = PartyRows(party.id)
        change = ally_loss(context) - context.row(own.loss)
        context.add(own.loss, change, "term", "sanctions")
        context.add(own.alignment, context.recorder.most(change, 0.0) * -model("ally_blowback"), "term", "blowback")
    for power in POWERS:
        change = loss_of(context, power) - context.row(seat(power).loss)
        context.add(seat(power).loss, change, "term", "sanctions")
        context.add(seat(power).approval, change * -model(ECONOMY[power]), "term", "economy")
        target = pressure_of(context, power, change)
        context.add(seat(power).pressure, target - context.row(seat(power).pressure), "term", "sanctions")


# --- others ----------------------------------------------------------------------------------------


def _third_parties(context: Context) -> None:
    for party in context.scenario.parties:
        _toward(context, PartyRows(party.id).alignment, party.rest, context.coefficient("ally_half_life"))


def _legislature(context: Context) -> None:
    body = context.scenario.legislature
    if body is None:
        return
    struck = context.recorder.number(context.flag(seat(other(body.power)).struck_in(context.turn)))
    quiet = context.coefficient("bill_drift_down") * context.days / 30.0
    for chamber in body.chambers:
        row = BodyRows(body.id).votes(chamber.id)
        context.add(row, struck * context.coefficient("bill_drift_up"), "term", "accused_act")
        context.add(row, (1.0 - struck) * -quiet, "term", "quiet")


def _fall_of_rung(context: Context) -> None:
    struck = context.recorder.any_of(context.flag(seat(power).struck_in(context.turn)) for power in POWERS)
    fall = context.recorder.least(context.row(PAIR.rung), 1.0) * (1.0 - context.recorder.number(struck))
    context.add(PAIR.rung, -fall, "term", "rung_down")


def _pen(context: Context, power: Power) -> None:
    """At no room left, home answers the next desk."""
    context.raise_to(seat(power).pen, context.row(seat(power).room) <= 0.0)


__all__ = ["DROPPED", "KEPT", "LAPSED", "OPEN", "Deeds", "act", "bite_of", "drop_costs", "handover", "loss_of", "settle"]
