"""A campaign of two small crises that an author keeps in a folder of their own: quick to load, quick to play."""

from __future__ import annotations

from pathlib import Path

from tests.content.sample import SAMPLE

NEXT = (
    SAMPLE.replace("id: small-crisis\n", "id: small-again\n", 1)
    .replace("title: A Small Crisis\n", "title: A Small Crisis Again\n", 1)
    .replace('"2017-', '"2018-')
    .replace('"2016-', '"2017-')
)
"""The second crisis: the first a year later."""
CAMPAIGN = """\
id: two-small
title: Two Small Crises
subtitle: One year
summary: Two small crises as one story.
parts: [small-crisis, small-again]
interludes:
  - title: A year between
    texts: {us: "A year passes in Washington.", russia: "A year passes in Moscow."}
    carries: {relations: relations, tension: tension}
"""


def ruptured(text: str) -> str:
    """Return a crisis that ends in a rupture after its first turn, whatever is done."""
    assert text.count("when: rung >= 10") == 1
    return text.replace("when: rung >= 10", "when: turn >= 1")


def write(folder: Path, first: str = SAMPLE, crises: Path | None = None) -> Path:
    """Write the campaign into a folder, its crises beside it or into another folder; return the campaign's file."""
    beside = crises or folder
    for place in (folder, beside):
        place.mkdir(parents=True, exist_ok=True)
    (beside / "small-crisis.yaml").write_text(first, encoding="utf-8")
    (beside / "small-again.yaml").write_text(NEXT, encoding="utf-8")
    path = folder / "story.yaml"
    path.write_text(CAMPAIGN, encoding="utf-8")
    return path
