"""Checks a tree against a shape and says what is wrong in plain sentences, at the place where it stands."""

from __future__ import annotations

import types
import typing
import unicodedata
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from game.content.characters import look_alike, named
from game.content.node import Node
from game.content.problem import Problem, did_you_mean, error, nearest
from game.content.shapes import SOMETHING, STEP_SHAPES, Shape
from game.content.source import MERGE, as_plain

_MAX_SHOWN: Final = 40
MOST_FAULTS: Final = 1000
"""Departures of one file from its shape that are looked into."""
# A letter of another alphabet or a blank of another width is seldom what such a value was meant to hold.
_OF_PLAIN_LETTERS: Final = frozenset({"an id", "a number", "a whole number", "a date such as 2016-12-29"})


def shape_problems(root: Node, shape: type[Shape]) -> list[Problem]:
    """Return every departure of the tree from the shape."""
    try:
        shape.model_validate(as_plain(root))
    except ValidationError as refused:
        found = [_problem(root, shape, fault) for fault in refused.errors(include_url=False, include_input=False)[:MOST_FAULTS]]
        return [problem for problem in found if problem is not None]
    return []


def _problem(root: Node, shape: type[Shape], fault: ErrorDetails) -> Problem | None:
    kind, loc = fault["type"], fault["loc"]
    node, parent, key, owner = _locate(root, shape, loc)
    if kind == "missing":
        if MERGE in node.keys or _misspelt(node, str(key), owner):
            return None
        return error(node.place, "missing-key", f"`{key}` is missing in {_this(owner)}", _missing_hint(str(key), _inside(owner, str(key))))
    if kind == "extra_forbidden":
        message = f"unknown key `{key}` in {_this(owner)}"
        return error(parent.key_place(str(key)), "unknown-key", message, look_alike(str(key)) or _extra_hint(node, str(key), owner))
    if loc and loc[-1] == "[key]":
        return error(parent.key_place(str(key)), "id-form", f"`{key}` is no id", look_alike(str(key)) or _ID_HINT)
    rule, expected, hint = _expected(kind, node, fault.get("ctx", {}), fault["msg"])
    if (rule == "wrong-value" or expected in _OF_PLAIN_LETTERS) and node.kind == "text" and len(node.raw) <= _MAX_SHOWN:
        hint = look_alike(node.raw) or hint
    return error(node.place, rule, f"expected {expected}{_where(key)}, got {_got(node)}", hint)


def _locate(root: Node, shape: type[Shape], loc: tuple[str | int, ...]) -> tuple[Node, Node, str | int | None, Any]:
    """Return the node at a location, the one around it, the last key, and the shape that holds that key."""
    node, parent, key = root, root, None
    owner: Any = shape
    inner: Any = shape
    for part in loc:
        if part == "[key]":
            continue
        if isinstance(part, str) and part.startswith("<"):
            inner = STEP_SHAPES.get(part[1:-1], inner if part == "<measure>" else _act())
            continue
        key, owner = part, inner
        inner = _inside(inner, part)
        found = node.child(part)
        if found is None:
            return node, node, key, owner
        node, parent = found, node
    return node, parent, key, owner


def _act() -> type[Shape]:
    from game.content.shapes import ActShape

    return ActShape


def _inside(annotation: Any, part: str | int) -> Any:
    """Return the annotation of a field, item or value of what is annotated so."""
    annotation = _bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        field = next((f for name, f in annotation.model_fields.items() if part in (name, f.alias)), None)
        return None if field is None else field.annotation
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is list:
        return arguments[0]
    return arguments[1] if origin is dict else None


def _bare(annotation: Any) -> Any:
    while True:
        origin = typing.get_origin(annotation)
        if origin is Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            options = [option for option in typing.get_args(annotation) if option is not type(None)]
            if len(options) != 1:
                return None
            annotation = options[0]
        else:
            return annotation


def _noun(owner: Any) -> str:
    owner = _bare(owner)
    return owner.noun if isinstance(owner, type) and issubclass(owner, Shape) else "part"


def _this(owner: Any) -> str:
    noun = _noun(owner)
    return noun if noun.startswith("`") else f"this {noun}"


def _missing_hint(key: str, annotation: Any) -> str:
    """Say what is to be written under a key, by what the shape expects there."""
    bare = _bare(annotation)
    origin = typing.get_origin(bare)
    if origin is typing.Literal:
        return f"write `{key}:` and " + " or ".join(f"`{choice}`" for choice in typing.get_args(bare))
    if origin is list:
        return f"write `{key}:` and its items, each with a hyphen" + (", or [ ] for none" if key == "does" else "")
    if key == "id":
        return "write `id:` and a name of its own, such as `quiet_day`"
    if bare is Any:
        return f"write `{key}:` and a number or an expression"
    what = {str: "some text", float: "a number", int: "a whole number", bool: "true or false"}.get(
        bare, "its keys, each on a line of its own"
    )
    return f"write `{key}:` and {what}"


def _keys(owner: Any) -> list[str]:
    owner = _bare(owner)
    if not (isinstance(owner, type) and issubclass(owner, Shape)):
        return []
    return [field.alias or name for name, field in owner.model_fields.items()]


def _misspelt(node: Node, key: str, owner: Any) -> bool:
    """Tell whether the missing key is there under a wrong name, which is a problem of its own."""
    known = _keys(owner)
    return any(name not in known and nearest(name, known) == key for name in node.fields)


def _extra_hint(node: Node, key: str, owner: Any) -> str:
    known = _keys(owner)
    if node.kind == "nothing" and nearest(key, known) is None:
        return "text with a comma inside { } or [ ] is put in quotes"
    if _noun(owner).endswith("step") and key in STEP_SHAPES:
        return "each step is an item of its own"
    # A key that is not there yet is meant before one that is.
    near = nearest(key, [name for name in known if name not in node.fields])
    return f"did you mean `{near}`?" if near else did_you_mean(key, known)


def _where(key: str | int | None) -> str:
    return f" for `{key}`" if isinstance(key, str) else ""


def _got(node: Node) -> str:
    if node.kind in ("mapping", "list"):
        return ("a" if node.items or node.fields else "an empty") + f" {node.kind}"
    if node.kind == "nothing":
        return "nothing"
    raw = node.raw if len(node.raw) <= _MAX_SHOWN else node.raw[:_MAX_SHOWN] + "..."
    raw = " ".join(raw.split())
    if not node.raw or not raw:
        return "nothing but blanks" if node.raw else "an empty text"
    if node.kind == "text" and not any(unicodedata.category(character)[0] in "LNPS" for character in raw):
        return f"nothing that can be seen ({named(raw[0])})"
    nouns = {"text": "the text", "number": "the number", "boolean": "the yes/no value", "date": "the date"}
    return f"{nouns[node.kind]} `{raw}`"


_ID_HINT: Final = "ids are lower case letters, digits and underscores, and start with a letter"


def _quote(node: Node) -> str:
    if node.kind in ("number", "boolean", "date"):
        return f'put it in quotes: "{node.raw}"'
    if node.kind == "nothing":
        return "write something, or take the key out"
    return "text that holds a colon and a blank, or starts with a bracket, is put in quotes" if node.kind in ("mapping", "list") else ""


def _bare_number(node: Node, context: Mapping[str, Any]) -> _Told:
    return "wrong-kind", "a number", "write it without quotes; expressions are not read here" if node.kind == "text" else "such as 0.5"


def _whole_number(node: Node, context: Mapping[str, Any]) -> _Told:
    return "wrong-kind", "a whole number", "write it without quotes" if node.kind == "text" else "without a fraction, such as 3"


def _items(node: Node, context: Mapping[str, Any]) -> _Told:
    limits, last = _limits(context), next((context[key] for key in ("max_length", "min_length") if key in context), 0)
    noun = "item" if last == 1 else "items"
    count = len(node.items or node.fields)
    has = f"it has {count}" if count else "it is empty"
    return "out-of-range", f"{limits} {noun}", f"{has}; " + ("take some out" if "max_length" in context else "add what is missing")


def _limits(context: Mapping[str, Any]) -> str:
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than", "min_length": "at least", "max_length": "at most"}
    return " and ".join(f"{word} {context[key]:g}" for key, word in words.items() if isinstance(context.get(key), int | float))


def _choices(context: Mapping[str, Any]) -> str:
    return str(context.get("expected", "another value")).replace("'", "`")


def _choice_hint(node: Node, context: Mapping[str, Any]) -> str:
    options = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "").split(", ")
    near = nearest(node.raw, options)
    return f"did you mean `{near}`?" if near else "write one of these"


def _pattern(node: Node, context: Mapping[str, Any]) -> tuple[str, str, str]:
    if context.get("pattern") == SOMETHING:
        return "empty-text", "some text", "write something, or take the key out"
    if r"\d{4}" in str(context.get("pattern", "")):
        return "date-form", "a date such as 2016-12-29", "year, month and day with hyphens, in quotes"
    return "id-form", "an id", _ID_HINT


def _plain_text(node: Node) -> tuple[str, str, str]:
    return ("unquoted" if node.kind in ("number", "boolean", "date") else "wrong-kind"), "text", _quote(node)


_Told = tuple[str, str, str]
_KINDS: Final[dict[str, Callable[[Node, Mapping[str, Any]], _Told]]] = {
    "string_type": lambda node, _context: _plain_text(node),
    "string_pattern_mismatch": _pattern,
    "string_too_long": lambda _node, context: ("too-long", f"{_limits(context)} characters", "shorten it"),
    "too_short": _items,
    "too_long": _items,
    "bool_type": lambda _node, _context: ("wrong-kind", "true or false", "write one of the two, without quotes"),
    "int_type": _whole_number,
    "int_from_float": _whole_number,
    "float_type": _bare_number,
    "list_type": lambda _node, _context: ("wrong-kind", "a list", "start each item with a hyphen, or write [ ]"),
    "dict_type": lambda _node, _context: ("wrong-kind", "a mapping", "write `key: value` lines"),
    "model_type": lambda _node, _context: ("wrong-kind", "a mapping", "write `key: value` lines"),
    "literal_error": lambda node, context: ("wrong-value", _choices(context), _choice_hint(node, context)),
    "union_tag_not_found": lambda _node, _context: ("wrong-kind", "a step", "such as `statement` or {expel: 35}"),
    "union_tag_invalid": lambda _node, _context: ("wrong-kind", "a step", "such as `statement` or {expel: 35}"),
}


def _expected(kind: str, node: Node, context: Mapping[str, Any], said: str) -> _Told:
    if kind in _KINDS:
        return _KINDS[kind](node, context)
    if kind.startswith(("greater_than", "less_than")):
        return "out-of-range", f"a number of {_limits(context)}", ""
    expected = said.removeprefix("expected ")
    if node.kind == "boolean":
        return "unquoted", expected, "write 1 for always and 0 for never" if "expression" in expected else _quote(node)
    if node.kind == "date":
        return "unquoted", expected, _quote(node)
    hints = {"expression": "such as us.room > 30", "calendar": "there is no such day", "turns": "turns are counted from 1"}
    return "wrong-kind", expected, next((hint for word, hint in hints.items() if word in expected), "")
