"""How cards show what is selected, and what others are editing."""

from collections.abc import Collection, Mapping

from notes_ui import words
from notes_ui.language import Language
from notes_ui.note_card import NoteCard


class CardMarks:
    """Which notes are marked, whether or not there are cards for them just now.

    :param cards: the cards that there are, by the note's id
    """

    def __init__(self, cards: Mapping[int, NoteCard], language: Language) -> None:
        self._cards = cards
        self._being_edited = language.say(words.BEING_EDITED)
        self._selected: Collection[int] = ()
        self._edited: set[int] = set()

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

    def show(self, card: NoteCard) -> None:
        """Have a card that is given another note look as that one should."""
        self._show_selected(card)
        self._show_edited(card)

    def _show_selected(self, card: NoteCard) -> None:
        card.attach("data-selected", "" if card.note.id in self._selected else None)

    def _show_edited(self, card: NoteCard) -> None:
        card.attach("data-edited", self._being_edited if card.note.id in self._edited else None)
