"""A campaign at the window: played by keys, left and taken up again between its parts, closed with the whole of it."""

from __future__ import annotations

from pathlib import Path

from game.play.campaign import Journey
from game.record.log import Crossed, read
from game.view import brief, campaign
from game.window.app import Window
from game.window.session import Session
from game.window.steer import group_of
from tests.window.conftest import Open
from tests.window.test_views import flat
from tests.window.tools import CAMPAIGN, key, name_of, play_to, route, shown


def reach(window: Window, name: str) -> None:
    """Move the focus to a widget of a list: Tab to the list, the arrow down in it."""
    for step in ("tab", "down"):
        for _press in range(12):
            focus, target = window.stage.focus, window.stage.root.find(name)
            assert target is not None
            if focus is target or (step == "tab" and focus is not None and group_of(focus) == group_of(target)):
                break
            key(window, step)
    assert window.stage.focus is not None
    assert window.stage.focus.name == name


def session_of(window: Window) -> Session:
    """Return the game that is on."""
    scene = window.scene
    found = getattr(scene, "session", None) or scene._session  # type: ignore[attr-defined]
    assert isinstance(found, Session)
    return found


def leave_and_continue(window: Window) -> None:
    """Go to the title and take up what it offers."""
    key(window, "escape")
    if name_of(window) == "Pause":
        reach(window, "title")
        key(window, "return")
    assert name_of(window) == "Title"
    assert "Continue" in shown(window)
    key(window, "return")


def test_a_campaign_by_keys_taken_up_between_its_parts(window: Open, home: Path) -> None:
    made = window()
    key(made, "n")
    number = next(n for n, item in enumerate(made.world.crises) if item.id == CAMPAIGN)
    reach(made, f"crisis:{number}")
    key(made, "space")
    reach(made, "seed")
    made.scene._write_seed("7")  # type: ignore[attr-defined]
    key(made, "return", "return")
    play_to(made, "Ending")
    first = session_of(made)
    assert first.must_cross
    before = first.match.log().entries
    leave_and_continue(made)
    assert name_of(made) == "Ending"
    key(made, "return")
    assert name_of(made) == "Interlude"
    leave_and_continue(made)
    key(made, "return")
    assert name_of(made) == "Interlude"
    second = session_of(made)
    assert second.match.log().entries == before
    check_interlude(made, second)
    reach(made, "mandate:0")
    key(made, "right", "space")
    reach(made, "begin")
    key(made, "return")
    assert name_of(made) == "Main"
    (path,) = (home / "saves").glob("*.jsonl")
    crossed = [entry for entry in read(path).entries if isinstance(entry, Crossed)]
    assert [entry.mandates[second.me] for entry in crossed] == [route().campaign.parts[1].seats[second.me].mandates[1].id]
    play_to(made, "Consequences")
    leave_and_continue(made)
    play_to(made, "DebriefScene")
    check_whole(made, path)


def check_interlude(made: Window, session: Session) -> None:
    """Hold the page between the parts against the view."""
    assert session.journey is not None
    told = campaign.interlude(session.journey, session.me)
    following = route().campaign.parts[1]
    sheet = brief.briefing(following, session.me, following.seats[session.me].mandates[0].id)
    for part in (told.title, *told.paragraphs, sheet.title, *sheet.text.split("\n\n"), *sheet.goals):
        assert flat(part) in shown(made)


def check_whole(made: Window, path: Path) -> None:
    """Hold the debrief and the file of a finished campaign against the view and a replay."""
    journey = session_of(made).journey
    assert journey is not None
    assert journey.is_over
    assert len(journey.earlier) == 1
    assert session_of(made).seed == 7
    for line in campaign.summary(journey):
        assert flat(line) in shown(made)
    log = read(path)
    assert log.is_closed
    again = Journey.resume(route(), log)
    assert again.scores() == journey.scores()
    assert again.match.log().entries == journey.match.log().entries
