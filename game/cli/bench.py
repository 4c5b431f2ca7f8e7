"""`persona bench`."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import click

from game import paths
from game.cli.streams import say


@click.command("bench")
@click.argument("scenario", default="december-2016")
@click.option("--quick", is_flag=True, help="Leave out a million games and the two processes.")
@click.option("--numpy", is_flag=True, help="Measure without the compiled kernel, as where there is none; one process.")
@click.option("--window", is_flag=True, help="Measure the window instead: first picture, frames, idling, memory.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(scenario: str, quick: bool, numpy: bool, window: bool, as_json: bool) -> None:
    """Measure the engine on this machine: random policies, every rule on; reading and compiling apart.

    \b
    Example:
        persona bench --quick
        persona bench --window --json
    """
    if window:
        _window(as_json)
    else:
        _engine(scenario, quick, numpy, as_json)


def _window(as_json: bool) -> None:
    """Measure the window with SDL's dummy driver; other processes disturb the worst frames, so the best of several repeats is given."""
    from dataclasses import asdict

    from game.window.bench import LIMITS, REPEATS, STARTS, measure

    figures = measure()
    if as_json:
        say(json.dumps(asdict(figures)))
        return
    say(f"start to the first picture  {figures.first_frame:.3f} s best of {STARTS}, median {figures.first_frame_median:.3f} (below 0.5)")
    say(f"milliseconds a frame, best of {REPEATS} runs of 300: median, 99th percentile; [that of the median run]; {{processor time}}")
    for size, kinds in figures.frames.items():
        for kind, item in kinds.items():
            limit = f"(below {LIMITS[size]:.0f})"
            say(f"  {size:>9}  {kind:<8} {item.median:6.2f} {item.p99:6.2f} [{item.usual_p99:5.2f}] {{{item.own_p99:5.2f}}} {limit}")
    say(f"idle, part of one core      {figures.idle_share:.2%} (below 1 %)")
    say(f"resident memory             {figures.memory:.0f} MB (below 150)")


def _engine(scenario: str, quick: bool, numpy: bool, as_json: bool) -> None:
    from game.api import load_scenario
    from game.engine.machine import NumpyMachine
    from game.engine.native import fastest
    from game.engine.rules import Rules
    from game.play.bench import SIZES, measure

    rules = Rules(load_scenario(scenario), NumpyMachine if numpy else fastest)
    figures = measure(rules, SIZES[:-1] if quick else SIZES, 1 if quick or numpy else 2)
    result = {
        "scenario": scenario,
        "decisions_per_second": {str(size): round(rate) for size, rate in figures.decisions_per_second.items()},
        "operations_per_turn": figures.operations_per_turn,
        "compile_ms": round(figures.record_ms, 1),
        "turn_ms": round(figures.turn_ms, 3),
        "first_turn_ms": round(figures.first_turn_ms, 3),
        "preview_ms": round(figures.preview_ms, 2),
        "forecast_ms": round(figures.forecast_ms, 1),
        "first_prompt_s": round(_first_prompt(), 3),
        "two_processes": round(figures.two_workers, 2) if figures.two_workers else None,
        "peak_memory_mib": round(_peak_memory(), 1),
        "numpy_add_ns": round(figures.unit_ns, 3),
        "block": figures.block,
        "machine": figures.machine,
    }
    if as_json:
        say(json.dumps(result))
        return
    for size, rate in figures.decisions_per_second.items():
        say(f"{size:>9} games at a time   {rate / 1e6:8.3f} million decisions a second")
    operations = figures.operations_per_turn
    say(f"operations a turn          {min(operations)} to {max(operations)}, compiled in {figures.record_ms:.0f} ms")
    say(f"a turn of one game         {figures.turn_ms:.2f} ms ({figures.first_turn_ms:.1f} ms the first time, with its ledger)")
    say(f"previews of a decision     {figures.preview_ms:.2f} ms")
    say(f"forecast of a decision     {figures.forecast_ms:.0f} ms (256 games for every response, to the end)")
    say(f"start to the first prompt  {result['first_prompt_s']} s")
    if figures.two_workers:
        say(f"two processes against one  {figures.two_workers:.2f}")
    say(f"peak memory                {result['peak_memory_mib']} MiB")
    say(f"programs are run by        {figures.machine}")
    say(f"NumPy adds one element in  {figures.unit_ns:.3f} ns here (blocks of {figures.block})")


def _first_prompt() -> float:
    """Return the seconds from process start to the title page's first prompt, best of five."""
    best = 1e9
    words, environment = paths.own_process("-m", "game")
    for _ in range(5):
        started = time.perf_counter()
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env=environment) as process:
            assert process.stdout is not None
            assert process.stdin is not None
            seen = b""
            while b"Enter:" not in seen:
                piece = process.stdout.read(4096)
                if not piece:
                    break
                seen += piece
            best = min(best, time.perf_counter() - started)
            process.stdin.close()
            process.stdout.read()
    return best


def _peak_memory() -> float:
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024.0 * 1024.0 if sys.platform == "darwin" else 1024.0)
