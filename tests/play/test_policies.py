"""Policies: they pick what is open, keep their rules, and play the same game in a sweep and alone."""

from __future__ import annotations

import math
import random
from concurrent.futures import Executor

import numpy as np
import pytest
from numpy.typing import NDArray

from game.api import simulate
from game.engine.context import day_of
from game.engine.rules import Rules, Worlds
from game.engine.terms import POWERS, Power, other
from game.errors import UsageError
from game.play import sweep
from game.play.batch import Outcome
from game.play.features import Features
from game.play.match import Match
from game.play.policy import ABOUT, POLICIES, AnyOf, MixedPlayer, Seat, pick_best, seat_player
from game.play.rows import rows
from game.play.tally import Tally
from tests.content.sample import SAMPLE, read
from tests.play import games
from tests.play.games import Array, order_of, seeds_of

# --- legal choices ---------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("name", games.names())
def test_every_policy_picks_what_is_open(name: str, policy: str) -> None:
    rules, asked = games.rules_of(name), 0

    def look(worlds: Worlds, turn: int, power: Power, where: str, picks: Array) -> None:
        nonlocal asked
        lanes = np.arange(len(picks))
        numbers = picks.astype(int)
        assert (numbers == picks).all()
        if where == "desk":
            at = worlds.row(f"{power}.desk") > 0
            assert (worlds.desk_mask(power)[numbers[at], lanes[at]] > 0).all()
            asked += int(at.sum())
        else:
            assert (worlds.tray_rows(power)[numbers, lanes] > 1).all()

    for us, russia in ((policy, "random"), ("random", policy)):
        games.play(rules, order_of(us, russia), seeds_of(80), look)
    assert asked > 100


def test_policies_are_told_of_and_others_are_refused() -> None:
    assert set(ABOUT) == set(POLICIES)
    with pytest.raises(UsageError, match="no policy called 'hawks'"):
        seat_player("hawks", seeds_of(2), "us")
    with pytest.raises(UsageError, match="no policy called"):
        simulate(games.rules_of("small-crisis"), 3, us="hawks")


def test_random_is_uniform_over_what_is_open() -> None:
    rng = np.random.default_rng(1)
    mask = np.repeat(np.array([[1, 0, 1, 1, 0, 1]], np.bool_).T, 40_000, axis=1)
    counts = np.bincount(AnyOf(6, 40_000).pick(mask, rng.random(40_000)).astype(int), minlength=6)
    assert counts[[1, 4]].tolist() == [0, 0]
    assert (np.abs(counts[[0, 2, 3, 5]] - 10_000) < 500).all()
    assert AnyOf(6, 2).pick(mask[:, :2], np.array([0.0, 1 - 2.0**-53])).tolist() == [0, 5]


def test_the_best_is_best_among_what_is_open() -> None:
    mask = np.array([[1, 0], [1, 1], [0, 1]], np.bool_)
    scores = np.array([[1.0, 9.0], [2.0, -5.0], [7.0, -4.0]])
    assert pick_best(mask, scores).tolist() == [1, 2]


def test_a_mix_is_a_mix() -> None:
    seeds = seeds_of(20_000)
    which = {power: MixedPlayer(seeds, power).which for power in POWERS}
    share = len(seeds) / len(MixedPlayer.members)
    for power in POWERS:
        assert (np.abs(np.bincount(which[power], minlength=len(MixedPlayer.members)) - share) < 300).all()
    assert abs(np.corrcoef(which["us"], which["russia"])[0, 1]) < 0.04


# --- the tempers -----------------------------------------------------------------------------------


def test_tempers_differ_as_they_are_called() -> None:
    """A hawk leaves relations lower and tension higher than a dove; silence lies between."""
    rules = games.rules_of("december-2016")
    ends = {name: games.play(rules, order_of(name, "silent"), seeds_of(150)) for name in ("hawk", "silent", "dove")}
    relations = [float(ends[name]["relations"].mean()) for name in ("hawk", "silent", "dove")]
    assert relations == sorted(relations)
    assert relations[0] < relations[1] - 3
    assert ends["hawk"]["tension"].mean() > ends["dove"]["tension"].mean() + 2


def test_silence_holds() -> None:
    held = []
    rules = games.rules_of("december-2016")

    def look(worlds: Worlds, turn: int, power: Power, where: str, picks: Array) -> None:
        if power == "us" and where == "tray":
            held.append(bool((picks == len(rules.scenario.seats["us"].tray)).all()))

    games.play(rules, order_of("silent", "mix"), seeds_of(30), look)
    assert held
    assert all(held)


# --- the reply rule --------------------------------------------------------------------------------

DEBT, PERSONS, WORLDS = 12.2, 35.0, 20_000


class Desk:
    """Twenty thousand worlds in which Moscow finds the December package on its desk, every response open."""

    def __init__(self, turn: int, hope: float, debt: float = DEBT, power: Power = "russia") -> None:
        self.rules: Rules = games.rules_of("december-2016")
        self.worlds = Worlds(self.rules, seeds_of(WORLDS))
        self.power = power
        self.features = Features.of(self.rules, power)
        self.incident = self.rules.scenario.incidents[self.rules.layout.incident_index["thirty_five"] - 1]
        values = {"desk": self.rules.layout.incident_index["thirty_five"], "hope": hope, "received.points": debt}
        values["received.persons"] = PERSONS if debt else 0.0
        for name, value in values.items():
            self.worlds.row(f"{power}.{name}")[:] = value
        for number in range(len(self.incident.responses)):
            self.worlds.row(f"{power}.avail.{number}")[:] = 1
        self.seat = Seat.of(self.worlds, power, "reciprocal", self.features)
        self.turn = turn

    def hostile(self) -> NDArray[np.bool_]:
        """Ask the policy; return in which worlds it answers with something hostile on the account."""
        self.worlds.machine.turn_to(self.turn + 1)
        picks = self.seat.answer(self.turn)[0].astype(int)
        self.picks = picks
        answered: NDArray[np.bool_] = self.features.hostile[self.rules.layout.incident_index["thirty_five"], picks] > 0.5
        return answered

    def hazard(self) -> float:
        """Return how likely a willing power answers in this turn."""
        weekly = self.rules.scenario.model["reply_weekly"].value
        return 1 - (1 - weekly) ** (self.rules.scenario.turns[self.turn].days / 7)

    def willing(self, hope: float) -> float:
        """Return how likely a power means to answer, by the reply rule of the model."""
        model, successor = self.rules.scenario.model, self.rules.scenario.seats[other(self.power)].successor
        if successor is not None and self.turn + 1 < successor.turn:
            days = day_of(self.rules.scenario, successor.turn - 1) - day_of(self.rules.scenario, self.turn)
            hope *= 2 ** (-days / (7 * model["hope_half_life"].value))
        return 1 / (1 + math.exp(model["reply_hope"].value * hope - model["reply_intercept"].value))


@pytest.mark.parametrize(("turn", "hope"), [(0, 0.0), (0, 0.5), (0, 1.0), (3, 0.7), (6, 0.3), (6, 0.8), (8, 1.0)])
def test_replies_are_as_likely_as_the_model_says(turn: int, hope: float) -> None:
    desk = Desk(turn, hope)
    expected = desk.willing(hope) * desk.hazard()
    assert 0.05 < expected < 0.95
    assert abs(float(desk.hostile().mean()) - expected) < 0.02


def test_willingness_is_drawn_once_per_debt_and_the_hazard_again() -> None:
    desk = Desk(6, 0.6)
    willing, first = desk.willing(0.6), desk.hostile()
    waiting = 1 - desk.hazard()
    for turn in (7, 8, 9):
        desk.turn = turn
        second = desk.hostile()
        assert not (first & second).any(), "one debt, one reply"
        waiting *= 1 - desk.hazard()
        first |= second
        assert abs(float(first.mean()) - willing * (1 - waiting)) < 0.02
    assert willing < 0.75
    desk.worlds.row("russia.received.points")[:] = DEBT + 5
    again = desk.hostile()
    assert abs(float(again.mean()) - willing * desk.hazard()) < 0.02, "a new debt is a new draw"
    assert (again & first).any()
    assert (again & ~first).any()


def test_hope_stays_the_hand_and_a_near_handover_more_so() -> None:
    shares = [float(Desk(6, hope).hostile().mean()) for hope in (0.0, 0.4, 0.8)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 1.5 * shares[2]
    far, near = Desk(0, 0.9), Desk(3, 0.9)
    assert near.willing(0.9) < far.willing(0.9)


def test_no_debt_no_reply() -> None:
    assert not Desk(6, 0.0, debt=0.0).hostile().any()


def test_replies_are_equal_and_waiting_reserves_the_right() -> None:
    desk = Desk(6, 0.0)
    answered = desk.hostile()
    responses = desk.incident.responses
    index = desk.rules.layout.incident_index["thirty_five"]
    chosen = {responses[number].id for number in np.unique(desk.picks[answered])}
    assert chosen == {"mirror"}
    waiting = np.bincount(desk.picks[~answered], minlength=len(responses))
    assert desk.features.reserve[index, int(waiting.argmax())] == 1


def test_a_real_game_shows_the_reply_rule() -> None:
    """Where Washington does what it did, Moscow mirrors at once about as often as the rule has it with its starting hope."""
    rules, replies = games.rules_of("december-2016"), []

    def look(worlds: Worlds, turn: int, power: Power, where: str, picks: Array) -> None:
        if (turn, power, where) == (0, "russia", "desk"):
            table = Features.of(rules, "russia").hostile
            owed = worlds.row("russia.received.points")
            assert (owed > 10).all()
            desk = Desk(0, 0.0)
            replies.append((table[worlds.row("russia.desk").astype(int), picks.astype(int)] > 0.5, worlds.row("russia.hope").copy(), desk))

    games.play(rules, order_of("historical", "reciprocal"), seeds_of(4000), look)
    (answered, hope, desk) = replies[0]
    expected = np.mean([desk.willing(value) for value in hope[:200]]) * desk.hazard()
    assert abs(float(answered.mean()) - expected) < 0.04


# --- the record ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", games.names())
def test_the_historical_policy_does_what_was_done(name: str) -> None:
    rules, followed = games.rules_of(name), {"desk": 0, "tray": 0}

    def look(worlds: Worlds, turn: int, power: Power, where: str, picks: Array) -> None:
        cards = rules.scenario.seats[power].tray
        for lane, pick in enumerate(picks.astype(int)):
            if where == "desk":
                number = int(worlds.row(f"{power}.desk")[lane])
                marked = [n for n, item in enumerate(rules.scenario.incidents[number - 1].responses) if item.history] if number else []
                is_open = [n for n in marked if worlds.desk_mask(power)[n, lane]]
                assert not is_open or pick in is_open
            else:
                is_open = [n for n, card in enumerate(cards) if turn + 1 in card.history and worlds.tray_rows(power)[n, lane] > 1]
                assert pick in is_open if is_open else pick == len(cards)
            followed[where] += bool(is_open)

    games.play(rules, order_of("historical", "historical"), seeds_of(25), look)
    assert followed["desk"] > 20


# --- sweeps ----------------------------------------------------------------------------------------


def plain(result: sweep.Sweep) -> dict[str, object]:
    """Return a sweep's report but for the seconds it took."""
    return {name: value for name, value in result.report().items() if name != "seconds"}


def test_a_tally_does_not_depend_on_the_split(pool: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = games.rules_of("december-2016")
    whole = plain(simulate(rules, 600, "mix", "mix", 11))
    assert whole["games"] == 600
    for block in (64, 599, 600):
        assert plain(simulate(rules, 600, "mix", "mix", 11, block=block)) == whole
    monkeypatch.setattr(sweep, "TASK", 170)
    seen: list[int] = []
    assert plain(simulate(rules, 600, "mix", "mix", 11, workers=2, executor=pool, progress=seen.append)) == whole
    assert seen == [170, 340, 510, 600]
    assert plain(simulate(rules, 600, "mix", "mix", 12)) != whole


def test_a_tally_counts_what_was_played() -> None:
    rules = games.rules_of("december-2016")
    blocks: list[Outcome] = []
    report = simulate(rules, 300, "mix", "random", 3, sink=blocks.append).report()
    ends = np.concatenate([block["ended"] for block in blocks]).astype(int)
    for number, ending in enumerate(rules.scenario.endings, start=1):
        assert report["endings"][ending.id] == int((ends == number).sum())
    assert report["decisions"] == sum(block.decisions for block in blocks)
    for power in POWERS:
        scores = np.sort(np.concatenate([block[f"{power}.score"] for block in blocks]))
        assert sum(report["verdicts"][power].values()) == 300
        assert report["scores"][power]["mean"] == pytest.approx(scores.mean(), abs=0.05)
        assert report["scores"][power]["p50"] == pytest.approx(scores[149], abs=0.1)
        assert report["scores"][power]["p90"] == pytest.approx(scores[269], abs=0.1)
    relations = np.concatenate([block["relations"] for block in blocks])
    assert report["tracks"]["relations"]["mean"] == pytest.approx(relations.mean(), abs=0.1)
    one, two = Tally(rules), Tally(rules)
    one.add(blocks[0])
    two.merge(one)
    assert two.summary() == one.summary()


@pytest.mark.parametrize("pair", [("reciprocal", "mix"), ("mix", "reciprocal"), ("rival", "historical")])
@pytest.mark.parametrize("name", games.names())
def test_a_row_of_a_sweep_is_a_match(name: str, pair: tuple[str, str]) -> None:
    """The seed and mandates in a row play the same game alone: ending, turn, scores, verdicts, every track."""
    check_rows(games.rules_of(name), pair)


def test_a_policy_is_asked_alike_when_its_desk_is_empty() -> None:
    """A debt falls due at an empty desk; the reply rule draws its will then, in a sweep and in a match."""
    text = SAMPLE.replace("turns: [1, 2]", "turns: [2, 3]").replace("- expel: 35", "- expel: 1")
    text = text.replace("          - {close_compounds: 2, why: two country houses}\n", "").replace("          - {impose: wider}\n", "")
    scenario = read(text).scenario
    assert scenario is not None
    rules, empty = Rules(scenario), []

    def look(worlds: Worlds, turn: int, power: Power, where: str, picks: Array) -> None:
        if (turn, power, where) == (0, "russia", "desk"):
            empty.append(((worlds.row("russia.desk") < 1) & (worlds.row("russia.received.points") > 1)).mean())

    games.play(rules, order_of("hawk", "reciprocal"), seeds_of(40), look)
    assert empty[0] > 0.5
    check_rows(rules, ("hawk", "reciprocal"))


def check_rows(rules: Rules, pair: tuple[str, str]) -> None:
    """Check that rows of a sweep are matches."""
    blocks: list[Outcome] = []
    simulate(rules, 40, *pair, 17, block=16, sink=blocks.append)
    found = [row for block in blocks for row in rows(rules, dict(zip(POWERS, pair, strict=True)), block)]
    assert len(found) == 40
    for row in random.Random(1).sample(found, 8 if rules.turns > 5 else 40):
        mandates = {power: row[f"{power}.mandate"] for power in POWERS}
        match = Match.start(rules, dict(zip(POWERS, pair, strict=True)), row["seed"], mandates)  # type: ignore[arg-type]
        assert rules.scenario.endings[int(match.worlds.row("ended")[0]) - 1].id == row["ending"]
        for power in POWERS:
            assert match.verdict(power) == row[f"{power}.verdict"]
        for track, value in row.items():
            if track in rules.layout.rows and isinstance(value, float):
                assert float(match.worlds.row(track)[0]) == value, track
        for hidden in rules.scenario.hidden:
            assert hidden.values[int(match.worlds.row(f"{hidden.id}.value")[0])][0] == row[hidden.id]
