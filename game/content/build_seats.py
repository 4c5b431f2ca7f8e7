"""The two seats with their mandates, advisers and trays, from nodes into the spec."""

from __future__ import annotations

from game.content.build_incidents import card
from game.content.node import Node
from game.content.problem import did_you_mean
from game.content.workshop import Workshop
from game.engine.identity import read_only
from game.engine.spec import Adviser, Goal, Mandate, Seat, Successor
from game.engine.terms import Power
from game.engine.tracks import SEAT_TRACKS


def seat(shop: Workshop, node: Node, power: Power) -> Seat:
    """Build one seat."""
    return Seat(
        power=power,
        name=node.text("name"),
        capital=node.text("capital"),
        office=node.text("office"),
        closed_media=node.truth("closed_media"),
        start=read_only({name.replace("received_", "received."): value for name, value in numbers(node, "start").items()}),
        brief=node.text("brief"),
        brief_print=node.text("brief_print"),
        mandates=tuple(_mandate(shop, item, power) for item in node.list("mandates")),
        advisers=tuple(_adviser(item) for item in node.list("advisers")),
        tray=tuple(card(shop, item, power) for item in node.list("tray")),
        successor=_successor(shop, node),
        floors=tuple(_floor(shop, item, power) for item in node.list("floors")),
    )


def numbers(node: Node, key: str) -> dict[str, float]:
    """Return the numbers of the mapping under a key."""
    return {name: item.number_value() for name, item in node.mapping(key).items() if item.kind == "number"}


def _mandate(shop: Workshop, node: Node, power: Power) -> Mandate:
    goals = tuple(_goal(shop, item, power) for item in node.list("goals"))
    return Mandate(node.text("id"), node.text("name"), node.text("text"), goals)


def _goal(shop: Workshop, node: Node, power: Power) -> Goal:
    of = shop.formula(node.fields["of"], power)
    return Goal(node.text("label"), of, node.number("start"), node.number("full"), node.number("points"))


def _floor(shop: Workshop, node: Node, power: Power) -> Goal:
    start = node.number("start")
    return Goal(node.text("label"), shop.formula(node.fields["of"], power), start, start, 0.0)


def _adviser(node: Node) -> Adviser:
    return Adviser(node.text("id"), node.text("name"), node.truth("senior"), node.truth("loud"), node.text("about"))


def _successor(shop: Workshop, parent: Node) -> Successor | None:
    node = parent.child("handover")
    if node is None or node.kind == "nothing":
        return None
    for name, item in node.mapping("start").items():
        if name not in SEAT_TRACKS:
            where = node.fields["start"].key_place(name)
            shop.say(where, "unknown-track", f"a seat has no track `{name}`", did_you_mean(name, SEAT_TRACKS))
        elif item.kind != "number":
            shop.say(item.place, "wrong-kind", f"expected a number for `{name}`", "")
    kept = tuple(str(item.value) for item in node.list("keeps_words"))
    return Successor(int(node.number("turn")), numbers(node, "start"), kept, node.text("text"))
