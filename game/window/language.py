"""The language of the window: the setting reaches the catalogue of sentences before the first one is said."""

from __future__ import annotations

import os

from game.view import text
from game.window.art import assets

VARIABLE = "PERSONA_LANGUAGE"
_FROM_OUTSIDE = os.environ.get(VARIABLE)
"""What the player's shell asked for; it holds while the setting says nothing."""


def speak(code: str) -> bool:
    """Say everything from now on in a language; without a code, in that of the system. Return whether that is another one."""
    wanted = code or _FROM_OUTSIDE
    if os.environ.get(VARIABLE) == wanted:
        return False
    if wanted:
        os.environ[VARIABLE] = wanted
    else:
        os.environ.pop(VARIABLE, None)
    text._translations.cache_clear()
    return True


def there_are() -> list[str]:
    """Return the codes of the translations that lie in the assets."""
    return sorted(path.parent.parent.name for path in assets().glob(f"locale/*/LC_MESSAGES/{text.DOMAIN}.mo"))


def choices() -> list[tuple[str, str]]:
    """Return what can be chosen, as codes and names: only English where no translation is installed."""
    found = there_are()
    if not found:
        return [("", "English")]
    return [("", text._("as the system")), ("en", "English"), *((code, _own_name(code)) for code in found if code != "en")]


def _own_name(code: str) -> str:
    return NAMES.get(code, code)


NAMES = {"de": "Deutsch", "es": "Español", "fr": "Français", "pl": "Polski", "ru": "Русский", "uk": "Українська"}
"""Languages as their speakers call them."""
