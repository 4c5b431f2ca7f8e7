"""Those who share the tasks of a sweep: processes of our own, or any executor of the caller's; the results come in order."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from itertools import islice
from multiprocessing import active_children, connection, current_process, get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import Any, Self, TypeVar

from game.errors import GameError, UsageError

AHEAD = 32
"""Tasks handed out at a time; as many again wait behind them, so that nobody is idle and a sweep of any length fits the memory."""
UNGUARDED = 78
"""The exit code of a worker that was about to run the whole sweep itself."""
UNGUARDED_SCRIPT = (
    """With workers a script calls simulate() under `if __name__ == "__main__":`, since every worker reads the script first."""
)
MOST = 61 if os.name == "nt" else 256
"""Most processes there can be."""
Task = TypeVar("Task")
Result = TypeVar("Result")


class Workers:
    """A number of processes, or an executor of the caller's; with neither (one, None) the caller plays alone."""

    def __init__(self, count: int = 1, executor: Executor | None = None) -> None:
        self._executor: Any = executor
        self._own: ProcessPoolExecutor | None = None
        if executor is None and count > 1:
            if getattr(current_process(), "_inheriting", False):
                # A worker that is still being started reads the caller's script, and has come to this very sweep.
                raise SystemExit(UNGUARDED)
            self._own = self._executor = ProcessPoolExecutor(min(count, MOST), get_context("spawn"), _settle)
        self._processes: list[BaseProcess] = []

    def __enter__(self) -> Self:
        """Return the workers."""
        return self

    def __exit__(self, *_failure: object) -> None:
        """Let go of processes of our own: what they are at is waited for, what they have not begun is dropped."""
        if self._own is not None:
            self._own.shutdown(cancel_futures=True)

    @property
    def are_none(self) -> bool:
        """Whether there is nobody to share with."""
        return self._executor is None

    def play(self, play: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield what `play` makes of every task, in their order.

        Raises UsageError for an executor that does not keep to that, GameError when a worker ends before its time.
        """
        numbered = enumerate(tasks)
        rounds: deque[tuple[Sequence[tuple[int, Task]], Iterator[Any]]] = deque()
        while calls := list(islice(numbered, AHEAD)):
            rounds.append((calls, self._hand_out(play, calls)))
            if len(rounds) > 1:
                yield from self._collect(*rounds.popleft())
        while rounds:
            yield from self._collect(*rounds.popleft())

    def _hand_out(self, play: Callable[[Task], Result], calls: Sequence[tuple[int, Task]]) -> Iterator[Any]:
        before = set(active_children())
        try:
            return iter(self._executor.map(_played, [(play, number, task) for number, task in calls]))
        except (BrokenExecutor, ImportError) as error:
            raise self._broken(error) from None
        except (RuntimeError, OSError) as error:
            raise GameError(f"The workers take no work: {error}.") from error
        except (TypeError, AttributeError) as error:
            raise self._unfit(str(error)) from error
        finally:
            if self._own is not None:
                self._processes += [process for process in active_children() if process not in before]

    def _collect(self, calls: Sequence[tuple[int, Task]], results: Iterator[Any]) -> Iterator[Any]:
        for number, _task in calls:
            try:
                found = next(results)
            except StopIteration:
                raise self._unfit(f"it gives {number - calls[0][0]} results for {len(calls)} tasks") from None
            except (BrokenExecutor, ImportError) as error:
                raise self._broken(error) from None
            if not isinstance(found, tuple) or len(found) != 2 or found[0] != number:
                raise self._unfit("its results are others, or in another order, than its tasks")
            yield found[1]

    def _unfit(self, why: str) -> UsageError:
        kind = type(self._executor).__name__
        return UsageError(f"This executor ({kind}) cannot be used: {why}. Its `map` must work as that of concurrent.futures.Executor does.")

    def _broken(self, error: BaseException) -> GameError:
        for process in self._processes:
            process.join(1.0)
        if any(process.exitcode == UNGUARDED for process in self._processes):
            return UsageError(UNGUARDED_SCRIPT)
        if isinstance(error, ImportError):
            return UsageError(f"The workers of this executor cannot load the game: {error}. Take processes or threads.")
        return GameError("A worker ended before its work was done: it was stopped from outside, or the memory did not suffice.")


def _played(call: tuple[Callable[[Any], Any], int, Any]) -> tuple[int, Any]:
    play, number, task = call
    return number, play(task)


def _settle() -> None:
    """Prepare a worker: stopping is its parent's affair, and where the parent is gone there is nothing left to do."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), name="parent", daemon=True).start()


def _follow(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
