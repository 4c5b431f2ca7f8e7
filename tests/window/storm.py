"""A window game in a storm: random keys, clicks, resizes and closings on a real X server, in any layout of keyboard.

`python -m tests.window.storm --minutes 10 --layout ru --seed 1` prints what went wrong, if anything did, and ends with 1 then.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from game.errors import GameError
from game.record.log import read
from tests.window.xserver import ROOT, Server, missing, until

CLASS = "persona-non-grata"
WATCHED = ROOT / "tests" / "window" / "watched.py"
"""Run as a file: the package of these tests asks for a driver without a screen."""
PLACES = dict(zip("qwertyuiop", range(24, 34), strict=True)) | dict(zip("asdfghjkl", range(38, 47), strict=True))
PLACES |= dict(zip("zxcvbnm", range(52, 59), strict=True)) | dict(zip("1234567890", range(10, 20), strict=True))
PLACES |= {
    ",": 59,
    "return": 36,
    "escape": 9,
    "tab": 23,
    "space": 65,
    "backspace": 22,
    "delete": 119,
    "f1": 67,
    "f2": 68,
    "f6": 72,
    "f11": 95,
}
PLACES |= {"up": 111, "down": 116, "left": 113, "right": 114, "page up": 112, "page down": 117, "home": 110, "end": 115, "left of 1": 49}
PLACES |= {"ctrl": 37, "alt": 64, "shift": 50, "super": 133, "altgr": 108, "insert": 118, "keypad enter": 104, "keypad 1": 87}
"""Places on the board by what an American keyboard has there, as an X server counts them: no layout changes what is pressed."""
PLAYING = ["return"] * 9 + list("1234") * 2 + ["tab", "space", "up", "down", "left", "right", "escape", "2", "3"]
ANY = [name for name in PLACES if name not in ("q", "ctrl", "alt", "shift", "super", "altgr", "f11")]
SIZES = ((640, 480), (800, 600), (912, 512), (960, 600), (1024, 768), (1280, 720), (1366, 768), (1600, 900), (1920, 1080), (300, 200))
CALM = 0.4
"""Seconds a person takes to see a page before the next key, on some of the strokes: else every key would come too soon."""


class Storm:
    """One home, one server, and windows that are opened and closed in it."""

    def __init__(self, server: Server, home: Path, layout: str, seed: int) -> None:
        self.server, self.home = server, home
        self.report = home / "watched.jsonl"
        self.problems: list[str] = []
        self.done: Counter[str] = Counter()
        self._dice = random.Random(seed)
        self._process: subprocess.Popen[bytes] | None = None
        self._window = ""
        self._size = (1280, 720)
        home.mkdir(parents=True, exist_ok=True)
        subprocess.run(["setxkbmap", "-display", server.display, layout], check=True, stderr=subprocess.DEVNULL)

    # --- a window ------------------------------------------------------------------------------

    def open(self) -> None:
        """Start the program and wait for its window."""
        words = [sys.executable, str(WATCHED), str(self.report)]
        environment = self.server.environment() | {"PERSONA_HOME": str(self.home), "SDL_AUDIODRIVER": "dummy", "PYTHONPATH": str(ROOT)}
        with (self.home / "stderr.txt").open("ab") as said:
            self._process = subprocess.Popen(words, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        self._window = until(self._found, "no window came", 60)
        self.server.do("windowfocus", self._window)
        self.done["opened"] += 1

    def _found(self) -> str:
        return self.server.do("search", "--onlyvisible", "--class", CLASS).strip()

    def close(self, how: str) -> None:
        """Close the window by its cross, by its key, by a kill; and look at what is left."""
        assert self._process is not None
        if how == "kill":
            self._process.kill()
        elif how == "term":
            self._process.terminate()
        elif self._process.poll() is None:
            self.server.ask_to_close(self._window)
        try:
            code = self._process.wait(30)
            if how == "cross" and code != 0:
                self.problems.append(f"it ended with {code}")
        except subprocess.TimeoutExpired:
            self.problems.append(f"the window does not close on {how}")
            self._process.kill()
            self._process.wait()
        self.done[how] += 1
        self._look()

    def _look(self) -> None:
        """Hold what the process left behind against what has to be there."""
        said = (self.home / "stderr.txt").read_text(encoding="utf-8", errors="replace")
        if said.strip():
            self.problems.append(f"it said: {said[-2000:]}")
            (self.home / "stderr.txt").write_text("", encoding="utf-8")
        for details in (self.home / "faults").glob("*"):
            self.problems.append(details.read_text(encoding="utf-8"))
            details.unlink()
        last: dict[str, list[str]] = {}
        for line in self.report.read_text(encoding="utf-8").splitlines() if self.report.exists() else []:
            told = json.loads(line)
            if told["kind"] == "choices":
                last[told["path"]] = told["picks"]
            elif told["kind"] == "page":
                self.done[told["scene"]] += 1
            else:
                self.problems.append(line)
        self.report.unlink(missing_ok=True)
        for path, picks in last.items():
            self._hold(Path(path), picks)

    def _hold(self, path: Path, picks: list[str]) -> None:
        if not path.exists():
            self.done["deleted"] += 1
            return
        try:
            kept = [choice.pick for choice in read(path).choices]
        except GameError as error:
            self.problems.append(f"{path.name} cannot be read: {error}")
            return
        self.done["choices"] += len(picks)
        if kept[: len(picks)] != picks:
            self.problems.append(f"{path.name} has {kept}, confirmed were {picks}")

    # --- hands ---------------------------------------------------------------------------------

    def blow(self) -> None:
        """Do something at random."""
        dice, roll = self._dice, self._dice.random()
        if roll < 0.45:
            self._press(dice.choice(PLAYING))
        elif roll < 0.60:
            self._press(dice.choice(ANY))
        elif roll < 0.64:
            held = dice.choice(["ctrl", "alt", "shift", "super", "altgr"])
            self._do("keydown", str(PLACES[held]), "key", str(PLACES[dice.choice(ANY)]), "keyup", str(PLACES[held]))
        elif roll < 0.84:
            self._click(dice.choice([1, 1, 1, 2]))
        elif roll < 0.90:
            self._do("mousemove", *self._spot(), "click", "--repeat", str(dice.randint(1, 5)), dice.choice("45"))
        elif roll < 0.92:
            self._do("mousemove", *self._spot(), "mousedown", "1", "mousemove", *self._spot(), "mouseup", "1")
        elif roll < 0.95:
            self._size = dice.choice(SIZES)
            self._do("windowsize", self._window, *map(str, self._size), "windowmove", self._window, "0", "0")
        elif roll < 0.96:
            self._press("f11")
        elif roll < 0.97:
            self._press("escape")
            self._press("escape")
        if dice.random() < 0.35:
            time.sleep(CALM)

    def _press(self, name: str) -> None:
        self._do("key", str(PLACES[name]))

    def _click(self, times: int) -> None:
        self._do("mousemove", *self._spot(), "click", "--repeat", str(times), "--delay", "80", "1")

    def _spot(self) -> tuple[str, str]:
        wide, tall = self._size
        # The buttons that lead on lie at the foot, to the right.
        if self._dice.random() < 0.3:
            return str(wide - self._dice.randint(20, 200)), str(tall - self._dice.randint(8, 40))
        return str(self._dice.randint(0, wide - 1)), str(self._dice.randint(0, tall - 1))

    def _do(self, *words: str) -> None:
        self.done["strokes"] += 1
        self.server.do(*words)

    def rage(self, seconds: float) -> None:
        """Open windows, storm in them and close them, for some seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.open()
            life = time.monotonic() + self._dice.uniform(6, 30)
            while time.monotonic() < min(life, end):
                assert self._process is not None
                if self._process.poll() is not None:
                    break
                self.blow()
            self.close(self._dice.choice(["cross", "cross", "kill", "term"]))


def main() -> int:
    """Run a storm as the command line says, print what came of it, and return 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--layout", default="us")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    wish = parser.parse_args()
    lacking = missing()
    if lacking:
        print(f"not installed: {lacking}")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        try:
            storm = Storm(server, Path(folder) / "home", wish.layout, wish.seed)
            storm.rage(60 * wish.minutes)
        finally:
            server.close()
    print(f"layout {wish.layout}, seed {wish.seed}, {wish.minutes:g} minutes: {dict(storm.done)}")
    for problem, times in Counter(storm.problems).items():
        print(f"--- {times} times:\n{problem}")
    return 1 if storm.problems else 0


if __name__ == "__main__":
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    sys.exit(main())
