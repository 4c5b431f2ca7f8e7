"""The hundred mechanisms of the two articles: each is carried by elements of the game, and each of these shows at work in play.

The table is `mechanisms.yaml`. Some thousand games of each crisis and a handful of campaigns are played once, and every row is held
against what really occurred in them: desks that came, choices that were made and moved something, causes in the ledgers, pages read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.coverage.elements import CHECKS, Element

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
KEYS = {"id", "seed", "what", "carried_by", "shown_by", "outside", "note"}
COUNT = 100
LONGEST = 100
"""Most letters of a row's name."""
CAUSAL = range(70, 93)
"""Rows that say what follows from what: one of their elements has to be a change, not a text alone."""
CHOICES = range(94, 100)
"""Rows that are a choice of a power or of a chamber: one of their elements has to be a whole desk."""


@dataclass(frozen=True)
class Row:
    """One mechanism: its number, the articles it is in, its name, what carries it, and how that is shown."""

    id: int
    seed: tuple[str, ...]
    what: str
    carried_by: tuple[Element, ...]
    shown_by: str
    outside: bool

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Row:
        """Return an entry of the table."""
        elements = tuple(Element.of(text) for text in entry.get("carried_by", ()))
        return cls(entry["id"], tuple(entry["seed"]), entry["what"], elements, entry["shown_by"], entry.get("outside", False))


@cache
def entries() -> tuple[dict[str, Any], ...]:
    """Return the table as written."""
    return tuple(yaml.safe_load((HERE / "mechanisms.yaml").read_text(encoding="utf-8")))


ROWS = tuple(Row.of(entry) for entry in entries())


def known_test(node: str) -> bool:
    """Tell whether a test of this node exists."""
    path, _, name = node.partition("::")
    return path.startswith("tests/") and (ROOT / path).is_file() and f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")


def test_the_table_has_every_mechanism_once() -> None:
    assert [row.id for row in ROWS] == list(range(1, COUNT + 1))
    assert not {key for entry in entries() for key in entry} - KEYS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.id))
def test_every_row_is_whole(row: Row) -> None:
    """No empty row; articles, name and check are as they should be; elements are named once."""
    texts = [element.text for element in row.carried_by]
    assert texts, f"mechanism {row.id} is carried by nothing"
    assert len(set(texts)) == len(texts), f"mechanism {row.id} names an element twice"
    assert 0 < len(row.what) <= LONGEST
    assert set(row.seed) <= {"A", "B"}
    assert bool(row.seed) != row.outside, "a mechanism is in an article, or it is outside history"
    checks = {element.check for element in row.carried_by}
    assert row.shown_by in checks & set(CHECKS) or known_test(row.shown_by), (
        f"{row.shown_by!r} is no check of {sorted(checks)}, and no test"
    )
    if row.outside:
        assert checks == {"record"}
    if row.id in CAUSAL:
        assert "changes" in checks or "worlds" in checks, f"mechanism {row.id} is a cause, and nothing of it moves a row"
    if row.id in CHOICES:
        assert any(element.kind == "desk" for element in row.carried_by), f"mechanism {row.id} is a choice, and has no whole desk"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.id))
def test_every_element_is_in_the_game(row: Row) -> None:
    missing = [f"{element.text}: {why}" for element in row.carried_by if (why := element.unknown())]
    assert not missing, f"mechanism {row.id} ({row.what}) names what the game does not have:\n" + "\n".join(missing)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.id))
def test_every_element_shows_at_work(row: Row) -> None:
    idle = [f"{element.text}: {why}" for element in row.carried_by if not element.unknown() and (why := element.idle())]
    assert not idle, f"mechanism {row.id} ({row.what}) does not show in play:\n" + "\n".join(idle)
