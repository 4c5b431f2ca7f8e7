"""The title page of the terminal game: continue, begin, choose crisis, seat and mandate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from game.engine.terms import Power
from game.record.shelf import Saved
from game.terminal.layout import by_place
from game.terminal.page import Left, Page, is_leaving, whole_number
from game.view.shelf import MANY, Asked, listed
from game.view.text import _


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of scenarios; one that cannot be played says why in `problem`."""

    id: str
    title: str
    subtitle: str
    path: Path
    problem: str = ""


def choose(page: Page, question: str, lines: Sequence[str], default: int = 1) -> int:
    """Return the 1-based number of the line a player chooses; Enter takes the default."""
    for number, line in enumerate(lines, start=1):
        page.text(f"{number}. {line}", 0, 3)
    while True:
        answer = page.ask(_("{question} (Enter: {default})").format(question=question, default=default))
        if not answer:
            return default
        if is_leaving(answer):
            raise Left
        wanted = whole_number(answer)
        if wanted is not None and 1 <= wanted <= len(lines):
            return wanted
        page.text(_("Expected a number from 1 to {n}.").format(n=len(lines)))


def title(page: Page, saved: Saved | None, is_campaign: Asked) -> str:
    """Draw the title page and return what is wanted: continue, new, saved, or quit."""
    page.heading("PERSONA NON GRATA")
    page.text(_("A game of crisis diplomacy. You sit in Washington or Moscow; the other capital has just moved."))
    page.line()
    wants, lines = [], []
    if saved is not None and saved.glance is not None:
        wants.append("continue")
        lines.append(_("Continue: {name}").format(name=listed(saved, is_campaign).name))
    wants += ["new", "saved", "quit"]
    lines += [_("Begin a new crisis"), _("Saved games"), _("Leave")]
    return wants[choose(page, _("What will it be?"), lines) - 1]


def crisis(page: Page, entries: Sequence[Listed]) -> Listed | None:
    """Let the player choose a crisis; broken files are listed with their first problem."""
    page.heading(_("Choose a crisis"))
    lines = [f"{entry.title}: {entry.subtitle}" if not entry.problem else f"{entry.title}: {entry.problem}" for entry in entries]
    playable = next((number for number, entry in enumerate(entries, start=1) if not entry.problem), None)
    if playable is None:
        page.items(lines)
        page.text(_("No scenario can be played. `persona lint` says what is wrong with each."))
        return None
    while True:
        entry = entries[choose(page, _("Which one?"), lines, playable) - 1]
        if not entry.problem:
            return entry
        page.text(_("That one cannot be played yet. `persona lint {path}` says all that is wrong with it.").format(path=entry.path))


def seat(page: Page, seats: Sequence[tuple[Power, str]]) -> Power | None:
    """Let the player choose a seat; None stands for both, two players at one machine."""
    page.heading(_("Choose a seat"))
    lines = [line for _power, line in seats] + [_("Both: two players at this keyboard")]
    number = choose(page, _("Where do you sit?"), lines)
    return seats[number - 1][0] if number <= len(seats) else None


def mandate(page: Page, names: Sequence[str], shown: Callable[[int], None]) -> int:
    """Show the briefing under the first mandate; the player begins or changes it. Return its 0-based number."""
    number = 0
    shown(number)
    while page.interactive:
        answer = page.ask(_("Enter begins; m changes the mandate:"))
        if is_leaving(answer):
            raise Left
        if by_place(answer.lower()) != "m":
            break
        number = choose(page, _("Which mandate?"), names, number + 1) - 1
        shown(number)
    return number


def shelf(page: Page, games: Sequence[Saved], is_campaign: Asked) -> Saved | None:
    """Let the player choose a saved game; unreadable ones say why."""
    page.heading(_("Saved games"))
    if not games:
        page.text(_("There are none yet."))
        return None
    chosen = games[_pick(page, games, is_campaign) - 1]
    if chosen.glance is None:
        page.text(chosen.problem)
        return None
    return chosen


def _pick(page: Page, games: Sequence[Saved], is_campaign: Asked) -> int:
    """Return the 1-based number of the game a player chooses; the newest are listed first, the others on demand."""
    shown = 0
    while True:
        for number, saved in enumerate(games[shown : shown + MANY], start=shown + 1):
            page.text(f"{number}. {listed(saved, is_campaign).line}", 0, 3)
        shown = min(len(games), shown + MANY)
        question = _("Which one? (Enter: 1)")
        if shown < len(games):
            page.text(_("{shown} of {all} games are listed.").format(shown=shown, all=len(games)))
            question = _("Which one? (Enter: 1, m: more)")
        while True:
            answer = page.ask(question)
            wanted = whole_number(answer or "1")
            if is_leaving(answer):
                raise Left
            if by_place(answer.lower()) == "m" and shown < len(games):
                break
            if wanted is not None and 1 <= wanted <= len(games):
                return wanted
            page.text(_("Expected a number from 1 to {n}.").format(n=len(games)))
