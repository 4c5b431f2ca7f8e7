"""What the fonts of the window draw is read off the fonts, and lint speaks of the rest."""

from __future__ import annotations

import pygame
import pytest

from game import paths
from game.content.checks import unknown_glyph
from tests import fonts
from tests.content.sample import SAMPLE, read


def test_the_table_of_glyphs_is_that_of_the_fonts() -> None:
    assert unknown_glyph.FILE.read_text(encoding="ascii") == fonts.coverage(), "run python -m tests.fonts"


def test_the_toolkit_agrees() -> None:
    pygame.font.init()
    face = pygame.font.Font(paths.assets_dir() / "fonts" / "IBMPlexSans-Regular.ttf", 16)
    assert {letter for letter in "Aé—“Яж€−" if face.metrics(letter)[0] is None} == set()
    assert set("Aé—“Яж€−") <= unknown_glyph.drawn()
    for letter in "危ضא\u0e01":
        assert letter not in unknown_glyph.drawn()
    pygame.font.quit()


@pytest.mark.parametrize(("text", "code"), [("危機", "U+5371"), ("a ﷺ b", "U+FDFA"), ("smile 😀", "U+1F600")])
def test_a_letter_that_the_fonts_lack_is_a_warning(text: str, code: str) -> None:
    reading = read(SAMPLE.replace("title: The findings are in", f"title: {text}"))
    assert reading.scenario is not None
    found = [problem for problem in reading.problems if problem.rule == "unknown-glyph"]
    assert len(found) == 1
    assert found[0].severity == "warning"
    assert code in found[0].message
    assert SAMPLE.splitlines()[found[0].place.line - 1].strip() == "title: The findings are in"
