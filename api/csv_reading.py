"""The rows of a CSV file (RFC 4180), whose first row names the columns."""

import csv
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, TextIO

from api.import_lines import LONGEST, TOO_LONG, ImportUnreadable, Line

NO_NAMES: Final = (
    "The first row has to name the columns, separated by commas, and one of them is title, as in"
    " title,description,done"
)
TEXTS: Final = frozenset({"title", "description"})
"""columns in which an empty cell is an empty text; in others it stands for nothing"""


def csv_lines(text: TextIO) -> Iterator[Line]:
    """The rows after the first; empty lines are none.

    :raises ImportUnreadable: if the first row is no row of names, or quotes are not closed
    """
    csv.field_size_limit(LONGEST)
    within = _Within(text)
    reader = csv.reader(within, strict=True)
    try:
        names = next(reader, [])
        if "title" not in names:
            raise ImportUnreadable(NO_NAMES)
        before = reader.line_num
        for cells in reader:
            if cells:
                yield _line(before + 1, names, cells)
            before = reader.line_num
            within.read = 0
    except csv.Error as error:
        reason = str(error).rstrip(".")
        raise ImportUnreadable(f"Line {reader.line_num}: the CSV is broken: {reason}.") from error


def _line(number: int, names: Sequence[str], cells: Sequence[str]) -> Line:
    if len(cells) != len(names):
        columns = f"the first row names {len(names)} columns"
        return Line(number, refusal=f"This row has {len(cells)} cells, and {columns}.")
    row = zip(names, cells, strict=True)
    return Line(number, {name: cell for name, cell in row if cell or name in TEXTS})


class _Within:
    """The lines of a text, of which a row may take only so much."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.read = 0

    def __iter__(self) -> Iterator[str]:
        for line in iter(partial(self._text.readline, LONGEST + 1), ""):
            self.read += len(line)
            if self.read > LONGEST:
                raise csv.Error(TOO_LONG)
            yield line
