"""Keys as the game means them: the letter that was typed where it is one of ours, else the place of the key on the board."""

from __future__ import annotations

import string
import sys

import pygame

FIGURES = "1234567890"
PLACES = {getattr(pygame, f"KSCAN_{letter.upper()}"): ord(letter) for letter in string.ascii_lowercase + FIGURES}
PLACES[pygame.KSCAN_COMMA] = pygame.K_COMMA
"""What an American keyboard has at each place, for the keys that a page may name."""
OURS = frozenset(PLACES.values())
CONTROLS = frozenset({pygame.K_BACKSPACE, pygame.K_TAB, pygame.K_RETURN, pygame.K_ESCAPE, pygame.K_SPACE, pygame.K_DELETE})
NAMED = 1 << 30
"""Set in the codes of keys that type nothing: arrows, function keys, the keypad."""
CHORD = pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META | pygame.KMOD_MODE
"""Held with a key, it is not the key alone that was meant."""
THIRD_LEVEL = pygame.KMOD_MODE | pygame.KMOD_RALT
"""AltGr, as either of its names: the key that gives a letter its third form."""


def meant(event: pygame.event.Event) -> int:
    """Return the key an event means: under a Cyrillic layout the key at the place of C is C, under a French one the key of 1 is 1."""
    key: int = event.key
    if key == pygame.K_KP_ENTER:
        return pygame.K_RETURN
    if key in OURS or key in CONTROLS or key & NAMED:
        return key
    return PLACES.get(getattr(event, "scancode", 0), key)


def place_of(event: pygame.event.Event) -> int:
    """Return what tells one key from another while both are down, whatever the layout is by the time it is let go."""
    return getattr(event, "scancode", 0) or event.key


def is_chord(event: pygame.event.Event) -> bool:
    """Return whether Ctrl, Alt or Super is held with a key."""
    return bool(getattr(event, "mod", 0) & CHORD)


def is_alt_enter(event: pygame.event.Event) -> bool:
    """Return whether a key asks for full screen as other programs do."""
    return bool(event.mod & pygame.KMOD_ALT) and event.key in (pygame.K_RETURN, pygame.K_KP_ENTER)


def writes(event: pygame.event.Event) -> bool:
    """Return whether what a key types may stand in a line of text: AltGr gives letters, Ctrl, Alt and Super give orders."""
    held: int = getattr(event, "mod", 0)
    if held & THIRD_LEVEL:
        return True  # On Windows AltGr is Ctrl and Alt together.
    orders = pygame.KMOD_CTRL | pygame.KMOD_META
    return not held & (orders if sys.platform == "darwin" else orders | pygame.KMOD_ALT)


def is_paste(event: pygame.event.Event) -> bool:
    """Return whether a key asks for what was copied: Ctrl+V, Cmd+V, Shift+Insert, by letter or place of the V."""
    held: int = getattr(event, "mod", 0)
    if held & (pygame.KMOD_CTRL | pygame.KMOD_META) and not held & THIRD_LEVEL:
        return meant(event) == pygame.K_v
    return event.key == pygame.K_INSERT and bool(held & pygame.KMOD_SHIFT)


def clipboard() -> str:
    """Return the text that was copied last, in this program or another; nothing where there is none."""
    try:
        return pygame.scrap.get_text()
    except (pygame.error, UnicodeError, AttributeError):
        return ""
