"""The items of a JSON array, one after the other: the standard library reads them only all at once.

The libraries for streams (ijson) put a question mark for half a character, and take gigabytes for a
hundred kilobytes of brackets. Here an item is read by `json` itself, as soon as enough is there.
"""

import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Final, TextIO

PIECE: Final = 64 * 1024
BLANKS: Final = re.compile(r"[ \t\r\n]*")
DECODER: Final = JSONDecoder()
MAY_GO_ON: Final = ("", ".", "e", "E")
"""what stands behind a number of which there is more in the next piece"""
NO_ARRAY: Final = (
    "This is no JSON array. Put the notes into one, as in [{…}, {…}], or send one note a line"
    " and say format=ndjson."
)


class NoJson(Exception):
    """What can't be read as an array of JSON."""


class JsonScanner:
    """Reads a text, and holds no more of it than an item needs.

    :param longest: how many characters an item may have
    """

    def __init__(self, text: TextIO, longest: int) -> None:
        self._text = text
        self._longest = longest
        self._held = ""
        self._at = 0
        self.line = 1
        """where it is, counted from 1"""

    def items(self) -> Iterator[tuple[int, object]]:
        """Each item, with the line on which it begins.

        :raises NoJson: if the text is no array, or from here on none
        """
        if self._sign() != "[":
            raise NoJson(NO_ARRAY)
        self._at += 1
        if self._sign() == "]":
            self._at += 1
        else:
            yield from self._separated()
        if self._sign():
            raise NoJson("There is something behind the end of the array.")

    def _separated(self) -> Iterator[tuple[int, object]]:
        sign = ","
        while sign == ",":
            self._sign()
            line = self.line
            yield line, self._item()
            sign = self._sign()
            self._at += 1
        if sign != "]":
            raise NoJson("Here should be a comma, or the end of the array: ]")

    def _sign(self) -> str:
        """The next character that is no blank, or nothing at the end."""
        while True:
            end = BLANKS.match(self._held, self._at).end()  # type: ignore[union-attr]  # it matches
            self._pass(end)
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more():
                return ""

    def _item(self) -> object:
        while True:
            found, end, broken = self._decoded()
            if broken is None and self._held[end : end + 1] not in MAY_GO_ON:
                break
            if len(self._held) - self._at > self._longest or not self._more():
                break
        if broken:
            raise NoJson(broken)
        self._pass(end)
        return found

    def _decoded(self) -> tuple[object, int, str | None]:
        """What is here and where it ends; or why it is nothing, or not yet."""
        try:
            return *DECODER.raw_decode(self._held, self._at), None
        except RecursionError as error:
            raise NoJson("This is nested too deep.") from error
        except ValueError as error:
            reason = error.msg if isinstance(error, JSONDecodeError) else str(error)
            too_long = len(self._held) - self._at > self._longest
            more = " Or this is longer than a note." if too_long else ""
            return None, self._at, f"The JSON is broken: {reason}.{more}"

    def _pass(self, end: int) -> None:
        self.line += self._held.count("\n", self._at, end)
        self._at = end

    def _more(self) -> bool:
        """Take in another piece, unless this is the end."""
        piece = self._text.read(PIECE)
        if piece:
            self._held = self._held[self._at :] + piece
            self._at = 0
        return bool(piece)
