"""The window of cards, and its reconciling with what the database holds."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from nicegui import ui

from api.models import NotePublic
from api.notes import NoteWindow
from notes_ui import theme
from notes_ui.bare import Bare
from notes_ui.note_card import CardActions, CardButton, NoteCard
from notes_ui.shared_views import difference, everything

CARDS_AT_A_TIME: Final = 10
"""that are made before others have a turn: with few of them a browser renders more often"""
Breathe = Callable[[], Awaitable[None]]
Move = Callable[[], Awaitable[None] | None]


class WindowButton(CardButton, default_classes=theme.WINDOW_BUTTON):
    """Leads to notes outside the window."""


class Occasional(ui.element):
    """A place for what is seldom shown. Its parts are made when they are, and not before."""

    def __init__(self, classes: str, fill: Callable[[], object]) -> None:
        super().__init__("div")
        self._shown_classes = classes
        self._fill = fill

    def show(self, shown: bool) -> None:
        """Show its parts, or nothing."""
        if shown == bool(self.default_slot.children):
            return
        if shown:
            with self.classes(self._shown_classes):
                self._fill()
        else:
            self.clear().classes(remove=self._shown_classes)


class NoteList:
    """The cards, what leads to the others, their number, and what is said when there are none."""

    def __init__(
        self, actions: CardActions, *, newest: Move, newer: Move, older: Move, breathe: Breathe
    ) -> None:
        self._breathe = breathe
        self._actions = replace(actions, delete=self._delete)
        self._write_delete = actions.delete
        self._cards: dict[int, NoteCard] = {}
        self.window: NoteWindow | None = None
        """what the cards show, if that is sure"""
        self._count = ui.label().classes(theme.COUNT).props("role=status").mark("count")
        self._newer = Occasional(
            theme.WINDOW_NEWER,
            lambda: (
                WindowButton("Back to the newest", newest),
                WindowButton("Show 50 newer", newer),
            ),
        )
        self._list = ui.element("ul").classes(theme.LIST).props('role=list aria-label="Notes"')
        self._older = Occasional(theme.WINDOW_OLDER, lambda: WindowButton("Show 50 more", older))
        self._empty = Occasional(theme.EMPTY, _say_that_there_are_none)

    async def show(self, window: NoteWindow, *, at_once: bool) -> None:
        """Repaint what differs from the window that is shown, and nothing else.

        A card that is not needed any more shows the next new note: made anew it would cost
        several times as much, and leave garbage. After a failure halfway, the next call takes
        nothing for granted and repaints every card.

        :param at_once: never let anybody see the list half rearranged; else many new cards are
            made a few at a time, so that nobody has to wait for all of them
        """
        step = difference(self.window, window) if self.window else everything(self._cards, window)
        free = [self._cards.pop(note_id) for note_id in step.gone if note_id in self._cards]
        patient = not (at_once or free) and len(step.differing) > CARDS_AT_A_TIME
        self.window = None
        for number, note in enumerate(step.differing, start=1):
            self._show_note(note, free)
            if patient and number % CARDS_AT_A_TIME == 0:
                await self._breathe()
        if step.rearranged:
            self._arrange([self._cards[note.id] for note in window.notes])
        self._show_surroundings(window)
        self.window = window

    def scroll_to(self, note_id: int) -> None:
        """Bring a card to the middle of the window."""
        if card := self._cards.get(note_id):
            card.run_method("scrollIntoView", {"block": "center"})

    async def _delete(self, note: NotePublic) -> None:
        """Hand the focus on, which would fall out of the list together with the card."""
        heir = self._neighbour(note.id)
        if await self._write_delete(note) and heir:
            heir.focus()

    def _neighbour(self, note_id: int) -> NoteCard | None:
        ids = [note.id for note in self.window.notes] if self.window else []
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
        for stray in set(children).difference(cards):
            self._list.remove(stray)
        children[:] = cards
        self._list.update()

    def _show_surroundings(self, window: NoteWindow) -> None:
        self._count.text = f"{window.total:,} {'note' if window.total == 1 else 'notes'}"
        self._newer.show(window.newer)
        self._older.show(window.older)
        self._empty.show(not window.notes)


def _say_that_there_are_none() -> None:
    Bare("div", "No notes yet").classes(theme.EMPTY_TITLE)
    Bare("div", "Write the first one. It appears in every open browser at once.")
