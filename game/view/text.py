"""The one catalogue of the game's own sentences: gettext, English by default, a translation is a file."""

from __future__ import annotations

import gettext
import os
from functools import cache

from game import paths

DOMAIN = "persona"


@cache
def _translations() -> gettext.NullTranslations:
    language = os.environ.get("PERSONA_LANGUAGE")
    return gettext.translation(DOMAIN, paths.assets_dir() / "locale", languages=[language] if language else None, fallback=True)


def _(message: str) -> str:
    """Return a sentence of the game in the player's language."""
    return _translations().gettext(message)


def count(one: str, many: str, number: int) -> str:
    """Return the form of a sentence that fits a number, which stands in it as {n}."""
    return _translations().ngettext(one, many, number).replace("{n}", str(number))


def number(value: float, places: int = 1, sign: bool = False) -> str:
    """Return a number with a true minus sign."""
    text = f"{value:+.{places}f}" if sign else f"{value:.{places}f}"
    if float(text) == 0:
        text = text.lstrip("+-")
    return text.replace("-", "\N{MINUS SIGN}")


def sentence(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def date(iso: str) -> str:
    """Return a date of a scenario as a reader says it: Friday 30 December 2016."""
    import datetime

    day = datetime.date.fromisoformat(iso)
    return f"{_(WEEKDAYS[day.weekday()])} {day.day} {_(MONTHS[day.month - 1])} {day.year}"


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
