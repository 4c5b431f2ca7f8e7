"""The log of a game on its way to the disk: appended and flushed one confirmed choice at a time, and held whole meanwhile."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from game import disk, paths
from game.errors import GameError, LogError
from game.record import lock
from game.record.entries import Entry, Opened, to_bytes

MOST = 4 * 2**20
"""Bytes of the largest log that is read; a long game has twenty thousand."""
ROOM = MOST // 2
"""Bytes above which what was taken back is taken out of a log."""
TRIES = 50
"""Names that are tried for a game that cannot stay where it was."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS)
"""What a disk says that another name beside would not change."""
_AWAY = (FileNotFoundError, NotADirectoryError)


class Writer:
    """Keeps a game in a file, each entry on the disk before `flush` returns, and in memory, whatever becomes of the file.

    A file that was deleted or cut is written anew; where something else has taken its place the game goes on in a file beside it.
    `told` says so, in sentences that the player has yet to be shown. `data` are the lines of a game that is continued, `found` what its
    file holds, which is kept aside if more than the end of a line must go. Raises LogError when another process plays the same game.
    """

    def __init__(self, path: Path, data: bytes = b"", found: bytes | None = None) -> None:
        self._path = path
        self._notices: list[str] = []
        self._data = data
        self._found = data if found is None else found
        self._kept = self._sound = len(data)
        self._hold: lock.Hold | None = None
        if data:
            self._take_hold()

    @property
    def path(self) -> Path:
        """The file the game lies in now."""
        return self._path

    def open(self, opened: Opened) -> None:
        """Start a new file.

        Raises LogError when there is one already, or when the folder cannot be written.
        """
        self._data = to_bytes(opened)
        try:
            self._write_anew(self.path)
        except FileExistsError:
            if self.path.parent.is_dir():
                raise LogError(f"There is a saved game at {self.path} already. Choose another name.") from None
            raise self._cannot_open("its folder is a file") from None
        except IsADirectoryError:
            raise self._cannot_open("this is a folder") from None
        except OSError as error:
            raise self._cannot_open(disk.reason(error)) from error

    def append(self, *entries: Entry) -> None:
        """Add entries and bring them to the disk; raises LogError as `flush` does."""
        for entry in entries:
            self.hold(entry)
        self.flush()

    def hold(self, entry: Entry) -> None:
        """Add an entry to what is to be brought to the disk."""
        self._data += to_bytes(entry)

    def flush(self) -> None:
        """Bring everything to the disk.

        Raises LogError when it cannot be written; what is on the disk stays, nothing is lost here, and the next call brings it all.
        """
        try:
            self._bring()
            if len(self._data) > ROOM:
                self._shorten()
        except OSError as error:
            missing = self._data[self._kept :].count(b'"kind": "chosen"')
            told = (
                "none of its choices is there"
                if not self._kept
                else f"every choice but the last {missing} is there"
                if missing
                else "it is whole"
            )
            raise LogError(f"The game could not be saved to {self.path}: {disk.reason(error)}; {told}.") from error

    def move(self, path: Path) -> None:
        """Write the whole game to a new file and go on there.

        Raises LogError when that cannot be done; the game is then kept where it was.
        """
        try:
            self._write_anew(path)
        except OSError as error:
            raise LogError(f"The game cannot be saved to {path}: {disk.reason(error)}.") from error
        self._path = path

    def told(self) -> list[str]:
        """Return what has become of the file, in sentences that nobody has been shown yet."""
        notices, self._notices = self._notices, []
        return notices

    # --- the disk ------------------------------------------------------------------------------

    def _bring(self) -> None:
        try:
            present = disk.read_file(self.path, MOST)
        except _AWAY:
            self._kept = 0
            self._go_back()
        except OSError as error:
            if error.errno in _FULL and error.errno != errno.EFBIG:
                raise
            self._kept = 0
            self._go_elsewhere(error)
        else:
            if self._data.startswith(present):
                self._kept = len(present)
                self._extend(len(present))
            elif present == self._found:
                self._mend()
            else:
                self._kept = 0
                self._go_elsewhere(OSError(errno.EBUSY, "it was changed or played on elsewhere"))
        self._found = b""
        self._kept = len(self._data)

    def _extend(self, end: int) -> None:
        if end == len(self._data):
            return
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        try:
            found = os.fstat(file)
            if not stat.S_ISREG(found.st_mode) or found.st_size != end:
                raise OSError(errno.EBUSY, "it was changed meanwhile")
            _keep_private(file)
            _put(file, self._data[end:], end)
        finally:
            os.close(file)

    def _mend(self) -> None:
        """Take what is not sound off the file; more than the end of a line is kept aside first."""
        sound = self._data[: self._sound]
        if not self._found.startswith(sound) or b"\n" in self._found[len(sound) :].strip(b"\r\n\t "):
            aside = _first_free(self.path, self._found, ".damaged")
            self._notices.append(f"The file as it was is kept as {aside.name}.")
        self._rewrite()

    def _shorten(self) -> None:
        from game.record.log import parse

        log = parse(self._data, str(self.path))
        self._data = to_bytes(log.opened, *log.entries)
        self._rewrite()

    def _rewrite(self) -> None:
        self._let_go()
        disk.write_file(Path(os.path.realpath(self.path)), self._data, private=True)
        self._take_hold()

    def _go_back(self) -> None:
        """Write the whole file again, where it was if that can be."""
        self._let_go()
        try:
            self._write_anew(self.path)
        except OSError as error:
            if error.errno in _FULL:
                raise
            self._go_elsewhere(error)
            return
        self._notices.append(f"The saved game {self.path} had gone; it was written again, with every choice.")

    def _go_elsewhere(self, why: OSError) -> None:
        """Write the whole file under another name beside it, or else among the saved games; raises `why` when neither can be."""
        old = self.path
        for folder in _places(old):
            for number in range(2, TRIES):
                place = folder / f"{old.stem[:200]}-{number}.jsonl"
                try:
                    self._write_anew(place)
                except FileExistsError:
                    continue
                except OSError:
                    break
                self._path = place
                self._notices.append(f"{old} is left as it is: {disk.reason(why)}. The game goes on in {place}, with every choice.")
                return
        raise why

    def _write_anew(self, path: Path) -> None:
        disk.make_private(path.parent)
        disk.write_file(path, self._data, force=False, private=True)
        self._let_go()
        with suppress(BlockingIOError):
            self._hold = lock.hold(path)

    # --- who plays it --------------------------------------------------------------------------

    def _take_hold(self) -> None:
        try:
            self._hold = lock.hold(self.path)
        except BlockingIOError as error:
            raise LogError(f"The saved game {self.path} is being played elsewhere. Go on there, or leave it there first.") from error

    def _let_go(self) -> None:
        if self._hold is not None:
            self._hold.release()
            self._hold = None

    def _cannot_open(self, reason: str) -> LogError:
        return LogError(
            f"No game can be saved at {self.path}: {reason}. Set PERSONA_HOME to a folder you can write, or name a file with --log."
        )


def _places(path: Path) -> list[Path]:
    """Return the folders where a game that cannot stay may lie: beside its file, else among the saved games, if there is a home."""
    with suppress(GameError):
        return list(dict.fromkeys((path.parent, paths.saves_dir())))
    return [path.parent]


def _first_free(path: Path, data: bytes, suffix: str) -> Path:
    for number in range(1, TRIES):
        aside = path.with_name(f"{path.name[:200]}{suffix}{number if number > 1 else ''}")
        with suppress(FileExistsError):
            disk.write_file(aside, data, force=False, private=True)
            return aside
    raise OSError(errno.EEXIST, "too many damaged copies stand beside it", str(path))


def _keep_private(file: int) -> None:
    with suppress(OSError, AttributeError):
        os.fchmod(file, 0o600)


def _put(file: int, data: bytes, end: int) -> None:
    """Write lines and bring them to the disk, or leave the file as it was."""
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    except BaseException:
        with suppress(OSError):
            os.ftruncate(file, end)
        raise
