"""Windows of notes for pages, and slices of notes for REST callers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.engine import Connection

from api.caches import Caches
from api.db.database import Database
from api.notes.models import NotePublic
from api.notes.reading.cache import NoteCache
from api.notes.reading.query import Cursor, NoteQuery, Sort
from api.notes.reading.select import Reader, WithCursor, count, counts, tags
from api.notes.reading.statements import Statements

ALL: Final = NoteQuery(sort=Sort.NEWEST, pinned_first=True)
MOST_TAGS: Final = 20


@dataclass(frozen=True, slots=True)
class NoteView:
    """The view of a page: some notes of a query, from a cursor (or the first note) on.

    Pages with equal views share one read of the database.
    """

    query: NoteQuery = ALL
    start: Cursor | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class NoteWindow:
    """The notes of a view at one moment, with counts and tags. Equal only to itself."""

    notes: Sequence[NotePublic]
    places: Sequence[Cursor]
    """the cursor of each note"""
    total: int
    """the number of notes that match the query; for a search at most 1,000"""
    exact: bool
    """whether the total is exact"""
    newer: bool
    """whether there are notes before the window"""
    older: bool
    """whether there are notes after it"""
    counts: Mapping[str, int]
    """the numbers of open, done and trashed notes"""
    tags: Sequence[tuple[str, int]]
    """the most used tags, with the number of notes of each"""


@dataclass(frozen=True, slots=True)
class NoteSlice:
    """One page of the notes of a query."""

    notes: Sequence[NotePublic]
    total: int | None
    """the number of matching notes; None for a search that finds more than 1,000"""
    end: Cursor | None
    """the cursor for the next page, if there is one"""


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
