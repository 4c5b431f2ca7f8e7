"""What a choice does: steps of all options of one segment, gathered from tables where constant, masked where not.

The constant part of every option stands in one table per row, read by the number of the option chosen; amounts, branches and
draws that depend on the world are masked. All of them read the state as it was when the choice was made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from game.engine.acts import has_size, unit_weight
from game.engine.context import DROPPED, KEPT, OPEN, Context
from game.engine.grid import PERSONS_MAX, event_size, snap, table
from game.engine.model import Deeds, act, bite_of, drop_costs
from game.engine.selectors import LEAVES, REPLIES, SANCTIONS, SPARSE, Cause, Channel, Scope, Selector, amounts, highest, total
from game.engine.slots import Slots
from game.engine.spec import Card, Measure
from game.engine.steps import Act, AddTrack, Branch, Chance, Finish, Impose, Learn, Reply, Report, Schedule, SetFlag, Step, Word
from game.engine.terms import COUNTERED, MAX_TRAY, POWERS, Power, other
from game.engine.throws import foresee
from game.engine.tracks import GAME, PAIR, HiddenRows, IncidentRows, PackageRows, WordRows, seat
from game.engine.value import Value


class Effects:
    """Collects the steps of every option of one segment, then writes them.

    Lists of steps that exclude each other share a selector: the options of the segment, the answers to mail, the arms of branches.
    """

    def __init__(self, context: Context, index: Value | None, throws: Slots, size: int = LEAVES) -> None:
        self.context = context
        self._options = Selector("option", context, index, size)
        self._throws, self._slots = throws, iter(throws)
        self._branches: list[Selector] = []
        self._depth = 0
        self._lost: dict[int, int] = {}
        self._mail: Selector | None = None
        self._replies: set[str] = set()
        self._reply_starts = [0.0] * (size + 2)
        self._rows: dict[str, Channel] = defaultdict(Channel)
        self._deeds: dict[tuple[Power, str], Channel] = defaultdict(Channel)
        self._puts: dict[str, list[tuple[Scope, float]]] = defaultdict(list)
        self._rung: dict[Power, Channel] = defaultdict(Channel)

    # --- collecting ----------------------------------------------------------------------------

    def option(self, number: int, steps: tuple[Step, ...], actor: Power | None) -> None:
        """Collect the steps of one option; options of a segment share the slots of their draws."""
        self._slots = iter(self._throws)
        self._depth = 0
        self._steps(steps, Scope(self._options, number, actor))

    def foresee(self, options: Mapping[int, tuple[Step, ...]]) -> None:
        """Note, before any option is collected, which of them answer the mail, and which begin with a throw of the dice."""
        for number, steps in options.items():
            for step in steps:
                if isinstance(step, Reply):
                    self._reply_starts[number] = float(REPLIES.index(step.kind) * 2 * MAX_TRAY + 1)
        self._lost = foresee(self.context, options, self._options, self._branch(0), self._throws.at(0))

    def happening(self, name: str, holds: Value, steps: tuple[Step, ...], throws: Slots) -> None:
        """Collect steps that are done where a condition holds, whatever else is."""
        self._slots = iter(throws)
        selector = Selector(name, self.context, None)
        self._steps(steps, Scope(selector, selector.leaf(holds), None))

    def again(self, numbers: Mapping[int, Value], share: float, keep: Callable[[str], bool]) -> None:
        """Take back a share of what options surely gain, where a condition holds for them."""
        selector = Selector("again", self.context, None)
        self._branches.append(selector)
        for number, holds in numbers.items():
            leaf = selector.leaf(self.chosen(number) & holds)
            for row, amount in self.gains(number).items():
                if keep(row):
                    self._rows[row].constant[selector][leaf].append((("term", "repeat"), snap(amount * share)))

    def constant(self, number: int, row: str, amount: float, *cause: object) -> None:
        """Add a constant of the rules (not written by the author) to an option."""
        self._rows[row].constant[self._options][number].append((cause, snap(amount)))

    def chosen(self, number: int) -> Value:
        """Return a condition: this option was chosen."""
        return self._options.mask(number)

    def scope(self, number: int, actor: Power | None) -> Scope:
        """Return the scope of an option."""
        return Scope(self._options, number, actor)

    def put(self, row: str, scope: Scope, value: float) -> None:
        """Overwrite a row of marks where the scope holds."""
        self._puts[row].append((scope, value))

    @staticmethod
    def _mask(scope: Scope) -> Value:
        return scope.selector.mask(scope.number)

    def _steps(self, steps: tuple[Step, ...], scope: Scope) -> None:
        for step in steps:
            self._step(step, scope)

    def _step(self, step: Step, scope: Scope) -> None:
        handlers: dict[type, Callable[..., None]] = {
            Act: self._act,
            AddTrack: self._track,
            Branch: self._if,
            Chance: self._chance,
            Word: self._word,
            Learn: self._learn,
            Impose: self._impose,
            Reply: self._reply,
        }
        match step:
            case SetFlag(flag):
                self.put(flag, scope, 1.0)
            case Schedule(incident, after):
                self.put(IncidentRows(incident).due, scope, float(self.context.turn + 1 + after))
            case Report(text):
                self.context.recorder.mark(self._mask(scope), ("news", text))
            case Finish(ending):
                self.put(GAME.finish, scope, float(self.context.layout.ending_number(ending)))
            case _:
                handlers[type(step)](step, scope)

    def add(self, channel: Channel, scope: Scope, amount: Value | float, cause: Cause) -> None:
        """Add an amount to a channel: into the table if it is constant, else masked."""
        value = self.context.recorder.lift(amount)
        if value.constant == 0:
            return
        if value.constant is not None:
            channel.constant[scope.selector][scope.number].append((cause, snap(value.constant)))
        else:
            mask = self.context.recorder.number(self._mask(scope))
            channel.masked.append((mask * self.context.recorder.snap(value), cause))

    def _track(self, step: AddTrack, scope: Scope) -> None:
        amount = self.context.formula(step.amount)
        self.add(self._rows[step.track], scope, amount, ("why", step.why) if step.why else ("step", scope.number))
        share = self._lame_duck(step.track, scope)
        if share < 1.0:
            gain = self.context.recorder.most(amount, 0.0)
            self.add(self._rows[step.track], scope, gain * (share - 1.0), ("term", "lame_duck"))

    def _lame_duck(self, track: str, scope: Scope) -> float:
        if scope.actor is None:
            return 1.0
        successor = self.context.scenario.seats[scope.actor].successor
        leaving = successor is not None and self.context.turn + 1 < successor.turn
        counts = track == seat(scope.actor).credibility or any(item.id == track for item in self.context.scenario.tracks)
        return self.context.coefficient("lame_duck") if leaving and counts else 1.0

    def _if(self, step: Branch, scope: Scope) -> None:
        self._fork(self.context.condition(step.when), step.then, step.otherwise, scope)

    def _chance(self, step: Chance, scope: Scope) -> None:
        holds = self.context.recorder.roll(next(self._slots)) < self.context.formula(step.probability)
        for won in (True, False):
            self.context.recorder.mark(self._mask(scope) & (holds if won else ~holds), ("chance", step.risk, won))
        if self._depth == 0 and scope.selector is self._options and scope.number in self._lost:
            self._depth, lost = 1, self._lost[scope.number]
            self._steps(step.then, Scope(self._branch(0), lost - 1, scope.actor))
            self._steps(step.otherwise, Scope(self._branch(0), lost, scope.actor))
        else:
            self._fork(holds, step.then, step.otherwise, scope)

    def _fork(self, holds: Value, then: tuple[Step, ...], otherwise: tuple[Step, ...], scope: Scope) -> None:
        """Collect both arms: they exclude each other and so share a selector; branches after them take the next."""
        selector = self._branch(self._depth)
        self._depth += 1
        for condition, steps in ((holds, then), (~holds, otherwise)):
            if steps and condition.constant != 0:
                self._steps(steps, Scope(selector, selector.leaf(self._mask(scope) & condition), scope.actor))

    def _branch(self, depth: int) -> Selector:
        while len(self._branches) <= depth:
            self._branches.append(Selector(f"branch {len(self._branches)}", self.context, None))
        return self._branches[depth]

    # --- acts ----------------------------------------------------------------------------------

    def _act(self, step: Act, scope: Scope) -> None:
        measure = self.context.scenario.measures[step.measure]
        if not measure.public:
            return
        weight = self._weight(measure, step.scope, number := self._number(step))
        cause: Cause = ("measure", step.measure, step.by, step.why)
        kappa = self.context.coefficient("kappa")
        self.add(self._rows[PAIR.relations], scope, weight * kappa, cause)
        share = -self.context.coefficient("tension_up") if measure.weight < 0 else -self.context.coefficient("tension_down")
        self.add(self._rows[PAIR.tension], scope, weight * share, cause)
        self._count(measure, step.by, number, weight, scope)
        self._remove(measure, step.by, number, cause, scope)

    def _number(self, step: Act) -> Value:
        r = self.context.recorder
        if step.amount is None:
            return r.lift(1.0)
        return r.floor(r.clip(self.context.formula(step.amount), 0.0, float(PERSONS_MAX)))

    def _weight(self, measure: Measure, scope: float, number: Value) -> Value:
        r, weight = self.context.recorder, unit_weight(measure, scope)
        if not has_size(measure):
            return r.lift(weight)
        size = r.lift(event_size(number.constant)) if number.constant is not None else r.take(table("persons"), number)
        return size * weight

    def _count(self, measure: Measure, by: Power, number: Value, weight: Value, scope: Scope) -> None:
        def deed(name: str, amount: Value | float) -> None:
            self.add(self._deeds[by, name], scope, amount, ())

        if measure.weight > 0:
            deed("talk" if measure.kind == "verbal" else "gift", weight)
        elif measure.kind == "material":
            deed("strike", 1.0)
            if not measure.cameo.startswith(SANCTIONS):
                deed("affront", 1.0)
            if measure.account:
                deed("hostile", -weight)
                if measure.removes == "staff":
                    deed("persons" if measure.takes == "persons" else "cuts", number)
                elif measure.removes != "none":
                    deed("posts", number)
        if measure.rung:
            self.add(self._rung[by], scope, float(measure.rung), ())

    def _remove(self, measure: Measure, by: Power, number: Value, cause: Cause, scope: Scope) -> None:
        if measure.removes == "none":
            return
        signed = number if measure.weight > 0 else -number
        self.add(self._rows[f"{other(by)}.{measure.removes}"], scope, signed, cause)

    # --- words, tells, packages ----------------------------------------------------------------

    def _word(self, step: Word, scope: Scope) -> None:
        word = next(item for item in self.context.scenario.words if item.id == step.word)
        owner, model = word.owner, self.context.coefficient
        cause: Cause = ("word", word.id, step.change)
        if step.change == "give":
            self.put(WordRows(word.id).state, scope, OPEN)
        elif step.change == "late":
            self._add_late(word.id, owner, scope, cause)
        elif step.change == "keep":
            self.put(WordRows(word.id).state, scope, KEPT)
            late = self.context.flag(WordRows(word.id).late)
            gain = self.context.recorder.choose(late, model("credibility_late"), model("credibility_kept"))
            self.add(self._rows[seat(owner).credibility], scope, gain, cause)
            self.add(self._rows[seat(owner).kept], scope, 1.0, cause)
        else:
            self._drop(word.id, owner, scope, cause)

    def _add_late(self, word: str, owner: Power, scope: Scope, cause: Cause) -> None:
        self.put(WordRows(word).late, scope, 1.0)
        self.add(self._rows[WordRows(word).due], scope, self.context.coefficient("late_turns"), cause)
        self.add(self._rows[seat(owner).room], scope, -self.context.coefficient("late_room"), cause)

    def _drop(self, word_id: str, owner: Power, scope: Scope, cause: Cause) -> None:
        word = next(item for item in self.context.scenario.words if item.id == word_id)
        self.put(WordRows(word_id).state, scope, DROPPED)
        for row, amount in drop_costs(self.context, word_id):
            self.add(self._rows[row], scope, amount, cause)
        saved = self.context.flag(seat(owner).face)
        self.put(seat(owner).face, scope, 0.0)
        self.add(
            self._rows[seat(owner).room],
            scope,
            self.context.recorder.number(saved) * (self.context.drop_cost(word) / 2),
            ("term", "face_saved"),
        )
        if word.kind == "reserve":
            loan = self.context.row(seat(owner).loan)
            self.add(self._rows[seat(owner).room], scope, -(loan * self.context.coefficient("loan_interest")), ("term", "loan_called"))
            self.add(self._rows[seat(owner).loan], scope, -loan, ("term", "loan_called"))

    def _learn(self, step: Learn, scope: Scope) -> None:
        # New information is a way to save face.
        self.put(seat(step.by).face, scope, 1.0)
        body = self.context.scenario.legislature
        if body is not None and step.hidden == body.id:
            self.put(seat(step.by).knows(body.id), scope, 1.0)
            return
        hidden = next(item for item in self.context.scenario.hidden if item.id == step.hidden)
        r, count = self.context.recorder, len(hidden.values)
        drawn = r.roll(next(self._slots))
        fair = 1.0 / count
        right = fair + (self.context.coefficient("tell_accuracy") - fair) * self.context.eyes(step.by)
        value = self.context.row(HiddenRows(hidden.id).value)
        rest = r.least(r.floor((drawn - right) / (1.0 - right) * (count - 1.0)), count - 2.0)
        wrong = value + 1.0 + rest
        wrapped = wrong - r.number(wrong >= float(count)) * float(count)
        told = r.choose(drawn < right, value, wrapped) + 1.0
        row = seat(step.by).told(hidden.id)
        self.add(self._rows[row], scope, told - self.context.row(row), ("term", "tell"))

    def _impose(self, step: Impose, scope: Scope) -> None:
        package = next(item for item in self.context.scenario.packages if item.id == step.package)
        size = package.size * package.share
        if step.lift:
            bite = bite_of(self.context, package.id)
            self.add(self._rows[PackageRows(package.id).fading], scope, bite, ("package", package.id))
            self.put(PackageRows(package.id).size, scope, 0.0)
            return
        for name, value in (("size", snap(size)), ("recent", 1.0), ("adapted", 1.0)):
            self.put(f"{package.id}.{name}", scope, value)
        first = self.context.coefficient("market_first") if package.first_of_kind else 1.0
        shock = self.context.coefficient("market_shock") * size * first
        self.add(self._rows[seat(package.target).market], scope, shock, ("package", package.id))

    # --- mail ----------------------------------------------------------------------------------

    def _reply(self, step: Reply, scope: Scope) -> None:
        """Collect the answers to every card that may lie in the mail; at most one does.

        The numbers of the mail's selector are those of answer and card, whatever the incident: they are collected once.
        """
        me, depth = step.power, self._depth
        selector, first = self._mail_numbers(step)
        for name in ("card", "kind"):
            self.put(f"{me}.mail.{name}", scope, 0.0)
        if step.kind in self._replies:
            return
        self._replies.add(step.kind)
        deepest = depth
        for returned in (False, True):
            sender = me if returned else other(me)
            for number, card in enumerate(self.context.scenario.seats[sender].tray, start=1):
                if card.mail is not None:
                    self._depth = depth
                    self._answer(step, card, sender, number, Scope(selector, first + number + MAX_TRAY * returned, me))
                    deepest = max(deepest, self._depth)
        self._depth = deepest

    def _mail_numbers(self, step: Reply) -> tuple[Selector, int]:
        """Return the selector of mail and the number before the first card of this answer: kind of answer, then card."""
        if self._mail is None:
            r, me = self.context.recorder, step.power
            returned = r.number(self.context.row(seat(me).mail_kind).equals(COUNTERED))
            card = self.context.row(seat(me).mail_card) + returned * float(MAX_TRAY)
            start = r.take(self._reply_starts, self._options.index)
            self._mail = Selector("mail", self.context, (start + card) * r.number(start > 0.5))
        return self._mail, REPLIES.index(step.kind) * 2 * MAX_TRAY + 1

    def _answer(self, step: Reply, card: Card, sender: Power, number: int, scope: Scope) -> None:
        mail, returned = card.mail, sender == step.power
        if mail is None:
            return
        chips = self.context.scenario.chips
        if step.kind == "accept":
            gives, asks = (mail.counter_gives, mail.counter_asks) if returned else (mail.gives, mail.asks)
            if gives:
                self._steps(chips[gives].steps[sender], scope)
            if asks:
                self._steps(chips[asks].steps[other(sender)], scope)
            self._steps(mail.accepted, scope)
        elif step.kind == "counter" and (mail.counter_gives or mail.counter_asks):
            self.put(seat(sender).mail_card, scope, float(number))
            self.put(seat(sender).mail_kind, scope, COUNTERED)
        elif step.kind in ("stall", "leak"):
            self._steps(mail.refused, scope)
            if step.kind == "leak":
                self._steps(mail.leaked, scope)

    def gains(self, number: int) -> dict[str, float]:
        """Return what an option surely adds above zero, by row."""
        totals = {}
        for row, channel in self._rows.items():
            parts = channel.constant[self._options].get(number, []) if self._options in channel.constant else []
            totals[row] = sum(value for _, value in parts)
        return {row: total for row, total in totals.items() if total > 0}

    # --- writing -------------------------------------------------------------------------------

    def apply(self) -> None:
        """Write everything collected, with what the model makes of the deeds, and keep tracks within bounds."""
        self.note()
        for row, channel in self._rows.items():
            for value, cause in amounts(self.context.recorder, channel):
                self.context.recorder.add(self.context.layout[row], value, cause)
        for by in POWERS:
            deeds = {name: total(self.context.recorder, channel) for (power, name), channel in self._deeds.items() if power == by}
            rung = highest(self.context.recorder, self._rung[by]) if by in self._rung else None
            if deeds or rung is not None:
                act(self.context, by, Deeds(deeds, rung))
        for row, puts in self._puts.items():
            self._write_marks(row, puts)
        self.context.close()

    def _write_marks(self, row: str, puts: list[tuple[Scope, float]]) -> None:
        """Overwrite a row of marks: one condition where all puts say the same, tables or masks where they differ."""
        r, value = self.context.recorder, self.context.row(row)
        amounts = {amount for _scope, amount in puts}
        if len(amounts) == 1:
            amount = amounts.pop()
            anywhere = r.any_of(r.truth(True) & self._mask(scope) for scope, _ in puts)
            if amount == 1.0 and self.context.layout[row] in self.context.layout.marks:
                self.context.raise_to(row, anywhere)
            else:
                self.context.put(row, r.choose(anywhere, amount, value))
            return
        for selector in dict.fromkeys(scope.selector for scope, _ in puts):
            chosen = {scope.number: amount for scope, amount in puts if scope.selector is selector}
            if len(chosen) > SPARSE:
                numbers = range(max(chosen) + 2)
                hit = r.take([float(n in chosen) for n in numbers], selector.index)
                value = value * (1.0 - hit) + r.take([chosen.get(n, 0.0) for n in numbers], selector.index)
            else:
                for number, amount in chosen.items():
                    value = r.choose(selector.mask(number), amount, value)
        self.context.put(row, value)

    def _selectors(self) -> list[Selector]:
        channels = [*self._rows.values(), *self._deeds.values(), *self._rung.values()]
        return [*dict.fromkeys(selector for channel in channels for selector in channel.constant if selector.name != "option")]

    def note(self) -> None:
        """Note in a traced run which numbers were selected, so that the ledger can split gathered amounts."""
        for selector in self._selectors():
            self.context.recorder.note(selector.index, ("selected", selector.name))
