"""The files all scenarios share: measures, chips and the model's coefficients, from nodes into the spec."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from game import paths
from game.content.build_seats import numbers
from game.content.build_steps import Site, steps
from game.content.node import Node
from game.content.problem import did_you_mean
from game.content.shapes import LONGEST_DAYS
from game.content.source import read_source
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
    """Build the coefficients, with what the scenario overrides; every value keeps the range that the game's own file gives it."""
    given = {} if shared is None else shared.mapping("coefficients")
    built = {name: _coefficient(name, node) for name, node in given.items()}
    allowed = ranges()
    for name, node in given.items():
        if name not in allowed:
            shop.say(node.place, "unknown-coefficient", f"the game reads no coefficient `{name}`", did_you_mean(name, allowed))
        for key in ("value", "min", "max"):
            _within(shop, name, node.child(key), allowed.get(name))
        _within(shop, name, node.child("value"), _range(node))
    for name in allowed:
        if shared is not None and name not in given:
            shop.say(
                shared.key_place("coefficients"),
                "missing-coefficient",
                f"the coefficient `{name}` is missing",
                "copy it from the game's own model.yaml",
            )
    for name, value in numbers(root, "model").items():
        if name in built:
            node = root.at("model", name)
            built[name] = replace(built[name], value=value, place=node.place)
            for limits in dict.fromkeys((allowed.get(name), _range(given[name]))):
                _within(shop, name, node, limits)
        elif built:
            place = root.fields["model"].key_place(name)
            shop.say(place, "unknown-coefficient", f"the model has no coefficient `{name}`", did_you_mean(name, built))
    return built


def _coefficient(name: str, node: Node) -> Coefficient:
    return Coefficient(name, node.number("value"), node.text("unit"), node.text("source"), node.text("grade"), node.place)


Range = tuple[float, float, bool]
"""Least and largest value, and whether it is a whole number."""


@cache
def ranges() -> dict[str, Range]:
    """Return the range of every coefficient, as the game's own file of the model has it."""
    file = paths.scenarios_dir() / "common" / "model.yaml"
    root = read_source(file.read_bytes(), file.name).root
    return {} if root is None else {name: _range(node) for name, node in root.mapping("coefficients").items()}


def _range(node: Node) -> Range:
    return node.number("min", -float(LONGEST_DAYS)), node.number("max", float(LONGEST_DAYS)), node.truth("whole")


def _within(shop: Workshop, name: str, node: Node | None, limits: Range | None) -> None:
    if node is None or node.kind != "number" or limits is None:
        return
    low, high, whole = limits
    value = node.number_value()
    if not low <= value <= high:
        shop.say(node.place, "out-of-range", f"`{name}` runs from {low:g} to {high:g}, got {node.raw}", "write a value between them")
    elif whole and value != int(value):
        shop.say(node.place, "out-of-range", f"`{name}` is a whole number, got {node.raw}", "write it without a fraction")
