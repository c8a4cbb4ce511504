"""Which note inherits the keyboard's focus, when the card that had it leaves the list or moves."""

import time
from collections.abc import Sequence
from typing import Final

from notes_ui.page.cards.note_list import NoteList
from notes_ui.ports.notes import NotePublic

LOSING: Final = 2.0
"""seconds after an action in which it may remove the note from the list"""


class FocusRecovery:
    """Watches one note whose card may go; a browser sends nothing when the focus goes with it."""

    def __init__(self, notes: NoteList) -> None:
        self._list = notes
        self._lost: NotePublic | None = None
        self._order: Sequence[int] = ()
        self._until = 0.0

    def expect(self, note: NotePublic) -> None:
        """Watch a note that an action may remove, and remember the order of the notes."""
        order = self._list.ids()
        if note.id in order:
            self._lost, self._order = note, order
            self._until = time.monotonic() + LOSING

    def forget(self) -> None:
        """Stop watching, because the focus is where somebody types."""
        self._lost = None

    def forget_but(self, note_id: int) -> None:
        """Stop watching, unless the watched note is this one, which has the focus."""
        if self._lost and self._lost.id != note_id:
            self._lost = None

    def settle(self, *, made_anew: bool) -> int | None:
        """The id of the note whose card has to be focused; None if the focus is not lost.

        A card that has only moved gets the focus back: a browser takes it from a moved element.

        :param made_anew: whether the element within the card that had the focus was rebuilt
        """
        lost = self._lost
        if lost is None or time.monotonic() > self._until:
            return None
        now = self._shown(lost.id)
        if now and now.version == lost.version:
            return None  # the action has had no effect yet
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
