"""A scenario or campaign wrapped once for the many tasks of a sweep, and what a worker keeps of it from task to task."""

from __future__ import annotations

import hashlib
import pickle
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

Spec = TypeVar("Spec")
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Parcel(Generic[Spec]):
    """A spec in bytes, and their digest: a worker that knows it from an earlier task need not open it (a sixth of the task's time)."""

    digest: str
    content: bytes

    @classmethod
    def of(cls, spec: Spec) -> Parcel[Spec]:
        """Wrap a spec."""
        content = pickle.dumps(spec)
        return cls(hashlib.sha256(content).hexdigest(), content)

    def open(self) -> Spec:
        """Return the spec again."""
        spec: Spec = pickle.loads(self.content)
        return spec


class Bench(threading.local, Generic[Kept]):
    """What a worker keeps from one task to the next, one thing at a time; threads that share a process have each their own."""

    def __init__(self) -> None:
        self._key: Hashable = None
        self._kept: list[Kept] = []

    def keep(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what was made under a key, made now if the last task had another."""
        if self._key != key or not self._kept:
            self._kept.clear()
            self._kept.append(make())
            self._key = key
        return self._kept[0]
