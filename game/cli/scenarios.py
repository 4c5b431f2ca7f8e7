"""Scenarios as the commands name them: by id, by path, or by the saved game that was played in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from game import disk
from game.content import library
from game.content.problem import headline
from game.engine.rules import Rules
from game.errors import ScenarioError
from game.record.log import Log, Opened

if TYPE_CHECKING:
    from game.play.campaign import Route
    from game.play.match import Match


def rules_of(name: str | Path) -> Rules:
    """Return the rules of a scenario given by its id or the path of its file.

    Raises ScenarioError with the first problem when it cannot be played.
    """
    reading = library.load(name)
    if reading.scenario is None:
        first = next(problem for problem in reading.problems if problem.severity == "error")
        raise ScenarioError(f"{headline(first)}. `persona lint {name}` says all that is wrong.")
    return Rules(reading.scenario)


def route_of(name: str | Path) -> Route | None:
    """Return a campaign ready to be played, by its id, its path, or `campaign` for the first; None when it is no campaign.

    Raises ScenarioError with the first problem when it cannot be played.
    """
    from game.content import campaigns

    path = campaigns.find(name)
    if path is None:
        return None
    from game.play.campaign import Route

    reading = campaigns.load(path)
    if reading.campaign is None:
        first = next(problem for problem in reading.problems if problem.severity == "error")
        raise ScenarioError(f"{headline(first)}. `persona lint {path}` says all that is wrong.")
    return Route.of(reading.campaign)


def matches_of(saved: Log, scenario: str | None = None) -> list[Match]:
    """Return a saved game played again: one match, or those of a campaign's parts; `scenario` names the file if it lies elsewhere now.

    Raises ScenarioError when that cannot be found or played, LogError when the game does not fit it.
    """
    from game.play.match import Match
    from game.play.taking import play_again

    game = play_again(played_in(saved.opened, scenario), saved)
    return [game] if isinstance(game, Match) else [*game.earlier, game.match]


def played_in(opened: Opened, scenario: str | None = None) -> Rules | Route:
    """Return what a saved game was played in, a crisis or a campaign; `scenario` names the file if it lies elsewhere now.

    Raises ScenarioError when it cannot be found or played.
    """
    name = opened.path if disk.is_file(opened.path) else opened.scenario
    if scenario is not None:
        name = scenario
    return route_of(name) or rules_of(name)


def lasting_name(name: str) -> str:
    """Return a scenario's name as a saved game keeps it: an id as it is, a path in full, to be found from any folder."""
    return str(Path(name).resolve()) if library.is_path(name) else name
