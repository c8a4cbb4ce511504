"""Reads the items of a JSON array one by one; the standard library only reads a whole array.

The streaming library ijson 3.6.0 changes some texts, and does not bound its memory. Here `json`
itself decodes each item as soon as it is complete.
"""

import re
from collections.abc import Iterator
from json import JSONDecodeError
from typing import Final, TextIO

from api.transfers.readers.json_items import ItemRefused, decoded, end_of_item
from api.transfers.readers.line import TOO_LONG, Line

PIECE: Final = 64 * 1024
BLANKS: Final = re.compile(r"[ \t\r\n]*")
MAY_GO_ON: Final = ("", ".", "e", "E")
"""the characters behind a number that may continue in the next piece"""
LONGEST_WORD: Final = 12
"""characters after which an incomplete word, such as ``-Infinity``, is surely invalid"""
TEXT: Final = re.compile(r'(?:[^"\\]++|\\.)*+', re.DOTALL)
WHOLE: Final = re.compile(rf'(?:[^"]++|"{TEXT.pattern}")*+', re.DOTALL)
"""up to a string whose end is not read yet"""
NO_ARRAY: Final = (
    "This is not a JSON array. Put the notes into one, as in [{…}, {…}], or send one note per line"
    " with format=ndjson."
)


class NoJson(Exception):
    """A text that can't be read as a JSON array."""


class JsonScanner:
    """Reads a text, and keeps no more of it in memory than one item.

    :param longest: the maximum number of characters of an item
    """

    def __init__(self, text: TextIO, longest: int) -> None:
        self._text = text
        self._longest = longest
        self._held = ""
        self._at = 0
        self.line = 1
        """the current line, counted from 1"""

    def items(self) -> Iterator[Line]:
        """Each item, or why it is refused; the items behind a refused one are still read.

        :raises NoJson: if the text is not an array, or is broken from here on
        """
        if self._sign() != "[":
            raise NoJson(NO_ARRAY)
        self._at += 1
        if self._sign() == "]":
            self._at += 1
        else:
            yield from self._separated()
        if self._sign():
            raise NoJson("There is more text behind the end of the array.")

    def _separated(self) -> Iterator[Line]:
        sign = ","
        while sign == ",":
            self._sign()
            yield self._item()
            sign = self._sign()
            self._at += 1
        if sign != "]":
            raise NoJson("A comma, or the end of the array ], is missing here.")

    def _sign(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            self._pass(self._at + len(self._matching(BLANKS)))
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more():
                return ""

    def _item(self) -> Line:
        line = self.line
        try:
            return Line(line, self._whole())
        except ItemRefused as refusal:
            if not self._is_passed():
                raise NoJson(f"{refusal} Its end is missing, too.") from refusal
            return Line(line, refusal=str(refusal))

    def _whole(self) -> object:
        """The item that begins here; reads on until it is complete."""
        while True:
            found, end, broken = self._found()
            is_whole = not broken and self._held[end : end + 1] not in MAY_GO_ON
            if (end if is_whole else len(self._held)) - self._at > self._longest:
                raise ItemRefused(TOO_LONG)
            if is_whole or not self._more():
                break
        if broken:
            raise NoJson(broken)
        self._pass(end)
        return found

    def _found(self) -> tuple[object, int, str | None]:
        """The item here and its end; or an error that the next piece may resolve."""
        try:
            return *decoded(self._held, self._at), None
        except JSONDecodeError as error:
            broken = f"The JSON is broken: {error.msg}."
            is_cut = error.pos > len(self._held) - LONGEST_WORD
            if not is_cut and not error.msg.startswith("Unterminated string"):
                raise NoJson(broken) from error
            return None, self._at, broken

    def _is_passed(self) -> bool:
        """Skip the item that begins here, without keeping it; return whether its end was found."""
        depth = 0
        while True:
            run = self._matching(WHOLE)
            end, depth = end_of_item(run, depth)
            self._pass(self._at + (len(run) if end is None else end))
            if end is not None:
                return True
            is_in_a_text = self._at < len(self._held)
            if not (self._is_text_passed() if is_in_a_text else self._more()):
                return False

    def _is_text_passed(self) -> bool:
        self._at += 1
        while True:
            self._pass(self._at + len(self._matching(TEXT)))
            if self._held.startswith('"', self._at):
                self._at += 1
                return True
            if not self._more():
                return False

    def _matching(self, anything: re.Pattern[str]) -> str:
        found = anything.match(self._held, self._at)
        return found[0] if found else ""

    def _pass(self, end: int) -> None:
        self.line += self._held.count("\n", self._at, end)
        self._at = end

    def _more(self) -> bool:
        """Read another piece, unless this is the end; for a long item, double what is held."""
        piece = self._text.read(max(PIECE, len(self._held) - self._at))
        if piece:
            self._held = self._held[self._at :] + piece
            self._at = 0
        return bool(piece)
