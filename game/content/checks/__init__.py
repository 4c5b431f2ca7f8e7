"""The lint rules, one module each, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

from game.content.checks import (
    adviser_backs,
    adviser_roles,
    duplicate_id,
    ending_final,
    ending_omen,
    ending_unreachable,
    flag_never_read,
    flag_never_set,
    flag_secrecy,
    flag_set_twice,
    goal_range,
    hidden_priors,
    hidden_values,
    history_once,
    incident_unshown,
    mail_terms,
    mandate_count,
    mandate_points,
    measure_number,
    missing_echo,
    name_clash,
    never_used,
    no_safe_response,
    package_count,
    pool_weight,
    probability_range,
    response_count,
    spine_count,
    start_range,
    text_budget,
    toll_number,
    tray_count,
    turn_beyond,
    turn_calendar,
    unknown_chip,
    unknown_glyph,
    unknown_id,
    unknown_paper,
    unknown_source,
    word_due,
    word_owner,
    words_open,
)
from game.content.checks.document import Document
from game.content.problem import Problem
from game.engine.spec import Scenario

__all__ = ["RULES", "Document", "Rule", "run"]


class Rule(Protocol):
    """A module with one rule; its docstring is the rule's page of the manual."""

    @property
    def ID(self) -> str:  # noqa: N802
        """What the rule is called in messages."""

    def check(self, scenario: Scenario, document: Document) -> Iterator[Problem]:
        """Yield what the rule finds."""


RULES: Final[tuple[Rule, ...]] = (
    adviser_backs,
    adviser_roles,
    duplicate_id,
    ending_final,
    ending_omen,
    ending_unreachable,
    flag_never_read,
    flag_never_set,
    flag_secrecy,
    flag_set_twice,
    goal_range,
    hidden_priors,
    hidden_values,
    history_once,
    incident_unshown,
    mail_terms,
    mandate_count,
    mandate_points,
    measure_number,
    missing_echo,
    name_clash,
    never_used,
    no_safe_response,
    package_count,
    pool_weight,
    probability_range,
    response_count,
    spine_count,
    start_range,
    text_budget,
    toll_number,
    tray_count,
    turn_beyond,
    turn_calendar,
    unknown_chip,
    unknown_glyph,
    unknown_id,
    unknown_paper,
    unknown_source,
    word_due,
    word_owner,
    words_open,
)
"""Every rule, in alphabetical order."""


def run(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Yield what any rule finds."""
    for rule in RULES:
        yield from rule.check(scenario, document)
