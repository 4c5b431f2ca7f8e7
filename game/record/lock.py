"""One file, one player: whoever plays a saved game holds it, until they leave or their process ends."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from weakref import WeakValueDictionary

_BUSY = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_FAR = 1 << 30
"""Where Windows locks a byte: behind everything, since it would keep others from reading it."""
_held: WeakValueDictionary[tuple[int, int], Hold] = WeakValueDictionary()


class Hold:
    """A saved game held by this process; the system lets go of it when the process ends, however that happens."""

    def __init__(self, number: int, key: tuple[int, int]) -> None:
        self._number: int | None = number
        self._key = key

    def release(self) -> None:
        """Let go."""
        if self._number is not None:
            with suppress(OSError):
                os.close(self._number)
            self._number = None

    __del__ = release


def hold(path: Path) -> Hold | None:
    """Hold a file; None where the system or the disk knows no locks, or the file cannot be opened.

    Within one process the newer holder takes it from the older. Raises BlockingIOError when another process holds it.
    """
    try:
        number = os.open(path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError):
        return None
    found = os.fstat(number)
    key = (found.st_dev, found.st_ino)
    older = _held.get(key)
    if older is not None:
        older.release()
    try:
        _lock(number)
    except OSError as error:
        os.close(number)
        if error.errno in _BUSY:
            raise BlockingIOError(errno.EWOULDBLOCK, "it is being played elsewhere", str(path)) from error
        return None
    mine = Hold(number, key)
    _held[key] = mine
    return mine


if sys.platform == "win32":

    def _lock(number: int) -> None:
        import msvcrt

        os.lseek(number, _FAR, os.SEEK_SET)
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)

else:

    def _lock(number: int) -> None:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
