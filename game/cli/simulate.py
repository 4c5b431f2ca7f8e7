"""`persona simulate`."""

from __future__ import annotations

import csv
import io
import json
import secrets
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TextIO

import click

from game.cli.streams import say
from game.engine.terms import LARGEST_SEED, SEED_BITS
from game.errors import GameError, UsageError
from game.visible import visible

if TYPE_CHECKING:
    from rich.table import Table

    from game.play.batch import Order
    from game.play.campaign import Route
    from game.play.sweep import Sweep


@click.command("simulate")
@click.argument("scenario")
@click.option("--games", type=click.IntRange(1), default=10_000, show_default=True, help="How many games.")
@click.option("--us", default="random", show_default=True, help="The policy in Washington.")
@click.option("--russia", default="random", show_default=True, help="The policy in Moscow.")
@click.option("--us-mandate", default=None, help="The US mandate; drawn per game by default.")
@click.option("--russia-mandate", default=None, help="The Russian mandate; drawn per game by default.")
@click.option("--seed", type=click.IntRange(0, LARGEST_SEED), default=None, help="The seed of the sweep; drawn and printed by default.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that share the work.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="A row per game: .csv or .jsonl.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
def command(
    *,
    scenario: str,
    games: int,
    us: str,
    russia: str,
    us_mandate: str | None,
    russia_mandate: str | None,
    seed: int | None,
    workers: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """Play many games and sum them up.

    Policies: random, reciprocal, hawk, dove, silent, historical, mix, rival. The seed of a row plays that game again:
    `persona play SCENARIO --seed ROW`.

    \b
    Example:
        persona simulate december-2016 --games 100000 --us random --russia reciprocal --seed 7
    """
    from game.api import simulate
    from game.cli.scenarios import route_of, rules_of
    from game.play.batch import Order
    from game.play.sweep import rows as played_rows

    dice = secrets.randbits(SEED_BITS) if seed is None else seed
    route = route_of(scenario)
    if route is not None:
        if us_mandate or russia_mandate:
            raise UsageError("In a campaign every game draws its mandates: leave --us-mandate and --russia-mandate out.")
        _campaign(route, Order({"us": us, "russia": russia}, dice, {}), games, workers, out, as_json)
        return
    rules = rules_of(scenario)
    mandates = {power: name for power, name in (("us", us_mandate), ("russia", russia_mandate)) if name}
    with ExitStack() as stack:
        rows = stack.enter_context(RowFile(lambda block: played_rows(rules, block), out)) if out is not None else None
        sweep = simulate(
            rules,
            games,
            us,
            russia,
            dice,
            mandates,  # type: ignore[arg-type]
            workers=workers,
            progress=_bar(stack, games),
            sink=rows.write if rows is not None else None,
        )
    if as_json:
        say(json.dumps(sweep.report()))
    else:
        _tables(sweep)


def _campaign(route: Route, order: Order, games: int, workers: int, out: Path | None, as_json: bool) -> None:
    from game.play.campaigns import campaign_rows, run

    with ExitStack() as stack:
        file = stack.enter_context(RowFile(lambda block: campaign_rows(route, block), out)) if out is not None else None
        progress = _bar(stack, games)
        sweep = run(route, order, games, workers=workers, progress=progress, sink=file.write if file is not None else None)
    report = sweep.report()
    if as_json:
        say(json.dumps(report))
        return
    _head(route.campaign.title, report)
    titles = {f"{part.id}/{ending.id}": f"{part.title}: {ending.title}" for part in route.campaign.parts for ending in part.endings}
    _print(_endings(titles, report), _values(report))
    for part, scenario in zip(report["parts"], route.campaign.parts, strict=True):
        say(f"\n{scenario.title}: reached by {part['games']} games")
        if part["games"]:
            _print(_endings({ending.id: ending.title for ending in scenario.endings}, part), _verdicts(part))


def _bar(stack: ExitStack, games: int) -> Callable[[int], None] | None:
    if not sys.stderr.isatty():
        return None
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    bar = stack.enter_context(
        Progress("games", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True)
    )
    task = bar.add_task("games", total=games)
    return lambda done: bar.update(task, completed=done)


class RowFile:
    """A table on the disk, one row per game; it takes its name when it is whole.

    Every method raises GameError when the disk refuses.
    """

    def __init__(self, rows: Callable[[Any], Iterable[dict[str, Any]]], path: Path) -> None:
        if path.suffix not in (".csv", ".jsonl"):
            raise UsageError(f"expected a file ending in .csv or .jsonl, got: {path}")
        self._rows, self._path = rows, path
        self._part = path.with_name(path.name + ".part")
        self._csv: csv.DictWriter[str] | None = None
        try:
            self._file: TextIO = open(self._part, "w", encoding="utf-8", newline="")  # noqa: SIM115
        except OSError as error:
            raise self._refused(error) from error

    def __enter__(self) -> Self:
        """Return the file."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Give the file its name, or remove what there is of it."""
        try:
            self._file.close()
            if kind is None:
                self._part.replace(self._path)
        except OSError as refused:
            if kind is None:
                raise self._refused(refused) from refused
        finally:
            self._part.unlink(missing_ok=True)

    def write(self, block: object) -> None:
        """Add the rows of a block of finished games."""
        try:
            for row in self._rows(block):
                self._write_row(row)
        except OSError as error:
            raise self._refused(error) from error

    def _write_row(self, row: dict[str, Any]) -> None:
        if self._path.suffix == ".jsonl":
            self._file.write(json.dumps(row) + "\n")
            return
        if self._csv is None:
            self._csv = csv.DictWriter(self._file, list(row), lineterminator="\n")
            self._csv.writeheader()
        self._csv.writerow(row)

    def _refused(self, error: OSError) -> GameError:
        return GameError(f"{self._path} cannot be written: {error.strerror or error}. Choose another place.")


def _tables(sweep: Sweep) -> None:
    report = sweep.report()
    _head(sweep.scenario.title, report)
    _print(_endings({ending.id: ending.title for ending in sweep.scenario.endings}, report), _verdicts(report), _values(report))


def _head(title: str, report: dict[str, Any]) -> None:
    rate = report["decisions"] / max(report["seconds"], 1e-9)
    policies = f"us {report['policies']['us']}, russia {report['policies']['russia']}"
    say(f"{title}: {report['games']} games, seed {report['seed']}, {policies}")
    say(f"{report['decisions']} decisions in {report['seconds']} s, {rate / 1e6:.2f} million a second")


def _print(*tables: Table) -> None:
    from rich.console import Console

    for table in tables:
        for column in table.columns[1:]:
            column.justify = "right"
        # Drawn into a text, so that a reader who has gone is met by the command and not by the library.
        text = io.StringIO()
        Console(file=text, width=80, highlight=False, markup=False, emoji=False).print(table)
        say("\n" + "\n".join(line.rstrip() for line in text.getvalue().splitlines()))


def _endings(titles: dict[str, str], report: dict[str, Any]) -> Table:
    from rich.table import Table

    table = Table("ending", "games", "share", box=None, pad_edge=False)
    for name, number in sorted(report["endings"].items(), key=lambda pair: -pair[1]):
        table.add_row(visible(titles[name]), str(number), f"{number / report['games']:.1%}")
    return table


def _verdicts(report: dict[str, Any]) -> Table:
    from rich.table import Table

    table = Table("verdict", "us", "russia", box=None, pad_edge=False)
    for name in report["verdicts"]["us"]:
        table.add_row(name.replace("_", " "), *(f"{report['verdicts'][power][name] / report['games']:.1%}" for power in ("us", "russia")))
    return table


def _values(report: dict[str, Any]) -> Table:
    from rich.table import Table

    marks = ("mean", "p10", "p25", "p50", "p75", "p90")
    table = Table("score or track", *marks, box=None, pad_edge=False)
    for name, quantiles in [*((f"{p} score", q) for p, q in report["scores"].items()), *report["tracks"].items()]:
        table.add_row(name, *(f"{quantiles[mark]:.2f}" for mark in marks))
    return table
