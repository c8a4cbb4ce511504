"""The rows of a file that is imported, each with its line number.

This module imports nothing heavy, because the `notes` command imports it too.
"""

from dataclasses import dataclass
from typing import Final

LONGEST: Final = 1024 * 1024
"""characters or bytes of a row: several times the longest note"""
TOO_LONG: Final = f"This is longer than {LONGEST} characters, which is too long for a note."


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
