"""Windows on the notes, read once for all pages that show the same view."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final
from weakref import WeakKeyDictionary, WeakValueDictionary

from notes_ui.ports.changes import Changes
from notes_ui.ports.notes import NotePublic, NotesGateway, NoteView, NoteWindow


class SharedWindows:
    """A cache of windows. A window is in it while a page shows it, until the notes change.

    A change takes effect at the next round, not at once: if notes changed all the time and pages
    had many views, no page would find a window that another page has read. Since each change causes
    another round, no page misses it. A read that ends in a later round, because the database took
    long, replaces no window that was read since.

    :param turn: returns the number of the round; without it, each read is a round of its own
    """

    def __init__(
        self, notes: NotesGateway, feed: Changes, *, turn: Callable[[], int] | None = None
    ) -> None:
        self._notes = notes
        self._turn = turn or count().__next__
        self._read_in = -1
        self._moved = False
        self._cleared = 0
        """how often the windows were forgotten"""
        self._windows: WeakValueDictionary[NoteView, NoteWindow] = WeakValueDictionary()
        self._reading: dict[NoteView, asyncio.Future[NoteWindow]] = {}
        """the reads that are under way, and that no change has made too old"""
        feed.on_move(self._forget)

    async def read(self, view: NoteView) -> NoteWindow:
        """The window of a view; the same object until the first round after a change.

        :raises DatabaseUnusable: if the database can't be read
        """
        turn = self._turn()
        if self._moved and turn != self._read_in:
            self._moved = False
            self._cleared += 1
            self._windows.clear()
            self._reading.clear()
        self._read_in = turn
        if (kept := self._windows.get(view)) is not None:
            return kept
        if (reading := self._reading.get(view)) is None:
            reading = self._reading[view] = asyncio.ensure_future(self._read(view))
        return await asyncio.shield(reading)  # others may wait for it

    async def _read(self, view: NoteView) -> NoteWindow:
        cleared = self._cleared
        try:
            window = await self._notes.window(view)
        finally:
            if cleared == self._cleared:
                del self._reading[view]
        if cleared == self._cleared:
            self._windows[view] = window
        return window

    def _forget(self, _: Collection[int] | None) -> None:
        self._moved = True


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference between two windows."""

    gone: Sequence[int]
    """ids that are no longer shown"""
    differing: Sequence[NotePublic]
    """notes that are new in the later window, or have changed"""
    rearranged: bool
    """whether the ids or their order differ"""
    added: int = 0
    """how many of the differing notes are new in the later window"""


Steps = WeakKeyDictionary[NoteWindow, Difference]
_steps: Final[WeakKeyDictionary[NoteWindow, Steps]] = WeakKeyDictionary()
"""the differences by the later and the earlier window; the keys are weak references"""


def difference(before: NoteWindow | None, after: NoteWindow) -> Difference:
    """Compare two windows by the ids, versions and times of their notes; the result is cached."""
    if before is None:
        return _compared(None, after)
    if (steps := _steps.get(after)) is None:
        steps = _steps[after] = WeakKeyDictionary()
    if (step := steps.get(before)) is None:
        step = steps[before] = _compared(before, after)
    return step


def _compared(before: NoteWindow | None, after: NoteWindow) -> Difference:
    was = {note.id: _state(note) for note in before.notes} if before else {}
    now = {note.id: _state(note) for note in after.notes}
    return Difference(
        gone=[note_id for note_id in was if note_id not in now],
        differing=[note for note in after.notes if was.get(note.id) != now[note.id]],
        rearranged=list(was) != list(now),
        added=len(now.keys() - was.keys()),
    )


def everything(shown: Iterable[int], after: NoteWindow) -> Difference:
    """The difference if only the ids of the shown notes are known: all notes differ."""
    now = {note.id for note in after.notes}
    return Difference([note_id for note_id in shown if note_id not in now], after.notes, True)


def _state(note: NotePublic) -> tuple[object, ...]:
    # The time counts too, because a note is at version 1 again after INSERT OR REPLACE.
    return note.version, note.updated_at
