"""A short run of the fuzzer; the long one is `python -m tests.fuzz.fuzz --inputs 100000`."""

from tests.fuzz.fuzz import run


def test_nothing_raises_or_stalls() -> None:
    tally = run(2000, seed=1)
    assert not tally.failures, str(tally)
    assert sum(tally.counts.values()) == 2000
