"""Files are written whole or not at all, only where a file may be, and through no name that somebody could have prepared."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from game.disk import Output, read_file, write_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and devices of POSIX")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_takes_its_name_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    with Output(target) as file:
        file.write(b"half")
        assert not target.exists()
        (beside,) = names(tmp_path)
        file.write(b" and half")
    assert target.read_bytes() == b"half and half"
    assert names(tmp_path) == {"page.html"}
    assert "page" not in beside


def test_what_fails_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_bytes(b"before")
    output = Output(target)
    output.file.write(b"half")
    output.__exit__(KeyError, KeyError(), None)
    assert target.read_bytes() == b"before"
    assert names(tmp_path) == {"page.html"}


@pytest.mark.parametrize("name", ["page.html.new", "page.html.part", "page.new", ".page.html.tmp"])
def test_no_neighbour_is_touched(tmp_path: Path, name: str) -> None:
    (tmp_path / "precious").write_bytes(b"mine")
    (tmp_path / name).symlink_to(tmp_path / "precious")
    write_file(tmp_path / "page.html", b"page")
    assert (tmp_path / "precious").read_bytes() == b"mine"
    assert (tmp_path / name).is_symlink()


def test_only_a_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"mine")
    (tmp_path / "link").symlink_to(tmp_path / "precious")
    (tmp_path / "dangling").symlink_to(tmp_path / "none")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    before = names(tmp_path)
    for name in ("link", "dangling", "pipe", "folder", ".", "x" * 300, "folder/none/deep", "nul\0"):
        with pytest.raises(OSError):  # noqa: PT011
            write_file(tmp_path / name, b"page")
    assert names(tmp_path) == before
    assert (tmp_path / "precious").read_bytes() == b"mine"


def test_without_force_a_file_is_kept_also_one_that_came_meanwhile(tmp_path: Path) -> None:
    target = tmp_path / "rows.csv"
    output = Output(target, force=False)
    output.file.write(b"rows")
    target.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        output.finish()
    with pytest.raises(FileExistsError):
        Output(target, force=False)
    assert target.read_bytes() == b"mine"
    assert names(tmp_path) == {"rows.csv"}


def test_permissions(tmp_path: Path) -> None:
    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    mine, shared = tmp_path / "mine", tmp_path / "shared"
    write_file(mine, b"", private=True)
    assert mode(mine) == 0o600
    mine.chmod(0o644)
    write_file(mine, b"", private=True)
    assert mode(mine) == 0o600
    write_file(shared, b"")
    shared.chmod(0o640)
    write_file(shared, b"again")
    assert mode(shared) == 0o640


def test_streams_of_the_process_are_written_to(tmp_path: Path) -> None:
    write_file(Path(os.devnull), b"nothing")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
    code = "import sys; from pathlib import Path; from game.disk import write_file; write_file(Path(sys.argv[1]), b'page')"
    for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        done = subprocess.run([sys.executable, "-c", code, name], check=True, capture_output=True)
        assert done.stdout == b"page"
    with (tmp_path / "out").open("wb") as out:
        out.write(b"front ")
        out.flush()
        subprocess.run([sys.executable, "-c", code, "/dev/stdout"], check=True, stdout=out)
    assert (tmp_path / "out").read_bytes() == b"front page"


def test_a_disk_that_refuses_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_number: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        write_file(tmp_path / "page.html", b"page")
    assert names(tmp_path) == set()


def test_only_files_are_read_and_only_so_much(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 100)
    (tmp_path / "link").symlink_to(path)
    assert read_file(path, 100) == read_file(tmp_path / "link", 100) == b"x" * 100
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for bad in (tmp_path / "pipe", tmp_path / "zero", tmp_path, tmp_path / "none", tmp_path / "nul\0", tmp_path / ("x" * 300)):
        with pytest.raises(OSError):  # noqa: PT011
            read_file(bad, 100)
    with pytest.raises(OSError, match="larger"):
        read_file(path, 99)
