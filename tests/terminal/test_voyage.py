"""A campaign at the terminal: what its prompts say follows is what follows."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import pytest

from game.content import campaigns
from game.play.campaign import Journey, Route
from game.terminal.page import Left, Page
from game.terminal.voyage import sail
from tests.content.sample import SAMPLE
from tests.play import two_small
from tests.terminal.talk import ENDED, anything

ONWARD = "Enter goes on to A Small Crisis Again:"
LEAVES = "Enter leaves:"


def start(folder: Path, first: str, us: str = "human") -> Journey:
    """Open a campaign of two small crises from Washington."""
    campaign = campaigns.load(two_small.write(folder, first)).campaign
    assert campaign is not None
    return Journey.start(Route.of(campaign), {"us": us, "russia": "rival"}, 3)


def told(journey: Journey, lines: str) -> str:
    """Type lines into a campaign until they run out or it is left; return the page as one line."""
    out = io.StringIO()
    with suppress(Left):
        sail(Page(io.StringIO(lines), out), journey)
    return " ".join(out.getvalue().split())


@pytest.mark.parametrize("us", ["human", "rival"])
def test_the_end_of_a_part_names_what_follows(tmp_path: Path, us: str) -> None:
    journey = start(tmp_path, SAMPLE, us)
    page = told(journey, anything() if us == "human" else "\n" * 20)
    assert journey.is_over
    assert journey.part == 1
    assert page.count(ENDED) == 2
    assert page.index(ONWARD) < page.index("A year passes in Washington.") < page.index(LEAVES)
    assert page.count(ONWARD) == page.count(LEAVES) == 1


def test_after_a_rupture_nothing_follows_and_nothing_is_named(tmp_path: Path) -> None:
    journey = start(tmp_path, two_small.ruptured(SAMPLE))
    page = told(journey, anything())
    assert journey.is_over
    assert journey.part == 0
    assert ONWARD not in page
    assert page.count(LEAVES) == page.count(ENDED) == 1
    assert "The campaign ended early" in page


def test_the_prompt_is_made_anew_when_the_end_is_played_again(tmp_path: Path) -> None:
    """A part that ended in a rupture is taken back and ends otherwise: now something follows."""
    journey = start(tmp_path, SAMPLE.replace("when: rung >= 10", "when: us_expelled"))
    page = told(journey, "1\n1\nt 1\n3\n" + anything())
    first = page.index(ENDED)
    assert page[first:].split(": ", 1)[0].endswith("Enter leaves")
    assert ONWARD in page[first:]
