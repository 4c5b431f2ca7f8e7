"""A campaign's file wherever it lies: told from a crisis by what stands in it, its crises found, and one that cannot be read said so."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from game import disk, paths
from game.content import campaigns, library
from game.content.source import MAX_BYTES, top_keys
from tests.content.sample import SAMPLE
from tests.play import two_small
from tests.play.three_parts import write_campaign


def test_a_campaign_is_known_by_its_keys_in_any_folder(tmp_path: Path) -> None:
    for path in campaigns.files().values():
        assert campaigns.find(path) == path
    for crisis in paths.scenarios_dir().glob("*.yaml"):
        assert campaigns.find(crisis) is None
    path = tmp_path / "campaigns" / "some.yaml"
    path.parent.mkdir()
    is_campaign = {
        "parts: [a, b]\n": True,
        "id: x\n'parts' : [a]\n": True,
        "{id: x, parts: [a]}": True,
        '{"id": "x", "parts": ["a"]}': True,
        "\N{BYTE ORDER MARK}parts: [a]\n": True,
        "id: x\npart: [a]\ninterludes: []\n": True,
        "parts: [a]\nbroken: [\n": True,
        SAMPLE: False,
        SAMPLE.replace("Three turns in winter", '"of which the\nparts: are three"'): False,
        "text: |\n  parts: [a]\n": False,
        "things: {parts: [a]}\n": False,
        "- parts: [a]\n": False,
        "x: 1\nparts\n": False,
        "id: [\nparts: [a]\n": False,
        "": False,
        "\0parts: 1\n": False,
    }
    for text, wanted in is_campaign.items():
        path.write_text(text, encoding="utf-8")
        assert (campaigns.find(path) == path) is wanted, text


def test_only_the_outermost_keys_are_told() -> None:
    assert list(top_keys(b"a: {b: 1}\nc:\n  - d: 2\n? [e]\n: {f: 3}\ng: 4\n")) == ["a", "c", "g"]
    assert list(top_keys(b"a: &x {b: 1}\nc: *x\nd: 2\n")) == ["a", "c", "d"]
    assert list(top_keys(b"a: 1\nb: [\n}")) == ["a", "b"]
    assert list(top_keys(b"\xff\xfe\x00")) == []
    assert list(top_keys(b"x" * 10)) == []


@pytest.mark.parametrize("where", ["beside", "above", "yml"])
def test_its_crises_are_found_beside_it_or_in_the_folder_above(tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "mine" / "stories"
    path = two_small.write(folder, crises=folder.parent if where == "above" else folder)
    if where == "yml":
        for name in ("small-crisis", "small-again"):
            (folder / f"{name}.yaml").rename(folder / f"{name}.yml")
    assert campaigns.load(path).campaign is not None, campaigns.load(path).report()
    # A name without a folder, as it is typed in that folder.
    monkeypatch.chdir(folder)
    assert campaigns.find("story.yaml") == Path("story.yaml")
    assert campaigns.load(Path("story.yaml")).campaign is not None


def test_its_crises_are_found_among_those_that_ship(tmp_path: Path) -> None:
    assert campaigns.load(write_campaign(tmp_path)).campaign is not None


def test_a_campaign_is_no_part_of_itself(tmp_path: Path) -> None:
    path = write_campaign(tmp_path).rename(tmp_path / "july-2017.yaml")
    assert campaigns.load(path).campaign is not None


def test_a_broken_part_is_named_with_the_file_to_lint(tmp_path: Path) -> None:
    path = two_small.write(tmp_path, SAMPLE.replace("deck: pool", "deck: pol"))
    (problem,) = campaigns.load(path).problems
    assert problem.rule == "broken-part"
    assert str(tmp_path / "small-crisis.yaml") in problem.hint


def unreadable(reading: campaigns.CampaignReading) -> None:
    assert reading.campaign is None
    (problem,) = reading.problems
    assert problem.rule == "unreadable"
    assert problem.message.startswith("the file cannot be read: ")
    assert "unreadable" in reading.report()


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unreadable(campaigns.load(tmp_path))
    unreadable(campaigns.load(tmp_path / "vanished.yaml"))
    path = write_campaign(tmp_path)
    if os.geteuid() != 0:
        path.chmod(0)
        unreadable(campaigns.load(path))
        path.chmod(0o600)

    def refuse(self: Path, *_words: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(disk, "open_file", refuse)
    unreadable(campaigns.load(path))
    assert not campaigns.is_campaign(path)
    assert {problem.rule for problem in library.load(path).problems} == {"unreadable"}
    (entry,) = campaigns.listing()
    assert entry.problem is not None


def test_a_giant_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "giant.yaml"
    path.write_text("parts: [a, b]\n" + "# and so on\n" * (MAX_BYTES // 8), encoding="utf-8")
    os.truncate(path, 300 * 1024 * 1024)
    tracemalloc.start()
    try:
        problems = campaigns.load(path).problems
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [problem.rule for problem in problems] == ["file-size"]
    assert peak < 10 * MAX_BYTES
    assert campaigns.find(path) == path
