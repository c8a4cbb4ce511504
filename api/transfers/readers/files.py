"""Reads the rows of an imported file one by one, in the memory of one note.

A row that can't be read is refused by itself. If the beginning of the next row is unknown, the
whole file is refused.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from io import TextIOWrapper
from typing import BinaryIO, Final, TextIO

import orjson

from api.transfers.errors import ImportUnreadable
from api.transfers.formats import Format
from api.transfers.readers.csv import csv_lines
from api.transfers.readers.json_array import JsonScanner, NoJson
from api.transfers.readers.json_items import ItemRefused, decoded
from api.transfers.readers.line import LONGEST, TOO_LONG, Line
from api.transfers.readers.zip import zip_lines

BOM: Final = b"\xef\xbb\xbf"
HALF: Final = re.compile("[\udc80-\udcff]")
"""the code points that stand for bytes that are not UTF-8"""
NO_UTF_8: Final = "The file is not UTF-8. Save it as UTF-8."


def lines(file: BinaryIO, written: Format, largest: int) -> Iterator[Line]:
    """The rows of a file of a format.

    :param largest: the maximum number of bytes that a zip may unpack to
    :raises ImportUnreadable: if the rest of the file can't be read
    :raises ImportTooLarge: if a zip unpacks to more
    """
    match written:
        case Format.MARKDOWN:
            return zip_lines(file, largest)
        case Format.NDJSON:
            return _ndjson(file)
        case Format.JSON:
            return _decoded(file, _json)
        case Format.CSV:
            return _decoded(file, csv_lines)


def _decoded(file: BinaryIO, read: Callable[[TextIO], Iterator[Line]]) -> Iterator[Line]:
    text = TextIOWrapper(file, "utf-8-sig", newline="")
    try:
        yield from read(text)
    except UnicodeDecodeError as error:
        raise ImportUnreadable(f"Line {_line_of_no_utf_8(file)}: {NO_UTF_8}") from error
    finally:
        text.detach()  # the caller closes the file


def _line_of_no_utf_8(file: BinaryIO) -> int:
    """The line, counted from 1; found by a second pass, because decoding reads ahead of lines."""
    file.seek(0)
    text, line = TextIOWrapper(file, "utf-8", errors="surrogateescape"), 1
    for piece in iter(partial(text.readline, LONGEST), ""):
        if HALF.search(piece):
            break
        line += piece.endswith("\n")
    text.detach()
    return line


def _json(text: TextIO) -> Iterator[Line]:
    scanner = JsonScanner(text, LONGEST)
    try:
        yield from scanner.items()
    except NoJson as error:
        raise ImportUnreadable(f"Line {scanner.line}: {error}") from error


def _ndjson(file: BinaryIO) -> Iterator[Line]:
    read = partial(file.readline, LONGEST + 1)
    for number, line in enumerate(iter(read, b""), 1):
        if len(line) > LONGEST:
            _skip(read, line)
            yield Line(number, refusal=TOO_LONG)
        elif row := line.removeprefix(BOM if number == 1 else b"").strip():
            yield _object(number, row)


def _skip(read: Callable[[], bytes], line: bytes) -> None:
    """Read on to the end of a line."""
    while line and not line.endswith(b"\n"):
        line = read()


def _object(number: int, row: bytes) -> Line:
    try:
        found = orjson.loads(
            row
        )  # stricter than the standard library, which finds duplicate fields
        decoded(row.decode())
    except orjson.JSONDecodeError as error:
        return Line(number, refusal=f"This is not valid JSON: {error.msg}.")
    except ItemRefused as refusal:
        return Line(number, refusal=str(refusal))
    return Line(number, found)
