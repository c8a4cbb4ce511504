"""Windows of notes for pages, and slices of notes for REST callers."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.engine import Connection

from api.caches import Caches
from api.db.database import Database
from api.notes.reading.cache import NoteCache
from api.notes.reading.query import Cursor, NoteQuery
from api.notes.reading.select import Reader, WithCursor, count, counts, tags
from api.notes.reading.statements import Statements
from api.notes.reading.views import MOST_TAGS, NoteSlice, NoteView, NoteWindow


class NoteWindows:
    """Reads windows; shared and unchanged data is read once.

    All methods raise `DatabaseUnusable` if the database can't be read.
    """

    def __init__(self, database: Database, caches: Caches) -> None:
        self._database = database
        self._known = NoteCache(caches)
        self._reader = Reader(self._known, Statements(caches))
        self._stamp = -1
        self._counts: Mapping[str, int] = {}
        self._tags: Sequence[tuple[str, int]] = ()

    def forget(self, note_ids: Collection[int] | None) -> None:
        """Remove these notes from the cache; see `NoteCache.forget`."""
        self._known.forget(note_ids)

    def forget_all(self) -> None:
        """Clear all caches."""
        self._known.clear()
        self._stamp = -1

    def window(self, view: NoteView) -> NoteWindow:
        """The current window of the view; the first window, if all its notes are gone."""
        with self._database.snapshot() as connection:
            self._read_what_is_shared(connection)
            window = self._window(connection, view)
            if not window.notes and window.newer:
                window = self._window(connection, NoteView(view.query, limit=view.limit))
        return window

    def part(self, query: NoteQuery, after: Cursor | None, limit: int) -> NoteSlice:
        """Up to ``limit`` notes of the query after the cursor."""
        with self._database.snapshot() as connection:
            found = self._reader.read(connection, query, start=after, limit=limit + 1)
            total, exact = count(connection, query, counts(connection))
        more, part = len(found) > limit, found[:limit]
        return NoteSlice(
            [note for _, note in part], total if exact else None, part[-1][0] if more else None
        )

    def before(self, query: NoteQuery, start: Cursor, limit: int) -> Sequence[WithCursor]:
        """Up to ``limit`` notes before the cursor, nearest first."""
        with self._database.snapshot() as connection:
            return self._before(connection, query, start, limit)

    def _before(
        self, connection: Connection, query: NoteQuery, start: Cursor, limit: int
    ) -> Sequence[WithCursor]:
        return self._reader.read(connection, query, start=start, limit=limit, backwards=True)

    def _window(self, connection: Connection, view: NoteView) -> NoteWindow:
        query, start, limit = view.query, view.start, view.limit
        found = self._reader.read(connection, query, start=start, limit=limit + 1, inclusive=True)
        shown = found[:limit]
        total, exact = count(connection, query, self._counts)
        return NoteWindow(
            notes=[note for _, note in shown],
            places=[place for place, _ in shown],
            total=total,
            exact=exact,
            newer=start is not None and bool(self._before(connection, query, start, 1)),
            older=len(found) > limit,
            counts=self._counts,
            tags=self._tags,
        )

    def _read_what_is_shared(self, connection: Connection) -> None:
        stamp = self._database.stamp()  # that of the snapshot
        if stamp != self._stamp:
            self._counts, self._tags = counts(connection), tags(connection, MOST_TAGS)
            self._stamp = stamp
