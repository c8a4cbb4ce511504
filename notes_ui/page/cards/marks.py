"""How cards show what is selected, and what others are editing."""

import asyncio
from collections.abc import Collection, Mapping
from typing import Final

from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.page.cards.note_card import NoteCard

MOMENT: Final = 3.0
"""seconds for which a note that somebody looks for is marked"""


class CardMarks:
    """The marks of notes, also of notes that have no card just now.

    :param cards: the cards that there are, by the note's id
    """

    def __init__(self, cards: Mapping[int, NoteCard], language: Language) -> None:
        self._cards = cards
        self._being_edited = language.say(messages.BEING_EDITED)
        self._selected: Collection[int] = ()
        self._edited: set[int] = set()
        self._found: int | None = None

    def select(self, selected: Collection[int]) -> None:
        """Show which notes are selected, and no others."""
        self._selected = set(selected)
        for card in self._cards.values():
            self._show_selected(card)

    def edit(self, edited: set[int]) -> None:
        """Show which notes others are editing, and no others."""
        changed, self._edited = edited ^ self._edited, edited
        for note_id in changed:
            if card := self._cards.get(note_id):
                self._show_edited(card)

    def find(self, note_id: int | None) -> None:
        """Mark a note that somebody looks for, for `MOMENT` seconds; None: mark none."""
        sought, self._found = {self._found, note_id}, note_id
        for card in filter(None, map(self._cards.get, filter(None, sought))):
            self._show_found(card)
        if note_id is not None:
            asyncio.get_running_loop().call_later(MOMENT, self._find_no_more, note_id)

    def _find_no_more(self, note_id: int) -> None:
        if self._found == note_id:
            self.find(None)

    def show(self, card: NoteCard) -> None:
        """Show the marks of a note on a card that has just got this note."""
        self._show_selected(card)
        self._show_edited(card)
        self._show_found(card)

    def _show_found(self, card: NoteCard) -> None:
        if not card.is_deleted:
            card.attach("data-found", "" if card.note.id == self._found else None)

    def _show_selected(self, card: NoteCard) -> None:
        card.attach("data-selected", "" if card.note.id in self._selected else None)

    def _show_edited(self, card: NoteCard) -> None:
        card.attach("data-edited", self._being_edited if card.note.id in self._edited else None)
