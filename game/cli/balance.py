"""`persona balance`."""

from __future__ import annotations

import json

import click

from game.cli.streams import say


@click.command("balance")
@click.argument("scenario")
@click.option("--games", type=click.IntRange(1), default=200, show_default=True, help="Mixed games whose desks are judged by rollouts.")
@click.option("--rollouts", type=click.IntRange(8), default=256, show_default=True, help="Random rollouts of each response.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The seed of the games.")
@click.option("--all", "everything", is_flag=True, help="Print every response, not only what is out of balance.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(scenario: str, games: int, rollouts: int, seed: int, everything: bool, as_json: bool) -> None:
    """Say whether any response is always or never best, any ending or verdict too common, any single habit unbeaten.

    \b
    Example:
        persona balance december-2016 --games 100
    """
    from game.cli.scenarios import route_of, rules_of
    from game.play import balance as single
    from game.play import campaign_balance

    route = route_of(scenario)
    balance = (
        single.measure(rules_of(scenario), games, seed, rollouts)
        if route is None
        else campaign_balance.measure(route, games, seed, rollouts)
    )
    faults = balance.faults()
    if as_json:
        say(json.dumps(balance.report()))
        raise SystemExit(1 if faults else 0)
    if everything:
        for (incident, response), (count, share) in balance.shares().items():
            say(f"{incident:28} {response:20} {count:6} {share:7.1%}")
    for power, means in balance.habits.items():
        say(f"{power}: " + ", ".join(f"{name} {mean:.1f}" for name, mean in sorted(means.items(), key=lambda pair: -pair[1])))
    for power, shares in balance.verdicts.items():
        say(f"{power}: " + ", ".join(f"{name} {share:.1%}" for name, share in shares.items()))
    for mandate, label, start, full, low, high in balance.bands:
        say(f"{mandate:16} {label:36} band {start:8.2f} to {full:8.2f}, mixed play {low:8.2f} to {high:8.2f}")
    say("endings: " + ", ".join(f"{name} {share:.1%}" for name, share in balance.endings.items()))
    matters = balance.mandate_matters / max(balance.decisions, 1)
    say(f"{balance.decisions} decisions; another mandate changes the best response in {matters:.0%}")
    for fault in faults:
        say(f"out of balance: {fault}")
    raise SystemExit(1 if faults else 0)
