"""Reads one scenario: bytes into a spec, or into the list of all that is wrong with them."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from game.content.names import Names, gather, secret_flags
from game.content.node import Node
from game.content.problem import Problem, as_text, error, has_errors, renew_patience, tidy
from game.content.source import Source, read_source
from game.engine.identity import read_only, stamped
from game.engine.spec import Scenario
from game.engine.steps import Place
from game.engine.terms import POWERS, Power

COMMON_FILES: Final = ("answers", "chips", "measures", "model")
"""The files all scenarios share, by the names of their files, in the order in which they are hashed."""
# What misses a step may miss it only because that step is misspelt.
_FOLLOW_ON: Final = frozenset({"never-used"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file: the scenario when it can be played with the names it declares, and the problems in either case."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    names: Names | None = field(default=None, repr=False)

    def report(self) -> str:
        """Return all problems as text, with source lines and hints."""
        return "\n".join(as_text(problem, self.lines) for problem in self.problems)


@dataclass(frozen=True, slots=True)
class File:
    """A file's bytes and the name it goes by in messages."""

    name: str
    data: bytes


def read(scenario: File, common: Mapping[str, File]) -> Reading:
    """Read a scenario with the common files (`answers`, `chips`, `measures`, `model`)."""
    renew_patience()
    with _uncollected():
        return _read(scenario, common)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put the search for cyclic garbage off: it takes a third of the time and finds nothing, since no tree has a cycle."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _read(scenario: File, common: Mapping[str, File]) -> Reading:
    own = read_source(scenario.data, scenario.name)
    shared = {name: _shared(name, file) for name, file in common.items()}
    sources = (own, *shared.values())
    lines = {source.file: source.lines for source in sources}
    problems = [problem for source in sources for problem in source.problems]
    problems += [_missing(own, name) for name in COMMON_FILES if name not in shared]
    problems += _misshapen(own, "scenario")
    problems += [problem for name in COMMON_FILES if name in shared for problem in _misshapen(shared[name], name)]
    if has_errors(problems) or own.root is None:
        return Reading(None, tidy(problems), lines)
    names = gather(own.root)
    roots = {name: source.root for name, source in shared.items() if source.root}
    built, found = _build(own.root, names, roots, _digest(scenario, common))
    if has_errors(found):
        found = [problem for problem in found if problem.rule not in _FOLLOW_ON]
    problems += found
    return Reading(None if has_errors(problems) else built, tidy(problems), lines, names)


def _missing(own: Source, name: str) -> Problem:
    return error(Place(own.file, 1, 1), "missing-file", f"the shared file common/{name}.yaml is missing", "it belongs beside the scenarios")


@lru_cache(maxsize=2 * len(COMMON_FILES))
def _shared(_name: str, file: File) -> Source:
    """Return the tree of a shared file; all scenarios read the same ones, and nothing writes to a tree."""
    return read_source(file.data, file.name)


def _misshapen(source: Source, part: str) -> list[Problem]:
    # Late, because pydantic takes a tenth of a second to import.
    from game.content import files, shared_files
    from game.content.shapes import Shape
    from game.content.validate import shape_problems

    shapes: dict[str, type[Shape]] = {
        "scenario": files.ScenarioFile,
        "answers": shared_files.AnswersFile,
        "chips": shared_files.ChipsFile,
        "measures": shared_files.MeasuresFile,
        "model": shared_files.ModelFile,
    }
    if source.root is None:
        return []
    # What was refused as YAML is not refused again for what it would have meant.
    named = {problem.place for problem in source.problems}
    return [problem for problem in shape_problems(source.root, shapes[part]) if problem.place not in named]


def _digest(scenario: File, common: Mapping[str, File]) -> str:
    parts = [scenario.data, *(common[name].data for name in COMMON_FILES)]
    # A checkout with other line ends is the same scenario.
    return hashlib.sha256(b"".join(part.replace(b"\r\n", b"\n") for part in parts)).hexdigest()


def _build(root: Node, names: Names, shared: Mapping[str, Node], digest: str) -> tuple[Scenario, list[Problem]]:
    from game.content import build_common, build_frame, build_incidents, build_seats, checks
    from game.content.workshop import Workshop

    doubled = frozenset(node.text("id") for node in root.list("incidents") if node.text("for") == "both")
    shop = Workshop(names, build_common.measures(shared["measures"]), len(root.list("turns")), doubled)
    shop.model.update(build_common.model(shop, shared["model"], root))
    seats = {power: build_seats.seat(shop, root.at("powers", power), power) for power in POWERS}
    words = build_frame.words(shop, root)
    advisers: dict[Power, frozenset[str]] = {power: frozenset(adviser.id for adviser in seats[power].advisers) for power in POWERS}
    incidents = (
        *build_incidents.incidents(shop, root, advisers),
        *build_incidents.struck(shop, shared["answers"], root),
        *build_incidents.answers(shop, shared["answers"], {power: seats[power].tray for power in POWERS}),
        *build_incidents.dues(shop, shared["answers"], words),
    )
    scenario = Scenario(
        id=root.text("id"),
        title=root.text("title"),
        subtitle=root.text("subtitle"),
        summary=root.text("summary"),
        turns=build_frame.turns(root),
        start=read_only(build_seats.numbers(root, "start")),
        seats=read_only(seats),
        tracks=build_frame.tracks(root),
        hidden=build_frame.hidden(root),
        words=words,
        packages=build_frame.packages(root),
        parties=build_frame.parties(shop, root),
        legislature=build_frame.legislature(root),
        incidents=incidents,
        endings=build_frame.endings(shop, root),
        verdicts=build_frame.texts(root, "verdicts"),
        tolls=build_frame.tolls(shop, root),
        papers=build_frame.papers(root),
        sources=build_frame.sources(root),
        history=build_frame.history(root),
        glossary=build_frame.texts(root, "glossary"),
        inherits=build_frame.texts(root, "inherits"),
        measures=read_only(shop.measures),
        chips=read_only(build_common.chips(shop, shared["chips"])),
        model=read_only(shop.model),
        secret_flags=secret_flags(root),
        place=root.place,
    )
    stamped(scenario, digest)
    return scenario, [*shop.problems, *checks.run(scenario, checks.Document(root, names, shop.reads))]
