"""Presses on task lines: what each means, even if the previous one is not yet carried out."""

import asyncio

from notes_ui.page.actions.text_actions import TextActions
from notes_ui.page.cards.note_list import NoteList
from notes_ui.ports.notes import NotePublic
from notes_ui.rendering.tasks import tasks

Line = tuple[int, int, int]
"""note id, version and task line from 0 on, as they were shown when somebody pressed"""


class TaskPresses:
    """Carries out presses; a second press of a line that is not yet repainted undoes the first."""

    def __init__(self, cards: NoteList, texts: TextActions) -> None:
        self._list = cards
        self._texts = texts
        self._turns = asyncio.Lock()
        self._line: Line | None = None
        self._seen: NotePublic | None = None
        self._ticked = False

    def seen(self, line: Line) -> NotePublic | None:
        """The note in the version that was shown at the press; None if it is not known any more."""
        note_id, version, index = line
        card = self._list.card(note_id)
        known = (card.note, card.before, self._seen if line == self._line else None) if card else ()
        note = next((note for note in known if note and note.version == version), None)
        return note if note and index < len(tasks(note.description)) else None

    async def press(self, line: Line, seen: NotePublic, ticked: bool) -> None:
        """Tick or untick a line; the same press once more undoes that.

        :param seen: the note, as `seen` returns it
        :param ticked: whether the press ticks the line
        """
        async with self._turns:
            if line == self._line:
                ticked = not self._ticked
            self._line, self._seen, self._ticked = line, seen, ticked
            if not await self._texts.tick_task(seen, line[2], ticked):
                self._line = None
                if card := self._list.card(seen.id):
                    card.answer()
