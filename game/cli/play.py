"""`persona play` and the title page."""

from __future__ import annotations

import secrets
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from game.engine.terms import LARGEST_SEED, POWERS, SEED_BITS, Power, other
from game.errors import GameError, UsageError
from game.view.text import _

if TYPE_CHECKING:
    from game.engine.rules import Rules
    from game.engine.spec import Scenario
    from game.play.campaign import Journey, Route
    from game.play.match import Match
    from game.record.shelf import Saved
    from game.terminal.page import Page

DEFAULT_RIVAL = "rival"
SAVED = ".jsonl"
"""How the name of a saved game ends."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a player asks for: the seat (None: both), the mandate (None: to be chosen), the rival and its own, the dice, where to save."""

    seat: Power | None
    mandate: str | None = None
    rival: str = DEFAULT_RIVAL
    seed: int | None = None
    log: Path | None = None
    rival_mandate: str | None = None


@click.command("play")
@click.argument("scenario")
@click.option("--as", "seat", type=click.Choice(["us", "russia", "both"]), default="us", show_default=True, help="The seat you take.")
@click.option("--rival", default=DEFAULT_RIVAL, show_default=True, help="The policy that plays the other seat.")
@click.option("--mandate", default=None, help="The mandate you play; the seat's first by default.")
@click.option("--rival-mandate", default=None, help="The mandate of the other seat; its first by default.")
@click.option("--seed", "--world", "seed", type=click.IntRange(0, LARGEST_SEED), help="The dice: the same seed gives the same world.")
@click.option("--text", is_flag=True, help="Play in the terminal, also where a window can be opened.")
@click.option("--window", is_flag=True, help="Open a window or say why not; never go to the terminal instead.")
@click.option("--numbers", is_flag=True, help="Show figures on the cards (student level).")
@click.option("--log", type=click.Path(path_type=Path), help="Where to save; the games folder by default.")
def command(
    *,
    scenario: str,
    seat: str,
    rival: str,
    mandate: str | None,
    rival_mandate: str | None,
    seed: int | None,
    text: bool,
    window: bool,
    numbers: bool,
    log: Path | None,
) -> None:
    """Play a crisis from one seat, or from both in turn.

    SCENARIO is the id of a scenario or the path of its file; that of a saved game (.jsonl) goes on with it. Every choice is saved;
    `persona` offers to continue.

    \b
    Example:
        persona play december-2016 --as russia --seed 7
        printf '4\\n3\\n' | persona play december-2016 --as russia --seed 7
    """
    me: Power | None = None if seat == "both" else seat  # type: ignore[assignment]
    if me is None and (mandate is not None or rival_mandate is not None):
        name = "--rival-mandate" if mandate is None else "--mandate"
        raise UsageError(f"{name} needs one seat: add --as us or --as russia.")
    from game.cli.scenarios import lasting_name, route_of, rules_of

    if Path(scenario).suffix == SAVED:
        if any(given is not None for given in (mandate, rival_mandate, seed, log)):
            raise UsageError("A saved game goes on as it was begun: leave --mandate, --rival-mandate, --seed and --log away.")
        _continue(Path(scenario), text, window, numbers)
        return
    route = route_of(scenario)
    if has_window(text, window):
        from game.cli import window as frame

        first = rules_of(scenario).scenario if route is None else route.campaign.parts[0]
        chosen = {} if me is None else _named(first, Wish(me, mandate, rival_mandate=rival_mandate))
        _go_on(frame.crisis(scenario, POWERS if me is None else (me,), seed, chosen, rival, log, numbers))
        return
    page = _page()
    with _leaving(page):
        played = route or rules_of(scenario)
        _sit_down(page, _begin(page, played, lasting_name(scenario), Wish(me, mandate, rival, seed, log, rival_mandate)), numbers)


def _continue(path: Path, text: bool, window: bool, numbers: bool) -> None:
    """Go on with a saved game by the path of its file."""
    if has_window(text, window):
        from game.cli import window as frame

        _go_on(frame.saved(path))
        return
    page = _page()
    with _leaving(page):
        _sit_down(page, _resume(page, path), numbers)


def title_page() -> None:
    """Show the title page until the player leaves."""
    page = _page()
    with _leaving(page):
        while _visit(page) and page.interactive:
            pass


def has_window(text: bool, window: bool) -> bool:
    """Tell whether the game is to be played in a window here."""
    from game.cli import window as frame

    return frame.is_wanted(text, window)


def title_in_window() -> None:
    """Show the title page in a window until the player leaves, or goes on in the terminal."""
    from game.cli import window

    _go_on(window.title())


def _go_on(path: Path | None) -> None:
    """Play a game that was left in the window on in the terminal."""
    if path is None:
        return
    page = _page()
    with _leaving(page):
        _sit_down(page, _resume(page, path))


def _page() -> Page:
    from game.terminal.page import Page

    return Page(sys.stdin, sys.stdout)


@contextmanager
def _leaving(page: Page) -> Iterator[None]:
    """Let the player go at any moment, by the end of input or by Ctrl-C: what was confirmed is on the disk."""
    from game.terminal.page import Left

    try:
        yield
    except Left:
        pass
    except KeyboardInterrupt:
        page.line()
        page.text(_("Left. Every choice you confirmed is saved; `persona` offers to continue."))


def _begin(page: Page, played: Rules | Route, name: str, wish: Wish) -> Match | Journey:
    """Brief the player, open a new game (a crisis, or a campaign of several) and its file."""
    from game.engine.rules import Rules
    from game.play.campaign import Journey
    from game.play.match import HUMAN, Match
    from game.play.policy import POLICIES
    from game.record.log import Writer
    from game.record.shelf import new_path

    if wish.rival not in POLICIES:
        raise UsageError(f"There is no rival called {wish.rival!r}. Rivals: {', '.join(POLICIES)}.")
    first = played.scenario if isinstance(played, Rules) else played.campaign.parts[0]
    named = _named(first, wish)
    chosen = {**named, **_brief(page, first, wish)}
    seats = dict.fromkeys(POWERS, HUMAN)
    if wish.seat is not None:
        seats[other(wish.seat)] = wish.rival
    seed = secrets.randbits(SEED_BITS) if wish.seed is None else wish.seed
    path = wish.log or new_path(first.id if isinstance(played, Rules) else played.campaign.id, wish.seat or "both")
    match: Match | Journey
    if isinstance(played, Rules):
        match = Match.start(played, seats, seed, chosen, Writer(path), path=name)
    else:
        match = Journey.start(played, seats, seed, chosen, Writer(path), path=name)
    page.line()
    page.text(_("Seed {seed}.").format(seed=seed))
    return match


def _named(scenario: Scenario, wish: Wish) -> dict[Power, str]:
    """Return the mandates that were asked for; raises UsageError for an unknown one."""
    from game.play.mandates import mandate_number

    if wish.seat is None:
        return {}
    asked = {wish.seat: wish.mandate, other(wish.seat): wish.rival_mandate}
    for power, name in asked.items():
        if name is not None:
            mandate_number(scenario, power, name)
    return {power: name for power, name in asked.items() if name is not None}


def _brief(page: Page, scenario: Scenario, wish: Wish) -> dict[Power, str]:
    """Show each player the briefing of their seat, and return the mandates they take."""
    from game.terminal import screens
    from game.view import brief

    if wish.seat is None:
        chosen = {}
        for power in POWERS:
            screens.draw_handover(page, scenario, power)
            page.pause(_("Press Enter when you are alone."))
            chosen[power] = _choose_mandate(page, scenario, power)
        return chosen
    if wish.mandate is None:
        return {wish.seat: _choose_mandate(page, scenario, wish.seat)}
    screens.draw_brief(page, brief.briefing(scenario, wish.seat, wish.mandate))
    return {wish.seat: wish.mandate}


def _choose_mandate(page: Page, scenario: Scenario, power: Power) -> str:
    from game.terminal import menu, screens
    from game.view import brief

    known = scenario.seats[power].mandates

    def shown(number: int) -> None:
        screens.draw_brief(page, brief.briefing(scenario, power, known[number].id))

    return known[menu.mandate(page, [f"{mandate.name}: {mandate.text}" for mandate in known], shown)].id


def _sit_down(page: Page, match: Match | Journey, numbers: bool = False) -> None:
    """Play until the game is over or the player leaves; where nobody sits, a choice that cannot be saved is a LogError."""
    from game.play.match import Match
    from game.terminal.app import Game
    from game.terminal.page import Left
    from game.terminal.voyage import sail

    try:
        if isinstance(match, Match):
            Game(page, match, numbers).play()
        else:
            sail(page, match, numbers)
    except Left:
        # As one line, so that the path in it can be copied.
        page.line(_saved(match))


def _saved(game: Match | Journey) -> str:
    """Save a game that is left; return what its player is told, raise LogError when it cannot be saved."""
    from game import paths

    keeper = game.writer
    if keeper is None:
        return ""
    keeper.flush()
    path, notices = keeper.path, " ".join(keeper.told())
    if game.is_over:
        told = _("Saved.")
    elif path.parent == paths.saves_dir():
        told = _("Saved. `persona` offers to continue.")
    else:
        told = _("Saved. `persona play {path}` goes on with it.").format(path=shlex.quote(str(path)))
    return f"{notices} {told}".strip()


def _resume(page: Page, path: Path) -> Match | Journey:
    """Take up a saved game.

    Raises LogError when it does not fit the scenario as it is now.
    """
    from game.cli.scenarios import played_in
    from game.play.taking import take_up

    taken = take_up(path, played_in)
    for notice in taken.notices:
        page.text(notice)
    return taken.game


def _visit(page: Page) -> bool:
    """Show the title page once and do what is wanted; return whether to show it again."""
    from game.content import campaigns
    from game.record import shelf
    from game.terminal import menu

    saved = shelf.unfinished()
    want = menu.title(page, saved, campaigns.is_named)
    if want == "quit":
        return False
    try:
        match = _wanted(page, want, saved)
    except GameError as error:
        if not page.interactive:
            raise
        page.text(str(error))
        return True
    if match is not None:
        _sit_down(page, match)
    return True


def _wanted(page: Page, want: str, saved: Saved | None) -> Match | Journey | None:
    """Return the game a player asks for on the title page, None if nothing came of it."""
    from game.content import campaigns
    from game.record import shelf
    from game.terminal import menu

    if want == "new":
        return _new(page)
    chosen = saved if want == "continue" else menu.shelf(page, shelf.shelf(), campaigns.is_named)
    return _resume(page, chosen.path) if chosen is not None else None


def _new(page: Page) -> Match | Journey | None:
    from game.cli.scenarios import route_of, rules_of
    from game.content import campaigns, library
    from game.content.problem import headline
    from game.play.campaign import Route
    from game.terminal import menu
    from game.view.brief import seat_lines

    listed = [
        menu.Listed(entry.path.stem, entry.title, entry.subtitle, entry.path, headline(entry.problem) if entry.problem else "")
        for entry in [*library.listing(), *campaigns.listing()]
    ]
    chosen = menu.crisis(page, listed)
    if chosen is None:
        return None
    played = route_of(chosen.path) or rules_of(chosen.path)
    first = played.campaign.parts[0] if isinstance(played, Route) else played.scenario
    return _begin(page, played, chosen.id, Wish(menu.seat(page, seat_lines(first))))
