"""`persona replay`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from game.cli.streams import say
from game.errors import LogError, UsageError

if TYPE_CHECKING:
    from game.play.match import Match


@click.command("replay")
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True, help="Only recompute the game and say where it differs.")
@click.option("--scenario", default=None, help="The scenario file, if it lies elsewhere now.")
@click.option("--row", type=click.IntRange(1), default=None, help="The row of a table to play, from 1.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def command(context: click.Context, log: Path, verify: bool, scenario: str | None, row: int | None, as_json: bool) -> None:
    """Play a saved game again, turn by turn; with --verify only compare its states with the recorded ones.

    With --row it is a game of a table that `persona simulate --out` has written.

    \b
    Example:
        persona replay game.jsonl --verify
        persona replay games.csv --row 3
    """
    if row is not None:
        _replay_row(context, log, row, verify, scenario, as_json)
        return
    if log.suffix == ".csv":
        raise UsageError(f"{log} is a table of games: say which, as in --row 1.")
    from game.cli.scenarios import matches_of
    from game.record.log import Settled, read

    try:
        saved = read(log)
        matches = matches_of(saved, scenario)
    except LogError as error:
        if not as_json:
            raise
        say(json.dumps({"log": str(log), "same": False, "difference": str(error)}))
        context.exit(1)
    turns = sum(isinstance(entry, Settled) for entry in saved.entries)
    if as_json:
        report = {
            "log": str(log),
            "same": True,
            "turns": turns,
            "choices": len(saved.choices),
            "over": saved.is_closed,
            "notices": saved.notices,
        }
        say(json.dumps(report))
        return
    if not verify:
        for match in matches:
            _show(match)
    for notice in saved.notices:
        say(notice)
    say(f"{log.name}: {turns} turns, {len(saved.choices)} choices, every recorded state is the same.")


def _replay_row(context: click.Context, table: Path, number: int, verify: bool, scenario: str | None, as_json: bool) -> None:
    from game.cli.rowfile import read_row
    from game.cli.scenarios import route_of, rules_of
    from game.play.again import play_row

    row = read_row(table, number)
    name = scenario or str(row.get("scenario", ""))
    try:
        matches = play_row(route_of(name) or rules_of(name), row)
    except LogError as error:
        if not as_json:
            raise
        say(json.dumps({"table": str(table), "row": number, "same": False, "difference": str(error)}))
        context.exit(1)
    if as_json:
        say(json.dumps({"table": str(table), "row": number, "same": True, "turns": sum(len(match.stories) for match in matches)}))
        return
    if not verify:
        for match in matches:
            _show(match)
    say(f"{table.name}, row {number}: seed {row['seed']}, everything in the row is the same.")


def _show(match: Match) -> None:
    from game.terminal import screens
    from game.terminal.page import Page

    page, me = Page(sys.stdin, sys.stdout), match.humans[0] if match.humans else "us"
    for story in match.stories:
        if story.settled:
            screens.draw_moves(page, match, me, story)
            screens.draw_consequences(page, match, me, story)
    if match.is_over:
        screens.draw_close(page, match, me)
