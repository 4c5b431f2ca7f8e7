"""Reads a campaign: crises in order, and what carries from the end of one into the start of the next."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

from game import paths
from game.content import library
from game.content.names import Names, gather
from game.content.problem import Problem, as_text, did_you_mean, error, has_errors, nearest, tidy
from game.content.reader import Reading
from game.content.source import MAX_BYTES, Node, read_source
from game.content.workshop import Workshop
from game.engine.campaign import Campaign, Interlude, Passage, carried_row
from game.engine.layout import Layout
from game.engine.spec import Scenario
from game.engine.steps import SetFlag, Step
from game.engine.terms import POWERS
from game.errors import ScenarioError

FOLDER: Final = "campaigns"


@dataclass(frozen=True, slots=True)
class CampaignReading:
    """What came of a campaign's file: the campaign when it can be played, and the problems in either case."""

    campaign: Campaign | None
    problems: tuple[Problem, ...]
    lines: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def report(self) -> str:
        """Return all problems as text, with source lines and hints."""
        return "\n".join(as_text(problem, self.lines) for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Part:
    """A crisis of a campaign with the names its file declares."""

    scenario: Scenario
    names: Names


def files() -> dict[str, Path]:
    """Return the campaigns that ship with the game, by id."""
    folder = paths.scenarios_dir() / FOLDER
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))} if folder.is_dir() else {}


def find(name: str | Path) -> Path | None:
    """Return the file of a campaign by its id, its path, or `campaign` for the first; None when there is no such campaign."""
    path = Path(name)
    if path.is_file():
        return path if path.parent.name == FOLDER else None
    known = files()
    return next(iter(known.values()), None) if str(name) == "campaign" else known.get(str(name))


def listing() -> list[library.Entry]:
    """Return the campaigns that ship with the game, one with a problem with its first."""
    entries = []
    for name, path in files().items():
        reading = load(path)
        first = next((problem for problem in reading.problems if problem.severity == "error"), None)
        read = reading.campaign
        entries.append(library.Entry(name, read.title if read else name, read.subtitle if read else "", path, first))
    return entries


def load(path: Path) -> CampaignReading:
    """Read and check a campaign and the crises it names.

    Problems are in the result; a ScenarioError is raised only when a crisis it names does not exist.
    """
    from game.content.campaign_shape import CampaignFile
    from game.content.validate import shape_problems

    data = path.read_bytes()[: MAX_BYTES + 1]
    source = read_source(data, library.shown(path))
    lines = {source.file: tuple(source.lines)}
    problems = list(source.problems)
    if source.root is None or has_errors(problems):
        return CampaignReading(None, tidy(problems), lines)
    problems += shape_problems(source.root, CampaignFile)
    if has_errors(problems):
        return CampaignReading(None, tidy(problems), lines)
    parts = list(_parts(source.root, path, problems))
    if has_errors(problems):
        return CampaignReading(None, tidy(problems), lines)
    campaign = _build(source.root, data, parts, problems)
    return CampaignReading(None if has_errors(problems) else campaign, tidy(problems), lines)


def _parts(root: Node, path: Path, problems: list[Problem]) -> Iterator[Part]:
    for node in root.list("parts"):
        name = str(node.value)
        beside = path.parent.parent / f"{name}.yaml"
        try:
            found: Path = beside if beside.is_file() else library.find(name)
        except ScenarioError as fault:
            problems.append(error(node.place, "unknown-part", str(fault), "name a crisis by its id"))
            continue
        reading: Reading = library.load(found)
        first = next((problem for problem in reading.problems if problem.severity == "error"), None)
        if reading.scenario is None or first is not None:
            problems.append(error(node.place, "broken-part", f"`{name}` has problems of its own", f"`persona lint {name}` says all"))
            continue
        tree = read_source(found.read_bytes(), library.shown(found)).root
        if tree is not None:
            yield Part(reading.scenario, gather(tree))


def _build(root: Node, data: bytes, parts: list[Part], problems: list[Problem]) -> Campaign:
    nodes = root.list("interludes")
    if len(nodes) != len(parts) - 1:
        hint = "one stands between each two crises"
        problems.append(
            error(root.at("interludes").place, "interlude-count", f"expected {len(parts) - 1} interludes, got {len(nodes)}", hint)
        )
    pairs = pairwise(parts)
    interludes = tuple(_interlude(node, first, second, problems) for node, (first, second) in zip(nodes, pairs, strict=False))
    stamp = hashlib.sha256(data.replace(b"\r\n", b"\n") + "".join(part.scenario.digest for part in parts).encode()).hexdigest()
    return Campaign(
        root.text("id"),
        root.text("title"),
        root.text("subtitle"),
        root.text("summary"),
        tuple(part.scenario for part in parts),
        interludes,
        stamp,
        root.place,
    )


def _interlude(node: Node, first: Part, second: Part, problems: list[Problem]) -> Interlude:
    from game.content.build_steps import Site, steps

    shop = Workshop(first.names, first.scenario.measures, 1, model=dict(first.scenario.model))
    built = Interlude(
        title=node.text("title"),
        texts={power: node.at("texts").text(power) for power in POWERS},
        passages=tuple(
            Passage(shop.formula(item.fields["when"], None), {power: item.at("texts").text(power) for power in POWERS})
            for item in node.list("passages")
        ),
        steps=steps(shop, node.list("does"), Site(None)),
        carries=tuple((name, shop.formula(item, None)) for name, item in node.mapping("carries").items()),
        band={name: (item.items[0].number_value(), item.items[1].number_value()) for name, item in node.mapping("band").items()},
        days=_days_between(first.scenario, second.scenario),
        place=node.place,
    )
    problems += shop.problems
    problems += _unknown_names(node, shop, first)
    problems += _wrong_targets(node, second)
    problems += _wrong_steps(built.steps)
    if built.days < 0:
        problems.append(
            error(node.place, "calendar", "the next crisis begins before this one ends", "put the parts in the order of their dates")
        )
    return built


def _days_between(first: Scenario, second: Scenario) -> float:
    last = first.turns[-1]
    ended = datetime.date.fromisoformat(last.date) + datetime.timedelta(days=last.days)
    return float((datetime.date.fromisoformat(second.turns[0].date) - ended).days)


def _unknown_names(node: Node, shop: Workshop, first: Part) -> Iterator[Problem]:
    known = {*first.names.readable, *first.names.flags}
    for name, places in shop.reads.items():
        if "." not in name and name not in known:
            for place in places:
                yield error(place, "flag-never-set", f"`{name}` is nothing that {first.scenario.id} knows", did_you_mean(name, known))


def _wrong_targets(node: Node, second: Part) -> Iterator[Problem]:
    layout = Layout.of(second.scenario)
    settable = {name for name in layout.rows if name in layout.bounds or ".received." in name or name in second.scenario.inherits}
    settable |= {f"{word.id}.open" for word in second.scenario.words} | {f"{power}.oil" for power in POWERS}
    for key in ("carries", "band"):
        for name in node.mapping(key):
            if name not in settable or (key == "band" and carried_row(name) not in layout.rows):
                near = nearest(name, settable)
                place = node.fields[key].key_place(name)
                yield error(place, "unknown-track", f"{second.scenario.id} has no `{name}`", f"did you mean `{near}`?" if near else "")


def _wrong_steps(steps: tuple[Step, ...]) -> Iterator[Problem]:
    for step in steps:
        if isinstance(step, SetFlag):
            yield error(
                step.place,
                "interlude-step",
                "a flag set in an interlude is read by nobody",
                "carry it: `carries: {flag_of_the_next: condition}`",
            )
