"""The codex: terms, measures and sources of a crisis, each with a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from game.engine.spec import Scenario
from game.engine.terms import Power
from game.view.text import _, number
from game.view.tracks import labels


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its name and what it says."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Codex:
    """Everything that can be looked up."""

    terms: tuple[Entry, ...]
    measures: tuple[Entry, ...]
    sources: tuple[Entry, ...]


def codex(scenario: Scenario, me: Power) -> Codex:
    """Return the codex of a crisis as one seat reads it."""
    terms = {name: " ".join(text.split()) for name, text in scenario.glossary.items()}
    known = {name.lower() for name in terms}
    for label in labels(scenario, me):
        if label.name.lower() not in known:
            terms[label.name] = label.why
    measures = [
        Entry(
            row.label.capitalize(),
            " ".join(
                _("CAMEO {code}, weight {weight}, rung {rung}. {note}")
                .format(code=row.cameo, weight=number(row.weight), rung=row.rung, note=row.note)
                .split()
            ),
        )
        for row in scenario.measures.values()
    ]
    return Codex(
        tuple(Entry(name[:1].upper() + name[1:], text) for name, text in sorted(terms.items(), key=lambda pair: pair[0].lower())),
        tuple(sorted(measures, key=lambda entry: entry.name)),
        tuple(Entry(source.id, " ".join(source.text.split())) for source in scenario.sources.values()),
    )


def term_names(scenario: Scenario, me: Power) -> tuple[str, ...]:
    """Return the names of all terms of the codex."""
    return tuple(entry.name for entry in codex(scenario, me).terms)


def terms_in(names: tuple[str, ...], text: str) -> list[tuple[int, int, str]]:
    """Return where a text first names each of some terms, as start, end and the term, in order."""
    found: list[tuple[int, int, str]] = []
    for name in names:
        match = re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
        if match is not None and all(match.end() <= start or match.start() >= end for start, end, _term in found):
            found.append((match.start(), match.end(), name))
    return sorted(found)
