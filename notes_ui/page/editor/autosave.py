"""Storing what is typed in a note, as often as it takes, over nothing that was not seen."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from notes_ui.page.editor.callbacks import Written
from notes_ui.ports.errors import NoteConflict, NoteNotFound
from notes_ui.ports.notes import Edit, Edited, NotePublic
from notes_ui.text.merge import Merge

TRIES: Final = 5
"""how often others may be faster before it is left to the next pause"""


class Autosave:
    """One store at a time; what others do to the note meanwhile is taken in behind it.

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
        """Take in the note as the database holds it now; None if it was deleted."""
        if self._under_way:
            self._met_meanwhile = [now]
            return
        self.gone = now is None
        if now and now != self.merge.theirs:
            self._merged(self.merge.meet(now))

    async def store(self) -> bool:
        """Write all that can be written; return whether nothing failed.

        What is typed meanwhile, and what has to be chosen first, is still to be written then.
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
