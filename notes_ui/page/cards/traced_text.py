"""Finds the letter in a card's text that was clicked.

A browser reports the distance of a click from the corner of the text, but not the letter. So the
server has the same text laid out once more in the same place, unseen, in √n pieces of √n letters,
and asks the browser where each piece is (`getClientRects`); then it asks for the letters of the
piece that was hit. That takes two round trips, however long the text is.
"""

import asyncio
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from html.parser import HTMLParser
from math import ceil, sqrt
from typing import Final

from nicegui.element import Element

from notes_ui import theme
from notes_ui.runtime.lean_elements import Bare, Lean

ANSWERED: Final = 2.0
"""seconds after which the search for the letter is given up"""
MOST_PIECES: Final = 500
"""maximum pieces; only a text of nothing but markup has more, and is not searched"""
KEPT: Final = frozenset({"class", "dir", "start"})
"""attributes that have an effect on the layout"""
EMPTY: Final = frozenset({"br", "hr"})
"""elements without an end tag"""
JOINERS: Final = frozenset("\u200d\ufe0e\ufe0f")
RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
"""the bidirectional classes of letters that are written from right to left (UAX #9)"""
Box = dict[str, float]
"""the edges left, top, right and bottom, in CSS pixels of the browser's window"""


class Piece(Bare):
    """An element with letters of one text; the browser can be asked where it is."""

    def __init__(self, letters: Sequence[str], text: int, start: int) -> None:
        super().__init__("span", "".join(letters))
        self.letters = letters
        self.number = text
        """the number of the text, counted from 0"""
        self.start = start
        """how many characters of the text come before"""

    def split(self) -> "list[Piece]":
        """Replace the text by a piece for each letter; return these pieces."""
        self.drop_text()
        pieces, start = [], self.start
        with self:
            for letter in self.letters:
                pieces.append(Piece([letter], self.number, start))
                start += len(letter)
        self.update()
        return pieces


class TracedText(Lean, default_classes=theme.TRACED_TEXT):
    """An invisible copy of a card's text, in the same place as the visible text.

    :param card: the card, to which this element is added
    :param html: the HTML that the card shows
    """

    def __init__(self, card: Element, html: str) -> None:
        with card:
            super().__init__("div")
        reading = _Reading(self)
        reading.feed(html)
        reading.close()
        self.texts = reading.texts
        """the texts between the tags, in their order"""
        self.titles = reading.titles
        """how many of the texts belong to the title; these come first"""
        self._pieces = reading.pieces()

    async def find(self, x: float, y: float) -> tuple[int, int] | None:
        """The number of the text at a point, and the characters before the point in that text.

        :param x: CSS pixels from the left edge of the whole element
        :param y: CSS pixels from its top edge
        :return: None if there are too many pieces, or the browser does not answer in time
        """
        if not 0 < len(self._pieces) <= MOST_PIECES:
            return None
        with suppress(TimeoutError):
            async with asyncio.timeout(ANSWERED):
                piece, _ = await self._hit(self._pieces, x, y)
                piece, behind = await self._hit(piece.split(), x, y)
                return piece.number, piece.start + behind * len(piece.text)
        return None

    async def _hit(self, pieces: Sequence[Piece], x: float, y: float) -> tuple[Piece, bool]:
        """The piece that is nearest to a point, and whether the point is behind its middle.

        :raises TimeoutError: if the browser does not answer, or no longer shows the text
        """
        corners, *boxes = await asyncio.gather(_boxes(self), *map(_boxes, pieces))
        if not (corners and any(boxes)):  # nobody is there to answer, or it is shown no more
            raise TimeoutError
        x, y = x + corners[0]["left"], y + corners[0]["top"]
        near = [
            (_distance(box, x, y), number, box)
            for number, all_of_it in enumerate(boxes)
            for box in all_of_it
        ]
        _, number, box = min(near, key=lambda found: found[:2])
        piece = pieces[number]
        backwards = unicodedata.bidirectional(piece.text[0]) in RIGHT_TO_LEFT
        return piece, (x > (box["left"] + box["right"]) / 2) != backwards


class _Reading(HTMLParser):
    """Makes elements of a card's HTML, and pieces of the texts in it."""

    def __init__(self, root: Element) -> None:
        super().__init__()
        self._open = [root]
        self._places: list[tuple[Element, str]] = []
        self._ignored = False
        self.titles = 0

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self._places]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "button":
            self._ignored = True  # a button takes no room
            return
        with self._open[-1]:
            made = Bare(tag)
        for name, value in attrs:
            if name in KEPT:
                made.attach(name, value)
        if tag not in EMPTY:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if tag == "button":
            self._ignored = False
            return
        if tag not in EMPTY:
            self._open.pop()
        if tag == "h2":
            self.titles = len(self._places)

    def handle_data(self, data: str) -> None:
        if not self._ignored:
            # An empty element keeps the place; `pieces` fills it when all texts are known.
            with self._open[-1]:
                self._places.append((Bare("span"), data))

    def pieces(self) -> list[Piece]:
        size = ceil(sqrt(sum(len(text) for text in self.texts)))
        return [
            piece
            for number, (place, text) in enumerate(self._places)
            for piece in _pieces(place, text, number, size)
        ]


def _pieces(place: Element, text: str, number: int, size: int) -> list[Piece]:
    found, start, all_letters = [], 0, letters(text)
    with place:
        for first in range(0, len(all_letters), size):
            found.append(Piece(all_letters[first : first + size], number, start))
            start += len(found[-1].text)
    return found


def letters(text: str) -> list[str]:
    """The letters of a text as a person counts them: one with its accents, or a whole emoji.

    This is a simple form of the grapheme clusters of UAX #29.
    """
    found: list[str] = []
    for character in text:
        if found and (_belongs_to_the_one_before(character) or found[-1].endswith("\u200d")):
            found[-1] += character
        else:
            found.append(character)
    return found


def _belongs_to_the_one_before(character: str) -> bool:
    if character.isascii():
        return False
    return (
        character in JOINERS
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # colours of skin
        or unicodedata.category(character).startswith("M")
    )


async def _boxes(element: Element) -> list[Box]:
    """The boxes of an element in the browser's window, one for each line.

    :raises TimeoutError: if the browser does not answer
    """
    found = await element.run_method("getClientRects", timeout=ANSWERED)
    return list(found.values()) if found else []


def _distance(box: Box, x: float, y: float) -> tuple[float, float]:
    """The distance of a point from a box in CSS pixels: vertical, then horizontal."""
    return (
        max(box["top"] - y, y - box["bottom"], 0.0),
        max(box["left"] - x, x - box["right"], 0.0),
    )
