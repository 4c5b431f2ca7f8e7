"""Feeds spoiled files, expressions and saved games to the readers: they may refuse, and must neither raise nor stall.

python -m tests.fuzz.fuzz --inputs 100000 --seed 1
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from game import paths
from game.content import expressions, library, reader
from game.content.reader import COMMON_FILES, File
from game.engine.steps import Expression, Name, Number, Operation
from game.errors import LogError
from game.record import log as record
from tests.content.sample import SAMPLE

SLOWEST: Final = 1.0
"""Seconds of this process that no input may take."""
MOST_GROWTH: Final = 200.0
"""Mebibytes by which the memory may grow after the first inputs."""
_WARM_UP: Final = 200
_WHOLE: Final = (0, 0, 1, 2)
_MAX_SHOWN: Final = 5
_BYTES: Final = b"{}[]:,-|>&*!%@`'\"#?\n \t~=.0159eEx_meus\x00\x85\xff\xc3\xe2\x80\xa8"
_PIECES: Final = (
    b": ", b"- ", b"? ", b"[", b"]", b"{", b"}", b"|", b">", b"'", b'"', b"&a ", b"*a", b"!!str ", b"<<: ", b"---\n", b"...\n", b"#", b"\t",
    b"\n", b"\r", b"\r\n", b"\xef\xbb\xbf", b"\xff", b"\xe2\x80\xa8", b"\xc2\x85", b"\x00", b"%YAML 1.1\n", b"no", b"~", b".nan", b"1e999",
    b"0x1F", b"2016-12-29", b"me.", b"{if: ", b"then: ", b"- id: ", b"[" * 60, b"{a: " * 45, b"- " * 60, b"9" * 400, b"a" * 5000,
)  # fmt: skip
_SCALARS: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1, 7.5, 1e308, -1e308, 10**24, "", " ", "no", "me", "us", "russia", "both", "x", "turn > 1", "me.room",
    "2-4", "4-2", "2016-12-29", "a" * 60, "a" * 5000, "\u202e", "{n}", [], {}, [[]], {"": ""}, [1, 2], {"a": 1}, ["expel"], [{"expel": 35}],
    [{"if": 1, "then": []}], [{"track": "me.room", "add": 1, "why": "x"}], {"us": {}, "russia": {}}, "@", "a@us", "due_reserve",
)  # fmt: skip
_WORDS: Final = (
    "turn", "rung", "us.room", "me.hope", "them.x", "received.points", "successor.deal", "flag", "and", "or", "not", "min", "max", "abs",
    "+", "-", "*", "/", "//", "**", "%", "<", "<=", "==", "!=", "=", "(", ")", "[", "]", "{", "}", ",", ".", ":", ":=", ";", "0", "1",
    "3.5", "1e3", "1e999", ".5", "0x1F", "1_0", "3j", "'a'", '"a"', "f'{x}'", "lambda", "if", "else", "for", "in", "is", "None", "True",
    "...", "\\", "\n", "\t", " ", "#", "@", "&", "|", "^", "~", "\x00", "\u202e", "é", "٣", "𝟘", "__import__", "yield", "await", "_",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What has been fed, how long the slowest took, and what went wrong."""

    counts: dict[str, int] = field(default_factory=dict)
    slowest: dict[str, float] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    growth: float = 0.0
    peak: float = 0.0

    def __str__(self) -> str:
        """Return the figures as a table."""
        lines = [f"{kind:12} {count:8,} inputs, slowest {self.slowest[kind]:.3f} s" for kind, count in sorted(self.counts.items())]
        lines.append(f"{'all':12} {sum(self.counts.values()):8,} inputs, {len(self.failures)} failures")
        lines.append(f"memory       {self.peak:.0f} MiB at most, {self.growth:.0f} MiB more than after the first {_WARM_UP} inputs")
        return "\n".join([*lines, *self.failures[:_MAX_SHOWN]])


@lru_cache(maxsize=1)
def _common() -> dict[str, File]:
    folder = paths.scenarios_dir() / "common"
    return {name: File(f"{name}.yaml", (folder / f"{name}.yaml").read_bytes()) for name in COMMON_FILES}


@lru_cache(maxsize=1)
def _shipped() -> tuple[bytes, ...]:
    return tuple(file.read_bytes() for file in sorted(paths.scenarios_dir().glob("*.yaml")))


# --- files -----------------------------------------------------------------------------------------


def spliced(data: bytes, dice: random.Random, other: bytes) -> bytes:
    """Return the bytes with a few random changes: flips, cuts, doublings, moves and pieces of another file."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
        start = dice.randrange(len(changed) + 1)
        stop = min(len(changed), start + dice.choice((0, 1, 2, 8, 40, 200)))
        match dice.randrange(7):
            case 0:
                changed[start:stop] = bytes(dice.choice(_BYTES) for _ in range(dice.randrange(6)))
            case 1:
                del changed[start:stop]
            case 2:
                changed[start:start] = changed[start:stop] * dice.choice((1, 1, 2, 20))
            case 3:
                changed[start:stop] = dice.choice(_PIECES)
            case 4:
                place = dice.randrange(len(other))
                changed[start:stop] = other[place : place + dice.choice((3, 30, 300))]
            case 5:
                piece = bytes(changed[start:stop])
                del changed[start:stop]
                place = dice.randrange(len(changed) + 1)
                changed[place:place] = piece
            case _:
                if start < len(changed):
                    changed[start] = dice.randrange(256)
    return bytes(changed)


def _containers(value: Any) -> Iterator[Any]:
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict | list) and found:
            yield found
            waiting.extend(found.values() if isinstance(found, dict) else found)


def restructured(text: str, dice: random.Random) -> bytes:
    """Return the file with a few values of its tree replaced, removed, doubled or moved, written again as YAML."""
    tree = _copy(_tree(text))
    for _ in range(dice.choice((1, 1, 2, 4))):
        places = list(_containers(tree))
        if not places:
            break
        place, other = dice.choice(places), dice.choice(places)
        key = dice.choice(list(place)) if isinstance(place, dict) else dice.randrange(len(place))
        match dice.randrange(5):
            case 0:
                place[key] = dice.choice(_SCALARS)
            case 1:
                del place[key]
            case 2:
                place[key] = _copy(dice.choice(list(other.values()) if isinstance(other, dict) else other))
            case 3 if isinstance(place, list):
                place.extend(_copy(place) * dice.choice((1, 1, 3)))
            case 3:
                place[dice.choice(("id", "for", "when", "turns", "x", "does", 1, None, True))] = dice.choice(_SCALARS)
            case _:
                place[key] = [_copy(place[key])] if dice.random() < 0.5 else {"a": _copy(place[key])}
    return yaml.dump(tree, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=10_000).encode("utf-8", "replace")


_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _DUMPER(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes every part out, since the reader refuses aliases anyway."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write no anchors."""
        return True


@lru_cache(maxsize=8)
def _tree(text: str) -> Any:
    return yaml.load(text, Loader=_LOADER)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def feed_file(data: bytes, common: dict[str, File]) -> None:
    """Read a scenario; whatever is wrong with it must be said, and be said of a place."""
    reading = reader.read(File("fuzz.yaml", data), common)
    if reading.scenario is None and not any(problem.severity == "error" for problem in reading.problems):
        raise AssertionError("neither a scenario nor an error")
    if reading.scenario is not None and any(problem.severity == "error" for problem in reading.problems):
        raise AssertionError("a scenario in spite of an error")
    if any(problem.place.line < 1 or problem.place.column < 1 or not problem.message for problem in reading.problems):
        raise AssertionError("a problem without a place or a message")
    reading.report()


def feed_library(data: bytes, folder: Path) -> None:
    """Load a scenario from the disk."""
    file = folder / "fuzz.yaml"
    file.write_bytes(data)
    library.load(file)


# --- expressions and logs --------------------------------------------------------------------------


def random_expression(dice: random.Random) -> str:
    """Return words of the language in any order, or nested deeply, or any characters at all."""
    match dice.randrange(4):
        case 0:
            return "".join(dice.choice(_WORDS) + dice.choice(("", " ")) for _ in range(dice.randrange(40)))
        case 1:
            opened = dice.choice(("(", "-(", "not ", "abs(", "max(1,", "[", "{", "lambda:", "a.", "-", "1+", "a<", "~"))
            return opened * dice.randrange(300) + "turn" + dice.choice((")", "]", "", "}")) * dice.randrange(150)
        case 2:
            return "".join(chr(dice.choice((dice.randrange(128), dice.randrange(0x3000)))) for _ in range(dice.randrange(320)))
        case _:
            return expressions.show(_grown(dice, dice.randrange(8)))


def _grown(dice: random.Random, depth: int) -> Expression:
    if depth == 0 or dice.random() < 0.2:
        return Name(dice.choice(("turn", "us.room", "flag"))) if dice.random() < 0.6 else Number(dice.choice((0.0, 1.0, -2.5, 1e30, 1e-9)))
    kind = dice.choice(("+", "-", "*", "/", "<", "==", "and", "or", "not", "neg", "min", "max", "abs"))
    count = 1 if kind in ("not", "neg", "abs") else 2 if kind not in ("and", "or", "min", "max") else dice.randrange(2, 5)
    return Operation(kind, tuple(_grown(dice, depth - 1) for _ in range(count)))


def feed_expression(text: str) -> None:
    """Parse an expression; what is read prints so that the same is read again."""
    read = expressions.parse(text)
    if isinstance(read, expressions.Fault):
        if not read.message:
            raise AssertionError("a fault without a message")
        return
    expressions.constant(read)
    again = expressions.parse(expressions.show(read))
    if again != read and not isinstance(again, expressions.Fault):
        raise AssertionError(f"printed as {expressions.show(read)!r}, read as {again!r}")


@lru_cache(maxsize=1)
def _log() -> bytes:
    entries: list[Any] = [
        record.Opened(
            "small-crisis", "0" * 64, 7, {"us": "human", "russia": "grim"}, {"us": "line", "russia": "wait"}, "A game", "/x.yaml"
        ),
        record.Chosen(1, "us", "desk", "findings", "expel_few", ("a", "b")),
        record.Chosen(1, "us", "tray", "", "hold"),
        record.Settled(1, "1" * 64),
        record.Undone(1),
        record.Chosen(1, "russia", "desk", "thirty_five", "mirror"),
        record.Closed("filed", {"us": 50.0, "russia": 41.5}, {"us": "advantage", "russia": "outplayed"}),
    ]
    return "".join(record.to_line(entry) + "\n" for entry in entries).encode()


_JSON: Final = (
    b"null", b"true", b"NaN", b"Infinity", b"-1", b"0", b"1e400", b"9" * 5000, b'""', b"[]", b"{}", b'"us"', b'"opened"', b'"\\ud800"',
    b"[" * 3000, b'{"a":' * 3000, b"1.5", b'["a", 1, null]', b'"kind"', b'{"us": 1, "russia": 2}', b"\n", b'"undone"',
    b"99999999999999999999",
)  # fmt: skip


def random_log(dice: random.Random) -> bytes:
    """Return a saved game with spoiled bytes, spoiled values, or its lines in another order."""
    data = _log()
    match dice.randrange(4):
        case 0:
            return spliced(data, dice, data)
        case 1:
            lines = data.splitlines(keepends=True)
            return b"".join([lines[0] if dice.random() < 0.8 else b"", *(dice.choice(lines) for _ in range(dice.randrange(12)))])
        case 2:
            start = dice.randrange(len(data))
            ends = [place for place in (data.find(mark, start) for mark in (b",", b"}", b"]")) if place > 0]
            return data[:start] + dice.choice(_JSON) + data[min(ends, default=len(data)) :]
        case _:
            colons = [place for place in range(len(data) - 1) if data[place : place + 2] == b": "]
            start = dice.choice(colons) + 2
            ends = [place for place in (data.find(mark, start) for mark in (b", ", b"}")) if place > 0]
            return data[:start] + dice.choice(_JSON) + data[min(ends, default=len(data)) :]


def feed_log(data: bytes, folder: Path) -> None:
    """Read a saved game; only a LogError may come of it."""
    file = folder / "fuzz.jsonl"
    file.write_bytes(data)
    try:
        found = record.read(file)
    except LogError:
        return
    _ = found.choices, found.is_closed
    for entry in (found.opened, *found.entries):
        record.to_line(entry)


# --- the run ---------------------------------------------------------------------------------------


def cases(dice: random.Random, inputs: int, folder: Path) -> Iterator[tuple[str, Callable[[], None], Any]]:
    """Yield the kind of each input, what to do with it, and the input itself; only every 250th is a shipped scenario."""
    sample, common, shipped = SAMPLE.encode(), _common(), _shipped()
    snippet = sample[: sample.index(b"powers:")]
    for number in range(inputs):
        if number % 250 == 0:
            whole = dice.choice(shipped)
            data = spliced(whole, dice, sample) if dice.random() < 0.5 else restructured(whole.decode(), dice)
            yield "shipped", lambda data=data: feed_library(data, folder), data  # type: ignore[misc]
            continue
        # A whole file takes fifty times as long as a snippet.
        match dice.choice(_WHOLE) if number % 16 == 1 else 3 + number % 16:
            case 0:
                data = spliced(sample, dice, shipped[0])
                yield "sample", lambda data=data: feed_file(data, common), data  # type: ignore[misc]
            case 1:
                data = restructured(SAMPLE, dice)
                yield "tree", lambda data=data: feed_file(data, common), data  # type: ignore[misc]
            case 2:
                name = dice.choice(COMMON_FILES)
                data = spliced(common[name].data, dice, sample)
                spoiled = {**common, name: File(f"{name}.yaml", data)}
                yield "common", lambda spoiled=spoiled: feed_file(sample, spoiled), data  # type: ignore[misc]
            case 3 | 5 | 6 | 7:
                start = dice.randrange(len(snippet))
                data = spliced(snippet[start : start + dice.randrange(400)], dice, sample)
                yield "snippet", lambda data=data: feed_file(data, common), data  # type: ignore[misc]
            case 8 | 9 | 10:
                data = bytes(dice.choice(_BYTES) for _ in range(dice.randrange(200)))
                yield "bytes", lambda data=data: feed_file(data, common), data  # type: ignore[misc]
            case 11 | 12 | 13 | 14:
                text = random_expression(dice)
                yield "expression", lambda text=text: feed_expression(text), text  # type: ignore[misc]
            case _:
                data = random_log(dice)
                yield "log", lambda data=data: feed_log(data, folder), data  # type: ignore[misc]


def run(inputs: int, seed: int, say: Callable[[str], None] = lambda _text: None) -> Tally:
    """Feed so many inputs and return the figures."""
    tally, dice, base = Tally(), random.Random(seed), 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number, (kind, feed, fed) in enumerate(cases(dice, inputs, Path(folder))):
            start = time.process_time()
            try:
                feed()
            except Exception:
                tally.failures.append(f"--- {kind}, input {number}: {fed[:200]!r}\n{traceback.format_exc(limit=-3)}")
            seconds = time.process_time() - start
            if seconds > SLOWEST:
                tally.failures.append(f"--- {kind}, input {number}: {seconds:.2f} s for {len(fed)} characters: {fed[:200]!r}")
            tally.counts[kind] = tally.counts.get(kind, 0) + 1
            tally.slowest[kind] = max(tally.slowest.get(kind, 0.0), seconds)
            if number == _WARM_UP:
                base = _memory()
            if number % 5000 == 0 and number:
                say(f"{number:,} inputs, {len(tally.failures)} failures, {_memory():.0f} MiB")
    tally.peak = _memory()
    tally.growth = tally.peak - base if base else 0.0
    if tally.growth > MOST_GROWTH:
        tally.failures.append(f"--- memory grew by {tally.growth:.0f} MiB")
    return tally


def _memory() -> float:
    """Return the most memory this process has held, in mebibytes; Linux counts kibibytes, macOS bytes, Windows not at all."""
    try:
        resource: Any = importlib.import_module("resource")
    except ImportError:
        return 0.0
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / (1024.0 * 1024.0 if sys.platform == "darwin" else 1024.0)


def main() -> int:
    """Run from the command line; 1 when anything failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    started = time.perf_counter()
    tally = run(chosen.inputs, chosen.seed, lambda text: print(text, flush=True))
    print(tally)
    print(f"{time.perf_counter() - started:.0f} s")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
