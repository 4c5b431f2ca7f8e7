"""How large the window opens and where; what becomes of a broken settings file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from game import paths
from game.window.frame import LEAST, kept_place, kept_size, usual_size
from game.window.kit.theme import automatic_scale
from game.window.settings import Settings, load
from tests.window.conftest import Start
from tests.window.xserver import Server, missing, until

DESKTOPS = {(640, 480): (640, 480), (800, 600): (800, 600), (912, 512): (912, 512), (1366, 768): (1280, 720), (1920, 1080): (1280, 720)}


@pytest.mark.parametrize("desktop", DESKTOPS)
def test_the_window_is_no_larger_than_the_desktop(desktop: tuple[int, int]) -> None:
    assert usual_size(desktop) == DESKTOPS[desktop]


@pytest.mark.parametrize("desktop", [(3840, 2160), (5120, 2880), (3440, 1440), (2560, 1440), (2160, 3840)])
def test_on_a_large_desktop_the_window_is_a_share_of_it(desktop: tuple[int, int]) -> None:
    wide, tall = usual_size(desktop)
    assert 0.6 <= max(wide / desktop[0], tall / desktop[1]) <= 0.7
    assert wide <= desktop[0]
    assert tall <= desktop[1]
    assert automatic_scale(wide, tall) >= 1.0
    if desktop == (3840, 2160):
        assert automatic_scale(wide, tall) == 2.0


def test_a_kept_size_and_place_fit_a_desktop_that_shrank() -> None:
    assert kept_size((1500, 900), (1920, 1080)) == (1500, 900)
    assert kept_size((3000, 2000), (1280, 800)) == (1280, 800)
    assert kept_size((5, -7), (1920, 1080)) == LEAST
    assert kept_place((2500, 1300), (1280, 720), [(1920, 1080)]) == (640, 360)
    assert kept_place((-900, -20), (1280, 720), [(1920, 1080)]) == (0, 0)
    assert kept_place((9000, 0), (1280, 720), [(1920, 1080), (1920, 1080)]) is None
    assert kept_place((2000, 100), (1280, 720), [(1920, 1080), (1920, 1080)]) == (2000, 100)


@pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}")
def test_size_and_place_are_remembered_and_f11_comes_back_to_them(server: Server, start: Start) -> None:
    program = start()

    def lies(where: str) -> bool:
        return where in server.do("getwindowgeometry", "--shell", program.window)

    mine = "X=300\nY=200\nWIDTH=1000\nHEIGHT=700\n"
    server.do("windowmove", program.window, "300", "200", "windowsize", program.window, "1000", "700")
    until(lambda: lies(mine), "the window is not moved")
    for _time in range(2):
        program.press("F11")
        until(lambda: lies("X=0\nY=0\nWIDTH=1920\nHEIGHT=1080\n"), "not the whole screen")
        program.press("F11")
        until(lambda: lies(mine), "not back")
    program.press("q")
    assert program.wait() == 0
    assert program.end() == ""
    assert (load_from(program.home).size, load_from(program.home).place) == ((1000, 700), (300, 200))


def load_from(home: Path) -> Settings:
    """Return the settings in a home."""
    kept = os.environ.get("PERSONA_HOME")
    os.environ["PERSONA_HOME"] = str(home)
    try:
        return load()
    finally:
        if kept is None:
            del os.environ["PERSONA_HOME"]
        else:
            os.environ["PERSONA_HOME"] = kept


# --- settings --------------------------------------------------------------------------------------

FULL = {"text": 1.5, "colour_blind": True, "size": [1000, 700], "place": [10, 20], "language": "en"}
NUMBERS = {"text": "1" + "0" * 399, "scale": "NaN", "volume": "-Infinity"}


def test_a_byte_order_mark_and_empty_lines_are_no_fault(home: Path) -> None:
    home.mkdir(parents=True)
    paths.settings_file().write_bytes(b"\xef\xbb\xbf" + json.dumps(FULL).encode() + b"\r\n\n")
    found = load()
    assert found == Settings(text=1.5, colour_blind=True, size=(1000, 700), place=(10, 20), language="en")
    assert found.problem == ""


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_beyond_all_bounds(home: Path, name: str) -> None:
    home.mkdir(parents=True)
    paths.settings_file().write_text(f'{{"{name}": {NUMBERS[name]}, "colour_blind": true}}', encoding="utf-8")
    assert load() == Settings(colour_blind=True, **{"text": {"text": 2.0}, "volume": {"volume": 0.0}}.get(name, {}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "large", "colour_blind": 1, "volume": [1], "language": 7, "size": [1], "place": "here", "scale": True},
        {"size": [1.5, 2], "place": [True, 1], "language": "../../etc", "figures": None},
        {"size": [10**400, 3], "place": [1, 2, 3], "language": "\ud800", "problem": "mine", "unknown": {}},
        {"language": "x" * 5000, "size": {"0": 1}, "place": [[], []]},
    ],
)
def test_values_of_the_wrong_kind_are_as_if_nobody_had_set_them(home: Path, wrong: dict[str, object]) -> None:
    home.mkdir(parents=True)
    paths.settings_file().write_text(json.dumps(wrong), encoding="utf-8")
    found = load()
    assert found == Settings()
    assert found.problem == ""


UNREADABLE = {
    "nested": b"[" * 60000,
    "huge": b"[" + b"0," * 200_000 + b"0]",
    "no text": b"\xff\xfe\x00\x01",
    "no list of settings": b"[1, 2]",
    "cut": b'{"text": 1.5,',
    "a number of 5,000 digits": b'{"text": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_that_cannot_be_read_is_said_and_kept(home: Path, kind: str) -> None:
    home.mkdir(parents=True)
    path = paths.settings_file()
    path.write_bytes(UNREADABLE[kind])
    found = load()
    assert found == Settings()
    assert str(path) in found.problem
    found.save()
    assert load() == Settings()
    assert path.with_name(f"{path.name}.unread").read_bytes() == UNREADABLE[kind]
    found.save()
    assert path.with_name(f"{path.name}.unread").read_bytes() == UNREADABLE[kind]


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "loop"])
def test_what_is_no_file_is_said_and_left_alone(home: Path, kind: str) -> None:
    home.mkdir(parents=True)
    path = paths.settings_file()
    {
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
        "device": lambda: path.symlink_to("/dev/zero"),
        "loop": lambda: path.symlink_to(path),
    }[kind]()
    found = load()
    assert found == Settings()
    assert found.problem
    found.save()
    assert path.is_dir() or path.is_fifo() or path.is_symlink()
