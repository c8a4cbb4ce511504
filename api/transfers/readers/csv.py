"""The rows of a CSV file (RFC 4180), whose first row names the columns."""

import csv
from collections.abc import Iterator, Sequence
from typing import Final, TextIO

from api.transfers.errors import ImportUnreadable
from api.transfers.readers.csv_rows import CsvRows
from api.transfers.readers.line import TOO_LONG, Line

NO_NAMES: Final = (
    "The first row must name the columns, separated by commas, and one of them must be title, as in"
    " title,description,done"
)
NAMED_TWICE: Final = "The first row names a column twice. Give each column its own name."
TEXTS: Final = frozenset({"title", "description"})
"""columns in which an empty cell is an empty text; in others it counts as missing"""


def csv_lines(text: TextIO) -> Iterator[Line]:
    """The rows after the first. Empty lines are skipped; a row that is too long is refused.

    :raises ImportUnreadable: if the first row does not name the columns, or quotes are not closed
    """
    rows = CsvRows(text)
    read = iter(rows)
    try:
        _, first = next(read, (1, []))
        names = _names(first)
        for number, cells in read:
            if cells is None:
                yield Line(number, refusal=TOO_LONG)
            elif cells:
                yield _line(number, names, cells)
    except csv.Error as error:
        reason = str(error).rstrip(".")
        raise ImportUnreadable(f"Line {rows.line}: the CSV is broken: {reason}.") from error


def _names(cells: Sequence[str] | None) -> Sequence[str]:
    if cells is None or "title" not in cells:
        raise ImportUnreadable(NO_NAMES)
    named = [name for name in cells if name]  # spreadsheets write empty columns, of empty cells
    if len(set(named)) < len(named):
        raise ImportUnreadable(NAMED_TWICE)
    return cells


def _line(number: int, names: Sequence[str], cells: Sequence[str]) -> Line:
    if len(cells) != len(names):
        columns = f"the first row names {len(names)} columns"
        return Line(number, refusal=f"This row has {len(cells)} cells, but {columns}.")
    row = zip(names, cells, strict=True)
    return Line(number, {name: cell for name, cell in row if cell or name in TEXTS})
