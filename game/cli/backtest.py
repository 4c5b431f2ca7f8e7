"""`persona backtest`."""

from __future__ import annotations

import json

import click

from game.cli.streams import say


@click.command("backtest")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(as_json: bool) -> None:
    """Hold the model against the record: stylised facts with the measured value, the band, pass or fail.

    \b
    Example:
        persona backtest
    """
    from game.api import load_scenario
    from game.cli.scenarios import route_of
    from game.play.backtest import backtest

    rows = backtest(load_scenario("december-2016"), route_of("campaign"))
    if as_json:
        say(
            json.dumps([{"id": r.id, "fact": r.fact, "value": r.value, "band": r.band, "pass": r.passed, "remark": r.remark} for r in rows])
        )
    else:
        for row in rows:
            band = f"{row.band[0]:g} to {row.band[1]:g}" if row.band else "-"
            value = f"{row.value:g}" if row.value is not None else "-"
            state = {True: "pass", False: "FAIL", None: "open"}[row.passed]
            say(f"{row.id:2}  {state}  {value:>9}  in {band:14}  {row.fact}" + (f" ({row.remark})" if row.remark else ""))
    raise SystemExit(0 if all(row.passed is not False for row in rows) else 1)
