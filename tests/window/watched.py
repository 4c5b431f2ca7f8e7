"""The real command, watched from inside: pages that do not fit, and choices that are not on the disk, are written to a file.

`python tests/window/watched.py REPORT WORDS...` runs `persona WORDS`; nothing of what it does is changed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from game.cli import window as face
from game.cli.main import main
from game.record.log import read

LEAST = (640, 480)


class Watch:
    """Looks over the shoulder of the window and writes down what it sees, one JSON line each."""

    def __init__(self, report: Path) -> None:
        self._report = report
        self._told: set[str] = set()

    def say(self, kind: str, **about: Any) -> None:
        """Write a line, each one once."""
        line = json.dumps({"kind": kind, **about}) + "\n"
        if line not in self._told or kind == "choices":
            self._told.add(line)
            with self._report.open("a", encoding="utf-8") as file:
                file.write(line)

    def page(self, stage: Any) -> None:
        """Hold a page that was laid out against the checker of layouts."""
        from game.window.kit.check import faults

        self.say("page", scene=type(stage.scene).__name__)
        if stage.size[0] >= LEAST[0] and stage.size[1] >= LEAST[1]:
            theme = stage.ui.theme
            for fault in faults(stage.ui, stage.root):
                self.say("fault", scene=type(stage.scene).__name__, size=stage.size, text=theme.text, scale=theme.scale, fault=fault)

    def game(self, session: Any) -> None:
        """Hold the file of a game against the choices in memory."""
        if session.path is None:
            return
        kept = [choice.pick for choice in read(session.path).choices]
        held = [choice.pick for choice in session.match.log().choices]
        if kept[-len(held) :] != held and held:
            self.say("lost", path=str(session.path), kept=kept, held=held)
        self.say("choices", path=str(session.path), picks=kept)


def after(owner: type, name: str, look: Callable[[Any], None]) -> None:
    """Look at an object each time one of its methods has returned."""
    before = getattr(owner, name)

    def watched(self: Any, *words: Any, **more: Any) -> Any:
        result = before(self, *words, **more)
        look(self)
        return result

    setattr(owner, name, watched)


def run(report: Path, words: list[str]) -> int:
    """Run the command under watch and return its exit code."""
    reason = face._obstacle()
    assert not reason, reason
    from game.window.session import Session
    from game.window.stage import Stage

    watch = Watch(report)
    after(Stage, "build", watch.page)
    for name in ("choose", "undo", "play_on_from", "cross"):
        after(Session, name, watch.game)
    return main(words)


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), sys.argv[2:]))
