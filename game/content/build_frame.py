"""Everything around the seats and the incidents, from nodes into the spec."""

from __future__ import annotations

from typing import cast

from game.content.build_incidents import callbacks
from game.content.build_steps import Site, steps
from game.content.node import Node
from game.content.workshop import Workshop
from game.engine.spec import (
    Chamber,
    Clause,
    Ending,
    Hidden,
    HistoryItem,
    Legislature,
    Package,
    Paper,
    Party,
    Source,
    Toll,
    Track,
    Turn,
    WordSpec,
)
from game.engine.terms import POWERS, Power, WordKind


def turns(root: Node) -> tuple[Turn, ...]:
    """Build the calendar."""
    return tuple(_turn(node) for node in root.list("turns"))


def _turn(node: Node) -> Turn:
    date, seen = node.text("date"), node.at("seen")
    read = {power: seen.text(power, date) if seen is not node else date for power in POWERS}
    return Turn(date, node.number("days"), node.text("name"), cast(Power, node.text("initiative")), read)


def tracks(root: Node) -> tuple[Track, ...]:
    """Build the scenario's own tracks; one without `rest` rests where it starts."""
    return tuple(_track(node) for node in root.list("tracks"))


def _track(node: Node) -> Track:
    start = node.number("start")
    return Track(
        node.text("id"),
        node.text("label"),
        start,
        node.number("low"),
        node.number("high", 100.0),
        node.number("rest", start),
        node.number("half_life"),
        node.text("about"),
    )


def hidden(root: Node) -> tuple[Hidden, ...]:
    """Build the types that are drawn once per world."""
    return tuple(_hidden(node) for node in root.list("hidden"))


def _hidden(node: Node) -> Hidden:
    values = tuple((name, item.number_value()) for name, item in node.mapping("values").items())
    given = node.mapping("labels")
    labels = {name: str(given[name].value) if name in given else name.replace("_", " ") for name, _ in values}
    tells = {name: tuple(str(item.value).strip() for item in listed.items) for name, listed in node.mapping("tells").items()}
    return Hidden(node.text("id"), node.text("label"), values, labels, tells, int(node.number("reveal")))


def words(shop: Workshop, root: Node) -> tuple[WordSpec, ...]:
    """Build what can be put on the table."""
    return tuple(_word(shop, node) for node in root.list("words"))


def _word(shop: Workshop, node: Node) -> WordSpec:
    owner, due = cast(Power, node.text("owner")), int(node.number("due"))
    return WordSpec(
        id=node.text("id"),
        owner=owner,
        kind=cast(WordKind, node.text("kind")),
        public=node.truth("public") or "public" not in node.fields,
        level=node.number("level", 1.0),
        due=due,
        title=node.text("title"),
        text=node.text("text"),
        met=shop.optional_formula(node, "met", owner),
        broken=shop.optional_formula(node, "broken", owner),
        keep=steps(shop, node.list("keep"), Site(owner)),
        start_open=node.truth("open"),
        place=node.place,
        history=node.text("history"),
    )


def packages(root: Node) -> tuple[Package, ...]:
    """Build the sanctions packages; one without an age is not in force at the start."""
    return tuple(_package(node) for node in root.list("packages"))


def _package(node: Node) -> Package:
    age = node.number("age_days") if "age_days" in node.fields and node.fields["age_days"].kind == "number" else None
    target = cast(Power, node.text("target"))
    shares = node.number("share"), node.number("ally_share")
    return Package(node.text("id"), node.text("label"), target, node.number("size"), *shares, node.truth("first_of_kind"), age)


def parties(shop: Workshop, root: Node) -> tuple[Party, ...]:
    """Build the third parties; one without `rest` rests where it starts."""
    return tuple(_party(shop, node) for node in root.list("parties"))


def _party(shop: Workshop, node: Node) -> Party:
    thresholds = []
    for item in node.list("thresholds"):
        value, text = item.items
        if value.kind != "number" or text.kind != "text":
            shop.say(item.place, "wrong-kind", "expected a threshold such as [0.7, protests]", "a value from 0 to 1, then what happens")
        elif not 0.0 <= value.number_value() <= 1.0:
            shop.say(value.place, "out-of-range", f"a threshold lies between 0 and 1, got {value.raw}", "it is held against the alignment")
        thresholds.append((value.number_value(), str(text.value)))
    start = node.number("start")
    return Party(node.text("id"), node.text("name"), node.text("stance"), start, node.number("rest", start), tuple(thresholds))


def legislature(root: Node) -> Legislature | None:
    """Build the parliament, if the crisis has one."""
    node = root.child("legislature")
    if node is None or node.kind == "nothing":
        return None
    chambers = tuple(_chamber(item) for item in node.list("chambers"))
    clauses = tuple(_clause(item) for item in node.list("clauses"))
    return Legislature(node.text("id"), node.text("name"), cast(Power, node.text("power")), chambers, clauses, int(node.number("vote", 0)))


def _chamber(node: Node) -> Chamber:
    seats = int(node.number("seats", 100))
    return Chamber(node.text("id"), node.text("name"), seats, node.number("share"), node.number("review_bar", 0.5))


def _clause(node: Node) -> Clause:
    share, unsure = node.number("share"), node.number("unsure", 0.0)
    return Clause(node.text("id"), node.text("name"), share, unsure, node.text("strict"), node.text("soft"))


def endings(shop: Workshop, root: Node) -> tuple[Ending, ...]:
    """Build the endings in the order in which they are tried."""
    return tuple(_ending(shop, node) for node in root.list("endings"))


def _ending(shop: Workshop, node: Node) -> Ending:
    own = node.mapping("texts")
    return Ending(
        id=node.text("id"),
        title=node.text("title"),
        text=node.text("text"),
        when=shop.formula(node.fields["when"], None),
        final=node.truth("final"),
        callbacks=callbacks(shop, node, None),
        rupture=node.truth("rupture"),
        place=node.place,
        omens=callbacks(shop, node, None, "omens"),
        texts={power: str(own[power].value).strip() for power in POWERS if power in own},
    )


def tolls(shop: Workshop, root: Node) -> tuple[Toll, ...]:
    """Build the sentences that say what it cost people."""
    return tuple(Toll(node.text("text"), shop.amount(node.fields["count"], None)) for node in root.list("tolls"))


def papers(root: Node) -> tuple[Paper, ...]:
    """Build the invented newspapers."""
    return tuple(
        Paper(node.text("id"), node.text("name"), cast(Power, node.text("power")), node.text("about")) for node in root.list("papers")
    )


def sources(root: Node) -> dict[str, Source]:
    """Build the list of sources."""
    return {name: Source(name, text) for name, text in texts(root, "sources").items()}


def history(root: Node) -> tuple[HistoryItem, ...]:
    """Build what really happened."""
    return tuple(
        HistoryItem(int(node.number("turn")), node.text("date"), node.text("text"), node.text("source")) for node in root.list("history")
    )


def texts(root: Node, key: str) -> dict[str, str]:
    """Return the texts of the mapping under a key."""
    return {name: str(item.value).strip() for name, item in root.mapping(key).items()}
