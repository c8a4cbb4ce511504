"""What pages show, read once for all pages that show the same."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final
from weakref import WeakKeyDictionary, WeakValueDictionary

from notes_ui.ports.changes import Changes
from notes_ui.ports.notes import NotePublic, NotesGateway, NoteView, NoteWindow


class SharedWindows:
    """Windows on the notes, kept until the database moves, and while a page shows them.

    While notes change all the time, and pages have many views, no page would find what the one
    before has read. So what was read in a round is kept to its end: there will be one more.

    :param turn: the number of the round; without it each reading is a round of its own
    """

    def __init__(
        self, notes: NotesGateway, feed: Changes, *, turn: Callable[[], int] | None = None
    ) -> None:
        self._notes = notes
        self._turn = turn or count().__next__
        self._read_in = -1
        self._moved = False
        self._windows: WeakValueDictionary[NoteView, NoteWindow] = WeakValueDictionary()
        feed.on_move(self._forget)

    async def read(self, view: NoteView) -> NoteWindow:
        """What the view holds. The same object as long as the feed has not moved.

        :raises DatabaseUnusable: if the database can't be read
        """
        turn = self._turn()
        if self._moved and turn != self._read_in:
            self._moved = False
            self._windows.clear()
        self._read_in = turn
        if (kept := self._windows.get(view)) is not None:
            return kept
        window = await self._notes.window(view)
        self._windows[view] = window
        return window

    def _forget(self, _: Collection[int] | None) -> None:
        self._moved = True


@dataclass(frozen=True, slots=True)
class Difference:
    """What leads from one window to another."""

    gone: Sequence[int]
    """ids that are no longer shown"""
    differing: Sequence[NotePublic]
    """notes that are new in the window, or no longer as they were"""
    rearranged: bool
    """whether the ids or their order differ"""
    added: int = 0
    """how many of the differing notes are new in the window"""


Steps = WeakKeyDictionary[NoteWindow, Difference]
_steps: Final[WeakKeyDictionary[NoteWindow, Steps]] = WeakKeyDictionary()
"""from one window to another; it keeps none that no page shows"""


def difference(before: NoteWindow | None, after: NoteWindow) -> Difference:
    """Compare by id and version; worked out once for all pages that take the same step."""
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
    """The step for somebody who does not know what is shown, but for the ids."""
    now = {note.id for note in after.notes}
    return Difference([note_id for note_id in shown if note_id not in now], after.notes, True)


def _state(note: NotePublic) -> tuple[object, ...]:
    # The time too: INSERT OR REPLACE starts a note anew, at version 1 again.
    return note.version, note.updated_at
