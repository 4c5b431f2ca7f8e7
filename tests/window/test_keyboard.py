"""Keys of other layouts, keys held together, and what a key that is an order does not write."""

from __future__ import annotations

import pygame
import pytest

from game.window.keyboard import CHORD, OURS, PLACES, meant
from tests.window.conftest import Open
from tests.window.test_moment import tap
from tests.window.tools import LONG, click, key, look, name_of, shown, sit_down, widget, write

RUSSIAN, GREEK, HEBREW = "йцукенгшщзфывапролдячсмить", ";ςερτυθιοπασδφγηξκλζχψωβνμ", "/'קראטוןםפשדגכעיחלךזסבהנמצ"
ROW = "qwertyuiopasdfghjklzxcvbnm"
FRENCH = "&é\"'(-è_çà"


def place(letter: str) -> int:
    """Return the place of a letter on an American keyboard."""
    return next(scancode for scancode, code in PLACES.items() if code == ord(letter))


@pytest.mark.parametrize("layout", [RUSSIAN, GREEK, HEBREW])
def test_a_letter_of_another_script_counts_by_its_place(layout: str) -> None:
    for typed, wanted in zip(layout, ROW, strict=True):
        event = pygame.event.Event(pygame.KEYDOWN, key=ord(typed), scancode=place(wanted))
        assert meant(event) == ord(wanted)


def test_figures_of_a_french_keyboard_count_without_shift() -> None:
    for typed, wanted in zip(FRENCH, "1234567890", strict=True):
        assert meant(pygame.event.Event(pygame.KEYDOWN, key=ord(typed), scancode=place(wanted))) == ord(wanted)


@pytest.mark.parametrize("code", sorted(OURS))
def test_a_letter_of_ours_counts_as_typed_wherever_it_lies(code: int) -> None:
    assert meant(pygame.event.Event(pygame.KEYDOWN, key=code, scancode=pygame.KSCAN_Q)) == code
    assert meant(pygame.event.Event(pygame.KEYDOWN, key=code)) == code


@pytest.mark.parametrize("code", [pygame.K_F1, pygame.K_UP, pygame.K_ESCAPE, pygame.K_TAB, pygame.K_SPACE, pygame.K_KP1])
def test_keys_that_type_nothing_are_what_they_are(code: int) -> None:
    assert meant(pygame.event.Event(pygame.KEYDOWN, key=code, scancode=pygame.KSCAN_Q)) == code


def test_the_title_obeys_a_russian_keyboard(window: Open) -> None:
    made = window()
    for typed, wanted, kind in (("т", "n", "Choose"), ("д", "l", "Records"), ("с", "c", "CodexScene"), ("б", ",", "SettingsScene")):
        look(made)
        tap(made, ord(typed), scancode=place(wanted))
        assert name_of(made) == kind
        key(made, "escape")


def test_a_desk_obeys_a_french_keyboard(window: Open) -> None:
    made = window()
    sit_down(made, LONG, "russia")
    key(made, "return")
    for typed, wanted in (("é", 2), ('"', 3), ("&", 1)):
        tap(made, ord(typed), scancode=place(str(wanted)))
        assert made.scene.card == wanted  # type: ignore[attr-defined]


@pytest.mark.parametrize("held", [pygame.KMOD_LCTRL, pygame.KMOD_RCTRL, pygame.KMOD_LALT, pygame.KMOD_RALT, pygame.KMOD_LMETA])
def test_with_another_key_held_single_keys_do_nothing(window: Open, held: int) -> None:
    assert held & CHORD
    made = window()
    session = sit_down(made, LONG, "russia")
    key(made, "return", "1")
    look(made)
    scene, before = made.scene, shown(made)
    for code in (*b"1234567890nwrmlfhuoc,", pygame.K_F1, pygame.K_F2, pygame.K_F6, pygame.K_ESCAPE, pygame.K_SPACE, pygame.K_TAB):
        tap(made, code, mod=held)
    if not held & pygame.KMOD_ALT:
        tap(made, pygame.K_RETURN, mod=held)
    assert made.is_open
    assert made.scene is scene
    assert shown(made) == before
    assert [choice.power for choice in session.match.log().choices].count("russia") == 0


@pytest.mark.parametrize("locked", [pygame.KMOD_NUM, pygame.KMOD_CAPS, pygame.KMOD_NUM | pygame.KMOD_CAPS])
def test_locks_are_not_held(window: Open, locked: int) -> None:
    made = window()
    look(made)
    tap(made, pygame.K_n, mod=locked)
    assert name_of(made) == "Choose"


@pytest.mark.parametrize("code", [pygame.K_RETURN, pygame.K_KP_ENTER])
def test_alt_and_enter_is_full_screen(window: Open, code: int) -> None:
    made = window()
    sit_down(made, LONG, "russia")
    for wanted in (True, False):
        tap(made, code, mod=pygame.KMOD_LALT)
        assert made.world.settings.full_screen is wanted
    assert made.scene.is_morning  # type: ignore[attr-defined]


# --- what is written -------------------------------------------------------------------------------


def type_letter(window_key: str) -> list[pygame.event.Event]:
    """Return the events of one letter, as a keyboard sends them."""
    code = ord(window_key)
    return [
        pygame.event.Event(pygame.KEYDOWN, key=code, mod=0, unicode=window_key),
        pygame.event.Event(pygame.TEXTINPUT, text=window_key),
        pygame.event.Event(pygame.KEYUP, key=code, mod=0),
    ]


def test_the_key_that_opens_a_page_is_not_written_on_it(window: Open) -> None:
    made = window()
    look(made)
    for event in type_letter("c"):
        made.hear(event)
        made.frame()
    assert name_of(made) == "CodexScene"
    assert widget(made, "search").value == ""
    for letter in "ca":
        for event in type_letter(letter):
            made.hear(event)
    assert widget(made, "search").value == "ca"


def test_a_key_still_held_from_the_page_before_writes_nothing(window: Open) -> None:
    made = window()
    look(made)
    down, text, up = type_letter("c")
    made.hear(down)
    made.frame()
    for _repeat in range(3):
        made.hear(down)
        made.hear(text)
    assert widget(made, "search").value == ""
    made.hear(type_letter("a")[0])
    made.hear(type_letter("a")[1])
    made.hear(up)
    assert widget(made, "search").value == "a"


def test_letters_of_the_third_level_are_written_and_orders_are_not(window: Open) -> None:
    made = window()
    key(made, "n")
    click(made, "seed")
    for held, is_written in ((pygame.KMOD_RALT, True), (pygame.KMOD_MODE, True), (pygame.KMOD_LCTRL, False), (pygame.KMOD_LMETA, False)):
        before = widget(made, "seed").value
        made.hear(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_2, mod=held, unicode="2"))
        made.hear(pygame.event.Event(pygame.TEXTINPUT, text="2"))
        made.hear(pygame.event.Event(pygame.KEYUP, key=pygame.K_2, mod=held))
        made.frame()
        assert (widget(made, "seed").value != before) == is_written


def test_text_that_comes_without_a_key_is_written(window: Open) -> None:
    made = window()
    key(made, "c")
    write(made, "hotline")
    assert widget(made, "search").value == "hotline"
