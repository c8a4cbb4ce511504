"""Text as HTML: escaped, with the words of a search marked, and with tags as links."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Self
from urllib.parse import quote

from notes_ui import theme
from notes_ui.ports.notes import TAG, fold

ACCENTS: Final = "\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
"""the combining characters that SQLite's tokenizer `unicode61` counts as parts of a word
(https://sqlite.org/fts5.html#unicode61_tokenizer)"""

WORD: Final = re.compile(rf"[^\W_](?:[^\W_]|[{ACCENTS}])*")


@dataclass(frozen=True, slots=True)
class Highlight:
    """Makes HTML of texts: marks beginnings of words, and links tags to the page.

    :param home: the path of the page
    """

    beginnings: tuple[str, ...]
    """folded, the longest first"""
    home: str

    @classmethod
    def of(cls, words: Sequence[str], home: str) -> Self:
        """A highlight that marks the beginnings of words that match a word of a search."""
        return cls(_beginnings(tuple(words)), home)

    def mark(self, text: str) -> str:
        """The text as HTML, with marks."""
        if not self.beginnings:
            return _escaped(text)
        pieces, done = [], 0
        for start, end in self._matches(text):
            # Escaped piece by piece: no entity can be cut in two.
            before, marked = _escaped(text[done:start]), _escaped(text[start:end])
            pieces.append(f"{before}<mark>{marked}</mark>")
            done = end
        return "".join([*pieces, _escaped(text[done:])])

    def chip(self, text: str, known: Collection[str]) -> str:
        """The text as HTML, with marks, and with links for tags.

        :param known: the tags that become links, folded
        """
        pieces, done = [], 0
        for found in TAG.finditer(text) if known else ():
            if (tag := fold(found[1])) in known:
                address = escape(f"{self.home}?tag={quote(tag, safe='')}")
                pieces += [self.mark(text[done : found.start()]), self._chip(address, found[0])]
                done = found.end()
        return "".join([*pieces, self.mark(text[done:])])

    def _chip(self, address: str, text: str) -> str:
        return f'<a class="{theme.TAG}" href="{address}">{self.mark(text)}</a>'

    def _matches(self, text: str) -> Iterator[tuple[int, int]]:
        for word in WORD.finditer(text):
            folded, start = _folded(word[0]), word.start()
            if folded.startswith(self.beginnings):
                longest = next(filter(folded.startswith, self.beginnings))
                yield start, start + _reach(word[0], len(longest))


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def _beginnings(words: tuple[str, ...]) -> tuple[str, ...]:
    parts = {_folded(part) for word in words for part in WORD.findall(word)} - {""}
    return tuple(sorted(parts, key=len, reverse=True))


def _folded(text: str) -> str:
    """The text without case and accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def _reach(word: str, length: int) -> int:
    """The number of characters of a word, with their accents, that fold to ``length`` ones."""
    if word.isascii():
        return length
    folded = 0
    for position, character in enumerate(word):
        grown = len(_folded(character))
        if folded >= length and grown:
            return position
        folded += grown
    return len(word)
