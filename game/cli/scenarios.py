"""Scenarios as the commands name them: by id, by path, or by the saved game that was played in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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


def rules_of_game(opened: Opened, scenario: str | None = None) -> Rules:
    """Return the rules a saved game was played by; `scenario` names the file if it lies elsewhere now.

    Raises ScenarioError when it cannot be found or played.
    """
    if scenario is not None:
        return rules_of(scenario)
    return rules_of(opened.path if opened.path and Path(opened.path).is_file() else opened.scenario)


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


def route_of_game(opened: Opened) -> Route | None:
    """Return the campaign a saved game was played in, None when it was a single crisis."""
    return route_of(opened.path if opened.path and Path(opened.path).is_file() else opened.scenario)


def matches_of(saved: Log, scenario: str | None = None) -> list[Match]:
    """Return a saved game played again: one match, or those of a campaign's parts; `scenario` names the file if it lies elsewhere now.

    Raises ScenarioError when that cannot be found or played, LogError when the game does not fit it.
    """
    from game.play.campaign import Journey
    from game.play.match import Match

    route = route_of_game(saved.opened) if scenario is None else route_of(scenario)
    if route is None:
        return [Match.resume(rules_of_game(saved.opened, scenario), saved)]
    journey = Journey.resume(route, saved)
    return [*journey.earlier, journey.match]


def lasting_name(name: str) -> str:
    """Return a scenario's name as a saved game keeps it: an id as it is, a path in full, to be found from any folder."""
    path = Path(name)
    return str(path.resolve()) if path.is_file() else name
