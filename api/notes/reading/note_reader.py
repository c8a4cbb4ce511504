"""Reads notes for REST and for pages."""

from collections.abc import Collection, Sequence
from typing import Final

from api.db.storage import Readable
from api.notes.models import NotePublic
from api.notes.reading.query import Cursor, NoteQuery
from api.notes.reading.select import find, tags
from api.notes.reading.views import MOST_TAGS, NoteSlice, NoteView, NoteWindow
from api.notes.reading.windows import NoteWindows

BY_ID: Final = NoteQuery()


class NoteReader:
    """Reads in snapshots, and in threads if that takes long.

    All methods raise `DatabaseUnusable`, of which `DatabaseBusy` is one, if the database fails.
    """

    def __init__(self, database: Readable, windows: NoteWindows) -> None:
        self._database = database
        self._windows = windows

    def forget(self, note_ids: Collection[int] | None) -> None:
        """Remove these notes from the cache; see `NoteCache.forget`."""
        self._windows.forget(note_ids)

    def forget_all(self) -> None:
        """Clear the cache, because the database is another one now."""
        self._windows.forget_all()

    async def get(self, note_id: int) -> NotePublic:
        """The note as it is now.

        :raises NoteNotFound: if there is none, or it is in the trash
        """
        with self._database.snapshot() as connection:
            return find(connection, note_id)

    async def list(
        self, query: NoteQuery = BY_ID, *, after: Cursor | None = None, limit: int = 100
    ) -> NoteSlice:
        """Up to ``limit`` notes of the query after the cursor."""
        return await self._windows.part(query, after, limit)

    async def window(self, view: NoteView) -> NoteWindow:
        """The current window of the view; the first window, if all its notes are gone."""
        return await self._windows.window(view)

    async def start_before(self, query: NoteQuery, start: Cursor, limit: int) -> Cursor | None:
        """The start of a view with ``limit`` more notes before ``start``; None: the first note."""
        found = await self._windows.before(query, start, limit + 1)
        return found[limit - 1][0] if len(found) > limit else None

    async def tags(self, most: int = MOST_TAGS) -> Sequence[tuple[str, int]]:
        """The most used tags, with the number of notes of each."""
        return await self._database.read(lambda connection: tags(connection, most), is_urgent=True)
