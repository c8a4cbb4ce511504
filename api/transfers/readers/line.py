"""The rows of a file that is imported, each with its line number.

This module imports nothing heavy, because the `notes` command imports it too.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LONGEST: Final = 1024 * 1024
"""characters or bytes of a row: several times the longest note"""
TOO_LONG: Final = f"This is longer than {LONGEST} characters, which is too long for a note."


class OnConflict(StrEnum):
    """What to do with a row whose id belongs to a note with other content."""

    REFUSE = "refuse"
    REPLACE = "replace"
    COPY = "copy"


class ImportUnreadable(Exception):
    """A file that can't be read; the text says where it is broken and what to do."""


class ImportTooLarge(Exception):
    """A file that is too large, as sent or unpacked."""

    def __init__(self, what: str, largest: int) -> None:
        super().__init__(f"{what} is larger than {largest} bytes. Send the notes in several parts.")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file.

    :param number: the line on which it begins, or the number of the file in a zip; counted from 1
    :param row: its content, if it could be read
    :param entry: the name of the file in a zip
    :param refusal: why it could not be read
    """

    number: int
    row: object = None
    entry: str | None = None
    refusal: str | None = None
