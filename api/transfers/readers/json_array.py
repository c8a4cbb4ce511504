"""The items of a JSON array, one after the other: the standard library reads them only all at once.

The libraries for streams (ijson) put a question mark for half a character, and take gigabytes for a
hundred kilobytes of brackets. Here an item is read by `json` itself, as soon as enough is there.
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
"""what stands behind a number of which there is more in the next piece"""
LONGEST_WORD: Final = 12
"""characters in which half of something is still told from nonsense, such as ``-Infinity``"""
TEXT: Final = re.compile(r'(?:[^"\\]++|\\.)*+', re.DOTALL)
WHOLE: Final = re.compile(rf'(?:[^"]++|"{TEXT.pattern}")*+', re.DOTALL)
"""up to a text of which the end is not there"""
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

    def items(self) -> Iterator[Line]:
        """Each item, or why it is refused: those behind it are read all the same.

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

    def _separated(self) -> Iterator[Line]:
        sign = ","
        while sign == ",":
            self._sign()
            yield self._item()
            sign = self._sign()
            self._at += 1
        if sign != "]":
            raise NoJson("Here should be a comma, or the end of the array: ]")

    def _sign(self) -> str:
        """The next character that is no blank, or nothing at the end."""
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
                raise NoJson(f"{refusal} And it has no end.") from refusal
            return Line(line, refusal=str(refusal))

    def _whole(self) -> object:
        """The item that begins here, as soon as enough of it is there."""
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
        """What is here and where it ends; or what is wrong, unless the next piece puts it right."""
        try:
            return *decoded(self._held, self._at), None
        except JSONDecodeError as error:
            broken = f"The JSON is broken: {error.msg}."
            is_cut = error.pos > len(self._held) - LONGEST_WORD
            if not is_cut and not error.msg.startswith("Unterminated string"):
                raise NoJson(broken) from error
            return None, self._at, broken

    def _is_passed(self) -> bool:
        """Pass over the item that begins here, without holding it, if it has an end."""
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
        """Take in another piece, unless this is the end: of long items, each as long as before."""
        piece = self._text.read(max(PIECE, len(self._held) - self._at))
        if piece:
            self._held = self._held[self._at :] + piece
            self._at = 0
        return bool(piece)
