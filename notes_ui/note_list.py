"""The window of cards, and its reconciling with what the database holds."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from nicegui import ui

from api.models import NotePublic
from api.notes import NoteWindow
from notes_ui import theme
from notes_ui.note_card import CardActions, CardButton, NoteCard
from notes_ui.shared_views import difference

Move = Callable[[], Awaitable[None]]


class WindowButton(CardButton, default_classes=theme.WINDOW_BUTTON):
    """Leads to notes outside the window."""


class NoteList:
    """The cards, what leads to the others, their number, and what is said when there are none."""

    def __init__(self, actions: CardActions, *, newest: Move, newer: Move, older: Move) -> None:
        self._actions = replace(actions, delete=self._delete)
        self._write_delete = actions.delete
        self._cards: dict[int, NoteCard] = {}
        self._window: NoteWindow | None = None
        self._count = ui.label().classes(theme.COUNT).props("role=status").mark("count")
        with ui.element("div").classes(theme.WINDOW_NEWER) as self._newer:
            WindowButton("Back to the newest", newest)
            WindowButton("Show 50 newer", newer)
        self._list = ui.element("ul").classes(theme.LIST).props('role=list aria-label="Notes"')
        with ui.element("div").classes(theme.WINDOW_OLDER) as self._older:
            WindowButton("Show 50 more", older)
        with ui.element("div").classes(theme.EMPTY) as self._empty:
            ui.label("No notes yet").classes(theme.EMPTY_TITLE)
            ui.label("Write the first one. It appears in every open browser at once.")
        for part in (self._newer, self._older, self._empty):
            part.visible = False

    def show(self, window: NoteWindow) -> None:
        """Repaint what differs from the window that is shown, and nothing else.

        On the event loop only. If it fails halfway, showing the same window again mends it.
        """
        step = difference(self._window, window)
        for note_id in step.gone:
            self._remove(note_id)
        for note in step.differing:
            self._show_note(note)
        if step.rearranged:
            self._arrange(window.notes)
        self._show_surroundings(window)
        self._window = window

    def scroll_to(self, note_id: int) -> None:
        """Bring a card to the middle of the window."""
        if card := self._cards.get(note_id):
            card.run_method("scrollIntoView", {"block": "center"})

    async def _delete(self, note: NotePublic) -> None:
        """Hand the focus on, which would fall out of the list together with the card."""
        heir = self._neighbour(note.id)
        if await self._write_delete(note) and heir:
            heir.delete_button.run_method("focus")

    def _neighbour(self, note_id: int) -> NoteCard | None:
        ids = [note.id for note in self._window.notes] if self._window else []
        if note_id not in ids or len(ids) == 1:
            return None
        place = ids.index(note_id)
        return self._cards.get(ids[place + 1] if place + 1 < len(ids) else ids[place - 1])

    def _remove(self, note_id: int) -> None:
        if card := self._cards.pop(note_id, None):
            self._list.remove(card)

    def _show_note(self, note: NotePublic) -> None:
        if card := self._cards.get(note.id):
            card.show(note)
        else:
            with self._list:
                self._cards[note.id] = NoteCard(note, self._actions)

    def _arrange(self, notes: Sequence[NotePublic]) -> None:
        self._list.default_slot.children[:] = [self._cards[note.id] for note in notes]
        self._list.update()

    def _show_surroundings(self, window: NoteWindow) -> None:
        self._count.text = f"{window.total:,} {'note' if window.total == 1 else 'notes'}"
        self._newer.visible = window.newer
        self._older.visible = window.older
        self._empty.visible = not window.notes
