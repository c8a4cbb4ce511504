"""What pages show, read once for all pages that show the same."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakValueDictionary

from api.changes import ChangeFeed
from api.models import NotePublic
from api.notes import Notes, NoteView, NoteWindow


class SharedViews:
    """Windows on the notes, kept until the database moves, and while a page shows them."""

    def __init__(self, notes: Notes, feed: ChangeFeed) -> None:
        self._notes = notes
        self._windows: WeakValueDictionary[NoteView, NoteWindow] = WeakValueDictionary()
        feed.on_move(self._forget)

    async def read(self, view: NoteView) -> NoteWindow:
        """What the view holds. The same object as long as the feed has not moved.

        :raises DatabaseUnusable: if the database can't be read
        """
        if (kept := self._windows.get(view)) is not None:
            return kept
        window = await self._notes.window(view)
        self._windows[view] = window
        return window

    def _forget(self, _: Collection[int] | None) -> None:
        self._windows.clear()


@dataclass(frozen=True, slots=True)
class Difference:
    """What leads from one window to another."""

    gone: Sequence[int]
    """ids that are no longer shown"""
    differing: Sequence[NotePublic]
    """notes that are new in the window, or no longer as they were"""
    rearranged: bool
    """whether the ids or their order differ"""


@lru_cache(maxsize=4)
def difference(before: NoteWindow | None, after: NoteWindow) -> Difference:
    """Compare by id and version; worked out once for all pages that take the same step."""
    was = {note.id: _state(note) for note in before.notes} if before else {}
    now = {note.id: _state(note) for note in after.notes}
    return Difference(
        gone=[note_id for note_id in was if note_id not in now],
        differing=[note for note in after.notes if was.get(note.id) != now[note.id]],
        rearranged=list(was) != list(now),
    )


def everything(shown: Iterable[int], after: NoteWindow) -> Difference:
    """The step for somebody who does not know what is shown, but for the ids."""
    now = {note.id for note in after.notes}
    return Difference([note_id for note_id in shown if note_id not in now], after.notes, True)


def _state(note: NotePublic) -> tuple[object, ...]:
    # The time too: INSERT OR REPLACE starts a note anew, at version 1 again.
    return note.version, note.updated_at
