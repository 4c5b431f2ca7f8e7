"""Every way to spoil a shipped scenario is named on its line, and keeps the scenario from being played."""

from pathlib import Path

import pytest

from game import paths
from game.content import library
from game.content.problem import headline
from game.content.reader import Reading
from tests.content.edit import doc
from tests.content.mutations import TABLE, Mutation

FEWEST = 200


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """The shipped scenarios, read once."""
    return {file.stem: file.read_text(encoding="utf-8") for file in paths.scenarios_dir().glob("*.yaml")}


def spoiled(mutation: Mutation, texts: dict[str, str], folder: Path) -> tuple[Reading, int, frozenset[str]]:
    """Write the spoiled scenario to a folder and load it from there."""
    mutant = mutation(texts[mutation.scenario])
    file = folder / f"{mutation.scenario}.yaml"
    file.write_bytes(mutant.text if isinstance(mutant.text, bytes) else mutant.text.encode("utf-8"))
    return library.load(file), mutant.line, mutant.rules


@pytest.mark.parametrize("mutation", TABLE, ids=lambda mutation: mutation.name)
def test_a_fault_is_named_on_its_line(mutation: Mutation, texts: dict[str, str], tmp_path: Path) -> None:
    reading, line, rules = spoiled(mutation, texts, tmp_path)
    found = [problem for problem in reading.problems if problem.place.line == line and problem.rule in rules]
    assert found, f"expected {set(rules)} on line {line}, got\n{reading.report()}"
    assert (reading.scenario is None) == any(problem.severity == "error" for problem in reading.problems)
    assert any(problem.severity == ("warning" if mutation.warns else "error") for problem in found)
    assert mutation.warns or reading.scenario is None
    assert all("\n" not in headline(problem) and len(headline(problem)) - len(problem.place.file) < 250 for problem in reading.problems)
    assert f":{line}:" in reading.report()


def test_there_are_many_mutations() -> None:
    assert len(TABLE) >= FEWEST
    assert len({mutation.name for mutation in TABLE}) == len(TABLE)


@pytest.mark.parametrize("name", sorted({mutation.scenario for mutation in TABLE}))
def test_an_edit_leaves_the_rest_alone(name: str, texts: dict[str, str]) -> None:
    """What stands under a path is cut out and put back without a change."""
    found = doc(texts[name])
    for path, _ in found.paths[1::97]:
        start, end = found.span(path)
        assert found.replace(path, found.text[start:end], "").text == found.text
