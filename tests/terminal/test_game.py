"""The terminal game as a conversation: every line gets an answer, none breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.play.match import HUMAN, Match
from game.record.log import read
from tests.record.games import RIVAL, open_picks, play, rules, start
from tests.terminal.talk import ENDED, Talk, anything, talk, too_wide


def alone(lines: str, seed: int = 5) -> Talk:
    """Play from Washington."""
    return talk(start(seed=seed, russia=RIVAL), lines)


# --- whole games -----------------------------------------------------------------------------------


def test_a_game_from_either_seat_ends_in_a_debrief() -> None:
    for seats in ((HUMAN, RIVAL), (RIVAL, HUMAN), (HUMAN, HUMAN)):
        told = talk(start(us=seats[0], russia=seats[1]), anything())
        assert told.match.is_over
        assert not told.left
        assert "What it was worth" in told.page
        assert "What really happened" in told.page
        assert too_wide(told.page) == []


def test_a_game_nobody_plays_can_be_looked_at() -> None:
    told = talk(start(us=RIVAL, russia=RIVAL), "\n")
    assert not told.left
    assert "What it was worth" in told.page


def test_the_end_of_input_leaves_the_game_where_it_is() -> None:
    told = alone("1\n1\n")
    assert told.left
    assert told.match.turn == 1


# --- the lines -------------------------------------------------------------------------------------


def test_what_is_no_choice_is_answered_in_a_sentence() -> None:
    answers = alone("0\n7\n99999999999\n²\nexpel\n" + "x" * 500 + "\n").answers
    assert "Expected a number from 1 to 3, got 0." in answers[0]
    assert "got 7" in answers[1]
    for answer in answers[2:6]:
        assert "is not a choice here" in answer


def test_help_is_one_key_away() -> None:
    for asked in ("\n", "?\n", "h\n", "HELP\n"):
        assert "q: save and leave" in alone(asked).answers[0]


def test_explanations() -> None:
    answers = alone("? 1\n?1\n? room\n?tension\n? expulsion\n? expulsoin\n? zzz\n? 9\n").answers
    assert "CAMEO" in answers[0]
    assert "CAMEO" in answers[1]
    assert "Room:" in answers[2]
    assert "Tension:" in answers[3]
    assert "An order to leave." in answers[4]
    assert "Near it: expulsion" in answers[5]
    assert "Entries:" in answers[6]
    assert "Entries:" in answers[7]


def test_the_other_pages() -> None:
    assert "Draw the line" in alone("m\n").answers[0]
    answers = alone("w\nc\nl\nb\nr\n1\n1\nl\n").answers
    assert "Words on the table" in answers[0]
    assert "The report exists. (reported; Tim Hume" in " ".join(answers[1].split())
    assert "No turn has been settled yet." in answers[2]
    assert "Your mandate: Draw the line" in answers[3]
    assert "On your desk: The findings are in" in answers[4]
    assert "What came of turn 1" in answers[7]


def test_a_locked_choice_says_why_and_changes_nothing() -> None:
    match = next(match for seed in range(200) if (match := locked(seed)) is not None)
    number, option = next(pair for pair in enumerate(match.options(), start=1) if not pair[1].is_open)
    before = list(match.entries)
    answer = talk(match, f"{number}\n").answers[0]
    assert "That is locked now." in answer
    assert f"{option.id} is locked" not in answer
    assert match.entries == before


def locked(seed: int) -> Match | None:
    """Return a game in which something is locked, if playing with these dice leads to one."""
    match = start(seed=seed)
    while not match.is_over:
        if not all(option.is_open for option in match.options()):
            return match
        match.choose(open_picks(match)[seed % len(open_picks(match))])
    return None


def test_undo_takes_back_one_choice_and_only_while_there_is_one() -> None:
    told = alone("u\n1\nu\nu\n")
    assert "nothing to take back" in told.answers[0]
    assert "Taken back: it is turn 1 again" in told.answers[2]
    assert "nothing to take back" in told.answers[3]
    assert [entry for entry in told.match.entries if getattr(entry, "power", "") == "us"] == []


def test_playing_on_from_a_turn_keeps_the_dice() -> None:
    model = play(start(russia=RIVAL), seed=1)
    match = play(start(russia=RIVAL), seed=1)
    told = talk(match, "t\nt x\nt 9\nt 3\n")
    for told_why in ("for example: t 3", "expected a turn from 1 to 3, got: 9"):
        assert told_why in told.flat
    assert "Taken back: it is turn 3 again" in told.page
    assert told.left
    again = play(match, seed=2)
    turns = [entry for entry in again.entries if getattr(entry, "turn", 9) < 3]
    assert turns == [entry for entry in model.entries if getattr(entry, "turn", 9) < 3]


def test_undo_after_the_end() -> None:
    match = play(start(russia=RIVAL), seed=1)
    told = talk(match, "u\n")
    assert ENDED in told.page
    assert "Taken back: it is turn 3 again" in told.page
    assert not match.is_over


def test_grades_are_asked_for_after_the_end() -> None:
    match = play(start(russia=RIVAL), seed=1)
    before = list(match.entries)
    told = talk(match, "g\n\n")
    assert "Your choices kept" in told.flat
    assert told.flat.count(ENDED) == 2
    for choice in match.log().choices:
        if choice.power == "us" and choice.where == "desk":
            assert f"Turn {choice.turn}, " in told.page
    assert match.entries == before


def test_figures_on_the_cards_are_asked_for() -> None:
    assert talk(start(russia=RIVAL), "", numbers=True).page != talk(start(russia=RIVAL), "").page


# --- two at one keyboard ---------------------------------------------------------------------------


def test_two_players_are_asked_to_hand_over_and_each_is_told_what_came_of_a_turn() -> None:
    told = talk(start(), anything())
    assert told.page.index("United States has the desk. Russia, look away.") < told.page.index("Turn 1 of 3")
    assert "Russia has the desk. United States, look away." in told.page
    for turn in (1, 2, 3):
        assert told.page.count(f"What came of turn {turn}\n") == 2


def test_a_page_is_drawn_only_after_the_screen_was_handed_over() -> None:
    told = talk(start(), anything())
    holder = ""
    for line in told.page.split("\n"):
        if line.endswith("look away."):
            holder = line.partition(" has the desk")[0]
        if line.startswith("On your desk: The findings are in"):
            assert holder == "United States"
        if line.startswith("On your desk: Thirty-five"):
            assert holder == "Russia"


# --- anything at all -------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["1", "2", "3", "4", "5", "u", "t 1", "t 2", "t 3", "?", "? 1", "? room", "w", "c", "l", "b", "m", "r", "q", "h", ""]
)
LINES = st.lists(WORDS | WORDS | st.text(st.characters(blacklist_categories=["Cs"]), max_size=30), max_size=40)


@settings(max_examples=80)
@given(LINES, st.sampled_from([(HUMAN, RIVAL), (RIVAL, HUMAN), (HUMAN, HUMAN)]), st.integers(0, 3))
def test_no_line_breaks_the_game(tmp_path_factory: pytest.TempPathFactory, lines: list[str], seats: tuple[str, str], seed: int) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "game.jsonl"
    match = start(path, seed, *seats)
    told = talk(match, "".join(line + "\n" for line in lines))
    assert too_wide(told.page) == []
    assert "Traceback" not in told.page
    log = read(path)
    assert log.entries == match.log().entries
    assert Match.resume(rules(), log).log().entries == log.entries
