"""The names of rules: a digest of all that decides a game, for what was read from files and for what was made in Python."""

from __future__ import annotations

import copyreg
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from game.engine.steps import Place

Spec = TypeVar("Spec", bound="Named")
Key = TypeVar("Key")
Item = TypeVar("Item")


class Named(Protocol):
    """A scenario or a campaign."""

    @property
    def digest(self) -> str:
        """The digest of the files it was read from; empty when it was made, or changed, in Python."""


def stamped(spec: Spec, digest: str) -> Spec:
    """Return a spec just read with the digest of its files on it; `dataclasses.replace` does not hand that on."""
    object.__setattr__(spec, "digest", digest)
    return spec


def read_only(mapping: Mapping[Key, Item]) -> Mapping[Key, Item]:
    """Return a mapping that cannot be changed in place, so that what bears a digest stays what it names."""
    return MappingProxyType(dict(mapping))


def _as_dict(mapping: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return read_only, (dict(mapping),)


# What workers are sent, or a user copies, comes out read-only again; Python does not know how by itself.
copyreg.pickle(MappingProxyType, _as_dict)


def digest_of(spec: Named) -> str:
    """Return the digest that names a spec: that of its files, or of its content where `dataclasses.replace` has made another of it."""
    return spec.digest or fingerprint(spec)


def fingerprint(value: object) -> str:
    """Return a digest of everything in a value but the places it was read from: the same on every machine, 64 hex digits."""
    parts: list[str] = []
    _tell(value, parts.append)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _tell(value: Any, put: Callable[[str], None]) -> None:
    """Say a value in words from which it could be read again: every collection with its length, every text with its kind."""
    if isinstance(value, str):
        put(f"text {value}")
    elif value is None:
        put("none")
    elif isinstance(value, Mapping):
        put(f"map {len(value)}")
        for name, item in value.items():
            _tell(name, put)
            _tell(item, put)
    elif isinstance(value, tuple | list):
        put(f"list {len(value)}")
        for item in value:
            _tell(item, put)
    elif isinstance(value, Place):
        return
    elif is_dataclass(value):
        kind: Any = type(value)
        put(kind.__name__)
        for name in _names(kind):
            _tell(getattr(value, name), put)
    else:
        # Numbers of any kind: what is the same to the engine has the same name.
        put(float(value).hex())


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind) if item.init)
