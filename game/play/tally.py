"""Statistics hooked onto batch play: endings, verdicts, scores and tracks, kept as counts so that any split adds up alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.engine.outcome import VERDICTS
from game.engine.rules import Rules
from game.engine.terms import POWERS
from game.engine.tracks import GAME, seat
from game.play.batch import Outcome

BINS = 2000
"""Bins of a track's histogram: quantiles are good to a two-thousandth of its range."""
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass
class Histogram:
    """Counts of a value between fixed bounds."""

    low: float
    high: float
    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(BINS + 1, np.int64))

    def add(self, values: NDArray[np.float64]) -> None:
        """Count values, shape (worlds,)."""
        place = np.rint((np.clip(values, self.low, self.high) - self.low) / (self.high - self.low) * BINS).astype(np.intp)
        self.counts += np.bincount(place, minlength=BINS + 1)

    def quantile(self, share: float) -> float:
        """Return the value below which a share of the counts lies."""
        total = int(self.counts.sum())
        if total == 0:
            return 0.0
        place = int(np.searchsorted(np.cumsum(self.counts), share * total))
        return self.low + (self.high - self.low) * min(place, BINS) / BINS

    def mean(self) -> float:
        """Return the mean of the counts."""
        total = int(self.counts.sum())
        steps = np.arange(BINS + 1) * ((self.high - self.low) / BINS) + self.low
        return float((steps * self.counts).sum() / total) if total else 0.0


class Tally:
    """Everything a sweep is summed up to."""

    def __init__(self, rules: Rules) -> None:
        scenario = rules.scenario
        self.games = 0
        self.decisions = 0
        self.endings = {ending.id: 0 for ending in scenario.endings}
        self.verdicts = {power: dict.fromkeys(VERDICTS, 0) for power in POWERS}
        self.tracks: dict[str, Histogram] = {}
        bounds = rules.layout.bounds
        for name, (low, high) in bounds.items():
            if not name.endswith((".staff", ".consulates", ".premises", ".market")) and "congress" not in name:
                self.tracks[name] = Histogram(low, high)
        self.scores = {power: Histogram(0.0, 100.0) for power in POWERS}

    def add(self, outcome: Outcome) -> None:
        """Count a block of finished worlds."""
        self.games += len(outcome.seeds)
        self.decisions += outcome.decisions
        _count(self.endings, outcome[GAME.ended])
        for power in POWERS:
            _count(self.verdicts[power], outcome[seat(power).verdict])
            self.scores[power].add(outcome[seat(power).score])
        for name, histogram in self.tracks.items():
            if name in outcome.names:
                histogram.add(outcome[name])

    def merge(self, other: Tally) -> None:
        """Add another tally of the same scenario."""
        self.games += other.games
        self.decisions += other.decisions
        for mine, theirs in [(self.endings, other.endings), *((self.verdicts[p], other.verdicts[p]) for p in POWERS)]:
            for name, number in theirs.items():
                mine[name] += number
        for name, histogram in self.tracks.items():
            histogram.counts += other.tracks[name].counts
        for power in POWERS:
            self.scores[power].counts += other.scores[power].counts

    def summary(self) -> dict[str, Any]:
        """Return endings, verdicts, scores and track quantiles as plain data."""
        return {
            "endings": dict(self.endings),
            "verdicts": {power: dict(counts) for power, counts in self.verdicts.items()},
            "scores": {power: quantiles(histogram) for power, histogram in self.scores.items()},
            "tracks": {name: quantiles(histogram) for name, histogram in self.tracks.items() if histogram.counts.any()},
        }


def _count(counts: dict[str, int], numbers: NDArray[np.float64]) -> None:
    found = np.bincount(numbers.astype(np.intp), minlength=len(counts) + 1)
    for place, name in enumerate(counts, start=1):
        counts[name] += int(found[place])


def quantiles(histogram: Histogram) -> dict[str, float]:
    """Return the mean and the quantiles of a histogram."""
    result = {f"p{round(share * 100)}": round(histogram.quantile(share), 4) for share in QUANTILES}
    return {"mean": round(histogram.mean(), 4), **result}
