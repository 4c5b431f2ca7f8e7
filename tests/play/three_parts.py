"""A campaign of three parts, for what two parts cannot show; its interludes draw, so that dice which are shared would be seen."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from game.content import campaigns
from game.play.campaign import Route

PARTS = ("spring-2001", "december-2016", "july-2017")
TEXT = """\
id: three-parts
title: Three Parts
subtitle: 2001 to 2017
summary: Three crises as one story.
parts: [spring-2001, december-2016, july-2017]
interludes:
  - title: Fifteen years
    texts: {us: "Years pass in Washington.", russia: "Years pass in Moscow."}
    passages:
      - when: relations < 0
        texts: {us: "They were cool years.", russia: "They were cold years."}
    does:
      - {chance: 0.5, then: [{track: tension, add: 12, why: one thing}], else: [{track: tension, add: -12, why: another thing}]}
      - {if: tension > 20, then: [{expel: 5, by: russia}]}
    carries: {relations: relations * 0.5 - 10, tension: tension, us.approval: us.approval}
  - title: Seven weeks
    texts: {us: "Weeks pass in Washington.", russia: "Weeks pass in Moscow."}
    does:
      - {chance: 0.5, then: [{track: tension, add: 12, why: one thing}], else: [{track: tension, add: -12, why: another thing}]}
    carries: {relations: relations, tension: tension, us.room: us.room, december_warm: us_warm}
"""


def write_campaign(folder: Path, text: str = TEXT) -> Path:
    """Write the campaign as a file and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "three-parts.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@cache
def route() -> Route:
    """Return the campaign compiled."""
    with TemporaryDirectory() as folder:
        reading = campaigns.load(write_campaign(Path(folder)))
    assert reading.campaign is not None, reading.report()
    assert reading.problems == ()
    return Route.of(reading.campaign)
