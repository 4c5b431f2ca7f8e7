"""What a power cannot know: a rollout draws it anew, an observation keeps it back, a count stands for it."""

from __future__ import annotations

import numpy as np
import pytest

from game.engine import chance
from game.engine.observe import Observation
from game.engine.rules import Rules, Worlds
from game.play.rollout import Position, Roller
from tests.play import games

CLAUSE = "congress.review"


def july() -> Rules:
    """Return the rules of the crisis with a legislature."""
    return games.rules_of("july-2017")


def position(turn: int, knows: float = 0.0) -> Position:
    """Return a position at a desk of the first world, with the count as a leader has it."""
    worlds = Worlds(july(), chance.world_seeds(5, 0, 2))
    worlds.row("us.knows.congress")[:] = knows
    return Position(worlds.column(0), turn, "us", "desk", (0, 1))


def laid_out(at: Position) -> Worlds:
    """Return the worlds that a rollout starts from."""
    roller = Roller(july(), 64)
    worlds = Worlds(july(), np.zeros(128, np.uint64))
    roller.lay_out(worlds, [at], [(0, 0), (0, 1)])
    return worlds


def test_a_rollout_keeps_the_whips_count_and_draws_its_error_anew() -> None:
    at = position(0)
    worlds = laid_out(at)
    shares, offs = worlds.row(CLAUSE), worlds.row(f"{CLAUSE}.off")
    assert len(np.unique(shares)) > 30
    inside = (shares > 0.0) & (shares < 1.0)
    layout = july().layout
    assert np.allclose((shares - offs)[inside], at.state[layout[CLAUSE]] - at.state[layout[f"{CLAUSE}.off"]], atol=1e-6)
    # Both options meet the same sixty-four worlds.
    assert (shares[:64] == shares[64:]).all()


@pytest.mark.parametrize(("turn", "knows"), [(0, 1.0), (9, 0.0)])
def test_what_was_counted_twice_or_voted_is_drawn_no_more(turn: int, knows: float) -> None:
    at = position(turn, knows)
    assert set(laid_out(at).row(CLAUSE)) == {at.state[july().layout[CLAUSE]]}


def test_a_count_is_public_only_once_the_vote_is_taken() -> None:
    worlds = Worlds(july(), chance.world_seeds(5, 0, 50))
    body = july().scenario.legislature
    assert body is not None
    before, after = Observation(worlds, "us", body.vote - 2), Observation(worlds, "us", body.vote - 1)
    for name in (CLAUSE, f"{CLAUSE}.off"):
        with pytest.raises(KeyError):
            before.public(name)
    with pytest.raises(KeyError):
        after.public(f"{CLAUSE}.off")
    assert (after.public(CLAUSE) == worlds.row(CLAUSE)).all()
    count, error = before.counted(CLAUSE)
    assert (error > 0.0).all()
    assert (np.abs(count - worlds.row(CLAUSE)) <= error).all()
    assert len(np.unique(count)) == 1
    worlds.row("us.knows.congress")[:] = 1.0
    count, error = before.counted(CLAUSE)
    assert (count == worlds.row(CLAUSE)).all()
    assert not error.any()
