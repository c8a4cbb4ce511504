"""The note that is meant by a key: the one that has, or had, the keyboard's focus."""

from collections.abc import Callable

from notes_ui.page.cards.note_card import NoteCard
from notes_ui.page.cards.note_list import NoteList
from notes_ui.page.interaction.focus_recovery import FocusRecovery
from notes_ui.ports.notes import NotePublic


class CurrentNote:
    """Which note it is, and where the focus goes when its card does.

    :param edited: returns the note that is edited just now
    """

    def __init__(self, cards: NoteList, edited: Callable[[], int | None]) -> None:
        self._list = cards
        self._edited = edited
        self._id: int | None = None
        self._heir = FocusRecovery(cards)
        self._task: int | None = None
        """the task line that was ticked last, while the focus is still there"""
        self._stays = 0
        """how often somebody has gone to a field"""

    @property
    def note(self) -> NotePublic | None:
        """The note that a key is for, if it is for one."""
        card = self._card()
        beside = self._id != self._edited()  # within it, keys are for its buttons
        return card.note if card and beside and not card.leaving else None

    @property
    def in_trash(self) -> bool:
        """Whether it is the trash that is shown."""
        return self._list.trashed

    def take(self, note_id: int) -> None:
        """Take the note for the one that is meant."""
        if self._id != note_id:
            self._task = None
        self._id = note_id

    def focus(self, note: NotePublic) -> None:
        """The same, since its card has got the focus."""
        self.take(note.id)
        self._heir.forget_but(note.id)

    def move(self, step: int) -> None:
        """Put the focus on the next note, or on the one before; at an end it comes back there."""
        self._task = None
        found = self._list.neighbour(self._id, step) or self._id
        if found is not None and (card := self._list.card(found)):
            self._id = found
            card.focus()

    def tick(self, note: NotePublic, line: int) -> None:
        """Note that a task line of it was pressed, whose button is made anew."""
        self.take(note.id)
        self.expect(note)
        self._task = line

    def ticked(self, note: NotePublic) -> int | None:
        """The task line that the focus would be on, had its button not been made anew."""
        return self._task if note.id == self._id else None

    def forget_task(self) -> None:
        """Note that the focus is on the card itself."""
        self._task = None

    def expect(self, note: NotePublic) -> None:
        """Note who inherits the focus, if the note goes by what is done now."""
        self._heir.expect(note)

    def expect_to_lose(self) -> None:
        """The same for the note that has the focus, or had it last."""
        if card := self._card():
            self._heir.expect(card.note)

    def settle(self) -> None:
        """Hand the focus on, if it has fallen out of the list together with its card."""
        heir = self._heir.settle(made_anew=self._task is not None)
        if heir is not None and (card := self._list.card(heir)):
            self._id = heir
            card.focus(still=self._task is not None)

    def stay(self) -> None:
        """Leave the focus where it is from now on: somebody types there."""
        self._heir.forget()
        self._stays += 1

    def until_stay(self) -> Callable[[], bool]:
        """Return what tells whether nobody has gone to a field since now."""
        stays = self._stays
        return lambda: self._stays == stays

    def recover(self) -> None:
        """Put the focus on the note that had it, or on the first: what was pressed has gone."""
        if self._edited() is not None:
            return  # it comes back there by itself
        found = self._id if self._id in self._list.ids() else self._list.neighbour(None, 1)
        if found is not None and (card := self._list.card(found)):
            self._id = found
            self._heir.expect(card.note)
            card.focus(still=True)

    def _card(self) -> NoteCard | None:
        return self._list.card(self._id) if self._id is not None else None
