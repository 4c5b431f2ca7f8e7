"""What is typed with another layout's keys: each letter counts by its place, as an American keyboard has it."""

from __future__ import annotations

import locale
import os

_PLACES = "qwertyuiopasdfghjklzxcvbnm"
_LAYOUTS = (
    "йцукенгшщзфывапролдячсмить",  # Russian; the Ukrainian, Bulgarian and Serbian letters it lacks follow
    ";ςερτυθιοπασδφγηξκλζχψωβνμ",  # Greek
    "/'קראטוןםפשדגכעיחלךזסבהנמצ",  # Hebrew
    "ضصثقفغعهخحشسيبلاتنمئءؤرﻻىة",  # Arabic
    "ქწერტყუიოპასდფგჰჯკლზხცვბნმ",  # Georgian
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",  # Korean
)
_OTHERS = {
    "і": "s", "ј": "j", "љ": "q", "њ": "w", "ѕ": "z", "џ": "x", "ў": "o",
    "ی": "d", "ظ": "z", "ط": "x", "ز": "c", "ذ": "b", "د": "n", "پ": "m",
}  # fmt: skip
_LETTERS = {
    typed: place for layout in _LAYOUTS for typed, place in zip(layout, _PLACES, strict=True) if typed.isalpha()
} | _OTHERS  # fmt: skip
_FRENCH = dict(zip("&é\"'(-è_çà", "1234567890", strict=True))
"""The row of figures on a French keyboard without Shift."""
_ONLY_FRENCH = frozenset("&éèçà")
"""Those of them that no other keyboard has where a figure is hit by mistake: an apostrophe lies beside Enter."""


def by_place(word: str) -> str:
    """Return a word as an American keyboard would have typed it with the same keys; what is none of another layout stays."""
    found = "".join(_letter(letter) for letter in word.lower().replace("لا", "ﻻ"))
    return found if found.isascii() else word


def _letter(letter: str) -> str:
    if "ａ" <= letter <= "ｚ":
        return chr(ord(letter) - ord("ａ") + ord("a"))
    return _LETTERS.get(letter, letter)


def figures(text: str) -> str:
    """Return the figures that were meant on a French keyboard without Shift; everything else as it is."""
    if text and all(letter in _FRENCH for letter in text) and (_ONLY_FRENCH.issuperset(text) or _is_french()):
        return "".join(_FRENCH[letter] for letter in text)
    return text


def _is_french() -> bool:
    named = next((value for name in ("LC_ALL", "LC_CTYPE", "LANG") if (value := os.environ.get(name))), locale.getlocale()[0] or "")
    return named.lower().startswith("fr")
