"""The note that keys act on: the one that has, or had last, the keyboard's focus."""

from collections.abc import Callable

from notes_ui.page.cards.note_card import NoteCard
from notes_ui.page.cards.note_list import NoteList
from notes_ui.page.interaction.focus_recovery import FocusRecovery
from notes_ui.ports.notes import NotePublic


class CurrentNote:
    """Knows the current note, and moves the focus on when the card of that note goes.

    :param edited: returns the id of the note that is being edited
    """

    def __init__(self, cards: NoteList, edited: Callable[[], int | None]) -> None:
        self._list = cards
        self._edited = edited
        self._id: int | None = None
        self._heir = FocusRecovery(cards)
        self._task: int | None = None
        """the task line that was pressed last, while the focus is still there; counted from 0"""
        self._stays = 0
        """how often somebody has gone to a field"""

    @property
    def note(self) -> NotePublic | None:
        """The note that a key acts on; None if there is none, or it is being edited or leaving."""
        card = self._card()
        beside = self._id != self._edited()  # in an editor, keys are for its buttons
        return card.note if card and beside and not card.leaving else None

    @property
    def in_trash(self) -> bool:
        """Whether it is the trash that is shown."""
        return self._list.trashed

    def take(self, note_id: int) -> None:
        """Make a note the current one."""
        if self._id != note_id:
            self._task = None
        self._id = note_id

    def focus(self, note: NotePublic) -> None:
        """Make a note the current one, because its card has got the focus."""
        self.take(note.id)
        self._heir.forget_but(note.id)

    def move(self, step: int) -> None:
        """Focus the note that is ``step`` places further down; at an end, focus the same again."""
        self._task = None
        found = self._list.neighbour(self._id, step) or self._id
        if found is not None and (card := self._list.card(found)):
            self._id = found
            card.focus()

    def tick(self, note: NotePublic, line: int) -> None:
        """Remember a pressed task line of a note, whose button will be rebuilt."""
        self.take(note.id)
        self.expect(note)
        self._task = line

    def ticked(self, note: NotePublic) -> int | None:
        """The task line that had the focus before its button was rebuilt; None if none had it."""
        return self._task if note.id == self._id else None

    def forget_task(self) -> None:
        """Forget the pressed task line, because the focus is on the card itself."""
        self._task = None

    def expect(self, note: NotePublic) -> None:
        """Remember which note inherits the focus, before an action that may remove this one."""
        self._heir.expect(note)

    def expect_to_lose(self) -> None:
        """Call `expect` for the current note."""
        if card := self._card():
            self._heir.expect(card.note)

    def settle(self) -> None:
        """Put the focus on its heir, if it was lost because a card has gone or moved."""
        heir = self._heir.settle(made_anew=self._task is not None)
        if heir is not None and (card := self._list.card(heir)):
            self._id = heir
            card.focus(still=self._task is not None)

    def stay(self) -> None:
        """Leave the focus where it is, because somebody types there."""
        self._heir.forget()
        self._stays += 1

    def until_stay(self) -> Callable[[], bool]:
        """Return a function that tells whether nobody has gone to a field since this call."""
        stays = self._stays
        return lambda: self._stays == stays

    def recover(self) -> None:
        """Focus the current note, or else the first: the element that had the focus is gone.

        This does nothing while a note is being edited.
        """
        if self._edited() is not None:
            return  # the focus comes back to the editor by itself
        found = self._id if self._id in self._list.ids() else self._list.neighbour(None, 1)
        if found is not None and (card := self._list.card(found)):
            self._id = found
            self._heir.expect(card.note)
            card.focus(still=True)

    def _card(self) -> NoteCard | None:
        return self._list.card(self._id) if self._id is not None else None
