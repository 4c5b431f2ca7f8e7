"""The loop of the terminal game: it asks, hands the answer to the match, and draws what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from game.engine.terms import POWERS, Power, other
from game.errors import ChoiceError, GameError, LogError, UsageError
from game.play.match import Match, Story
from game.terminal import screens
from game.terminal.layout import by_place
from game.terminal.page import Left, Page, whole_number
from game.view import brief, desk
from game.view.explain import explain_option, explain_term
from game.view.text import _

HELP = (
    "a number: choose it",
    "? and a number: what that choice consists of",
    "? and a word: what it means (? room, ? tension, ? rung)",
    "a: what your advisers say",
    "c: the facts behind the matter on your desk, with status and source",
    "m: your mandate, where each goal stands",
    "w: words on the table, your account, what you guess of them",
    "l: the last ledger, whole",
    "b: the briefing again",
    "r: this page again",
    "u: take back your last choice",
    "t and a number: play on from that turn, with the same dice",
    "s and a file: save to another file from now on",
    "q: save and leave",
)


class Game:
    """One match at a terminal; `onward` gives the title of what follows its end, empty when nothing does."""

    def __init__(self, page: Page, match: Match, numbers: bool = False, onward: Callable[[], str] = str) -> None:
        self._page, self._match, self._numbers, self._onward = page, match, numbers, onward
        self._shown_turn = -1
        # Two players at one keyboard: whoever looks at the screen first is asked to hand it over.
        self._shown_for: Power | None = other(self._me()) if len(match.humans) == len(POWERS) else None
        self._desk = desk.Desk("", (), (), (), (), False)
        self._told = dict.fromkeys(POWERS, len(self._settled()))

    def play(self) -> None:
        """Play to the end and past it, until the player leaves; raises Left when input ends."""
        while True:
            if not self._match.is_over:
                self._turn()
            elif not self._close():
                return

    def _me(self) -> Power:
        waiting = self._match.waiting
        if waiting:
            return waiting[0]
        return self._match.humans[0] if self._match.humans else "us"

    def _settled(self) -> list[Story]:
        return [story for story in self._match.stories if story.settled]

    def _turn(self) -> None:
        me = self._me()
        if self._shown_for not in (None, me):
            screens.draw_handover(self._page, self._match.scenario, me)
            self._page.pause(_("Press Enter when you are alone."))
            self._shown_turn = -1
        self._shown_for = me
        self._tell_new(me)
        if self._shown_turn != self._match.turn:
            screens.draw_turn(self._page, self._match, me)
            self._shown_turn = self._match.turn
        self._desk = screens.draw_desk(self._page, self._match, self._numbers)
        self._choose()

    def _tell_new(self, me: Power) -> None:
        """Draw the turns that were settled since this player last looked."""
        settled = self._settled()
        for story in settled[self._told[me] :]:
            screens.draw_consequences(self._page, self._match, me, story)
            if not self._match.is_over:
                self._page.pause(_("Press Enter for the next turn."))
        self._told[me] = len(settled)

    def _choose(self) -> None:
        while True:
            answer = self._page.ask(_("Choose a number, or ? for help:"))
            if self._command(answer):
                return

    def _command(self, answer: str) -> bool:
        """Obey one line; return whether the page has to be drawn anew."""
        word, _space, rest = answer.partition(" ")
        me = self._me()
        number = whole_number(word)
        if number is not None:
            return self._pick(number)
        match by_place(word.lower()):
            case "" | "h" | "help":
                self._page.items(HELP)
            case "q" | "quit" | "exit":
                raise Left
            case "u" | "undo":
                return self._undo()
            case "t":
                return self._branch(rest)
            case "s":
                self._move(rest)
            case "r":
                self._shown_turn = -1
                return True
            case "w":
                screens.draw_words(self._page, self._match, me)
            case "m":
                screens.draw_mandate(self._page, self._match, me)
            case "a":
                screens.draw_voices(self._page, self._desk)
            case "c":
                screens.draw_claims(self._page, self._match)
            case "l":
                self._last_ledger(me)
            case "b":
                screens.draw_brief(self._page, brief.briefing(self._match.scenario, me, self._match.opened.mandates[me]), full=True)
            case _ if word.startswith("?"):
                self._explain((word[1:] + " " + rest).strip(), me)
            case _:
                self._page.text(
                    _("{answer!r} is not a choice here. Type a number from the list, or ? for help.").format(answer=answer[:40])
                )
        return False

    def _pick(self, number: int) -> bool:
        options = self._match.options()
        if not 1 <= number <= len(options):
            self._page.text(_("Expected a number from 1 to {n}, got {number}.").format(n=len(options), number=number))
            return False
        try:
            self._saving(lambda: self._match.choose(options[number - 1].id))
        except ChoiceError as error:
            reason = self._desk.cards[number - 1].reason or str(error)
            self._page.text(_("That is locked now. {reason}").format(reason=reason))
            return False
        return True

    def _saving(self, act: Callable[[], bool | None]) -> bool:
        """Do what is saved, and say what has become of the file; where nobody sits, what cannot be saved ends the game."""
        done: bool | None = True
        try:
            done = act()
        except LogError as error:
            if not self._page.interactive:
                raise
            self._page.text(
                _(
                    "{problem} Nothing is lost: each choice tries again to save all, and `s` with a file's name saves the game there."
                ).format(problem=error)
            )
        self._tell_file()
        return done is not False

    def _tell_file(self) -> None:
        for notice in self._match.writer.told() if self._match.writer is not None else ():
            self._page.text(notice)

    def _move(self, name: str) -> None:
        if not name or self._match.writer is None:
            self._page.text(_("Type s and the name of a new file, for example: s /media/stick/game.jsonl"))
            return
        path = Path(name if name.endswith(".jsonl") else f"{name}.jsonl")
        try:
            self._match.writer.move(path)
        except LogError as error:
            self._page.text(str(error))
        else:
            self._page.text(_("Saved to {path}; the game goes on there.").format(path=path))

    def _explain(self, about: str, me: Power) -> None:
        options = self._match.options()
        number = whole_number(about)
        if not about:
            self._page.items(HELP)
        elif number is not None and 1 <= number <= len(options):
            self._page.items(explain_option(self._match, options[number - 1]))
        else:
            self._page.items(explain_term(self._match, me, about[:40]))

    def _undo(self) -> bool:
        if not self._saving(self._match.undo):
            self._page.text(_("There is nothing to take back yet."))
            return False
        return self._back()

    def _branch(self, rest: str) -> bool:
        try:
            turn = whole_number(rest.strip())
            if turn is None:
                raise UsageError(_("Type t and the number of a turn, for example: t 3"))
            self._saving(partial(self._match.play_on_from, turn))
        except UsageError as error:
            self._page.text(str(error))
            return False
        return self._back()

    def _back(self) -> bool:
        self._shown_turn = -1
        settled = len(self._settled())
        self._told = {power: min(told, settled) for power, told in self._told.items()}
        self._page.text(_("Taken back: it is turn {n} again, with the same dice.").format(n=self._match.turn + 1))
        return True

    def _last_ledger(self, me: Power) -> None:
        settled = self._settled()
        if settled:
            screens.draw_consequences(self._page, self._match, me, settled[-1], full=True)
        else:
            self._page.text(_("No turn has been settled yet."))

    def _close(self) -> bool:
        """Draw the end; return whether the player plays on from an earlier turn."""
        record = played_as_history(self._match)
        watching = self._match.humans or [self._me()]
        for me in watching:
            if len(watching) > 1:
                self._page.rule()
                self._page.heading(self._match.scenario.seats[me].name)
            self._tell_new(me)
            self._page.pause(_("Press Enter for the end."))
            screens.draw_close(self._page, self._match, me)
        self._page.pause(_("Press Enter for what it was worth."))
        screens.draw_debrief(self._page, self._match, record, watching[0])
        question = _("t and a number plays on from that turn, u takes back the last choice, g grades your choices, Enter leaves:")
        # Asked for only here: whether anything follows depends on how this crisis has ended.
        onward = self._onward()
        if onward:
            question = _(
                "t and a number plays on from that turn, u takes back the last choice, g grades your choices, Enter goes on to {title}:"
            ).format(title=onward)
        while True:
            word, _space, rest = self._page.ask(question).lower().partition(" ")
            word = by_place(word)
            if word == "g":
                self._grade(watching)
                continue
            if word not in ("t", "u", "undo"):
                return False
            if self._branch(rest) if word == "t" else self._undo():
                return True

    def _grade(self, watching: list[Power]) -> None:
        """Draw the review of the game for each person who played it."""
        from game.play.review import ROLLOUTS, judge
        from game.view.review import review

        self._page.text(_("Playing on from every choice; this takes some seconds."))
        judged = judge(self._match)
        for me in watching:
            self._page.heading(self._match.scenario.seats[me].name)
            screens.draw_review(self._page, review(self._match, judged, me, ROLLOUTS))


def played_as_history(match: Match) -> Match | None:
    """Return the same scenario and seed with both seats played as the record has it, None if that cannot be played."""
    try:
        return Match.start(match.rules, {"us": "historical", "russia": "historical"}, match.opened.seed)
    except GameError:
        return None
