"""Letters and figures of other keyboards, typed into the terminal game."""

from __future__ import annotations

import pytest

from game.play.match import Match
from game.terminal.layout import by_place, figures
from game.terminal.page import is_leaving, whole_number
from tests.record.games import rules
from tests.terminal.talk import talk

WORDS = {
    "ru": ("г", "ц", "ь", "ф", "с", "д", "и", "к", "й", "е", "р"),
    "uk": ("г", "ц", "ь", "ф", "с", "д", "и", "к", "й", "е", "р"),
    "gr": ("θ", "ς", "μ", "α", "ψ", "λ", "β", "ρ", None, "τ", "η"),
    "il": ("ו", None, "צ", "ש", "ב", "ך", "נ", "ר", None, "א", "י"),
    "ar": ("ع", "ص", "ة", "ش", "ؤ", "م", "لا", "ق", "ض", "ف", "ا"),
}
"""What the keys of u, w, m, a, c, l, b, r, q, t and h type; None where that is no letter."""


@pytest.mark.parametrize("layout", WORDS)
def test_a_letter_counts_by_its_place(layout: str) -> None:
    for typed, wanted in zip(WORDS[layout], "uwmaclbrqth", strict=True):
        assert typed is None or by_place(typed) == wanted


@pytest.mark.parametrize("word", ["u", "quit", "room", "", "t", "привет!", "комната 3", "ß", "é", "²"])
def test_what_is_no_key_of_ours_stays_as_typed(word: str) -> None:
    assert by_place(word) == word or by_place(word).isascii()


def test_leaving_works_on_any_keyboard() -> None:
    assert all(map(is_leaving, ("q", "Q", "й", "Й", "ض", "йгше", "ｑ")))
    assert not any(map(is_leaving, ("", "п", "1")))


@pytest.mark.parametrize(("typed", "number"), [("3", 3), ("é", 2), ("&", 1), ("&à", 10), ("²", None), ("'", None), ("-", None)])
def test_figures_of_other_keyboards(monkeypatch: pytest.MonkeyPatch, typed: str, number: int | None) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    assert whole_number(typed) == number


def test_a_french_row_counts_whole_where_french_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_CTYPE", raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert [figures(letter) for letter in "&é\"'(-è_çà"] == list("1234567890")


def test_a_game_obeys_a_russian_keyboard() -> None:
    match = Match.start(rules(), {"us": "human", "russia": "rival"}, 1)
    done = talk(match, "1\nг\nц\nь\nй\n")
    assert "is not a choice" not in done.page
    assert "Taken back" in done.page
    assert done.left
    assert not match.log().choices


def test_what_is_no_choice_is_told_as_it_was_typed() -> None:
    done = talk(Match.start(rules(), {"us": "human", "russia": "rival"}, 1), "жаба\n")
    assert "'жаба' is not a choice here" in done.flat
