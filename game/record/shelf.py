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
from game.record.log import Chosen, Closed, Crossed, Log, Settled, parse, read_sound
from game.record.writer import MOST

LOOKED_AT = 200
"""The newest games among which one to continue is looked for."""
AHEAD = 120 * 10**9
"""Nanoseconds by which the clock of a disk may be ahead of this machine's."""
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
        """The turn the game goes on with: that of the last choice, the next one once that was settled, 1 where a crisis begins."""
        turn, earlier = 1, 0
        for entry in self.glance.entries if self.glance else []:
            if isinstance(entry, Chosen):
                turn = entry.turn
            elif isinstance(entry, Settled):
                turn = entry.turn + 1
            elif isinstance(entry, Crossed):
                # The log counts the turns of a campaign on, its crises count their own.
                earlier = turn - 1
        return turn - earlier

    @property
    def played(self) -> float:
        """When it was last played, in seconds since 1970; 0 where nobody can tell."""
        try:
            return _believed(self.path.stat().st_mtime_ns, self.path.name) / 1e9
        except OSError:
            return 0.0


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
        return _believed(entry.stat().st_mtime_ns, entry.name)
    except OSError:
        return 0


def _believed(age: int, name: str) -> int:
    """Return when a file was written, in ns; one dated in the future is as old as its name says, else older than all others."""
    now = time.time_ns()
    if age <= now + AHEAD:
        return age
    try:
        begun = int(time.mktime(time.strptime(name[:15], "%Y%m%d-%H%M%S"))) * 10**9
    except (ValueError, OverflowError):
        return 0
    return begun if begun <= now else 0


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
