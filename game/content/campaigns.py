"""Reads a campaign: crises in order, and what carries from the end of one into the start of the next."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

from game import paths
from game.content import library
from game.content.names import Names
from game.content.node import Node
from game.content.problem import Problem, as_text, did_you_mean, error, has_errors, nearest, tidy
from game.content.source import read_source, top_keys
from game.content.workshop import Workshop
from game.engine.campaign import Campaign, Interlude, Passage, bridge_scenario, carried_row
from game.engine.identity import stamped
from game.engine.layout import Layout
from game.engine.spec import Scenario
from game.engine.terms import POWERS
from game.errors import ScenarioError

FOLDER: Final = "campaigns"
"""The folder of the campaigns that ship with the game."""
MARKS: Final = ("parts", "interludes")
"""Keys of a file that only a campaign has: either tells one, so that a slip in the other is still a campaign's."""
_MAY_BE: Final = tuple(re.compile(mark.encode() + rb"[\"']?[ \t]*:") for mark in MARKS)


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
    if library.is_path(name):
        path = Path(name)
        return path if is_campaign(path) else None
    known = files()
    return next(iter(known.values()), None) if str(name) == "campaign" else known.get(str(name))


def is_named(name: str) -> bool:
    """Tell whether a name or a path is that of a campaign."""
    return find(name) is not None


def is_campaign(path: Path) -> bool:
    """Tell whether a file is a campaign and not a crisis, by the keys it begins lines with; an unreadable file is none."""
    try:
        data = library.file_of(path).data
    except OSError:
        return False
    # The keys are read only where the word stands at all, so that crises are not parsed twice.
    return any(mark.search(data) for mark in _MAY_BE) and any(key in MARKS for key in top_keys(data))


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
    """Read and check a campaign and the crises it names; whatever is wrong, a file that cannot be read too, is in the problems."""
    from game.content.campaign_shape import CampaignFile
    from game.content.validate import shape_problems

    try:
        data = library.file_of(path).data
    except OSError as fault:
        return CampaignReading(None, (library.unreadable(path, fault),))
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
        try:
            found = _file_of_part(name, path)
        except ScenarioError as fault:
            problems.append(error(node.place, "unknown-part", str(fault), "name a crisis by its id"))
            continue
        reading = library.load(found)
        first = next((problem for problem in reading.problems if problem.severity == "error"), None)
        if reading.scenario is None or first is not None:
            hint = f"`persona lint {library.shown(found)}` says all"
            problems.append(error(node.place, "broken-part", f"`{name}` has problems of its own", hint))
            continue
        assert reading.names is not None
        yield Part(reading.scenario, reading.names)


def _file_of_part(name: str, campaign: Path) -> Path:
    """Return the file of a crisis: beside the campaign, in the folder above, or among those that ship; else a ScenarioError."""
    folder = campaign.parent.resolve()
    beside = [place / f"{name}{suffix}" for place in (folder, folder.parent) for suffix in library.SUFFIXES]
    return next((path for path in beside if path != folder / campaign.name and path.is_file()), None) or library.shipped(name)


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
    campaign = Campaign(
        root.text("id"),
        root.text("title"),
        root.text("subtitle"),
        root.text("summary"),
        tuple(part.scenario for part in parts),
        interludes,
        root.place,
    )
    return stamped(campaign, stamp)


def _interlude(node: Node, first: Part, second: Part, problems: list[Problem]) -> Interlude:
    from game.content.build_steps import Site, steps
    from game.content.campaign_steps import wrong_steps

    refused = list(wrong_steps(node.list("does")))
    shop = Workshop(first.names, first.scenario.measures, 1, model=dict(first.scenario.model))
    built = Interlude(
        title=node.text("title"),
        texts={power: node.at("texts").text(power) for power in POWERS},
        passages=tuple(
            Passage(shop.formula(item.fields["when"], None), {power: item.at("texts").text(power) for power in POWERS})
            for item in node.list("passages")
        ),
        # One problem for a step is enough: what is refused here is not built and refused again.
        steps=() if refused else steps(shop, node.list("does"), Site(None)),
        carries=tuple((name, shop.amount(item, None)) for name, item in node.mapping("carries").items()),
        band={name: (item.items[0].number_value(), item.items[1].number_value()) for name, item in node.mapping("band").items()},
        days=_days_between(first.scenario, second.scenario),
        place=node.place,
    )
    problems += shop.problems
    problems += _unknown_names(node, shop, first)
    problems += _wrong_targets(node, second)
    problems += refused
    problems += _wrong_numbers(node, built, first, second)
    if built.days < 0:
        problems.append(
            error(node.place, "calendar", "the next crisis begins before this one ends", "put the parts in the order of their dates")
        )
    return built


def _wrong_numbers(node: Node, built: Interlude, first: Part, second: Part) -> Iterator[Problem]:
    """Yield what the rules about numbers find in an interlude's steps, held against the gap as the scenario it is played as."""
    from game.content.checks import Document, measure_number, probability_range

    bridge = bridge_scenario(first.scenario, second.scenario, built, len(first.scenario.turns))
    document = Document(node, first.names, {})
    for rule in (measure_number, probability_range):
        yield from rule.check(bridge, document)


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
