"""The log of a game as read: JSON lines, each held against what such a line must be; one that is damaged ends what is sound."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from game import disk
from game.engine.terms import CHANCE_READ, ENGINE_VERSION
from game.errors import LogError
from game.record.entries import (
    FORMAT,
    KINDS,
    Chosen,
    Closed,
    Crossed,
    Entry,
    Opened,
    Settled,
    Undone,
    from_record,
    to_bytes,
    to_line,
)
from game.record.writer import MOST, Writer

__all__ = [
    "FORMAT", "Chosen", "Closed", "Crossed", "Entry", "Log", "Opened", "Settled", "Undone", "Writer",
    "parse", "read", "read_sound", "to_line",
]  # fmt: skip

MARK = b"\xef\xbb\xbf"
"""What some editors put before a text; it is read over."""
LONGEST = 64 * 1024
"""Bytes of the longest line; the game itself writes a few hundred."""


@dataclass(slots=True)
class Log:
    """A game as read: its opening, the entries that count, and notices about what was dropped.

    `data` are the sound lines as they stand in the file, `found` the whole file; `damage` says which line is not sound, if one is not.
    """

    opened: Opened
    entries: list[Entry] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    data: bytes = b""
    found: bytes = b""
    damage: str = ""

    @property
    def choices(self) -> list[Chosen]:
        """The confirmed choices, in order."""
        return [entry for entry in self.entries if isinstance(entry, Chosen)]

    @property
    def is_closed(self) -> bool:
        """Whether the game was played to its end."""
        return any(isinstance(entry, Closed) for entry in self.entries)

    def cut(self, keep: int, damage: str) -> Log:
        """Return the log up to its first `keep` entries, and what is wrong with the next."""
        kept = self.entries[:keep]
        return Log(self.opened, kept, list(self.notices), to_bytes(self.opened, *kept), self.found, damage)


def read(path: Path) -> Log:
    """Return the log at a path, whole; a truncated last line is dropped with a notice.

    Raises LogError when the file is no log, one of another version, or when a line of it is damaged.
    """
    log = read_sound(path)
    if log.damage:
        raise LogError(f"{log.damage} Continue the game to take it up at the last sound line.")
    return log


def read_sound(path: Path) -> Log:
    """Return the log at a path up to its last sound line; `damage` says what follows.

    Raises LogError when the file is no log, or one of another version.
    """
    try:
        data = disk.read_file(path, MOST)
    except OSError as error:
        raise LogError(f"The saved game {path} cannot be read: {disk.reason(error)}.") from error
    return parse(data, str(path))


def parse(data: bytes, name: str) -> Log:
    """Return the log that the bytes of a file hold, up to its last sound line; `name` is the file's in sentences.

    Raises LogError when they are no log, or one of another version.
    """
    log: Log | None = None
    start, number = 0, 0
    while (end := data.find(b"\n", start)) >= 0:
        line, number = data[start:end], number + 1
        record = _record(line.removeprefix(MARK) if number == 1 else line)
        if log is None:
            if record is not None or line.removeprefix(MARK).strip():
                log = Log(_opening(name, number, record), found=data)
        elif record is not None or line.strip():
            log.damage = _take(log, name, number, record)
            if log.damage:
                break
        start = end + 1
    if log is None:
        raise LogError(f"{name} is not a saved game: its first line is missing.")
    log.data = data[:start]
    if not log.damage and data[start:].strip():
        log.notices.append("The last line of the saved game was cut short and has been dropped; every choice before it is there.")
    return log


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse)


def _record(line: bytes) -> dict[str, Any] | None:
    """Return the object of a line, None if it is none."""
    if len(line) > LONGEST:
        return None
    try:
        record = _DECODER.decode(line.decode("utf-8").strip())
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _opening(name: str, number: int, record: dict[str, Any] | None) -> Opened:
    if record is None:
        raise LogError(f"{name}, line {number}: this is not a line of a saved game. The file has been changed or is something else.")
    if record.get("kind") != "opened":
        raise LogError(f"{name} is not a saved game: expected an opening line, got {_word(record.get('kind'))}.")
    versions = {"format": (FORMAT,), "engine": (ENGINE_VERSION,), "chance": CHANCE_READ}
    for version, ours in versions.items():
        if record.get(version) not in ours:
            found = f"{version} {_word(record.get(version))}, this one has {ours[-1]}"
            raise LogError(f"{name} was saved by another version of the game ({found}). Play it with that version.")
    opened = from_record(Opened, record)
    if isinstance(opened, str):
        raise LogError(f"{name}, line {number}: the opening of this saved game is damaged (`{opened}`).")
    return opened


def _word(value: object) -> str:
    """Return a value out of a file as a sentence can show it."""
    return ascii(value)[:40] if isinstance(value, str | int | float | None) else "something else"


def _take(log: Log, name: str, number: int, record: dict[str, Any] | None) -> str:
    """Add the entry of a line; return what is wrong with it, nothing if nothing is."""
    if record is None:
        return f"{name}, line {number}: this is not a line of a saved game. The file has been changed."
    kind = KINDS.get(str(record.get("kind"))[:20])
    if kind is None:
        return f"{name}, line {number}: this entry is damaged or from another version."
    entry = from_record(kind, record)
    if isinstance(entry, str):
        return f"{name}, line {number}: this entry is damaged or from another version (`{entry}`)."
    if not isinstance(entry, Undone):
        log.entries.append(entry)
    elif entry.keep > len(log.entries):
        return f"{name}, line {number}: takes back more than was played. The file has been changed."
    else:
        del log.entries[entry.keep :]
    return ""
