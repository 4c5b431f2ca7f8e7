"""The command under test: in this process with its streams replaced, or as a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from game.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
ANYTHING = b"".join(b"%d\n" % (number % 6 + 1) for number in range(600))
"""Lines that play any game to its end: sooner or later one names an open choice."""


@dataclass(frozen=True)
class Done:
    """What a command did: its exit code, what it printed, what it said went wrong."""

    code: int
    out: str
    err: str

    @property
    def flat(self) -> str:
        """What was printed, as one line, for sentences that were wrapped."""
        return " ".join(self.out.split())

    def refused(self, code: int = 1) -> str:
        """Return the one sentence a command was refused with."""
        assert self.code == code, self
        lines = self.err.strip().split("\n")
        assert len(lines) == 1, self.err
        assert lines[0].startswith("persona: ")
        return lines[0]


class Command:
    """`persona`, in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *words: object, typed: bytes = b"") -> Done:
        """Run the command with these words and this input."""
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
        self._capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in out + err
        return Done(code, out, err)


def environment(home: Path | None, **more: str) -> dict[str, str]:
    """Return an environment in which the command runs from this checkout and saves into a folder."""
    dropped = ("PERSONA_HOME", "NO_COLOR", "COLUMNS", "PYTHONUNBUFFERED", "PYTHONIOENCODING")
    names = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**names, "PERSONA_TEXT": "1", "PYTHONPATH": str(ROOT), **({"PERSONA_HOME": str(home)} if home else {}), **more}


def real(home: Path | None, *words: object, typed: bytes = b"", more: Mapping[str, str] | None = None, cwd: Path | None = None) -> Done:
    """Run the command as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "game", *(str(word) for word in words)],
        input=typed,
        capture_output=True,
        env=environment(home, **(more or {})),
        cwd=cwd,
        check=False,
        timeout=120,
    )
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in out + err, err
    return Done(done.returncode, out, err)


def saved_games(home: Path) -> list[Path]:
    """Return the saved games of a folder, by name."""
    return sorted((home / "saves").glob("*.jsonl"))
