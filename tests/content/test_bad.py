"""What authors get wrong: each spoiled sample must give its rule on its line, and nothing else."""

import pytest

from tests.content.sample import SAMPLE, read

# (name, text to replace, replacement, rule, text that stands on the line of the problem)
BAD = [
    ("tab", "id: small-crisis", "id:\tsmall-crisis", "tab", "small-crisis"),
    ("duplicate key", "subtitle: Three", "title: Again\nsubtitle: Three", "duplicate-key", "title: Again"),
    ("alias", "capital: Moscow", "capital: *moscow", "alias", "*moscow"),
    ("two documents", "endings:\n", "---\nendings:\n", "several-documents", "---"),
    ("tag", "capital: Moscow", "capital: !!str Moscow", "tag", "!!str"),
    ("infinity", "tension: 20,", "tension: .inf,", "number", ".inf"),
    ("not a number", "tension: 20,", "tension: .nan,", "number", ".nan"),
    ("overflow", "tension: 20,", "tension: 1e999,", "number", "1e999"),
    ("octal", "tension: 20,", "tension: 020,", "number", "020"),
    ("key reads as boolean", "glossary: {expulsion", "glossary: {no", "key", "glossary: {no"),
    ("colon in text", "summary: Two capitals,", "summary: Two: capitals,", "syntax", "Two: capitals"),
    ("percent sign", "capital: Moscow", "capital: %Moscow", "syntax", "%Moscow"),
    ("open quotation mark", 'text: "{n} officials moved."', 'text: "{n} officials moved.', "syntax", "{n} officials moved."),
    ("invisible character", "capital: Moscow", 'capital: "Mos\\x1bcow"', "unseen-character", "Mos"),
    ("no as text", "capital: Moscow", "capital: no", "unquoted", "capital: no"),
    ("yes as text", "label: Leave it", "label: yes", "unquoted", "label: yes"),
    ("bare date", 'date: "2016-12-29"', "date: 2016-12-29", "unquoted", "2016-12-29"),
    ("number as text", "capital: Moscow", "capital: 7", "unquoted", "capital: 7"),
    ("no such day", '"2016-12-30"}}', '"2016-02-30"}}', "wrong-kind", "2016-02-30"),
    ("date with slashes", '"2016-12-30"}}', '"30/12/2016"}}', "date-form", "30/12/2016"),
    ("unknown key", "        line: The file goes", "        lines: The file goes", "unknown-key", "lines: The file"),
    ("missing key", "        result: The drawer closes.\n", "", "missing-key", "id: leave_it"),
    ("id with blank", "id: leave_it", "id: leave it", "id-form", "leave it"),
    ("blank text", "capital: Moscow", 'capital: " "', "empty-text", 'capital: " "'),
    ("text for a list", "        does: []\n", "        does: nothing\n", "wrong-kind", "does: nothing"),
    ("text for a mapping", "glossary: {expulsion: An order to leave.}", "glossary: none", "wrong-kind", "glossary: none"),
    ("number as text in a track", "start: 40, low", "start: forty, low", "wrong-kind", "forty"),
    ("deck", "deck: pool", "deck: pol", "wrong-value", "deck: pol"),
    ("verb", "verb: court", "verb: curt", "wrong-value", "verb: curt"),
    ("scope", "close_compounds: 2, why", "close_compounds: 2, scope: 3, why", "out-of-range", "scope: 3"),
    ("share", "share: 0.85", "share: 85", "out-of-range", "share: 85"),
    ("after", "after: 1", "after: 0", "out-of-range", "after: 0"),
    ("two kinds of step", "- {flag: us_expelled}", "- {flag: us_expelled, news: Out}", "unknown-key", "news: Out"),
    ("turns", "turns: [1, 2]", "turns: [1, two]", "wrong-kind", "[1, two]"),
    ("incomplete expression", "when: me.room > 30", "when: me.room >", "expression", "when: me.room >,"),
    ("single equals sign", "when: me.room > 30", "when: me.room = 30", "expression", "me.room = 30"),
    ("a call of Python's", "when: me.room > 30", 'when: "exit()"', "expression", "exit()"),
    ("division by zero", "when: me.room > 30", "when: me.room / 0", "expression", "me.room / 0"),
    ("too long an expression", "when: me.room > 30", f"when: me.room{' + me.room' * 40} > 3", "expression", "me.room + me.room"),
    ("too deep an expression", "when: me.room > 30", f"when: {'-(' * 30}me.room{')' * 30} > 3", "expression", "-(-("),
    ("unknown reading", "when: me.room > 30", "when: me.rom > 30", "unknown-name", "me.rom"),
    ("unknown party", "add: 0.02, why: the file", "add: nato.alignment, why: the file", "unknown-name", "nato"),
    ("unknown flag", "when: us_expelled and", "when: us_expeled and", "flag-never-set", "us_expeled and"),
    (
        "flag never read",
        "does: []\n        result: The drawer",
        "does: [{flag: idle}]\n        result: The drawer",
        "flag-never-read",
        "idle",
    ),
    ("me in an ending", "when: rung >= 10", "when: me.rung >= 10", "no-seat", "me.rung"),
    ("me in the news", "{statement: 1, by: us}", "statement", "no-seat", "snow}, statement"),
    ("unknown measure", "- expel: 35", "- expell: 35", "unknown-measure", "expell"),
    ("two measures in a step", "- expel: 35", "- {expel: 35, accuse: 1}", "step", "expel: 35, accuse"),
    ("unknown track", "track: boundary", "track: boundry", "unknown-track", "boundry"),
    ("read-only track", "track: them.hope, add: 0.02", "track: them.loss, add: 0.02", "read-only-track", "them.loss"),
    ("reply without mail", "does: [phone,", "does: [{stall: 1}, phone,", "no-mail", "stall"),
    ("turn beyond the last", "turns: [1, 2]", "turns: [1, 9]", "turn-range", "[1, 9]"),
    ("unknown coefficient", "model: {kappa", "model: {kapa", "unknown-coefficient", "kapa"),
    ("news with a desk", "deck: news", "deck: news\n    for: us", "news-for", "for: us\n    turns: 2-3"),
    ("no desk", "    for: both\n", "", "missing-key", "id: quiet_day"),
    ("responses in the news", "    chance: 0.5\n", "    chance: 0.5\n    weight: 2\n", "wrong-deck", "weight: 2\n    title: Snow"),
    ("unknown incident", "schedule: quiet_day", "schedule: quiet_dya", "unknown-id", "quiet_dya"),
    ("unknown word", "give_word: reserve", "give_word: reserv", "unknown-id", "reserv}"),
    ("unknown package", "impose: wider", "impose: wide", "unknown-id", "impose: wide}"),
    ("unknown hidden type", "learn: successor", "learn: sucessor", "unknown-id", "sucessor"),
    ("unknown ending", "does: [phone,", "does: [{end: ruptur}, phone,", "unknown-id", "ruptur}"),
    ("unknown chip", "gives: meeting", "gives: meting", "unknown-chip", "meting"),
    ("unknown source", "status: reported, source: vice_2016", "status: reported, source: vice", "unknown-source", "source: vice}"),
    ("unknown adviser", "treasury: {backs", "tresury: {backs", "adviser-backs", "tresury"),
    ("unknown response", "backs: expel_few", "backs: expel_fw", "adviser-backs", "expel_fw"),
    ("unknown paper", "papers: {courier", "papers: {currier", "unknown-paper", "currier"),
    ("long label", "label: Send thirty-five home\n        line: Thirty", f"label: {'x ' * 8}\n        line: Thirty", "text-budget", "x x"),
    ("no echo", "        echo: You left it in the drawer.\n", "", "missing-echo", "id: leave_it"),
    ("two seniors", "name: The Directorate, loud: true", "name: The Directorate, loud: true, senior: true", "adviser-roles", "state, name"),
    ("no final word", "when: 1\n    final", "when: tension\n    final", "ending-final", "when: tension"),
    ("never true", "when: rung >= 10", "when: 0", "ending-unreachable", "when: 0\n"),
    ("not a probability", "{chance: 0.2", "{chance: 20", "probability-range", "chance: 20"),
    ("start out of range", "credibility: 0.45", "credibility: 45", "start-range", "credibility: 45"),
    ("number missing", "- expel: 35", "- expel", "measure-number", "- expel\n"),
    ("number superfluous", "does: [accuse,", "does: [{accuse: 2},", "measure-number", "accuse: 2"),
    ("word due too late", "due: 3", "due: 4", "word-due", "due: 4"),
    ("priors", "{deal: 0.5, firm: 0.5}", "{deal: 0.5, firm: 0.6}", "hidden-priors", "firm: 0.6"),
    ("negative weight", "weight: 2", "weight: -2", "pool-weight", "weight: -2"),
    ("id twice", "id: words_only", "id: leave_it", "duplicate-id", None),
    ("days", 'date: "2017-01-01", days: 5', 'date: "2017-01-01", days: 6', "turn-calendar", "days: 6"),
    ("demand that gives", "kind: offer", "kind: demand", "mail-terms", "gives: quiet_month\n"),
]


def spoiled(old: str, new: str) -> str:
    """Return the sample with the first such text replaced."""
    assert old in SAMPLE
    return SAMPLE.replace(old, new, 1)


@pytest.mark.parametrize(("name", "old", "new", "rule", "at"), BAD, ids=[case[0] for case in BAD])
def test_a_slip_is_named_where_it_stands(name: str, old: str, new: str, rule: str, at: str | None) -> None:
    text = spoiled(old, new)
    reading = read(text)
    found = {(problem.rule, problem.place.line) for problem in reading.problems}
    marker = text.rindex("id: leave_it") if at is None else text.index(at)
    assert found == {(rule, text[:marker].count("\n") + 1)}, reading.report()
    assert (reading.scenario is None) == any(problem.severity == "error" for problem in reading.problems)


@pytest.mark.parametrize(("name", "old", "new", "rule", "at"), BAD, ids=[case[0] for case in BAD])
def test_a_report_has_place_rule_and_source_line(name: str, old: str, new: str, rule: str, at: str | None) -> None:
    report = read(spoiled(old, new)).report()
    assert report.startswith("s.yaml:")
    assert f"({rule})" in report.splitlines()[0]
    assert report.splitlines()[2].strip().endswith("^")


def test_all_slips_of_shape_come_at_once() -> None:
    text = spoiled("capital: Moscow", "capital: no").replace("deck: pool", "deck: pol").replace("verb: court", "verb: curt")
    assert [problem.rule for problem in read(text).problems] == ["wrong-value", "unquoted", "wrong-value"]


def test_all_slips_of_meaning_come_at_once() -> None:
    text = (
        spoiled("- expel: 35", "- expell: 35").replace("track: boundary", "track: boundry").replace("when: rung >= 10", "when: rnug >= 10")
    )
    assert [problem.rule for problem in read(text).problems] == ["unknown-measure", "unknown-track", "flag-never-set"]


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("capital: Moscow", "capital: no", 'put it in quotes: "no"'),
        ("track: boundary", "track: boundry", "did you mean `boundary`?"),
        ("when: me.room > 30", "when: me.rom > 30", "did you mean `me.room`?"),
        ("deck: pool", "deck: pol", "did you mean `pool`?"),
        ("- expel: 35", "- expell: 35", "did you mean `expel`?"),
        ("when: us_expelled and", "when: us_expeled and", "did you mean `us_expelled`?"),
        ("        line: The file goes", "        lines: The file goes", "did you mean `line`?"),
        ("why: words alone", "why: words alone, and more", "text with a comma inside { } or [ ] is put in quotes"),
    ],
)
def test_the_hint_says_what_to_write(old: str, new: str, hint: str) -> None:
    assert hint in [problem.hint for problem in read(spoiled(old, new)).problems]


def test_a_slip_in_a_shared_file_is_named_there() -> None:
    chips = b"chips:\n  - {id: meeting, label: a meeting, does: [{track: me.rom, add: 1, why: a slip}]}\n"
    rules = {(problem.place.file, problem.place.line, problem.rule) for problem in read(SAMPLE, chips=chips).problems}
    assert ("chips.yaml", 2, "unknown-track") in rules


def test_a_text_for_both_seats_is_blamed_once() -> None:
    text = spoiled("when: us_expelled or relations < them.room", "when: us_expelled or relations < them.rom")
    assert [problem.rule for problem in read(text).problems] == ["unknown-name"]
