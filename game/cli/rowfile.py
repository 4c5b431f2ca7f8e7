"""A table of games on the disk: written in whole blocks, kept when the work is stopped, gone on with later."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Self

from game import disk
from game.errors import GameError, UsageError
from game.play.rows import Row

KINDS = (".csv", ".jsonl")
LONGEST = 1 << 20
"""Bytes of the longest row."""
PART = ".part"
"""What the name of a table ends with while it is not whole."""
CHUNK = 8192
"""Rows read at a time."""


class RowFile:
    """A table being written, one row per game: beside its place until it is whole, and there to be gone on with if it never gets so far.

    `head` are the columns that all rows share, `rows` turns a block of finished games into the others. Every method raises GameError when
    the disk refuses, or when something is in the way.
    """

    def __init__(self, path: Path, head: Row, rows: Callable[[Any], Iterable[Row]], *, resume: bool = False, force: bool = False) -> None:
        if path.suffix not in KINDS:
            raise UsageError(f"expected a file ending in .csv or .jsonl, got: {path}")
        self._path, self._head, self._rows, self._force = path, head, rows, force
        self.part = path.with_name(path.name + PART)
        self.games = self._end = 0
        self._columns: list[str] = []
        self._look(resume)
        try:
            disk.check_target(path, True)
            self._is_new = not (resume and disk.is_file(self.part))
            self._file = self._new() if self._is_new else self._reopened()
            self._end = os.fstat(self._file.fileno()).st_size
        except (OSError, ValueError) as error:
            raise self._refused(error) from error

    def _look(self, resume: bool) -> None:
        if os.path.lexists(self._path) and not self._force:
            raise UsageError(f"{self._path} is there already. --force replaces it, or choose another name.")
        if os.path.lexists(self.part) and not (resume or self._force):
            raise UsageError(f"{self.part} holds the games of a table that was stopped: --resume goes on with it, --force begins anew.")
        if self.part.is_symlink():
            raise UsageError(f"{self.part} is a link. Remove it, or choose another name for the table.")

    def _new(self) -> BinaryIO:
        if disk.is_file(self.part):
            self.part.unlink()
        return os.fdopen(os.open(self.part, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666), "r+b")

    def _reopened(self) -> BinaryIO:
        number = os.open(self.part, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0))
        return os.fdopen(number, "r+b")

    def kept(self) -> Iterator[list[Row]]:
        """Yield the rows of an earlier run that are whole, in their order; what follows them is cut off.

        Raises UsageError for those of another sweep.
        """
        self._file.seek(0)
        rows: list[Row] = []
        end = 0
        for line in iter(lambda: self._file.readline(LONGEST), b""):
            if not line.endswith(b"\n"):
                break
            if self._path.suffix == ".csv" and not self._columns:
                self._columns = next(csv.reader([line.decode("utf-8", "replace")]))
            else:
                row = parsed(line, self._columns)
                self._check(row)
                rows.append(row)
                self.games += 1
            end += len(line)
            if len(rows) == CHUNK:
                yield rows
                rows = []
        if rows:
            yield rows
        self._end = end
        self._file.seek(end)
        self._file.truncate()

    def _check(self, row: Row) -> None:
        expected = {"game": self.games + 1, **self._head}
        other = next((name for name, value in expected.items() if str(row.get(name)) != str(value)), None)
        if other is not None:
            got, wanted = row.get(other), expected[other]
            raise UsageError(f"{self.part} is of another sweep: its {other} is {got}, here it is {wanted}. --force begins anew.")

    def __enter__(self) -> Self:
        """Return the file."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Give the file its name, or leave what there is of it to be gone on with."""
        try:
            if kind is None:
                self._file.flush()
                os.fsync(self._file.fileno())
                self._file.close()
                disk.take_name(self.part, self._path, self._force)
            else:
                # Of a block that was being written nothing stays.
                with suppress(OSError):
                    self._file.truncate(self._end)
                self._file.close()
                if self._is_new and not self.games:
                    self.part.unlink(missing_ok=True)
        except OSError as refused:
            if kind is None:
                raise self._refused(refused) from refused

    def write(self, block: object) -> None:
        """Add the rows of a block of finished games, all of them or none."""
        text, games = io.StringIO(), self.games
        for row in self._rows(block):
            games += 1
            self._write_row(text, {"game": games, **self._head, **row})
        data = text.getvalue().encode("utf-8")
        try:
            self._file.write(data)
            self._file.flush()
        except OSError as error:
            raise self._refused(error) from error
        self.games, self._end = games, self._end + len(data)

    def _write_row(self, text: io.StringIO, row: Row) -> None:
        if self._path.suffix == ".jsonl":
            text.write(json.dumps(row) + "\n")
            return
        writer = csv.writer(text, lineterminator="\n")
        if not self._columns:
            self._columns = list(row)
            writer.writerow(self._columns)
        writer.writerow(row.values())

    def _refused(self, error: OSError | ValueError) -> GameError:
        return GameError(f"{self._path} cannot be written: {disk.reason(error)}. Choose another place.")


def parsed(line: bytes, columns: list[str]) -> Row:
    """Return one line of a table as a row; raises GameError for one that is none."""
    try:
        text = line.decode("utf-8")
        if not columns:
            row = json.loads(text)
            if not isinstance(row, dict):
                raise ValueError("it is no object")
            return row
        values = next(csv.reader([text]))
        return dict(zip(columns, values, strict=True))
    except (ValueError, csv.Error, StopIteration, RecursionError) as error:
        raise GameError(f"A line of the table is no row: {error}.") from error


def read_row(path: Path, number: int) -> Mapping[str, Any]:
    """Return one row of a table, by its number from 1; raises GameError where there is none."""
    try:
        with disk.open_file(path) as file:
            columns: list[str] = []
            if path.suffix == ".csv":
                head = file.readline(LONGEST).removeprefix(b"\xef\xbb\xbf")
                columns = next(csv.reader([head.decode("utf-8", "replace")]), [])
            for found, line in enumerate(iter(lambda: file.readline(LONGEST), b""), start=1):
                if found == number:
                    return parsed(line, columns)
    except (OSError, csv.Error) as error:
        raise GameError(f"{path} cannot be read: {disk.reason(error) if isinstance(error, OSError) else error}.") from error
    raise UsageError(f"{path} has no row {number}; the first game is row 1.")
