"""A campaign as a player reads it: the interlude, what comes next, the whole of it at the end."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.terms import POWERS, Power
from game.play.campaign import Journey
from game.view.text import _, number


@dataclass(frozen=True, slots=True)
class InterludePage:
    """What one seat reads between two crises."""

    title: str
    paragraphs: tuple[str, ...]


def next_title(journey: Journey) -> str:
    """Return the title of the crisis that is to be gone on to now, an empty text while one is in play and after the last."""
    return journey.route.campaign.parts[journey.part + 1].title if journey.must_cross else ""


def interlude(journey: Journey, me: Power) -> InterludePage:
    """Return the interlude that follows the present part, as one power reads it."""
    texts = tuple(text.replace("\n", " ").strip() for text in journey.passages(me))
    return InterludePage(journey.route.campaign.interludes[journey.part].title, texts)


def summary(journey: Journey) -> list[str]:
    """Return both seats' scores, part by part and over the campaign."""
    played = [*journey.earlier, journey.match]
    lines = []
    for power in POWERS:
        parts = ", ".join(f"{match.scenario.title} {number(match.score(power))}" for match in played)
        whole = number(journey.scores()[power])
        name = journey.match.scenario.seats[power].name
        lines.append(_("{name}: {whole} of 100 over the campaign ({parts})").format(name=name, whole=whole, parts=parts))
    if len(played) < len(journey.route.rules):
        lines.append(_("The campaign ended early; the crises that were never reached count nothing."))
    return lines
