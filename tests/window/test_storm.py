"""A short storm of keys, clicks, resizes and closings; the long ones are run by hand, see `tests.window.storm`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from game.window.kit.box import Row
from game.window.kit.widget import Text
from game.window.scenes.title import Title
from tests.window.conftest import Open
from tests.window.storm import Storm
from tests.window.tools import sit_down
from tests.window.watched import Watch
from tests.window.xserver import Server


@pytest.mark.skipif(shutil.which("setxkbmap") is None, reason="not installed: setxkbmap")
@pytest.mark.parametrize(("layout", "seed"), [("us", 1), ("ru", 2), ("fr", 3)])
def test_a_short_storm(server: Server, tmp_path: Path, layout: str, seed: int) -> None:
    storm = Storm(server, tmp_path / "home", layout, seed)
    storm.rage(8)
    assert storm.done["strokes"] > 0
    assert storm.problems == []


# --- the watch itself ------------------------------------------------------------------------------


def told(report: Path) -> list[str]:
    """Return the kinds of lines in a report."""
    return [json.loads(line)["kind"] for line in report.read_text(encoding="utf-8").splitlines()]


def test_the_watch_sees_a_page_that_does_not_fit(window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, watch = window(), Watch(tmp_path / "report")
    watch.page(made.stage)
    assert told(tmp_path / "report") == ["page"]
    monkeypatch.setattr(Title, "build", lambda _scene, _ui, _size: Row([Text("word " * 4000)], [1.0]))
    made.scene.refresh()
    made.frame()
    watch.page(made.stage)
    assert "fault" in told(tmp_path / "report")


def test_the_watch_misses_a_choice_that_is_not_on_the_disk(window: Open, tmp_path: Path) -> None:
    made, watch = window(), Watch(tmp_path / "report")
    session = sit_down(made)
    session.choose(next(card.number for card in session.desk().cards if card.is_open))
    watch.game(session)
    assert told(tmp_path / "report") == ["choices"]
    assert session.path is not None
    lines = session.path.read_bytes().splitlines(keepends=True)
    session.path.write_bytes(b"".join(lines[:-1]))
    watch.game(session)
    assert "lost" in told(tmp_path / "report")
