"""Drawing takes any text, fields only what they are for, and letters that the game's fonts lack come from the system's."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.window.access import Ids, describe
from game.window.art import assets
from game.window.kit import letters
from game.window.kit.letters import Letters
from game.window.kit.theme import STYLES, Theme
from game.window.kit.type import Run, Type
from game.window.kit.widget import Text
from game.window.scenes.notice import Notice
from tests.window.conftest import Open
from tests.window.tools import click, key, name_of, widget, write

HOSTILE = {
    "nul": "a\0b",
    "lone surrogate": "a\ud800b",
    "halves in the wrong order": "\udc00\ud800",
    "no width": "\u200b\u200b",
    "joiners": "\u200d\u200c",
    "soft hyphens": "\u00ad",
    "marks on nothing": "\u0301\u0301",
    "directions": "\u202eabc\u2066\u200f",
    "tabs and ends": "a\tb\nc\r\nd\x0b\u2028e",
    "escape": "\x1b]0;title\x07\x1b[31m",
    "a long word": "x" * 5000,
    "a very long word": "x" * 100_000,
    "many words": "ab " * 3000,
    "Chinese": "中文" * 300,
    "Arabic": "العربية كتب",
    "pictures": "😀\U0001f468\u200d\U0001f469",
    "private": "\ue000\U0010ffff",
    "tags": "\U000e0041",
    "empty": "",
    "blank": "   ",
}


@pytest.fixture
def made(window: Open) -> Type:
    """Type for a window."""
    window()
    return Type(Theme(), assets() / "fonts")


@pytest.mark.parametrize("name", HOSTILE)
def test_any_text_is_measured_wrapped_and_drawn(made: Type, name: str) -> None:
    text = HOSTILE[name]
    for style in ("body", "stamp", "doc", "title"):
        assert made.width(text, style) >= 0
        assert made.drawn(text, style, (255, 255, 255)).get_height() > 0
        for width in (1, 40, 400, 10**6):
            lines = made.wrap((Run(text, style),), width)
            assert lines
            assert width < made.width("W", style) or all(line.width <= width for line in lines)


@pytest.mark.parametrize("name", HOSTILE)
def test_any_text_can_stand_on_a_page(window: Open, name: str) -> None:
    made = window()
    made.go(made_notice(made, HOSTILE[name]))
    made.frame()
    assert name_of(made) == "Notice"
    assert made.is_open


def made_notice(made: object, text: str) -> object:
    """Return the move to a page that says a text everywhere it can."""
    from game.window.go import push

    return push(lambda: Notice(made.world, text, text, title=text))  # type: ignore[attr-defined]


def test_what_has_no_width_is_written_out(window: Open) -> None:
    made = window()
    made.go(made_notice(made, "\u200b"))
    made.frame()
    drawn = " ".join(text for item in made.stage.root.walk() for _rect, text in item.pieces)
    assert "\\u200b" in drawn


def test_letters_of_a_system_font_are_drawn_by_it(made: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    own = made._path("mono")
    other = assets() / "fonts" / "IBMPlexSans-Regular.ttf"
    known = Letters()
    monkeypatch.setattr(letters, "system_fonts", lambda: (Path("/no/such/font.ttf"), other))
    monkeypatch.setattr("game.window.kit.type.letters", lambda: known)
    monkeypatch.setattr(known, "has", lambda path, letter: letter != "Ж" or path != own)
    spans = made._spans("aЖb", "mono")
    assert [text for _font, text in spans] == ["a", "Ж", "b"]
    assert spans[1][0] is made._opened(other, STYLES["mono"][1])
    picture = made.drawn("aЖb", "mono", (255, 255, 255))
    assert picture.get_width() == made.width("aЖb", "mono")


def test_a_letter_that_no_font_has_is_a_visible_mark(made: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    known = Letters()
    monkeypatch.setattr(letters, "system_fonts", lambda: ())
    monkeypatch.setattr("game.window.kit.type.letters", lambda: known)
    assert [text for _font, text in made._spans("a中b", "body")] == [f"a{letters.UNKNOWN}b"]
    assert made.drawn("中", "body", (255, 255, 255)).get_bounding_rect().width > 0


def test_the_fonts_of_the_game_have_what_the_game_says(made: Type) -> None:
    for style in STYLES:
        assert len(made._spans("é · “ ” ’ − … – — ñ", style)) == 1


def test_searching_for_letters_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(letters, "system_fonts", lambda: tuple(Path(f"/fonts/{n}.ttf") for n in range(1000)))
    monkeypatch.setattr(letters, "_face", opened.append)
    known = Letters()
    for number in range(200):
        assert known.elsewhere(chr(0x4E00 + number)) is None
    assert len(opened) == letters.ALL_PATIENCE


# --- fields ----------------------------------------------------------------------------------------

FIGURES = {"²": "", "1²3": "13", "١٢": "", "１２": "", "Ⅻ": "", "-1": "1", "1e5": "15", " 7 ": "7", "12\n": "12", "\x001": "1"}


@pytest.mark.parametrize("typed", FIGURES)
def test_the_seed_takes_ascii_figures_only(window: Open, typed: str) -> None:
    made = window()
    key(made, "n")
    click(made, "seed")
    write(made, typed)
    assert widget(made, "seed").value == FIGURES[typed]
    click(made, "go on")
    assert name_of(made) == "Briefing"


def paste(made: object, **about: int) -> None:
    """Press a key of pasting."""
    made.hear(pygame.event.Event(pygame.KEYDOWN, {"unicode": "", "scancode": 0, **about}))  # type: ignore[attr-defined]
    made.hear(pygame.event.Event(pygame.KEYUP, {"scancode": 0, **about}))  # type: ignore[attr-defined]
    made.frame()  # type: ignore[attr-defined]


WAYS = {
    "Ctrl+V": {"key": pygame.K_v, "mod": pygame.KMOD_LCTRL},
    "Cmd+V": {"key": pygame.K_v, "mod": pygame.KMOD_LMETA},
    "Shift+Insert": {"key": pygame.K_INSERT, "mod": pygame.KMOD_LSHIFT},
    "Ctrl and the place of V, in Russian": {"key": ord("м"), "mod": pygame.KMOD_LCTRL, "scancode": pygame.KSCAN_V},
}


@pytest.mark.parametrize("way", WAYS)
def test_paste_works_in_every_field(window: Open, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    made = window()
    monkeypatch.setattr(pygame.scrap, "get_text", lambda: "seed 12²3\n4")
    key(made, "n")
    click(made, "seed")
    paste(made, **WAYS[way])
    assert widget(made, "seed").value == "1234"
    key(made, "escape", "c")
    click(made, "search")
    paste(made, **WAYS[way])
    assert widget(made, "search").value == "seed 12²34"


def test_an_empty_clipboard_is_no_error(window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> str:
        raise pygame.error("nothing there")

    made = window()
    monkeypatch.setattr(pygame.scrap, "get_text", nothing)
    key(made, "n")
    click(made, "seed")
    paste(made, **WAYS["Ctrl+V"])
    assert widget(made, "seed").value == ""


def test_a_page_of_hostile_texts_keeps_its_size(window: Open) -> None:
    made = window()
    texts = [Text(text) for text in HOSTILE.values()]
    for text in texts:
        text.place(made.stage.ui, pygame.Rect(0, 0, 300, text.height(made.stage.ui, 300)))
        text.draw(made.stage.ui, made.surface, None)
        assert all(rect.width <= 300 for rect, _text in text.pieces)


def test_a_screen_reader_is_told_what_can_be_told(window: Open) -> None:
    made = window()
    made.go(made_notice(made, "a\0\ud800\x1b\u200b"))
    made.frame()
    told, _widgets = describe(made.stage.root, Ids())
    for facts in told:
        (facts.label + facts.value + facts.about).encode()
        assert "\x1b" not in facts.label
