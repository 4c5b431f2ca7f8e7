"""`persona list`."""

from __future__ import annotations

import json
import textwrap

import click

from game.cli.streams import say


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(as_json: bool) -> None:
    """List the crises and campaigns; a broken one stays listed, with its first problem.

    \b
    Example:
        persona list
    """
    from game.content import campaigns, library
    from game.content.problem import as_data, headline

    entries = [*library.listing(), *campaigns.listing()]
    if as_json:
        objects = [
            {
                "id": entry.id,
                "title": entry.title,
                "subtitle": entry.subtitle,
                "path": str(entry.path),
                "problem": as_data(entry.problem) if entry.problem else None,
            }
            for entry in entries
        ]
        say(json.dumps(objects, indent=1))
        return
    for entry in entries:
        say(f"{entry.id:20} {entry.title}" + (f" ({entry.subtitle})" if entry.subtitle else ""))
        if entry.problem:
            text = f"cannot be played: {headline(entry.problem)}"
            say(textwrap.fill(text, 80, initial_indent="    ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False))
