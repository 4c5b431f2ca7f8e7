"""What becomes of the file while one plays in the window is told on a page, and the game goes on."""

from __future__ import annotations

import os
import shutil

import pytest

from game.record.log import read
from game.window.scenes.flow import following
from game.window.scenes.main import Main
from game.window.scenes.notice import Notice
from game.window.session import Session
from game.window.settings import Settings
from game.window.world import Wish, World


@pytest.fixture
def session(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A game at its first desk."""
    monkeypatch.setenv("PERSONA_HOME", str(tmp_path))
    world = World(Settings())
    return world.begin(Wish("spring-2001", "us", {}, seed=3))


def choose(session: Session) -> None:
    session.choose(next(number for number, option in enumerate(session.match.options(), start=1) if option.is_open))


def test_a_full_disk_is_told_and_everything_is_written_with_the_next_choice(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_number: int) -> None:
        raise OSError(28, "No space left on device")

    assert session.path is not None
    world = World(Settings())
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        choose(session)
    assert "No space left" in session.notices[0]
    page = following(world, session)
    assert isinstance(page, Notice)
    assert session.notices == []
    assert isinstance(following(world, session), Main)
    choose(session)
    assert session.notices == []
    assert read(session.path).entries == session.match.log().entries


def test_a_folder_that_is_gone_is_made_again_and_that_is_told(session: Session) -> None:
    assert session.path is not None
    shutil.rmtree(session.path.parent)
    choose(session)
    assert "written again, with every choice" in session.notices[0]
    assert read(session.path).entries == session.match.log().entries


def test_a_file_that_was_replaced_is_left_and_the_page_names_the_new_one(session: Session) -> None:
    old = session.path
    assert old is not None
    old.write_text("mine", encoding="utf-8")
    choose(session)
    assert session.path is not None
    assert session.path != old
    assert session.path.name in session.notices[0]
    assert old.read_text(encoding="utf-8") == "mine"
    assert read(session.path).entries == session.match.log().entries
