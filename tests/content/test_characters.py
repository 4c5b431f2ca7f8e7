"""Characters that are not seen are named with their place, wherever they hide; those a text needs may stand in it."""

import re
from pathlib import Path

import pytest

from game import paths
from game.content import library
from game.content.reader import Reading
from tests.content.sample import SAMPLE, read

ZERO_WIDTH, NO_BREAK, LEFT_TO_RIGHT = "\u200b", "\u00a0", "\u200e"
NAMES = {ZERO_WIDTH: "U+200B ZERO WIDTH SPACE", NO_BREAK: "U+00A0 NO-BREAK SPACE", LEFT_TO_RIGHT: "U+200E LEFT-TO-RIGHT MARK"}
# Where in the sample; what stands before the character.
PLACES = [
    ("\ntitle: ", "A Small", "\ntitle:{} A Small"),
    ("\ntitle: ", "A Small", "\ntitle:{}A Small"),
    ("\ntitle: ", "A Small", "\n{}title: A Small"),
    ("\ntitle: ", "A Small", "\nti{}tle: A Small"),
    ("\ntitle: ", "A Small", "\ntitle{}: A Small"),
    ("        does", ": []\n        result: The drawer", "  {}     does: []\n        result: The drawer"),
    ("        does", ": []\n        result: The drawer", "{}        does: []\n        result: The drawer"),
    ("tension: ", "20,", "tension: 20{},"),
    ("tension: ", "20,", "tension: {}20,"),
    ("tension: ", "20,", "tension:{}20,"),
    ("tension: ", "20,", "{}tension: 20,"),
    ("tension: ", "20,", "ten{}sion: 20,"),
    ("      - id: ", "leave_it", "      - id:{}leave_it"),
    ("      - id: ", "leave_it", "      -{}id: leave_it"),
    ("      - id: ", "leave_it", "      - id: leave{}_it"),
    ("    deck: ", "pool", "    deck: po{}ol"),
    ("    deck: ", "pool", "    deck: pool{}# drawn"),
]


def told(reading: Reading, line: int, column: int, name: str) -> bool:
    """Tell whether some problem at the place, or of its line, names the character."""
    at = [problem for problem in reading.problems if problem.place.line == line]
    return any((name in problem.message and problem.place.column == column) or name in problem.hint for problem in at)


@pytest.mark.parametrize("character", [ZERO_WIDTH, NO_BREAK, LEFT_TO_RIGHT, "\u00ad", "\u3000", "\u2009", "\u2060"])
@pytest.mark.parametrize(("before", "after", "spoiled"), PLACES)
def test_it_is_named_where_it_stands(before: str, after: str, spoiled: str, character: str) -> None:
    assert before + after in SAMPLE
    text = SAMPLE.replace(before + after, spoiled.format(character), 1)
    upto = text[: text.index(character)]
    reading = read(text)
    line, column = upto.count("\n") + 1, len(upto) - upto.rfind("\n")
    assert reading.scenario is None
    assert told(reading, line, column, f"U+{ord(character):04X} "), reading.report()
    assert not any("did you mean" in problem.hint for problem in reading.problems), reading.report()
    assert {problem.place.line for problem in reading.problems if problem.rule == "syntax"} == set(), reading.report()
    assert NAMES.get(character, "") in reading.report()


@pytest.mark.parametrize(
    "text", ["Five\u00a0hundred\u2009kilometres", "co\u00adoperation", "Cafe\u0301", "Note:\u00a0the line", "a\u202f%"]
)
def test_a_text_may_hold_what_texts_need(text: str) -> None:
    assert read(SAMPLE.replace("summary: Two capitals,", f"summary: {text}", 1)).scenario is not None
    assert read(SAMPLE.replace("summary: Two capitals,", f"# {NO_BREAK}\nsummary: Two", 1)).scenario is not None


@pytest.mark.parametrize("written", [r'"\u200b"', r'"\u00a0\u2003"', r'"\u0301"', r'"\u2800"', r'"\u3164"', r'"\u00ad\u200d"', r'"\ue000"'])
@pytest.mark.parametrize("key", ["title", "subtitle", "capital", "label", "line", "text", "because", "name", "about", "result"])
def test_a_text_that_draws_as_nothing_is_refused(key: str, written: str) -> None:
    found = re.search(rf"(?<![a-z_]){key}: ([^,}}\n]+)(?=[}}\n]|, [a-z]+: )", SAMPLE)
    assert found is not None
    reading = read(SAMPLE[: found.start(1)] + written + SAMPLE[found.end(1) :])
    line = SAMPLE.count("\n", 0, found.start(1)) + 1
    assert reading.scenario is None
    assert any(p.place.line == line and p.rule in ("unseen-character", "empty-text") for p in reading.problems), reading.report()


@pytest.mark.parametrize("spoiled", ["\u043eutcome: 1", "s\u0430urces: {}"])
def test_a_letter_of_another_alphabet_in_a_key_is_named(spoiled: str) -> None:
    reading = read(SAMPLE + spoiled + "\n")
    assert "CYRILLIC SMALL LETTER" in reading.report()
    assert "did you mean" not in reading.report()


def test_an_expression_names_a_stranger() -> None:
    assert "U+00A0 NO-BREAK SPACE" in read(SAMPLE.replace("when: me.room > 30", 'when: "me.room\u00a0> 30"', 1)).report()
    assert "CYRILLIC SMALL LETTER O" in read(SAMPLE.replace("when: me.room > 30", "when: me.r\u043eom > 30", 1)).report()


def test_merge_keys_are_refused_in_one_sentence() -> None:
    spoiled = SAMPLE.replace("tension: 20, ", "<<: {tension: 20}, ", 1).replace("glossary: {", "glossary: {<<: *all, ", 1)
    reading = read(spoiled)
    assert [(problem.rule, problem.message) for problem in reading.problems] == [("merge-key", "merge keys (`<<`) are not read")]
    assert "<<" in spoiled.splitlines()[reading.problems[0].place.line - 1]
    assert read(SAMPLE.replace("glossary: {", 'glossary: {"<<": French quotation marks, ', 1)).scenario is not None


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "cp1251", "latin-1", "cp1252", "koi8-r", "utf-32"])
def test_another_encoding_is_a_sentence(codec: str, tmp_path: Path) -> None:
    word = "Санкции и письма" if codec in ("cp1251", "koi8-r") else "café"
    file = tmp_path / "other.yaml"
    file.write_bytes(SAMPLE.replace("summary: Two", f"summary: {word}", 1).encode(codec))
    reading = library.load(file)
    assert reading.scenario is None
    assert {problem.rule for problem in reading.problems} <= {"encoding", "unseen-character"}
    assert len(reading.problems) == 1, reading.report()
    assert "save the file as UTF-8" in reading.problems[0].hint
    expected = {"cp1251": "Windows-1251", "latin-1": "Latin-1", "cp1252": "Windows-1252"}.get(codec)
    assert expected is None or expected in reading.problems[0].message
    if expected:
        line = SAMPLE[: SAMPLE.index("summary: Two")].count("\n") + 1
        assert (reading.problems[0].place.line, reading.problems[0].place.column) == (line, 10 if "1251" in codec else 13)


@pytest.mark.parametrize("name", ["spring-2001", "december-2016"])
def test_a_byte_order_mark_changes_nothing(name: str, tmp_path: Path) -> None:
    data = (paths.scenarios_dir() / f"{name}.yaml").read_bytes()
    (tmp_path / "plain.yaml").write_bytes(data)
    (tmp_path / "marked.yaml").write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    plain, marked = library.load(tmp_path / "plain.yaml"), library.load(tmp_path / "marked.yaml")
    assert plain.scenario is not None
    assert marked.scenario is not None
    assert [problem.place.line for problem in marked.problems] == [problem.place.line for problem in plain.problems]
