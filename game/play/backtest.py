"""The back-tests: stylised facts of the record, each with the value the engine gives, the band it must fall in, pass or fail.

Facts and bands are those of the literature and the episodes named beside each; `persona backtest` prints them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine import chance
from game.engine.advice import concede
from game.engine.context import Context
from game.engine.machine import NumpyMachine
from game.engine.program import Value
from game.engine.rules import Rules, Worlds
from game.engine.spec import Act, AddTrack, Impose, Name, Operation, Package, Scenario, Word, WordSpec
from game.engine.spec import Chance as ChanceStep
from game.engine.terms import Power
from game.play.policy import Choice, ReciprocalPlayer
from game.play.probes import HERE, Moment, Script, Setting, desk, do, formula, news, probe, run

GAMES = 2000
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One stylised fact: its number, what it says, the measured value, the band, whether it holds, and a remark."""

    id: int
    fact: str
    value: float | None
    band: tuple[float, float] | None
    passed: bool | None
    remark: str = ""


def _row(number: int, fact: str, value: float, low: float, high: float, also: bool = True, remark: str = "") -> Row:
    shown = round(value, 4)
    return Row(number, fact, shown, (low, high), bool(low <= shown <= high and also), remark)


PERSONS = (0, 5, 18, 35, 60, 105)
MONTH = [1.0] * 7 + [5.0, 6.0, 6.0, 6.0, 60.0]


def _expel(by: Power, persons: float) -> tuple[object, ...]:
    return (do("expel", by, persons),) if persons else ()


def _answers(power: Power, turns: Sequence[int]) -> object:
    return desk("answer", power, turns, *(_expel(power, persons) for persons in PERSONS))  # type: ignore[arg-type]


def _exchange(base: Scenario, persons: float, days: Sequence[float], setting: Setting | None = None) -> Rules:
    """Washington sends some home in turn 1; Moscow can answer with any of a few numbers in every turn."""
    strike = desk("strike", "us", [1], _expel("us", persons))  # type: ignore[arg-type]
    return probe(base, days, [strike, _answers("russia", range(1, len(days) + 1))], setting)  # type: ignore[list-item]


COLD = Setting(start={"russia.hope": 0.0, "us.hope": 0.0})


def _replies(moments: list[Moment]) -> tuple[Array, Array]:
    """Return the turn of the first reply (0: none) and the persons it took, shape (worlds,) each."""
    when = np.zeros(moments[0].state.shape[1])
    persons = np.zeros_like(when)
    for turn, moment in enumerate(moments, start=1):
        picked = moment.picks["russia"]
        fresh = (picked > 0) & (when == 0)
        when[fresh] = turn
        persons[fresh] = np.array(PERSONS, np.float64)[picked[fresh].astype(int)]
    return when, persons


def expulsions_answered(base: Scenario) -> list[Row]:
    """Facts 1 to 4: that expulsions are answered, at what ratio, how fast, and the doctrine before 1985."""
    when, persons = _replies(run(_exchange(base, 35, MONTH, COLD), Script(), "reciprocal", GAMES))
    replied = when > 0
    ratio = persons[replied] / 35.0
    near = float((np.abs(ratio - 1) <= 0.1).mean())
    week, month = float((when[replied] <= 7).mean()), float((when[replied] <= 11).mean())
    old = Setting(start=COLD.start, model={"reply_match": 0.17})
    _when, before = _replies(run(_exchange(base, 105, MONTH, old), Script(), "reciprocal", GAMES))
    return [
        _row(1, "Expulsions are answered: share replied without hope", float(replied.mean()), 0.93, 0.99),
        _row(2, "At one for one: median ratio of the reply", float(np.median(ratio)), 1.0, 1.0, near >= 0.7, f"{near:.0%} within 10 %"),
        _row(3, "Fast: share of replies within 7 days", week, 0.35, 0.60, 0.80 <= month <= 0.92, f"{month:.0%} within 30 days"),
        _row(4, "Before September 1985: reply to 105 expelled", float(np.median(before[before > 0])), 17, 19),
    ]


def forbearance(base: Scenario) -> list[Row]:
    """Facts 5 to 8: December 2016, what forbearance pays and costs, and the reply that comes when nothing is conceded."""
    weeks = [3.0, 5.0, 5.0, 9.0] + [7.0] * 8
    waiting = Setting(start={"russia.hope": 1.0}, handover=5)
    when, _ = _replies(run(_exchange(base, 35, weeks, waiting), Script(), "reciprocal", GAMES))
    never, _ = _replies(run(_exchange(base, 35, weeks, COLD), Script(), "reciprocal", GAMES))
    waits, refuses = float((when == 0).mean()), float((never == 0).mean())
    held, mirrored = (_december(base, number) for number in (1, 2))
    gap = float(held[3]["relations"][0] - mirrored[3]["relations"][0])
    approval = float(held[3]["russia.approval"][0] - base.seats["russia"].start["approval"])
    return [
        _row(
            5, "December 2016: share that forbears with a handover pending", waits, 0.5, 0.75, refuses < 0.1, f"{refuses:.0%} without one"
        ),
        _row(6, "Forbearance pays: relations three weeks later above the mirrored branch", gap, 5.0, 20.0),
        _row(7, "Forbearance is free at home: change of Russian approval", approval, -1.0, 2.0),
        _late_reply(base),
    ]


def _december(base: Scenario, answer: int) -> list[Moment]:
    package = (do("expel", "us", 35), do("close_compounds", "us", 2), do("list_persons", "us", 9, 0.4))
    mirror = (do("expel", "russia", 35), do("close_compounds", "russia", 2))
    rules = probe(
        base,
        [3.0, 5.0, 5.0, 8.0],
        [desk("package", "us", [1], package), desk("reply", "russia", [1], (), (do("announce_restraint", "russia"),), mirror)],
        Setting(start={"relations": -32.0, "tension": 20.0}, handover=5),
    )
    return run(rules, Script(), Script(answer), 2)


def _late_reply(base: Scenario) -> Row:
    package = (do("expel", "us", 35), do("close_compounds", "us", 2), do("list_persons", "us", 9, 0.4))
    law = desk("law", "us", [3], (do("sanction_statute", "us"),))
    cut = (do("cut_staff", "russia", Operation("-", (Name("us.staff"), Name("russia.staff")))),)
    replies = desk("reply", "russia", [1, 2, 3], (), (do("expel", "russia", 35),), cut)
    setting = Setting(start={"russia.hope": 1.0, "us.staff": 1210, "russia.staff": 455}, handover=2)
    moments = run(
        probe(base, [22.0, 188.0, 30.0], [desk("package", "us", [1], package), law, replies], setting), Script(), "reciprocal", GAMES
    )
    replied = np.any([moment.picks["russia"] > 0 for moment in moments], axis=0)
    return _row(8, "The reply comes if nothing is conceded: share within a month of the law", float(replied.mean()), 0.85, 1.0)


def parity(base: Scenario) -> list[Row]:
    """Facts 9 to 12: parity cuts, answers in posts, March 2018, and the ladder of 1986."""
    return [_parity_cut(base), _answer_in_posts(base), _skripal(base), _ladder_of_1986(base)]


CUT = Operation("-", (Name("us.staff"), Name("russia.staff")))


def _parity_cut(base: Scenario) -> Row:
    replies = desk("reply", "russia", range(1, 9), (), (do("expel", "russia", 35),), (do("cut_staff", "russia", CUT),))
    july = Setting(start={"russia.hope": 0.0, "us.staff": 1210, "russia.staff": 455, "russia.received.points": 8.2})
    strike = desk("law", "us", [1], (do("sanction_statute", "us"),))
    moments = run(probe(base, [7.0] * 8, [strike, replies], july), Script(), "reciprocal", GAMES)
    staff = moments[-1]["us.staff"]
    cuts = 1210.0 - staff[staff < 1210]
    december = Setting(start={"russia.hope": 0.0})
    package = desk("package", "us", [1], (do("expel", "us", 35), do("close_compounds", "us", 2), do("list_persons", "us", 9, 0.4)))
    mirror = run(probe(base, [7.0] * 8, [package, replies], december), Script(), "reciprocal", GAMES)
    left = 1210.0 - mirror[-1]["us.staff"]
    plain = float(np.median(left[left > 0]))
    same = bool((cuts == cuts[0]).all()) and plain == 35
    return _row(9, "Parity: posts cut from 1,210 against 455", float(cuts[0]), 755, 755, same, f"and {plain:.0f} persons in December 2016")


def _answer_in_posts(base: Scenario) -> Row:
    blow = desk("blow", "russia", [1], (do("cut_staff", "russia", 755),))
    options = ((), (do("expel", "us", 60),), (do("expel", "us", 35),), (do("close_consulate", "us", 1),))
    moments = run(probe(base, [7.0] * 12, [blow, desk("reply", "us", range(2, 13), *options)], COLD), "reciprocal", Script(), GAMES)
    closed = 4.0 - moments[-1]["russia.consulates"]
    expelled = base.seats["russia"].start["staff"] - moments[-1]["russia.staff"]
    return _row(
        10, "A cut is answered in posts: consulates closed", float(np.median(closed)), 1, 1, bool((expelled == 0).all()), "nobody expelled"
    )


def _skripal(base: Scenario) -> Row:
    shares = []
    for persons, posts in ((23, 0), (60, 1), (59, 0)):
        first = (do("expel", "us", persons), *((do("close_consulate", "us", 1),) if posts else ()))
        options = [(), (do("expel", "russia", 23),), (do("expel", "russia", 60), do("close_consulate", "russia", 1))]
        options += [(do("expel", "russia", 60),), (do("expel", "russia", 59),), (do("expel", "russia", 105),)]
        rules = probe(base, [3.0] + [7.0] * 11, [desk("strike", "us", [1], first), desk("reply", "russia", range(1, 13), *options)], COLD)
        moments = run(rules, Script(), "reciprocal", GAMES)
        want = {(23, 0): 1, (60, 1): 2, (59, 0): 4}[persons, posts]
        picked = np.max([moment.picks["russia"] for moment in moments], axis=0)
        shares.append(float((picked[picked > 0] == want).mean()))
    early = float((run(rules, Script(), "reciprocal", GAMES)[1].picks["russia"] > 0).mean())
    return _row(11, "March 2018: share of replies equal in persons and posts", min(shares), 0.95, 1.0, early > 0, "23, 60 and Seattle, 59")


class Opening:
    """A player that follows a script while it lasts, then the reply rule."""

    def __init__(self, script: Sequence[int], after: ReciprocalPlayer) -> None:
        self._script, self._after = script, after

    def answer(self, choice: Choice) -> Array:
        """Return the number of the turn for every world, shape (worlds,)."""
        picked = self._after.answer(choice)
        turn = choice.seen.turn
        return np.full_like(picked, float(self._script[turn])) if turn < len(self._script) else picked

    def act(self, choice: Choice) -> Array:
        """Return a card for every world, shape (worlds,)."""
        return self._after.act(choice)


def _ladder_of_1986(base: Scenario) -> Row:
    """The second American move is scripted: a reply smaller than the account creates no debt, and Washington struck all the same."""
    first = desk("strike", "us", [1], (do("expel", "us", 25),))
    american = ((), (do("expel", "us", 5),), (do("expel", "us", 5), do("cut_staff", "us", 50)), (do("expel", "us", 55),))
    soviet = (
        (),
        (do("expel", "russia", 5),),
        (do("expel", "russia", 25),),
        (do("expel", "russia", 55),),
        (do("ban_local_staff", "russia"),),
    )
    incidents = [first, desk("us_reply", "us", range(2, 25), *american), desk("reply", "russia", range(1, 25), *soviet)]
    setting = Setting(start={"russia.hope": 0.0, "us.hope": 0.0, "us.staff": 200, "russia.staff": 251})
    us = Opening([0] * 9 + [2], ReciprocalPlayer(GAMES))
    moments = run(probe(base, [7.0] * 24, incidents, setting), us, ReciprocalPlayer(GAMES, match=0.2, parity=99.0), GAMES)
    russia = np.stack([moment.picks["russia"] for moment in moments])
    later = np.stack([moment.picks["us"] for moment in moments[10:]])
    five, ban, mirrored = ((russia == n).any(axis=0) for n in (1, 4, 3))
    share = float((five & ban & ((russia > 0).sum(axis=0) == 2) & (later == 0).all(axis=0)).mean())
    return _row(
        12,
        "1986: share of runs 25, 5, 5 and 50, staff ban, then quiet",
        share,
        0.6,
        1.0,
        not mirrored.any(),
        "no mirrored 55; the cut is scripted",
    )


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
    NumpyMachine([*worlds.rows, answer], worlds.seeds).run(context.recorder.finish())
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
        _row(
            13,
            "Veto trap: chance of an override at 419-3 and 98-2",
            float(trap[0]),
            0.99,
            1.0,
            float(trap[1]) < 0.01,
            f"{trap[1]:.3f} at 58 %",
        ),
        _row(14, "Overrides among plausible bills", rate, 0.03, 0.12, True, "one draw per bill for both chambers"),
        _row(
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
        _row(
            16,
            "Sanctions ramp: % of GDP after a year",
            quarters[3],
            1.0,
            1.5,
            2.2 <= quarters[13] <= 2.6,
            f"{quarters[13]:.2f} after 3.5 years",
        ),
        _row(
            17,
            "Adaptation: share below the peak after ten years",
            later,
            0.05,
            0.25,
            drag,
            f"{quarters[7] / peak:.0%} of the peak by quarter 8",
        ),
        _row(18, "No rebound: share of the loss left a quarter after lifting", lifted[8] / lifted[7], 0.75, 1.0),
        _row(19, "Unilateral bites less: share of the full coalition's loss", alone[3] / quarters[3], 0.2, 0.3),
        _row(20, "Oil beats sanctions: oil loss over sanctions loss, end of 2017", oil / russia, 2.5, 4.5),
        _row(
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
        _row(
            22,
            "Threat over imposition at equal stakes",
            threat / imposed,
            1.3,
            2.5,
            abs(threat - 0.56) < 0.01 and abs(imposed - 0.33) < 0.01,
        ),
        _row(23, "Rivals seldom give in: chance over two years", max(rival), 0.08, 0.18, min(rival) >= 0.08, "at pressure 25 to 46"),
        _row(
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
    sanctions = _approval_after(base, do("sanction_statute", "us"), "russia")
    return [
        _row(25, "Diplomacy barely moves approval: largest change in a month", max(abs(move) for pair in moves for move in pair), 0, 2),
        _row(26, "Sanctions do not rally the target: change of its approval", sanctions[1], -5.0, 0.0),
        _wedge(base),
        _wave(base),
    ]


def _approval_after(base: Scenario, act: object, _target: Power = "russia") -> tuple[float, float]:
    rules = probe(base, [28.0], [desk("act", "us", [1], (act,))], Setting(start={"russia.oil": 0.0}))  # type: ignore[arg-type]
    moment = run(rules, Script(), Script(), 2)[0]
    changes = [float(moment[f"{power}.approval"][0]) - base.seats[power].start["approval"] for power in ("us", "russia")]
    return changes[0], changes[1]


def _track(track: str, amount: float) -> AddTrack:
    return AddTrack(track, formula(amount), "probe", HERE)


def _wedge(base: Scenario) -> Row:
    party = base.parties[0]
    row = f"{party.id}.alignment"
    items = [news("sanction", 1, _track(row, -0.15)), news("consult", 2, _track(row, 0.08))]
    moments = run(probe(base, [7.0, 30.0], items), Script(), Script(), 2)
    after, back = float(moments[0][row][0]), float(moments[1][row][0])
    return _row(
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
    row, attack = f"{party.id}.alignment", news("attack", 1, _track(f"{party.id}.alignment", 0.10))
    joins = Operation("-", (Name(row), formula(0.25).expression))
    member = ChanceStep(formula(joins), "", (_track("russia.market", 1.0),), (), HERE)
    items = [attack, news("wave", 2, *([member] * 28))]
    setting = Setting(start={"russia.oil": 0.0, "russia.market": 0.0}, model={"market_half_life": 1e9})
    moments = run(probe(base, [1.0, 13.0], items, setting), Script(), Script(), GAMES)
    joined = np.round(moments[-1]["russia.market"])
    share = float((joined >= 15).mean())
    return _row(28, "Ally wave: share of runs in which 15 of 28 states join", share, 0.5, 1.0, True, f"median {np.median(joined):.0f}")


def paths(base: Scenario) -> list[Row]:
    """Facts 29 and 30: the path of relations through two years of record, and spirals that end."""
    recent = _path(base, -28.0, RECORD_2017)
    early = -26.0 - _path(base, -26.0, RECORD_2014)
    return [
        _row(29, "Relations in May 2018, from -28 in April 2017", recent, -56, -40, early >= 12, f"2014 to early 2015: down {early:.0f}"),
        _spiral(base),
    ]


RECORD_2017: tuple[tuple[float, str, Power, float | None, float], ...] = (
    (106, "sanction_statute", "us", None, 1.0),
    (3, "cut_staff", "russia", 755, 1.0),
    (2, "close_compounds", "russia", 2, 1.0),
    (21, "stop_visas", "us", None, 1.0),
    (10, "close_consulate", "us", 1, 1.0),
    (1, "close_compounds", "us", 2, 1.0),
    (206, "expel", "us", 60, 1.0),
    (1, "close_consulate", "us", 1, 1.0),
    (2, "expel", "russia", 60, 1.0),
    (1, "close_consulate", "russia", 1, 1.0),
    (8, "sanction_sector", "us", None, 0.7),
    (30, "statement", "us", None, 1.0),
)
"""Days since the step before, measure, actor, number, scope: April 2017 to May 2018."""
RECORD_2014: tuple[tuple[float, str, Power, float | None, float], ...] = (
    (10, "halt_talks", "us", None, 1.0),
    (14, "list_persons", "us", 11, 0.4),
    (3, "bar_entry", "russia", 9, 0.4),
    (39, "list_persons", "us", 7, 0.4),
    (79, "sanction_sector", "us", None, 0.7),
    (13, "sanction_sector", "us", None, 0.7),
    (8, "sanction_sector", "russia", None, 1.0),
    (37, "sanction_sector", "us", None, 0.7),
    (98, "sanction_sector", "us", None, 0.4),
    (40, "statement", "us", None, 1.0),
)
"""The same from February 2014 to February 2015; the war itself is left out."""


def _path(base: Scenario, start: float, record: Sequence[tuple[float, str, Power, float | None, float]]) -> float:
    days = [step[0] for step in record[1:]] + [14.0]
    items = [news(f"n{n}", n, do(measure, by, amount, scope)) for n, (_gap, measure, by, amount, scope) in enumerate(record, start=1)]
    moments = run(probe(base, days, items, Setting(start={"relations": start})), Script(), Script(), 2)
    return float(moments[-1]["relations"][0])


def _spiral(base: Scenario) -> Row:
    turns = range(1, 25)

    def options(by: Power) -> list[tuple[Act, ...]]:
        return [(), *((do("expel", by, n),) for n in (5, 18, 35, 50)), (do("close_consulate", by, 1),)]

    incidents = [
        desk("strike", "us", [1], (do("expel", "us", 35), do("close_compounds", "us", 2))),
        desk("us_reply", "us", list(turns)[1:], *options("us")),
        desk("reply", "russia", turns, *options("russia")),
    ]
    moments = run(probe(base, [7.0] * 24, incidents, COLD), "reciprocal", "reciprocal", GAMES)
    rung = max(float(moment["rung"].max()) for moment in moments)
    acts = np.stack([(m.picks["us"] > 0) | (m.picks["russia"] > 0) for m in moments])
    last = np.max(np.where(acts, np.arange(len(moments))[:, None], 0), axis=0).astype(int)
    tension = np.stack([moment["tension"] for moment in moments])
    at = np.minimum(last + 13, len(moments) - 1)
    later = float(tension[at, np.arange(tension.shape[1])][last + 13 < len(moments)].max())
    return _row(
        30,
        "Spirals end: highest rung of two tit-for-tat players",
        rung,
        0,
        7,
        later < 25,
        f"tension {later:.0f} ninety days after the last act",
    )


GROUPS = (expulsions_answered, forbearance, parity, legislature, economy, threats, home_and_allies, paths)


def backtest(base: Scenario) -> list[Row]:
    """Return all rows, in the order of their numbers."""
    return sorted((row for group in GROUPS for row in group(base)), key=lambda row: row.id)
