"""`persona simulate`."""

from __future__ import annotations

import io
import json
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from game.cli.streams import say
from game.engine.terms import LARGEST_SEED, SEED_BITS, Power
from game.errors import UsageError
from game.visible import visible

if TYPE_CHECKING:
    from rich.table import Table

    from game.cli.rowfile import RowFile
    from game.engine.rules import Rules
    from game.play.batch import Order
    from game.play.campaign import Route
    from game.play.rows import Row
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
@click.option("--resume", is_flag=True, help="Go on with a table that was stopped.")
@click.option("--force", is_flag=True, help="Replace a table that is there.")
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
    resume: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Play many games and sum them up.

    Policies: random, reciprocal, hawk, dove, silent, historical, mix, rival. Row 3 of a table plays its game again, watched:
    `persona replay FILE --row 3`. A table that is stopped, by Ctrl-C or otherwise, is kept beside its place as FILE.part; the same
    command with --resume goes on with it.

    \b
    Example:
        persona simulate december-2016 --games 100000 --us random --russia reciprocal --seed 7
        persona simulate december-2016 --games 1000000 --seed 7 --workers 4 --out games.csv --resume
    """
    from game.cli.scenarios import route_of, rules_of
    from game.play.batch import Order
    from game.play.mandates import mandate_number

    if resume and (out is None or seed is None):
        raise UsageError("--resume needs --out and --seed, as the table was begun with.")
    dice = secrets.randbits(SEED_BITS) if seed is None else seed
    policies: dict[Power, str] = {"us": us, "russia": russia}
    route = route_of(scenario)
    if route is not None:
        if us_mandate or russia_mandate:
            raise UsageError("In a campaign every game draws its mandates: leave --us-mandate and --russia-mandate out.")
        _campaign(route, Order(policies, dice, {}), games, workers, Destination(out, resume, force), as_json)
        return
    rules = rules_of(scenario)
    named: dict[Power, str | None] = {"us": us_mandate, "russia": russia_mandate}
    mandates = {power: mandate_number(rules.scenario, power, name) if name else None for power, name in named.items()}
    _crisis(rules, Order(policies, dice, mandates), games, workers, Destination(out, resume, force), as_json)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the rows go, if anywhere, and what is to become of what is there."""

    path: Path | None
    resume: bool
    force: bool

    def open(self, stack: ExitStack, head: Row, rows: Callable[[Any], Iterable[Row]], seed: int) -> RowFile | None:
        """Return the file for the rows, open until the stack is left; a sweep that is stopped says what it has left."""
        if self.path is None:
            return None
        from game.cli.rowfile import RowFile

        file = RowFile(self.path, head, rows, resume=self.resume, force=self.force)
        stack.push(lambda kind, _error, _trace: _tell_left(file, kind, seed))
        return stack.enter_context(file)


def _tell_left(file: RowFile, kind: type[BaseException] | None, seed: int) -> None:
    if kind is not None and not issubclass(kind, UsageError) and file.games:
        say(
            f"persona: {file.games} games are kept in {file.part}; the same command with --seed {seed} --resume goes on with them.",
            err=True,
        )


def _first(file: RowFile | None, table: Destination, order: Order, games: int, rules: Rules | None = None) -> Iterator[list[Row]]:
    """Yield the rows of an earlier run; raises UsageError where they are of another sweep."""
    from game.engine.chance import world_seeds
    from game.play.batch import mandate_numbers

    if file is None or not table.resume:
        return
    done = 0
    for rows in file.kept():
        seeds = world_seeds(order.seed, done, len(rows))
        told = [("seed", seeds.tolist())]
        if rules is not None:
            for power, asked in order.mandates.items():
                known = rules.scenario.seats[power].mandates
                told.append((f"{power}.mandate", [known[int(n)].id for n in mandate_numbers(rules, seeds, power, asked)]))
        done += len(rows)
        other = next((name for name, values in told if [str(row.get(name)) for row in rows] != [str(value) for value in values]), None)
        if other is not None:
            raise UsageError(f"{file.part} is of another sweep: its {other} is not what it is here. --force begins anew.")
        if done > games:
            raise UsageError(f"{file.part} holds more than {games} games already. Ask for more with --games, or begin anew with --force.")
        yield rows


def _crisis(rules: Rules, order: Order, games: int, workers: int, table: Destination, as_json: bool) -> None:
    from game.play.rows import head, outcome_of, rows
    from game.play.sweep import check, run

    check(order, games)
    with ExitStack() as stack:
        file = table.open(stack, head(rules.scenario.id, rules.digest, order), lambda block: rows(rules, order.policies, block), order.seed)
        before = (outcome_of(rules, told) for told in _first(file, table, order, games, rules))
        progress = _bar(stack, games)
        sink = file.write if file is not None else None
        sweep = run(rules, order, games, workers=workers, progress=progress, sink=sink, before=before)
    if as_json:
        say(json.dumps(sweep.report()))
    else:
        _tables(sweep)


def _campaign(route: Route, order: Order, games: int, workers: int, table: Destination, as_json: bool) -> None:
    from game.play.campaigns import campaign_rows, run, travelled_of
    from game.play.rows import head
    from game.play.sweep import check

    check(order, games)
    with ExitStack() as stack:
        named = head(route.campaign.id, route.digest, order)
        file = table.open(stack, named, lambda block: campaign_rows(route, order.policies, block), order.seed)
        before = (travelled_of(route, told) for told in _first(file, table, order, games))
        progress = _bar(stack, games)
        sink = file.write if file is not None else None
        sweep = run(route, order, games, workers=workers, progress=progress, sink=sink, before=before)
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
