"""`persona lint`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from game.cli.streams import say


@click.command("lint")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list of problems.")
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], as_json: bool) -> None:
    """Say everything that is wrong with scenario files, as a compiler does; without PATHS with all that ship.

    A path is a file, the id of a scenario, or a folder of scenarios. The exit code is 1 if anything is wrong.

    \b
    Example:
        persona lint scenarios/december-2016.yaml
    """
    from game.content import campaigns, library
    from game.content.problem import as_data

    found = 0
    objects: list[object] = []
    shipped = [*sorted(entry.path for entry in library.listing(check=False)), *campaigns.files().values()]
    for path in _files(paths) or shipped:
        campaign = campaigns.find(path)
        reading = library.load(path) if campaign is None else campaigns.load(campaign)
        found += len(reading.problems)
        if as_json:
            objects.extend(as_data(problem) for problem in reading.problems)
        elif reading.problems:
            say(reading.report())
        else:
            say(f"{path}: nothing is wrong")
    if as_json:
        say(json.dumps(objects, indent=1))
    context.exit(1 if found else 0)


def _files(paths: tuple[Path, ...]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        inside = sorted(file for file in path.iterdir() if file.suffix in (".yaml", ".yml")) if path.is_dir() else [path]
        if not inside:
            raise click.UsageError(f"There is no scenario (.yaml) in the folder {path}.")
        files += inside
    return files
