"""`persona simulate`."""

from __future__ import annotations

import csv
import json
import secrets
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from game.errors import GameError, UsageError

if TYPE_CHECKING:
    from game.engine.rules import Rules
    from game.play.batch import Outcome
    from game.play.sweep import Sweep


@click.command("simulate")
@click.argument("scenario")
@click.option("--games", type=click.IntRange(1), default=10_000, show_default=True, help="How many games.")
@click.option("--us", default="random", show_default=True, help="The policy in Washington.")
@click.option("--russia", default="random", show_default=True, help="The policy in Moscow.")
@click.option("--us-mandate", default=None, help="The US mandate; drawn per game by default.")
@click.option("--russia-mandate", default=None, help="The Russian mandate; drawn per game by default.")
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=None, help="The seed of the sweep; one is drawn and printed by default.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that share the work.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="A row per game: .csv or .jsonl.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
def command(
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
    from game.api import load_scenario, simulate
    from game.engine.rules import Rules

    rules = Rules(load_scenario(scenario))
    dice = secrets.randbits(63) if seed is None else seed
    mandates = {power: name for power, name in (("us", us_mandate), ("russia", russia_mandate)) if name}
    with ExitStack() as stack:
        sink = _sink(stack, rules, out) if out is not None else None
        progress = _bar(stack, games)
        sweep = simulate(rules, games, us, russia, dice, mandates, workers, progress=progress, sink=sink)  # type: ignore[arg-type]
    if as_json:
        click.echo(json.dumps(sweep.report()))
    else:
        _tables(sweep)


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


def _sink(stack: ExitStack, rules: Rules, out: Path) -> Callable[[Outcome], None]:
    from game.play.sweep import rows

    if out.suffix not in (".csv", ".jsonl"):
        raise UsageError(f"expected a file ending in .csv or .jsonl, got: {out}")
    part = out.with_name(out.name + ".part")
    try:
        file: TextIO = stack.enter_context(open(part, "w", encoding="utf-8", newline=""))
    except OSError as error:
        raise GameError(f"{out} cannot be written: {error.strerror}. Choose another folder.") from error

    def finish(kind: object, _error: object, _trace: object) -> None:
        file.close()
        if kind is None:
            part.replace(out)
        else:
            part.unlink(missing_ok=True)

    stack.push(finish)
    writer: list[Any] = []

    def write(outcome: Outcome) -> None:
        for row in rows(rules, outcome):
            if out.suffix == ".jsonl":
                file.write(json.dumps(row) + "\n")
                continue
            if not writer:
                writer.append(csv.DictWriter(file, list(row)))
                writer[0].writeheader()
            writer[0].writerow(row)

    return write


def _tables(sweep: Sweep) -> None:
    from rich.console import Console
    from rich.table import Table

    report, console = sweep.report(), Console()
    games, titles = report["games"], {ending.id: ending.title for ending in sweep.scenario.endings}
    rate = report["decisions"] / max(report["seconds"], 1e-9)
    console.print(f"{sweep.scenario.title}: {games} games, seed {report['seed']}, us {report['policies']['us']}, russia {report['policies']['russia']}")
    console.print(f"{report['decisions']} decisions in {report['seconds']} s, {rate / 1e6:.2f} million a second", highlight=False)
    endings = Table("ending", "games", "share", box=None)
    for name, number in sorted(report["endings"].items(), key=lambda pair: -pair[1]):
        endings.add_row(titles[name], str(number), f"{number / games:.1%}")
    verdicts = Table("verdict", "us", "russia", box=None)
    for name in report["verdicts"]["us"]:
        verdicts.add_row(name.replace("_", " "), *(f"{report['verdicts'][power][name] / games:.1%}" for power in ("us", "russia")))
    marks = ("mean", "p10", "p25", "p50", "p75", "p90")
    values = Table("score or track", *marks, box=None)
    for name, quantiles in [*((f"{p} score", q) for p, q in report["scores"].items()), *report["tracks"].items()]:
        values.add_row(name, *(f"{quantiles[mark]:.2f}" for mark in marks))
    for table in (endings, verdicts, values):
        for column in table.columns[1:]:
            column.justify = "right"
        console.print()
        console.print(table)
