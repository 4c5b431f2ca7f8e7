"""The command line: errors are one sentence with the way out; exit 0 fine, 1 found problems, 2 wrong usage."""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from game import __version__
from game.cli import streams
from game.errors import GameError, UsageError
from game.visible import one_line

COMMANDS = {
    "play": ("play", "Play a crisis, alone or two at one machine."),
    "list": ("listing", "List the scenarios, broken ones with their first problem."),
    "lint": ("lint", "Say everything that is wrong with scenario files."),
    "simulate": ("simulate", "Play many games without anybody watching."),
    "replay": ("replay", "Play a saved game again, and check it."),
    "review": ("review", "Grade every choice of a finished game."),
    "balance": ("balance", "Say whether the content is in balance."),
    "backtest": ("backtest", "Hold the model against the record."),
    "bench": ("bench", "Measure the speed of the engine on this machine."),
}


class Unheard(Exception):
    """Whoever read the output has closed it; click would leave with 1, but nothing is wrong."""


class Lazy(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, importing its module."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"game.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_module, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was called."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise Unheard from None


@click.group(cls=Lazy, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="persona")
@click.option("--text", is_flag=True, help="Stay in the terminal, also where a window can be opened.")
@click.option("--window", is_flag=True, help="Open a window or say why not; never go to the terminal instead.")
@click.pass_context
def persona(context: click.Context, text: bool, window: bool) -> None:
    """Persona Non Grata, a game of crisis diplomacy. Without a command: the title page, in a window where there is a display.

    \b
    Example:
        persona play december-2016 --as russia
    """
    if context.invoked_subcommand is None:
        from game.cli import play

        play.title_in_window() if play.has_window(text, window) else play.title_page()


def main(words: Sequence[str] | None = None) -> int:
    """Run a command given as words (by default those of the process) and return its exit code."""
    streams.prepare()
    try:
        code = persona.main(words if words is None else list(words), prog_name="persona", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        told = io.StringIO()
        error.show(file=told)
        streams.say(told.getvalue().rstrip("\n"), err=True)
        return 2
    except GameError as error:
        streams.say(f"persona: {one_line(str(error))}", err=True)
        return 2 if isinstance(error, UsageError) else 1
    except (click.Abort, KeyboardInterrupt):
        streams.say("persona: stopped before the end.", err=True)
        return 1
    except (Unheard, BrokenPipeError):
        streams.hush()
        return 0
    except SystemExit as leaving:
        code = leaving.code
    except OSError as error:
        streams.hush()
        streams.say(f"persona: {error.filename or 'the output'}: {error.strerror or error}.", err=True)
        return 1
    return code if isinstance(code, int) else 0


def run() -> None:
    """Run the command of this process and leave with its exit code."""
    streams.take_signals()
    # Workers are processes of Python too, and begin before they know where this one looks for code: not in the current folder.
    os.environ.setdefault("PYTHONSAFEPATH", "1")
    sys.exit(main())
