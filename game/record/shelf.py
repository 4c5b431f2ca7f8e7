"""The shelf of saved games: where they lie, which can be continued. However many lie there, only those that are shown are read."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from game import disk, paths
from game.errors import LogError
from game.record.log import Chosen, Closed, Log, parse, read_sound
from game.record.writer import MOST

LOOKED_AT = 200
"""The newest games among which one to continue is looked for."""
SHORT = 64 * 1024
"""Bytes of a log that is read whole for a list; of a longer one as many of its beginning and of its end."""


@dataclass(frozen=True)
class Saved:
    """A saved game on the shelf, read when it is first asked about; one that cannot be read keeps its place, with the reason."""

    path: Path

    @cached_property
    def _read(self) -> tuple[Log | None, str]:
        try:
            return read_sound(self.path), ""
        except LogError as error:
            return None, str(error)

    @cached_property
    def _glance(self) -> tuple[Log | None, str]:
        try:
            return _glance(self.path), ""
        except LogError as error:
            return None, str(error)

    @property
    def log(self) -> Log | None:
        """The game, up to its last sound line; None when it cannot be read."""
        return self._read[0]

    @property
    def glance(self) -> Log | None:
        """The game as far as a list needs it: of a long one only the beginning and the end; None when it cannot be read."""
        return self._glance[0]

    @property
    def problem(self) -> str:
        """Why the game cannot be read, empty when it can."""
        return self._glance[1]

    @property
    def is_closed(self) -> bool:
        """Whether the game was played to its end."""
        return self.glance is not None and any(isinstance(entry, Closed) for entry in self.glance.entries)

    @property
    def turn(self) -> int:
        """The turn of the last choice, 1 for a game without one."""
        turns = [entry.turn for entry in self.glance.entries if isinstance(entry, Chosen)] if self.glance else []
        return turns[-1] if turns else 1


def new_path(scenario: str, seat: str) -> Path:
    """Return a path for a new saved game that no other game uses; whatever the names hold, it lies among the saved games."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    name = re.sub(r"[^A-Za-z0-9_-]+", "_", f"{scenario[:48]}-{seat[:16]}")
    return paths.saves_dir() / f"{stamp}-{name}-{os.getpid()}-{time.monotonic_ns() % 10**6:06d}.jsonl"


def shelf() -> list[Saved]:
    """Return all saved games, the newest first; what is no file is none.

    Raises LogError when their folder cannot be read.
    """
    folder = paths.saves_dir()
    try:
        with os.scandir(folder) as found:
            aged = [(_age(entry), entry.name) for entry in found if entry.name.endswith(".jsonl") and disk.is_file(entry.path)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, ValueError) as error:
        raise LogError(f"The folder of saved games {folder} cannot be read: {disk.reason(error)}.") from error
    return [Saved(folder / name) for _time, name in sorted(aged, reverse=True)]


def _age(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat().st_mtime_ns
    except OSError:
        return 0


def unfinished() -> Saved | None:
    """Return the newest saved game that can be continued."""
    return next((saved for saved in shelf()[:LOOKED_AT] if saved.glance is not None and not saved.is_closed), None)


def _glance(path: Path) -> Log:
    """Return a log of which a long middle may be missing; raises LogError as `read_sound` does."""
    try:
        with disk.open_file(path) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > MOST:
                raise LogError(f"The saved game {path} cannot be read: it is larger than {MOST / 2**20:.0f} MiB.")
            first = stream.read(SHORT)
            if size <= SHORT:
                return parse(first, str(path))
            stream.seek(size - SHORT)
            last = stream.read(SHORT)
    except OSError as error:
        raise LogError(f"The saved game {path} cannot be read: {disk.reason(error)}.") from error
    head = first[: first.find(b"\n") + 1]
    # How many entries there were before is not known here: what was taken back leaves the end of the game open.
    lines = last.split(b"\n")[1:-1]
    taken_back = max((number for number, line in enumerate(lines) if b'"undone"' in line), default=-1)
    counting = [line for number, line in enumerate(lines) if number != taken_back and not (number < taken_back and b'"closed"' in line)]
    return parse(head + b"".join(line + b"\n" for line in counting if b'"undone"' not in line), str(path))
