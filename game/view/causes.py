"""The causes of the ledger in words."""

from __future__ import annotations

from game.engine.ledger import Line
from game.engine.spec import Scenario
from game.engine.terms import Power
from game.view.text import _

TERMS = {
    "days": "passing days",
    "talk_cap": "more kind words than a month counts",
    "equal_reply": "an equal reply",
    "above_equal": "more than was owed",
    "unanswered": "acts left unanswered",
    "on_loan": "on loan while the reserve is open",
    "loan_called": "the loan called in",
    "loan_repaid": "the loan repaid",
    "overruled": "the senior adviser overruled",
    "rally": "home rallies",
    "economy": "the economy",
    "sanctions": "sanctions, market and oil",
    "blowback": "the ally's own losses",
    "hold": "holding",
    "repeat": "played before, so half the gain",
    "lame_duck": "a team on its way out",
    "new_leader": "a new leader",
    "hope_fades": "hope fades unfed",
    "gift": "something was given",
    "face_saved": "face saved",
    "pen": "home took the pen",
    "rung_up": "a higher rung used",
    "rung_down": "a turn without a blow",
    "bound": "the end of the scale",
    "ally_joins": "the ally joins",
    "accused_act": "an accused act",
    "quiet": "quiet",
    "settled": "answered",
    "received": "received",
    "heard": "seen at the desk",
    "talk": "talk",
    "used": "used",
    "tell": "a tell",
}
CHANGES = {
    "give": "a word given",
    "keep": "a word kept",
    "met": "a word met",
    "late": "a date moved",
    "drop": "a word dropped",
    "broken": "a word broken",
}


def describe(scenario: Scenario, me: Power, line: Line) -> str:
    """Return what moved a track, as the player `me` reads it; acts name their side."""
    match line.cause:
        case ("why", str(text)):
            return text
        case ("measure", str(name), str(by), str(why)):
            words = why or scenario.measures[name].label
            return _("you: {words}").format(words=words) if by == me else _("they: {words}").format(words=words)
        case ("term", str(term), *_rest):
            return _(TERMS.get(term, term.replace("_", " ")))
        case ("word", str(_word), str(change)):
            return _(CHANGES[change])
        case ("package", str(name)):
            return next(item.label for item in scenario.packages if item.id == name)
    if line.power is None:
        return _("the news")
    return _("your choice") if line.power == me else _("something of theirs out of sight")
