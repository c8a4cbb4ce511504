"""The command's exceptions, each with an exit code for scripts."""

from enum import IntEnum
from typing import ClassVar

from notes_ui.cli.types import Seen


class ExitCode(IntEnum):
    """The command's exit codes. Above 128, as in shells, they are 128 plus a signal's number."""

    DONE = 0
    REFUSED = 1
    WRONG_USE = 2
    NOT_FOUND = 3
    CONFLICT = 4
    OUT_OF_REACH = 5
    CTRL_C = 130
    READER_GONE = 141


class Failure(Exception):
    """The command failed; the message is for the person who ran it."""

    code: ClassVar = ExitCode.REFUSED


class WrongUse(Failure):
    """The command line is wrong."""

    code = ExitCode.WRONG_USE


class Refused(Failure):
    """The server refused the request; the message says why."""


class NotFound(Failure):
    """There is no such note, or no such version.

    :param index: the step of a batch that failed, counted from 0
    """

    code = ExitCode.NOT_FOUND

    def __init__(self, words: str, index: int | None = None) -> None:
        super().__init__(words)
        self.index = index


class Conflict(Failure):
    """Somebody else has changed the note.

    :param now: the note as it is now, if the server sent it
    """

    code = ExitCode.CONFLICT

    def __init__(self, words: str, now: Seen | None = None) -> None:
        super().__init__(words)
        self.now = now


class OutOfReach(Failure):
    """There is no server, or it does not answer.

    :param seconds: how long the server asks to wait before the next attempt
    """

    code = ExitCode.OUT_OF_REACH

    def __init__(self, words: str, seconds: float = 0.0) -> None:
        super().__init__(words)
        self.seconds = seconds


class Unanswered(OutOfReach):
    """The answer was lost, so the command does not know whether the request took effect."""


class Busy(OutOfReach):
    """The server is busy, and has done nothing."""


class ReaderGone(Failure):
    """The reader of the output has closed the pipe, as `head` does."""

    code = ExitCode.READER_GONE
