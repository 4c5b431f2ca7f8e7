"""`persona lint`."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("lint")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list of problems.")
def command(paths: tuple[Path, ...], as_json: bool) -> None:
    """Say everything that is wrong with scenario files, as a compiler does; without PATHS with all that ship.

    \b
    Example:
        persona lint scenarios/december-2016.yaml
    """
    from game.content import library

    found = 0
    objects: list[object] = []
    for path in paths or [entry.path for entry in library.listing(check=False)]:
        reading = library.load(path)
        found += len(reading.problems)
        if as_json:
            objects.extend(problem.as_json() for problem in reading.problems)
        elif reading.problems:
            click.echo(reading.report())
        else:
            click.echo(f"{path}: nothing is wrong")
    if as_json:
        click.echo(json.dumps(objects, indent=1))
    raise SystemExit(1 if found else 0)
