"""`persona replay`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from game.errors import LogError


@click.command("replay")
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True, help="Only recompute the game and say where it differs.")
@click.option("--scenario", default=None, help="The scenario file, if it lies elsewhere now.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(log: Path, verify: bool, scenario: str | None, as_json: bool) -> None:
    """Play a saved game again, turn by turn; with --verify only compare its states with the recorded ones.

    \b
    Example:
        persona replay game.jsonl --verify
    """
    from game.api import load_scenario
    from game.engine.rules import Rules
    from game.play.match import Match
    from game.record.log import Settled, read

    saved = read(log)
    rules = Rules(load_scenario(scenario or saved.opened.path or saved.opened.scenario))
    try:
        match = Match.resume(rules, saved)
    except LogError as error:
        if as_json:
            click.echo(json.dumps({"log": str(log), "same": False, "difference": str(error)}))
            raise SystemExit(1) from None
        raise
    turns = sum(isinstance(entry, Settled) for entry in saved.entries)
    if as_json:
        click.echo(json.dumps({"log": str(log), "same": True, "turns": turns, "choices": len(saved.choices), "over": match.is_over}))
        return
    if not verify:
        _show(match)
    for notice in saved.notices:
        click.echo(notice)
    click.echo(f"{log.name}: {turns} turns, {len(saved.choices)} choices, every recorded state is the same.")


def _show(match: object) -> None:
    from game.play.match import Match
    from game.terminal import screens
    from game.terminal.page import Page

    assert isinstance(match, Match)
    page, me = Page(sys.stdin, sys.stdout), match.humans[0] if match.humans else "us"
    for story in match.stories:
        if story.settled:
            page.heading(f"Turn {story.turn + 1}")
            for move in story.moves:
                page.text(f"{match.scenario.seats[move.power].capital}, {move.incident or 'act'}: {move.pick}", 2)
            screens.draw_consequences(page, match, me, story)
    if match.is_over:
        screens.draw_close(page, match, me)
