"""What can go wrong in a scenario file: a table of ways to spoil the shipped ones, each with the line and the rule it must give.

A mutation finds its place by structure and never by prose, because the texts of the scenarios change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.content.source import MAX_BYTES, MAX_DEPTH
from tests.content.edit import Doc, Mutant, Path, doc

SPRING, WINTER = "spring-2001", "december-2016"
Spoil = Callable[[Doc], Mutant]


@dataclass(frozen=True, slots=True)
class Mutation:
    """One way to spoil a shipped scenario."""

    name: str
    scenario: str
    spoil: Spoil
    warns: bool = False

    def __call__(self, text: str) -> Mutant:
        return self.spoil(doc(text))


def _seat(power: str, *path: str | int) -> Path:
    return ("powers", power, *path)


US, RUSSIA = _seat("us"), _seat("russia")
TABLE: list[Mutation] = []


def add(name: str, scenario: str, spoil: Spoil, warns: bool = False) -> None:
    taken = sum(known.name.partition(" (again")[0] == name for known in TABLE)
    TABLE.append(Mutation(f"{name} (again {taken})" if taken else name, scenario, spoil, warns))


# --- places ----------------------------------------------------------------------------------------
# Each takes a file and returns the path of something every crisis has.

Find = Callable[[Doc], Path]


def fixed(*path: str | int) -> Find:
    return lambda d: path


def desk(seat: str | None, deck: str = "spine", number: int = 0, *inner: str | int) -> Find:
    return lambda d: (*d.incident(seat, deck, number), *inner)


def response(seat: str, number: int = 0, *keys: str, inner: str = "") -> Find:
    return lambda d: (*d.response(seat, number, *keys), *([inner] if inner else []))


def card(seat: str, *keys: str, number: int = 0, inner: str = "") -> Find:
    return lambda d: (*d.card(seat, *keys, number=number), *([inner] if inner else []))


def mail(seat: str, kind: str, inner: str = "") -> Find:
    return lambda d: (*d.mail(seat, kind), *([inner] if inner else []))


def step(key: str, seat: str | None = None, number: int = 0, inner: str = "") -> Find:
    return lambda d: (*d.step(key, seat, number), *([inner] if inner else []))


def having(*keys: str, under: Path = (), number: int = 0, inner: str = "") -> Find:
    return lambda d: (*d.having(*keys, under=under, number=number), *([inner] if inner else []))


def first_in(find: Find, key: str) -> Find:
    """Return the first key of the mapping that stands there under a key."""

    def found(d: Doc) -> Path:
        path = (*find(d), key)
        return (*path, next(iter(d.at(path))))

    return found


def NEWS(d: Doc) -> Path:  # noqa: N802
    """Return the steps of a piece of news."""
    return d.first(lambda path, value: len(path) == 3 and path[0] == "incidents" and path[2] == "does" and bool(value))


def put(find: Find, new: str, rules: str, line: int = 0) -> Spoil:
    return lambda d: d.replace(find(d), new, rules, line)


def drop(find: Find, rules: str = "missing-key") -> Spoil:
    return lambda d: d.drop(find(d), rules)


def insert(find: Find, pair: str, rules: str) -> Spoil:
    return lambda d: d.add(find(d), pair, rules)


def after(find: Find, pair: str, rules: str) -> Spoil:
    return lambda d: d.after(find(d), pair, rules)


def rename(find: Find, new: str, rules: str) -> Spoil:
    return lambda d: d.rename(find(d), new, rules)


def prepend(find: Find, item: str, rules: str) -> Spoil:
    return lambda d: d.prepend(find(d), item, rules)


# --- the file as bytes and as YAML -----------------------------------------------------------------


def at_line(find: Find, change: Callable[[str], str], rules: str, shift: int = 0) -> Spoil:
    """Change the whole line on which a value starts."""

    def spoil(d: Doc) -> Mutant:
        line = d.line(find(d))
        lines = d.text.split("\n")
        lines[line - 1] = change(lines[line - 1])
        return d.mutant("\n".join(lines), line + shift, rules)

    return spoil


def whole(make: Callable[[str], str | bytes], line: int, rules: str) -> Spoil:
    return lambda d: d.mutant(make(d.text), line, rules)


def raw_byte(find: Find, byte: bytes) -> Spoil:
    def spoil(d: Doc) -> Mutant:
        start = d.span(find(d))[0]
        data = d.text[:start].encode() + byte + d.text[start:].encode()
        return d.mutant(data, d.line(find(d)), "encoding")

    return spoil


def _bomb(depth: int) -> str:
    layers = [f"l0: &l0 [{'ha, ' * 9}ha]"] + [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, depth)]
    return "{" + ", ".join(layers) + "}"


add("a key of the file twice", SPRING, after(fixed("title"), "title: Again", "duplicate-key"))
add("a key of the start twice", WINTER, after(fixed("start", "rung"), "rung: 2", "duplicate-key"))
add("a seat twice", SPRING, after(fixed("powers", "us"), "us: {name: Again}", "duplicate-key"))
add("a capital twice", WINTER, after(fixed(*US, "capital"), "capital: Boston", "duplicate-key"))
add("a label twice in a response", SPRING, after(response("russia", 1, inner="label"), "label: Again", "duplicate-key"))
add("a label twice in a card", WINTER, after(card("us", number=2, inner="label"), "label: Again", "duplicate-key"))
add("a step's track twice", SPRING, after(step("track", "us", inner="track"), "track: me.room", "duplicate-key"))
add("a source twice", WINTER, lambda d: d.after((p := first_in(fixed(), "sources")(d)), f"{p[-1]}: Again", "duplicate-key"))
add("a term twice", SPRING, lambda d: d.after((p := first_in(fixed(), "glossary")(d)), f"{p[-1]}: Again", "duplicate-key"))
add("a tab before a key", SPRING, at_line(fixed(*US, "capital"), lambda line: "\t" + line.lstrip(), "tab"))
add("a tab after a colon", WINTER, at_line(fixed(*RUSSIA, "office"), lambda line: line.replace(": ", ":\t"), "tab"))
add("a tab in a text", WINTER, put(response("us", 1, inner="line"), '"One\tand two."', "tab"))
add("a byte of another encoding", SPRING, raw_byte(fixed(*RUSSIA, "office"), b"\xe9"))
add("half a character", WINTER, raw_byte(response("russia", 2, inner="result"), b"\xe2\x82"))
add("a surrogate", SPRING, raw_byte(fixed("summary"), b"\xed\xa0\x80"))
add("sixteen bits a character", SPRING, whole(lambda text: text.encode("utf-16"), 1, "encoding"))
add("a zero byte", SPRING, put(fixed(*US, "office"), "the \x00 desk", "syntax unseen-character"))
add("an escape character", WINTER, put(fixed(*US, "office"), "the \x1b[31m desk", "syntax unseen-character"))
add("an escaped escape character", WINTER, put(card("us", inner="line"), '"Red \\e[31m ink."', "unseen-character"))
add("a mark that turns the direction", SPRING, put(response("us", 0, inner="label"), "Send \u202e home", "unseen-character"))
add("a byte order mark inside", SPRING, put(fixed("title"), "Fifty \ufeff for", "syntax unseen-character"))
add("a line separator", WINTER, put(response("us", 0, inner="label"), "Send \u2028 home", "unseen-character"))
add("a next-line character", SPRING, put(response("russia", 0, inner="label"), "Send \u0085 home", "unseen-character"))
add("a second document", SPRING, at_line(fixed("start"), lambda line: "---\n" + line, "several-documents"))
add("a document that ends early", WINTER, at_line(fixed("turns", 2), lambda line: "...\n" + line, "syntax several-documents", 1))
add("an empty file", SPRING, whole(lambda text: "", 1, "empty-file"))
add("only remarks", SPRING, whole(lambda text: "# " + text.replace("\n", "\n# "), 1, "empty-file"))
add("a file that is one text", WINTER, whole(lambda text: "A crisis in the winter", 1, "wrong-kind"))
add("a file that is a list", SPRING, whole(lambda text: "- " + text.replace("\n", "\n  "), 1, "wrong-kind syntax"))
add("a file too large", SPRING, whole(lambda text: text + "#" * MAX_BYTES, 1, "file-size"))
add("a file of one endless line", WINTER, whole(lambda text: "a" * (MAX_BYTES + 1), 1, "file-size"))
add("brackets without end", SPRING, put(fixed("parties"), "[" * 5000, "nesting"))
add("braces without end", WINTER, put(fixed("parties"), "{a: " * 5000, "nesting"))
add("hyphens without end", WINTER, put(fixed("history"), "- " * 5000 + "x", "nesting"))
add("branches in branches", SPRING, prepend(response("us", inner="does"), "{if: 1, then: [" * MAX_DEPTH + "]}" * MAX_DEPTH, "nesting"))
add("a bomb of aliases", SPRING, put(fixed("glossary"), _bomb(9), "alias"))
add("a longer bomb of aliases", WINTER, put(fixed("glossary"), _bomb(60), "alias"))
add("an alias of nothing", WINTER, put(fixed(*US, "capital"), "*capital", "alias"))
add("a merge of an alias", SPRING, insert(fixed(*US, "start"), "<<: *start", "merge-key"))
add("a text that starts with &", SPRING, put(response("us", 0, inner="line"), "&Co asks again.", "anchor"))
add("a list with an anchor", WINTER, put(fixed("parties"), "&eu []", "anchor"))
add("a tag", SPRING, put(fixed(*US, "capital"), "!!str Washington", "tag"))
add("a tag of another program", WINTER, put(fixed(*RUSSIA, "capital"), "!!python/object:os.system Moscow", "tag"))
add("a tag that includes", SPRING, put(fixed("parties"), "!include parties.yaml", "tag"))
add("a text that starts with %", SPRING, put(fixed(*US, "capital"), "%Washington", "syntax"))
add("a text that starts with @", WINTER, put(response("russia", 0, inner="label"), "@home", "syntax"))
add("a text that starts with a backtick", SPRING, put(response("us", 0, inner="echo"), "`Fifty`", "syntax"))
add("a text that starts with a brace", SPRING, put(fixed("title"), "{word}", "wrong-kind"))
add("a text that starts with a bracket", WINTER, put(fixed(*US, "office"), "[the chair]", "wrong-kind"))
add("a text after a closing quote", WINTER, put(fixed("summary"), '"Thirty-five" leave', "syntax"))
add("a colon in a text", SPRING, put(fixed("subtitle"), "Spring: a desk", "syntax"))
add("a colon in a line", WINTER, put(response("us", 3, inner="line"), "They say: no.", "syntax"))
add("a comma in a flow text", SPRING, put(step("track", "us", inner="why"), "a list, and more", "unknown-key"))
add("a quotation mark that stays open", SPRING, put(fixed("subtitle"), '"Spring 2001', "syntax"))
add("a bracket that stays open", WINTER, put(fixed(*RUSSIA, "floors"), "[", "syntax"))
add("a brace that stays open", SPRING, at_line(fixed("turns", 1), lambda line: line.rstrip("}"), "syntax"))
add("a key without a colon", SPRING, at_line(fixed(*US, "capital"), lambda line: line.replace(":", ""), "syntax", 1))
add("a key one blank too far left", WINTER, at_line(fixed(*US, "capital"), lambda line: line[1:], "syntax"))
add("a key one blank too far right", SPRING, at_line(fixed(*RUSSIA, "capital"), lambda line: " " + line, "syntax"))
for shown in (".nan", ".inf", "-.INF", "1e999", "9" * 400, "0x1F", "0b11", "0o17", "017", "1_000", "12:30:45"):
    add(f"the number {shown[:12]}", SPRING if len(shown) < 5 else WINTER, put(fixed("start", "tension"), shown, "number"))
add("an odd number where text is meant", SPRING, put(fixed(*US, "capital"), "0x57", "number"))

# --- what reads as something else ------------------------------------------------------------------

for number, shown in enumerate(("no", "on", "yes", "off", "true", "False", "No", "ON")):
    targets: list[Find] = [
        fixed(*US, "capital"),
        response("russia", 1, inner="label"),
        card("us", inner="label"),
        fixed("title"),
        fixed(*RUSSIA, "advisers", 0, "about"),
        response("us", 0, inner="result"),
        desk("us", "spine", 0, "title"),
        fixed("endings", 0, "title"),
    ]
    add(f"`{shown}` as a text", (SPRING, WINTER)[number % 2], put(targets[number], shown, "unquoted"))
for shown in ("null", "~"):
    add(f"`{shown}` as a text", SPRING, put(fixed(*RUSSIA, "capital"), shown, "wrong-kind"))
add("nothing as a text", WINTER, put(response("us", 0, inner="line"), "", "wrong-kind"))
add("`no` as a key", SPRING, rename(first_in(fixed(), "glossary"), "no", "key"))
add("`on` as a flag", WINTER, prepend(response("us", inner="does"), "{flag: on}", "unquoted"))
add("`off` as a value of a hidden type", WINTER, rename(first_in(fixed("hidden", 0), "values"), "off", "key"))
add("`yes` as an adviser", SPRING, rename(first_in(desk("us"), "advisers"), "yes", "key"))
add("`no` as a step", SPRING, prepend(response("russia", inner="does"), "no", "unquoted wrong-kind"))
add("`yes` as a condition", WINTER, put(having("when", "text", under=("incidents",), inner="when"), "yes", "unquoted"))
add("a number as a key", WINTER, rename(first_in(fixed(), "sources"), "2016", "key"))
add("a date as a key", SPRING, rename(first_in(fixed(), "sources"), "2001-03-21", "key"))
add("nothing as a key", SPRING, rename(first_in(fixed(), "sources"), "~", "key"))
add("a list as a key", WINTER, rename(first_in(fixed(), "sources"), "[a, b]", "key"))
add("a number as a title", SPRING, put(fixed("title"), "2001", "unquoted"))
add("a number as a label", WINTER, put(card("russia", inner="label"), "35", "unquoted"))
add("a number as a source", WINTER, put(first_in(fixed(), "sources"), "2016", "unquoted"))
add("a number as a tell", WINTER, put(having("tells", inner="label"), "0.5", "unquoted"))
add("a date without quotes", SPRING, put(fixed("turns", 0, "date"), "2001-03-21", "unquoted"))
add("a date seen without quotes", SPRING, put(fixed("turns", 0, "seen", "russia"), "2001-03-22", "unquoted"))
add("a date of history without quotes", WINTER, put(fixed("history", 0, "date"), "2016-12-30", "unquoted"))
add("a date as a text", WINTER, put(response("russia", 0, inner="line"), "2016-12-30", "unquoted"))
add("a time stamp", SPRING, put(fixed("turns", 1, "date"), "2001-03-26T10:00:00Z", "unquoted syntax"))
add("a day that never was", WINTER, put(fixed("turns", 1, "date"), '"2017-02-30"', "wrong-kind date-form"))
add("a date with slashes", SPRING, put(fixed("turns", 1, "date"), '"26/03/2001"', "date-form"))
add("a date with one digit", SPRING, put(fixed("history", 0, "date"), '"2001-3-2"', "date-form"))

# --- keys ------------------------------------------------------------------------------------------

MISSING: list[tuple[str, Find]] = [
    *((f"the file's {key}", fixed(key)) for key in ("id", "title", "subtitle", "summary", "turns", "start", "powers")),
    *((f"the file's {key}", fixed(key)) for key in ("incidents", "endings", "verdicts")),
    *((f"a turn's {key}", fixed("turns", 1, key)) for key in ("date", "days", "name", "initiative")),
    *((f"the start's {key}", fixed("start", key)) for key in ("relations", "tension", "rung")),
    *((f"a track's {key}", fixed("tracks", 0, key)) for key in ("id", "label", "start", "about")),
    *((f"a word's {key}", fixed("words", 0, key)) for key in ("id", "owner", "kind", "due", "title", "text")),
    *((f"a party's {key}", fixed("parties", 0, key)) for key in ("id", "name", "stance", "start")),
    ("a seat", fixed(*US)),
    *((f"a seat's {key}", fixed(*US, key)) for key in ("name", "capital", "office", "brief", "advisers", "tray")),
    *((f"a seat's {key}", fixed(*RUSSIA, key)) for key in ("start", "brief_print", "mandates")),
    *((f"a seat's {key} at the start", fixed(*RUSSIA, "start", key)) for key in ("room", "hope", "staff", "premises")),
    *((f"a mandate's {key}", fixed(*US, "mandates", 1, key)) for key in ("id", "name", "text", "goals")),
    *((f"a goal's {key}", fixed(*RUSSIA, "mandates", 0, "goals", 2, key)) for key in ("label", "of", "start", "full", "points")),
    *((f"a floor's {key}", fixed(*US, "floors", 0, key)) for key in ("label", "of", "start")),
    *((f"an adviser's {key}", fixed(*RUSSIA, "advisers", 1, key)) for key in ("id", "name", "about")),
    *((f"a card's {key}", card("us", number=1, inner=key)) for key in ("id", "verb", "label", "line", "does", "result")),
    *((f"the mail's {key}", mail("russia", "offer", key)) for key in ("kind", "title", "text")),
    *((f"an incident's {key}", desk("russia", "pool", 0, key)) for key in ("id", "for", "deck", "title", "text")),
    *((f"a response's {key}", response("us", 2, inner=key)) for key in ("id", "label", "line", "does", "result")),
    *((f"a lock's {key}", having("when", "because", inner=key)) for key in ("when", "because")),
    *((f"a claim's {key}", having("status", "source", number=2, inner=key)) for key in ("text", "status", "source")),
    *((f"an advice's {key}", having("backs", "because", number=3, inner=key)) for key in ("backs", "because")),
    *((f"an ending's {key}", fixed("endings", 1, key)) for key in ("id", "title", "text", "when")),
    *((f"a callback's {key}", fixed("endings", 0, "callbacks", 0, key)) for key in ("when", "text")),
    *((f"the verdict {key}", fixed("verdicts", key)) for key in ("rupture", "common_ground", "cold_draw")),
    *((f"a toll's {key}", fixed("tolls", 0, key)) for key in ("text", "count")),
    *((f"an item of history's {key}", fixed("history", 1, key)) for key in ("turn", "date", "text", "source")),
    *((f"a paper's {key}", fixed("papers", 0, key)) for key in ("id", "name", "power", "about")),
    *((f"a track step's {key}", step("track", "russia", inner=key)) for key in ("add", "why")),
    ("a branch's then", step("if", inner="then")),
]
for number, (name, find) in enumerate(MISSING):
    add(f"without {name}", (SPRING, SPRING, SPRING, WINTER)[number % 4], drop(find))
for name, find in (
    *((f"a hidden type's {key}", fixed("hidden", 0, key)) for key in ("id", "label", "values", "reveal")),
    *((f"a package's {key}", fixed("packages", 0, key)) for key in ("id", "label", "target", "size", "share")),
    *((f"the legislature's {key}", fixed("legislature", key)) for key in ("id", "name", "power", "chambers")),
    *((f"a chamber's {key}", fixed("legislature", "chambers", 0, key)) for key in ("id", "name", "share")),
    *((f"the handover's {key}", fixed(*US, "handover", key)) for key in ("turn", "start", "text")),
    ("a chance's then", step("chance", inner="then")),
):
    add(f"without {name}", WINTER, drop(find))

UNKNOWN: list[tuple[str, Find]] = [
    ("the file", fixed()),
    ("a turn", fixed("turns", 2)),
    ("the start", fixed("start")),
    ("`seen`", fixed("turns", 0, "seen")),
    ("a track", fixed("tracks", 1)),
    ("a word", fixed("words", 1)),
    ("a party", fixed("parties", 0)),
    ("the powers", fixed("powers")),
    ("a seat", fixed(*RUSSIA)),
    ("the start of a seat", fixed(*US, "start")),
    ("a mandate", fixed(*US, "mandates", 0)),
    ("a goal", fixed(*US, "mandates", 0, "goals", 3)),
    ("an adviser", fixed(*RUSSIA, "advisers", 2)),
    ("a card", card("russia", number=3)),
    ("the mail", mail("us", "offer")),
    ("the counter of an offer", having("counter", inner="counter")),
    ("an incident", desk("us", "pool")),
    ("a response", response("russia", 4)),
    ("a lock", having("when", "because")),
    ("a claim", having("status", "source")),
    ("an advice", having("backs", "because")),
    ("a step that moves a track", step("track", "us", 2)),
    ("a step that sets a flag", step("flag")),
    ("an ending", fixed("endings", 2)),
    ("the texts of an ending", having("texts", under=("endings",), inner="texts")),
    ("the verdicts", fixed("verdicts")),
    ("a paper", fixed("papers", 1)),
    ("an item of history", fixed("history", 0)),
]
for number, (name, find) in enumerate(UNKNOWN):
    add(f"an unknown key in {name}", (SPRING, SPRING, SPRING, WINTER)[number % 4], insert(find, "colour: red", "unknown-key"))
for number, (wrong, find) in enumerate(
    (
        ("incident", fixed("incidents")),
        ("capitol", fixed(*US, "capital")),
        ("lable", card("us", inner="label")),
        ("results", response("russia", 0, inner="result")),
        ("deks", desk("us", "spine", 1, "deck")),
        ("fulll", fixed(*US, "mandates", 0, "goals", 0, "full")),
        ("backing", having("backs", "because", inner="backs")),
        ("Title", fixed("title")),
        ("gives_", mail("us", "offer", "gives")),
        ("reson", having("when", "because", inner="because")),
    )
):
    add(f"`{wrong}` as a key", (WINTER, SPRING)[number % 2], rename(find, wrong, "unknown-key"))

# --- kinds -----------------------------------------------------------------------------------------

KINDS: list[tuple[Find, str]] = [
    (fixed("turns"), "four"),
    (fixed("turns"), "4"),
    (fixed("turns", 0), "Shock"),
    (fixed("turns", 0, "days"), '"5"'),
    (fixed("turns", 0, "days"), "five"),
    (fixed("turns", 0, "seen"), '"2001-03-22"'),
    (fixed("start"), "[-5, 12, 1]"),
    (fixed("start", "relations"), "true"),
    (fixed("tracks"), "{lesson: 40}"),
    (fixed("tracks", 0, "start"), "low"),
    (fixed("words"), "reserve"),
    (fixed("words", 0, "public"), '"yes"'),
    (fixed("words", 0, "due"), "3.5"),
    (fixed("words", 0, "keep"), "expel"),
    (fixed("parties", 0, "thresholds"), "0.7"),
    (fixed("parties", 0, "thresholds"), "[[protests, 0.7]]"),
    (fixed("powers"), "[us, russia]"),
    (fixed(*US), "United States"),
    (fixed(*US, "start"), "55"),
    (fixed(*US, "closed_media"), '"false"'),
    (fixed(*US, "mandates"), "{price: 40}"),
    (fixed(*US, "mandates", 0, "goals"), "40"),
    (fixed(*US, "mandates", 0, "goals", 0), "Credibility"),
    (fixed(*US, "mandates", 0, "goals", 0, "of"), "[us.room]"),
    (fixed(*US, "mandates", 0, "goals", 0, "points"), "forty"),
    (fixed(*RUSSIA, "advisers", 0, "senior"), "sometimes"),
    (fixed(*RUSSIA, "advisers", 0, "senior"), "1"),
    (fixed(*RUSSIA, "tray"), "cards"),
    (card("russia", "private", inner="private"), '"true"'),
    (card("us", inner="does"), "nothing"),
    (card("us", "turns", inner="turns"), "always"),
    (card("us", "turns", inner="turns"), "2.5"),
    (card("us", "turns", inner="turns"), "[1, two]"),
    (card("us", "turns", inner="turns"), "[]"),
    (card("us", "mail", inner="mail"), "quiet_month"),
    (fixed("incidents"), "{}"),
    (fixed("incidents", 0), "snow"),
    (desk("us", "pool", 0, "weight"), "heavy"),
    (desk("us", "spine", 0, "responses"), "{}"),
    (desk("us", "spine", 0, "advisers"), "[state]"),
    (response("us", 0, inner="does"), "{expel: 35}"),
    (response("us", 1, "requires", inner="requires"), "us.room > 30"),
    (having("when", "because", inner="when"), "{a: 1}"),
    (response("russia", 0, "papers", inner="papers"), "[arbat]"),
    (having("status", "source"), "reported"),
    (step("if", inner="then"), "{flag: x}"),
    (fixed("endings", 0, "final"), '"true"'),
    (fixed("endings", 0, "callbacks"), "sentences"),
    (fixed("verdicts"), "[]"),
    (fixed("tolls", 0), "'{n} left'"),
    (fixed("sources"), "[abc]"),
    (fixed("glossary"), "none"),
    (first_in(fixed(), "glossary"), "[a, b]"),
    (fixed("history", 0, "turn"), '"1"'),
]
for number, (find, shown) in enumerate(KINDS):
    scenario = (SPRING, SPRING, SPRING, WINTER)[number % 4]
    add(f"kind {number}: {shown}", scenario, put(find, shown, "wrong-kind unknown-key unquoted"))
add("a number among the steps", SPRING, prepend(response("us", inner="does"), "7", "wrong-kind unquoted"))
add("a list among the steps", WINTER, prepend(response("us", inner="does"), "[expel]", "wrong-kind"))
add("nothing among the steps", SPRING, prepend(card("russia", inner="does"), "~", "wrong-kind"))
add("an empty step", WINTER, prepend(card("russia", inner="does"), "{}", "step"))
add("a step of a scope alone", SPRING, prepend(response("us", inner="does"), "{scope: 0.4, why: a list}", "step"))
add("two measures in one step", WINTER, prepend(response("us", inner="does"), "{expel: 3, summon: 1}", "step"))
add("two kinds of step in one", SPRING, prepend(response("us", inner="does"), "{flag: x, news: Out}", "unknown-key"))

# --- ids, texts and choices ------------------------------------------------------------------------

add("an id with a capital", SPRING, put(fixed("id"), "Spring-2001", "id-form"))
add("an id with a blank", WINTER, put(response("us", 0, inner="id"), "leave it", "id-form"))
add("an id with a hyphen", SPRING, put(card("us", inner="id"), "leave-it", "id-form"))
add("an id that starts with a digit", WINTER, put(desk("us", "spine", 0, "id"), "2nd_list", "id-form"))
add("an id with an accent", SPRING, put(fixed("endings", 0, "id"), "fermé", "id-form"))
add("an id without end", WINTER, put(fixed("tracks", 0, "id"), "a" * 49, "too-long"))
add("a text without end", SPRING, put(fixed("summary"), "a" * 4001, "too-long"))
add("a blank text", WINTER, put(fixed(*US, "capital"), '"  "', "empty-text"))
add("a card with a blank label", SPRING, put(card("russia", inner="label"), '""', "empty-text"))
for number, (find, shown) in enumerate(
    (
        (fixed("turns", 0, "initiative"), "germany"),
        (fixed("words", 0, "owner"), "them"),
        (fixed("words", 0, "kind"), "threat"),
        (fixed("papers", 0, "power"), "usa"),
        (desk("us", "spine", 0, "deck"), "spin"),
        (desk("russia", "spine", 0, "for"), "ru"),
        (card("us", inner="verb"), "speak"),
        (mail("us", "offer", "kind"), "letter"),
        (having("status", "source", inner="status"), "rumoured"),
        (having("owner", under=("words",), inner="kind"), "reserved"),
    )
):
    add(f"`{shown}` where there is a choice", (SPRING, WINTER)[number % 2], put(find, shown, "wrong-value"))
add("a target that is no power", WINTER, put(fixed("packages", 0, "target"), "eu", "wrong-value"))
add("a legislature of nobody", WINTER, put(fixed("legislature", "power"), "both", "wrong-value"))
add("a measure by a stranger", SPRING, prepend(NEWS, "{statement: 1, by: germany}", "wrong-value"))

# --- numbers ---------------------------------------------------------------------------------------

RANGES: list[tuple[str, Find, str, str]] = [
    (SPRING, fixed("turns", 0, "days"), "0", "out-of-range"),
    (WINTER, fixed("turns", 0, "days"), "-3", "out-of-range"),
    (SPRING, fixed("turns", 0, "days"), "400", "out-of-range"),
    (SPRING, fixed("start", "relations"), "-101", "start-range"),
    (WINTER, fixed("start", "tension"), "1e9", "out-of-range"),
    (WINTER, fixed("start", "rung"), "11", "start-range"),
    (SPRING, fixed(*US, "start", "room"), "101", "start-range"),
    (WINTER, fixed(*RUSSIA, "start", "credibility"), "45", "start-range"),
    (SPRING, fixed(*RUSSIA, "start", "hope"), "-0.1", "start-range"),
    (SPRING, fixed(*US, "start", "staff"), "5001", "start-range"),
    (WINTER, fixed(*US, "start", "premises"), "21", "start-range"),
    (WINTER, fixed(*US, "handover", "start", "approval"), "440", "start-range"),
    (SPRING, fixed("tracks", 0, "start"), "140", "start-range"),
    (WINTER, fixed("tracks", 0, "low"), "100", "start-range"),
    (WINTER, fixed("words", 0, "level"), "0", "out-of-range"),
    (SPRING, fixed("words", 0, "level"), "9", "out-of-range"),
    (SPRING, fixed("words", 0, "due"), "0", "out-of-range"),
    (WINTER, fixed("words", 0, "due"), "99", "out-of-range"),
    (SPRING, fixed("words", 0, "due"), "5", "word-due"),
    (WINTER, fixed("packages", 0, "size"), "-1", "out-of-range"),
    (WINTER, fixed("packages", 0, "share"), "1.5", "out-of-range"),
    (WINTER, fixed("packages", 0, "age_days"), "-1", "out-of-range"),
    (SPRING, fixed("parties", 0, "start"), "78", "out-of-range"),
    (WINTER, fixed("legislature", "chambers", 0, "seats"), "0", "out-of-range"),
    (WINTER, fixed("legislature", "chambers", 0, "seats"), "434.5", "wrong-kind"),
    (WINTER, fixed("legislature", "chambers", 1, "share"), "85", "out-of-range"),
    (WINTER, fixed("legislature", "chambers", 1, "review_bar"), "-0.5", "out-of-range"),
    (SPRING, fixed(*US, "mandates", 0, "goals", 0, "points"), "400", "out-of-range"),
    (SPRING, fixed(*US, "mandates", 0, "goals", 0, "points"), "-40", "out-of-range"),
    (WINTER, fixed("hidden", 0, "reveal"), "0", "out-of-range"),
    (WINTER, fixed("hidden", 0, "reveal"), "11", "hidden-values"),
    (WINTER, first_in(fixed("hidden", 0), "values"), "-0.35", "out-of-range"),
    (WINTER, fixed(*US, "handover", "turn"), "11", "turn-beyond"),
    (SPRING, fixed("history", 0, "turn"), "5", "turn-beyond"),
    (SPRING, fixed("history", 0, "turn"), "0", "out-of-range"),
    (SPRING, step("scope", inner="scope"), "4", "out-of-range"),
    (WINTER, step("scope", number=2, inner="scope"), "0", "out-of-range"),
    (SPRING, desk("us", "spine", 0, "turns"), "5", "turn-range"),
    (SPRING, desk("russia", "spine", 0, "turns"), "0", "turn-range"),
    (WINTER, desk("us", "spine", 0, "turns"), '"4-2"', "turn-range"),
    (WINTER, desk("us", "spine", 0, "turns"), "[1, 11]", "turn-range"),
    (WINTER, desk("us", "spine", 0, "turns"), '"9-12"', "turn-range"),
    (SPRING, card("russia", "turns", inner="turns"), '"3-7"', "turn-range"),
    (SPRING, desk("russia", "pool", 0, "weight"), "-1", "pool-weight"),
    (WINTER, step("chance", inner="chance"), "20", "probability-range"),
    (WINTER, step("chance", number=5, inner="chance"), "-0.2", "probability-range"),
    (WINTER, step("chance", number=7, inner="chance"), "1 + 1", "probability-range"),
    (SPRING, step("expel", inner="expel"), "0", "measure-number"),
    (WINTER, step("expel", inner="expel"), "-35", "measure-number"),
]
for scenario, find, shown, rules in RANGES:
    add(f"the number {shown} ({rules})", scenario, put(find, shown, rules))
add("a turn 0.1 days long", SPRING, put(fixed("turns", 1, "days"), "0.1", "out-of-range"))
add("a schedule into the past", SPRING, prepend(response("us", inner="does"), "{schedule: x, after: 0}", "out-of-range"))
add("a schedule beyond all turns", WINTER, prepend(response("us", inner="does"), "{schedule: x, after: 99}", "out-of-range"))
add("a half-life below zero", WINTER, insert(fixed("tracks", 0), "half_life: -5", "out-of-range"))
add("an oil price that is no number", SPRING, insert(fixed(*RUSSIA, "start"), "oil: cheap", "wrong-kind"))
add("a market out of range", SPRING, insert(fixed(*RUSSIA, "start"), "market: 60", "start-range"))
add("a history of a word that is none", SPRING, insert(fixed("words", 0), "history: kept", "wrong-value duplicate-key"))
add("a share of the model", SPRING, put(first_in(fixed(), "model"), "far", "wrong-kind"))

# --- expressions -----------------------------------------------------------------------------------

CONDITIONS: tuple[Find, ...] = (
    having("when", "text", under=("incidents",), inner="when"),
    card("us", "when", inner="when"),
    having("when", "because", inner="when"),
    fixed("endings", 0, "when"),
    fixed(*RUSSIA, "mandates", 0, "goals", 1, "of"),
    fixed("tolls", 0, "count"),
    step("if", inner="if"),
    fixed("words", 0, "met"),
    step("track", "us", inner="add"),
    fixed("endings", 1, "callbacks", 0, "when"),
    fixed(*US, "floors", 0, "of"),
    step("expel", inner="expel"),
)
LANGUAGE = (
    ("incomplete", "turn >"),
    ("two names", "turn rung"),
    ("an open bracket", "(turn > 1"),
    ("a closing bracket", "turn > 1)"),
    ("one equals sign", "turn = 1"),
    ("an ampersand", "turn > 1 & rung > 2"),
    ("a bar", "turn > 1 | rung > 2"),
    ("an exclamation mark", "!turn"),
    ("a percent sign", "turn % 2"),
    ("a power", "turn ** 2"),
    ("a floor division", "turn // 2"),
    ("a hat", "turn ^ 2"),
    ("a walrus", "(x := turn) > 1"),
    ("a lambda", "lambda: turn"),
    ("a condition of Python's", "turn if rung else day"),
    ("a string", "turn == 'three'"),
    ("a comparison of strings", "'a' < 'b' < 'c'"),
    ("an f-string", "f'{turn}'"),
    ("bytes", "b'x'"),
    ("a list", "[turn, rung]"),
    ("a set", "{turn}"),
    ("a subscript", "turn[0]"),
    ("a comprehension", "max(x for x in rung)"),
    ("membership", "turn in rung"),
    ("identity", "turn is rung"),
    ("a tuple", "turn, rung"),
    ("an awaited name", "await turn"),
    ("a call", "exit()"),
    ("an import", "__import__('os')"),
    ("a call of a name", "turn(1)"),
    ("a call of an attribute", "us.room.real()"),
    ("a keyword", "max(turn, default=1)"),
    ("an unpacking", "max(*turn)"),
    ("min of one", "min(turn)"),
    ("abs of two", "abs(turn, rung)"),
    ("max of nine", "max(1, 2, 3, 4, 5, 6, 7, 8, 9)"),
    ("an attribute of a number", "1 .real"),
    ("an attribute of a sum", "(turn + 1).real"),
    ("a division by zero", "turn / 0"),
    ("a division by nothing", "turn / (3 - 3)"),
    ("a number too large", "turn > 1e999"),
    ("a number run into a name", "turn > 35us"),
    ("a hexadecimal number", "turn > 0x1F"),
    ("an imaginary number", "turn > 3j"),
    ("digits in groups", "turn > 1_000"),
    ("True", "turn == True"),
    ("None", "turn == None"),
    ("an ellipsis", "turn == ..."),
    ("a semicolon", "turn; rung"),
    ("a remark", "turn > 1 # late"),
    ("a backslash", "turn \\ rung"),
    ("a letter of another alphabet", "tеnsion > 1"),
    ("a minus that is a dash", "turn \u2212 1"),
    ("too long", "turn" + " + turn" * 50),
    ("too deep", "(" * 30 + "turn" + ")" * 30 + " + " + "-(" * 25 + "rung" + ")" * 25),
    ("too deep for Python", "(" * 250 + "turn"),
    ("too many nots", "not " * 70 + "turn"),
    ("too many terms", "+".join("1" * 1 for _ in range(100)) + "+turn"),
)
for number, (name, shown) in enumerate(LANGUAGE):
    quoted = '"' + shown.replace("\\", "\\\\") + '"'
    add(
        f"an expression: {name}",
        (SPRING, SPRING, SPRING, WINTER)[number % 4],
        put(CONDITIONS[number % len(CONDITIONS)], quoted, "expression"),
    )
add("an expression of blanks", SPRING, put(fixed("endings", 0, "when"), '"  "', "expression"))
add(
    "an expression across lines", WINTER, put(having("when", "text", under=("incidents",), inner="when"), '"turn\n        >"', "expression")
)

# --- names -----------------------------------------------------------------------------------------

for number, (name, find, shown, rules) in enumerate(
    (
        ("a reading", fixed("endings", 0, "when"), "us.rom < 20", "unknown-name"),
        ("a power", fixed(*US, "mandates", 0, "goals", 0, "of"), "usa.room", "unknown-name"),
        ("a party", fixed(*RUSSIA, "floors", 0, "of"), "nato.alignment", "unknown-name"),
        ("a word", fixed("endings", 0, "callbacks", 0, "when"), "us_warming.kept", "unknown-name"),
        ("a reading of a word", fixed("endings", 1, "callbacks", 0, "when"), "reserve.broken", "unknown-name"),
        ("an attribute of a track", fixed("tolls", 0, "count"), "tension.real", "unknown-name"),
        ("an attribute of a flag", step("if", inner="if"), "us_expelled.__class__ > 1", "unknown-name"),
        ("a flag", card("us", "when", inner="when"), "not never_heard_of", "flag-never-set"),
        ("a track in an expression", step("track", "russia", inner="add"), "tensoin / 2", "flag-never-set"),
        ("me in an ending", fixed("endings", 1, "when"), "me.room < 20", "no-seat"),
        ("them in a toll", fixed("tolls", 1, "count"), "them.staff", "no-seat"),
        ("received in an ending", fixed("endings", 1, "when"), "received.points > 3", "no-seat"),
        ("a track in a step", step("track", "us", inner="track"), "lessons_learnt", "unknown-track"),
        ("a track of a seat in a step", step("track", "russia", inner="track"), "me.rooom", "unknown-track"),
        ("a track that is read only", step("track", "us", inner="track"), "me.loss", "read-only-track"),
        ("the rung in a step", step("track", "us", number=1, inner="track"), "rung", "read-only-track"),
        ("a chip given", mail("us", "offer", "gives"), "quiet_moth", "unknown-chip"),
        ("a chip asked", mail("russia", "offer", "asks"), "a_palace", "unknown-chip"),
        ("a chip in a counter", having("counter", inner="counter"), "{gives: meting, asks: quiet_month}", "unknown-chip"),
        ("a source of a claim", having("status", "source", inner="source"), "vice_2061", "unknown-source"),
        ("a source of history", fixed("history", 2, "source"), "hearsay", "unknown-source"),
        ("a response that is backed", having("backs", "because", inner="backs"), "nothing_of_it", "adviser-backs"),
        ("a track of a word's steps", step("track", number=0, inner="track"), "sumit", "unknown-track"),
        ("a name of Python's", fixed("endings", 0, "when"), "__builtins__", "flag-never-set"),
        ("max without a call", fixed("endings", 0, "when"), "max > 1", "flag-never-set expression"),
    )
):
    add(f"an unknown name: {name}", (SPRING, WINTER)[number % 2], put(find, shown, rules))
for number, (name, item, rules) in enumerate(
    (
        ("a measure", "expell_them", "unknown-measure"),
        ("a measure with a number", "{expel_all: 35}", "unknown-measure"),
        ("an incident", "{schedule: nowhere, after: 1}", "unknown-id"),
        ("an ending", "{end: curtain}", "unknown-id"),
        ("a package imposed", "{impose: everything}", "unknown-id"),
        ("a package lifted", "{lift: everything}", "unknown-id"),
        ("a hidden type", "{learn: weather}", "unknown-id"),
        ("a word given", "{give_word: never}", "unknown-id"),
        ("a word kept", "{keep_word: never}", "unknown-id"),
        ("a word moved", "{late_word: never}", "unknown-id"),
        ("a word dropped", "{drop_word: never}", "unknown-id"),
        ("a flag that nothing reads", "{flag: idle_flag}", "flag-never-read"),
        ("a track", "{track: bondary, add: 1, why: a line}", "unknown-track"),
        ("an answer without mail", "{accept: 1}", "no-mail"),
        ("a measure without its number", "expel", "measure-number"),
        ("a measure with a number too many", "{summon: 2}", "measure-number"),
    )
):
    place = response(("us", "russia")[number % 2], number % 3, inner="does") if number % 4 else card("russia", number=1, inner="does")
    add(f"an unknown step: {name}", (WINTER, SPRING)[number % 2], prepend(place, item, rules))
add("an unknown adviser", SPRING, rename(first_in(desk("us"), "advisers"), "nobody", "adviser-backs"))
add("an adviser of the other seat", WINTER, rename(first_in(desk("us"), "advisers"), "mfa", "adviser-backs duplicate-key"))
add("an unknown paper", SPRING, rename(first_in(response("us", 0, "papers"), "papers"), "currier", "unknown-paper"))
add("an unknown coefficient", SPRING, rename(first_in(fixed(), "model"), "relations_rust", "unknown-coefficient"))
add("an unknown label of a type", WINTER, rename(first_in(fixed("hidden", 0), "labels"), "mild", "hidden-values"))
add("an unknown tell of a type", WINTER, rename(first_in(fixed("hidden", 0), "tells"), "mild", "hidden-values"))
add("an unknown track of a successor", WINTER, insert(fixed(*US, "handover", "start"), "rooms: 5", "unknown-track"))
add("an unknown word of a successor", WINTER, prepend(fixed(*US, "handover", "keeps_words"), "us_undertakings", "unknown-id"))
add("a word of the other power for a successor", WINTER, prepend(fixed(*US, "handover", "keeps_words"), "reserve", "word-owner"))
add("an unknown value of a type", WINTER, put(fixed("endings", 0, "when"), "successor.mild", "unknown-name"))
add("an unknown chamber", WINTER, put(fixed("endings", 1, "when"), "congress.lords > 0.5", "unknown-name"))

# --- what makes a game -----------------------------------------------------------------------------


def renamed(piece: str, number: int) -> str:
    """Give a copied item an id of its own."""
    return piece.replace("id: ", f"id: copy{number}_", 1)


def same(piece: str, _number: int) -> str:
    return piece


def copies(find: Find, times: int, change: Callable[[str, int], str], rules: str, around: bool = False) -> Spoil:
    """Repeat an item; the fault stands at the item itself, or at the list or incident around it."""
    return lambda d: d.repeat(find(d), times, change, rules, find(d)[:-1] if around else None)


def locked(d: Doc) -> Mutant:
    """Lock every response of an incident."""
    path = d.incident("us", "spine")
    text = d.text
    for index in reversed(range(len(d.at((*path, "responses"))))):
        if "requires" in d.at((*path, "responses", index)):
            continue
        key = d.pair((*path, "responses", index, "result"))[0].start_mark
        text = f"{text[: key.index]}requires: {{when: turn > 1, because: Later.}}\n{' ' * key.column}{text[key.index :]}"
    return d.mutant(text, d.line(path), "no-safe-response")


def all_soft(d: Doc) -> Mutant:
    """Let every response of an incident take a soft measure."""
    path = d.incident("us", "spine")
    text = d.text
    for index in reversed(range(len(d.at((*path, "responses"))))):
        start, end = d.span((*path, "responses", index, "does"))
        text = text[:start] + "[phone]" + text[end:]
    return d.mutant(text, d.line(path), "no-safe-response")


def no_final(d: Doc) -> Mutant:
    """Take `final` from every ending."""
    text = d.text
    for index in reversed(range(len(d.at(("endings",))))):
        if "final" in d.at(("endings", index)):
            start, end = d.span(("endings", index, "final"))
            text = text[:start] + "false" + text[end:]
    return d.mutant(text, d.line(("endings",)), "ending-final")


def last_ending(when: str, rules: str) -> Spoil:
    def spoil(d: Doc) -> Mutant:
        last = max(index for index, ending in enumerate(d.at(("endings",))) if ending.get("final") == "true")
        return d.replace(("endings", last, "when"), when, rules)

    return spoil


def behind_it(d: Doc) -> Mutant:
    """Let the first ending take everything; the second can never come."""
    start, end = d.span(("endings", 0, "when"))
    return d.mutant(d.text[:start] + "1" + d.text[end:], d.line(("endings", 1)), "ending-unreachable")


def copied_id(list_path: Path, rules: str = "duplicate-id") -> Spoil:
    """Give the second item of a list the id of the first."""
    return lambda d: d.replace((*list_path, 1, "id"), d.at((*list_path, 0, "id")), rules)


add(
    "no responses",
    SPRING,
    lambda d: d.mutant(d.replace((*(p := d.incident("us", "spine")), "responses"), "[]", "").text, d.line(p), "response-count"),
)
add("all responses locked", WINTER, locked)
add("all responses soft", SPRING, all_soft)
add("too many responses", SPRING, lambda d: d.repeat(p := d.response("us"), 5, renamed, "response-count", p[:2]))
add(
    "too many responses in the pool",
    WINTER,
    lambda d: d.repeat(p := (*d.incident("russia", "pool"), "responses", 0), 5, renamed, "response-count", p[:2]),
)
add("too many cards", SPRING, copies(card("us"), 16, renamed, "tray-count", around=True))
add("too many cards of the other seat", WINTER, copies(card("russia"), 9, renamed, "tray-count", around=True))
add("too many turns", WINTER, copies(fixed("turns", 0), 3, same, "out-of-range", around=True))
add("a calendar that goes back", SPRING, put(fixed("turns", 2, "date"), '"2001-03-20"', "turn-calendar"))
add("a calendar that stands still", WINTER, lambda d: d.replace(("turns", 3, "date"), f'"{d.at(("turns", 2, "date"))}"', "turn-calendar"))
add("no turns", SPRING, put(fixed("turns"), "[]", "out-of-range"))
add("no incidents", WINTER, put(fixed("incidents"), "[]", "out-of-range"))
add("no endings", SPRING, put(fixed("endings"), "[]", "out-of-range"))
add("no mandates", WINTER, put(fixed(*US, "mandates"), "[]", "out-of-range"))
add("no advisers", SPRING, put(fixed(*US, "advisers"), "[]", "out-of-range"))
add("no cards", SPRING, put(fixed(*RUSSIA, "tray"), "[]", "tray-count"))
add("no goals", WINTER, put(fixed(*RUSSIA, "mandates", 0, "goals"), "[]", "mandate-points"))
add("no chambers", WINTER, put(fixed("legislature", "chambers"), "[]", "out-of-range"))
add("one value of a type", WINTER, put(fixed("hidden", 0, "values"), "{deal: 1}", "out-of-range"))
add("a value without tells", WINTER, drop(first_in(fixed("hidden", 0), "tells"), "hidden-values"), warns=True)
add(
    "a value with an empty list of tells",
    WINTER,
    lambda d: d.mutant(d.replace(first_in(fixed("hidden", 0), "tells")(d), "[]", "").text, d.line(("hidden", 0, "tells")), "hidden-values"),
    warns=True,
)
add("priors above one", WINTER, put(first_in(fixed("hidden", 0), "values"), "0.45", "hidden-priors"))
add("priors below one", WINTER, put(first_in(fixed("hidden", 0), "values"), "0.1", "hidden-priors"))
add("a prior in per cent", WINTER, put(first_in(fixed("hidden", 0), "values"), "35", "out-of-range"))


def pointed(power: str, points: str) -> Spoil:
    """Give the first goal of a seat other points; the fault stands at the list of goals."""
    goals = _seat(power, "mandates", 0, "goals")
    return lambda d: d.mutant(d.replace((*goals, 0, "points"), points, "").text, d.line(goals), "mandate-points")


add("a goal of 30 points", SPRING, pointed("us", "30"))
add("a goal of 39.5 points", WINTER, pointed("russia", "39.5"))
add("a goal of no points", WINTER, pointed("us", "0"))
add("a fifth goal", SPRING, copies(fixed(*RUSSIA, "mandates", 1, "goals", 0), 1, same, "mandate-points", around=True))
add("a goal less", WINTER, drop(fixed(*US, "mandates", 1, "goals", 3), "mandate-points"))
add(
    "a goal that ends where it starts",
    SPRING,
    lambda d: d.replace(
        _seat("us", "mandates", 0, "goals", 0, "full"), d.at(_seat("us", "mandates", 0, "goals", 0, "start")), "goal-range"
    ),
)
add("a goal that measures a constant", WINTER, put(fixed(*US, "mandates", 0, "goals", 0, "of"), "7", "goal-range"))
add(
    "no senior adviser",
    SPRING,
    lambda d: d.mutant(d.text.replace("senior: true", "senior: false", 1), d.line(_seat("us", "advisers")), "adviser-roles"),
)
add(
    "two senior advisers",
    WINTER,
    lambda d: d.mutant(
        d.add(_seat("russia", "advisers", 2), "senior: true", "").text, d.line(_seat("russia", "advisers")), "adviser-roles"
    ),
)
add(
    "two loud advisers",
    SPRING,
    lambda d: d.mutant(d.add(_seat("us", "advisers", 2), "loud: true", "").text, d.line(_seat("us", "advisers")), "adviser-roles"),
)
add(
    "an incident of no weight",
    WINTER,
    lambda d: d.mutant(d.replace((*(p := d.incident("russia", "pool")), "weight"), "0", "").text, d.line(p), "incident-unshown"),
)
add("no final ending", SPRING, no_final)
add("a horizon that may not end", WINTER, last_ending("turn > 3", "ending-final"))
add("a horizon that never ends", SPRING, last_ending("0", "ending-final ending-unreachable"))
add("an ending that is never true", WINTER, put(fixed("endings", 1, "when"), "turn < 3 and 0", "ending-unreachable"))
add("an ending behind one that always comes", SPRING, behind_it)
add(
    "two endings with one condition",
    WINTER,
    lambda d: d.mutant(
        d.replace(("endings", 2, "when"), d.at(("endings", 1, "when")), "").text, d.line(("endings", 2)), "ending-unreachable"
    ),
)
add(
    "an incident that never comes",
    SPRING,
    lambda d: d.mutant(d.add((p := d.incident("us", "spine")), "when: 0", "").text, d.line(p), "incident-unshown duplicate-key"),
)
add(
    "news that never come",
    WINTER,
    lambda d: d.mutant(
        d.replace((*(p := d.first(lambda q, v: len(q) == 2 and q[0] == "incidents" and "chance" in v)), "chance"), "0", "").text,
        d.line(p),
        "incident-unshown",
    ),
)
add("news with a desk", SPRING, insert(desk(None, "news"), "for: us", "news-for"))
add("news with responses", WINTER, insert(desk(None, "news"), "responses: []", "wrong-deck"))
add("a desk with steps", SPRING, insert(desk("us"), "does: []", "wrong-deck"))
add("a desk with a chance", WINTER, insert(desk("russia", "pool"), "chance: 0.5", "wrong-deck"))
add("a spine with a weight", SPRING, insert(desk("us"), "weight: 2", "pool-weight"), warns=True)
add("a measure by nobody", SPRING, prepend(NEWS, "statement", "no-seat"))
add("a track of nobody", WINTER, prepend(NEWS, "{track: me.room, add: 1, why: snow}", "no-seat"))
add("an estimate for nobody", WINTER, prepend(NEWS, "{learn: successor}", "no-seat"))
add("a secret of nobody", WINTER, prepend(NEWS, "{flag: hush, secret: true}", "no-seat"))
add("a word of the other power", SPRING, prepend(response("us", inner="does"), "{give_word: reserve}", "word-owner"))
add(
    "a word given after its day",
    SPRING,
    lambda d: d.prepend(
        (
            *d.first(lambda q, v: len(q) == 2 and q[0] == "incidents" and v.get("for") == "us" and v.get("turns") == "4"),
            "responses",
            0,
            "does",
        ),
        "{give_word: us_warning}",
        "word-due",
    ),
)
add(
    "an offer that gives nothing",
    WINTER,
    lambda d: d.mutant(d.drop((*(p := d.mail("us", "offer")), "gives"), "").text, d.line(p), "mail-terms"),
)
add("a message that asks", SPRING, insert(mail("us", "message"), "asks: meeting", "mail-terms"))
add("a demand that gives", SPRING, insert(mail("us", "demand"), "gives: meeting", "mail-terms"))
add(
    "a flag set twice",
    WINTER,
    lambda d: d.mutant(
        d.prepend(
            (
                p := d.first(
                    lambda q, v: len(q) == 5 and q[-1] == "does" and isinstance(v[0] if v else "", str) is False and "flag" in v[-1]
                )
            ),
            f"{{flag: {d.at(p)[-1]['flag']}}}",
            "",
        ).text,
        d.line((*p, len(d.at(p)) - 1)) + (0 if d.node(p).flow_style else 1),
        "flag-set-twice",
    ),
)
add(
    "a secret flag set in the open",
    SPRING,
    lambda d: d.prepend((*d.response("us"), "does"), f"{{flag: {d.at(d.having('flag', 'secret'))['flag']}}}", "flag-secrecy"),
)
add(
    "a flag with the name of a track",
    SPRING,
    lambda d: d.prepend((*d.response("us"), "does"), f"{{flag: {d.at(('tracks', 0, 'id'))}}}", "name-clash"),
)
add("a flag with a name of the language", WINTER, prepend(response("us", inner="does"), "{flag: not}", "name-clash"))
add("a flag with a name of the game", SPRING, prepend(card("us", inner="does"), "{flag: tension}", "name-clash"))
add("a word with the name of a track", WINTER, lambda d: d.replace(("words", 5, "id"), d.at(("tracks", 0, "id")), "name-clash"))
add("a party called us", SPRING, put(fixed("parties", 0, "id"), "us", "name-clash"))
add("a legislature called russia", WINTER, put(fixed("legislature", "id"), "russia", "name-clash"))
add("a chamber called override", WINTER, put(fixed("legislature", "chambers", 0, "id"), "override", "name-clash"))
for number, path in enumerate(
    (("endings",), ("words",), ("tracks",), ("papers",), _seat("us", "tray"), _seat("russia", "advisers"), _seat("us", "mandates"))
):
    add(f"one id twice in {path[-1]}", (SPRING, WINTER)[number % 2], copied_id(path))
add("one id twice in the incidents", SPRING, copied_id(("incidents",)))
add("one id twice in the responses", WINTER, lambda d: copied_id((*d.incident("us", "spine"), "responses"))(d))
add("the id of a word that comes due", SPRING, lambda d: d.replace((*d.incident(None, "news"), "id"), "due_reserve", "duplicate-id"))
add("too many packages", WINTER, copies(fixed("packages", 0), 8, renamed, "package-count"))
add(
    "too many words at the start",
    SPRING,
    lambda d: d.mutant(
        d.repeat(("words", 0), 3, lambda piece, n: renamed(piece, n).replace("public: true", "open: true"), "").text,
        d.line(("words", 0)) + 2 * (d.text[slice(*d.span(("words", 0)))].count("\n") + 1),
        "words-open",
    ),
)
add(
    "a spine of seven",
    SPRING,
    lambda d: d.mutant(
        d.repeat((p := d.incident("us", "spine")), 7, renamed, "").text,
        d.line(p) + 6 * (d.text[slice(*d.span(p))].count("\n") + 1),
        "spine-count",
    ),
)
add("a label too long", SPRING, put(response("us", inner="label"), "one two three four five six seven eight", "text-budget"), warns=True)
add("a line too long", WINTER, put(card("us", inner="line"), "word " * 19, "text-budget"), warns=True)
add("a headline too long", SPRING, put(response("us", 0, "news", inner="news"), "word " * 10, "text-budget"), warns=True)
add("an ending too short", WINTER, put(fixed("endings", 0, "text"), "The end.", "text-budget"), warns=True)
add("a brief too long", SPRING, put(fixed(*US, "brief"), "word " * 61, "text-budget"), warns=True)
add("a response without an echo", SPRING, drop(response("russia", 1, inner="echo"), "missing-echo"), warns=True)
add("a toll without its number", WINTER, put(fixed("tolls", 0, "text"), "Some left.", "toll-number"), warns=True)
add("a gap in the calendar", SPRING, put(fixed("turns", 0, "days"), "4", "turn-calendar"), warns=True)
add("one mandate", SPRING, drop(fixed(*US, "mandates", 1), "mandate-count"), warns=True)


def second_history(d: Doc) -> Mutant:
    """Let two responses of one incident be what was really made."""
    made = d.first(lambda path, value: len(path) == 5 and path[2] == "responses" and path[3] != 0 and path[4] == "history")[:-1]
    return d.mutant(d.add((*made[:-1], 0), "history: true", "").text, d.line(made) + 1, "history-once")


add("two responses that were history", WINTER, second_history, warns=True)
