"""The expression language: what it means, what it refuses, and that printing reads back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.expressions import LARGEST, MAX_DEPTH, Fault, constant, magnitude, names_in, parse, show
from game.engine.steps import Expression, Name, Number, Operation

NAMES = st.sampled_from(["us.room", "tension", "received.points", "eu.alignment", "a_flag", "successor.deal", "nota", "mine"])
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: Number(value + 0.0))
BINARY = st.sampled_from(["+", "-", "*", "<", "<=", ">", ">=", "==", "!="])


def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    minus = inner.map(lambda operand: Number(-operand.value + 0.0) if isinstance(operand, Number) else Operation("neg", (operand,)))
    return st.one_of(
        st.builds(lambda kind, a, b: Operation(kind, (a, b)), BINARY, inner, inner),
        st.builds(lambda a, b: Operation("/", (a, b)), inner, NAMES.map(Name)),
        st.builds(Operation, st.sampled_from(["and", "or", "min", "max"]), several),
        inner.map(lambda operand: Operation("not", (operand,))),
        inner.map(lambda operand: Operation("abs", (operand,))),
        minus,
    )


EXPRESSIONS = st.recursive(st.one_of(NUMBERS, NAMES.map(Name)), grown, max_leaves=8)


@settings(deadline=None)
@given(EXPRESSIONS)
def test_what_is_printed_reads_back(expression: Expression) -> None:
    read = parse(show(expression))
    if isinstance(read, Fault):
        assert any(words in read.message for words in ("characters", "deep", "divides by zero", "more than the game can count"))
    else:
        assert read == expression


@settings(deadline=None)
@given(st.text(max_size=320))
def test_any_text_is_read_or_refused(text: str) -> None:
    read = parse(text)
    assert not isinstance(read, Fault) or (read.message and 0 <= read.offset <= len(text))


@settings(deadline=None)
@given(st.text("()+-*/<>=!., andortm1e9_x\n", max_size=320))
def test_any_text_of_the_alphabet_is_read_or_refused(text: str) -> None:
    read = parse(text)
    if not isinstance(read, Fault):
        assert parse(show(read)) == read or len(show(read)) > 300
        list(names_in(read))
        constant(read)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1", "1"),
        ("-0", "0"),
        ("- 4", "-4"),
        ("0 < x <= 3", "0 < x and x <= 3"),
        ("a - (b - c)", "a - (b - c)"),
        ("a - b - c", "a - b - c"),
        ("not (a or b)", "not (a or b)"),
        ("not a < b", "not a < b"),
        ("(a < b) < c", "(a < b) < c"),
        ("min(35, received.persons)", "min(35, received.persons)"),
        ("a and\n  b", "a and b"),
        ("+x", "x"),
        ("1e3 * x", "1000 * x"),
    ],
)
def test_meaning(text: str, meaning: str) -> None:
    read = parse(text)
    assert not isinstance(read, Fault)
    assert show(read) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "x +",
        "x ** 2",
        "x // 2",
        "x % 2",
        "~x",
        "x if y else z",
        "lambda: 1",
        "[1]",
        "x[0]",
        "x.y()",
        "print(1)",
        "max(1)",
        "abs(1, 2)",
        "min(x, key=y)",
        "min(*x)",
        "True",
        "None",
        "'text'",
        "x := 1",
        "x = 1",
        "x is y",
        "x in y",
        "1 / 0",
        "x / (2 - 2)",
        "1e999",
        "1and 2",
        "3j",
        "0x10",
        "(" * 250 + "x" + ")" * 250,
        "__import__('os')",
        "x; y",
        "x # y",
        "x\x00",
        "ｘ",
        "(1).real",
    ],
)
def test_refused(text: str) -> None:
    assert isinstance(parse(text), Fault)


def test_depth() -> None:
    assert not isinstance(parse("-(" * (MAX_DEPTH - 1) + "x" + ")" * (MAX_DEPTH - 1)), Fault)
    assert isinstance(parse("-(" * MAX_DEPTH + "x" + ")" * MAX_DEPTH), Fault)


def test_names_are_resolved_with_their_offset() -> None:
    seen: list[tuple[str, int]] = []

    def resolve(name: str, offset: int) -> str:
        seen.append((name, offset))
        return name.upper()

    read = parse("  a + me.room", resolve)
    assert read == Operation("+", (Name("A"), Name("ME.ROOM")))
    assert seen == [("a", 2), ("me.room", 6)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7.0),
        ("not 0", 1.0),
        ("0 and x", 0.0),
        ("1 or x", 1.0),
        ("x", None),
        ("x or 0", None),
        ("min(3, 2, 5)", 2.0),
        ("max(3, 2)", 3.0),
        ("abs(2 - 5)", 3.0),
        ("6 / 4", 1.5),
        ("1 < 2 <= 2", 1.0),
        ("1 == 2 or 1 != 2", 1.0),
        ("3 >= 4 or 4 > 5", 0.0),
        ("-(1 + 1)", -2.0),
    ],
)
def test_constants(text: str, value: float | None) -> None:
    read = parse(text)
    assert not isinstance(read, Fault)
    assert constant(read) == value


@pytest.mark.parametrize(
    "text",
    [
        "us.room * 1e300",
        "(us.room*1e300*1e300)*(us.room<0)",
        "*".join(["tension"] * 6),
        "1e19",
        "tension / (us.hope * us.hope * us.hope)",
        "tension / us.hope / us.hope / us.hope",
        "1 / " + "/".join(["us.hope"] * 12),
    ],
)
def test_what_could_grow_beyond_counting_is_refused(text: str) -> None:
    """Else it comes to no number at all in some game, and no two processors agree on what is least of none."""
    read = parse(text)
    assert isinstance(read, Fault)
    assert "more than the game can count" in read.message


@pytest.mark.parametrize(
    "text", ["min(35, received.persons)", "us.room * tension * us.hope * 12", "tension / (us.room * 0.5 + 1)", "us.room / us.hope", "1e9"]
)
def test_what_stays_in_bounds_is_read(text: str) -> None:
    assert not isinstance(parse(text), Fault)


def worth(expression: Expression, values: dict[str, float]) -> float:
    """Return what an expression comes to; a quotient by nothing is nothing, as in the game."""
    if isinstance(expression, Number):
        return expression.value
    if isinstance(expression, Name):
        return values[expression.name]
    a, *rest = [worth(operand, values) for operand in expression.operands]
    b = rest[0] if rest else 0.0
    match expression.kind:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "/":
            return a / b if b else 0.0
        case "min":
            return min(a, *rest)
        case "max":
            return max(a, *rest)
        case "abs":
            return abs(a)
        case "neg":
            return -a
    return 1.0


@settings(deadline=None, max_examples=400)
@given(EXPRESSIONS, st.lists(st.one_of(st.sampled_from([-1e4, 0.0, 2.0**-20, 1e4]), st.integers(-200, 200)), min_size=8, max_size=8))
def test_no_game_exceeds_the_magnitude(expression: Expression, values: list[float]) -> None:
    names = ["us.room", "tension", "received.points", "eu.alignment", "a_flag", "successor.deal", "nota", "mine"]
    size = magnitude(expression)
    if size <= LARGEST:
        assert abs(worth(expression, dict(zip(names, values, strict=True)))) <= size * (1 + 1e-9)
