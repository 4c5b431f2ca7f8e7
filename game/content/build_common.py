"""The files all scenarios share: measures, chips and the model's coefficients, from nodes into the spec."""

from __future__ import annotations

from dataclasses import replace

from game.content.build_seats import numbers
from game.content.build_steps import Site, steps
from game.content.node import Node
from game.content.problem import did_you_mean
from game.content.workshop import Workshop
from game.engine.spec import Chip, Coefficient, Measure
from game.engine.steps import Lock, Step
from game.engine.terms import POWERS, Power


def measures(root: Node) -> dict[str, Measure]:
    """Build the catalogue of measures."""
    return {name: _measure(name, node) for name, node in root.mapping("measures").items()}


def _measure(name: str, node: Node) -> Measure:
    return Measure(
        id=name,
        label=node.text("label"),
        cameo=node.text("cameo"),
        weight=node.number("weight"),
        rung=int(node.number("rung")),
        kind=node.text("kind"),  # type: ignore[arg-type]  # the shape has checked these three
        takes=node.text("takes", "none"),  # type: ignore[arg-type]
        removes=node.text("removes", "none"),  # type: ignore[arg-type]
        public=node.truth("public") or "public" not in node.fields,
        account=node.truth("account"),
        note=node.text("note"),
        place=node.place,
    )


def chips(shop: Workshop, root: Node) -> dict[str, Chip]:
    """Build the chips, each read as if the US gave it and as if Russia did."""
    return {node.text("id"): _chip(shop, node) for node in root.list("chips")}


def _chip(shop: Workshop, node: Node) -> Chip:
    done: dict[Power, tuple[Step, ...]] = {power: steps(shop, node.list("does"), Site(power)) for power in POWERS}
    locks: dict[Power, Lock | None] = {power: shop.lock(node, power) for power in POWERS}
    return Chip(node.text("id"), node.text("label"), done, locks, node.place)


def model(shop: Workshop, shared: Node | None, root: Node) -> dict[str, Coefficient]:
    """Build the coefficients, with what the scenario overrides."""
    built = {} if shared is None else {name: _coefficient(name, node) for name, node in shared.mapping("coefficients").items()}
    for name, value in numbers(root, "model").items():
        if name in built:
            built[name] = replace(built[name], value=value, place=root.at("model", name).place)
        elif built:
            place = root.fields["model"].key_place(name)
            shop.say(place, "unknown-coefficient", f"the model has no coefficient `{name}`", did_you_mean(name, built))
    return built


def _coefficient(name: str, node: Node) -> Coefficient:
    return Coefficient(name, node.number("value"), node.text("unit"), node.text("source"), node.text("grade"), node.place)
