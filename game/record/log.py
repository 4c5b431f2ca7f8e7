"""The log of a game: JSON lines, versioned, appended and flushed to the disk one confirmed choice at a time."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from game.engine.terms import CHANCE_READ, CHANCE_VERSION, ENGINE_VERSION, LARGEST_SEED, POWERS, Power
from game.errors import LogError

FORMAT = 1
"""Version of the log's own format."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The first line: what is played, by whom, with which dice."""

    scenario: str
    digest: str
    seed: int
    seats: dict[str, str]
    mandates: dict[str, str]
    title: str = ""
    path: str = ""
    format: int = FORMAT
    engine: int = ENGINE_VERSION
    chance: int = CHANCE_VERSION
    kind: Literal["opened"] = "opened"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A confirmed choice: which response or card, and what chance answered to it."""

    turn: int
    power: Power
    where: Literal["desk", "tray"]
    incident: str
    pick: str
    chance: tuple[str, ...] = ()
    kind: Literal["chosen"] = "chosen"


@dataclass(frozen=True, slots=True)
class Settled:
    """The end of a turn, with the digest of the state."""

    turn: int
    digest: str
    kind: Literal["settled"] = "settled"


@dataclass(frozen=True, slots=True)
class Crossed:
    """The way into the next crisis of a campaign: its number from 1, the mandates taken there, the digest of the state it begins with."""

    part: int
    mandates: dict[str, str]
    digest: str
    kind: Literal["crossed"] = "crossed"


@dataclass(frozen=True, slots=True)
class Undone:
    """Choices taken back: only the first `keep` entries after the opening still count."""

    keep: int
    kind: Literal["undone"] = "undone"


@dataclass(frozen=True, slots=True)
class Closed:
    """The end of the game: ending, scores, verdicts."""

    ending: str
    scores: dict[str, float]
    verdicts: dict[str, str]
    kind: Literal["closed"] = "closed"


Entry = Chosen | Settled | Crossed | Undone | Closed
_KINDS: dict[str, type[Entry]] = {"chosen": Chosen, "settled": Settled, "crossed": Crossed, "undone": Undone, "closed": Closed}


@dataclass(slots=True)
class Log:
    """A game as read: its opening, the entries that count, and notices about what was dropped."""

    opened: Opened
    entries: list[Entry] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    clean_bytes: int = 0

    @property
    def choices(self) -> list[Chosen]:
        """The confirmed choices, in order."""
        return [entry for entry in self.entries if isinstance(entry, Chosen)]

    @property
    def is_closed(self) -> bool:
        """Whether the game was played to its end."""
        return any(isinstance(entry, Closed) for entry in self.entries)


def to_line(entry: Opened | Entry) -> str:
    """Return an entry as one line of JSON, without its line end."""
    fields = {"kind": entry.kind, **{name: value for name, value in asdict(entry).items() if name != "kind"}}
    line = json.dumps(fields, ensure_ascii=False)
    # The name of a file need not be text; what UTF-8 cannot hold is written as an escape.
    return line if line.isascii() or line.encode("utf-8", "replace").decode("utf-8") == line else json.dumps(fields)


class Writer:
    """Appends entries to a file, each on the disk before the call returns.

    `size` is the length a game that is continued must still have; a file that has grown meanwhile is being played elsewhere.
    """

    def __init__(self, path: Path, size: int | None = None) -> None:
        self.path = path
        self._size = size
        self._failed = ""

    def open(self, opened: Opened) -> None:
        """Start a new file.

        Raises LogError when there is one already, or when the folder cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = self._open(os.O_CREAT | os.O_EXCL)
        except FileExistsError:
            if self.path.is_dir():
                raise self._cannot_open("this is a folder") from None
            if self.path.parent.is_dir():
                raise LogError(f"There is a saved game at {self.path} already. Choose another name.") from None
            raise self._cannot_open("its folder is a file") from None
        except OSError as error:
            raise self._cannot_open(_reason(error)) from error
        try:
            self._add(file, opened)
        except OSError as error:
            with suppress(OSError):
                self.path.unlink()
            raise self._cannot_open(_reason(error)) from error

    def append(self, entry: Entry) -> None:
        """Add one entry to the file.

        Raises LogError when it cannot be written; what was written before is untouched, and nothing is written after it,
        because a log with a hole in it is worth nothing.
        """
        if self._failed:
            raise LogError(self._failed)
        try:
            self._add(self._open(0), entry)
        except OSError as error:
            self._failed = f"The game could not be saved to {self.path}: {_reason(error)}; every choice before this one is there."
            raise LogError(self._failed) from error

    def _open(self, flags: int) -> int:
        return os.open(self.path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | flags, 0o666)

    def _add(self, file: int, entry: Opened | Entry) -> None:
        data = (to_line(entry) + "\n").encode("utf-8")
        try:
            end = os.lseek(file, 0, os.SEEK_END)
            if self._size is not None and self._size != end:
                raise OSError(errno.EBUSY, "it was played on in another window")
            _put(file, data, end)
            self._size = end + len(data)
        finally:
            os.close(file)

    def _cannot_open(self, reason: str) -> LogError:
        return LogError(
            f"No game can be saved at {self.path}: {reason}. Set PERSONA_HOME to a folder you can write, or name a file with --log."
        )


def _put(file: int, data: bytes, end: int) -> None:
    """Write a line and bring it to the disk, or leave the file as it was."""
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    except BaseException:
        with suppress(OSError):
            os.ftruncate(file, end)
        raise


def _reason(error: OSError) -> str:
    return error.strerror or "the disk refused"


def read(path: Path) -> Log:
    """Return the log at a path; a truncated last line is dropped with a notice.

    Raises LogError when the file is no log, or one of another version.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LogError(f"The saved game {path} cannot be read: {_reason(error)}.") from error
    lines = data.split(b"\n")
    complete, rest = lines[:-1], lines[-1]
    records = list(_records(path, complete))
    if not records:
        raise LogError(f"{path} is not a saved game: its first line is missing.")
    log = Log(_opening(path, records[0]))
    log.clean_bytes = len(data) - len(rest)
    if rest:
        log.notices.append("The last line of the saved game was cut short and has been dropped; every choice before it is there.")
    for number, record in enumerate(records[1:], start=2):
        entry = _entry(path, number, record)
        if isinstance(entry, Undone):
            if not 0 <= entry.keep <= len(log.entries):
                raise LogError(f"{path}, line {number}: takes back more than was played. The file has been changed; it cannot be resumed.")
            del log.entries[entry.keep :]
        else:
            log.entries.append(entry)
    return log


def _records(path: Path, lines: list[bytes]) -> Iterator[dict[str, object]]:
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError):
            record = None
        if not isinstance(record, dict):
            raise LogError(f"{path}, line {number}: this is not a line of a saved game. The file has been changed or is something else.")
        yield record


def _opening(path: Path, record: dict[str, object]) -> Opened:
    if record.get("kind") != "opened":
        raise LogError(f"{path} is not a saved game: expected an opening line, got {str(record.get('kind'))[:40]!r}.")
    versions = {"format": (FORMAT,), "engine": (ENGINE_VERSION,), "chance": CHANCE_READ}
    for name, ours in versions.items():
        if record.get(name) not in ours:
            found = f"{name} {str(record.get(name))[:20]}, this one has {ours[-1]}"
            raise LogError(f"{path} was saved by another version of the game ({found}). Play it with that version.")
    opened = _build(Opened, record)
    if opened is None or not _is_sound(opened):
        raise LogError(f"{path}, line 1: the opening of this saved game is damaged.")
    return opened


def _is_sound(opened: Opened) -> bool:
    texts = [opened.scenario, opened.digest, opened.title, opened.path, *opened.seats.values(), *opened.mandates.values()]
    both = all(set(named) == set(POWERS) for named in (opened.seats, opened.mandates))
    return both and all(isinstance(text, str) for text in texts) and 0 <= opened.seed <= LARGEST_SEED


def _entry(path: Path, number: int, record: dict[str, object]) -> Entry:
    kind = _KINDS.get(str(record.get("kind")))
    entry = _build(kind, record) if kind is not None else None
    if entry is None:
        raise LogError(f"{path}, line {number}: this entry is damaged or from another version. The game cannot be resumed from this file.")
    return entry


_TYPES: dict[str, type | tuple[type, ...]] = {
    "turn": int, "keep": int, "part": int, "seed": int, "power": str, "where": str, "incident": str, "pick": str, "digest": str,
    "ending": str, "scores": dict, "verdicts": dict, "seats": dict, "mandates": dict, "chance": (tuple, int),
}  # fmt: skip


_Kind = TypeVar("_Kind")


def _build(kind: type[_Kind], record: dict[str, object]) -> _Kind | None:
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in record.items() if name != "kind"}
    if any(name in _TYPES and not isinstance(value, _TYPES[name]) for name, value in fields.items()):
        return None
    if any(isinstance(value, bool) for value in fields.values()):
        return None
    try:
        return kind(**fields)
    except TypeError:
        return None


def repair(path: Path, log: Log) -> None:
    """Cut a truncated last line off the file, so that new entries start on a line of their own.

    Raises LogError when the file cannot be written.
    """
    try:
        if log.clean_bytes < path.stat().st_size:
            with open(path, "r+b") as file:
                file.truncate(log.clean_bytes)
                os.fsync(file.fileno())
    except OSError as error:
        raise LogError(f"The saved game {path} cannot be continued: {_reason(error)}.") from error
