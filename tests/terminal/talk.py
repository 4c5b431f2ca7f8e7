"""A conversation with the terminal game: lines typed, and what stood on the page."""

from __future__ import annotations

import io
from dataclasses import dataclass

from game.play.match import Match
from game.terminal.app import Game
from game.terminal.page import Left, Page

ENDED = "t and a number plays on from that turn"
PROMPT = "Choose a number, or ? for help:"


@dataclass(frozen=True)
class Talk:
    """What came of a conversation: the page, the game, whether the player left before its end."""

    page: str
    match: Match
    left: bool

    @property
    def answers(self) -> list[str]:
        """What was printed after each line typed at a prompt of the game, prompts taken away."""
        return self.page.split(PROMPT)[1:]

    @property
    def flat(self) -> str:
        """The page as one line, for sentences that were wrapped."""
        return " ".join(self.page.split())


def talk(match: Match, lines: str, numbers: bool = False) -> Talk:
    """Type lines into a game until they run out or the game is left."""
    out, left = io.StringIO(), False
    try:
        Game(Page(io.StringIO(lines), out), match, numbers).play()
    except Left:
        left = True
    return Talk(out.getvalue(), match, left)


def anything(lines: int = 400) -> str:
    """Return lines that play any game to its end: sooner or later one names an open choice."""
    return "".join(f"{number % 6 + 1}\n" for number in range(lines))


def too_wide(page: str, width: int = 80) -> list[str]:
    """Return the lines of a page that do not fit."""
    return [line for line in page.split("\n") if len(line) > width]
