"""A short attack on saved games; the long one is `python -m tests.fuzz.attack`."""

import sys

import pytest

from tests.fuzz import attack


@pytest.mark.skipif(sys.platform == "win32", reason="killed as POSIX kills")
def test_no_attack_on_saved_games_succeeds() -> None:
    made = attack.attack(logs=150, kills=2, refusals=15, seed=2)
    assert not made.failures, "\n".join(made.failures[:5])
    assert made.counts["taken up"] > 20
    assert made.counts["refused"] > 5
