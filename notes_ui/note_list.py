"""The window of cards, and its reconciling with what the database holds."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from nicegui import ui

from api.models import NotePublic
from api.notes import NoteWindow
from notes_ui import theme
from notes_ui.note_card import CardActions, CardButton, NoteCard
from notes_ui.shared_views import difference

Breathe = Callable[[], Awaitable[None]]
Move = Callable[[], Awaitable[None] | None]


class WindowButton(CardButton, default_classes=theme.WINDOW_BUTTON):
    """Leads to notes outside the window."""


class NoteList:
    """The cards, what leads to the others, their number, and what is said when there are none."""

    def __init__(
        self, actions: CardActions, *, newest: Move, newer: Move, older: Move, breathe: Breathe
    ) -> None:
        self._breathe = breathe
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

    async def show(self, window: NoteWindow) -> None:
        """Repaint what differs from the window that is shown, and nothing else.

        A card that is not needed any more shows the next new note: made anew it would cost
        several times as much. If this fails halfway, showing the same window again mends it.
        """
        step = difference(self._window, window)
        free = [self._cards.pop(note_id) for note_id in step.gone if note_id in self._cards]
        for note in step.differing:
            self._show_note(note, free)
            if self._window is None:  # later, nobody is to see the list half rearranged
                await self._breathe()
        if step.rearranged:
            self._arrange([self._cards[note.id] for note in window.notes])
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

    def _show_note(self, note: NotePublic, free: list[NoteCard]) -> None:
        card = self._cards.get(note.id) or (free.pop() if free else None)
        if card:
            card.show(note)
        else:
            with self._list:
                card = NoteCard(note, self._actions)
        self._cards[note.id] = card

    def _arrange(self, cards: list[NoteCard]) -> None:
        children = self._list.default_slot.children
        for left_over in set(children).difference(cards):
            self._list.remove(left_over)
        children[:] = cards
        self._list.update()

    def _show_surroundings(self, window: NoteWindow) -> None:
        self._count.text = f"{window.total:,} {'note' if window.total == 1 else 'notes'}"
        self._newer.visible = window.newer
        self._older.visible = window.older
        self._empty.visible = not window.notes
