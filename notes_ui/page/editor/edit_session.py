"""One sitting at a note: when it is stored, and how it ends."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Protocol

from notes_ui.page.editor.autosave import Autosave
from notes_ui.page.editor.callbacks import EditorActions, Written
from notes_ui.ports.notes import Edit, NotePublic
from notes_ui.text.merge import Merge


class View(Protocol):
    """The view of a sitting."""

    def show_merged(self, told: Mapping[str, Sequence[str]]) -> None:
        """Show the lines that others have written, by field."""

    def follow(self) -> None:
        """Show the current note, and the fields in which somebody has to choose."""

    def show_stored(self, *, all_of_it: bool) -> None:
        """Show whether all that was typed is stored."""

    def tell_what_is_left(self) -> None:
        """Say what stands in the way of storing the rest."""


class EditSession:
    """Does one thing at a time: a press during a store waits until the store has ended."""

    def __init__(self, merge: Merge, actions: EditorActions, view: View) -> None:
        self._actions = actions
        self._view = view
        self._storing = Autosave(merge, self._write, view.show_merged)
        self._one_at_a_time = asyncio.Lock()
        self._over = False
        self.has_failed = False
        """whether the last store failed, so that it has to be tried again"""

    @property
    def merge(self) -> Merge:
        """The typed texts, and the note in which they are typed."""
        return self._storing.merge

    @property
    def gone(self) -> bool:
        """Whether somebody has deleted the note."""
        return self._storing.gone

    def meet(self, now: NotePublic | None) -> None:
        """Merge the current note of the database; None if it was deleted."""
        self._storing.meet(now)
        self._view.follow()

    async def store(self) -> bool:
        """Write all fields that can be written; return whether nothing is left to write.

        A call during another store waits for its end, and writes what was typed since.
        """
        async with self._one_at_a_time:
            return await self._store()

    async def save(self, *, to_card: bool = True) -> None:
        """Write what was typed and close, unless something has to be put right or chosen first.

        :param to_card: whether the focus goes to the note's card
        """
        async with self._one_at_a_time:
            if await self._store():
                self._close(to_card=to_card)
            elif not self._over:
                self._view.tell_what_is_left()

    async def keep(self) -> None:
        """Write what was typed and close; a text with an open choice is kept for later."""
        async with self._one_at_a_time:
            if await self._store():
                self._close(to_card=True)
            elif not self._over:
                self._set_aside()

    def close_at_once(self) -> bool:
        """Close now if there is nothing to write, so that the next key meets the card.

        Return whether there was nothing to write.
        """
        done = not (self._one_at_a_time.locked() or self.merge.pending())
        if done:
            self._close(to_card=True)
        return done

    async def discard(self) -> None:
        """Take back what was typed and stored, and close."""
        async with self._one_at_a_time:
            if not self._over:
                self._over = await self._actions.discard(self.merge)

    async def undo(self) -> bool:
        """Take back what was typed and stored, and begin anew; return whether that succeeded."""
        async with self._one_at_a_time:
            if self._over or not (begun := await self._actions.undo(self.merge)):
                return False
            self._storing.merge = begun
            return True

    async def restore(self) -> None:
        """Restore a note that was deleted, and store what was typed in it."""
        async with self._one_at_a_time:  # a second press would make the note a second time
            if self._over or not self.gone:
                return
            if self.merge.errors():
                self._view.tell_what_is_left()
            elif rescued := await self._actions.rescue(self.merge):
                self._storing.merge, self._storing.gone = rescued, False
                if await self._store():
                    self._close(to_card=True)

    async def store_late(self) -> None:
        """Write letters that were typed before the browser had heard of the sitting's end."""
        async with self._one_at_a_time:
            if self.merge.pending():
                await self._storing.store()
                self._actions.late(self.merge)

    def end(self) -> None:
        """Write nothing any more, except by `store_late`."""
        self._over = True

    async def _store(self) -> bool:
        if self._over:
            return False
        sound = await self._storing.store()
        if self._over:
            return False
        self.has_failed = not sound
        self._actions.type(self.merge)
        self._view.follow()
        stored = sound and not self.merge.pending()
        self._view.show_stored(all_of_it=stored)
        return stored

    async def _write(self, edit: Edit) -> Written:
        """Make an edit, together with the draft of what is left; an ended sitting has no draft."""
        if self._over:
            return await self._actions.write(edit, None)
        try:
            return await self._actions.write(edit, self.merge.draft_behind(edit))
        except Exception:
            self._actions.type(self.merge)  # the draft was not written either
            raise

    def _set_aside(self) -> None:
        """Close if only choices are left; otherwise show what can't be stored."""
        if self.gone or set(self.merge.pending()).difference(self.merge.conflicts()):
            self._view.tell_what_is_left()
        else:
            self._over = True
            self._actions.set_aside(self.merge)

    def _close(self, *, to_card: bool) -> None:
        if not self._over:
            self._over = True
            self._actions.close(self.merge, to_card)
