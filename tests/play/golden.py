"""Golden playthroughs: whole games as text that a person can read; `python -m tests.play.golden` writes them anew.

Numbers are rounded to two places; the digest at the end of a turn says whether anything behind them differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from game.engine.inquire import Inquiry
from game.engine.rules import Rules, digest
from game.engine.terms import POWERS, Power
from game.engine.tracks import PAIR_TRACKS, SEAT_TRACKS
from game.play.match import Match, Story
from game.record.log import Closed
from tests.play import games

FOLDER = Path(__file__).parents[1] / "golden"
WIDTH = 120


def playthroughs(seat: Power) -> tuple[tuple[dict[Power, str], int], ...]:
    """Return what is played for one seat: the record against itself, and anything at all against a mix."""
    first = 101 if seat == "us" else 201
    rival: Power = "russia" if seat == "us" else "us"
    return ({"us": "historical", "russia": "historical"}, first), ({seat: "random", rival: "mix"}, first + 1)


def files(scenario: str) -> dict[Path, Power]:
    """Return the golden files of a scenario, with the seat each is of."""
    return {FOLDER / f"{scenario}-{power}.txt": power for power in POWERS}


def text(rules: Rules, seat: Power) -> list[str]:
    """Return the lines of one golden file."""
    lines = []
    for policies, seed in playthroughs(seat):
        lines += [*playthrough(Match.start(rules, policies, seed)), ""]
    return lines[:-1]


def playthrough(match: Match) -> Iterator[str]:
    """Yield a finished game line by line."""
    opened = match.opened
    yield f"# {opened.scenario}: us {opened.seats['us']}, russia {opened.seats['russia']}, seed {opened.seed}"
    yield "mandates: " + ", ".join(f"{power} {opened.mandates[power]}" for power in POWERS)
    yield from (f"hidden: {hidden.id} {_drawn(match, hidden.id)}" for hidden in match.scenario.hidden)
    for story in match.stories:
        yield from _turn(match, story)
    closed = match.entries[-1]
    assert isinstance(closed, Closed)
    yield f"ending {closed.ending}"
    for power in POWERS:
        yield f"  {power} {closed.scores[power]:.2f} points, {closed.verdicts[power]}"


def _drawn(match: Match, hidden_id: str) -> str:
    hidden = next(item for item in match.scenario.hidden if item.id == hidden_id)
    return hidden.values[int(match.worlds.row(f"{hidden_id}.value")[0])][0]


def _turn(match: Match, story: Story) -> Iterator[str]:
    turn = match.scenario.turns[story.turn]
    yield f"turn {story.turn + 1}, {turn.date}, {turn.name}"
    yield from (f"  news {name}" for name in story.news)
    for move in story.moves:
        matter = move.incident + (f" ({move.mail_card})" if move.mail_card else "")
        yield f"  {move.power} {matter or 'act'}: {move.pick}" + (" by the pen" if move.by_pen else "")
    yield from (f"  chance for {power}: {risk or 'unnamed'}, {'yes' if happened else 'no'}" for risk, happened, power in story.drawn)
    yield from (f"  headline {headline}" for headline in story.headlines)
    for group in _groups(match.rules):
        yield from _wrapped({name: float(story.after[match.rules.layout[name]]) for name in group})
    asked = Inquiry(match.rules, story.after, story.turn)
    yield from _wrapped({name: asked.reading(name) for name in _readings(match.rules)})
    yield f"  digest {digest(match.rules.layout, story.after)}"


def _groups(rules: Rules) -> list[list[str]]:
    bounds = rules.layout.bounds
    shared = [name for name in bounds if name in PAIR_TRACKS or "." not in name]
    seats = [[f"{power}.{name}" for name in (*SEAT_TRACKS, "received.points", "loan", "loss")] for power in POWERS]
    others = [name for name in bounds if name not in shared and name.partition(".")[0] not in POWERS]
    return [shared, *seats, others]


def _readings(rules: Rules) -> list[str]:
    body = rules.scenario.legislature
    return [f"{power}.{name}" for power in POWERS for name in ("rung", "stake", "eyes", "words")] + (
        [f"{body.id}.override"] if body else []
    )


def _wrapped(values: Mapping[str, float]) -> Iterator[str]:
    line = " "
    for name, value in values.items():
        part = f" {name} {value + 0.0:.2f}".replace(" -0.00", " 0.00")
        if len(line) + len(part) > WIDTH:
            yield line
            line = "   "
        line += part
    if line.strip():
        yield line


def difference(path: Path, lines: list[str]) -> str:
    """Return where a golden file and the lines played now part ways, as a sentence; nothing if they do not."""
    if not path.is_file():
        return f"{path.name} is missing: every scenario needs a golden playthrough. `python -m tests.play.golden` writes it."
    expected = path.read_text(encoding="utf-8").splitlines()
    for number in range(max(len(expected), len(lines))):
        wanted, got = (side[number] if number < len(side) else "(nothing)" for side in (expected, lines))
        if wanted != got:
            return f"Wrong line {number + 1} in {path.name}:\n  golden: {wanted}\n  played: {got}"
    return ""


def main() -> None:
    """Write every golden file anew, and say which have changed."""
    FOLDER.mkdir(exist_ok=True)
    wanted = {path: (name, seat) for name in games.shipped() for path, seat in files(name).items()}
    for path in set(FOLDER.glob("*.txt")) - set(wanted):
        path.unlink()
        print(f"{path.name}: removed")
    for path, (name, seat) in wanted.items():
        lines = text(games.rules_of(name), seat)
        changed = difference(path, lines)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{path.name}: {'written' if changed else 'as it was'}")


if __name__ == "__main__":
    main()
