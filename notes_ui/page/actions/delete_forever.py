"""Deleting for good: there is no way back, so it is asked first."""

import time
from collections.abc import Sequence
from datetime import timedelta

from notes_ui.components.confirmation import Confirmation
from notes_ui.page.actions.notifications import Notifications
from notes_ui.ports.notes import NotesGateway


class DeleteForever:
    """What a person does with what is in the trash, beside restoring it."""

    def __init__(
        self, notes: NotesGateway, telling: Notifications, confirmation: Confirmation
    ) -> None:
        self._notes = notes
        self._telling = telling
        self.is_meant = confirmation.deletes_for_good
        """asks whether so many notes are to be deleted for good"""

    async def delete_for_good(self, note_ids: Sequence[int]) -> bool:
        """Delete notes of the trash; there is no way back. Return whether any was deleted."""
        with self._telling.told():
            gone = await self._notes.delete_for_good(note_ids)
            self._telling.say_gone(gone)
            return gone > 0
        return False

    async def empty_trash(self, count: int) -> None:
        """Delete all notes of the trash, if that is meant; there is no way back.

        What comes into it while that is asked stays: nobody was asked about it.

        :param count: how many are seen to be in it
        """
        asked = time.monotonic()
        if not await self.is_meant(count):
            return
        with self._telling.told():
            since = timedelta(seconds=time.monotonic() - asked)
            self._telling.say_gone(await self._notes.empty_trash(older_than=since))
