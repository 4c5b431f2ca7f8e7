"""What all scenes share: settings, sounds, the crises there are, the games on the shelf, and how one is opened."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from game import disk
from game.errors import GameError, ScenarioError
from game.window.art import Noise
from game.window.settings import Settings

if TYPE_CHECKING:
    from game.engine.rules import Rules
    from game.engine.spec import Scenario
    from game.engine.terms import Power
    from game.play.campaign import Route
    from game.record.log import Opened
    from game.record.shelf import Saved
    from game.window.scenes.review import Work
    from game.window.session import Session

DEFAULT_RIVAL = "rival"


@dataclass(frozen=True, slots=True)
class Crisis:
    """A line of the list of crises; one that cannot be played says why in `problem`."""

    id: str
    title: str
    subtitle: str
    path: Path
    problem: str = ""
    is_campaign: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """A game as asked for: the crisis, the seat (None: both), mandates, the rival, the dice, where to save."""

    scenario: str
    seat: Power | None
    mandates: Mapping[Power, str]
    rival: str = DEFAULT_RIVAL
    seed: int | None = None
    log: Path | None = None


class World:
    """The shared part of the window. What takes long is loaded in a thread that starts after the first picture."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.noise = Noise()
        self.noise.volume = settings.volume
        self.crises: list[Crisis] = []
        self.saved: Saved | None = None
        self.is_ready = False
        self.failure: Exception | None = None
        """What went wrong in the thread that loads; whoever draws next says so."""
        self.works: list[Work] = []
        """What was begun in the background and may not have ended yet."""
        self.reload: Callable[[], None] = lambda: None
        self._rules: dict[str, Rules] = {}
        self._routes: dict[str, Route] = {}
        self._worker: threading.Thread | None = None

    def warm(self) -> None:
        """Start to load what the first picture did without."""
        if self._worker is None:
            self._worker = threading.Thread(target=self._load, name="load", daemon=True)
            self._worker.start()

    def rest(self) -> None:
        """Wait for what works in the background, or stop it: a thread that is cut off at the end can take the process down."""
        for work in self.works:
            work.drop()
            work.wait()
        if self._worker is not None:
            self._worker.join()

    def await_ready(self) -> None:
        """Wait until everything is loaded."""
        self.warm()
        if self._worker is not None:
            self._worker.join()

    def _load(self) -> None:
        try:
            self.look_at_shelf()
            self.look_at_crises()
            import game.play.preview
            import game.window.parts.land
            import game.window.scenes.main  # noqa: F401
        except Exception as error:
            self.failure = error
        finally:
            self.is_ready = True

    def reload_shelf_if_needed(self) -> None:
        """Look at the shelf again after a game was played; before everything is loaded there is nothing to do."""
        if self.is_ready:
            self.look_at_shelf()

    def look_at_shelf(self) -> None:
        """Find the newest game that can be continued."""
        from game.record import shelf

        try:
            self.saved = shelf.unfinished()
        except GameError:
            self.saved = None

    def look_at_crises(self) -> None:
        """List the crises, those that cannot be played with their first problem."""
        from game.content import campaigns, library
        from game.content.problem import headline

        try:
            entries, routes = library.listing(), campaigns.listing()
        except GameError:
            return
        self.crises = [
            Crisis(
                entry.path.stem, entry.title, entry.subtitle, entry.path, headline(entry.problem) if entry.problem else "", entry in routes
            )
            for entry in [*entries, *routes]
        ]

    # --- games ---------------------------------------------------------------------------------

    def rules_of(self, name: str) -> Rules:
        """Return the rules of a scenario by its id or path.

        Raises ScenarioError with the first problem when it cannot be played.
        """
        from game.content import library
        from game.content.problem import headline
        from game.engine.rules import Rules

        if name not in self._rules:
            reading = library.load(name)
            if reading.scenario is None:
                first = next(problem for problem in reading.problems if problem.severity == "error")
                raise ScenarioError(f"{headline(first)}. `persona lint {name}` says all that is wrong.")
            self._rules[name] = Rules(reading.scenario)
        return self._rules[name]

    def route_of(self, name: str) -> Route | None:
        """Return a campaign by its id or path, None when it is no campaign.

        Raises ScenarioError with the first problem when it cannot be played.
        """
        from game.content import campaigns
        from game.content.problem import headline
        from game.play.campaign import Route

        path = campaigns.find(name)
        if path is None:
            return None
        if str(path) not in self._routes:
            reading = campaigns.load(path)
            if reading.campaign is None:
                first = next(problem for problem in reading.problems if problem.severity == "error")
                raise ScenarioError(f"{headline(first)}. `persona lint {path}` says all that is wrong.")
            self._routes[str(path)] = Route.of(reading.campaign)
        return self._routes[str(path)]

    def first_scenario(self, name: str) -> Scenario:
        """Return the scenario of a crisis, the first one of a campaign.

        Raises ScenarioError when it cannot be played.
        """
        route = self.route_of(name)
        return route.campaign.parts[0] if route is not None else self.rules_of(name).scenario

    def played_in(self, opened: Opened) -> Rules | Route:
        """Return what a saved game was played in, a crisis or a campaign.

        Raises ScenarioError when it cannot be found or played.
        """
        name = opened.path if disk.is_file(opened.path) else opened.scenario
        return self.route_of(name) or self.rules_of(name)

    def begin(self, wish: Wish) -> Session:
        """Open a new game and its file."""
        from game.content import library
        from game.engine.terms import POWERS, SEED_BITS, other
        from game.play.campaign import Journey
        from game.play.match import HUMAN, Match
        from game.record.log import Writer
        from game.record.shelf import new_path
        from game.window.session import Session

        route = self.route_of(wish.scenario)
        seats: dict[Power, str] = dict.fromkeys(POWERS, HUMAN)
        if wish.seat is not None:
            seats[other(wish.seat)] = wish.rival
        seed = secrets.randbits(SEED_BITS) if wish.seed is None else wish.seed
        path = wish.log or new_path(route.campaign.id if route else self.rules_of(wish.scenario).scenario.id, wish.seat or "both")
        name = str(Path(wish.scenario).resolve()) if library.is_path(wish.scenario) else wish.scenario
        if route is not None:
            journey = Journey.start(route, seats, seed, wish.mandates, Writer(path), path=name)
            return Session(journey.match, path, self.settings.figures, journey)
        rules = self.rules_of(wish.scenario)
        return Session(Match.start(rules, seats, seed, wish.mandates, Writer(path), path=name), path, self.settings.figures)

    def resume(self, path: Path) -> Session:
        """Take up a saved game.

        Raises LogError when it cannot be read, or does not fit the scenario as it is now.
        """
        from game.play.match import Match
        from game.play.taking import take_up
        from game.window.session import Session

        taken = take_up(path, self.played_in)
        if isinstance(taken.game, Match):
            session = Session(taken.game, path, self.settings.figures)
        else:
            session = Session(taken.game.match, path, self.settings.figures, taken.game)
        session.notices = list(taken.notices)
        return session
