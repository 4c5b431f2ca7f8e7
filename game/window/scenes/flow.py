"""Which screen follows: a hand-over, the end of a turn, the next choice, the end of the game."""

from __future__ import annotations

from pathlib import Path

from game.engine.terms import POWERS, Power
from game.view.text import _
from game.window.go import Go, replace
from game.window.scene import Scene
from game.window.scenes.notice import Notice
from game.window.session import Session
from game.window.world import Wish, World


def begin(world: World, wish: Wish) -> Scene:
    """Open a new game and return its first screen: the briefing where no mandate was asked for."""
    from game.window.scenes.briefing import Briefing, HandBriefing

    if wish.seat is None:
        missing = [power for power in POWERS if power not in wish.mandates]
        return HandBriefing(world, wish, missing[0]) if missing else following(world, world.begin(wish))
    if wish.seat in wish.mandates:
        return following(world, world.begin(wish))
    return Briefing(world, wish, wish.seat)


def resume(world: World, path: Path) -> Scene:
    """Take up a saved game and return the screen it was left at.

    Raises LogError when it cannot be read, or does not fit the scenario as it is now.
    """
    return following(world, world.resume(path))


def following(world: World, session: Session) -> Scene:
    """Return the screen that comes next in a game; what has become of its file is told first."""
    if session.notices:
        told, session.notices = session.notices, []
        return Notice(world, *told, title=_("Your saved game"), way=lambda: go_on(world, session))
    from game.window.scenes.consequences import Consequences
    from game.window.scenes.ending import Ending
    from game.window.scenes.handover import Handover
    from game.window.scenes.main import Main

    match = session.match
    if match.is_over:
        pending = _unread(session)
        if pending is not None:
            return Consequences(world, session, pending, session.settled[session.told[pending]])
        return Ending(world, session, (match.humans or [session.me])[0])
    me = session.me
    if session.shown_for not in (None, me):
        return Handover(world, session, me)
    if session.told[me] < len(session.settled):
        return Consequences(world, session, me, session.settled[session.told[me]])
    return Main(world, session)


def _unread(session: Session) -> Power | None:
    """Return the first person who has not read the end of the last turn; with two, the one at the screen first."""
    humans = sorted(session.match.humans, key=lambda power: power != session.shown_for)
    return next((power for power in humans if session.told[power] < len(session.settled)), None)


def go_on(world: World, session: Session) -> Go:
    """Return the move to what comes next."""
    return replace(lambda: following(world, session))
