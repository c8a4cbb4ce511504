"""Where on the page a note is edited: its card, which is held in the list and marked."""

from collections.abc import Callable
from contextlib import suppress

from nicegui import background_tasks

from notes_ui.page.cards.note_card import NoteCard
from notes_ui.page.cards.note_list import NoteList
from notes_ui.page.editor.callbacks import PageSignals
from notes_ui.ports.notes import NotePublic
from notes_ui.runtime import answers
from notes_ui.runtime.presence import Presence


class EditedCard:
    """Holds the card of one note while the note is edited, and tells others of it.

    :param page: the callbacks of the page
    """

    def __init__(self, cards: NoteList, presence: Presence, page: PageSignals) -> None:
        self._list = cards
        self._presence = presence
        self._look = page.look
        self._until_typing = page.focus.until_typing
        self._note_id: int | None = None
        """the note whose card is held"""

    def hold(self, note: NotePublic) -> NoteCard:
        """Hold the note's card in the list, also if the view does not have it; return the card."""
        self._note_id = note.id
        card = self._list.hold(note, self._look())
        card.attach("data-editing", "")
        self._presence.edit(self._list, note.id)
        return card

    def go_on_as(self, note: NotePublic) -> None:
        """Have the card that is held be that of a note that was made in place of its own one."""
        self._note_id = note.id
        self._list.go_on_as(note, self._look())
        self._presence.edit(self._list, note.id)

    def release(self, note_id: int, *, to_card: bool) -> None:
        """Hold no card any more.

        :param note_id: the note that was edited
        :param to_card: whether its card is to get the focus
        """
        self._note_id = None
        if card := self._list.card(note_id):
            card.attach("data-editing", None)
            if to_card:
                going = self._go_to(card, self._until_typing())
                background_tasks.create(going, name="go to a card", context=card)
        self._list.release()
        self._presence.edit(self._list, None)

    async def _go_to(self, card: NoteCard, is_wanted: Callable[[], bool]) -> None:
        """Focus a card, unless somebody has gone on to type elsewhere, or edits a note again.

        The server knows that when the browser has answered: earlier events arrive before.
        """
        with suppress(TimeoutError):
            await card.get_computed_prop("tabIndex", timeout=answers.ANSWERED)
            if self._note_id is None and is_wanted() and not card.is_deleted:
                card.focus()
