"""`persona play` and the title page."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from game.engine.terms import POWERS, Power, other
from game.errors import GameError, UsageError

if TYPE_CHECKING:
    from game.engine.rules import Rules
    from game.engine.spec import Scenario
    from game.play.match import Match
    from game.record.log import Log
    from game.terminal.page import Page

DEFAULT_RIVAL = "rival"


@click.command("play")
@click.argument("scenario")
@click.option("--as", "seat", type=click.Choice(["us", "russia", "both"]), default="us", show_default=True, help="The seat you take.")
@click.option("--rival", default=DEFAULT_RIVAL, show_default=True, help="The policy that plays the other seat.")
@click.option("--mandate", default=None, help="The mandate you play; the seat's first by default.")
@click.option("--seed", "--world", "seed", type=click.IntRange(0, 2**64 - 1), default=None, help="The dice: the same seed gives the same world.")
@click.option("--text", is_flag=True, help="Play in the terminal.")
@click.option("--numbers", is_flag=True, help="Show figures on the cards (student level).")
@click.option("--log", "log_path", type=click.Path(path_type=Path), default=None, help="Where to save; the games folder by default.")
def command(
    scenario: str, seat: str, rival: str, mandate: str | None, seed: int | None, text: bool, numbers: bool, log_path: Path | None
) -> None:
    """Play a crisis from one seat, or from both in turn.

    SCENARIO is the id of a scenario or the path of its file. Every choice is saved; `persona` offers to continue.

    \b
    Example:
        persona play december-2016 --as russia --seed 7
        printf '4\\n3\\n' | persona play december-2016 --as russia --seed 7
    """
    del text  # The terminal is the only face there is; the option is accepted so that scripts can be plain about it.
    rules = _rules(scenario)
    page = _page()
    dice = secrets.randbits(64) if seed is None else seed
    me: Power | None = None if seat == "both" else seat  # type: ignore[assignment]
    if mandate is not None and me is None:
        raise UsageError("--mandate needs one seat: add --as us or --as russia.")
    _play_new(page, rules, me, mandate, rival, dice, numbers, scenario, log_path)


def _page() -> Page:
    from game.terminal.page import Page

    return Page(sys.stdin, sys.stdout)


def _rules(scenario: str) -> Rules:
    from game.api import load_scenario
    from game.engine.rules import Rules

    return Rules(load_scenario(scenario))


def _play_new(
    page: Page,
    rules: Rules,
    me: Power | None,
    mandate: str | None,
    rival: str,
    seed: int,
    numbers: bool,
    name: str,
    log_path: Path | None = None,
) -> None:
    from game.play.match import HUMAN, Match
    from game.play.policy import POLICIES
    from game.record.log import Writer
    from game.record.shelf import new_path

    if rival not in POLICIES:
        raise UsageError(f"There is no rival called {rival!r}. Rivals: {', '.join(POLICIES)}.")
    chosen = _brief(page, rules.scenario, me, mandate)
    seats = dict.fromkeys(POWERS, HUMAN)
    if me is not None:
        seats[other(me)] = rival
    path = log_path or new_path(rules.scenario.id, me or "both")
    match = Match.start(rules, seats, seed, chosen, Writer(path), path=name)
    page.line()
    page.text(f"Seed {seed}. Saved as {path.name}.")
    _sit_down(page, match, numbers)


def _brief(page: Page, scenario: Scenario, me: Power | None, mandate: str | None) -> dict[Power, str]:
    from game.terminal import menu, screens
    from game.view import brief

    chosen: dict[Power, str] = {}
    for power in POWERS if me is None else (me,):
        known = scenario.seats[power].mandates
        if mandate is not None:
            if mandate not in [item.id for item in known]:
                raise UsageError(f"There is no mandate {mandate!r} for {power}. Mandates: {', '.join(item.id for item in known)}.")
            chosen[power] = mandate
            screens.draw_brief(page, brief.briefing(scenario, power, mandate))
        else:
            names = [f"{item.name}: {item.text}" for item in known]

            def shown(number: int, seat: Power = power) -> None:
                screens.draw_brief(page, brief.briefing(scenario, seat, scenario.seats[seat].mandates[number].id))

            chosen[power] = known[menu.mandate(page, names, shown)].id
    return chosen


def _sit_down(page: Page, match: Match, numbers: bool = False) -> None:
    from game.terminal.app import Game
    from game.terminal.page import Left

    try:
        Game(page, match, numbers).play()
    except Left:
        page.text("Saved. `persona` offers to continue.")


def resume(page: Page, path: Path, log: Log) -> None:
    """Take up a saved game.

    Raises LogError when it does not fit the scenario as it is now.
    """
    from game.play.match import Match
    from game.record.log import Writer, repair

    for notice in log.notices:
        page.text(notice)
    repair(path, log)
    match = Match.resume(_rules(log.opened.path or log.opened.scenario), log, Writer(path))
    _sit_down(page, match)


def title_page() -> None:
    """Show the title page until the player leaves."""
    from game.record import shelf
    from game.terminal import menu
    from game.terminal.page import Left

    page = _page()
    try:
        while True:
            saved = shelf.unfinished()
            want = menu.title(page, saved)
            if want == "quit":
                return
            try:
                if want == "continue" and saved is not None and saved.log is not None:
                    resume(page, saved.path, saved.log)
                elif want == "saved":
                    chosen = menu.shelf(page, shelf.shelf())
                    if chosen is not None and chosen.log is not None:
                        resume(page, chosen.path, chosen.log)
                elif want == "new":
                    _new(page)
            except GameError as error:
                page.text(str(error))
            if not page.interactive:
                return
    except Left:
        return


def _new(page: Page) -> None:
    from game.content import library
    from game.terminal import menu
    from game.view.brief import seat_lines

    entry = menu.crisis(page, library.listing())
    if entry is None:
        return
    rules = _rules(str(entry.path))
    me = menu.seat(page, seat_lines(rules.scenario))
    _play_new(page, rules, me, None, DEFAULT_RIVAL, secrets.randbits(64), False, entry.id)
