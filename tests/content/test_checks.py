"""Every lint rule is documented by snippets that do what they say."""

import pkgutil

import pytest

from game.content import checks
from game.content.checks import RULES, Rule
from tests.content.sample import read
from tests.content.snippets import laid_over, snippets

HELPERS = {"document", "walk"}


def name(rule: Rule) -> str:
    return rule.ID


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_the_failing_snippet_fails(rule: Rule) -> None:
    found = snippets(str(rule.__doc__), "Fails")
    assert found
    for snippet in found:
        reading = read(laid_over(snippet))
        assert rule.ID in {problem.rule for problem in reading.problems}, reading.report()


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_the_passing_snippet_passes(rule: Rule) -> None:
    found = snippets(str(rule.__doc__), "Passes")
    assert found
    for snippet in found:
        reading = read(laid_over(snippet))
        assert not {problem.rule for problem in reading.problems} & {rule.ID, "unknown-key", "missing-key", "wrong-kind"}, reading.report()


def test_every_module_is_registered() -> None:
    modules = {module.name for module in pkgutil.iter_modules(checks.__path__)} - HELPERS
    assert modules == {rule.__name__.rpartition(".")[2] for rule in RULES}  # type: ignore[attr-defined]


def test_a_rule_is_called_like_its_module() -> None:
    assert {rule.ID for rule in RULES} == {rule.__name__.rpartition(".")[2].replace("_", "-") for rule in RULES}  # type: ignore[attr-defined]


def test_the_first_line_of_a_rule_is_a_sentence() -> None:
    assert all(str(rule.__doc__).splitlines()[0].endswith(".") for rule in RULES)
