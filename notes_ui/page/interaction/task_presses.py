"""Presses on task lines: what each means, also when it comes before the one before was answered."""

import asyncio

from notes_ui.page.actions.text_actions import TextActions
from notes_ui.page.cards.note_list import NoteList
from notes_ui.ports.notes import NotePublic
from notes_ui.rendering.tasks import tasks

Line = tuple[int, int, int]
"""note, version and task line, as they were shown when somebody pressed"""


class TaskPresses:
    """A line that is pressed again, before it is shown ticked, is meant to be as it was."""

    def __init__(self, cards: NoteList, texts: TextActions) -> None:
        self._list = cards
        self._texts = texts
        self._turns = asyncio.Lock()
        self._line: Line | None = None
        self._seen: NotePublic | None = None
        self._ticked = False

    def seen(self, line: Line) -> NotePublic | None:
        """The note as it was shown when somebody pressed: as it is now, or was a moment ago."""
        note_id, version, index = line
        card = self._list.card(note_id)
        known = (card.note, card.before, self._seen if line == self._line else None) if card else ()
        note = next((note for note in known if note and note.version == version), None)
        return note if note and index < len(tasks(note.description)) else None

    async def press(self, line: Line, seen: NotePublic, ticked: bool) -> None:
        """Tick the line, or untick it; the same press once more takes it back."""
        async with self._turns:
            if line == self._line:
                ticked = not self._ticked
            self._line, self._seen, self._ticked = line, seen, ticked
            if not await self._texts.tick_task(seen, line[2], ticked):
                self._line = None
                if card := self._list.card(seen.id):
                    card.answer()
