"""A scenario or campaign wrapped once for the many tasks of a sweep."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class _Digested(Protocol):
    @property
    def digest(self) -> str: ...


Spec = TypeVar("Spec", bound=_Digested)


@dataclass(frozen=True)
class Parcel(Generic[Spec]):
    """A spec in bytes, and its digest: a worker that knows it from an earlier task need not open it (a sixth of the task's time)."""

    digest: str
    content: bytes

    @classmethod
    def of(cls, spec: Spec) -> Parcel[Spec]:
        """Wrap a spec."""
        return cls(spec.digest, pickle.dumps(spec))

    def open(self) -> Spec:
        """Return the spec again."""
        spec: Spec = pickle.loads(self.content)
        return spec
