"""What the builders of the spec share: the names, the catalogue, the problems found so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.content import expressions
from game.content.names import Names
from game.content.node import Node
from game.content.problem import Problem, error
from game.content.shapes import LARGEST_VALUE, TURN_RANGE
from game.engine.spec import Coefficient, Measure
from game.engine.steps import Formula, Lock, Name, Number, Operation, Place
from game.engine.terms import Power


@dataclass(frozen=True, slots=True)
class Workshop:
    """Collects problems while the parts of one scenario are built."""

    names: Names
    measures: Mapping[str, Measure]
    horizon: int
    doubled: frozenset[str] = frozenset()
    model: dict[str, Coefficient] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    reads: dict[str, list[Place]] = field(default_factory=dict)

    def say(self, place: Place, rule: str, message: str, hint: str = "") -> None:
        """Note an error."""
        self.problems.append(error(place, rule, message, hint))

    def formula(self, node: Node, me: Power | None) -> Formula:
        """Read the number or expression of a node; after a problem it is a stand-in that nothing is known of."""
        if node.kind == "number":
            # Adding zero keeps minus zero out.
            return Formula(Number(node.number_value() + 0.0), node.raw, node.place)
        text = str(node.value).strip()
        read = expressions.parse(text, lambda name, offset: self._resolve(node, name, offset, me))
        if isinstance(read, expressions.Fault):
            self.say(_inside(node, read.offset), "expression", f"{read.message}: `{' '.join(text.split())[:80]}`", read.hint)
            # What it was meant to read counts as read, so that one slip is one problem.
            for word in expressions.words_of(text):
                self.reads.setdefault(self.names.absolute(word, me) or word, [])
            read = Name("turn")
        return Formula(read, text, node.place)

    def amount(self, node: Node, me: Power | None) -> Formula:
        """Read how much is added or counted; what could come to more than any track holds is held to that."""
        formula = self.formula(node, me)
        if formula.expression == Number(0.0) or expressions.magnitude(formula.expression) <= LARGEST_VALUE:
            return formula
        if isinstance(formula.expression, Number):
            limit = f"{LARGEST_VALUE:,.0f}"
            self.say(node.place, "out-of-range", f"an amount lies between -{limit} and {limit}, got {node.raw}", "tracks hold no more")
        capped = Operation("min", (formula.expression, Number(LARGEST_VALUE)))
        return Formula(Operation("max", (capped, Number(-LARGEST_VALUE))), formula.text, formula.place)

    def optional_formula(self, parent: Node, key: str, me: Power | None) -> Formula | None:
        """Read the formula under a key, None when the key is absent."""
        node = parent.child(key)
        return None if node is None or node.kind == "nothing" else self.formula(node, me)

    def lock(self, parent: Node, me: Power | None) -> Lock | None:
        """Read what a response, card or chip requires."""
        node = parent.child("requires")
        if node is None or node.kind == "nothing":
            return None
        return Lock(self.formula(node.fields["when"], me), node.text("because"))

    def turns(self, parent: Node, key: str = "turns") -> tuple[int, ...]:
        """Read a window of turns; all turns when it is absent."""
        node = parent.child(key)
        if node is None or node.kind == "nothing":
            return tuple(range(1, self.horizon + 1))
        numbers = _window(node)
        wrong = [number for number in numbers if not 1 <= number <= self.horizon]
        if wrong or not numbers:
            shown = ", ".join(map(str, wrong)) or node.raw
            self.say(node.place, "turn-range", f"there is no turn {shown}", f"turns count from 1 to {self.horizon}")
        return tuple(sorted({number for number in numbers if 1 <= number <= self.horizon}))

    def _resolve(self, node: Node, written: str, offset: int, me: Power | None) -> str:
        name = self.names.absolute(written, me)
        if name is None:
            self.say(_inside(node, offset), "no-seat", f"`{written}` is said here, where nobody is `me`", "write `us.` or `russia.`")
            return "turn"
        # A bare name may be a flag: whether anything sets it is a rule of its own.
        self.reads.setdefault(name, []).append(_inside(node, offset))
        if "." in name and name not in self.names.readable:
            dotted = [known for known in self.names.readable if "." in known]
            self.say(_inside(node, offset), "unknown-name", f"nothing is called `{written}`", self.names.suggest(name, written, dotted))
        return name


def _inside(node: Node, offset: int) -> Place:
    """Return the place of a character of a scalar that stands on one line."""
    if "\n" in node.raw or node.kind != "text":
        return node.place
    return Place(node.file, node.line, node.column + offset + (0 if node.plain_style else 1))


def _window(node: Node) -> list[int]:
    if node.kind == "number":
        return [int(node.number_value())]
    if node.kind == "list":
        return [int(item.number_value()) for item in node.items]
    found = TURN_RANGE.fullmatch(str(node.value).strip())
    return list(range(int(found[1]), int(found[2]) + 1)) if found else []
