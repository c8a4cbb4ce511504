"""Writes that change no note, such as drafts: pages need not read again after their commits."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.db.group_commit import Operation, T
from api.db.storage import Storage


class SilentWrites:
    """A database for writes that change no note. On the event loop only."""

    def __init__(self, database: Storage) -> None:
        self._database = database
        self._under_way = 0

    @property
    def under_way(self) -> bool:
        """Whether such a write is in progress; it still is when the feed notices its commit."""
        return self._under_way > 0

    @property
    def writing(self) -> bool:
        """See `Storage.writing`."""
        return self._database.writing

    async def read(self, operation: Operation[T], *, is_urgent: bool = False) -> T:
        """See `Storage.read`."""
        return await self._database.read(operation, is_urgent=is_urgent)

    async def write(self, operation: Operation[T]) -> T:
        """See `Storage.write`."""
        with self.unnoticed():
            return await self._database.write(operation)

    @contextmanager
    def unnoticed(self) -> Iterator[None]:
        """Mark commits that the feed notices in this block as changing no note."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
