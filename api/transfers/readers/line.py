"""What is read of a file that is imported: its rows, each with the place where it stands.

It imports nothing of weight: the `notes` command knows it too.
"""

from dataclasses import dataclass
from typing import Final

LONGEST: Final = 1024 * 1024
"""characters of a row, or bytes: several times what the longest note takes"""
TOO_LONG: Final = f"This is longer than {LONGEST} characters, as no note is."


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file.

    :param number: the line on which it begins; in a zip, which file it is; counted from 1
    :param row: what it holds, if it could be read
    :param entry: its name, in a zip
    :param refusal: why it could not be read
    """

    number: int
    row: object = None
    entry: str | None = None
    refusal: str | None = None
