"""The lines of a log: what each kind of entry holds, and whether what stands in a file is one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any, Literal, TypeVar

from game.engine.terms import CHANCE_VERSION, ENGINE_VERSION, LARGEST_SEED, POWERS, Power

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
KINDS: dict[str, type[Entry]] = {"chosen": Chosen, "settled": Settled, "crossed": Crossed, "undone": Undone, "closed": Closed}
"""The entries after the opening by the name their lines bear."""


def to_line(entry: Opened | Entry) -> str:
    """Return an entry as one line of JSON, without its line end."""
    named = {"kind": entry.kind, **{name: value for name, value in asdict(entry).items() if name != "kind"}}
    line = json.dumps(named, ensure_ascii=False)
    # The name of a file need not be text; what UTF-8 cannot hold is written as an escape.
    return line if line.isascii() or line.encode("utf-8", "replace").decode("utf-8") == line else json.dumps(named)


def to_bytes(*entries: Opened | Entry) -> bytes:
    """Return entries as the lines of a file."""
    return "".join(to_line(entry) + "\n" for entry in entries).encode("utf-8")


# --- what stands in a file -------------------------------------------------------------------------

Check = Callable[[object], bool]
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_UNPRINTABLE = re.compile(f"[{_CONTROLS}\ud800-\udfff]")
_FILE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_NO_NAME = re.compile(f"[{_CONTROLS}\n\t]")


def _whole(low: int, high: int) -> Check:
    return lambda value: type(value) is int and low <= value <= high


def _text(most: int, refused: re.Pattern[str] = _UNPRINTABLE) -> Check:
    return lambda value: isinstance(value, str) and len(value) <= most and not refused.search(value)


def _one_of(*known: str) -> Check:
    return lambda value: isinstance(value, str) and value in known


def _for_each_power(check: Check) -> Check:
    return lambda value: isinstance(value, dict) and set(value) == set(POWERS) and all(map(check, value.values()))


def _score(value: object) -> bool:
    return type(value) in (int, float) and abs(value) <= 1e4  # type: ignore[arg-type]


def _texts(value: object) -> bool:
    return isinstance(value, list) and len(value) <= 1000 and all(map(_text(5000), value))


def _named(value: object) -> bool:
    return isinstance(value, str) and _FILE_ID.fullmatch(value) is not None


_ID = _text(200)
_CHECKS: dict[str, Check] = {
    # It becomes part of the names of files, so it is never a path.
    "scenario": _named, "digest": _ID, "incident": _ID, "pick": _ID, "ending": _ID,
    # A path may be anything that a system takes for one, also what is no text.
    "title": _text(4000), "path": _text(4096, _NO_NAME),
    "seed": _whole(0, LARGEST_SEED), "turn": _whole(1, 10_000), "part": _whole(1, 1000), "keep": _whole(0, 1_000_000),
    "format": _whole(0, 1_000_000), "engine": _whole(0, 1_000_000), "chance": _texts,
    "power": _one_of(*POWERS), "where": _one_of("desk", "tray"),
    "seats": _for_each_power(_ID), "mandates": _for_each_power(_ID), "verdicts": _for_each_power(_ID),
    "scores": _for_each_power(_score),
}  # fmt: skip
_OPENING_CHECKS: dict[str, Check] = {**_CHECKS, "chance": _whole(0, 1_000_000)}

_Kind = TypeVar("_Kind", bound=Opened | Entry)


def from_record(kind: type[_Kind], record: dict[str, Any]) -> _Kind | str:
    """Return the entry that an object of JSON stands for, or the name of the first field that is not as it must be."""
    checks = _OPENING_CHECKS if kind is Opened else _CHECKS
    known = {field.name: field for field in fields(kind) if field.name != "kind"}
    for name in record:
        if name != "kind" and name not in known:
            return name[:40]
    for name, field in known.items():
        if name not in record:
            if field.default is MISSING:
                return name
        elif not checks[name](record[name]):
            return name
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in record.items() if name != "kind"}
    return kind(**values)  # type: ignore[arg-type]
