"""A short run of the crises with changed numbers."""

from tests.fuzz.plays import attack


def test_what_lint_passes_plays_alike_everywhere() -> None:
    tally = attack(60, 3)
    assert tally.failures == []
    assert tally.read == 60
    assert tally.played >= 8
