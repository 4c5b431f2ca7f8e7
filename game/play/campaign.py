"""A campaign in play: one match after the other over one log, and what the earlier one leaves to the later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from game.engine.campaign import Campaign, Crossing, interlude_stream, part_seed
from game.engine.identity import digest_of
from game.engine.rules import Rules, digest
from game.engine.terms import POWERS, Power
from game.errors import GameError, LogError, Misfit
from game.play.arguments import by_power, seats_of, seed_of
from game.play.mandates import mandates_of
from game.play.match import Keeper, Match
from game.record.log import Chosen, Closed, Crossed, Entry, Log, Opened, Settled, Undone, Writer


@dataclass(frozen=True)
class Route:
    """A campaign's crises compiled, and the ways between them."""

    campaign: Campaign
    rules: tuple[Rules, ...]
    crossings: tuple[Crossing, ...]

    def __repr__(self) -> str:
        """Return which campaign it is, on one line."""
        return f"<Route of {self.campaign.id}>"

    @classmethod
    def of(cls, campaign: Campaign) -> Route:
        """Return the route of a campaign."""
        rules = tuple(Rules(part) for part in campaign.parts)
        ways = zip(rules, rules[1:], campaign.interludes, strict=False)
        streams = (interlude_stream(len(rules), number) for number in range(len(rules)))
        return cls(campaign, rules, tuple(Crossing(*way, stream) for way, stream in zip(ways, streams, strict=False)))

    @cached_property
    def digest(self) -> str:
        """What names the rules of all its crises and of the ways between them."""
        return digest_of(self.campaign)

    def turns_before(self, part: int) -> int:
        """Return the number of turns of the parts before one."""
        return sum(rules.turns for rules in self.rules[:part])

    def goes_on(self, part: int, ending: str) -> bool:
        """Tell whether a campaign goes on after a part ended so: after a rupture there is nobody left to write to."""
        last = part + 1 >= len(self.rules)
        return not last and not next(item.rupture for item in self.campaign.parts[part].endings if item.id == ending)


class _Share:
    """A campaign's log as the match of one part sees it: turns and entries count from the part's own start."""

    def __init__(self, writer: Keeper, route: Route, part: int, base: int) -> None:
        self._writer, self._route, self._part, self._base = writer, route, part, base

    @property
    def path(self) -> Path:
        """The file the campaign lies in now."""
        return self._writer.path

    def hold(self, entry: Entry) -> None:
        """Take an entry of the part to be kept; the end of a part that is not the last closes nothing."""
        if isinstance(entry, Closed) and self._route.goes_on(self._part, entry.ending):
            return
        self._writer.hold(moved(entry, self._route.turns_before(self._part), self._base))

    def flush(self) -> None:
        """Bring what was taken to the disk."""
        self._writer.flush()

    def move(self, path: Path) -> None:
        """Keep the campaign in another file from now on."""
        self._writer.move(path)

    def told(self) -> list[str]:
        """Return what has become of the file."""
        return self._writer.told()


def moved(entry: Entry, turns: int, entries: int = 0) -> Entry:
    """Return an entry with its turn, or the number of entries it keeps, counted from another start."""
    if isinstance(entry, Chosen | Settled):
        return replace(entry, turn=entry.turn + turns)
    return replace(entry, keep=entry.keep + entries) if isinstance(entry, Undone) else entry


class Journey:
    """A campaign being played: the match of the present part, those before it, and the one log of them all."""

    def __init__(self, route: Route, opened: Opened, writer: Keeper | None = None) -> None:
        self.route, self.opened, self.writer = route, opened, writer
        self.earlier: list[Match] = []
        self.match = Match(route.rules[0], self._opening(0, opened.mandates), self._share(0, 0))

    def __repr__(self) -> str:
        """Return what is played and how far, on one line."""
        return f"<Journey {self.route.campaign.id}, seed {self.opened.seed}, crisis {self.part + 1}: {self.match!r}>"

    @classmethod
    def start(
        cls, campaign: Campaign | Route, seats: Mapping[Power, str], seed: int, mandates: Mapping[Power, str] | None = None,
        writer: Writer | None = None, path: str = "",
    ) -> Journey:  # fmt: skip
        """Open a campaign; `mandates` are those of its first crisis.

        Raises UsageError for an unknown mandate or policy.
        """
        route = campaign if isinstance(campaign, Route) else Route.of(campaign)
        first = route.campaign.parts[0]
        chosen = mandates_of(first, by_power("the mandates", mandates))
        named = route.campaign
        opened = Opened(named.id, route.digest, seed_of(seed), seats_of(seats), chosen, named.title, path)
        if writer is not None:
            writer.open(opened)
        journey = cls(route, opened, writer)
        journey.match.save()
        return journey

    @classmethod
    def resume(cls, campaign: Campaign | Route, log: Log, writer: Writer | None = None) -> Journey:
        """Take up a campaign where its log leaves it.

        Raises LogError when the log does not fit the campaign, or when a recorded state differs.
        """
        route = campaign if isinstance(campaign, Route) else Route.of(campaign)
        if log.opened.digest != route.digest:
            raise LogError(
                f"The campaign {route.campaign.id!r} has changed since this game was saved. "
                "Play it with the version it was saved with, or start anew."
            )
        journey = cls.__new__(cls)
        journey.route, journey.opened, journey.writer, journey.earlier = route, log.opened, writer, []
        journey._follow(log)
        return journey

    def _follow(self, log: Log) -> None:
        """Play the parts again; a Misfit counts entries from the start of the campaign."""
        pieces: list[list[Entry]] = [[]]
        marks: list[Crossed] = []
        for entry in log.entries:
            if isinstance(entry, Crossed):
                marks.append(entry)
                pieces.append([])
            else:
                pieces[-1].append(entry)
        base = 0
        mandates = self.opened.mandates
        origin: dict[str, float] = {}
        for part, piece in enumerate(pieces):
            last = part + 1 == len(pieces)
            entries: list[Entry] = [moved(entry, -self.route.turns_before(part)) for entry in piece]
            share = self._share(part, base) if last else None
            try:
                self.match = Match.resume(self.route.rules[part], Log(self._opening(part, mandates), entries), share, origin)
            except Misfit as misfit:
                raise Misfit(base + misfit.keep, str(misfit)) from misfit
            end = base + len(piece)
            if any(isinstance(entry, Closed) and self.route.goes_on(part, entry.ending) for entry in piece):
                raise Misfit(end - 1, "This saved campaign is closed before its last part. The file has been changed.")
            base = end + 1
            if not last:
                mandates, origin = self._crossed(marks[part], part, end)
                self.earlier.append(self.match)

    def _crossed(self, mark: Crossed, part: int, end: int) -> tuple[dict[str, str], dict[str, float]]:
        """Hold a line between two parts against what is played again; return the next part's mandates and the rows of its start."""
        if not self.must_cross:
            raise Misfit(end, f"This saved campaign goes on where part {part + 1} has not ended so. The file has been changed.")
        origin = self._origin()
        known = {power: {item.id for item in self.route.campaign.parts[part + 1].seats[power].mandates} for power in POWERS}
        if mark.part != part + 1 or any(mark.mandates[power] not in known[power] for power in POWERS):
            raise Misfit(end, "This saved campaign crosses into a part or a mandate that is not there. The file has been changed.")
        if _start_digest(self.route.rules[part + 1], origin, self.opened.seed, part + 1) != mark.digest:
            raise Misfit(end, "The saved campaign and its replay differ after the interlude. The file has been changed.")
        return mark.mandates, origin

    # --- where it stands -----------------------------------------------------------------------

    @property
    def part(self) -> int:
        """The number of the present part, from 0."""
        return len(self.earlier)

    @property
    def must_cross(self) -> bool:
        """Whether the present part has ended and another follows."""
        return self.match.is_over and self.route.goes_on(self.part, self._ending())

    @property
    def is_over(self) -> bool:
        """Whether the campaign has ended."""
        return self.match.is_over and not self.must_cross

    def _ending(self) -> str:
        return self.match.ending.id

    def scores(self) -> dict[Power, float]:
        """Return both powers' scores over the parts: the mean, parts that were never reached counting nothing.

        Raises GameError before the campaign is over.
        """
        if not self.is_over:
            raise GameError(f"There are no scores before the end: the campaign is in part {self.part + 1} of {len(self.route.rules)}.")
        played = [*self.earlier, self.match]
        return {power: sum(match.score(power) for match in played) / len(self.route.rules) for power in POWERS}

    def passages(self, me: Power) -> list[str]:
        """Return what a power reads of the interlude that follows the present part."""
        crossing = self.route.crossings[self.part]
        return crossing.passages(self.match.column, self.opened.seed, me)

    # --- the way on ----------------------------------------------------------------------------

    def cross(self, mandates: Mapping[Power, str] | None = None) -> None:
        """Go on to the next crisis under these mandates (each seat's first where none is named), and save that.

        Raises UsageError for an unknown mandate, LogError when there is nothing to go on to, or when it cannot be saved; the campaign
        then goes on all the same.
        """
        if not self.must_cross:
            raise LogError("This part of the campaign has not ended, or nothing follows it.")
        part = self.part + 1
        chosen = mandates_of(self.route.campaign.parts[part], mandates)
        origin = self._origin()
        mark = _start_digest(self.route.rules[part], origin, self.opened.seed, part)
        base = self._entries() + 1
        if self.writer is not None:
            self.writer.hold(Crossed(part, chosen, mark))
        self.earlier.append(self.match)
        self.match = Match(self.route.rules[part], self._opening(part, chosen), self._share(part, base), origin)
        self.match.save()

    def _entries(self) -> int:
        """Return how many entries of the log count up to now."""
        played = [*self.earlier, self.match]
        return sum(sum(not isinstance(entry, Closed) for entry in match.entries) for match in played) + len(self.earlier)

    def _origin(self) -> dict[str, float]:
        columns = np.repeat(self.match.column[:, None], 2, 1)
        carried = self.route.crossings[self.part].cross(columns, np.full(2, self.opened.seed, np.uint64))
        return {name: float(values[0]) for name, values in carried.items()}

    def _opening(self, part: int, mandates: Mapping[str, str]) -> Opened:
        scenario = self.route.campaign.parts[part]
        seed = part_seed(self.opened.seed, part)
        return Opened(scenario.id, self.route.rules[part].digest, seed, self.opened.seats, dict(mandates), scenario.title, self.opened.path)

    def _share(self, part: int, base: int) -> _Share | None:
        return None if self.writer is None else _Share(self.writer, self.route, part, base)


def _start_digest(rules: Rules, origin: Mapping[str, float], seed: int, part: int) -> str:
    from game.engine.rules import Worlds

    worlds = Worlds(rules, np.full(2, part_seed(seed, part), np.uint64))
    for name, value in origin.items():
        worlds.row(name)[:] = value
    return digest(rules.layout, worlds.column(0))
