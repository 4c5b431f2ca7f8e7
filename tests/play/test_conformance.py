"""Every clause of the contract, on every scenario that ships and on the samples."""

from concurrent.futures import Executor

import pytest

from tests import conformance
from tests.play import games


@pytest.mark.parametrize("clause", conformance.CLAUSES)
@pytest.mark.parametrize("name", games.names())
def test_scenario_conforms(name: str, clause: str) -> None:
    conformance.CLAUSES[clause](games.rules_of(name))


@pytest.mark.parametrize("name", games.names())
def test_outcomes_do_not_depend_on_workers(name: str, pool: Executor) -> None:
    conformance.check_workers(games.rules_of(name), pool)


def test_worlds_of_the_sample_end_in_every_turn() -> None:
    """Else clause 4 would hold for want of a case."""
    rules = games.rules_of("tangled")
    outcome = games.play(rules, games.order_of("random", "random"), games.seeds_of(60))
    assert set(outcome["end_turn"]) == {1, 2, 3}


def test_the_docstring_lists_the_clauses() -> None:
    listed = [line.split(". ", 1)[1].split(":")[0].strip() for line in (conformance.__doc__ or "").splitlines() if line[:1].isdigit()]
    assert sorted(listed) == sorted([*conformance.CLAUSES, "workers"])
