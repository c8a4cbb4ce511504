"""Reads a CSV file in rows of cells, and never keeps a row that is longer than a note.

The standard library reads the cells, but it can't skip a row. So this module finds the end of a row
that is too long, without keeping it in memory.
"""

import csv
import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import partial
from typing import Final, TextIO

from api.transfers.readers.line import LONGEST

PLAIN_CELLS: Final = re.compile(r'(?:(?:[^",][^,]*+)?+,)*+')
"""complete cells without quotes, each with the comma behind it"""
QUOTED_TEXT: Final = re.compile(r'(?:[^"]++|"")*+')
ENDS: Final = ("\n", "\r")


class _Where(Enum):
    """The state of the parser at the end of a piece of a row."""

    BEFORE_A_CELL = auto()
    IN_A_CELL = auto()
    IN_QUOTES = auto()
    BEHIND_A_QUOTE = auto()
    """the quote ends the cell, or is the first half of a doubled quote"""


class _TooLong(Exception):
    """A row that is too long."""


class CsvRows:
    """The rows of a text, each with the line on which it begins; None for one that is too long.

    :raises csv.Error: if the end of a row can't be found; `line`, counted from 1, says where
    """

    def __init__(self, text: TextIO) -> None:
        self._pieces = _pieces(text)
        self._row: list[str] = []
        self._length = 0
        self.line = 0

    def __iter__(self) -> Iterator[tuple[int, list[str] | None]]:
        csv.field_size_limit(LONGEST)
        began = 1
        while True:
            try:
                for cells in csv.reader(self._lines(), strict=True):
                    yield began, cells
                    began = self._next()
            except _TooLong:
                self._pass_over()
                yield began, None
                began = self._next()
            else:
                return

    def _next(self) -> int:
        self._row, self._length = [], 0
        return self.line + 1

    def _lines(self) -> Iterator[str]:
        for line in self._pieces:
            self.line += 1
            self._row.append(line)
            self._length += len(line)
            if self._length > LONGEST:
                raise _TooLong
            yield line

    def _pass_over(self) -> None:
        where, piece = _Where.BEFORE_A_CELL, ""
        for piece in self._row:
            where = _after(piece, where)
        while where is _Where.IN_QUOTES or not piece.endswith(ENDS):
            self.line += piece.endswith(ENDS)
            piece = next(self._pieces, "")
            if not piece:
                break
            where = _after(piece, where)
        if where is _Where.IN_QUOTES:
            raise csv.Error("unexpected end of data")


def _pieces(text: TextIO) -> Iterator[str]:
    """The lines of a text, and pieces of those that are too long."""
    before = ""
    for piece in iter(partial(text.readline, LONGEST + 1), ""):
        if piece != "\n" or not before.endswith("\r"):  # else it is half of the end of a line
            yield piece
        before = piece


def _after(piece: str, where: _Where) -> _Where:
    at = 0
    while at < len(piece):
        where, at = _step(piece, where, at)
    return where


def _step(piece: str, where: _Where, at: int) -> tuple[_Where, int]:
    """As far as can be gone at once, and where that is."""
    match where:
        case _Where.BEFORE_A_CELL:
            at = _end(PLAIN_CELLS, piece, at)
            if piece[at : at + 1] == '"':
                return _Where.IN_QUOTES, at + 1
            return (_Where.IN_A_CELL if piece[at:] else where), len(piece)
        case _Where.IN_A_CELL:
            before, comma, _ = piece[at:].partition(",")
            return (_Where.BEFORE_A_CELL if comma else where), at + len(before + comma)
        case _Where.IN_QUOTES:
            at = _end(QUOTED_TEXT, piece, at)
            return (_Where.BEHIND_A_QUOTE if piece[at:] else where), at + 1
        case _Where.BEHIND_A_QUOTE if piece[at] in BEHIND:
            return BEHIND[piece[at]], at + 1
    raise csv.Error("',' expected after '\"'")


def _end(read: re.Pattern[str], piece: str, at: int) -> int:
    found = read.match(piece, at)
    return found.end() if found else at


BEHIND: Final = {
    '"': _Where.IN_QUOTES,
    ",": _Where.BEFORE_A_CELL,
    **dict.fromkeys(ENDS, _Where.BEHIND_A_QUOTE),
}
