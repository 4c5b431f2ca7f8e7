"""`persona replay`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from game.cli.streams import say
from game.errors import LogError

if TYPE_CHECKING:
    from game.play.match import Match


@click.command("replay")
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True, help="Only recompute the game and say where it differs.")
@click.option("--scenario", default=None, help="The scenario file, if it lies elsewhere now.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def command(context: click.Context, log: Path, verify: bool, scenario: str | None, as_json: bool) -> None:
    """Play a saved game again, turn by turn; with --verify only compare its states with the recorded ones.

    \b
    Example:
        persona replay game.jsonl --verify
    """
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
