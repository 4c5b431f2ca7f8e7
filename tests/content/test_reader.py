"""What the reader makes of a faultless file."""

import hashlib
import json

import pytest

from game import paths
from game.content.reader import COMMON_FILES
from game.engine.spec import Incident, Scenario
from game.engine.steps import Act, AddTrack, Branch, Chance, Number, Reply, Schedule, Word
from tests.content.sample import SAMPLE, read


@pytest.fixture(scope="module")
def sample() -> Scenario:
    reading = read(SAMPLE)
    assert not reading.problems, reading.report()
    assert reading.scenario is not None
    return reading.scenario


def incident(scenario: Scenario, name: str) -> Incident:
    return next(item for item in scenario.incidents if item.id == name)


def test_incidents_are_expanded(sample: Scenario) -> None:
    assert [item.id for item in sample.incidents] == [
        "findings",
        "thirty_five",
        "quiet_day@us",
        "quiet_day@russia",
        "snow",
        "struck@us",
        "struck@russia",
        "counter@us",
        "offer@russia",
        "due_reserve",
    ]


def test_turns(sample: Scenario) -> None:
    assert incident(sample, "findings").turns == (1,)
    assert incident(sample, "thirty_five").turns == (1, 2)
    assert incident(sample, "snow").turns == (2, 3)
    assert incident(sample, "offer@russia").turns == (1, 2, 3)
    assert sample.seats["us"].tray[1].turns == (1, 2)
    assert sample.seats["us"].tray[0].turns == (1, 2, 3)
    assert sample.seats["russia"].tray[1].history == (2,)
    assert sample.turns[0].seen == {"us": "2016-12-29", "russia": "2016-12-30"}


def test_me_and_them_are_absolute(sample: Scenario) -> None:
    for power, them in (("us", "russia"), ("russia", "us")):
        item = incident(sample, f"quiet_day@{power}")
        assert item.when is not None
        assert f"{them}.room" in repr(item.when.expression)
        track = item.responses[1].steps[1]
        assert isinstance(track, AddTrack)
        assert track.track == f"{them}.hope"
        act = item.responses[1].steps[0]
        assert isinstance(act, Act)
        assert act.by == power
    assert "russia.received.points" in repr(incident(sample, "thirty_five").callbacks[0].when)


def test_a_seat_hears_its_own_advisers(sample: Scenario) -> None:
    assert [advice.adviser for advice in incident(sample, "quiet_day@us").advice] == ["treasury"]
    assert [advice.adviser for advice in incident(sample, "quiet_day@russia").advice] == ["bank"]


def test_acts(sample: Scenario) -> None:
    expel, close, *_ = incident(sample, "findings").responses[0].steps
    assert isinstance(expel, Act)
    assert isinstance(close, Act)
    assert expel.amount is not None
    assert (expel.measure, expel.by, expel.amount.expression, expel.scope) == ("expel", "us", Number(35.0), 1.0)
    assert expel.why == sample.measures["expel"].label
    assert close.why == "two country houses"
    stated = incident(sample, "snow").steps[1]
    assert isinstance(stated, Act)
    assert (stated.measure, stated.by, stated.amount) == ("statement", "us", None)


def test_branches_and_schedules(sample: Scenario) -> None:
    branch = incident(sample, "thirty_five").responses[2].steps[1]
    assert isinstance(branch, Branch)
    assert [step.incident for step in branch.then if isinstance(step, Schedule)] == ["quiet_day@us", "quiet_day@russia"]
    chance = incident(sample, "thirty_five").responses[0].steps[1]
    assert isinstance(chance, Chance)
    assert chance.risk == "a paper prints it"
    assert len(chance.then) == len(chance.otherwise) == 1


def test_answers_keep_their_placeholders(sample: Scenario) -> None:
    offer = incident(sample, "offer@russia")
    assert (offer.deck, offer.mail, offer.repeat, offer.title) == ("answer", "offer", True, "{title}")
    assert "{gives}" in offer.text
    assert [step.kind for response in offer.responses for step in response.steps if isinstance(step, Reply)] == [
        "accept",
        "counter",
        "stall",
        "leak",
    ]
    assert all(step.power == "russia" for response in offer.responses for step in response.steps if isinstance(step, Reply))


def test_due_incidents_are_filled(sample: Scenario) -> None:
    due = incident(sample, "due_reserve")
    assert (due.deck, due.power, due.word, due.turns, due.repeat) == ("word", "russia", "reserve", (3,), True)
    assert "The right to reply" in due.title
    assert "A reply will come" in due.text
    changes = [[step.change for step in response.steps if isinstance(step, Word)] for response in due.responses]
    assert changes == [["keep"], ["late"], ["drop"]]
    assert [response.id for response in due.responses] == ["keep", "late", "drop"]
    assert isinstance(due.responses[0].steps[1], Act)


def test_an_act_that_nobody_answered_comes_to_either_desk(sample: Scenario) -> None:
    for power in ("us", "russia"):
        item = incident(sample, f"struck@{power}")
        assert (item.deck, item.power, item.repeat, item.mail, item.turns) == ("answer", power, True, None, (1, 2, 3))
        assert item.when is not None
        assert f"{power}.fresh" in repr(item.when.expression)
        assert any(response.lock is None for response in item.responses)


def test_answers_need_not_have_an_incident_of_unanswered_acts() -> None:
    whole = (paths.scenarios_dir() / "common" / "answers.yaml").read_text(encoding="utf-8")
    start, end = whole.index("struck:\n"), whole.index("due:\n")
    reading = read(SAMPLE, answers=(whole[:start] + whole[end:]).encode())
    assert not reading.problems, reading.report()
    assert reading.scenario is not None
    assert not [item for item in reading.scenario.incidents if item.id.startswith("struck")]


@pytest.mark.parametrize("done", ["keep", "late", "drop"])
def test_what_was_done_with_a_word_is_history(done: str) -> None:
    reading = read(SAMPLE.replace("    title: The right to reply\n", f"    history: {done}\n    title: The right to reply\n"))
    assert reading.scenario is not None, reading.report()
    responses = incident(reading.scenario, "due_reserve").responses
    assert [response.id for response in responses if response.history] == [done]


def test_a_seat_may_start_with_a_market_and_with_oil() -> None:
    reading = read(SAMPLE.replace("premises: 4}", "premises: 4, market: 2, oil: -1.5}"))
    assert reading.scenario is not None, reading.report()
    assert (reading.scenario.seats["us"].start["market"], reading.scenario.seats["us"].start["oil"]) == (2.0, -1.5)


def test_an_expression_reads_what_is_fresh() -> None:
    reading = read(SAMPLE.replace("when: me.room > 30", "when: me.fresh > 2.5"))
    assert reading.scenario is not None, reading.report()
    assert "us.fresh" in repr(incident(reading.scenario, "findings").responses[1].lock)


def test_chips_are_read_for_both_seats(sample: Scenario) -> None:
    chip = sample.chips["posts_back"]
    for power, them in (("us", "russia"), ("russia", "us")):
        assert isinstance(chip.steps[power][0], Act)  # type: ignore[index]
        assert chip.steps[power][0].by == power  # type: ignore[index]
        assert f"{them}.premises" in repr(chip.lock[power])  # type: ignore[index]


def test_the_model_is_overridden(sample: Scenario) -> None:
    assert sample.model["kappa"].value == 0.4
    assert sample.model["kappa"].place.file == "s.yaml"
    assert read(SAMPLE.replace("model: {kappa: 0.4}\n", "")).scenario.model["kappa"].place.file == "model.yaml"  # type: ignore[union-attr]


def test_secret_flags(sample: Scenario) -> None:
    assert sample.secret_flags == {"list_sealed": "russia"}


def test_the_digest_is_of_all_bytes_whatever_the_line_ends(sample: Scenario) -> None:
    folder = paths.scenarios_dir() / "common"
    data = SAMPLE.encode() + b"".join((folder / f"{name}.yaml").read_bytes() for name in COMMON_FILES)
    assert sample.digest == hashlib.sha256(data).hexdigest()
    assert read(SAMPLE.replace("\n", "\r\n")).scenario.digest == sample.digest  # type: ignore[union-attr]
    assert read(SAMPLE + "# a word more\n").scenario.digest != sample.digest  # type: ignore[union-attr]


def test_reading_twice_gives_the_same(sample: Scenario) -> None:
    assert read(SAMPLE).scenario == sample


def test_the_schema_for_editors_is_json() -> None:
    from game.content.schema import scenario_schema

    schema = scenario_schema()
    assert json.loads(json.dumps(schema))["properties"]["title"]["type"] == "string"
    assert "$defs" in schema


def test_a_missing_shared_file_is_a_problem() -> None:
    from game.content import reader

    reading = reader.read(reader.File("s.yaml", SAMPLE.encode()), {})
    assert {problem.rule for problem in reading.problems} == {"missing-file"}
    assert len(reading.problems) == len(COMMON_FILES)
