"""Who inherits the keyboard's focus, when what had it leaves the list or moves in it."""

import time
from collections.abc import Sequence
from typing import Final

from notes_ui.page.cards.note_list import NoteList
from notes_ui.ports.notes import NotePublic

LOSING: Final = 2.0
"""seconds within which a note leaves the list by what was done to it, if it does"""


class FocusRecovery:
    """Knows of one note at a time whose card may go. A browser says nothing when it does."""

    def __init__(self, notes: NoteList) -> None:
        self._list = notes
        self._lost: NotePublic | None = None
        self._order: Sequence[int] = ()
        self._until = 0.0

    def expect(self, note: NotePublic) -> None:
        """Note what stands around the card, before it may go by what is done now."""
        order = self._list.ids()
        if note.id in order:
            self._lost, self._order = note, order
            self._until = time.monotonic() + LOSING

    def forget(self) -> None:
        """Expect nothing more: the focus is where somebody types."""
        self._lost = None

    def forget_but(self, note_id: int) -> None:
        """Expect nothing more, unless it is this note: another one has the focus."""
        if self._lost and self._lost.id != note_id:
            self._lost = None

    def settle(self, *, made_anew: bool) -> int | None:
        """The note whose card is to have the focus, if that has to be said at all.

        A card that has only moved gets it back: a browser takes it from what it moves.

        :param made_anew: whether what had the focus within the card is gone in any case
        """
        lost = self._lost
        if lost is None or time.monotonic() > self._until:
            return None
        now = self._shown(lost.id)
        if now and now.version == lost.version:
            return None  # nothing has come of it yet
        self._lost = None
        if now is None:
            return self._heir(lost.id)
        stays = not made_anew and self._list.ids() == self._order
        return None if stays else lost.id

    def _heir(self, lost: int) -> int | None:
        place = self._order.index(lost)
        heirs = [*self._order[place + 1 : place + 2], *reversed(self._order[:place])]
        return next((heir for heir in heirs if self._list.card(heir)), None)

    def _shown(self, note_id: int) -> NotePublic | None:
        return next((note for note in self._list.notes() if note.id == note_id), None)
