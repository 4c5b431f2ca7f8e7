"""December 2016 as a piece of content: enough of everything, seldom the same evening twice, and earlier choices remembered."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from game.content import library
from game.engine.context import Context
from game.engine.machine import NumpyMachine
from game.engine.outcome import VERDICTS
from game.engine.rules import Rules, Worlds
from game.engine.spec import Scenario
from game.engine.steps import Callback
from game.engine.terms import POWERS, Power, other
from game.play.batch import Order
from game.play.match import HUMAN
from game.view import story
from game.view.desk import show
from tests.play import games
from tests.play.games import Array, seeds_of

PAIRS = 40


def rules() -> Rules:
    """Return the rules of the scenario."""
    return games.rules_of("december-2016")


def scenario() -> Scenario:
    """Return the scenario as written."""
    return rules().scenario


def ids(power: Power | None, *decks: str) -> list[str]:
    """Return the incidents on these decks that address a power (None: news)."""
    return [incident.id for incident in scenario().incidents if incident.power == power and incident.deck in decks]


def test_there_is_enough_to_decide() -> None:
    desks = {power: ids(power, "spine", "pool") for power in POWERS}
    written = {name.partition("@")[0] for names in (*desks.values(), ids(None, "news")) for name in names}
    assert len(written) >= 40
    assert len(ids(None, "news")) >= 8
    for power in POWERS:
        assert 1 <= len(ids(power, "spine")) <= 6
        assert len(ids(power, "pool")) >= 10
        answers = {name for name in ids(power, "answer") if not name.startswith("struck")}
        assert answers == {f"{kind}@{power}" for kind in ("offer", "demand", "message", "counter")}
        assert 8 <= len(scenario().seats[power].tray) <= 16
        assert len(scenario().seats[power].mandates) >= 2
    for incident in scenario().incidents:
        assert incident.power is None or 3 <= len(incident.responses) <= 6


def test_there_are_endings_and_all_verdicts() -> None:
    assert len(scenario().endings) >= 8
    assert set(scenario().verdicts) == set(VERDICTS)
    assert len(VERDICTS) == 7
    assert all(scenario().verdicts[name].strip() for name in VERDICTS)


def test_most_endings_and_verdicts_are_met_in_play() -> None:
    outcome = games.play(rules(), games.order_of("random", "mix"), seeds_of(2000))
    other_way = games.play(rules(), games.order_of("mix", "historical"), seeds_of(2000))
    ends = {int(end) for one in (outcome, other_way) for end in one["ended"]}
    assert len(ends) >= 8
    verdicts = {int(verdict) for one in (outcome, other_way) for power in POWERS for verdict in one[f"{power}.verdict"]}
    assert len(verdicts) >= 5


def test_lint_has_nothing_to_say() -> None:
    """Text budgets, sources, flags, reachability: whatever `persona lint` knows."""
    assert library.load("december-2016").problems == ()


def first_that_holds(worlds: Worlds, turn: int, sentences: Sequence[Callback]) -> Array:
    """Return the place of the first sentence whose condition holds in each world, 0 for none, shape (worlds,)."""
    context, size = Context(worlds.layout, turn), len(worlds.layout)
    for place, callback in enumerate(sentences):
        context.recorder.store(size + place, context.recorder.number(context.condition(callback.when)))
    state = np.vstack([worlds.state, np.ones((len(sentences) + 1, len(worlds.seeds)))])
    NumpyMachine(state, worlds.seeds).run(context.recorder.finish())
    first: Array = state[size:].argmax(axis=0).astype(np.float64)
    return np.where(first < len(sentences), first + 1, 0.0)


Text = tuple[str, int, int]


def desk_texts(power: Power, count: int) -> list[set[Text]]:
    """Return what was to be read on a power's desk in each of so many games.

    A text is the body of an incident (a variant or a paper in the mail makes it another one), or the callback it ends with.
    """
    seats: dict[Power, str] = {power: "random", other(power): "mix"}
    told: list[set[Text]] = [set() for _ in range(count)]

    def look(worlds: Worlds, turn: int, mover: Power, where: str, picks: Array) -> None:
        if mover != power or where != "desk":
            return
        desk, mail = worlds.row(f"{power}.desk").astype(int), worlds.row(f"{power}.mail.card").astype(int)
        for number in np.unique(desk[desk > 0]):
            incident = scenario().incidents[number - 1]
            callbacks = first_that_holds(worlds, turn, incident.callbacks).astype(int)
            variants = first_that_holds(worlds, turn, incident.variants).astype(int)
            for lane in np.flatnonzero(desk == number):
                told[lane].add((incident.id, 0, int(mail[lane]) if incident.mail else int(variants[lane])))
                if callbacks[lane]:
                    told[lane].add((incident.id, int(callbacks[lane]), 0))

    games.play(rules(), Order(seats, 0, {}), seeds_of(count, 23), look)
    return told


def shared(told: list[set[Text]]) -> float:
    """Return which share of its texts a game has in common with another, on average over pairs."""
    pairs = list(zip(told[::2], told[1::2], strict=True))
    return sum(len(one & two) / min(len(one), len(two)) for one, two in pairs) / len(pairs)


@pytest.mark.parametrize("power", POWERS)
def test_two_evenings_differ(power: Power) -> None:
    """Two games from one seat with other seeds share less than 65 % of what is to be read on its desk.

    The six matters of the dated story come in every game; several of them read otherwise as the game has gone.
    """
    told = desk_texts(power, 2 * PAIRS)
    bodies = [{text for text in texts if text[1] == 0} for texts in told]
    assert all(len(texts) >= 0.7 * rules().turns for texts in bodies)
    assert shared(told) < 0.65
    assert shared(bodies) < 0.65
    assert len(set().union(*told)) > 40


def test_every_turn_names_an_earlier_choice() -> None:
    """From turn 2 on, and whoever reads: the sentence is one of the earlier choices' own."""
    named: dict[Power, set[str]] = {power: set() for power in POWERS}
    for seed in range(20):
        rng = random.Random(seed)
        match = games.start(rules(), HUMAN, HUMAN, seed)
        while not match.is_over:
            if match.turn >= 1:
                for power in POWERS:
                    told = story.echo(match, power)
                    moves = [move for past in match.stories if past.turn < match.turn for move in past.moves]
                    items = [(move, item) for move in moves if story.is_seen(match, move, power) and (item := story.picked(match, move))]
                    own = {item.echo for move, item in items if move.power == power and item.echo}
                    assert told, f"game {seed}, turn {match.turn + 1}: {power} is told of nothing"
                    assert told in (own or {item.echo for _move, item in items})
                    named[power].add(told)
            match.choose(rng.choice([option.id for option in match.options() if option.is_open]))
    assert all(len(sentences) > 25 for sentences in named.values())


def test_every_desk_can_be_shown() -> None:
    """No placeholder is left in any text, and every voice backs a card that lies there."""
    for seed in range(2):
        rng = random.Random(seed)
        match = games.start(rules(), HUMAN, HUMAN, 50 + seed)
        while not match.is_over:
            shown = show(match, numbers=bool(seed))
            text = " ".join([shown.title, *shown.text, *shown.claims, *(card.label + card.line + card.reason for card in shown.cards)])
            assert "{" not in text
            assert all(card.label and card.line for card in shown.cards)
            assert all(card.is_open or card.reason for card in shown.cards)
            assert all(1 <= voice.backs <= len(shown.cards) for voice in shown.voices)
            assert [card.id for card in shown.cards] == [option.id for option in match.options()]
            match.choose(rng.choice([option.id for option in match.options() if option.is_open]))
