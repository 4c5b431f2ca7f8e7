"""Files as strangers may have left them: read only what is a file, write only where a file may be, whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final

_BINARY: Final = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_PATIENT: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_ONE_OF_MINE: Final = re.compile(r"/(?:dev|proc/self)/fd/(\d{1,6})")
_STREAMS: Final = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}


def is_file(path: str | Path) -> bool:
    """Tell whether a path names a file, a link to one too; a name that no disk can hold names none."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def reason(error: OSError | ValueError) -> str:
    """Return why the disk refused, as the end of a sentence."""
    if isinstance(error, OSError):
        return error.strerror or "the disk refused"
    return "no file can have this name"


def read_file(path: Path, most: int) -> bytes:
    """Return the bytes of a file of at most so many; never waits, as a pipe or a device would make it.

    Raises OSError, also for what is no file and for what is larger.
    """
    with open_file(path) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it is larger than {most / 2**20:.0f} MiB", str(path))
    return data


def open_file(path: Path) -> BinaryIO:
    """Return a file open for reading; raises OSError, also for what is no file."""
    try:
        number = os.open(path, os.O_RDONLY | _BINARY | _PATIENT)
    except ValueError as error:
        raise OSError(errno.EINVAL, reason(error), str(path)) from None
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "it is not a file", str(path))
    return os.fdopen(number, "rb")


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    if os.name == "nt":
        return
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def make_private(folder: Path) -> None:
    """Create a folder, and those above it, that nobody else may look into; raises OSError."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)


class Output:
    """A file being written: a new one beside its target, with a random name, that takes the target's name when it is whole.

    `force` replaces a file that is there; without it that is a FileExistsError, at the start and, should one have come meanwhile, at the
    end. Only a file is ever replaced: a link, a folder, a device or a pipe is an OSError that says so. A stream of this process
    (/dev/stdout, /dev/fd/63) and the null device are written to directly. `private` keeps the file from other users.
    Used in a `with`, leaving it by an exception leaves nothing behind.
    """

    def __init__(self, path: Path, *, force: bool = True, private: bool = False) -> None:
        self.path = path
        self.part: Path | None = None
        self._force = force
        number = _stream(path)
        if number is None:
            kept = check_target(path, force)
            self.part = path.with_name(f".{secrets.token_hex(8)}.part")
            number = os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600 if private else 0o666)
            if kept is not None and not private:
                with suppress(OSError, AttributeError):
                    os.fchmod(number, kept)
        self.file: BinaryIO = os.fdopen(number, "wb")

    def __enter__(self) -> BinaryIO:
        """Return the file to write to, in bytes."""
        return self.file

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Finish the file, or drop it."""
        if kind is None:
            self.finish()
        else:
            self.drop()

    def finish(self) -> None:
        """Bring everything to the disk and give the file its name; raises OSError, and then nothing is left behind."""
        try:
            self.file.flush()
            if self.part is not None:
                os.fsync(self.file.fileno())
                self.file.close()
                take_name(self.part, self.path, self._force)
                self.part = None
            else:
                self.file.close()
        except BaseException:
            self.drop()
            raise

    def drop(self) -> None:
        """Remove what there is of the file."""
        with suppress(OSError):
            self.file.close()
        if self.part is not None:
            self.part.unlink(missing_ok=True)
            self.part = None


def take_name(part: Path, path: Path, force: bool) -> None:
    """Give a finished file its name for good; raises OSError, and where `force` is not given FileExistsError for a name that is taken."""
    check_target(path, force)
    _name(part, path, force)
    sync_folder(path.parent)


def write_file(path: Path, data: bytes, *, force: bool = True, private: bool = False) -> None:
    """Write a whole file as `Output` does; raises OSError."""
    with Output(path, force=force, private=private) as file:
        file.write(data)


def _stream(path: Path) -> int | None:
    """Return a stream of this process or the null device, open for writing, if the path names one."""
    name = str(path)
    if name == os.devnull:
        return os.open(os.devnull, os.O_WRONLY | _BINARY)
    mine = _ONE_OF_MINE.fullmatch(name)
    number = int(mine[1]) if mine else _STREAMS.get(name)
    return None if number is None else os.dup(number)


def check_target(path: Path, force: bool) -> int | None:
    """Return the permissions of the file at a path, None if there is none; raises OSError where no file may come to be, or be replaced."""
    try:
        found = os.lstat(path).st_mode
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise OSError(errno.EINVAL, reason(error), str(path)) from None
    if stat.S_ISDIR(found):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if stat.S_ISLNK(found):
        raise OSError(errno.ELOOP, "it is a link; name the file it leads to", str(path))
    if not stat.S_ISREG(found):
        raise OSError(errno.EINVAL, "it is not a file", str(path))
    if not force:
        raise FileExistsError(errno.EEXIST, "there is a file of this name already", str(path))
    return stat.S_IMODE(found) & 0o777


def _name(part: Path, path: Path, force: bool) -> None:
    if force:
        os.replace(part, path)
        return
    try:
        os.link(part, path)
    except FileExistsError:
        raise FileExistsError(errno.EEXIST, "there is a file of this name already", str(path)) from None
    except (OSError, AttributeError):
        # A disk without links: the moment between looking and naming is as short as it can be.
        check_target(path, force)
        os.replace(part, path)
        return
    part.unlink()
