"""All rows of the state, by owner: the pair, a seat, a word, a package, a third party, a legislature, a hidden type, an incident."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from game.engine.rows import Many, One, Owner, Row, marked
from game.engine.terms import POWERS, Power

_POINTS: Final = (0.0, 100.0)
_SHARE: Final = (0.0, 1.0)
_POSTED: Final = marked("Who and what is posted there; it has changed since the crisis began.")


class PairRows(Owner):
    """What the two powers share."""

    relations = One(
        Row("how the two capitals stand with each other", "points", (-100.0, 100.0), read=True, write=True, sight="public", kept=True).told(
            marked("Relations"), marked("how the two capitals stand, \N{MINUS SIGN}100 to 100."), 4
        )
    )
    tension = One(
        Row("how nervous the two capitals are", "points", _POINTS, read=True, write=True, sight="public", kept=True).told(
            marked("Tension"), marked("how close the next incident is."), 6, welcome="down"
        )
    )
    rung = One(Row("the rung of the ladder that both stand on together", "number", (0.0, 10.0), read=True, sight="public", kept=True))


class GameRows(Owner):
    """What is the engine's own."""

    finish = One(Row("the ending that a step has called for, by number; 0 is none", "number"))
    ended = One(Row("the ending that came, by number; 0 while the game goes on", "number", sight="public", kept=True))
    end_turn = One(Row("the turn in which the game ended", "turn", sight="public", kept=True))


class SeatRows(Owner):
    """What each power has; staff, consulates and premises are its own in the other country."""

    def __init__(self, power: Power) -> None:
        super().__init__(power)
        self.power: Power = power

    room = One(
        Row(
            "what a power's own side lets it do without a fight", "points", _POINTS, read=True, write=True, sight="estimated", kept=True
        ).told(marked("Room"), marked("what home lets you do."), 6)
    )
    approval = One(
        Row("the share of the public content with its leader", "points", _POINTS, read=True, write=True, sight="public", kept=True).told(
            marked("Approval"), marked("Home has an opinion of you by now."), 4, since=2
        )
    )
    credibility = One(
        Row(
            "how far the other side believes that it does what it says",
            "share",
            _SHARE,
            read=True,
            write=True,
            sight="estimated",
            kept=True,
        ).told(
            marked("Credibility"),
            marked("They have seen you act; this is how far your next word carries."),
            5,
            since=2,
            factor=100,
            places=0,
        )
    )
    hope = One(
        Row(
            "how far it expects the other leader to ease matters", "share", _SHARE, read=True, write=True, sight="estimated", kept=True
        ).told(marked("Hope"), marked("How far your side still expects an easing from {them}."), 8, since=4, factor=100, places=0)
    )
    market = One(Row("the shock on its markets", "points", (0.0, 50.0), read=True, write=True, sight="public"))
    pressure = One(
        Row("the economic weight on it from sanctions, markets and oil", "points", _POINTS, read=True, sight="public", kept=True).told(
            marked("Pressure on {name}"),
            marked("What sanctions and oil take from the economy of {name}, from 0 to 100."),
            6,
            since=4,
            welcome="down",
            whose="target",
        )
    )
    staff = One(
        Row("its people at posts in the other country", "persons", (0.0, 5000.0), read=True, write=True, sight="public", kept=True).told(
            marked("Own staff abroad"), _POSTED, 30, places=0, theirs=marked("Their staff here"), whose="both"
        )
    )
    consulates = One(
        Row("its consulates in the other country", "posts", (0.0, 20.0), read=True, write=True, sight="public", kept=True).told(
            marked("Own consulates abroad"), _POSTED, 1, places=0, theirs=marked("Their consulates here"), whose="both"
        )
    )
    premises = One(
        Row("its other houses in the other country", "posts", (0.0, 20.0), read=True, write=True, sight="public", kept=True).told(
            marked("Own premises abroad"), _POSTED, 1, places=0, theirs=marked("Their premises here"), whose="both"
        )
    )
    loss = One(Row("what packages against it bite, and what its own cost it", "% of GDP", read=True, sight="public"))
    oil = One(Row("what the price of oil adds to its pressure", "points", read=True))
    anchor = One(Row("the approval that its own drifts back to", "points"))
    received_points = One(Row("hostility received and not answered", "points", read=True, sight="public", kept=True), "received.points")
    received_persons = One(Row("persons sent home and not answered", "persons", read=True, sight="public"), "received.persons")
    received_posts = One(Row("posts closed and not answered", "posts", read=True, sight="public"), "received.posts")
    received_cuts = One(Row("posts cut and not answered", "posts", read=True, sight="public"), "received.cuts")
    fresh = One(Row("hostility received since its last desk", "points", read=True))
    heard = One(Row("hostility that it has seen at this desk", "points"))
    loan = One(Row("the room it would have lost by not answering, put off while it reserves the right to", "points", read=True))
    pens = One(Row("how often home has answered in its place", "count", read=True, kept=True))
    kept = One(Row("how many of its words it kept", "count", read=True, kept=True))
    dropped = One(Row("how many of its words it dropped or broke", "count", read=True, kept=True))
    gift = One(Row("what it was given this turn by material acts", "points"))
    desk = One(Row("the incident on its desk, by number; 0 is none", "number"))
    pick = One(Row("the response chosen, by its number on the desk", "number"))
    act = One(Row("the card chosen, by its number in the tray; its length holds", "number"))
    mandate = One(Row("the mandate it plays, by number", "number", kept=True))
    mail_card = One(Row("the card whose paper lies in its mail, by number from 1; 0 is none", "number"), "mail.card")
    mail_kind = One(Row("what kind of paper that is; 0 is none", "number"), "mail.kind")
    face = One(Row("it has a way to save face", "yes or no", mark=True))
    pen = One(Row("home answers its next desk", "yes or no", mark=True))
    open_response = Many(Row("whether a response on its desk may be chosen, by number", "yes or no", mark=True), "avail.{}")
    card = Many(Row("a card of its tray: 0 not shown, 1 shown and locked, 2 open", "number", mark=True), "card.{}.open")
    hold = One(Row("holding, which is always open: 2", "number", mark=True))
    card_used = Many(Row("a card was played before", "yes or no", mark=True), "card.{}.used")
    rung_in = Many(Row("the highest rung of its acts in a turn", "number"), "rung.{}")
    talk_in = Many(Row("the weight of its kind words in a turn", "points"), "talk.{}")
    played_in = Many(Row("the card played in a turn, by number from 1", "number"), "played.{}")
    struck_in = Many(Row("it did something hostile and material in a turn", "yes or no", mark=True), "struck.{}")
    told = Many(Row("what its people read a hidden type as, by number from 1; 0 is nothing yet", "number"), "tell.{}")
    knows = Many(Row("it knows the true counts of a legislature", "yes or no", mark=True), "knows.{}")
    score = One(Row("its score at the end, 0 to 100", "points", kept=True))
    verdict = One(Row("its verdict at the end, by number from 1", "number", kept=True))
    eyes = One(Row("the share of its starting staff still abroad", "share", read=True, stored=False))
    rung = One(Row("the highest rung it has used in 28 days", "number", read=True, stored=False, sight="public"))
    stake = One(Row("what leaving now would cost it", "points", read=True, stored=False))
    words = One(Row("how many words it has open", "count", read=True, stored=False))
    staff_start = One(Row("its staff abroad when the crisis began", "persons", read=True, stored=False))


class WordRows(Owner):
    """A word on the table."""

    state = One(Row("not given, open, kept, dropped, or lapsed with its author: 0 to 4", "number"))
    due = One(Row("the turn in which it comes due", "turn"))
    late = One(Row("it was moved once", "yes or no", mark=True))


class PackageRows(Owner):
    """A package of sanctions."""

    size = One(Row("its size with what joined it; 0 where it is not in force", "% of GDP"))
    recent = One(Row("what is left of the time before it bites, 1 at first", "share"))
    adapted = One(Row("what is left before its target has adapted, 1 at first", "share"))
    fading = One(Row("what a lifted package still costs", "% of GDP"))
    joined = One(Row("the ally has joined it", "yes or no"))


class PartyRows(Owner):
    """A third party."""

    alignment = One(Row("how closely it stands with its friend", "share", _SHARE, read=True, write=True, sight="public", kept=True))
    loss = One(Row("what the sanctions it joined cost it", "% of GDP"))


class BodyRows(Owner):
    """A legislature: its chambers and clauses."""

    votes = Many(Row("the share of the votes for the bill, or for a clause", "share", _SHARE, read=True, write=True), "{}")
    off = Many(Row("how far the whips' count of a clause is off", "share"), "{}.off")


class HiddenRows(Owner):
    """A hidden type."""

    value = One(Row("the type that was drawn, by number from 0", "number", kept=True))


class IncidentRows(Owner):
    """An incident."""

    fired = One(Row("it has come", "yes or no", mark=True))
    due = One(Row("the turn for which a step has scheduled it; 0 is none", "turn"))


def miscount_row(votes: str) -> str:
    """Return the row of how far the whips' count of a clause is off, by the row of its votes."""
    return f"{votes}.off"


PAIR: Final = PairRows()
GAME: Final = GameRows()
_SEATS: Final[Mapping[Power, SeatRows]] = {power: SeatRows(power) for power in POWERS}


def seat(power: Power) -> SeatRows:
    """Return the rows of a power."""
    return _SEATS[power]


def bounds(kind: type[Owner]) -> dict[str, tuple[float, float]]:
    """Return the tracks of a kind of owner with their bounds."""
    return {name: row.bounds for name, row in kind.rows.items() if row.bounds is not None}


def names_of(kind: type[Owner], what: str) -> tuple[str, ...]:
    """Return the rows of a kind of owner of which something is true: read, write, kept, public or estimated."""
    rows = kind.rows.items()
    if what in ("public", "estimated"):
        return tuple(name for name, row in rows if row.sight == what and row.stored)
    return tuple(name for name, row in rows if getattr(row, what))


PAIR_TRACKS: Final = bounds(PairRows)
"""Tracks the two powers share, with their bounds."""
SEAT_TRACKS: Final = bounds(SeatRows)
"""Tracks each power has, with their bounds."""
