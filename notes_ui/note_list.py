"""The window of cards, and its reconciling with what the database holds."""

from collections.abc import Awaitable, Callable, Sequence

from nicegui import ui

from api.models import NotePublic
from api.notes import NoteWindow
from notes_ui import theme
from notes_ui.note_card import CardActions, CardButton, NoteCard

Move = Callable[[], Awaitable[None]]


class WindowButton(CardButton, default_classes=theme.WINDOW_BUTTON):
    """Leads to notes outside the window."""


class NoteList:
    """The cards, what leads to the others, their number, and what is said when there are none."""

    def __init__(self, actions: CardActions, *, newest: Move, newer: Move, older: Move) -> None:
        self._actions = actions
        self._cards: dict[int, NoteCard] = {}
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
        """Repaint what differs from the window, and nothing else. On the event loop only."""
        self._reconcile(window.notes)
        self._count.text = f"{window.total:,} {'note' if window.total == 1 else 'notes'}"
        self._newer.visible = window.newer
        self._older.visible = window.older
        self._empty.visible = not window.notes

    def _reconcile(self, notes: Sequence[NotePublic]) -> None:
        shown = {note.id for note in notes}
        for note_id in [note_id for note_id in self._cards if note_id not in shown]:
            self._list.remove(self._cards.pop(note_id))
        with self._list:
            for note in notes:
                card = self._cards.get(note.id)
                if card is None:
                    self._cards[note.id] = NoteCard(note, self._actions)
                else:
                    card.show(note)
        self._arrange([self._cards[note.id] for note in notes])

    def _arrange(self, cards: list[NoteCard]) -> None:
        children = self._list.default_slot.children
        if children != cards:
            children[:] = cards
            self._list.update()
