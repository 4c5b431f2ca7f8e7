"""The log of a game: JSON lines, versioned, appended and flushed to the disk one confirmed choice at a time."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from game.engine.terms import CHANCE_VERSION, ENGINE_VERSION, Power
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


Entry = Chosen | Settled | Undone | Closed
_KINDS = {"chosen": Chosen, "settled": Settled, "undone": Undone, "closed": Closed}


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
    return json.dumps({"kind": entry.kind, **{k: v for k, v in asdict(entry).items() if k != "kind"}}, ensure_ascii=False)


class Writer:
    """Appends entries to a file, each on the disk before the call returns."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self, opened: Opened) -> None:
        """Start a new file.

        Raises LogError when the folder cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._write(opened, "x")
        except FileExistsError:
            raise LogError(f"There is a saved game at {self.path} already. Choose another name.") from None

    def append(self, entry: Entry) -> None:
        """Add one entry to the file.

        Raises LogError when it cannot be written; what was written before is untouched.
        """
        self._write(entry, "a")

    def _write(self, entry: Opened | Entry, mode: str) -> None:
        data = (to_line(entry) + "\n").encode("utf-8")
        try:
            with open(self.path, f"{mode}b") as file:
                end = file.seek(0, os.SEEK_END)
                try:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                except OSError:
                    file.truncate(end)
                    raise
        except FileExistsError:
            raise
        except OSError as error:
            reason = error.strerror or "the disk refused"
            raise LogError(f"The game could not be saved to {self.path}: {reason}. Set PERSONA_HOME to a folder you can write.") from error


def read(path: Path) -> Log:
    """Return the log at a path; a truncated last line is dropped with a notice.

    Raises LogError when the file is no log, or one of another version.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LogError(f"The saved game {path} cannot be read: {error.strerror}.") from error
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
    versions = {"format": FORMAT, "engine": ENGINE_VERSION, "chance": CHANCE_VERSION}
    for name, ours in versions.items():
        if record.get(name) != ours:
            found = str(record.get(name))[:20]
            raise LogError(f"{path} was saved by another version of the game ({name} {found}, this one has {ours}). Play it with that version.")
    opened = _build(Opened, record)
    if opened is None or not _opening_is_sound(opened):
        raise LogError(f"{path}, line 1: the opening of this saved game is damaged.")
    return opened  # type: ignore[return-value]


def _opening_is_sound(opened: object) -> bool:
    if not isinstance(opened, Opened):
        return False
    texts = [opened.scenario, opened.digest, opened.title, opened.path, *opened.seats, *opened.seats.values(), *opened.mandates.values()]
    return all(isinstance(text, str) for text in texts) and isinstance(opened.seed, int) and 0 <= opened.seed < 2**64


def _entry(path: Path, number: int, record: dict[str, object]) -> Entry:
    kind = _KINDS.get(str(record.get("kind")))
    entry = _build(kind, record) if kind is not None else None
    if entry is None:
        raise LogError(f"{path}, line {number}: this entry is damaged or from another version. The game cannot be resumed from this file.")
    return entry  # type: ignore[return-value]


_TYPES: dict[str, type | tuple[type, ...]] = {
    "turn": int, "keep": int, "seed": int, "power": str, "where": str, "incident": str, "pick": str, "digest": str,
    "ending": str, "scores": dict, "verdicts": dict, "seats": dict, "mandates": dict, "chance": (tuple, int),
}  # fmt: skip


def _build(kind: type, record: dict[str, object]) -> object | None:
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in record.items() if name != "kind"}
    if any(name in _TYPES and not isinstance(value, _TYPES[name]) for name, value in fields.items()):
        return None
    if any(isinstance(value, bool) for value in fields.values()):
        return None
    try:
        result: object = kind(**fields)
    except TypeError:
        return None
    return result


def repair(path: Path, log: Log) -> None:
    """Cut a truncated last line off the file, so that new entries start on a line of their own."""
    if log.clean_bytes < path.stat().st_size:
        with open(path, "r+b") as file:
            file.truncate(log.clean_bytes)
            os.fsync(file.fileno())
