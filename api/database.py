"""The database: opened, read in snapshots, written by one writer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError

from api import schema, sqlite
from api.group_commit import Asked, Operation, SharedFailure, Together
from api.writer import Writer

T = TypeVar("T")
READER_TIMEOUT = 0.1  # seconds: it reads on the event loop, and in WAL mode nobody makes it wait


class DatabaseUnusable(Exception):
    """The database can't be opened, read or written; the text says why."""


class DatabaseBusy(DatabaseUnusable, SharedFailure):
    """Another program has kept the database locked for longer than the busy timeout."""


class Database:
    """One SQLite file: one connection that reads, on the event loop, and one thread that writes.

    :param url: for example ``sqlite:///notes.db``
    :param busy_timeout: seconds to wait for another program's lock before `DatabaseBusy`
    :raises DatabaseUnusable: if the URL is of no use
    """

    def __init__(self, url: str, *, busy_timeout: float = 5.0, kept_changes: int = 10_000) -> None:
        try:
            self._url = make_url(url)
            self.file = sqlite.file_of(self._url)
        except (ArgumentError, ValueError) as error:
            raise DatabaseUnusable(f"The database URL {url} can't be used: {error}") from error
        self._busy_timeout = busy_timeout
        self._kept_changes = kept_changes
        self._engines: list[Engine] = []
        self._on_commit: Callable[[], object] = lambda: None

    def open(self) -> Path | None:
        """Make or upgrade the file and connect to it; a running event loop is needed.

        :return: the copy that was made before an upgrade, if one was needed
        :raises DatabaseUnusable: if that fails; the file is as it was
        """
        writing = self._engine("BEGIN IMMEDIATE", self._busy_timeout)
        reading = self._engine("BEGIN", READER_TIMEOUT)
        self._elsewhere = self._engine("BEGIN", READER_TIMEOUT, pooled=False)
        try:
            copy = schema.upgrade(writing, reading, self.file)
            sqlite.use_wal(writing, busy_timeout=self._busy_timeout)
            schema.keep_changes(writing, self._kept_changes)
            self._reader = reading.connect()
            self._watch = sqlite.CommitWatch(self._reader)
        except (SQLAlchemyError, ValueError, OSError) as error:
            self._dispose()
            raise DatabaseUnusable(
                f"The database {self.file} can't be opened: {_reason(error)}"
            ) from error
        self._writer = Writer(writing, committed=self._on_commit, translate=_translated)
        return copy

    async def close(self) -> None:
        """Finish what is being written and let go of the file."""
        await self._writer.stop()
        self._reader.close()
        self._dispose()

    def stamp(self) -> int:
        """A number that has changed if anybody has committed since it was last asked for."""
        try:
            return self._watch.stamp()
        except DBAPIError as error:
            raise _translated(error) from error

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection whose reads all see the database at one moment. On the event loop only."""
        with translating(), self._reader.begin():
            yield self._reader

    @contextmanager
    def separate_snapshot(self) -> Iterator[Connection]:
        """The same on a connection of its own, for what takes long. In any thread, or in several.

        While it lasts, SQLite can't use again the space that others' changes take in its log.
        """
        with translating(), self._elsewhere.connect() as connection, connection.begin():
            yield connection

    @property
    def writing(self) -> bool:
        """Whether somebody waits for a commit."""
        return self._writer.pending > 0

    @property
    def waiting(self) -> int:
        """How many wait for a commit."""
        return self._writer.pending

    async def write(self, operation: Operation[T]) -> T:
        """Run the operation and return its result when that is durable; see `Writer.write`.

        :raises DatabaseBusy: if another program held the lock for longer than the busy timeout
        :raises DatabaseUnusable: if the database can't be written for another reason
        """
        return await self._writer.write(operation)

    async def write_together(self, together: Together[Asked, T], asked: Asked) -> T:
        """Run an operation that others may share; see `Writer.write_together`.

        :raises DatabaseBusy: if another program held the lock for longer than the busy timeout
        :raises DatabaseUnusable: if the database can't be written for another reason
        """
        return await self._writer.write_together(together, asked)

    def on_commit(self, committed: Callable[[], object]) -> None:
        """Have a function called on the event loop after each commit; to be said before `open`."""
        self._on_commit = committed

    def _engine(self, begin: str, busy_timeout: float, *, pooled: bool = True) -> Engine:
        engine = sqlite.engine(self._url, begin=begin, busy_timeout=busy_timeout, pooled=pooled)
        self._engines.append(engine)
        return engine

    def _dispose(self) -> None:
        for engine in self._engines:
            engine.dispose()
        self._engines.clear()


@contextmanager
def translating() -> Iterator[None]:
    """Have what SQLAlchemy raises told by its name.

    :raises DatabaseBusy: if another program held the lock for too long
    :raises DatabaseUnusable: if the database fails otherwise, for want of space on a disk for one
    """
    try:
        yield
    except Exception as error:
        translated = _translated(error)
        if translated is error:
            raise
        raise translated from error


def _translated(error: Exception) -> Exception:
    if isinstance(error, OperationalError) and sqlite.is_busy(error):
        return DatabaseBusy("Another program is writing to the database. Try again in a moment.")
    if isinstance(error, DBAPIError):
        return DatabaseUnusable(f"The database can't be used: {_reason(error)}")
    return error


def _reason(error: Exception) -> str:
    reason = str(error.orig if isinstance(error, DBAPIError) else error)
    return sqlite.WORDS.get(reason, f"{reason.removesuffix('.')}.")
