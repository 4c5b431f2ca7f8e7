"""What is wrong with a file: where, by which rule, how badly, and what to do about it."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from game.engine.steps import Place
from game.visible import one_line, visible

Severity = Literal["error", "warning", "note"]
_ORDER: Mapping[Severity, int] = {"error": 0, "warning": 1, "note": 2}
_SHOWN_WIDTH = 110
_LISTED = 12
TOLD = 100
"""Problems of one file that are told at a time."""
_ALIKE = 8


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a file, said in a sentence; `other` is a second place that matters, such as the first of two."""

    place: Place
    rule: str
    severity: Severity
    message: str
    hint: str = ""
    other: Place | None = None


def error(place: Place, rule: str, message: str, hint: str = "", other: Place | None = None) -> Problem:
    """Return a problem that keeps the scenario from being played."""
    return Problem(place, rule, "error", message, hint, other)


def warning(place: Place, rule: str, message: str, hint: str = "", other: Place | None = None) -> Problem:
    """Return a problem that a game survives."""
    return Problem(place, rule, "warning", message, hint, other)


class Patience:
    """How many names are still compared in one reading: a file of thousands of misspelt names is told of them without suggestions."""

    def __init__(self) -> None:
        self._left = COMPARED

    def renew(self) -> None:
        """Begin another reading."""
        self._left = COMPARED

    def spend(self, comparisons: int) -> bool:
        """Take so many comparisons, and tell whether they may be made."""
        self._left -= comparisons
        return self._left >= 0


COMPARED = 10_000
"""Comparisons of names in one reading: about a quarter of a second."""
_PATIENCE = Patience()


def renew_patience() -> None:
    """Allow the next reading its own comparisons of names."""
    _PATIENCE.renew()


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like this one, or None when nothing is close."""
    candidates = list(known)
    if not _PATIENCE.spend(len(candidates)):
        return None
    found = difflib.get_close_matches(name, candidates, n=1, cutoff=0.65)
    if found:
        return found[0]
    words = set(_words(name))
    shuffled = [other for other in candidates if len(words) > 1 and set(_words(other)) == words]
    return shuffled[0] if shuffled else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the hint that names the nearest known name, or lists a few when nothing is near."""
    candidates = sorted(set(known))
    near = nearest(name, candidates)
    if near is not None:
        return f"did you mean `{near}`?"
    if not candidates:
        return "nothing of this kind is declared"
    more = ", ..." if len(candidates) > _LISTED else ""
    return "known: " + ", ".join(f"`{other}`" for other in candidates[:_LISTED]) + more


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems keeps the scenario from being played."""
    return any(problem.severity == "error" for problem in problems)


def tidy(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in reading order, each said once although a text may be read for both seats.

    What is said of many places, such as a misspelt declaration that half the file uses, is said of the first few.
    """
    ordered = sorted(dict.fromkeys(problems), key=lambda p: (p.place.file, p.place.line, p.place.column, _ORDER[p.severity], p.rule))
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in ordered:
        alike.setdefault((problem.place.file, problem.rule, problem.message), []).append(problem)
    said: dict[Problem, Problem] = {}
    for group in alike.values():
        said |= {problem: problem for problem in group[:_ALIKE]}
        if len(group) > _ALIKE:
            last, more = group[_ALIKE - 1], len(group) - _ALIKE
            hint = f"{last.hint}; " if last.hint else ""
            said[last] = replace(last, hint=f"{hint}the same is wrong in {more} more {'place' if more == 1 else 'places'}")
    return tuple(_shortened([said[problem] for problem in ordered if problem in said]))


def _shortened(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the first problems of each file, the last of them with how many more there are; errors go before the rest."""
    counts = Counter(problem.place.file for problem in problems)
    for file, count in counts.items():
        own = [problem for problem in problems if problem.place.file == file]
        if count > TOLD:
            kept = set(sorted(own, key=lambda problem: _ORDER[problem.severity])[:TOLD])
            own = [problem for problem in own if problem in kept]
            more = count - TOLD
            hint = f"{own[-1].hint}; " if own[-1].hint else ""
            own[-1] = replace(own[-1], hint=f"{hint}{more:,} more {'problem' if more == 1 else 'problems'} of this file are not shown")
        yield from own


def headline(problem: Problem) -> str:
    """Return the problem in one line, as compilers print it."""
    at = problem.place
    return one_line(f"{at.file}:{at.line}:{at.column}: {problem.severity}: {problem.message} ({problem.rule})")


def as_text(problem: Problem, lines: Mapping[str, Sequence[str]]) -> str:
    """Return the problem with its source line, a caret and the hint; `lines` holds the lines of each file."""
    parts = [headline(problem), *_excerpt(problem.place, lines)]
    if problem.other is not None:
        parts.append(f"  see: {problem.other.file}:{problem.other.line}:{problem.other.column}")
        parts.extend(_excerpt(problem.other, lines))
    if problem.hint:
        parts.append(f"  hint: {one_line(problem.hint)}")
    return "\n".join(parts)


def as_data(problem: Problem) -> dict[str, object]:
    """Return the problem as plain values for JSON."""
    return {
        "place": _place_data(problem.place),
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "other": None if problem.other is None else _place_data(problem.other),
    }


def from_data(data: Mapping[str, object]) -> Problem:
    """Read back what `as_data` wrote."""
    fields = dict(data)
    place, other = fields.pop("place"), fields.pop("other")
    return Problem(place=Place(**place), other=None if other is None else Place(**other), **fields)  # type: ignore[arg-type]


def _words(name: str) -> list[str]:
    return re.split(r"[._\-\s]+", name.lower())


def _place_data(place: Place) -> dict[str, object]:
    return {"file": place.file, "line": place.line, "column": place.column}


def _excerpt(place: Place, lines: Mapping[str, Sequence[str]]) -> list[str]:
    known = lines.get(place.file, ())
    if not 1 <= place.line <= len(known):
        return []
    line = known[place.line - 1].replace("\t", " ")
    text, column = visible(line), len(visible(line[: place.column - 1])) + 1
    if len(text) > _SHOWN_WIDTH:
        start = max(0, min(column - _SHOWN_WIDTH // 2, len(text) - _SHOWN_WIDTH))
        text, column = text[start : start + _SHOWN_WIDTH], column - start
    return [f"{place.line:>6} | {text}", f"       | {' ' * (column - 1)}^"]
