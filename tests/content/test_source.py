"""YAML into nodes: places, kinds, and that nothing in a file can raise."""

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content import source
from game.content.node import Node
from game.content.source import MAX_BYTES, MAX_DEPTH, Source, as_plain, read_source
from tests.content.sample import SAMPLE, read


def rules(found: Source) -> list[str]:
    return [problem.rule for problem in found.problems]


def root_of(text: str) -> Node:
    found = read_source(text.encode(), "f")
    assert found.root is not None
    assert not found.problems
    return found.root


def walk(node: Node) -> Iterator[Node]:
    yield node
    for child in (*node.items, *node.fields.values()):
        yield from walk(child)


def test_places() -> None:
    root = root_of("a: 1\nb:\n  - x\n  - {c: two}\n")
    assert (root.at("b", 1, "c").place.line, root.at("b", 1, "c").place.column) == (4, 9)
    assert (root.key_place("b").line, root.key_place("b").column) == (2, 1)
    assert root.at("b", 7, "x") is root.fields["b"]


@pytest.mark.parametrize(
    ("raw", "kind", "value"),
    [
        ("text", "text", "text"),
        ('"1"', "text", "1"),
        ("7", "number", 7),
        ("-7", "number", -7),
        ("0.5", "number", 0.5),
        (".5", "number", 0.5),
        ("1e3", "number", 1000.0),
        ("yes", "boolean", True),
        ("off", "boolean", False),
        ("~", "nothing", None),
        ("", "nothing", None),
        ("2-4", "text", "2-4"),
        ("-", "text", "-"),
        ("|\n  line\n", "text", "line\n"),
    ],
)
def test_kinds(raw: str, kind: str, value: object) -> None:
    node = root_of(f"a: {raw}" if raw != "-" else 'a: "-"').fields["a"]
    assert (node.kind, node.value) == (kind, value)


def test_all_mappings_are_walked_in_the_order_of_the_file() -> None:
    root = root_of(SAMPLE)
    expected = [node.place for node in walk(root) if node.fields]
    assert [node.place for node in root.mappings()] == expected


def test_the_tree_is_what_yaml_reads() -> None:
    assert as_plain(root_of(SAMPLE)) == yaml.safe_load(SAMPLE)


def test_both_loaders_give_the_same_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    before = root_of(SAMPLE)
    monkeypatch.setattr(source, "_LOADER", yaml.SafeLoader)
    after = root_of(SAMPLE)
    assert as_plain(before) == as_plain(after)
    assert [node.place for node in walk(before)] == [node.place for node in walk(after)]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty-file"),
        (b"# nothing\n", "empty-file"),
        (b"a: \xff", "encoding"),
        (b"a: 1\na: 2", "duplicate-key"),
        (b"a:\t1", "tab"),
        (b"a: &x [1]\nb: *x", "alias"),
        (b"a: !python/object:os.system x", "tag"),
        (b"---\na: 1\n---\nb: 1", "several-documents"),
        (b"[" * (MAX_DEPTH + 2), "nesting"),
        (b"- " * (MAX_DEPTH + 2) + b"x", "nesting"),
        (b"a: [1", "syntax"),
        (b"a: b: c", "syntax"),
        (b"a: @x", "syntax"),
        (b"a: \x01", "unseen-character"),
        (b'a: "\\x01"', "unseen-character"),
        ("a: b\u2028c".encode(), "unseen-character"),
        (b"a: &x b", "anchor"),
        (b"a: &x [b]", "anchor"),
        (b"a: .nan", "number"),
        (b"a: 12:30:45", "number"),
        (b"a: 1_000", "number"),
        (b"a: 0x1F", "number"),
        (b"1: x", "key"),
        (b"no: x", "key"),
        (b"{[a]: x}", "key"),
        (b"{{a: b}: x}", "key"),
        ("a: \u202eabc".encode(), "unseen-character"),
        (b"a" * (MAX_BYTES + 1), "file-size"),
        (b"a: " + b"9" * 6000, "number"),
    ],
)
def test_refused(data: bytes, rule: str) -> None:
    assert rule in rules(read_source(data, "f"))


def test_a_bomb_of_aliases_is_small() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    found = read_source("\n".join(lines).encode(), "f")
    assert found.root is not None
    assert len(list(walk(found.root))) < 200


def test_a_byte_order_mark_is_no_problem() -> None:
    assert read("\ufeff" + SAMPLE).scenario is not None


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    read(text)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_source(data, "f")


@settings(deadline=None)
@given(st.text("{}[]:,-|>&*!%@`'\"#?\n \tab1", max_size=120))
def test_any_yaml_is_read_or_refused(text: str) -> None:
    read(text)


@settings(deadline=None)
@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 40), st.text("{}[]:,-|>\n \tme.x1\"'", max_size=6))
def test_any_spoiled_sample_is_read_or_refused(start: int, length: int, instead: str) -> None:
    reading = read(SAMPLE[:start] + instead + SAMPLE[start + length :])
    assert reading.scenario is not None or reading.problems
    reading.report()


@pytest.mark.parametrize("limit", [MAX_DEPTH + 1, 100, 1000, 10_000])
@pytest.mark.parametrize("opening", ["[", "{", "[{", "[ ", "{a: ", "[[a, 'it [', b], ", '["[[", # [\n  ['])
def test_nesting_is_judged_alike_whatever_the_parser_allows(opening: str, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    class Strict(yaml.SafeLoader):
        def fetch_flow_collection_start(self, kind: object) -> None:
            if self.flow_level >= limit:
                raise yaml.YAMLError("enough") if limit == 100 else yaml.scanner.ScannerError(None, None, "enough", self.get_mark())
            super().fetch_flow_collection_start(kind)

    text = "a:\n  " + opening * 3000
    expected = read_source(text.encode(), "f").problems
    monkeypatch.setattr(source, "_LOADER", Strict)
    assert rules(read_source(text.encode(), "f")) == ["nesting"]
    assert read_source(text.encode(), "f").problems == expected


@pytest.mark.parametrize("text", ["a: [1, 'x", "a: [[1], [2], {b: [[[}", "a: 'it [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["])
def test_other_faults_keep_their_names(text: str) -> None:
    assert rules(read_source(text.encode(), "f")) == ["syntax"]
