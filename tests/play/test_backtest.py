"""The back-tests hold, and a coefficient changed by half turns at least one of them red."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.api import load_scenario
from game.engine.spec import Scenario
from game.play import facts_exchange, facts_home
from game.play.backtest import backtest


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load_scenario("december-2016")


def test_every_fact_holds(base: Scenario) -> None:
    rows = backtest(base)
    assert [row.id for row in rows] == list(range(1, 31))
    assert [f"{row.id} {row.fact}: {row.value} not in {row.band}" for row in rows if not row.passed] == []


MUTATIONS = {
    "reply_intercept": facts_exchange.expulsions_answered,
    "reply_weekly": facts_exchange.expulsions_answered,
    "reply_hope": facts_exchange.forbearance,
    "kappa": facts_exchange.forbearance,
    "parity_threshold": facts_exchange.parity,
    "bite_ramp": facts_home.economy,
    "share_us": facts_home.economy,
    "override_bar": facts_home.legislature,
    "threat_intercept": facts_home.threats,
    "word_approval": facts_home.threats,
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_half_a_coefficient_turns_a_row_red(base: Scenario, name: str) -> None:
    spoiled = {**base.model, name: replace(base.model[name], value=base.model[name].value / 2)}
    assert not all(row.passed for row in MUTATIONS[name](replace(base, model=spoiled)))
