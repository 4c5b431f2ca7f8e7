"""Real keys under real layouts: the keys at the places of N, C and the rest, in Russian, Greek, Hebrew and French."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest

from game.record.log import read
from tests.window.conftest import Start
from tests.window.xserver import Program, Server, until

CODES = {"n": "57", "c": "54", "f": "41", "1": "10", "2": "11", "3": "12", "return": "36", "escape": "9"}
"""X's numbers of keys on a usual board, by what is printed on an American one."""
ALT_GR = "108"
HELD = ("Control_L", "Alt_L", "Super_L")


@pytest.fixture(autouse=True)
def american(server: Server) -> Iterator[None]:
    """Leave the keyboard of the server as it was."""
    if shutil.which("setxkbmap") is None:
        pytest.skip("not installed: setxkbmap (apt-get install x11-xkb-utils)")
    yield
    lay(server, "us")


def lay(server: Server, layout: str) -> None:
    """Give the server's keyboard another layout."""
    subprocess.run(["setxkbmap", layout], env=server.environment(), check=True)


def press(program: Program, *names: str) -> None:
    """Press keys by where they lie, each once the picture rests, until it changes."""
    for name in names:
        still(program)
        before = program.picture().copy()
        program.server.do("key", "--delay", "0", CODES[name])
        until(lambda before=before: bool((program.picture() != before).any()), f"nothing happens after {name}")  # type: ignore[misc]
    still(program)


def still(program: Program) -> None:
    """Wait until the picture stays what it is."""
    seen = [program.picture().copy()]

    def is_still() -> bool:
        program.server.do("sleep", "0.5")
        seen.append(program.picture().copy())
        return bool((seen[-1] == seen[-2]).all())

    until(is_still, "the picture never rests")


@pytest.mark.parametrize("layout", ["ru", "gr", "il", "fr"])
def test_a_game_is_begun_and_a_choice_made_under_any_layout(start: Start, layout: str) -> None:
    program = start()
    lay(program.server, layout)
    press(program, "n", "return", "return", "return")
    until(program.logs, "no game was begun")
    press(program, "2", "3", "1")
    (path,) = program.logs()
    before = len(read(path).choices)
    for modifier in HELD:
        program.server.do("keydown", modifier, "key", CODES["2"], "key", CODES["f"], "keyup", modifier)
    still(program)
    press(program, "f")
    assert len(read(path).choices) == before


def test_what_alt_gr_types_is_written(start: Start) -> None:
    program = start()
    lay(program.server, "fr")
    press(program, "c")
    before = program.picture().copy()
    program.server.do("keydown", ALT_GR, "key", CODES["3"], "keyup", ALT_GR)
    until(lambda: bool((program.picture() != before).any()), "nothing is written")
    press(program, "c")
