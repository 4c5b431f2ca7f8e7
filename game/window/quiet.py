"""Libraries in C that print on stderr by themselves: what they cannot do reaches the game as an error, so their chatter is kept off it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2


@contextmanager
def quiet() -> Iterator[None]:
    """Point the stderr of the process nowhere for a while; where it has none, nothing happens."""
    try:
        kept = os.dup(STDERR)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, STDERR)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, STDERR)
        os.close(kept)
