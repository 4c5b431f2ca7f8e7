"""Saved games under attack: spoiled logs through everything that reads one, plays killed at any moment, disks that refuse.

The default tests make a short run; the long one is `python -m tests.fuzz.attack --logs 5000 --kills 200 --refusals 200`.
"""

from __future__ import annotations

import argparse
import errno
import io
import json
import os
import random
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from game.cli.main import main
from game.errors import GameError, LogError
from game.play.match import Match
from game.play.taking import take_up
from game.record import shelf
from game.record.log import read
from tests.fuzz.fuzz import _JSON, spliced
from tests.record.games import RIVAL, open_picks, play, rules, start, write_scenario
from tests.record.test_kill import killed, picks_of, script

SLOWEST = 1.0
"""Seconds of processor time that one spoiled log may take, whatever is done with it."""
MOST_MEMORY = 200.0
VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 1, 2, 1.0, 1e308, 10**400, "", "us", "x" * 5000, "\0", "\ud800", "\x1b[31m", "../../..", "/etc/passwd",
    [], {}, ["a"], {"us": None, "russia": None}, {"us": 1e400, "russia": -0.0},
)  # fmt: skip


def spoiled(data: bytes, dice: random.Random) -> bytes:
    """Return a log with spoiled bytes, values, keys or lines."""
    lines = data.splitlines(keepends=True)
    number = dice.randrange(len(lines))
    match dice.randrange(6):
        case 0:
            return spliced(data, dice, data)
        case 1:
            record = json.loads(lines[number])
            record[dice.choice([*record, "extra"])] = dice.choice(VALUES)
            lines[number] = json.dumps(record).encode() + b"\n"
        case 2:
            record = json.loads(lines[number])
            name = dice.choice(list(record))
            record[name] = json.loads(dice.choice(lines)).get(name, dice.choice(VALUES))
            lines[number] = json.dumps(record).encode() + b"\n"
        case 3:
            lines[number] = dice.choice(lines) if dice.random() < 0.7 else dice.choice(_JSON) + b"\n"
        case 4:
            lines.insert(number, dice.choice([*lines, b"\n", b"\xef\xbb\xbf", b'{"kind": "undone", "keep": %d}\n' % dice.randrange(9)]))
        case _:
            del lines[number : number + dice.choice((1, 1, 3))]
    return b"".join(lines)


class Attack:
    """A sandbox with saved games, and what went wrong in it."""

    def __init__(self, room: Path, seed: int) -> None:
        self.room, self.dice = room, random.Random(seed)
        self.failures: list[str] = []
        self.slowest, self.counts = 0.0, {"logs": 0, "taken up": 0, "refused": 0, "kills": 0, "refusals": 0}
        self.scenario = write_scenario(room / "mine")
        self.home = room / "home"
        os.environ["PERSONA_HOME"] = str(self.home)
        (self.home / "saves").mkdir(parents=True)
        self.logs = []
        for number, seats in enumerate([{}, {"russia": RIVAL}, {"us": RIVAL}]):
            path = room / f"model-{number}.jsonl"
            match = play(start(path, number, name=str(self.scenario), **seats), number)
            if number == 1:
                match.undo()
            self.logs.append(path.read_bytes())
        self.outside = self.listed()

    def listed(self) -> set[str]:
        """Return everything outside the folder of saved games."""
        saves = self.home / "saves"
        return {str(path) for path in self.room.rglob("*") if saves not in (path, *path.parents)}

    def feed(self, data: bytes, through_command: bool) -> None:
        """List, take up, verify, replay and review one log, and hold each against the others."""
        self.counts["logs"] += 1
        path = self.home / "saves" / "a.jsonl"
        path.write_bytes(data)
        began = time.process_time()
        found = shelf.shelf()[0]
        _ = found.problem, found.turn, found.is_closed, found.log
        verified = self._verify(path, through_command)
        try:
            taken = take_up(path, lambda _opened: rules())
        except GameError:
            self.counts["refused"] += 1
            if verified:
                raise AssertionError("verified and not taken up") from None
            if path.read_bytes() != data:
                raise AssertionError("refused and changed") from None
        else:
            self.counts["taken up"] += 1
            assert isinstance(taken.game, Match)
            game = taken.game
            if not game.is_over:
                play(game, choices=1)
            again = Match.resume(rules(), read(path))
            if again.entries != game.entries:
                raise AssertionError("what is on the disk is not what was played")
            if not verified and not taken.notices and not data.startswith(path.read_bytes()[: len(data) // 2]):
                raise AssertionError("taken up in silence")
        if through_command:
            for words in (("replay", str(path)), ("review", str(path), "--rollouts", "256", "--json")):
                run_here(*words)
        self.slowest = max(self.slowest, time.process_time() - began) if not through_command else self.slowest
        if not through_command and time.process_time() - began > SLOWEST:
            raise AssertionError(f"{time.process_time() - began:.2f} s")

    def _verify(self, path: Path, through_command: bool) -> bool:
        if through_command:
            return run_here("replay", str(path), "--verify") == 0
        try:
            Match.resume(rules(), read(path))
        except GameError:
            return False
        return True

    def spoil(self, count: int) -> None:
        """Feed so many spoiled logs, one in fifty through the real commands."""
        for number in range(count):
            data = spoiled(self.dice.choice(self.logs), self.dice)
            self.watch("log", data, lambda data=data, number=number: self.feed(data, number % 50 == 0))  # type: ignore[misc]
            shutil.rmtree(self.home / "saves")
            (self.home / "saves").mkdir()

    def kill(self, count: int) -> None:
        """Kill so many playing processes at any moment; the disk holds every choice whose following prompt was printed."""
        lines, states = script()
        for number in range(count):
            self.counts["kills"] += 1
            path = self.home / "saves" / f"{number}.jsonl"
            moment = self.dice.randrange(1, len(lines)), self.dice.random() * 0.01

            def feed(path: Path = path, moment: tuple[int, float] = moment) -> None:
                confirmed = killed(self.scenario, path, lines, *moment)
                taken = take_up(path, lambda _opened: rules())
                assert isinstance(taken.game, Match)
                assert picks_of(taken.game) in states[confirmed - 1 : confirmed + 1], "a confirmed choice is lost"
                assert read(path).entries == taken.game.entries

            self.watch("kill", moment, feed)

    def refuse(self, count: int) -> None:
        """Play so many games while the disk refuses now and then, or the file goes away; at the end all is on the disk."""
        for number in range(count):
            self.counts["refusals"] += 1
            self.watch("refusal", number, lambda number=number: self._refused(number))  # type: ignore[misc]

    def _refused(self, number: int) -> None:
        path = self.home / "saves" / f"refused-{number}.jsonl"
        match = start(path, number)
        while not match.is_over:
            pick = self.dice.choice(open_picks(match))
            harm = self.dice.randrange(8)
            if harm == 0 and match.writer is not None:
                match.writer.path.unlink(missing_ok=True)
            elif harm == 1 and match.writer is not None:
                os.truncate(match.writer.path, self.dice.randrange(200)) if match.writer.path.is_file() else None
            if harm in (2, 3, 4):
                with refusing(self.dice.choice(("fsync", "write", "open")), self.dice.choice((errno.ENOSPC, errno.EIO, errno.EACCES))):
                    try:
                        match.choose(pick)
                    except LogError as error:
                        assert "\n" not in str(error)  # noqa: PT017
            else:
                match.choose(pick)
        match.save()
        assert match.writer is not None
        assert read(match.writer.path).entries == match.log().entries, "not all is on the disk"

    def watch(self, kind: str, fed: object, act: Callable[[], None]) -> None:
        """Do something, and note what went wrong: an error that is no sentence, something written elsewhere."""
        try:
            act()
        except Exception:
            self.failures.append(f"--- {kind}: {repr(fed)[:600]}\n{traceback.format_exc(limit=-4)}")
        if self.listed() != self.outside:
            self.failures.append(f"--- {kind}: {repr(fed)[:600]}\nwritten elsewhere: {self.listed() ^ self.outside}")
            self.outside = self.listed()


def run_here(*words: str) -> int:
    """Run the command in this process and return its exit code; a traceback is an exception."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = main(list(words))
    assert code in (0, 1, 2)
    assert "Traceback" not in out.getvalue() + err.getvalue()
    return code


@contextmanager
def refusing(name: str, code: int) -> Iterator[None]:
    """Let a call of the system fail."""
    real = getattr(os, name)

    def refuse(*_args: object, **_kinds: object) -> None:
        raise OSError(code, os.strerror(code))

    setattr(os, name, refuse)
    try:
        yield
    finally:
        setattr(os, name, real)


def memory() -> float:
    """Return the most memory that this process has held, in mebibytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024.0 * 1024.0 if sys.platform == "darwin" else 1024.0)


def attack(logs: int, kills: int, refusals: int, seed: int) -> Attack:
    """Attack with so many of each and return what came of it."""
    before = os.environ.get("PERSONA_HOME")
    try:
        with tempfile.TemporaryDirectory() as room:
            made = Attack(Path(room), seed)
            made.spoil(logs)
            made.kill(kills)
            made.refuse(refusals)
    finally:
        os.environ.pop("PERSONA_HOME") if before is None else os.environ.update(PERSONA_HOME=before)
    return made


def report() -> int:
    """Run from the command line; 1 when anything failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, usual in (("logs", 5000), ("kills", 200), ("refusals", 200), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    chosen = parser.parse_args()
    made = attack(chosen.logs, chosen.kills, chosen.refusals, chosen.seed)
    print(made.counts, f"slowest {made.slowest:.3f} s, memory {memory():.0f} MiB, {len(made.failures)} failures")
    print("\n".join(made.failures[:10]))
    return 1 if made.failures or memory() > MOST_MEMORY else 0


if __name__ == "__main__":
    sys.exit(report())
