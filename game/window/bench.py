"""How fast the window is on this machine, with SDL's dummy driver: first picture, frames, idling, memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from game import paths

if TYPE_CHECKING:
    from game.window.app import Window

SIZES = ((1280, 720), (1920, 1080))
FRAMES, REPEATS, STARTS = 300, 5, 5
IDLE_SECONDS = 5.0
SCENARIO, SEAT, SEED = "december-2016", "russia", 7
LIMITS = {"1280x720": 4.0, "1920x1080": 8.0}
"""Milliseconds that the slowest frame in a hundred may take."""
_FIRST = (
    "import game.cli.main, game.cli.window\n"
    "assert not game.cli.window._obstacle()\n"
    "from game.window.app import Window\n"
    "from game.window.scenes.title import Title\n"
    "from game.window.settings import load\n"
    "window = Window(load()); window.start(Title); window.frame()\n"
    "print('drawn', flush=True)"
)
"""What the command does until its first picture stands."""


@dataclass(frozen=True, slots=True)
class Frames:
    """Milliseconds of one kind of frame: median and 99th percentile, each the best of several repeats, and the median repeat's.

    `own_p99` counts only the time this thread ran: what the 99th percentile is on a machine that does nothing else.
    """

    median: float
    p99: float
    usual_p99: float
    own_p99: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything measured; times to the first picture in seconds, idling in parts of one core, memory in MB."""

    first_frame: float
    first_frame_median: float
    frames: dict[str, dict[str, Frames]]
    idle_share: float
    memory: float


def measure() -> Figures:
    """Measure in processes of their own, so that nothing that runs here counts."""
    with tempfile.TemporaryDirectory() as home:
        command, environment = paths.own_process("-m", "game.window.bench")
        environment |= {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", "PERSONA_HOME": home}
        starts = sorted(_start(environment) for _start_number in range(STARTS))
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    inside = json.loads(done.stdout.strip().splitlines()[-1])
    frames = {size: {kind: Frames(**figures) for kind, figures in kinds.items()} for size, kinds in inside["frames"].items()}
    return Figures(starts[0], median(starts), frames, inside["idle_share"], inside["memory"])


def _start(environment: dict[str, str]) -> float:
    """Return the seconds from the start of a process to its first full picture."""
    started = time.perf_counter()
    with subprocess.Popen(paths.own_process("-c", _FIRST)[0], env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        while b"drawn" not in process.stdout.readline():
            pass
        return time.perf_counter() - started


# --- inside the process that is measured -----------------------------------------------------------


def _inside() -> dict[str, object]:
    frames = {}
    idle_share, memory = 0.0, 0.0
    for size in SIZES:
        window = _desk(size)
        frames[f"{size[0]}x{size[1]}"] = {kind: asdict(_repeat(window, make(window))) for kind, make in KINDS.items()}
        if size == SIZES[0]:
            idle_share, memory = min(_idle(window) for _run in range(2)), _resident()
    return {"frames": frames, "idle_share": idle_share, "memory": memory}


def _desk(size: tuple[int, int]) -> Window:
    """Open a window of a size at a desk of the first crisis."""
    import pygame

    from game.window.app import Window
    from game.window.go import Go
    from game.window.scenes.flow import begin
    from game.window.scenes.title import Title
    from game.window.settings import Settings
    from game.window.world import Wish

    # Whoever measures does not wait until a page may be answered: each look at this clock is a second later.
    window = Window(Settings(volume=0.0), size, count(step=1000).__next__)
    window.start(Title)
    window.frame()
    window.world.await_ready()
    window.frame()
    mandates = window.world.rules_of(SCENARIO).scenario.seats["russia"].mandates
    window.go(Go("replace", lambda: begin(window.world, Wish(SCENARIO, "russia", {"russia": mandates[0].id}, seed=SEED))))
    window.frame()
    _tap(window, pygame.K_RETURN)
    window.still()
    return window


def _tap(window: Window, key: int) -> None:
    """Press a key and let it go."""
    import pygame

    window.hear(pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode=""))
    window.hear(pygame.event.Event(pygame.KEYUP, key=key, mod=0))


Step = Callable[[int], None]


def _nothing(window: Window) -> Step:
    del window
    return lambda number: None


def _hover(window: Window) -> Step:
    """Return steps that lead the mouse over everything: a new place in each frame."""
    import pygame

    wide, tall = window.surface.get_size()

    def step(number: int) -> None:
        at = (number * 37 % wide, number * 23 % tall)
        window.hear(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(1, 1), buttons=(0, 0, 0)))

    return step


def _scroll(window: Window) -> Step:
    """Return steps of the wheel over the longest page of the desk, down and up again."""
    import pygame

    from game.window.kit.scroll import Scroller

    _tap(window, pygame.K_m)
    window.still()
    long = [widget for widget in window.stage.widgets if isinstance(widget, Scroller) and widget.is_focusable]
    at = max(long, key=lambda scroller: scroller.long).rect.center
    window.hear(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(1, 1), buttons=(0, 0, 0)))

    def step(number: int) -> None:
        way = -1 if number // 6 % 2 == 0 else 1
        window.hear(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=way, precise_y=float(way)))

    return step


def _choose(window: Window) -> Step:
    """Return steps that look at one card after the other."""
    import pygame

    count = sum(1 for widget in window.stage.widgets if widget.name.startswith("card:"))
    return lambda number: _tap(window, pygame.K_1 + number % count)


def _animate(window: Window) -> Step:
    """Return steps through what moves at the end of a turn: bars that drop in one after the other."""
    import pygame

    def kind() -> str:
        return type(window.scene).__name__

    for _choice in range(60):
        if kind() == "Consequences":
            break
        # The first answer is never a locked one; a question is answered with its other button.
        for key in (pygame.K_TAB, pygame.K_RETURN) if kind() == "Confirm" else (pygame.K_1, pygame.K_RETURN):
            _tap(window, key)
        window.still()
    assert kind() == "Consequences", "the turn never ended"
    return lambda number: window.progress(number % 60 / 60)


KINDS: dict[str, Callable[[Window], Step]] = {"idle": _nothing, "hover": _hover, "scroll": _scroll, "choose": _choose, "animate": _animate}
"""The kinds of frame, in the order they are measured: the last one leaves the desk."""


def _repeat(window: Window, step: Step) -> Frames:
    """Return the figures of some frames; other processes disturb the worst of them, so that repeats tell more than one run."""
    for number in range(60):
        step(number)
        window.frame()
    runs = []
    for _run in range(REPEATS):
        times, own = [], []
        for number in range(FRAMES):
            started, own_started = time.perf_counter(), time.thread_time()
            step(number)
            window.frame()
            own.append((time.thread_time() - own_started) * 1000.0)
            times.append((time.perf_counter() - started) * 1000.0)
        times.sort()
        own.sort()
        last = FRAMES * 99 // 100 - 1
        runs.append((times[FRAMES // 2], times[last], own[last]))
    slow = [p99 for _median, p99, _own in runs]
    return Frames(min(middle for middle, _p99, _own in runs), min(slow), median(slow), min(own for _median, _p99, own in runs))


def _idle(window: Window) -> float:
    """Return the part of a core that a window takes which nobody touches."""
    window.settle()
    before, until = time.process_time(), time.perf_counter() + IDLE_SECONDS
    while time.perf_counter() < until:
        window.beat()
    return (time.process_time() - before) / IDLE_SECONDS


def _resident() -> float:
    """Return the memory of this process in MB."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1e6 if sys.platform == "darwin" else 1e3)
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_inside()) + "\n")
