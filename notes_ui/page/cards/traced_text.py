"""Where in a card's text a click was: behind which letter.

A browser tells how far a click was from the corner of the text, and not what stands there. So the
same text is laid out once more in the same place, unseen, in pieces that can be asked where they
are: about as many pieces as each has letters, and then the letters of the piece that was hit. That
takes two questions, however long the text is.
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
"""seconds after which a click is taken for one on the text, wherever it was"""
MOST_PIECES: Final = 500
"""more are not asked: it is a text of nothing but markup"""
KEPT: Final = frozenset({"class", "dir", "start"})
"""attributes that have to do with where a text is"""
EMPTY: Final = frozenset({"br", "hr"})
JOINERS: Final = frozenset("\u200d\ufe0e\ufe0f")
RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
Box = dict[str, float]


class Piece(Bare):
    """Letters of one text, which can be asked where they are."""

    def __init__(self, letters: Sequence[str], text: int, start: int) -> None:
        super().__init__("span", "".join(letters))
        self.letters = letters
        self.number = text
        """of the text that it is of"""
        self.start = start
        """how far into it"""

    def split(self) -> "list[Piece]":
        """Have it stand in its place letter by letter."""
        self.drop_text()
        pieces, start = [], self.start
        with self:
            for letter in self.letters:
                pieces.append(Piece([letter], self.number, start))
                start += len(letter)
        self.update()
        return pieces


class TracedText(Lean, default_classes=theme.TRACED_TEXT):
    """A card's text, out of sight, in the place of the text that can be seen.

    :param card: the card that it is in
    :param html: the text that the card shows
    """

    def __init__(self, card: Element, html: str) -> None:
        with card:
            super().__init__("div")
        reading = _Reading(self)
        reading.feed(html)
        reading.close()
        self.texts = reading.texts
        """the text, from one tag to the next"""
        self.titles = reading.titles
        """how many of them belong to the title"""
        self._pieces = reading.pieces()

    async def find(self, x: float, y: float) -> tuple[int, int] | None:
        """The number of the text at this place, and how far into it; None if nobody knows.

        :param x: from the left edge of all of it
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
        """The piece that is nearest, and whether the place is behind the middle of it."""
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
    """Makes elements of a card's HTML, and pieces of its texts."""

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
            self._ignored = True  # it takes no room
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
            # Its place is taken before what follows it; it is filled when all is known.
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
    """What a person takes for one letter each: with its accents, or all of an emoji."""
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
    """Where it is in the window, line by line."""
    found = await element.run_method("getClientRects", timeout=ANSWERED)
    return list(found.values()) if found else []


def _distance(box: Box, x: float, y: float) -> tuple[float, float]:
    """How far away it is: first by lines, then within the line."""
    return (
        max(box["top"] - y, y - box["bottom"], 0.0),
        max(box["left"] - x, x - box["right"], 0.0),
    )
