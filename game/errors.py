"""Errors that people are meant to read: one sentence each, with the way out."""


class GameError(Exception):
    """Anything the game refuses; the message is a finished sentence for the user."""


class ScenarioError(GameError):
    """A scenario cannot be played, for a reason that `persona lint` explains."""


class ChoiceError(GameError, ValueError):
    """A choice that cannot be made; its children say why."""


class UnknownChoice(ChoiceError):
    """The choice names something that is not on the desk or in the tray."""


class IllegalChoice(ChoiceError):
    """The choice exists but is locked now; the message carries the reason."""


class LogError(GameError):
    """A saved game cannot be read or does not fit this version of the game."""


class Misfit(LogError):
    """A saved game and its replay differ; the first `keep` entries after the opening are still the same."""

    def __init__(self, keep: int, sentence: str) -> None:
        super().__init__(sentence)
        self.keep = keep


class UsageError(GameError):
    """The command was called in a way it does not understand."""
