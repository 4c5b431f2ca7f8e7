"""The language of conditions and amounts: text into an expression and back.

Python's own grammar reads the text, a whitelist decides what of it is meant; nothing is ever evaluated by Python.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from game.content.characters import look_alike
from game.engine.steps import Expression, Name, Number, Operation

MAX_LENGTH: Final = 300
"""Most characters an expression may have."""
MAX_DEPTH: Final = 20
"""Deepest nesting an expression may have."""

LARGEST_NAME: Final = 1e4
"""No name of a scenario reads more, by its size."""
FINEST_NAME: Final = 2.0**-20
"""No name reads less without being nothing, by its size: the step of every track."""
LARGEST: Final = 2.0**62
"""What an expression must not be able to exceed: beyond it whole numbers, and in the end numbers at all, give out."""

Resolve = Callable[[str, int], str]
"""Takes a name as written and its offset in the text, gives the absolute name."""

_TOKEN: Final = re.compile(r"\s+|[A-Za-z_]\w*|\d+(?:\.\d*)?(?:[eE][-+]?\d+)?(?![A-Za-z_])|\.\d+|[<>=!]=|[-+*/<>(),.]", re.ASCII)
_BINARY: Final[dict[type[ast.operator], str]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARE: Final[dict[type[ast.cmpop], str]] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_CALLS: Final[dict[str, tuple[int, int]]] = {"min": (2, 8), "max": (2, 8), "abs": (1, 1)}
_COMPARISONS: Final = frozenset(_COMPARE.values())
# How tightly an operator binds, loosest first, as in Python.
_BINDING: Final = {"or": 1, "and": 2, "not": 3, **dict.fromkeys(_COMPARISONS, 4), "+": 5, "-": 5, "*": 6, "/": 6, "neg": 7}
_ATOM: Final = 9


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is no expression, and how far into it."""

    message: str
    hint: str
    offset: int


class _RefusedError(Exception):
    def __init__(self, message: str, hint: str = "", offset: int = 0) -> None:
        super().__init__(message)
        self.fault = Fault(message, hint, offset)


def parse(text: str, resolve: Resolve | None = None) -> Expression | Fault:
    """Read an expression; names go through `resolve`."""
    try:
        _check_characters(text)
        expression = _Reader(resolve or (lambda name, _offset: name)).read(_syntax_tree(text), 1)
        if magnitude(expression) > LARGEST:
            raise _RefusedError("this can come to more than the game can count", "use smaller numbers, or fewer products and quotients")
        return expression
    except _RefusedError as refused:
        return refused.fault


def magnitude(expression: Expression) -> float:
    """Return a number that the expression cannot exceed in any game, taken by its size."""
    if isinstance(expression, Number):
        return abs(expression.value)
    if isinstance(expression, Name):
        return LARGEST_NAME
    sizes = [magnitude(operand) for operand in expression.operands]
    match expression.kind:
        case "+" | "-":
            return sum(sizes)
        case "*":
            return sizes[0] * sizes[1]
        case "/":
            return sizes[0] / _finest(expression.operands[1])
        case "min" | "max" | "abs" | "neg":
            return max(sizes)
        case _:
            return 1.0


def _finest(expression: Expression) -> float:
    """Return the least that the expression can come to without being nothing, by its size."""
    if isinstance(expression, Number):
        return abs(expression.value) or 1.0
    if isinstance(expression, Name):
        return FINEST_NAME
    sizes = [_finest(operand) for operand in expression.operands]
    match expression.kind:
        case "*":
            # A product that gives out is nothing, and a quotient by nothing is nothing.
            return sizes[0] * sizes[1] or 1.0 / LARGEST
        case "/":
            return sizes[0] / max(magnitude(expression.operands[1]), 1.0)
        case "+" | "-" | "min" | "max" | "abs" | "neg":
            return min(sizes)
        case _:
            return 1.0


def show(expression: Expression) -> str:
    """Print an expression so that `parse` reads the same one back."""
    return _show(expression)[0]


def names_in(expression: Expression) -> Iterator[str]:
    """Yield every name the expression reads, left to right."""
    if isinstance(expression, Name):
        yield expression.name
    elif isinstance(expression, Operation):
        for operand in expression.operands:
            yield from names_in(operand)


def words_of(text: str) -> list[str]:
    """Return what looks like a name in a text that may be no expression at all."""
    return re.findall(r"[A-Za-z_][A-Za-z0-9_.]*", text)


def constant(expression: Expression) -> float | None:
    """Return the value when it is the same in every game, as far as that is plain to see."""
    if isinstance(expression, Number):
        return expression.value
    if isinstance(expression, Name):
        return None
    values = [constant(operand) for operand in expression.operands]
    if expression.kind == "and" and any(value == 0.0 for value in values):
        return 0.0
    if expression.kind == "or" and any(value is not None and value != 0.0 for value in values):
        return 1.0
    known = [value for value in values if value is not None]
    return _fold(expression.kind, known) if len(known) == len(values) else None


_FOLDS: Final[dict[str, Callable[[float, float], float]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "<": lambda a, b: float(a < b),
    "<=": lambda a, b: float(a <= b),
    ">": lambda a, b: float(a > b),
    ">=": lambda a, b: float(a >= b),
    "==": lambda a, b: float(a == b),
    "!=": lambda a, b: float(a != b),
}

_FOLDS_ALL: Final[dict[str, Callable[[list[float]], float]]] = {
    "neg": lambda values: -values[0],
    "abs": lambda values: abs(values[0]),
    "not": lambda values: float(values[0] == 0.0),
    "min": min,
    "max": max,
    "and": lambda values: float(all(values)),
    "or": lambda values: float(any(values)),
}


def _fold(kind: str, values: list[float]) -> float | None:
    if kind in _FOLDS:
        return _FOLDS[kind](values[0], values[1])
    if kind == "/":
        return values[0] / values[1] if values[1] else None
    return _FOLDS_ALL[kind](values)


def _check_characters(text: str) -> None:
    if len(text) > MAX_LENGTH:
        raise _RefusedError(f"the expression has {len(text)} characters, more than {MAX_LENGTH}", "split it, or set a flag and read that")
    if not text.strip():
        raise _RefusedError("the expression is empty", "write `1` for always")
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise _RefusedError(*_stranger(text, position), position)
        position = token.end()


def _stranger(text: str, position: int) -> tuple[str, str]:
    if not text[position].isascii():
        return "a character stands here that no expression is written with", look_alike(text[position]) or ""
    if text[position].isdigit():
        return "a number runs into a name here", "ids start with a letter; put a blank between a number and a word"
    hints = {
        "&": "write `and`",
        "|": "write `or`",
        "!": "write `not` or `!=`",
        "=": "write `==`",
        "^": "multiply instead",
        "%": "there is no remainder; write out what is meant",
    }
    hints |= dict.fromkeys("'\"", "text is not compared; read a flag, or a value such as successor.deal")
    return f"`{text[position]}` has no meaning in an expression", hints.get(text[position], _LANGUAGE)


_COMPLETE: Final = "look for a missing operator or bracket"
_LANGUAGE: Final = "there are numbers, names, + - * /, comparisons, and, or, not, min, max, abs"


def _syntax_tree(text: str) -> ast.expr:
    start = len(text) - len(text.lstrip())
    # Line ends are blanks to an author, and a bracket more would nest one deeper.
    flat = re.sub(r"\s", " ", text).strip()
    try:
        tree = ast.parse(flat, mode="eval").body
    except SyntaxError as fault:
        offset = start + max(0, (fault.offset or 1) - 1)
        raise _RefusedError("this is no complete expression", _COMPLETE, offset) from None
    except (ValueError, MemoryError, RecursionError):
        raise _RefusedError("the expression is nested too deeply", "use fewer brackets and terms") from None
    if start:
        for node in ast.walk(tree):
            if isinstance(node, ast.expr):
                node.col_offset += start
    return tree


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the syntax tree into an expression, refusing what is not on the list."""

    resolve: Resolve

    def read(self, node: ast.expr, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            raise _RefusedError(f"the expression is nested more than {MAX_DEPTH} deep", "use fewer brackets and terms", node.col_offset)
        match node:
            case ast.Constant():
                return self._number(node)
            case ast.Name() | ast.Attribute():
                return Name(self.resolve(_dotted(node), node.col_offset))
            case ast.UnaryOp():
                return self._unary(node, depth)
            case _:
                return self._operation(node, depth)

    def _operation(self, node: ast.expr, depth: int) -> Operation:
        match node:
            case ast.BinOp():
                return self._binary(node, depth)
            case ast.BoolOp():
                kind = "and" if isinstance(node.op, ast.And) else "or"
                return Operation(kind, tuple(self.read(value, depth + 1) for value in node.values))
            case ast.Compare():
                return self._compare(node, depth)
            case ast.Call():
                return self._call(node, depth)
            case _:
                raise _RefusedError("this is not part of the language", _LANGUAGE, node.col_offset)

    def _number(self, node: ast.Constant) -> Number:
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise _RefusedError(f"`{node.value!r}` is no number", "write `1` for always and `0` for never", node.col_offset)
        value = float(node.value)
        if not math.isfinite(value):
            raise _RefusedError("the number is too large", "write it with fewer digits", node.col_offset)
        return Number(value)

    def _unary(self, node: ast.UnaryOp, depth: int) -> Expression:
        operand = self.read(node.operand, depth + 1)
        if isinstance(node.op, ast.Not):
            return Operation("not", (operand,))
        if isinstance(node.op, ast.UAdd):
            return operand
        # Adding zero keeps minus zero out, which prints and hashes unlike zero.
        return Number(-operand.value + 0.0) if isinstance(operand, Number) else Operation("neg", (operand,))

    def _binary(self, node: ast.BinOp, depth: int) -> Operation:
        kind = _BINARY.get(type(node.op))
        if kind is None:
            raise _RefusedError("this operator is not part of the language", "only + - * / are", node.col_offset)
        left, right = self.read(node.left, depth + 1), self.read(node.right, depth + 1)
        if kind == "/" and constant(right) == 0.0:
            raise _RefusedError("this divides by zero", "write another divisor, such as max(1, ...)", node.right.col_offset)
        return Operation(kind, (left, right))

    def _compare(self, node: ast.Compare, depth: int) -> Operation:
        kinds = [_COMPARE.get(type(op)) for op in node.ops]
        sides = [self.read(side, depth + 1) for side in (node.left, *node.comparators)]
        parts = []
        for index, kind in enumerate(kinds):
            if kind is None:
                raise _RefusedError("this comparison is not part of the language", "only < <= > >= == != are", node.col_offset)
            parts.append(Operation(kind, (sides[index], sides[index + 1])))
        return parts[0] if len(parts) == 1 else Operation("and", tuple(parts))

    def _call(self, node: ast.Call, depth: int) -> Operation:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in _CALLS or node.keywords:
            raise _RefusedError("only min, max and abs can be called", "a name stands alone, without brackets after it", node.col_offset)
        least, most = _CALLS[name]
        if not least <= len(node.args) <= most:
            wanted = "one value" if most == 1 else "two to eight values"
            raise _RefusedError(
                f"`{name}` takes {wanted}, got {len(node.args)}", f"such as {name}(tension{', 10' if most > 1 else ''})", node.col_offset
            )
        return Operation(name, tuple(self.read(value, depth + 1) for value in node.args))


def _dotted(node: ast.expr) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        raise _RefusedError("a dot stands after something that is no name", "names look like us.room", node.col_offset)
    return ".".join([node.id, *reversed(parts)])


def _show(expression: Expression) -> tuple[str, int]:
    if isinstance(expression, Name):
        return expression.name, _ATOM
    if isinstance(expression, Number):
        text = repr(expression.value).removesuffix(".0")
        return text, _BINDING["neg"] if text.startswith("-") else _ATOM
    kind, operands = expression.kind, expression.operands
    if kind in _CALLS:
        return f"{kind}({', '.join(show(operand) for operand in operands)})", _ATOM
    binding = _BINDING[kind]
    if kind in ("neg", "not"):
        return ("-" if kind == "neg" else "not ") + _inside(operands[0], binding), binding
    # Comparisons would chain and `and` would merge, so equal binding gets brackets except on the left of arithmetic.
    first = binding if binding in (5, 6) else binding + 1
    shown = [_inside(operand, first if index == 0 else binding + 1) for index, operand in enumerate(operands)]
    return f" {kind} ".join(shown), binding


def _inside(operand: Expression, least: int) -> str:
    text, binding = _show(operand)
    return text if binding >= least else f"({text})"
