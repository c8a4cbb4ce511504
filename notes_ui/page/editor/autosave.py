"""Stores what is typed in a note; tries again after a conflict, and overwrites nothing unseen."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from notes_ui.page.editor.callbacks import Written
from notes_ui.ports.errors import NoteConflict, NoteNotFound
from notes_ui.ports.notes import Edit, Edited, NotePublic
from notes_ui.text.merge import Merge

TRIES: Final = 5
"""attempts of one store; each fails if others change the note first"""


class Autosave:
    """Stores the typed text. A change by others during a store is merged after it.

    The caller runs one store at a time.

    :param write: makes an edit
    :param merged: called with the lines that others have written, by field
    """

    def __init__(
        self,
        merge: Merge,
        write: Callable[[Edit], Awaitable[Written]],
        merged: Callable[[Mapping[str, Sequence[str]]], None],
    ) -> None:
        self.merge = merge
        self.gone = False
        """whether somebody has deleted the note"""
        self._write = write
        self._merged = merged
        self._under_way = False
        self._met_meanwhile: list[NotePublic | None] = []

    def meet(self, now: NotePublic | None) -> None:
        """Merge the current note of the database; None if it was deleted."""
        if self._under_way:
            self._met_meanwhile = [now]
            return
        self.gone = now is None
        if now and now != self.merge.theirs:
            self._merged(self.merge.meet(now))

    async def store(self) -> bool:
        """Write all fields that can be written.

        Text that is typed during the store stays pending, and so do fields in which the person has
        to choose first.

        :return: False if the database failed, or if others were faster at all attempts
        """
        self._under_way = True
        try:
            return await self._store()
        finally:
            self._under_way = False
            for now in self._met_meanwhile:
                if now is None or now.version > self.merge.theirs.version:
                    self.meet(now)
            self._met_meanwhile = []

    async def _store(self) -> bool:
        for _ in range(TRIES):
            edit, sent = self.merge.edit(), dict(self.merge.mine)
            if self.gone or not edit.values:
                return True
            outcome = await self._write(edit)
            if isinstance(outcome, NoteConflict):
                self._merged(self.merge.meet(outcome.current))
            elif isinstance(outcome, NoteNotFound):
                self.gone = True
            elif isinstance(outcome, Edited):
                self._merged(self.merge.stored(edit, sent, outcome))
                return True
            else:
                return False
        return False
