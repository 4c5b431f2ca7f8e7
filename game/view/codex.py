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


# fmt: off
_VERB_AFTER = frozenset((
    "has", "have", "had", "having", "hasn't", "haven't", "hadn't", "to", "will", "would", "shall", "should", "can", "could",
    "may", "might", "must", "do", "does", "did", "don't", "not", "never", "let", "lets", "who", "i", "you", "we", "they", "he",
    "she", "it", "them", "him", "her", "us", "me", "was", "were", "been", "being",
))
# fmt: on
"""Words after which a word that may be noun or verb is no noun: they have rung, to hold, we hope."""
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)\s+$")


def terms_in(names: tuple[str, ...], text: str) -> list[tuple[int, int, str]]:
    """Return where a text first names each of some terms as a noun, as start, end and the term, in order."""
    found: list[tuple[int, int, str]] = []
    for name in names:
        for match in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            if not _is_noun(name, text, match.start(), match.group()):
                continue
            if all(match.end() <= start or match.start() >= end for start, end, _term in found):
                found.append((match.start(), match.end(), name))
            break
    return sorted(found)


def _is_noun(name: str, text: str, start: int, written: str) -> bool:
    """Tell whether a short term stands as a noun: no name (Hope within a sentence), and no verb by the word before it."""
    if " " in name or _syllables(name) > 2:
        return True
    before = text[:start]
    opens = not before.strip() or before.rstrip().endswith((".", "?", "!", ":", '"', "“"))
    if _syllables(name) == 1 and written[:1].isupper() and not name.isupper() and not opens:
        return False
    word = _WORD_BEFORE.search(before)
    return word is None or word.group(1).lower().replace("’", "'") not in _VERB_AFTER


def _syllables(word: str) -> int:
    """Return about how many syllables an English word has: groups of vowels, without a silent e at the end."""
    groups = len(re.findall(r"[aeiouyé]+", word.lower().removesuffix("e")))
    return max(1, groups)
