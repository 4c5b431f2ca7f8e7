"""What a policy can see of a response or a card before it is chosen, as read-only tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import softness, supposed_number, supposed_weight
from game.engine.rules import Rules
from game.engine.spec import Card, Response, Scenario
from game.engine.steps import Act, Number, Reply, Step, Word
from game.engine.terms import MAX_RESPONSES, Power

Table = NDArray[np.float64]
ANSWERS = {"accept": 3.0, "counter": 1.0, "leak": -3.0}
"""How soft an answer to a paper is, in Goldstein points, whatever lies in the paper."""


@dataclass(frozen=True)
class Features:
    """Tables over incidents, shape (incidents + 1, 6) each, and over one seat's cards, shape (cards + 1,)."""

    hostile: Table
    soft: Table
    persons: Table
    posts: Table
    cuts: Table
    matching: Table
    reserve: Table
    words: Table
    history: Table
    card_soft: Table
    card_hard: Table
    card_mail: Table
    card_history: Table

    @classmethod
    def of(cls, rules: Rules, power: Power) -> Features:
        """Return the features of every response, and of the cards of one power's tray."""
        scenario = rules.scenario
        shape = (len(scenario.incidents) + 1, MAX_RESPONSES)
        tables = {
            name: np.zeros(shape) for name in ("hostile", "soft", "persons", "posts", "cuts", "matching", "reserve", "words", "history")
        }
        for number, incident in enumerate(scenario.incidents, start=1):
            for k, response in enumerate(incident.responses):
                for name, value in response_features(scenario, response).items():
                    tables[name][number, k] = value
        cards = scenario.seats[power].tray
        weights = [softness(scenario, card.steps) for card in cards]
        history = np.zeros((len(scenario.turns), len(cards) + 1))
        for number, card in enumerate(cards):
            for turn in card.history:
                history[turn - 1, number] = 1.0
        return cls(
            **tables,
            card_soft=np.array([max(weight, 0.0) + _mail_warmth(card) for card, weight in zip(cards, weights, strict=True)] + [0.0]),
            card_hard=np.array([max(-weight, 0.0) + _mail_hardness(card) for card, weight in zip(cards, weights, strict=True)] + [0.0]),
            card_mail=np.array([float(card.mail is not None) for card in cards] + [0.0]),
            card_history=history,
        )


def _mail_warmth(card: Card) -> float:
    return 3.0 if card.mail is not None and card.mail.kind != "demand" else 0.0


def _mail_hardness(card: Card) -> float:
    return 3.0 if card.mail is not None and card.mail.kind == "demand" else 0.0


def _acts(steps: tuple[Step, ...]) -> Iterator[Act]:
    return (step for step in steps if isinstance(step, Act))


def response_features(scenario: Scenario, response: Response) -> dict[str, float]:
    """Return the features of one response: Goldstein points on the account, softness, persons, posts, cuts, words.

    `matching` counts measures whose number the author computes from the state; a policy takes them for a reply in equal kind.
    """
    hostile = persons = posts = cuts = matching = soft = 0.0
    for act in _acts(response.steps):
        measure = scenario.measures[act.measure]
        weight = supposed_weight(measure, act)
        soft += weight
        if measure.account and weight < 0:
            hostile -= weight
            persons += supposed_number(act) if measure.takes == "persons" else 0.0
            posts += supposed_number(act) if measure.removes in ("consulates", "premises") else 0.0
            cuts += 1.0 if measure.removes == "staff" and measure.takes == "posts" else 0.0
            matching += 0.0 if act.amount is None or isinstance(act.amount.expression, Number) else 1.0
    soft += sum(ANSWERS.get(step.kind, 0.0) for step in response.steps if isinstance(step, Reply))
    gives = [step.word for step in response.steps if isinstance(step, Word) and step.change == "give"]
    reserve = any(word.kind == "reserve" for word in scenario.words if word.id in gives)
    return {
        "hostile": hostile,
        "soft": soft,
        "persons": persons,
        "posts": posts,
        "cuts": cuts,
        "matching": matching,
        "reserve": float(reserve),
        "words": float(len(gives)),
        "history": float(response.history),
    }
