"""Start values lie within the bounds of their tracks.

Fails:

    powers:
      us:
        start: {credibility: 45}

Passes:

    powers:
      us:
        start: {credibility: 0.5}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from game.content.checks.document import Document
from game.content.node import Node
from game.content.problem import Problem, error
from game.engine.spec import Scenario, Track
from game.engine.terms import POWERS
from game.engine.tracks import PAIR_TRACKS, SEAT_TRACKS

ID: Final = "start-range"
_NARROWEST: Final = 0.001


def check(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield the values that lie outside their tracks."""
    root = document.root
    yield from _within(root.at("start"), PAIR_TRACKS)
    for power in POWERS:
        yield from _within(root.at("powers", power, "start"), SEAT_TRACKS)
        handover = root.at("powers", power).child("handover")
        if handover is not None:
            yield from _within(handover.at("start"), SEAT_TRACKS)
    for index, track in enumerate(scenario.tracks):
        yield from _track(track, root.at("tracks", index))


def _within(node: Node, bounds: Mapping[str, tuple[float, float]]) -> Iterator[Problem]:
    for name, item in node.fields.items():
        low, high = bounds.get(name, (float("-inf"), float("inf")))
        if item.kind == "number" and not low <= item.number_value() <= high:
            yield error(item.place, ID, f"`{name}` runs from {low:g} to {high:g}, got {item.raw}", "write a value between them")


def _track(track: Track, node: Node) -> Iterator[Problem]:
    if track.high - track.low < _NARROWEST:
        yield error(
            node.at("low").place,
            ID,
            f"the track `{track.id}` has no room between {track.low:g} and {track.high:g}",
            "`high` is above `low`",
        )
        return
    for key, value in (("start", track.start), ("rest", track.rest)):
        if key in node.fields and not track.low <= value <= track.high:
            yield error(
                node.at(key).place,
                ID,
                f"`{track.id}` runs from {track.low:g} to {track.high:g}, its `{key}` is {value:g}",
                "write a value between them, or move `low` or `high`",
            )
