"""The command itself: help, version, streams, and errors nobody foresaw a command for."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from game import __version__
from game.cli import streams
from game.cli.main import COMMANDS
from tests.cli.tools import Command, environment, real


def test_help_and_version(persona: Command) -> None:
    done = persona("--help")
    assert done.code == 0
    assert done.out.startswith("Usage: persona ")
    assert all(f"  {name} " in done.out for name in COMMANDS)
    assert persona("--version").out == f"persona, version {__version__}\n"
    assert persona("-h").out == done.out


def test_the_module_is_the_command(home: Path) -> None:
    assert real(home, "--version").out == f"persona, version {__version__}\n"


def test_help_imports_no_engine(home: Path) -> None:
    code = "import sys; from game.cli.main import main; main(['--help']); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment(home), text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "click" in loaded
    assert loaded.isdisjoint({"numpy", "yaml", "pydantic", "rich", "pygame", "game.engine", "game.content"})


def test_what_an_encoding_lacks_is_written_in_plain_letters() -> None:
    streams.prepare()
    told = "\N{MINUS SIGN}3 · “so” – café … \N{CYRILLIC CAPITAL LETTER YA} \ud800"
    assert told.encode("ascii", streams.PLAIN) == b'-3 | "so" - cafe ... ? ?'
    assert "−3".encode("cp1252", streams.PLAIN) == b"-3"
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", streams.PLAIN)


def test_a_process_without_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    streams.prepare()
    for name in ("stdin", "stdout", "stderr"):
        assert isinstance(getattr(sys, name), io.StringIO)
