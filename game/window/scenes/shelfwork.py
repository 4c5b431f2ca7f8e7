"""What is done with files of saved games: looked at, copied, exported, deleted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from game import disk, paths
from game.content import campaigns
from game.engine.terms import POWERS
from game.errors import LogError
from game.record.log import Closed, Crossed, Log
from game.record.writer import MOST
from game.view.shelf import state
from game.view.stage import chronicle
from game.view.text import _, number
from game.view.text import sentence as whole
from game.window.kit.box import Row
from game.window.kit.widget import Gap, Picture, Text, Widget
from game.window.session import Session

if TYPE_CHECKING:
    from game.record.shelf import Saved
    from game.window.world import World


def facts(saved: Saved, log: Log) -> list[Widget]:
    """Return what a saved game says of itself: the crisis, who sat where, how far it came, the dice."""
    opened, people = log.opened, _("you")
    ended = next((entry for entry in log.entries if isinstance(entry, Closed)), None)
    rows: list[Widget] = [Text(opened.title or opened.scenario, "page"), Text(state(saved, campaigns.is_named), "strong", "focus"), Gap(2)]
    for power in POWERS:
        who = people if opened.seats[power] == "human" else _("the machine: {name}").format(name=_(opened.seats[power]))
        told = _("last crisis: {n} of 100") if any(isinstance(entry, Crossed) for entry in log.entries) else _("{n} of 100")
        score = told.format(n=number(ended.scores[power])) if ended is not None and power in ended.scores else ""
        rows.append(
            Row([Picture(f"flag:{power}", 22), Text(who, "body"), Text(score, "mono_medium", "text", "right")], [0.0, 1.0, 0.0], gap=12)
        )
    picks = len(log.choices)
    lines = [
        (_("Choices"), str(picks)),
        (_("Dice"), str(opened.seed)),
        (_("File"), saved.path.name),
    ]
    rows += [Row([Text(name, "strong", "second"), Text(words, "body")], [-92.0, 1.0], gap=10, align="top") for name, words in lines]
    return rows


def to_look_at(world: World, saved: Saved) -> Session:
    """Return a saved game that cannot be written to.

    Raises LogError when it does not fit the scenario as it is now.
    """
    from game.play.match import Match
    from game.play.taking import play_again

    assert saved.log is not None
    game = play_again(world.played_in(saved.log.opened), saved.log)
    return Session(game, None) if isinstance(game, Match) else Session(game.match, None, journey=game)


def copy_of(world: World, saved: Saved) -> Session:
    """Copy a saved game to a file of its own and open the copy.

    Raises LogError when it cannot be copied or does not fit.
    """
    from game.record.shelf import new_path

    assert saved.log is not None
    people = [power for power, policy in saved.log.opened.seats.items() if policy == "human"]
    path = new_path(saved.log.opened.scenario, people[0] if len(people) == 1 else "both")
    _copy(saved.path, path)
    return world.resume(path)


def export(saved: Saved, session: Session) -> list[Path]:
    """Write a game beside the saved ones as its log and as text to read, and return both files.

    Raises LogError when that cannot be written.
    """
    folder = paths.saves_dir().parent / "exports"
    log, text = folder / saved.path.name, folder / f"{saved.path.stem}.txt"
    match, lines = session.match, [f"{session.match.scenario.title}: {session.match.scenario.subtitle}", ""]
    me = session.me
    for chapter in reversed(chronicle(match, me)):
        lines.append(chapter.heading)
        lines += [f"  {match.scenario.seats[power].capital}: {whole(label)}" for power, label in chapter.moves]
    try:
        disk.make_private(folder)
        disk.write_file(text, ("\n".join(lines) + "\n").encode("utf-8", "replace"), private=True)
    except OSError as error:
        raise LogError(_("The game cannot be exported to {folder}: {reason}.").format(folder=folder, reason=disk.reason(error))) from error
    _copy(saved.path, log)
    return [log, text]


def delete(path: Path) -> None:
    """Delete a saved game.

    Raises LogError when it cannot be deleted.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise LogError(_("{path} cannot be deleted: {reason}.").format(path=path, reason=disk.reason(error))) from error


def _copy(source: Path, target: Path) -> None:
    try:
        disk.make_private(target.parent)
        disk.write_file(target, disk.read_file(source, MOST), private=True)
    except OSError as error:
        raise LogError(_("{path} cannot be copied: {reason}.").format(path=source, reason=disk.reason(error))) from error
