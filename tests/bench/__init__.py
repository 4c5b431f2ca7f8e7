"""Timings of the hot pieces, for `python -m pytest tests/bench --benchmark-enable`; in ordinary runs each is played once."""
