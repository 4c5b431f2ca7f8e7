"""Workers of any kind: every executor gives the numbers of one process, or is refused in a sentence; stopping leaves nobody behind."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.pool import ThreadPool
from pathlib import Path
from typing import Any

import pytest

from game.api import simulate
from game.engine.spec import Scenario
from game.errors import GameError, UsageError
from game.play import campaigns, sweep
from game.play.batch import Order
from game.play.campaign import Route
from game.play.match import Match
from game.play.parcel import Parcel
from tests.cli.tools import environment
from tests.play.test_campaign import route
from tests.record.games import rules

GAMES = 3000
RANDOM: dict[Any, str] = {"us": "random", "russia": "mix"}


@pytest.fixture(autouse=True)
def _small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "TASK", 128)
    monkeypatch.setattr(sweep, "TASK_KEPT", 128)
    monkeypatch.setattr(campaigns, "TASK", 64)


def told(scenario: Scenario, executor: Executor | None = None, **more: Any) -> dict[str, Any]:
    report = simulate(scenario, GAMES, "random", "mix", 11, executor=executor, block=64, **more).report()
    return {name: value for name, value in report.items() if name != "seconds"}


class Mapping:
    """An executor of the caller's own that has a `map` and nothing else."""

    def __init__(self, how: Callable[[Callable[[Any], Any], list[Any]], Iterable[Any]]) -> None:
        self._how = how

    def map(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterable[Any]:
        return self._how(function, list(items))


def test_threads_share_nothing() -> None:
    """With one table for all of them, three runs of seven were wrong, or the process crashed."""
    whole = told(rules().scenario)
    for _ in range(4):
        with ThreadPoolExecutor(4) as threads:
            assert told(rules().scenario, threads) == whole


def test_campaigns_over_threads() -> None:
    def plain(**more: Any) -> dict[str, Any]:
        report = campaigns.run(route(), Order(RANDOM, 5, {}), 200, block=32, **more).report()
        return {name: value for name, value in report.items() if name != "seconds"}

    with ThreadPoolExecutor(2) as threads:
        assert plain(executor=threads) == plain()


def test_two_sweeps_at_once_over_the_same_rules() -> None:
    whole = told(rules().scenario)
    found: list[dict[str, Any]] = []
    threads = [threading.Thread(target=lambda: found.append(told(rules()))) for _ in range(3)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [whole] * 3


def test_an_executor_with_a_map_alone_and_a_pool_of_the_other_library() -> None:
    whole = told(rules().scenario)
    assert told(rules().scenario, Mapping(lambda function, items: [function(item) for item in items])) == whole  # type: ignore[arg-type]
    with ThreadPool(3) as pool:
        assert told(rules().scenario, pool) == whole  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "how",
    [
        lambda function, items: [function(item) for item in reversed(items)],
        lambda function, items: [function(item) for item in items[:-1]],
        lambda function, items: [object() for _ in items],
        lambda function, items: None,
    ],
    ids=["reversed", "too few", "something else", "nothing"],
)
def test_a_map_that_is_none_is_refused(how: Callable[[Callable[[Any], Any], list[Any]], Iterable[Any]]) -> None:
    with pytest.raises(UsageError, match="cannot be used: "):
        told(rules().scenario, Mapping(how))  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"object.*cannot be used"):
        told(rules().scenario, object())  # type: ignore[arg-type]


def test_an_executor_that_was_shut_down_or_whose_worker_dies() -> None:
    threads = ThreadPoolExecutor(1)
    threads.shutdown()
    with pytest.raises(GameError, match="take no work"):
        told(rules().scenario, threads)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        pool.submit(os._exit, 3)
        with pytest.raises(GameError, match=r"ended before its work was done|take no work"):
            told(rules().scenario, pool)


# --- what names the rules --------------------------------------------------------------------------


def harder(scenario: Scenario) -> Scenario:
    """Return a scenario with another model, and nothing else."""
    kappa = scenario.model["kappa"]
    return replace(scenario, model={**scenario.model, "kappa": replace(kappa, value=2 * kappa.value)})


def test_workers_that_live_on_answer_with_the_rules_they_are_asked_for() -> None:
    before, after = rules().scenario, harder(rules().scenario)
    assert told(before) != told(after)
    with ThreadPoolExecutor(1) as worker:
        for scenario in (before, after, before):
            assert told(scenario, worker) == told(scenario)


def test_a_changed_scenario_does_not_bear_the_name_of_its_file() -> None:
    scenario, seats = rules().scenario, RANDOM
    opened = Match.start(scenario, seats, 3).opened
    assert opened.digest == scenario.digest
    seat = scenario.seats["us"]
    changed = [
        harder(scenario),
        replace(scenario, start={**scenario.start, "relations": -1.0}),
        replace(scenario, seats={**scenario.seats, "us": replace(seat, mandates=seat.mandates[::-1])}),
        replace(scenario, measures=dict(reversed(scenario.measures.items()))),
        replace(scenario, incidents=(replace(scenario.incidents[0], weight=9.0), *scenario.incidents[1:])),
    ]
    names = [Match.start(item, seats, 3).opened.digest for item in changed]
    assert len({scenario.digest, *names}) == len(changed) + 1
    assert names[0] == Match.start(harder(pickle.loads(pickle.dumps(scenario))), seats, 3).opened.digest
    log = Match.start(changed[0], seats, 3).log()
    assert Match.resume(type(rules())(harder(scenario)), log).is_over
    with pytest.raises(GameError, match="has changed"):
        Match.resume(rules(), log)


def test_what_was_read_from_a_file_cannot_be_changed_in_place() -> None:
    for scenario in (rules().scenario, pickle.loads(pickle.dumps(rules().scenario)), deepcopy(rules().scenario)):
        assert scenario == rules().scenario
        for mapping in (scenario.model, scenario.measures, scenario.start, scenario.seats, scenario.seats["us"].start):
            with pytest.raises(TypeError):
                mapping["kappa"] = 3.0


def test_a_changed_campaign_does_not_bear_the_name_of_its_file() -> None:
    campaign = route().campaign
    changed = replace(campaign, parts=(harder(campaign.parts[0]), *campaign.parts[1:]))
    assert Route.of(campaign).digest == campaign.digest
    assert Route.of(changed).digest not in ("", campaign.digest)
    assert Parcel.of(campaign).digest != Parcel.of(changed).digest


# --- scripts and signals ---------------------------------------------------------------------------

SCRIPT = """\
    import sys
    from game.api import load_scenario, simulate

    print(simulate(load_scenario(sys.argv[1]), 20000, workers=2, seed=3).report()["games"])
"""


def test_a_script_without_a_guard_is_told_so_in_a_sentence(tmp_path: Path) -> None:
    script = tmp_path / "sweep.py"
    script.write_text(textwrap.dedent(SCRIPT), encoding="utf-8")
    words = [sys.executable, str(script), "december-2016"]
    done = subprocess.run(words, capture_output=True, text=True, env=environment(None), timeout=120, check=False)
    assert done.returncode == 1
    assert done.stderr.count("Traceback") == 1
    assert done.stderr.rstrip().splitlines()[-1].startswith("game.errors.UsageError: With workers a script calls simulate() under ")
    assert len(done.stderr.splitlines()) < 25, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "sweep.py"
    script.write_text(
        textwrap.dedent("""\
            import sys
            from multiprocessing import active_children
            from game.api import load_scenario, simulate

            def say(done):
                print(*(process.pid for process in active_children()), flush=True)

            if __name__ == "__main__":
                simulate(load_scenario(sys.argv[1]), 10**9, workers=2, progress=say)
        """),
        encoding="utf-8",
    )
    words = [sys.executable, str(script), "december-2016"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment(None), text=True) as parent:
        assert parent.stdout is not None
        workers = [int(word) for word in parent.stdout.readline().split()]
        parent.send_signal(signal.SIGKILL)
    assert len(workers) == 2
    # The pipe has ends in the workers too: it is at its end when all are gone.
    for worker in workers:
        while is_running(worker):
            os.sched_yield()


def is_running(pid: int) -> bool:
    """Tell whether a process lives on; one that only waits to be forgotten does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
