"""What callers hand in, checked in one place: whole numbers of any kind, policies, seats, mandates."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import Any

import numpy as np

from game.engine.rules import Rules
from game.engine.spec import Scenario
from game.engine.terms import LARGEST_SEED, POWERS, Power
from game.errors import UsageError
from game.play.policy import POLICIES

HUMAN = "human"
"""Who sits at a seat that somebody plays by hand."""
MOST_WORKERS = 256
LARGEST_BLOCK = 1 << 20


def whole(name: str, value: Any, low: int, high: int) -> int:
    """Return a whole number, also one of NumPy's; raises UsageError for anything else and outside of its range."""
    if isinstance(value, (bool, np.bool_)):
        raise UsageError(f"expected a whole number for {name}, got: {value}")
    try:
        number = operator.index(value)
    except TypeError:
        raise UsageError(f"expected a whole number for {name}, got: {_shown(value)}") from None
    if not low <= number <= high:
        raise UsageError(f"expected {name} from {low} to {high}, got: {number if abs(number) < 10**30 else 'a number beyond'}")
    return number


def rules_of(played: Any) -> Rules:
    """Return the rules of a scenario, which may be compiled already; raises UsageError for what is none."""
    if isinstance(played, Rules):
        return played
    if isinstance(played, Scenario):
        return Rules(played)
    raise UsageError(f"expected a scenario, as load_scenario() returns it, got: {_shown(played)}")


def seed_of(value: Any) -> int:
    """Return a seed; raises UsageError for what is none."""
    return whole("a seed", value, 0, LARGEST_SEED)


def policy_of(power: Power, value: Any, *more: str) -> str:
    """Return a policy, or one of `more`, by its name; raises UsageError for another."""
    known = (*POLICIES, *more)
    if not isinstance(value, str) or value not in known:
        raise UsageError(f"There is no policy called {_shown(value)} for {power}. Policies: {', '.join(known)}.")
    return value


def by_power(what: str, named: Any) -> dict[Power, Any]:
    """Return a mapping by powers as a plain one; raises UsageError where it is none, or names another power."""
    if named is None:
        return {}
    if not isinstance(named, Mapping):
        raise UsageError(f"expected a mapping such as {{'us': ...}} for {what}, got: {_shown(named)}")
    strangers = [name for name in named if name not in POWERS]
    if strangers:
        raise UsageError(f"There is no power {_shown(strangers[0])} for {what}. Powers: {', '.join(POWERS)}.")
    return {power: named[power] for power in POWERS if power in named}


def seats_of(named: Any) -> dict[str, str]:
    """Return who plays each seat; raises UsageError where a seat is missing or its player unknown."""
    seats = by_power("the seats", named)
    missing = [power for power in POWERS if power not in seats]
    if missing:
        raise UsageError(f"Nobody plays {missing[0]}: give each seat a policy, or 'human'.")
    return {power: policy_of(power, player, HUMAN) for power, player in seats.items()}


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
