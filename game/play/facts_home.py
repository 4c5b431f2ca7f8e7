"""Facts about home and allies: legislatures, sanctions, threats, approval, alliances."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from game.engine import chance
from game.engine.advice import concede
from game.engine.context import Context
from game.engine.rules import Rules, Worlds
from game.engine.spec import Package, Scenario, WordSpec
from game.engine.steps import AddTrack, Impose, Name, Operation, Word
from game.engine.steps import Chance as ChanceStep
from game.engine.tracks import PartyRows, seat
from game.engine.value import Value
from game.play.facts import Row, row
from game.play.probes import HERE, Moment, Script, Setting, desk, do, formula, news, probe, run

GAMES = 2000
Array = NDArray[np.float64]

# --- legislature -----------------------------------------------------------------------------------


def _lanes(base: Scenario, rows: dict[str, Array], build: Callable[[Context], Value]) -> Array:
    """Return the value of a recorded formula over lanes in which some rows are set."""
    rules = Rules(base)
    lanes = len(next(iter(rows.values())))
    worlds = Worlds(rules, np.zeros(lanes, np.uint64))
    for name, values in rows.items():
        worlds.row(name)[:] = values
    context = Context(rules.layout, 0)
    context.recorder.store(len(rules.layout), build(context))
    answer = np.zeros(lanes)
    rules.machine([*worlds.rows, answer], worlds.seeds).run(context.recorder.finish())
    return answer


def legislature(base: Scenario) -> list[Row]:
    """Facts 13 to 15: the veto trap, the base rate of overrides, and the review of an easing."""
    if base.legislature is None:
        return [Row(n, "Legislature", None, None, None, "needs a scenario with a legislature") for n in (13, 14, 15)]
    body = base.legislature.id
    house, senate, approval = f"{body}.house", f"{body}.senate", "us.approval"

    def rows(lower: Sequence[float], upper: Sequence[float], liked: float) -> dict[str, Array]:
        return {house: np.array(lower), senate: np.array(upper), approval: np.full(len(lower), liked)}

    trap = _lanes(base, rows([0.993, 0.58], [0.980, 0.58], 38.5), lambda context: context.override())
    seeds = chance.world_seeds(14, 0, 20_000)
    keys = chance.turn_keys(seeds, 1)
    normal = np.sum([chance.draws_from(keys, slot) for slot in range(12)], axis=0) - 6.0
    bills = np.clip(0.58 + 0.10 * normal, 0.0, 1.0)
    chances = _lanes(base, rows(list(bills), list(bills), 50.0), lambda context: context.override())
    rate = float((chance.draws_from(keys, 20) < chances).mean())
    review = _lanes(base, rows([0.87, 0.87], [0.576, 0.61], 50.0), lambda context: context.recorder.number(context.blocks()))
    return [
        row(
            13,
            "Veto trap: chance of an override at 419-3 and 98-2",
            float(trap[0]),
            0.99,
            1.0,
            float(trap[1]) < 0.01,
            f"{trap[1]:.3f} at 58 %",
        ),
        row(14, "Overrides among plausible bills", rate, 0.03, 0.12, True, "one draw per bill for both chambers"),
        row(
            15, "Review of an easing: not blocked at 57.6 % of the Senate", float(review[0]), 0, 0, float(review[1]) == 1, "blocked at 61 %"
        ),
    ]


# --- economy ---------------------------------------------------------------------------------------


def _package(share: float = 1.0) -> Package:
    return Package("probe", "probe", "russia", 3.0, share, 0.0, False, None)


def _losses(base: Scenario, days: Sequence[float], share: float = 1.0, lift: int | None = None) -> list[Moment]:
    items = [news("impose", 1, Impose("probe", False, HERE))]
    if lift is not None:
        items.append(news("lift", lift, Impose("probe", True, HERE)))
    setting = Setting(start={"russia.oil": 0.0}, packages=(_package(share),))
    return run(probe(base, days, items, setting), Script(), Script(), 2)


def economy(base: Scenario) -> list[Row]:
    """Facts 16 to 21: how sanctions bite, fade and spare the sender, and what oil does beside them."""
    quarters = [float(m["russia.loss"][0]) for m in _losses(base, [91.25] * 40)]
    peak, growth = max(quarters), np.diff([0.0, *quarters])
    later = 1 - quarters[-1] / peak
    lifted = [float(m["russia.loss"][0]) for m in _losses(base, [91.25] * 9, lift=9)]
    alone = [float(m["russia.loss"][0]) for m in _losses(base, [91.25] * 4, share=base.model["share_us"].value)]
    at_end = _losses(base, [91.25] * 15)[-1]
    oil = base.model["oil_slope"].value * (1 - 54.0 / 109.0) * 100
    russia, us, party = (float(at_end[name][0]) for name in ("russia.loss", "us.loss", f"{base.parties[0].id}.loss"))
    drag = int(np.argmax(growth)) < 4 and quarters[7] > 0.85 * peak
    return [
        row(
            16,
            "Sanctions ramp: % of GDP after a year",
            quarters[3],
            1.0,
            1.5,
            2.2 <= quarters[13] <= 2.6,
            f"{quarters[13]:.2f} after 3.5 years",
        ),
        row(
            17,
            "Adaptation: share below the peak after ten years",
            later,
            0.05,
            0.25,
            drag,
            f"{quarters[7] / peak:.0%} of the peak by quarter 8",
        ),
        row(18, "No rebound: share of the loss left a quarter after lifting", lifted[8] / lifted[7], 0.75, 1.0),
        row(19, "Unilateral bites less: share of the full coalition's loss", alone[3] / quarters[3], 0.2, 0.3),
        row(20, "Oil beats sanctions: oil loss over sanctions loss, end of 2017", oil / russia, 2.5, 4.5),
        row(
            21,
            "Blowback: the ally's loss over the US loss",
            party / us,
            5.0,
            100.0,
            russia / party >= 8,
            f"Russia's is {russia / party:.0f} times the ally's",
        ),
    ]


def threats(base: Scenario) -> list[Row]:
    """Facts 22 to 24: threats against impositions, rivals that seldom give in, and what an empty threat costs."""
    model = base.model
    threat, imposed = concede(model, 0.5, 10, 0, False), concede(model, 0.5, 25, 0, True)
    rival = [concede(model, 0.5, pressure, 1, True) for pressure in (25, 46)]
    drops = [_empty_threat(base, level) for level in (0.5, 1.0)]
    falls, belief = [fall for fall, _ in drops], [loss for _, loss in drops]
    next_time = min(concede(model, 0.5, 10, s, False) - concede(model, 0.5 - belief[0], 10, s, False) for s in (0.0, 0.5))
    return [
        row(
            22,
            "Threat over imposition at equal stakes",
            threat / imposed,
            1.3,
            2.5,
            abs(threat - 0.56) < 0.01 and abs(imposed - 0.33) < 0.01,
        ),
        row(23, "Rivals seldom give in: chance over two years", max(rival), 0.08, 0.18, min(rival) >= 0.08, "at pressure 25 to 46"),
        row(
            24,
            "Empty threats cost: approval lost",
            min(falls),
            4,
            12,
            max(falls) <= 12 and next_time >= 0.05,
            f"next threat's chance down {next_time:.2f}",
        ),
    ]


MOMENT = 2.0**-10
"""Days of a turn in which nothing drifts: the audience's part alone is asked for."""


def _empty_threat(base: Scenario, level: float) -> tuple[float, float]:
    word = WordSpec("threat", "us", "warning", True, level, 2, "threat", "", None, None, (), True, HERE)
    drop = desk("drop", "us", [1], (Word("threat", "drop", HERE),))
    rules = probe(base, [MOMENT], [drop], Setting(words=(word,)))
    moment = run(rules, Script(), Script(), 2)[0]
    seat = base.seats["us"].start
    return seat["approval"] - float(moment["us.approval"][0]), seat["credibility"] - float(moment["us.credibility"][0])


def home_and_allies(base: Scenario) -> list[Row]:
    """Facts 25 to 28: what diplomacy, sanctions and allies do at home and abroad."""
    acts = (("expel", 35), ("close_consulate", 1), ("close_compounds", 2), ("meet", None), ("visit", None))
    moves = [_approval_after(base, do(name, "us", amount)) for name, amount in acts]
    sanctions = _approval_after(base, do("sanction_statute", "us"))
    return [
        row(25, "Diplomacy barely moves approval: largest change in a month", max(abs(move) for pair in moves for move in pair), 0, 2),
        row(26, "Sanctions do not rally the target: change of its approval", sanctions[1], -5.0, 0.0),
        _wedge(base),
        _wave(base),
    ]


def _approval_after(base: Scenario, act: object) -> tuple[float, float]:
    rules = probe(base, [28.0], [desk("act", "us", [1], (act,))], Setting(start={"russia.oil": 0.0}))  # type: ignore[arg-type]
    moment = run(rules, Script(), Script(), 2)[0]
    changes = [float(moment[seat(power).approval][0]) - base.seats[power].start["approval"] for power in ("us", "russia")]
    return changes[0], changes[1]


def _track(track: str, amount: float) -> AddTrack:
    return AddTrack(track, formula(amount), "probe", HERE)


def _wedge(base: Scenario) -> Row:
    party = base.parties[0]
    meter = PartyRows(party.id).alignment
    items = [news("sanction", 1, _track(meter, -0.15)), news("consult", 2, _track(meter, 0.08))]
    moments = run(probe(base, [7.0, 30.0], items), Script(), Script(), 2)
    after, back = float(moments[0][meter][0]), float(moments[1][meter][0])
    return row(
        27,
        "Ally wedge: alignment after an uncoordinated secondary sanction",
        after,
        0.6,
        0.7,
        back > 0.7,
        f"{back:.2f} a month after consultation",
    )


def _wave(base: Scenario) -> Row:
    party = base.parties[0]
    meter, attack = PartyRows(party.id).alignment, news("attack", 1, _track(PartyRows(party.id).alignment, 0.10))
    joins = Operation("-", (Name(meter), formula(0.25).expression))
    member = ChanceStep(formula(joins), "", (_track("russia.market", 1.0),), (), HERE)
    items = [attack, news("wave", 2, *([member] * 28))]
    setting = Setting(start={"russia.oil": 0.0, "russia.market": 0.0}, model={"market_half_life": 1e9})
    moments = run(probe(base, [1.0, 13.0], items, setting), Script(), Script(), GAMES)
    joined = np.round(moments[-1]["russia.market"])
    share = float((joined >= 15).mean())
    return row(28, "Ally wave: share of runs in which 15 of 28 states join", share, 0.5, 1.0, True, f"median {np.median(joined):.0f}")
