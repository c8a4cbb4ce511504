"""All connections to one file: one that writes, one that reads, and others for long reads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final

from sqlalchemy import URL, Engine
from sqlalchemy.engine import Connection

from api.db.sqlite import engine as sqlite
from api.db.sqlite import schema
from api.db.sqlite.file import Loss, OpenFile, Stat, check, stat_of
from api.db.sqlite.wal import checkpoint
from api.db.threads import ReadThreads

READER_TIMEOUT: Final = 0.1
"""seconds: short, since it reads on the event loop; in WAL mode nobody blocks it"""


class Connections:
    """The connections between two losses of the file.

    :param busy_timeout: seconds to wait for another program's lock
    """

    reader: Connection
    file: OpenFile

    def __init__(self, url: URL, *, busy_timeout: float) -> None:
        self._path = sqlite.file_of(url)
        self._busy_timeout = busy_timeout
        self.writing = sqlite.engine(url, begin="BEGIN IMMEDIATE", busy_timeout=busy_timeout)
        self._aside = sqlite.engine(url, begin="BEGIN", busy_timeout=0)
        self._reading = self._reads(url)
        self._elsewhere = self._reads(url, ReadThreads.number())
        self._separate: set[Any] = set()
        self._users, self._counting = 0, Lock()
        """who uses a separate connection, or is about to"""
        self._whole = self._closed = False
        self._lost_by: Loss | None = None

    def _reads(self, url: URL, kept: int = 1) -> Engine:
        # It is read-only, so that closing it never writes a log into another file.
        return sqlite.engine(
            url, begin="BEGIN", busy_timeout=READER_TIMEOUT, kept=kept, writes=False
        )

    def open(self, kept_changes: int, *, unknown: bool = False) -> Path | None:
        """Bring the schema up to date, and connect.

        :param unknown: whether the file must be checked first
        :return: the copy that was made before an upgrade, if one was needed
        :raises SQLAlchemyError, ValueError, OSError: if that fails; the file is as it was
        """
        found = stat_of(self._path)
        try:
            if unknown:
                _refuse_the_empty(found)
                with self.writing.connect() as connection:
                    check(connection)
            copy = schema.upgrade(self.writing, self._reading, self._path)
            sqlite.use_wal(self.writing, busy_timeout=self._busy_timeout)
            schema.keep_changes(self.writing, kept_changes)
            self.reader = self._reading.connect()
            self.watch = sqlite.CommitWatch(self.reader)
            self.watch.stamp()  # this opens the log
            self.file = OpenFile(self._path, found)
        except BaseException:
            self._dispose()
            raise
        self.write_back()
        return copy

    def write_back(self) -> bool:
        """Write the log back into the file, except for pages that a reader still needs."""
        whole = self._checkpoint()
        self.file.remember()
        return whole

    def is_as_it_was(self) -> bool:
        """Whether a file modified past SQLite still has the same content, and needs its log.

        This is so after ``touch``. In all other cases reopening the file loses nothing.
        """
        return not self._closed and self.file.needs_log and self.file.is_as_it_was()

    def empty_log(self) -> bool:
        """Empty the log, if nobody reads: an empty log fits any database file.

        Call it only while this process writes nothing.
        """
        with self.file.emptying() as may:
            return may and self._checkpoint(empty=True)

    def _checkpoint(self, *, empty: bool = False) -> bool:
        with self._aside.connect() as connection:
            return checkpoint(connection, empty=empty)

    @contextmanager
    def separate(self, refuse: Callable[[], None]) -> Iterator[Connection]:
        """A separate connection with a snapshot, for any thread.

        :param refuse: raises an error if the file is lost; called when `abandon` waits for this
        """
        mark: list[Any] = []
        with self._counting:
            self._users += 1
        try:
            refuse()
            with self._elsewhere.connect() as connection:
                mark.append(connection.connection.driver_connection)
                self._separate.add(mark[0])
                with connection.begin():
                    yield connection
        finally:
            self._separate.difference_update(mark)
            with self._counting:
                self._users -= 1

    def abandon(self, loss: Loss) -> bool:
        """End the use of a lost file; return whether it has ended.

        The log of a moved file is written back into it, so that the file is complete at its new
        place. If another program reads it, that waits, unless a new file can be opened. Readers on
        separate connections may go on, unless they block this.
        """
        self._lost_by = loss
        self._whole |= self._closed or loss is Loss.OVERWRITTEN or self.write_back()
        found = stat_of(self._path)
        if not self._whole or found:
            for raw in tuple(self._separate):
                raw.interrupt()  # its reader ends at the next row
        return not self._users and (self._whole or found is not None)

    def leave(self) -> None:
        """Close all without changing the file; remove its log, which would damage another file."""
        if self._closed:
            return
        for engine in (self._aside, self.writing):
            engine.dispose()
        needed = self.file.needs_log  # readable only while the log's index is open
        is_back = needed and self._lost_by is Loss.GONE and self.file.is_at_its_path()
        fits = is_back and self.file.is_as_it_was()
        self.close()
        if not fits:
            self.file.leave_log(needed=needed)

    def close(self) -> None:
        """Close all connections; SQLite writes the log back into the file, and removes it."""
        self.reader.close()
        self._dispose()

    def _dispose(self) -> None:
        self._closed = True
        for engine in (self._elsewhere, self._reading, self._aside, self.writing):
            engine.dispose()
        if hasattr(self, "file"):
            self.file.close()


def _refuse_the_empty(found: Stat | None) -> None:
    """Refuse to make a new database in place of a lost one."""
    if found is None or not found[2]:
        raise ValueError("it is empty.")
