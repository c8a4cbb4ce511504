"""Windows of notes for pages, and slices of notes for REST callers."""

import asyncio
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self, TypeVar

from sqlalchemy.engine import Connection

from api.caches import Caches
from api.db.storage import Readable
from api.notes.reading.cache import NoteCache
from api.notes.reading.query import Cursor, NoteQuery
from api.notes.reading.select import Part, Reader, WithCursor, count, counts, tags
from api.notes.reading.statements import Statements
from api.notes.reading.views import MOST_TAGS, NoteSlice, NoteView, NoteWindow

T = TypeVar("T")
QUICK: Final = 100
"""notes that can be read on the event loop: about a millisecond, if they are in the cache"""


@dataclass(frozen=True)
class Shared:
    """What all windows have in common."""

    counts: Mapping[str, int]
    tags: Sequence[tuple[str, int]]

    @classmethod
    def read(cls, connection: Connection) -> Self:
        """As it is now."""
        return cls(counts(connection), tags(connection, MOST_TAGS))


class NoteWindows:
    """Reads windows; shared and unchanged data is read once.

    Up to 100 notes that an index has in order are read on the event loop: that takes about a
    millisecond, and a thread would wait for its turn at each row. All else is read in a thread.

    All methods raise `DatabaseUnusable` if the database can't be read.
    """

    def __init__(self, database: Readable, caches: Caches) -> None:
        self._database = database
        self._known = NoteCache(caches)
        self._reader = Reader(self._known, Statements(caches))
        self._stamp = -1
        self._shared: Shared | None = None
        self._under_way: dict[Hashable, asyncio.Future[Any]] = {}

    def forget(self, note_ids: Collection[int] | None) -> None:
        """Remove these notes from the cache; see `NoteCache.forget`."""
        self._known.forget(note_ids)

    def forget_all(self) -> None:
        """Clear all caches."""
        self._known.clear()
        self._stamp = -1

    async def window(self, view: NoteView) -> NoteWindow:
        """The current window of the view; the first window, if all its notes are gone."""
        if not _is_quick(view.query, view.limit):
            return await self._read_slowly(
                view,
                lambda connection: self._window(connection, view, Shared.read(connection)),
                is_urgent=True,
            )
        with self._database.snapshot() as connection:
            return self._window(connection, view, self._shared_now(connection))

    async def part(self, query: NoteQuery, after: Cursor | None, limit: int) -> NoteSlice:
        """Up to ``limit`` notes of the query after the cursor."""

        def read(connection: Connection) -> NoteSlice:
            found = self._reader.read(connection, query, Part(after, limit + 1))
            total, exact = count(connection, query, counts(connection))
            more, part = len(found) > limit, found[:limit]
            end = part[-1][0] if more else None
            return NoteSlice([note for _, note in part], total if exact else None, end)

        place = (query, after, limit, "after")
        return await self._read(place, read, is_quick=_is_quick(query, limit))

    async def before(self, query: NoteQuery, start: Cursor, limit: int) -> Sequence[WithCursor]:
        """Up to ``limit`` notes before the cursor, nearest first."""
        place = (query, start, limit, "before")
        return await self._read(
            place,
            lambda connection: self._before(connection, query, start, limit),
            is_quick=_is_quick(query, limit),
        )

    async def _read(self, place: Hashable, act: Callable[[Connection], T], *, is_quick: bool) -> T:
        if not is_quick:
            return await self._read_slowly(place, act)
        with self._database.snapshot() as connection:
            return act(connection)

    async def _read_slowly(
        self, place: Hashable, act: Callable[[Connection], T], *, is_urgent: bool = False
    ) -> T:
        """Read in a thread, once for all who ask for the same before the database changes."""
        asked = (place, self._database.stamp())
        if (reading := self._under_way.get(asked)) is None:
            reading = asyncio.ensure_future(self._database.read(act, is_urgent=is_urgent))
            self._under_way[asked] = reading
            reading.add_done_callback(lambda _: self._under_way.pop(asked))
        read: T = await asyncio.shield(reading)
        return read

    def _before(
        self, connection: Connection, query: NoteQuery, start: Cursor, limit: int
    ) -> Sequence[WithCursor]:
        return self._reader.read(connection, query, Part(start, limit, backwards=True))

    def _window(self, connection: Connection, view: NoteView, shared: Shared) -> NoteWindow:
        window = self._part_of(connection, view, shared)
        if not window.notes and window.newer:
            return self._part_of(connection, NoteView(view.query, limit=view.limit), shared)
        return window

    def _part_of(self, connection: Connection, view: NoteView, shared: Shared) -> NoteWindow:
        query, start, limit = view.query, view.start, view.limit
        found = self._reader.read(connection, query, Part(start, limit + 1, inclusive=True))
        shown = found[:limit]
        total, exact = count(connection, query, shared.counts)
        return NoteWindow(
            notes=[note for _, note in shown],
            places=[place for place, _ in shown],
            total=total,
            exact=exact,
            newer=start is not None and bool(self._before(connection, query, start, 1)),
            older=len(found) > limit,
            counts=shared.counts,
            tags=shared.tags,
        )

    def _shared_now(self, connection: Connection) -> Shared:
        stamp = self._database.stamp()  # that of the snapshot on the event loop
        if self._shared is None or stamp != self._stamp:
            self._shared, self._stamp = Shared.read(connection), stamp
        return self._shared


def _is_quick(query: NoteQuery, limit: int) -> bool:
    return query.is_quick and limit <= QUICK
