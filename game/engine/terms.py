"""Names the engine owns: powers, decks, ranges of the tracks, the grid."""

from typing import Final, Literal

Power = Literal["us", "russia"]
POWERS: Final[tuple[Power, Power]] = ("us", "russia")

Deck = Literal["spine", "word", "answer", "pool", "news"]
Verb = Literal["talk", "signal", "prepare", "court", "ask"]
WordKind = Literal["reserve", "warning", "promise"]
MailKind = Literal["offer", "demand", "message", "counter"]
MAIL_KINDS: Final[tuple[MailKind, ...]] = ("offer", "demand", "message", "counter")

COUNTERED: Final = float(MAIL_KINDS.index("counter") + 1)
"""The kind of mail, as its row has it, that is one's own paper come back with other terms."""

CARRIES: Final = 0.5
"""The share of the votes above which a clause stands in its strict wording."""

MAX_RESPONSES: Final = 6
"""Most responses an incident may have."""
MAX_TRAY: Final = 16
"""Most cards a tray may have; the index after the last card is Hold."""
TRAY_SHOWN: Final = 4
"""Cards of a tray that are offered in one turn, beside Hold."""
MAX_WORDS: Final = 2
"""Words a power may have open at a time."""
WINDOW_DAYS: Final = 28
"""Length of the window for rungs, talk and rallies, in days."""

ENGINE_VERSION: Final = 3
"""Rises whenever the same log would give other states."""
CHANCE_VERSION: Final = 2
"""Rises whenever the same seed would give other draws or another sweep."""
CHANCE_READ: Final = (1, 2)
"""Versions whose saved games this one plays as they were: in 1 the worlds of a sweep had other, longer seeds, a game the same draws."""

SEED_BITS: Final = 49
"""Bits of a seed that the game gives out: fifteen digits, which spreadsheets (15) and JavaScript (2^53) keep as they are."""
LARGEST_SEED: Final = 2**64 - 1
"""The largest seed that can be asked for; the games of earlier versions have such."""


def other(power: Power) -> Power:
    """Return the power across the table."""
    return "russia" if power == "us" else "us"


LEGISLATURE_READINGS: Final[frozenset[str]] = frozenset({"override", "blocks"})
"""Chances that the vote rules compute: of an override, and whether a review would block an easing (0 or 1)."""

GLOBAL_READINGS: Final[frozenset[str]] = frozenset({"turn", "day", "handed_over"})
"""What an expression may read of the calendar."""
