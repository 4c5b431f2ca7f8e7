"""`persona review`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from game import disk
from game.cli.streams import say
from game.errors import LogError, UsageError

if TYPE_CHECKING:
    from game.play.match import Match
    from game.play.review import Judged


@click.command("review")
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--rollouts", default=512, show_default=True, type=click.IntRange(256, 65536), help="Games played on from each response.")
@click.option("--scenario", default=None, help="The scenario file, if it lies elsewhere now.")
@click.option("--html", type=click.Path(path_type=Path), default=None, help="Write a page that stands alone instead.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(log: Path, rollouts: int, scenario: str | None, html: Path | None, as_json: bool) -> None:
    """Grade every choice of a finished game by what the other responses would have been worth.

    \b
    Example:
        persona review game.jsonl
        persona review game.jsonl --html review.html
    """
    from game.cli.scenarios import matches_of
    from game.play.review import judge
    from game.record.log import read

    matches = [match for match in matches_of(read(log), scenario) if match.is_over]
    if not matches:
        raise LogError(f"{log.name} is not over yet: a game is reviewed from its end. Go on with it, or look at it with persona replay.")
    judged = [judge(match, rollouts) for match in matches]
    if as_json:
        parts = [_plain(match, items) for match, items in zip(matches, judged, strict=True)]
        say(json.dumps({"log": str(log), "rollouts": rollouts, "parts": parts}))
        return
    if html is not None:
        _write(html, matches, judged, rollouts)
        say(f"Written: {html}")
        return
    for match, items in zip(matches, judged, strict=True):
        _show(match, items, rollouts)


def _write(path: Path, matches: list[Match], judged: list[tuple[Judged, ...]], rollouts: int) -> None:
    from game.engine.terms import POWERS
    from game.view.review import review
    from game.view.review_page import review_page

    parts = [
        (match, [(me, review(match, items, me, rollouts)) for me in match.humans or POWERS])
        for match, items in zip(matches, judged, strict=True)
    ]
    try:
        disk.write_file(path, review_page(parts).encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(f"The page cannot be written to {path}: {disk.reason(error)}.") from error


def _plain(match: Match, judged: tuple[Judged, ...]) -> dict[str, object]:
    from game.engine.terms import POWERS
    from game.play.review import accuracy

    choices = [
        {
            "turn": item.turn + 1,
            "power": item.power,
            "where": item.where,
            "incident": item.incident,
            "pick": item.pick,
            "best": item.best,
            "lost": round(item.lost, 2),
            "grade": item.grade,
            "worth": {name: round(value, 2) for name, value in item.worth.items()},
        }
        for item in judged
    ]
    kept = {power: round(accuracy(judged, power), 4) for power in POWERS}
    return {"scenario": match.scenario.id, "accuracy": kept, "choices": choices}


def _show(match: Match, judged: tuple[Judged, ...], rollouts: int) -> None:
    from game.engine.terms import POWERS
    from game.terminal import screens
    from game.terminal.page import Page
    from game.view.review import review

    page = Page(sys.stdin, sys.stdout)
    page.heading(match.scenario.title)
    for me in match.humans or POWERS:
        page.heading(match.scenario.seats[me].name)
        screens.draw_review(page, review(match, judged, me, rollouts))
