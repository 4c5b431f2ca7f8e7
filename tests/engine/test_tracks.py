"""The rows of the state are declared once, and everything that reads the declarations agrees with the state."""

from __future__ import annotations

import re

import pytest

from game.engine.layout import Layout
from game.engine.rows import Owner
from game.engine.terms import POWERS
from game.engine.tracks import (
    SEAT_TRACKS,
    BodyRows,
    HiddenRows,
    IncidentRows,
    PackageRows,
    PartyRows,
    SeatRows,
    WordRows,
    names_of,
    seat,
)
from tests import dictionary
from tests.play.games import names, rules_of


def test_the_dictionary_of_rows_is_that_of_the_declarations() -> None:
    assert dictionary.FILE.read_text(encoding="utf-8") == dictionary.dictionary(), "run python -m tests.dictionary"
    assert set(dictionary.KINDS) == set(Owner.__subclasses__())


@pytest.mark.parametrize("name", names())
def test_every_row_of_the_state_is_declared(name: str) -> None:
    scenario = rules_of(name).scenario
    owners: dict[str, set[type[Owner]]] = {power: {SeatRows} for power in POWERS}
    for items, kind in (
        (scenario.words, WordRows),
        (scenario.packages, PackageRows),
        (scenario.parties, PartyRows),
        (scenario.hidden, HiddenRows),
        (scenario.incidents, IncidentRows),
        ([scenario.legislature] if scenario.legislature else [], BodyRows),
    ):
        for item in items:
            owners.setdefault(item.id, set()).add(kind)  # type: ignore[attr-defined]
    checked = 0
    for row in rules_of(name).layout.rows:
        head, _, tail = row.partition(".")
        if tail:
            checked += 1
            kinds = owners[head]
            exact = any(tail in kind.rows for kind in kinds)
            forms = [form for kind in kinds for form in kind.families]
            assert exact or any(re.fullmatch(re.escape(form).replace(r"\{\}", "[a-z0-9_]+"), tail) for form in forms), row
    assert checked > 100


def test_tracks_are_kept_within_the_bounds_declared() -> None:
    layout = Layout.of(rules_of("small-crisis").scenario)
    for power in POWERS:
        for name, bounds in SEAT_TRACKS.items():
            assert layout.bounds[seat(power).row(name)] == bounds
    assert layout.bounds["congress.house"] == BodyRows.votes.declared.bounds
    assert "us.avail.0" in {row for row, number in layout.rows.items() if number in layout.marks}


def test_what_can_be_written_can_be_read_and_has_bounds() -> None:
    for kind in Owner.__subclasses__():
        for row in [*kind.rows.values(), *kind.families.values()]:
            assert row.read or not row.write
            assert row.bounds is not None or not row.write
            assert row.stored or not (row.write or row.kept or row.mark)
            assert row.about == row.about.strip(".").strip()
    assert set(names_of(SeatRows, "estimated")) == {"room", "credibility", "hope"}
