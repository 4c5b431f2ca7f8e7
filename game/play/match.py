"""One game in play: the state, its log, and who decides. The only thing below the user interfaces that changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from game.engine.inquire import Inquiry
from game.engine.ledger import expand
from game.engine.machine import Trace
from game.engine.outcome import VERDICTS
from game.engine.rules import Rules, Worlds, digest
from game.engine.spec import Card, Ending, Incident, Scenario
from game.engine.terms import POWERS, Power
from game.engine.tracks import GAME, seat
from game.errors import GameError, IllegalChoice, LogError, Misfit, UnknownChoice
from game.play.arguments import HUMAN, by_power, rules_of, seats_of, seed_of, whole
from game.play.mandates import mandates_of, power_of
from game.play.policy import MixedPlayer, RivalPlayer, Seat
from game.play.story import Keeper, Move, Option, Story, Where
from game.record.log import Chosen, Closed, Entry, Log, Opened, Settled, Undone, Writer

__all__ = ["Keeper", "Match", "Move", "Option", "Story", "Where"]

Origin = Mapping[str, float]
"""Rows that a crisis does not start as its own file says."""
HOLD = "hold"
SKIP = float(0)


class Match:
    """One game (two lanes of the same world): it advances by itself until a human has to choose."""

    def __init__(self, rules: Rules, opened: Opened, writer: Keeper | None = None, origin: Origin | None = None) -> None:
        self.rules, self.opened, self.writer, self.origin = rules, opened, writer, origin or {}
        self._restart()
        self._advance()

    def __repr__(self) -> str:
        """Return what is played and how far, on one line."""
        return f"<Match {self.scenario.id}, seed {self.opened.seed}, {'over' if self.is_over else f'turn {self.turn + 1}'}>"

    @classmethod
    def start(
        cls,
        scenario: Scenario | Rules,
        seats: Mapping[Power, str],
        seed: int,
        mandates: Mapping[Power, str] | None = None,
        writer: Writer | None = None,
        path: str = "",
    ) -> Match:
        """Open a game; `seats` names a policy or "human" for each power, `mandates` default to each seat's first.

        Raises UsageError for anything that cannot be played so.
        """
        rules = rules_of(scenario)
        spec, chosen = rules.scenario, mandates_of(rules.scenario, by_power("the mandates", mandates))
        opened = Opened(spec.id, rules.digest, seed_of(seed), seats_of(seats), chosen, spec.title, path)
        if writer is not None:
            writer.open(opened)
        match = cls(rules, opened, writer)
        match.save()
        return match

    @classmethod
    def resume(cls, rules: Rules, log: Log, writer: Keeper | None = None, origin: Origin | None = None) -> Match:
        """Take up a game where its log leaves it, and save what a log cut short is missing; `origin` are the rows an earlier crisis left.

        Raises LogError when the log does not fit the scenario, Misfit when anything recorded differs from what is played again.
        """
        if log.opened.digest != rules.digest:
            told = f"The scenario {rules.scenario.id!r} has changed since this game was saved."
            raise LogError(f"{told} Play it with the version it was saved with, or start anew.")
        match = cls.__new__(cls)
        match.rules, match.opened, match.writer, match.origin = rules, log.opened, None, origin or {}
        match._restart()
        match._fold(log)
        match.writer = writer
        if writer is not None:
            for entry in match.entries[len(log.entries) :]:
                writer.hold(entry)
        match._advance()
        match.save()
        return match

    # --- state ---------------------------------------------------------------------------------

    def _restart(self) -> None:
        seeds = np.full(2, self.opened.seed, np.uint64)
        self.worlds = Worlds(self.rules, seeds)
        for name, value in self.origin.items():
            self.worlds.row(name)[:] = value
        for power in POWERS:
            number = next(
                (n for n, item in enumerate(self.rules.scenario.seats[power].mandates) if item.id == self.opened.mandates.get(power)), None
            )
            if number is None:
                raise LogError(f"This saved game names a mandate that the scenario does not have ({power}).")
            self.worlds.row(seat(power).mandate)[:] = number
        self._players = {
            power: Seat.of(self.worlds, power, policy) for power, policy in self.opened.seats.items() if policy != HUMAN and power in POWERS
        }
        self.entries: list[Chosen | Settled | Closed] = []
        self.stories: list[Story] = []
        self.turn = 0
        self._plan: list[tuple[Power, Where]] = []
        self.waiting: tuple[Power, Where] | None = None
        self._begin_turn()

    @property
    def scenario(self) -> Scenario:
        """The scenario in play."""
        return self.rules.scenario

    @property
    def column(self) -> NDArray[np.float64]:
        """A copy of the state of the world, shape (rows,)."""
        return self.worlds.column(0)

    @property
    def story(self) -> Story:
        """The turn in play, or the last one."""
        return self.stories[-1]

    @property
    def is_over(self) -> bool:
        """Whether the game has ended."""
        return bool(self.worlds.row(GAME.ended)[0] > 0.5)

    @property
    def humans(self) -> list[Power]:
        """The powers that people play."""
        return [power for power in POWERS if self.opened.seats.get(power) == HUMAN]

    def inquire(self, column: NDArray[np.float64] | None = None) -> Inquiry:
        """Return the state (or an earlier one) open to questions."""
        return Inquiry(self.rules, self.column if column is None else column, self.turn)

    def incident(self, power: Power) -> Incident | None:
        """Return what lies on a power's desk in this turn."""
        number = int(self.worlds.row(seat(power).desk)[0])
        return self.scenario.incidents[number - 1] if number else None

    # --- choices -------------------------------------------------------------------------------

    def options(self) -> list[Option]:
        """Return what the power that is waited for may choose from, locked ones too."""
        if self.waiting is None:
            return []
        power, where = self.waiting
        if where == "desk":
            incident = self.incident(power)
            mask = self.worlds.desk_mask(power)[:, 0]
            return [Option(n, item.id, item, bool(mask[n])) for n, item in enumerate(incident.responses)] if incident else []
        rows = self.worlds.tray_rows(power)[:, 0]
        cards: list[Card | None] = [*self.scenario.seats[power].tray, None]
        shown = [(n, card) for n, card in enumerate(cards) if rows[n] > 0.5]
        return [Option(n, card.id if card else HOLD, card, bool(rows[n] > 1.5)) for n, card in shown]

    def choose(self, pick: str) -> None:
        """Make a choice by its id, save it, and play on to the next one a human has to make.

        Raises UnknownChoice or IllegalChoice; the game is then as it was. Raises LogError when it cannot be saved; the choice is made all
        the same, and saved with the next.
        """
        option = self._find(pick)
        self._apply(option)
        self._advance()
        self.save()

    def save(self) -> None:
        """Bring everything chosen to the disk.

        Raises LogError when that cannot be done; the game goes on all the same.
        """
        if self.writer is not None:
            self.writer.flush()

    def _find(self, pick: str) -> Option:
        options = self.options()
        option = next((item for item in options if item.id == pick), None)
        if option is None:
            known = ", ".join(item.id for item in options) or "nothing"
            raise UnknownChoice(f"expected one of {known}, got: {pick!r}")
        if not option.is_open:
            lock = option.item.lock if option.item is not None else None
            raise IllegalChoice(lock.because if lock is not None else f"{pick} is locked now")
        return option

    def _apply(self, option: Option) -> None:
        if self.waiting is None:
            raise UnknownChoice("the game is over, or nobody has to choose")
        power, where = self.waiting
        incident = self.incident(power) if where == "desk" else None
        pen = where == "desk" and bool(self.worlds.row(seat(power).pen)[0] > 0.5)
        move = Move(self.turn, power, where, incident.id if incident else "", option.id, pen, self._mail_card(power, incident))
        self.story.moves.append(move)
        drawn = self._play(power, where, float(option.number))
        self._record(Chosen(self.turn + 1, power, where, move.incident, option.id, tuple(drawn)))
        self.waiting = None

    def _mail_card(self, power: Power, incident: Incident | None) -> str:
        if incident is None or incident.mail is None:
            return ""
        number = int(self.worlds.row(seat(power).mail_card)[0])
        sender: Power = power if incident.mail == "counter" else ("russia" if power == "us" else "us")
        return f"{sender}:{self.scenario.seats[sender].tray[number - 1].id}" if number else ""

    def _play(self, power: Power, where: Where, number: float) -> list[str]:
        trace = Trace()
        if where == "desk":
            self.worlds.answer(self.turn, power, number, trace)
            option = self.rules.option_number(self.turn, power, self.incident(power), int(number))
        else:
            self.worlds.act(self.turn, power, number, trace)
            option = int(number)
        return self._note(trace, option, power, where)

    def _note(self, trace: Trace, option: int, power: Power | None, where: str = "") -> list[str]:
        self.story.lines.extend(expand(self.rules.layout, trace, option, power, where))
        drawn: list[str] = []
        for mark in trace.marks:
            match mark:
                case ("news", str(text)):
                    self.story.headlines.append(text)
                case ("incident", str(name)):
                    self.story.news.append(name)
                    incident = self.scenario.incidents[self.rules.layout.incident_index[name] - 1]
                    drawn.append(incident.id)
                case ("chance", str(risk), bool(happened)):
                    drawn.append(f"{risk or 'chance'}: {'yes' if happened else 'no'}")
                    if power is not None:
                        self.story.drawn.append((risk, happened, power))
        return drawn

    def _record(self, entry: Chosen | Settled | Closed) -> None:
        self.entries.append(entry)
        if self.writer is not None:
            self.writer.hold(entry)

    # --- the course of a turn ------------------------------------------------------------------

    def _begin_turn(self) -> None:
        before = self.column
        self.stories.append(Story(self.turn, before, before))
        trace = Trace()
        self.worlds.begin(self.turn, trace)
        self._note(trace, 1, None)
        self._plan = [(power, where) for power in self.rules.order(self.turn) for where in ("desk", "tray")]

    def _next(self) -> None:
        """Move to the next choice of the plan, or to the next turn."""
        if self._plan:
            power, where = self._plan.pop(0)
            if where == "desk":
                self._trace_into(power, where)
                if self.incident(power) is None:
                    if power in self._players:
                        # As in a sweep: a policy is asked at an empty desk too, and remembers what fell due.
                        self._players[power].answer(self.turn)
                    self._play(power, where, SKIP)
                    return
            else:
                self._trace_into(power, where)
            self.waiting = (power, where)
            return
        self._settle()

    def _trace_into(self, power: Power, where: Where) -> None:
        trace = Trace()
        draw = self.worlds.draw_desk if where == "desk" else self.worlds.draw_tray
        draw(self.turn, power, trace)
        self._note(trace, 0, power)

    def _settle(self) -> None:
        trace = Trace()
        self.worlds.settle(self.turn, trace)
        self._note(trace, 0, None)
        self.story.after = self.column
        self.story.settled = True
        self._record(Settled(self.turn + 1, digest(self.rules.layout, self.column)))
        if self.is_over:
            self.worlds.judge(self.turn)
            self._record(self._closing())
        else:
            self.turn += 1
            self._begin_turn()

    def _closing(self) -> Closed:
        scores: dict[str, float] = {power: self.score(power) for power in POWERS}
        verdicts: dict[str, str] = {power: self.verdict(power) for power in POWERS}
        return Closed(self.ending.id, scores, verdicts)

    def temper(self, power: Power) -> str:
        """Return who really plays a seat: the policy, also where one was drawn for the game, or "human"."""
        seated = self._players.get(power_of(power))
        return seated.player.temper(0) if seated and isinstance(seated.player, MixedPlayer | RivalPlayer) else self.opened.seats[power]

    @property
    def ending(self) -> Ending:
        """How the game ended; raises GameError before it has."""
        self._await_end("ending")
        return self.scenario.endings[int(self.worlds.row(GAME.ended)[0]) - 1]

    def score(self, power: Power) -> float:
        """Return a power's score, 0 to 100; raises GameError before the end."""
        self._await_end("score")
        return float(self.worlds.row(seat(power_of(power)).score)[0])

    def verdict(self, power: Power) -> str:
        """Return the id of a power's verdict; raises GameError before the end."""
        self._await_end("verdict")
        return VERDICTS[int(self.worlds.row(seat(power_of(power)).verdict)[0]) - 1]

    def _await_end(self, what: str) -> None:
        if not self.is_over:
            raise GameError(f"There is no {what} before the end: the game is in turn {self.turn + 1} of {self.rules.turns}.")

    def _advance(self) -> None:
        """Play on until a human has to choose or the game is over."""
        while not self.is_over:
            if self.waiting is None:
                self._next()
                continue
            power, where = self.waiting
            if power not in self._players:
                return
            self._apply(self._policy_pick(power, where))

    def _policy_pick(self, power: Power, where: Where) -> Option:
        seat = self._players[power]
        picks, _ = seat.answer(self.turn) if where == "desk" else seat.act(self.turn)
        number = int(picks[0])
        return next(option for option in self.options() if option.number == number)

    # --- folds over the log --------------------------------------------------------------------

    def _fold(self, log: Log) -> None:
        """Replay the entries of a log and hold them against what comes of it; policies are asked too, so that they remember."""
        fault = self._follow(log.entries)
        same = next((n for n, (read, mine) in enumerate(zip(log.entries, self.entries, strict=False)) if read != mine), None)
        if same is None:
            same = min(len(log.entries), len(self.entries))
        if fault is not None and fault.keep <= same:
            raise fault
        if same < len(log.entries):
            turn = getattr(log.entries[same], "turn", self.turn + 1)
            raise Misfit(same, f"The saved game and its replay differ in turn {turn}. The file has been changed.")

    def _follow(self, entries: Sequence[Entry]) -> Misfit | None:
        """Make the choices among these entries again; return what is wrong with the first that cannot be made."""
        for number, entry in enumerate(entries):
            if not isinstance(entry, Chosen):
                continue
            self._reach(entry)
            if self.waiting is None:
                return Misfit(number, f"This saved game goes on after its end (turn {entry.turn}). The file has been changed.")
            power, where = self.waiting
            if (self.turn + 1, power, where) != (entry.turn, entry.power, entry.where):
                told = f"This saved game has a choice out of order (turn {entry.turn}, {entry.power}). The file has been changed."
                return Misfit(number, told)
            if power in self._players:
                self._policy_pick(power, where)
            try:
                option = self._find(entry.pick)
            except (UnknownChoice, IllegalChoice) as error:
                return Misfit(number, f"This saved game makes a choice that was not open (turn {entry.turn}): {error}.")
            self._apply(option)
        settled = {entry.turn for entry in entries if isinstance(entry, Settled)}
        while not self.is_over and self.waiting is None and (self._plan or self.turn + 1 in settled):
            self._next()
        return None

    def _reach(self, entry: Chosen) -> None:
        while self.waiting is None and not self.is_over and self.turn + 1 <= entry.turn:
            self._next()

    def _keep(self, count: int) -> None:
        kept = self.entries[:count]
        writer, self.writer = self.writer, None
        log = Log(self.opened, list(kept))
        self._restart()
        self._fold(log)
        self.writer = writer
        if writer is not None:
            writer.hold(Undone(count))
            for entry in self.entries[count:]:
                writer.hold(entry)
        self._advance()
        self.save()

    def undo(self) -> bool:
        """Take back the last choice a human made; return whether there was one."""
        for number in range(len(self.entries) - 1, -1, -1):
            entry = self.entries[number]
            if isinstance(entry, Chosen) and entry.power in self.humans:
                self._keep(number)
                return True
        return False

    def play_on_from(self, turn: int) -> None:
        """Go back to the start of a turn (1-based) and play on from there with the same dice.

        Raises UsageError when that turn was not reached.
        """
        turn = whole("a turn", turn, 1, self.turn + 1)
        count = next((n for n, entry in enumerate(self.entries) if isinstance(entry, Chosen) and entry.turn >= turn), len(self.entries))
        self._keep(count)

    def log(self) -> Log:
        """Return the game as a log."""
        return Log(self.opened, list(self.entries))


__all__ = ["HOLD", "HUMAN", "Keeper", "Match", "Move", "Option", "Origin", "Story", "Where"]
