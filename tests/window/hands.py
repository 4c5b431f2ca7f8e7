"""A person who plays: by keys alone, or by clicks alone, from the title to the debrief."""

from __future__ import annotations

from typing import Literal

from tests.window.mirror import Pair

Hand = Literal["keys", "clicks"]
STEPS = 400


def begin(pair: Pair, scenario: str, by: Hand, seed: int | None = None) -> None:
    """Start a crisis or a campaign from the title; the seed can be written by keys only."""
    crisis = next(n for n, item in enumerate(pair.mirror.world.crises) if item.path.stem == scenario)
    if by == "clicks":
        for name in ("key:N", f"crisis:{crisis}", "seat:us", "go on", "begin"):
            pair.click(name)
        return
    pair.press("n")
    pair.focus(f"crisis:{crisis}")
    pair.press("space")
    if seed is not None:
        pair.focus("seed")
        pair.press(*str(seed))
    pair.press("return", "return")


def step(pair: Pair, by: Hand, turn_of_card: int = 0) -> None:
    """Do what comes next: make a choice (the n-th of the open cards), or go on."""
    if pair.kind == "Main":
        scene = pair.mirror.scene
        if scene.is_morning:  # type: ignore[attr-defined]
            _do(pair, by, "return", "commit")
        cards = [card.number for card in pair.session.desk().cards if card.is_open]
        number = cards[turn_of_card % len(cards)]
        _do(pair, by, str(number), f"card:{number}")
        assert scene.card == number  # type: ignore[attr-defined]
        _do(pair, by, "return", "commit")
        if pair.kind == "Confirm":
            if by == "keys":
                pair.press("tab")
            _do(pair, by, "return", "yes")
        pair.choices += 1
        return
    names = {"Consequences": "next", "Ending": "next", "Interlude": "begin"}
    assert pair.kind in names, f"no way on from {pair.kind}"
    _do(pair, by, "return", names[pair.kind])


def play(pair: Pair, by: Hand, turn_of_card: int = 0) -> None:
    """Play from the first desk to the debrief."""
    for _step in range(STEPS):
        if pair.kind == "DebriefScene":
            return
        step(pair, by, turn_of_card)
    raise AssertionError(f"the game does not end; {pair.kind} is on")


def _do(pair: Pair, by: Hand, key: str, name: str) -> None:
    pair.press(key) if by == "keys" else pair.click(name)
