"""Writes the dictionary of the rows of the state, game/ROWS.md, from their declarations.

python -m tests.dictionary
"""

from __future__ import annotations

from pathlib import Path

import game
from game.engine.rows import Owner, Row
from game.engine.tracks import BodyRows, GameRows, HiddenRows, IncidentRows, PackageRows, PairRows, PartyRows, SeatRows, WordRows

FILE = Path(game.__file__).parent / "ROWS.md"
KINDS: dict[type[Owner], str] = {
    PairRows: "",
    SeatRows: "us.",
    WordRows: "WORD.",
    PackageRows: "PACKAGE.",
    PartyRows: "PARTY.",
    BodyRows: "BODY.",
    HiddenRows: "HIDDEN.",
    IncidentRows: "INCIDENT.",
    GameRows: "",
}
_SEEN = {"public": "all", "estimated": "a guess", "own": ""}
HEAD = """\
# The rows of the state

Written by `python -m tests.dictionary` from `game/engine/tracks.py`, which declares each row once. A row stands in the state under the
name given here, with the power, word or package it belongs to before the dot; `{}` stands for a turn, a card or the like. *Author*: an
expression may read it (r), a step may add to it (w). *Rival*: what the other power knows of a seat's row. *Kept*: it is in the outcome
of a sweep. Rows in *italics* are readings: worked out of others when they are asked for. Beside these, every track of a scenario and
every flag is a row under its own name.
"""


def dictionary() -> str:
    """Return the dictionary as Markdown."""
    parts = [HEAD]
    for kind, prefix in KINDS.items():
        parts.append(f"## {(kind.__doc__ or '').splitlines()[0].rstrip('.')}\n")
        parts.append("| row | what it is | unit | bounds | author | rival | kept |\n| --- | --- | --- | --- | --- | --- | --- |")
        rows = [*kind.rows.items(), *kind.families.items()]
        parts.append("\n".join(_line(prefix + name, row) for name, row in rows) + "\n")
    return "\n".join(parts)


def _line(name: str, row: Row) -> str:
    bounds = "" if row.bounds is None else f"{row.bounds[0]:g} to {row.bounds[1]:g}"
    author = ("r" if row.read else "") + ("w" if row.write else "")
    shown = f"`{name}`" if row.stored else f"*`{name}`*"
    return f"| {shown} | {row.about} | {row.unit} | {bounds} | {author} | {_SEEN[row.sight]} | {'yes' if row.kept else ''} |"


if __name__ == "__main__":
    FILE.write_text(dictionary(), encoding="utf-8")
