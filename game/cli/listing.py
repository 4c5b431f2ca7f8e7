"""`persona list`."""

from __future__ import annotations

import json

import click


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(as_json: bool) -> None:
    """List the scenarios; a broken one stays listed, with its first problem.

    \b
    Example:
        persona list
    """
    from game.content import library

    entries = library.listing()
    if as_json:
        click.echo(json.dumps([{"id": e.id, "title": e.title, "subtitle": e.subtitle, "problem": str(e.problem) if e.problem else None} for e in entries]))
        return
    for entry in entries:
        note = f"  cannot be played: {entry.problem}" if entry.problem else ""
        click.echo(f"{entry.id:20} {entry.title} ({entry.subtitle}){note}")
