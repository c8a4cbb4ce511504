"""How the command fails: by named errors, each with a code that scripts can tell it by."""

from enum import IntEnum
from typing import ClassVar

from notes_ui.cli.types import Seen


class ExitCode(IntEnum):
    """What the command ends with. Above 128 as shells have it: 128 and the number of a signal."""

    DONE = 0
    REFUSED = 1
    WRONG_USE = 2
    NOT_FOUND = 3
    CONFLICT = 4
    OUT_OF_REACH = 5
    CTRL_C = 130
    READER_GONE = 141


class Failure(Exception):
    """It could not be done; the error's words are for the person who asked for it."""

    code: ClassVar = ExitCode.REFUSED


class WrongUse(Failure):
    """The command was not given what it needs."""

    code = ExitCode.WRONG_USE


class Refused(Failure):
    """The server has read what it was given, and says what is wrong with it."""


class NotFound(Failure):
    """There is no such note, or no such version of it.

    :param index: which of several steps it was, counted from 0
    """

    code = ExitCode.NOT_FOUND

    def __init__(self, words: str, index: int | None = None) -> None:
        super().__init__(words)
        self.index = index


class Conflict(Failure):
    """The note is another by now.

    :param now: what it is now, if the server tells
    """

    code = ExitCode.CONFLICT

    def __init__(self, words: str, now: Seen | None = None) -> None:
        super().__init__(words)
        self.now = now


class OutOfReach(Failure):
    """There is no server, or none that answers.

    :param seconds: how long it asks to wait before the next attempt
    """

    code = ExitCode.OUT_OF_REACH

    def __init__(self, words: str, seconds: float = 0.0) -> None:
        super().__init__(words)
        self.seconds = seconds


class Unanswered(OutOfReach):
    """The answer never came: whether it was done is not known."""


class Busy(OutOfReach):
    """The server can't do it now, and has done nothing."""


class ReaderGone(Failure):
    """Whoever read the output has read enough, and has gone, as `head` does."""

    code = ExitCode.READER_GONE
