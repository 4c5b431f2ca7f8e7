"""The contract that every scenario keeps, whatever its author writes; `python -m tests.conformance FILE` checks a file.

The clauses:

1.  shapes: states, masks and outcomes have the shapes and types that policies and sweeps count on
2.  open: in every world some response is open unless the desk is empty, and Hold always is
3.  mask: what the mask opens can be chosen, what it locks is refused, and a refusal changes nothing
4.  fixed: a finished world is a fixed point; the others of its block may go on
5.  bounds: every value is finite and on the grid, every track within its bounds, no debt below nothing
6.  repeatable: the same seed gives the same states, another one does not
7.  alone: world i of N is world i alone, for any N, size of block, order of the worlds
8.  workers: any split of a sweep over workers gives the same outcomes
9.  oracle: NumPy, the compiled kernel and the plain interpreter agree bit for bit, in states and traces
10. replay: a log replays to the same digests, from any of its prefixes; a changed one is refused
11. secrets: states that differ only in what a power may not know look the same to it
12. horizon: every world ends, at the latest with the last turn
13. undo: taking back, and playing on from a turn, lead to the same digests as playing straight
"""

from __future__ import annotations

import dataclasses
import random
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from game.api import simulate
from game.engine.grid import SNAP
from game.engine.machine import Trace
from game.engine.observe import PUBLIC_OF_RIVAL, Observation
from game.engine.rules import Rules, Worlds, digest, plain_world
from game.engine.terms import MAX_RESPONSES, POWERS, TRAY_SHOWN, Power, other
from game.errors import IllegalChoice, LogError, UnknownChoice, UsageError
from game.play import sweep
from game.play.batch import Order, Outcome, outcome_rows, play_many, seat_mandates
from game.play.match import HOLD, HUMAN, Match
from game.play.policy import POLICIES
from game.record.log import Chosen, Log, Settled, Writer, read
from game.view import desk, story, table
from tests.play import games
from tests.play.games import Array, digests, finish_like, order_of, play_at_random, seeds_of, start, trail

NOT_ON_THE_GRID = (".recent", ".adapted")
"""Shares that decay by factors and are exempt from the grid."""
NEVER_BELOW_ZERO = (
    ".received.points",
    ".received.persons",
    ".received.posts",
    ".fresh",
    ".heard",
    ".loan",
    ".fading",
    ".size",
    ".pens",
    ".kept",
)


def bits(values: Array) -> NDArray[np.uint64]:
    """Return the bits of every number, so that nothing passes for equal that is not."""
    return np.ascontiguousarray(values).view(np.uint64)


# --- 1, 2, 5, 12: one sweep watched from within ------------------------------------------------------


def check_shapes(rules: Rules) -> None:
    """Clause 1."""
    assert sorted(rules.layout.rows.values()) == list(range(len(rules.layout)))
    for count in (1, 3):
        worlds = Worlds(rules, seeds_of(count))
        assert worlds.state.shape == (len(rules.layout), count)
        assert worlds.state.dtype == np.float64
        assert worlds.seeds.dtype == np.uint64
        for power in POWERS:
            assert worlds.desk_mask(power).shape == (MAX_RESPONSES, count)
            assert worlds.tray_rows(power).shape == (len(rules.scenario.seats[power].tray) + 1, count)
            worlds.row(f"{power}.room")[:] = 1.5
            assert (worlds.state[rules.layout[f"{power}.room"]] == 1.5).all()
    for count in (1, 2, 5):
        outcome = games.play(rules, order_of("random", "mix"), seeds_of(count))
        assert outcome.names == tuple(outcome_rows(rules))
        assert outcome.values.shape == (len(outcome.names), count)
        assert outcome.values.dtype == np.float64
        assert outcome.seeds.tolist() == seeds_of(count).tolist()
        assert 0 < outcome.decisions <= 4 * rules.turns * count
        assert outcome["us.score"].shape == (count,)
    assert [rules.order(turn)[0] for turn in range(rules.turns)] == [turn.initiative for turn in rules.scenario.turns]


def check_open(rules: Rules) -> None:
    """Clause 2, and that nothing is open which is not there."""
    sizes = np.array([0, *(len(incident.responses) for incident in rules.scenario.incidents)])
    incidents = [None, *rules.scenario.incidents]
    asked = {"desk": 0, "tray": 0}

    def look(worlds: Worlds, turn: int, power: Power, where: str, picks: Array) -> None:
        asked[where] += 1
        if where == "desk":
            number, mask = worlds.row(f"{power}.desk").astype(int), worlds.desk_mask(power)
            assert set(np.unique(mask)) <= {0.0, 1.0}
            assert ((mask.sum(axis=0) > 0) == (number > 0)).all(), f"turn {turn + 1}: nothing is open on a desk of {power}"
            assert (mask[np.arange(MAX_RESPONSES)[:, None] >= sizes[number]] == 0).all()
            for index in np.unique(number[number > 0]):
                incident = incidents[index]
                assert incident is not None
                assert incident.power == power
                assert turn + 1 in incident.turns
            return
        rows = worlds.tray_rows(power)
        assert set(np.unique(rows)) <= {0.0, 1.0, 2.0}
        assert (rows[-1] == 2).all(), "Hold is always open"
        assert ((rows[:-1] > 0).sum(axis=0) <= TRAY_SHOWN).all()
        for place, card in enumerate(rules.scenario.seats[power].tray):
            assert turn + 1 in card.turns or not rows[place].any(), f"{card.id} is shown out of its turns"

    for policies in (("random", "random"), ("hawk", "dove"), ("dove", "hawk"), ("mix", "reciprocal")):
        games.play(rules, order_of(*policies), seeds_of(200), look)
    assert asked["desk"] == asked["tray"] > 0


def check_bounds(rules: Rules) -> None:
    """Clause 5."""
    layout = rules.layout
    grid = np.array([row for name, row in layout.rows.items() if not name.endswith(NOT_ON_THE_GRID)])
    debts = np.array([row for name, row in layout.rows.items() if name.endswith(NEVER_BELOW_ZERO)])
    tracks = np.array([layout[name] for name in layout.bounds])
    low, high = (np.array([bounds[side] for bounds in layout.bounds.values()])[:, None] for side in (0, 1))

    def look(worlds: Worlds, *_at: object) -> None:
        state = worlds.state
        assert np.isfinite(state).all()
        assert not (np.signbit(state) & (state == 0)).any(), "a zero with a sign"
        assert np.array_equal((state[grid] + SNAP) - SNAP, state[grid]), [
            name for name, row in layout.rows.items() if row in grid and ((state[row] + SNAP) - SNAP != state[row]).any()
        ]
        assert ((low <= state[tracks]) & (state[tracks] <= high)).all()
        assert (state[debts] >= 0).all(), [name for name, row in layout.rows.items() if row in debts and (state[row] < 0).any()]

    look(Worlds(rules, seeds_of(50)))
    for policies in (("random", "random"), ("hawk", "hawk"), ("dove", "dove"), ("mix", "mix")):
        outcome = games.play(rules, order_of(*policies), seeds_of(150), look)
        assert np.isfinite(outcome.values).all()
        for power in POWERS:
            assert ((outcome[f"{power}.score"] >= 0) & (outcome[f"{power}.score"] <= 100)).all()
            assert set(outcome[f"{power}.verdict"]) <= set(range(1, 8))


def check_horizon(rules: Rules) -> None:
    """Clause 12."""
    for policy in POLICIES:
        for us, russia in ((policy, "mix"), ("random", policy)):
            outcome = games.play(rules, order_of(us, russia), seeds_of(100))
            assert ((outcome["ended"] >= 1) & (outcome["ended"] <= len(rules.scenario.endings))).all()
            assert ((outcome["end_turn"] >= 1) & (outcome["end_turn"] <= rules.turns)).all()


# --- 3: the mask -------------------------------------------------------------------------------------


def snapshot(match: Match) -> tuple[bytes, object, int, int, int]:
    """Return everything that a refused choice must leave alone."""
    return match.worlds.state.tobytes(), match.waiting, match.turn, len(match.entries), len(match.story.moves)


def check_mask(rules: Rules) -> None:
    """Clause 3."""
    refused = taken = 0
    for seed in range(20):
        if refused and seed > 2:
            break
        rng = random.Random(seed)
        match = start(rules, HUMAN, HUMAN, seed)
        if seed:
            # Little room locks whatever gives something, so that there is something to refuse.
            for power in POWERS:
                match.worlds.row(f"{power}.room")[:] = 2.0
        while not match.is_over:
            before = snapshot(match)
            options = match.options()
            assert options
            assert len({option.id for option in options}) == len(options)
            with pytest.raises(UnknownChoice):
                match.choose("no_such_thing")
            for option in options:
                if not option.is_open:
                    with pytest.raises(IllegalChoice, match=r"\w"):
                        match.choose(option.id)
                    refused += 1
            assert snapshot(match) == before
            is_open = [option.id for option in options if option.is_open]
            if match.turn < 3 and seed == 0:
                for pick in is_open:
                    taken += check_taken(match, pick)
            match.choose(rng.choice(is_open))
        finished = snapshot(match)
        with pytest.raises(UnknownChoice):
            match.choose(HOLD)
        assert match.options() == []
        assert snapshot(match) == finished
    assert taken > 20
    assert refused > 0


def check_taken(match: Match, pick: str) -> int:
    """Choose an open option in a copy of the game; return 1."""
    copy = Match.resume(match.rules, match.log())
    assert snapshot(copy)[:-1] == snapshot(match)[:-1]
    assert match.waiting is not None
    copy.choose(pick)
    made = [entry for entry in copy.entries if isinstance(entry, Chosen)][len(match.log().choices)]
    assert (made.turn, made.power, made.where, made.pick) == (match.turn + 1, *match.waiting, pick)
    return 1


# --- 4, 6, 7, 8: worlds are independent --------------------------------------------------------------


def check_fixed(rules: Rules) -> None:
    """Clause 4: the outcome of a world in a block is that of the world alone, though others go on after its end."""
    order = order_of("random", "random")
    together, states = trail(rules, order, seeds_of(60))
    ends = together["end_turn"].astype(int)
    for n in dict.fromkeys((0, 1, 59, *(int(np.flatnonzero(ends == end)[-1]) for end in np.unique(ends)))):
        alone, _ = trail(rules, order, seeds_of(60)[n : n + 1])
        assert np.array_equal(bits(alone.values[:, 0]), bits(together.values[:, n]))
        judged = column_at_end(rules, order, seeds_of(60)[n : n + 1], int(ends[n]))
        rows = [rules.layout[name] for name in together.names]
        assert np.array_equal(bits(judged[rows]), bits(together.values[:, n]))
    assert len(states) == 4 * int(ends.max())
    match = games.random_game(rules, 3)
    again = Match.resume(rules, match.log())
    assert again.is_over
    assert snapshot(again)[:-1] == snapshot(match)[:-1]


def column_at_end(rules: Rules, order: Order, seeds: NDArray[np.uint64], turns: int) -> Array:
    """Return the judged state of a world after so many turns, played by hand."""
    worlds = Worlds(rules, np.resize(seeds, 2))
    seat_mandates(worlds, order.mandates)
    seats = games.seats_of(worlds, order.policies)
    for turn in range(turns):
        for at in games.phases(rules, turn):
            games.step(worlds, at, games.pick_of(seats, at))
    worlds.judge(turns - 1)
    return worlds.state[:, 0]


def check_repeatable(rules: Rules) -> None:
    """Clause 6."""
    first, second = (play_at_random(start(rules, HUMAN, "mix", 9), random.Random(1)) for _ in range(2))
    assert first.entries == second.entries
    assert len(digests(first)) == first.turn + 1
    assert all(len(entry) == 16 for entry in digests(first))
    assert digests(first)[-1] == digest(rules.layout, first.stories[-1].after)
    others = [start(rules, "random", "mix", seed) for seed in range(10, 16)]
    assert len({digests(match)[-1] for match in others}) == len(others)
    runs = [trail(rules, order_of("random", "mix"), seeds_of(20))[1] for _ in range(2)]
    assert all(np.array_equal(bits(a), bits(b)) for a, b in zip(*runs, strict=True))


def check_alone(rules: Rules) -> None:
    """Clause 7."""
    order, most = order_of("mix", "random", 5), 100
    whole, states = trail(rules, order, seeds_of(most))
    unseen = [rules.layout[f"{power}.{name}"] for power in POWERS for name in ("score", "verdict")]
    for count, first in ((1, 0), (1, most - 1), (2, 31), (7, 50)):
        lanes = slice(first, first + count)
        part, parts = trail(rules, order, seeds_of(most)[lanes])
        assert np.array_equal(bits(part.values), bits(whole.values[:, lanes]))
        assert len(parts) <= len(states)
        for mine, theirs in zip(parts, states, strict=False):
            # A block is judged whenever one of its worlds ends; what the others are told then, nobody reads.
            assert np.array_equal(bits(np.delete(mine, unseen, 0)), bits(np.delete(theirs[:, lanes], unseen, 0)))
    for block, count in ((1, 8), (2, 16), (7, 30), (33, most), (4096, most)):
        split = list(play_many(rules, order, 0, count, block))
        assert len(split) == -(-count // max(block, 2))
        assert_same(Outcome(whole.names, whole.seeds[:count], whole.values[:, :count], 0), split)
        assert count < most or sum(outcome.decisions for outcome in split) == whole.decisions
    shifted = list(play_many(rules, order, 40, 20, 8))
    assert np.array_equal(np.concatenate([outcome.seeds for outcome in shifted]), whole.seeds[40:60])
    assert np.array_equal(np.concatenate([outcome.values for outcome in shifted], axis=1), whole.values[:, 40:60])
    mixed = np.random.default_rng(1).permutation(most)
    moved, _ = trail(rules, order, seeds_of(most)[mixed])
    assert np.array_equal(bits(moved.values), bits(whole.values[:, mixed]))


def assert_same(whole: Outcome, parts: list[Outcome]) -> None:
    """Assert that outcomes put together are a given one."""
    assert np.concatenate([part.seeds for part in parts]).tolist() == whole.seeds.tolist()
    assert np.array_equal(bits(np.concatenate([part.values for part in parts], axis=1)), bits(whole.values))


def check_workers(rules: Rules, executor: Executor) -> None:
    """Clause 8."""
    task, results = sweep.TASK, []
    whole, _ = trail(rules, order_of("mix", "reciprocal", 5), seeds_of(150))
    try:
        for size, workers, block in ((task, 1, 4096), (task, 1, 40), (64, 2, 4096), (37, 2, 10)):
            sweep.TASK = size
            blocks: list[Outcome] = []
            result = simulate(
                rules,
                150,
                "mix",
                "reciprocal",
                5,
                workers=workers,
                executor=executor if workers > 1 else None,
                block=block,
                sink=blocks.append,
            )
            assert_same(whole, blocks)
            results.append({name: value for name, value in result.report().items() if name != "seconds"})
    finally:
        sweep.TASK = task
    assert all(result == results[0] for result in results)
    assert results[0]["games"] == sum(results[0]["endings"].values()) == 150


# --- 9: the oracle -----------------------------------------------------------------------------------


def check_oracle(rules: Rules) -> None:
    """Clause 9."""
    for machine in games.MACHINES:
        run_by = games.run_by(rules, machine)
        for us, russia in (("random", "random"), ("mix", "historical"), ("hawk", "dove")):
            compare_block(run_by, us, russia, 6)
        for n, (us, russia) in enumerate((("random", "mix"), ("random", "random"), ("dove", "dove"), ("historical", "hawk"))):
            compare_traces(run_by, us, russia, n)


def compare_block(rules: Rules, us: str, russia: str, count: int) -> None:
    """Play a block, and its worlds in plain Python; compare the states after every phase."""
    worlds = Worlds(rules, seeds_of(count))
    seats = games.seats_of(worlds, {"us": us, "russia": russia})
    plain = [plain_world(rules, int(seed)) for seed in worlds.seeds]
    for turn in range(rules.turns):
        for at in games.phases(rules, turn):
            picks = np.broadcast_to(games.pick_of(seats, at), count).copy()
            games.step(worlds, at, picks)
            for n, world in enumerate(plain):
                games.plain_step(rules, world, at, float(picks[n]))
                assert_equal(rules, worlds.state[:, n], world.state, at)
    worlds.judge(rules.turns - 1)
    for n, world in enumerate(plain):
        world.run(rules.segment("judge", rules.turns - 1))
        assert_equal(rules, worlds.state[:, n], world.state, ("judge", rules.turns, None))


def assert_equal(rules: Rules, column: Array, plain: list[float], at: object) -> None:
    """Assert that two states are the same in every bit, and name the rows that are not."""
    other_column = np.array(plain)
    if not np.array_equal(bits(column), bits(other_column)):
        wrong = [(name, column[row], plain[row]) for name, row in rules.layout.rows.items() if bits(column)[row] != bits(other_column)[row]]
        raise AssertionError(f"after {at}: {wrong}")


def compare_traces(rules: Rules, us: str, russia: str, n: int) -> None:
    """Play a world traced in both interpreters and untraced; compare states, additions, marks and notes."""
    seeds = np.repeat(seeds_of(n + 1)[n:], 2)
    worlds, silent, plain = Worlds(rules, seeds), Worlds(rules, seeds), plain_world(rules, int(seeds[0]))
    seats, additions, marks = games.seats_of(worlds, {"us": us, "russia": russia}), 0, 0
    for turn in range(rules.turns):
        for at in games.phases(rules, turn):
            pick = float(np.broadcast_to(games.pick_of(seats, at), 2)[0])
            mine, theirs = Trace(), Trace()
            games.step(worlds, at, pick, mine)
            games.step(silent, at, pick)
            games.plain_step(rules, plain, at, pick, theirs)
            assert mine.additions == theirs.additions, at
            assert mine.marks == theirs.marks, at
            assert mine.notes == theirs.notes, at
            assert_equal(rules, worlds.state[:, 0], plain.state, at)
            assert np.array_equal(bits(worlds.state), bits(silent.state)), at
            additions, marks = additions + len(mine.additions), marks + len(mine.marks)
    assert additions > 0


# --- 10, 13: logs ------------------------------------------------------------------------------------


def check_replay(rules: Rules) -> None:
    """Clause 10."""
    for us, russia in ((HUMAN, HUMAN), (HUMAN, "mix"), ("reciprocal", "random")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "game.jsonl"
            match = Match.start(rules, {"us": us, "russia": russia}, 21, writer=Writer(path))
            play_at_random(match, random.Random(2))
            log = read(path)
        assert log.entries == match.entries
        assert log.is_closed
        again = Match.resume(rules, log)
        assert again.entries == match.entries
        assert snapshot(again)[:-1] == snapshot(match)[:-1]
        for count in (0, 1, len(log.entries) // 2 + 1, len(log.entries) - 3):
            part = Match.resume(rules, Log(log.opened, log.entries[:count]))
            assert part.entries[:count] == match.entries[:count]
            assert finish_like(part, match).entries == match.entries
    check_refusals(rules, log)


def check_refusals(rules: Rules, log: Log) -> None:
    """Check that a log is refused once any of its digests or choices is another one."""
    for n in (index for index, entry in enumerate(log.entries) if isinstance(entry, Settled)):
        with pytest.raises(LogError, match="differ in turn"):
            Match.resume(rules, Log(log.opened, changed(log, n, digest="0" * 16)))
    choices = [n for n, entry in enumerate(log.entries) if isinstance(entry, Chosen)]
    for n in (choices[0], choices[len(choices) // 2]):
        with pytest.raises(LogError):
            Match.resume(rules, Log(log.opened, changed(log, n, pick="nothing_such")))
        with pytest.raises(LogError):
            Match.resume(rules, Log(log.opened, changed(log, n, turn=99)))
    with pytest.raises(LogError):
        Match.resume(rules, Log(dataclasses.replace(log.opened, seed=log.opened.seed + 1), list(log.entries)))
    with pytest.raises(LogError, match="has changed"):
        Match.resume(rules, Log(dataclasses.replace(log.opened, digest="another"), list(log.entries)))


def changed(log: Log, at: int, **values: object) -> list[Chosen | Settled]:
    """Return the entries of a log, one of them with other values."""
    entry = dataclasses.replace(log.entries[at], **values)  # type: ignore[type-var]
    return [*log.entries[:at], entry, *log.entries[at + 1 :]]  # type: ignore[list-item]


def check_undo(rules: Rules) -> None:
    """Clause 13."""
    for us, russia in ((HUMAN, HUMAN), (HUMAN, "mix"), ("reciprocal", HUMAN)):
        straight = play_at_random(start(rules, us, russia, 4), random.Random(6))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "game.jsonl"
            match = Match.start(rules, {"us": us, "russia": russia}, 4, writer=Writer(path))
            assert not match.undo()
            wander(match, straight)
            assert match.entries == straight.entries
            assert read(path).entries == straight.entries
            for turn in (1, (straight.turn + 2) // 2, straight.turn + 1):
                match.play_on_from(turn)
                assert match.turn + 1 == turn
                assert digests(match) == digests(straight)[: turn - 1]
                assert finish_like(match, straight).entries == straight.entries
            assert read(path).entries == straight.entries
        for turn in (0, straight.turn + 2):
            with pytest.raises(UsageError):
                match.play_on_from(turn)
        assert match.entries == straight.entries


def wander(match: Match, straight: Match) -> None:
    """Play a game like another one, but now and then with a detour that is taken back."""
    for number, entry in enumerate(games.human_choices(straight)):
        if number % 7 == 3:
            before = snapshot(match)
            for _ in range(2):
                if not match.is_over:
                    match.choose(next(option.id for option in reversed(match.options()) if option.is_open))
                    assert match.undo()
                assert snapshot(match)[:-1] == before[:-1]
        match.choose(entry.pick)
    assert match.is_over
    assert match.undo()
    assert not match.is_over
    match.choose(games.human_choices(straight)[-1].pick)


# --- 11: secrets -------------------------------------------------------------------------------------


def secrets(rules: Rules, me: Power, turn: int) -> list[str]:
    """Return the rows that a power may not know in a turn (0-based): the rival's own, its secret flags, what is hidden.

    What the rival has done in public is known: the rungs it used, its talk, whether it struck, and that its mail is taken.
    """
    them, scenario = other(me), rules.scenario
    known = (*PUBLIC_OF_RIVAL, "received.", "rung.", "talk.", "struck.", "mail.kind")
    rows = [name for name in rules.layout.rows if name.startswith(f"{them}.") and not name[len(them) + 1 :].startswith(known)]
    rows += [flag for flag, owner in scenario.secret_flags.items() if owner == them]
    rows += [f"{word.id}.{part}" for word in scenario.words if word.owner == them and not word.public for part in ("state", "due", "late")]
    return rows + [f"{hidden.id}.value" for hidden in scenario.hidden if turn + 1 < hidden.reveal]


def disturb(match: Match, rows: list[str], rng: random.Random) -> None:
    """Change rows of the state to something else that they could be."""
    layout = match.rules.layout
    for name in rows:
        row = match.worlds.row(name)
        if name in layout.bounds:
            low, high = layout.bounds[name]
            row[:] = low + (high - low) * rng.randrange(1, 64) / 64
        else:
            row[:] = 1.0 - row if name.endswith(".value") or "." not in name else row + 1.0


def view_of(match: Match, me: Power) -> dict[str, object]:
    """Return all that one power is shown before a choice, but guesses; texts are the author's to make tell."""
    shown = desk.show(match)
    return {
        "desk": dataclasses.replace(shown, text=()),
        "gauges": table.gauges(match, me),
        "ladder": table.ladder(match, me),
        "warnings": table.warnings(match, me),
        "words": table.words(match, me),
        "account": table.account_lines(match, me),
        "news": story.news(match),
        "echo": story.echo(match, me),
        "told": [story.consequences(match, told, me) for told in match.stories[-2:-1]],
    }


def observed(match: Match, me: Power) -> dict[str, list[float]]:
    """Return every row that an observation gives away."""
    seen = Observation(match.worlds, me, match.turn)
    values = {"eyes": seen.eyes().tolist(), "hope": seen.hope_now().tolist(), "misses": seen.misses_tell().tolist()}
    for name in match.rules.layout.rows:
        if name.startswith(f"{me}."):
            values[name] = seen.own(name.removeprefix(f"{me}.")).tolist()
        try:
            values[f"public {name}"] = seen.public(name).tolist()
        except KeyError:
            continue
    return values


def check_secrets(rules: Rules) -> None:
    """Clause 11."""
    rng, compared = random.Random(1), 0
    match = start(rules, HUMAN, HUMAN, 2)
    while not match.is_over:
        assert match.waiting is not None
        me, before = match.waiting[0], match.worlds.state.copy()
        view, seen = view_of(match, me), observed(match, me)
        assert not any(f"public {name}" in seen for name in secrets(rules, me, match.turn))
        disturb(match, secrets(rules, me, match.turn), rng)
        assert not np.array_equal(match.worlds.state, before)
        assert observed(match, me) == seen
        assert view_of(match, me) == view
        compared += 1
        for name, row in rules.layout.rows.items():
            match.worlds.row(name)[:] = before[row]
        match.choose(rng.choice([option.id for option in match.options() if option.is_open]))
    assert compared > rules.turns
    check_private_moves(rules)


def check_private_moves(rules: Rules) -> None:
    """Check that the end of a turn tells nothing of a private move of the rival, and all of its public ones."""
    hidden = 0
    for seed in range(6):
        match = games.random_game(rules, seed)
        for told in match.stories:
            for me in POWERS:
                private = {
                    move.where: story.picked(match, move) for move in told.moves if move.power != me and not story.is_seen(match, move, me)
                }
                items = [item for item in private.values() if item is not None]
                hidden += len(items)
                shown = story.consequences(match, told, me, full=True)
                # Both sides may have chosen the same shared answer; then its text is told of one's own.
                seen = [item for move in told.moves if story.is_seen(match, move, me) and (item := story.picked(match, move)) is not None]
                for item in items:
                    assert item.result in {one.result for one in seen} or not any(
                        item.result in paragraph for paragraph in shown.paragraphs
                    )
                    assert (
                        not item.news
                        or item.news in {one.news for one in seen}
                        or item.news not in {headline for _, headline in shown.papers}
                    )
                for line in told.lines:
                    secret = line.power == other(me) and line.where in private and line.cause[0] in ("why", "step", "measure")
                    assert story.known(match, told, line, me).cause == (("unknown",) if secret else line.cause)
    assert hidden or not any(card.private for seat in rules.scenario.seats.values() for card in seat.tray)


Check = Callable[[Rules], None]
CLAUSES: dict[str, Check] = {
    "shapes": check_shapes,
    "open": check_open,
    "mask": check_mask,
    "fixed": check_fixed,
    "bounds": check_bounds,
    "repeatable": check_repeatable,
    "alone": check_alone,
    "oracle": check_oracle,
    "replay": check_replay,
    "secrets": check_secrets,
    "horizon": check_horizon,
    "undo": check_undo,
}
"""Clause 8 is apart: it needs workers."""


def main(files: list[str]) -> None:
    """Check scenario files and print one line per clause."""
    for file in files:
        rules = games.rules_of(file)
        for name, check in CLAUSES.items():
            check(rules)
            print(f"{rules.scenario.id}: {name}: kept")


if __name__ == "__main__":
    main(sys.argv[1:])
