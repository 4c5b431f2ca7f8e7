"""A saved game is taken up where its last sound line leaves it: one judgement, whoever asks, in the window or at a terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from game.engine.rules import Rules
from game.errors import Misfit
from game.play.campaign import Journey, Route
from game.play.match import Match
from game.record.log import Log, Opened, Writer, read_sound

Played = Callable[[Opened], Rules | Route]
"""Finds the rules, or the campaign, that an opening line names."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A game that goes on, what keeps it, and what its player has to be told first."""

    game: Match | Journey
    writer: Writer
    notices: tuple[str, ...]


def take_up(path: Path, played: Played) -> Taken:
    """Take up a saved game; what follows the last line that is sound and fits is left out, and the file as it was kept aside.

    Raises LogError when nothing of it can be taken up, when it is being played elsewhere, or when the disk refuses.
    """
    log = read_sound(path)
    rules = played(log.opened)
    writer = Writer(path, log.data, log.found)
    try:
        game = play_again(rules, log, writer)
    except Misfit as misfit:
        if misfit.keep == 0:
            raise
        log = log.cut(misfit.keep, str(misfit))
        writer = Writer(path, log.data, log.found)
        game = play_again(rules, log, writer)
    notices = [*log.notices, *writer.told()]
    if log.damage:
        notices.insert(0, f"{log.damage} The game goes on from the last line before it that is sound, after {len(log.choices)} choices.")
    return Taken(game, writer, tuple(notices))


def play_again(rules: Rules | Route, log: Log, writer: Writer | None = None) -> Match | Journey:
    """Return a saved game played again; raises LogError when it does not fit, Misfit when a part of it does."""
    return Match.resume(rules, log, writer) if isinstance(rules, Rules) else Journey.resume(rules, log, writer)
