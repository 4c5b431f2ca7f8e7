"""Steps of a response, card or chip, from nodes into the spec."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from game.content.node import Node
from game.content.problem import did_you_mean, nearest
from game.content.shapes import STEP_SHAPES
from game.content.workshop import Workshop
from game.engine.steps import (
    Act,
    AddTrack,
    Branch,
    Chance,
    Finish,
    Formula,
    Impose,
    Learn,
    Name,
    Number,
    Reply,
    Report,
    Schedule,
    SetFlag,
    Step,
    Word,
)
from game.engine.terms import POWERS, Power, other

_ACT_KEYS: Final = ("scope", "why", "by")


@dataclass(frozen=True, slots=True)
class Site:
    """Whose step it is (None in the news), and whether there is mail to answer."""

    me: Power | None
    answers: bool = False


def steps(shop: Workshop, nodes: Sequence[Node], site: Site) -> tuple[Step, ...]:
    """Build a list of steps; what cannot be built is left out and noted."""
    return tuple(built for node in nodes for built in _step(shop, node, site))


def _step(shop: Workshop, node: Node, site: Site) -> tuple[Step, ...]:
    if node.kind == "text":
        return _act(shop, node, str(node.value), None, site)
    keyword = next((key for key in STEP_SHAPES if key in node.fields), None)
    if keyword is not None:
        return _BUILDERS[keyword](shop, node, site)
    measures = [key for key in node.fields if key not in _ACT_KEYS]
    if len(measures) != 1:
        named = ", ".join(f"`{key}`" for key in measures) or "none"
        shop.say(node.place, "step", f"expected one measure in this step, got {named}", "each measure is an item of its own")
        return ()
    return _act(shop, node, measures[0], node.fields[measures[0]], site)


def _act(shop: Workshop, node: Node, name: str, number: Node | None, site: Site) -> tuple[Step, ...]:
    measure = shop.measures.get(name)
    if measure is None:
        # With no catalogue at all, one problem about that file is enough.
        if shop.measures:
            hint = did_you_mean(name, [*shop.measures, *STEP_SHAPES]) if nearest(name, [*shop.measures, *STEP_SHAPES]) else _NO_MEASURE
            shop.say(node.key_place(name), "unknown-measure", f"`{name}` is neither a measure nor a kind of step", hint)
        return ()
    by = _actor(shop, node, site)
    if by is None:
        return ()
    amount = None if number is None else shop.amount(number, site.me)
    if measure.takes == "none" and amount is not None and amount.expression == Number(1.0):
        amount = None
    return (Act(name, by, amount, node.number("scope", 1.0), node.text("why") or measure.label, node.place),)


_NO_MEASURE: Final = "measures stand in common/measures.yaml; steps are listed in scenarios/README.md"


def _actor(shop: Workshop, node: Node, site: Site) -> Power | None:
    named = node.text("by", "me")
    for power in POWERS:
        if named == power:
            return power
    if site.me is None:
        shop.say(node.place, "no-seat", "nobody takes this measure: there is no `me` here", "write {name_of_the_measure: 1, by: us}")
        return None
    return site.me if named == "me" else other(site.me)


def _own(shop: Workshop, node: Node, site: Site) -> Power | None:
    if site.me is None:
        shop.say(node.place, "no-seat", "this step belongs to a seat; there is no `me` here", "put it into a response or a card")
    return site.me


def _track(shop: Workshop, node: Node, site: Site) -> tuple[Step, ...]:
    at, written = node.fields["track"], node.text("track")
    track = shop.names.absolute(written, site.me)
    amount = shop.amount(node.fields["add"], site.me)
    if track is None:
        shop.say(at.place, "no-seat", f"`{written}` is said here, where nobody is `me`", "write `us.` or `russia.`")
        return ()
    if track not in shop.names.writable:
        if track in shop.names.readable:
            shop.say(at.place, "read-only-track", f"`{written}` can be read but not written", "the model moves it by itself")
        else:
            shop.say(at.place, "unknown-track", f"there is no track `{written}`", shop.names.suggest(track, written, shop.names.writable))
        return ()
    return (AddTrack(track, amount, node.text("why"), node.place),)


def _flag(shop: Workshop, node: Node, site: Site) -> tuple[Step, ...]:
    if node.truth("secret"):
        _own(shop, node, site)
    return (SetFlag(node.text("flag"), node.place),)


def _branch(shop: Workshop, node: Node, site: Site) -> tuple[Step, ...]:
    when = shop.formula(node.fields["if"], site.me)
    return (Branch(when, steps(shop, node.list("then"), site), steps(shop, node.list("else"), site), node.place),)


def _chance(shop: Workshop, node: Node, site: Site) -> tuple[Step, ...]:
    probability: Formula = shop.formula(node.fields["chance"], site.me)
    then, otherwise = steps(shop, node.list("then"), site), steps(shop, node.list("else"), site)
    return (Chance(probability, node.text("risk"), then, otherwise, node.place),)


def _schedule(shop: Workshop, node: Node, _site: Site) -> tuple[Step, ...]:
    incident, after = node.text("schedule"), int(node.number("after"))
    names = [f"{incident}@{power}" for power in POWERS] if incident in shop.doubled else [incident]
    return tuple(Schedule(name, after, node.place) for name in names)


def _news(_shop: Workshop, node: Node, _site: Site) -> tuple[Step, ...]:
    return (Report(node.text("news"), node.place),)


def _end(_shop: Workshop, node: Node, _site: Site) -> tuple[Step, ...]:
    return (Finish(node.text("end"), node.place),)


def _learn(shop: Workshop, node: Node, site: Site) -> tuple[Step, ...]:
    by = _own(shop, node, site)
    return () if by is None else (Learn(node.text("learn"), by, node.place),)


def _impose(_shop: Workshop, node: Node, _site: Site) -> tuple[Step, ...]:
    lift = "lift" in node.fields
    return (Impose(node.text("lift" if lift else "impose"), lift, node.place),)


def _veto(shop: Workshop, node: Node, site: Site) -> tuple[Step, ...]:
    """Build a veto: its price at home, the vote to override it, and the further price of losing that vote."""
    by, body, place = _own(shop, node, site), node.text("veto"), node.place
    if by is None:
        return ()
    if f"{body}.override" not in shop.names.readable:
        shop.say(node.fields["veto"].place, "unknown-id", f"there is no legislature `{body}`", "declare it under `legislature`")
        return ()

    def price(track: str, coefficient: str, why: str) -> Step:
        cost = shop.model[coefficient].value if coefficient in shop.model else 0.0
        return AddTrack(f"{by}.{track}", Formula(Number(-cost), str(-cost), place), why, place)

    lost = (price("approval", "override_approval", "a veto overridden"), price("credibility", "override_credibility", "a veto overridden"))
    overridden, upheld = lost + steps(shop, node.list("overridden"), site), steps(shop, node.list("upheld"), site)
    vote = Formula(Name(f"{body}.override"), f"{body}.override", place)
    return (price("approval", "veto_approval", "a bill vetoed"), Chance(vote, "the veto is overridden", overridden, upheld, place))


_Builder = Callable[[Workshop, Node, Site], tuple[Step, ...]]


def _word(change: Literal["give", "keep", "late", "drop"]) -> _Builder:
    def build(_shop: Workshop, node: Node, _site: Site) -> tuple[Step, ...]:
        return (Word(node.text(f"{change}_word"), change, node.place),)

    return build


def _reply(kind: Literal["accept", "counter", "stall", "leak"]) -> _Builder:
    def build(shop: Workshop, node: Node, site: Site) -> tuple[Step, ...]:
        if not site.answers or site.me is None:
            shop.say(node.key_place(kind), "no-mail", f"`{kind}` answers mail, and there is none here", "it belongs in common/answers.yaml")
            return ()
        return (Reply(site.me, kind, node.place),)

    return build


_BUILDERS: Final[dict[str, _Builder]] = {
    "track": _track,
    "flag": _flag,
    "if": _branch,
    "chance": _chance,
    "schedule": _schedule,
    "news": _news,
    "end": _end,
    "give_word": _word("give"),
    "keep_word": _word("keep"),
    "late_word": _word("late"),
    "drop_word": _word("drop"),
    "learn": _learn,
    "impose": _impose,
    "lift": _impose,
    "veto": _veto,
    "accept": _reply("accept"),
    "counter": _reply("counter"),
    "stall": _reply("stall"),
    "leak": _reply("leak"),
}
