"""`persona review`: a finished game graded, in words and as one object."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.tools import ANYTHING, Command, saved_games
from tests.terminal.talk import too_wide


@pytest.fixture
def log(persona: Command, crisis: Path, home: Path) -> Path:
    """A finished game."""
    persona("play", crisis, "--seed", 2, typed=ANYTHING)
    return saved_games(home)[0]


def test_in_words(persona: Command, log: Path) -> None:
    done = persona("review", log, "--rollouts", 256)
    assert done.code == 0
    page = " ".join(done.out.split())
    for words in ("A Small Crisis", "Your choices kept", "Every choice", "Turn 1, ", "mean score of 256 games"):
        assert words in page
    assert too_wide(done.out) == []


def test_as_one_object(persona: Command, log: Path) -> None:
    report = json.loads(persona("review", log, "--rollouts", 256, "--json").out)
    assert report["rollouts"] == 256
    (part,) = report["parts"]
    assert set(part["accuracy"]) == {"us", "russia"}
    assert all(0.0 <= share <= 1.0 for share in part["accuracy"].values())
    for choice in part["choices"]:
        assert choice["best"] in choice["worth"]
        assert choice["lost"] == pytest.approx(choice["worth"][choice["best"]] - choice["worth"][choice["pick"]], abs=0.011)
        assert choice["grade"] in ("best", "good", "inaccuracy", "mistake", "blunder")


def test_a_game_that_goes_on_is_not_graded(persona: Command, crisis: Path, home: Path) -> None:
    persona("play", crisis, "--seed", 2, typed=b"\n\n1\n")
    done = persona("review", saved_games(home)[0])
    assert "is not over yet" in done.refused()


def test_as_a_page(persona: Command, log: Path, tmp_path: Path) -> None:
    page = tmp_path / "review.html"
    done = persona("review", log, "--rollouts", 256, "--html", page)
    assert done.out == f"Written: {page}\n"
    text = page.read_text(encoding="utf-8")
    told = persona("review", log, "--rollouts", 256).flat
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    assert "http" not in text, "a page that stands alone"
    for row in reader.rows[-1:]:
        assert row[0].isdigit()
    chosen = [row[2] for row in reader.rows if row[0].isdigit()]
    assert len(chosen) >= 4
    assert all(words.partition("\N{RIGHT DOUBLE QUOTATION MARK}")[0] in told for words in chosen)


def test_a_page_that_cannot_be_written(persona: Command, log: Path, tmp_path: Path) -> None:
    assert "cannot be written" in persona("review", log, "--rollouts", 256, "--html", tmp_path / "no" / "page.html").refused(2)


class Reader(HTMLParser):
    """Reads a page: which elements stay open, and the cells of every row."""

    ALONE = ("meta", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        del attrs
        if tag not in self.ALONE:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Add text to its cell."""
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data
