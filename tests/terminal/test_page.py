"""A page of text: nothing wider than the terminal, no number that is none, no letter that moves the cursor."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.terminal.page import Left, Page, whole_number
from tests.terminal.talk import too_wide


class Terminal(io.StringIO):
    """A text that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def page(lines: str = "") -> tuple[Page, io.StringIO]:
    out = io.StringIO()
    return Page(io.StringIO(lines), out), out


@given(st.text(max_size=300), st.integers(0, 8), st.integers(0, 8))
def test_no_line_is_wider_than_eighty(text: str, indent: int, hang: int) -> None:
    made, out = page()
    made.text(text, indent, hang)
    made.heading(text)
    made.items([text, text])
    assert too_wide(out.getvalue()) == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_question_and_its_echo_fit_and_move_no_cursor(prompt: str, typed: str) -> None:
    made, out = page(typed + "\n")
    try:
        answer = made.ask(prompt)
    except Left:
        return
    assert answer.isprintable()
    assert too_wide(out.getvalue()) == []


def test_the_end_of_input_leaves() -> None:
    made, _out = page("one\n")
    assert made.ask("?") == "one"
    with pytest.raises(Left):
        made.ask("?")


def test_a_terminal_that_has_gone_away_leaves() -> None:
    source = io.StringIO("1\n")
    made = Page(source, io.StringIO())
    source.close()
    with pytest.raises(Left):
        made.ask("?")


def test_a_script_is_not_stopped_by_a_pause() -> None:
    made, out = page()
    made.pause("Press Enter.")
    assert out.getvalue() == ""


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", "²", "٣", "１", "one", "9" * 5000, "0x1", "1_0"])
def test_what_is_no_number(text: str) -> None:
    assert whole_number(text) is None


@given(st.integers(0, 999_999_999))
def test_what_is_a_number(number: int) -> None:
    assert whole_number(str(number)) == number


def test_a_table_that_fits_is_a_table() -> None:
    made, out = page()
    made.columns(("Turn", "the record"), [("1", "-37.0"), ("10", "4.0")])
    assert out.getvalue() == "         the\nTurn  record\n   1   -37.0\n  10     4.0\n"


def test_a_table_that_does_not_fit_is_sentences() -> None:
    made, out = page()
    made.columns(tuple(f"column{n}" for n in range(20)), [tuple(str(n) for n in range(20))])
    assert too_wide(out.getvalue()) == []
    assert "column0 0, column1 1," in out.getvalue()


@pytest.mark.parametrize(("columns", "width"), [("60", 60), ("200", 80), ("3", 20)])
def test_a_narrow_terminal_gets_narrow_lines(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    out = Terminal()
    made = Page(Terminal(), out)
    made.text("word " * 100)
    made.rule()
    assert made.width == width
    assert too_wide(out.getvalue(), width) == []


@pytest.mark.parametrize(("name", "value", "bold"), [("NO_COLOR", "1", False), ("TERM", "dumb", False), ("TERM", "xterm", True)])
def test_bold_is_an_addition_that_can_be_turned_off(monkeypatch: pytest.MonkeyPatch, name: str, value: str, bold: bool) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(name, value)
    out = Terminal()
    Page(Terminal(), out).heading("Turn 1")
    assert ("\x1b" in out.getvalue()) == bold
    assert "Turn 1" in out.getvalue()


def test_nothing_that_is_written_is_obeyed_by_the_terminal() -> None:
    out = io.StringIO()
    page, text = Page(io.StringIO("answer\n"), out), "a\x1b[2Jb\u202ec"
    for write in (page.line, page.text, page.heading, page.ask, lambda told: page.items([told])):
        write(text)
    page.columns((text, "n"), [(text, "1")])
    assert "\x1b" not in out.getvalue()
    assert "\u202e" not in out.getvalue()
    assert out.getvalue().count("a\\x1b[2Jb\\u202ec") == 7
