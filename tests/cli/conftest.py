"""What the tests of the command share."""

from __future__ import annotations

from pathlib import Path

import pytest

from game import paths
from tests.cli.tools import Command
from tests.record.games import write_scenario


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own for saved games."""
    monkeypatch.setenv("PERSONA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path / "home"


@pytest.fixture
def persona(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command, in this process."""
    del home
    return Command(monkeypatch, capsys)


@pytest.fixture
def crisis(tmp_path: Path) -> Path:
    """The file of a small crisis of three turns."""
    return write_scenario(tmp_path / "mine")


@pytest.fixture
def shelf_of_scenarios(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scenarios folder with the small crisis, the game's common files, and a broken file."""
    folder = write_scenario(tmp_path / "scenarios").parent
    (folder / "common").symlink_to(paths.scenarios_dir() / "common", target_is_directory=True)
    (folder / "broken.yaml").write_text("id: broken\ntitle: Broken\nturns: []\n", encoding="utf-8")
    monkeypatch.setattr(paths, "scenarios_dir", lambda: folder)
    return folder
