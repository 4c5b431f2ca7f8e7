"""Facts about exchanges between two powers: replies, forbearance, parity, paths of relations, spirals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from game.engine.rules import Rules
from game.engine.spec import Scenario
from game.engine.steps import Act, Name, Operation
from game.engine.terms import Power
from game.play.facts import Row, row
from game.play.policy import Choice, ReciprocalPlayer
from game.play.probes import Moment, Script, Setting, desk, do, news, probe, run

GAMES = 2000
Array = NDArray[np.float64]

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
        row(1, "Expulsions are answered: share replied without hope", float(replied.mean()), 0.93, 0.99),
        row(2, "At one for one: median ratio of the reply", float(np.median(ratio)), 1.0, 1.0, near >= 0.7, f"{near:.0%} within 10 %"),
        row(3, "Fast: share of replies within 7 days", week, 0.35, 0.60, 0.80 <= month <= 0.92, f"{month:.0%} within 30 days"),
        row(4, "Before September 1985: reply to 105 expelled", float(np.median(before[before > 0])), 17, 19),
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
        row(5, "December 2016: share that forbears with a handover pending", waits, 0.5, 0.75, refuses < 0.1, f"{refuses:.0%} without one"),
        row(6, "Forbearance pays: relations three weeks later above the mirrored branch", gap, 5.0, 20.0),
        row(7, "Forbearance is free at home: change of Russian approval", approval, -1.0, 2.0),
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
    return row(8, "The reply comes if nothing is conceded: share within a month of the law", float(replied.mean()), 0.85, 1.0)


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
    return row(9, "Parity: posts cut from 1,210 against 455", float(cuts[0]), 755, 755, same, f"and {plain:.0f} persons in December 2016")


def _answer_in_posts(base: Scenario) -> Row:
    blow = desk("blow", "russia", [1], (do("cut_staff", "russia", 755),))
    options = ((), (do("expel", "us", 60),), (do("expel", "us", 35),), (do("close_consulate", "us", 1),))
    moments = run(probe(base, [7.0] * 12, [blow, desk("reply", "us", range(2, 13), *options)], COLD), "reciprocal", Script(), GAMES)
    closed = 4.0 - moments[-1]["russia.consulates"]
    expelled = base.seats["russia"].start["staff"] - moments[-1]["russia.staff"]
    return row(
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
    return row(11, "March 2018: share of replies equal in persons and posts", min(shares), 0.95, 1.0, early > 0, "23, 60 and Seattle, 59")


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
    return row(
        12,
        "1986: share of runs 25, 5, 5 and 50, staff ban, then quiet",
        share,
        0.6,
        1.0,
        not mirrored.any(),
        "no mirrored 55; the cut is scripted",
    )


def paths(base: Scenario) -> list[Row]:
    """Facts 29 and 30: the path of relations through two years of record, and spirals that end."""
    recent = _path(base, -28.0, RECORD_2017)
    early = -26.0 - _path(base, -26.0, RECORD_2014)
    return [
        row(29, "Relations in May 2018, from -28 in April 2017", recent, -56, -40, early >= 12, f"2014 to early 2015: down {early:.0f}"),
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
    return row(
        30,
        "Spirals end: highest rung of two tit-for-tat players",
        rung,
        0,
        7,
        later < 25,
        f"tension {later:.0f} ninety days after the last act",
    )
