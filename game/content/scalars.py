"""Words of YAML that are no text: numbers, yes and no, dates, nothing."""

from __future__ import annotations

import math
import re
from typing import Final, Literal

Kind = Literal["mapping", "list", "text", "number", "boolean", "nothing", "date"]
Value = str | float | bool | None
Complaint = tuple[str, str]
"""What is wrong with a number, and the hint."""

WORDS: Final[dict[str, tuple[Kind, bool | None]]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), ("nothing", None)),
    **dict.fromkeys(("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"), ("boolean", True)),
    **dict.fromkeys(("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"), ("boolean", False)),
}
"""What reads as a yes/no value or as nothing."""
NUMERIC: Final = frozenset("+-.0123456789")
"""What a number or a date starts with."""
_MAX_DIGITS: Final = 25
_SHOWN: Final = 30
_NUMBER: Final = re.compile(r"[-+]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_WHOLE: Final = re.compile(r"[-+]?(?:0|[1-9]\d*)", re.ASCII)
# What YAML 1.1 readers take for octal, hexadecimal, binary, base 60 or grouped digits, each in its own way.
_ODD_NUMBER: Final = re.compile(
    r"[-+]?(?:0[\d_]+(?:\.\d*)?|0x[\da-fA-F_]+|0[bo][\d_]+|\d+(?::[0-5]?\d)+(?:\.\d*)?|\d[\d_]*_[\d_]*(?:\.\d*)?)", re.ASCII
)
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_DATE: Final = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt ].*)?", re.ASCII)


def numeric(raw: str) -> tuple[Kind, Value, Complaint | None]:
    """Return kind and value of a word without quotes that starts as a number does, and what is wrong with it."""
    if _NUMBER.fullmatch(raw):
        if len(raw) > _MAX_DIGITS or not math.isfinite(float(raw)):
            return "number", 0, (f"the number `{_short(raw)}` is too large or too long", "write it with fewer digits")
        return "number", int(raw) if _WHOLE.fullmatch(raw) else float(raw), None
    if _NOT_FINITE.fullmatch(raw):
        return "number", 0, (f"`{raw}` is not a number that can be counted with", "write a finite number")
    if _DATE.fullmatch(raw):
        return "date", raw, None
    if _ODD_NUMBER.fullmatch(raw):
        hint = f'quote it if it is text: "{_short(raw)}"; else write plain decimal digits'
        return "text", raw, (f"`{_short(raw)}` reads as different numbers in different programs", hint)
    return "text", raw, None


def _short(raw: str) -> str:
    return raw if len(raw) <= _SHOWN else raw[:_SHOWN] + "..."
