"""The database: read in snapshots, written by one writer, followed by a listener."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import TypeVar

from sqlalchemy import Engine, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from api.db.errors import DatabaseLost, DatabaseUnusable
from api.db.group_commit import Asked, Failing, Operation, Together
from api.db.postgres import schema
from api.db.postgres.engine import is_open, parts_of, reading_engine, writing_engine
from api.db.postgres.errors import reason, translated, translating
from api.db.threads import ReadThreads
from api.db.writer import Writer

T = TypeVar("T")


class Database:
    """One schema of a PostgreSQL database; it is read on the event loop or in a few threads.

    It uses one connection to write, one to read on the event loop, one to listen (see `Follower`),
    and a few for long reads. While the follower has no connection, all methods raise
    `DatabaseLost` at once, so that nobody waits for a server that is away.

    :param url: for example ``postgresql+psycopg://notes@db/notes?schema=public``
    :param busy_timeout: seconds to wait for another program's lock before `DatabaseBusy`
    :raises DatabaseUnusable: if the URL is invalid
    """

    def __init__(self, url: str, *, busy_timeout: float = 5.0, kept_changes: int = 10_000) -> None:
        try:
            self.url, self.schema = parts_of(make_url(url))
        except (ArgumentError, ValueError) as error:
            raise DatabaseUnusable(f"The database URL can't be used: {error}") from error
        self._busy_timeout = busy_timeout
        self._kept_changes = kept_changes
        self._on_commit: Callable[[], object] = lambda: None
        self._stamps = count(1)
        self._stamp = 0
        self._stamp_of_snapshot: int | None = None
        self._loss = ""

    def open(self) -> None:
        """Make the schema and connect to it; a running event loop is needed.

        :raises DatabaseUnusable: if that fails
        """
        self._writing = writing_engine(self.url, self.schema, busy_timeout=self._busy_timeout)
        self._reading = reading_engine(self.url, self.schema, kept=1)
        self._elsewhere = reading_engine(self.url, self.schema, kept=ReadThreads.number())
        try:
            self._prepare()
        except (SQLAlchemyError, ValueError) as error:
            self._dispose()
            raise DatabaseUnusable(
                f"The database {self.name} can't be opened: {reason(error)}"
            ) from error
        self._writer = Writer(
            self._writing, committed=self._committed, failing=Failing(translated, is_open)
        )
        self._threads = ReadThreads()

    @property
    def tells_all(self) -> bool:
        """See `Storage.tells_all`: the triggers miss nothing."""
        return True

    @property
    def name(self) -> str:
        """The address without the password."""
        return self.url.render_as_string(hide_password=True)

    def lose(self, words: str) -> None:
        """From now on, refuse all reads and writes with this reason."""
        self._loss = words

    def find(self) -> None:
        """Undo `lose`: the server can be reached again."""
        self._loss = ""
        self.move()

    def move(self) -> None:
        """Change the `stamp`, because somebody may have committed."""
        self._stamp = next(self._stamps)

    async def close(self) -> None:
        """Finish all writes and close all connections."""
        await self._writer.stop()
        await self._threads.end()
        self._dispose()

    @property
    def longest_lag(self) -> float:
        """See `Readable.longest_lag`; the follower looks ten times a second."""
        return 2.0

    def stamp(self) -> int:
        """A number that differs from the last one if a commit has been noticed in between.

        In a snapshot on the event loop, it is the number from before the snapshot.
        """
        self._refuse_if_lost()
        return self._stamp if self._stamp_of_snapshot is None else self._stamp_of_snapshot

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection with a snapshot: all its reads see one state. On the event loop only."""
        self._refuse_if_lost()
        self._stamp_of_snapshot = self._stamp
        try:
            with _snapshot_of(self._reading) as connection:
                yield connection
        finally:
            self._stamp_of_snapshot = None

    @contextmanager
    def separate_snapshot(self) -> Iterator[Connection]:
        """The same on a separate connection, for long reads in any thread."""
        self._refuse_if_lost()
        with _snapshot_of(self._elsewhere) as connection:
            yield connection

    async def read(self, operation: Operation[T], *, is_urgent: bool = False) -> T:
        """Run an operation that takes long in a thread; all its reads see one state.

        :param is_urgent: whether it waits only for others that are urgent
        :raises DatabaseUnusable: if the database can't be read
        """

        def run() -> T:
            with self.separate_snapshot() as connection:
                return operation(connection)

        return await self._threads.run(run, is_urgent=is_urgent)

    @property
    def writing(self) -> bool:
        """Whether somebody waits for a commit."""
        return self._writer.pending > 0

    @property
    def waiting(self) -> int:
        """The number of writes that wait for a commit."""
        return self._writer.pending

    async def write(self, operation: Operation[T]) -> T:
        """Run the operation and return its result when that is durable; see `Writer.write`.

        :raises DatabaseBusy: if another program held a lock for longer than the busy timeout
        :raises DatabaseUnusable: if the database can't be written for another reason
        """
        self._refuse_if_lost()
        return await self._writer.write(operation)

    async def write_together(self, together: Together[Asked, T], asked: Asked) -> T:
        """Run an operation that others may share; see `Writer.write_together`.

        :raises DatabaseBusy: if another program held a lock for longer than the busy timeout
        :raises DatabaseUnusable: if the database can't be written for another reason
        """
        self._refuse_if_lost()
        return await self._writer.write_together(together, asked)

    def on_commit(self, committed: Callable[[], object]) -> None:
        """Call a function on the event loop after each commit. Set it before `open`."""
        self._on_commit = committed

    def _committed(self) -> None:
        self.move()
        self._on_commit()

    def _prepare(self) -> None:
        engine = writing_engine(self.url, self.schema, busy_timeout=60, is_prepared=False)
        try:
            schema.prepare(engine, self.schema, kept_changes=self._kept_changes)
        finally:
            engine.dispose()

    def _refuse_if_lost(self) -> None:
        if self._loss:
            raise DatabaseLost(self._loss)

    def _dispose(self) -> None:
        for engine in (self._writing, self._reading, self._elsewhere):
            engine.dispose()


@contextmanager
def _snapshot_of(engine: Engine) -> Iterator[Connection]:
    with translating(), engine.connect() as connection, connection.begin():
        yield connection
