"""The shelf of saved games: where they lie, which can be continued."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from game import paths
from game.errors import LogError
from game.record.log import Chosen, Log, read


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved game on the shelf; one that cannot be read keeps its place, with the reason."""

    path: Path
    log: Log | None
    problem: str

    @property
    def turn(self) -> int:
        """The turn of the last choice, 1 for a game without one."""
        turns = [entry.turn for entry in self.log.entries if isinstance(entry, Chosen)] if self.log else []
        return turns[-1] if turns else 1


def new_path(scenario: str, seat: str) -> Path:
    """Return a path for a new saved game that no other game uses."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    return paths.saves_dir() / f"{stamp}-{scenario}-{seat}-{os.getpid()}-{time.monotonic_ns() % 10**6:06d}.jsonl"


def shelf() -> list[Saved]:
    """Return all saved games, the newest first.

    Raises LogError when their folder cannot be read.
    """
    folder = paths.saves_dir()
    try:
        aged = [(_age(path), path) for path in folder.glob("*.jsonl")] if folder.is_dir() else []
    except OSError as error:
        raise LogError(f"The folder of saved games {folder} cannot be read: {error.strerror}.") from error
    return [_saved(path) for _time, path in sorted(aged, reverse=True)]


def _age(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _saved(path: Path) -> Saved:
    try:
        return Saved(path, read(path), "")
    except LogError as error:
        return Saved(path, None, str(error))


def unfinished() -> Saved | None:
    """Return the newest saved game that can be continued."""
    return next((saved for saved in shelf() if saved.log is not None and not saved.log.is_closed), None)
