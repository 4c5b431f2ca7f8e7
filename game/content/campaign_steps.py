"""What an interlude may do: changes of tracks, measures, and branches of these. The rest belongs into a crisis or under `carries`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from game.content.node import Node
from game.content.problem import Problem, error
from game.content.shapes import STEP_SHAPES

ALLOWED: Final = frozenset({"track", "if", "chance"})
"""The kinds of step, beside measures, that an interlude takes."""
_WORD: Final = (
    "a word of the crisis that is over cannot be changed here",
    "what that costs is a track step: `{track: us.credibility, add: -0.1}`",
)
_MAIL: Final = ("there is no mail in an interlude", "say what became of it with track steps and in `passages`")
_PACKAGE: Final = (
    "sanctions are imposed and lifted in a crisis, not in an interlude",
    "declare the package in the next crisis, with `age_days` when it is in force there",
)
REFUSED: Final[dict[str, tuple[str, str]]] = {
    "flag": ("a flag set in an interlude is read by nobody", "carry it: `carries: {flag_of_the_next: condition}`"),
    "schedule": ("an interlude has no turns to schedule for", "give the incident of the next crisis a `when`, and carry the flag it reads"),
    "news": ("an interlude has no headlines", "tell it in `texts`, or in `passages` with its condition"),
    "end": ("an interlude cannot end the campaign", "write an ending with `rupture: true` in the crisis before: after it nothing follows"),
    "give_word": ("a word given in an interlude is lost", "carry it: `carries: {word_of_the_next.open: 1}`"),
    "keep_word": _WORD,
    "late_word": _WORD,
    "drop_word": _WORD,
    "learn": ("what a seat learns in an interlude is lost", "give the next crisis an incident or a card that says `learn`"),
    "impose": _PACKAGE,
    "lift": _PACKAGE,
    "veto": ("no bill is on a desk in an interlude", "write a chance step, and carry the flag or the share of the chamber"),
    "accept": _MAIL,
    "counter": _MAIL,
    "stall": _MAIL,
    "leak": _MAIL,
}
"""The kinds of step that an interlude refuses: why, and what to do instead."""


def wrong_steps(nodes: Sequence[Node]) -> Iterator[Problem]:
    """Yield the steps of an interlude that make sense only in a crisis, those inside branches too."""
    for node in nodes:
        kind = next((key for key in STEP_SHAPES if key in node.fields), None)
        if kind is not None and kind not in ALLOWED:
            why, instead = REFUSED[kind]
            yield error(node.key_place(kind), "interlude-step", f"`{kind}`: {why}", instead)
        for branch in ("then", "else"):
            yield from wrong_steps(node.list(branch))
