"""Deletes notes for good: there is no way back, so the page asks first."""

import time
from collections.abc import Sequence
from datetime import timedelta

from notes_ui.components.confirmation import Confirmation
from notes_ui.page.actions.notifications import Notifications
from notes_ui.ports.notes import NotesGateway


class DeleteForever:
    """Deletes notes that are in the trash."""

    def __init__(
        self, notes: NotesGateway, telling: Notifications, confirmation: Confirmation
    ) -> None:
        self._notes = notes
        self._telling = telling
        self.is_meant = confirmation.deletes_for_good
        """asks whether this number of notes is to be deleted for good"""

    async def delete_for_good(self, note_ids: Sequence[int]) -> bool:
        """Delete notes of the trash without asking; return whether any was deleted."""
        with self._telling.told():
            gone = await self._notes.delete_for_good(note_ids)
            self._telling.say_gone(gone)
            return gone > 0
        return False

    async def empty_trash(self, count: int) -> None:
        """Ask, and then delete all notes of the trash.

        Notes that get into the trash during the question stay: it was not about them.

        :param count: how many notes are in the trash, as the page shows it
        """
        asked = time.monotonic()
        if not await self.is_meant(count):
            return
        with self._telling.told():
            since = timedelta(seconds=time.monotonic() - asked)
            self._telling.say_gone(await self._notes.empty_trash(older_than=since))
