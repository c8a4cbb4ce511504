"""The database: read in snapshots, written by one writer, followed by a listener."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Final, TypeVar

from sqlalchemy import Engine, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from api.db.errors import DatabaseLost, DatabaseUnusable
from api.db.group_commit import Failing, Operation
from api.db.postgres import schema
from api.db.postgres.address import Patience, arguments_of, parts_of
from api.db.postgres.engine import hurry, is_open, reading_engine, writing_engine
from api.db.postgres.errors import reason, translated_for_writers, translating
from api.db.postgres.loop_reader import LoopReader
from api.db.storage import Written
from api.db.threads import ReadThreads, in_thread
from api.db.writer import Writer

AWAY: Final = (
    "The database server can't be reached. Until it is back nothing can be read or written."
)
EXPORTS: Final = 4
"""exports and previews at once: each has a connection for as long as its caller reads"""
T = TypeVar("T")
logger = logging.getLogger(__name__)


class Database(Written):
    """One schema of a PostgreSQL database; it is read on the event loop or in a few threads.

    It uses one connection to write, one to read on the event loop, one to listen (see `Follower`),
    a few for long reads, and some more for exports. While the follower has no connection, or after
    the server has not answered the event loop, all methods raise `DatabaseLost` at once, so that
    nobody waits for a server that is away.

    :param url: for example ``postgresql+psycopg://notes@db/notes?schema=public``
    :param busy_timeout: seconds to wait for another program's lock before `DatabaseBusy`
    :raises DatabaseUnusable: if the URL is invalid
    """

    def __init__(self, url: str, *, busy_timeout: float = 5.0, kept_changes: int = 10_000) -> None:
        super().__init__()
        try:
            self.url, self.schema = parts_of(make_url(url))
            arguments_of(self.url, self.schema, Patience())
        except (ArgumentError, ValueError) as error:
            raise DatabaseUnusable(f"The database URL can't be used: {error}") from error
        self._busy_timeout = busy_timeout
        self._kept_changes = kept_changes
        self._stamps = count(1)
        self._stamp = 0
        self._stamp_of_snapshot: int | None = None
        self._is_lost = False

    def open(self) -> None:
        """Make the schema and connect to it; a running event loop is needed.

        :raises DatabaseUnusable: if that fails
        """
        self._writing = writing_engine(self.url, self.schema, busy_timeout=self._busy_timeout)
        self._reader = LoopReader(self.url, self.schema, silent=self.lose)
        self._long = reading_engine(self.url, self.schema, kept=EXPORTS)
        self._elsewhere = reading_engine(self.url, self.schema, kept=ReadThreads.number())
        try:
            self._prepare()
        except (SQLAlchemyError, ValueError) as error:
            self._dispose()
            raise DatabaseUnusable(
                f"The database {self.name} can't be opened: {reason(error)}"
            ) from error
        self._writer = Writer(
            self._writing,
            committed=self._committed,
            failing=Failing(translated_for_writers, is_open, hurry),
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

    @property
    def is_lost(self) -> bool:
        """Whether all reads and writes are refused."""
        return self._is_lost

    def lose(self, error: BaseException) -> None:
        """From now on, refuse all reads and writes, and log the reason once."""
        if not self._is_lost:
            logger.warning("The connection to the database is lost: %s", reason(error))
        self._is_lost = True

    async def find(self) -> None:
        """Undo `lose`: the server answers again.

        :raises DatabaseUnusable: if it does not answer the connection of the event loop
        """
        await in_thread(self._connect_anew)
        self._is_lost = False
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
        self.refuse_if_lost()
        return self._stamp if self._stamp_of_snapshot is None else self._stamp_of_snapshot

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection with a snapshot: all its reads see one state. On the event loop only."""
        self.refuse_if_lost()
        self._stamp_of_snapshot = self._stamp
        try:
            with self._reader.snapshot() as connection:
                yield connection
        finally:
            self._stamp_of_snapshot = None

    @contextmanager
    def separate_snapshot(self) -> Iterator[Connection]:
        """The same on a separate connection, for long reads in any thread."""
        self.refuse_if_lost()
        with _snapshot_of(self._long) as connection:
            yield connection

    async def read(self, operation: Operation[T], *, is_urgent: bool = False) -> T:
        """Run an operation that takes long in a thread; all its reads see one state.

        :param is_urgent: whether it waits only for others that are urgent
        :raises DatabaseUnusable: if the database can't be read
        """

        def run() -> T:
            self.refuse_if_lost()
            with _snapshot_of(self._elsewhere) as connection:
                return operation(connection)

        return await self._threads.run(run, is_urgent=is_urgent)

    def _committed(self) -> None:
        self.move()
        self._on_commit()

    def _prepare(self) -> None:
        engine = writing_engine(self.url, self.schema, busy_timeout=60, is_prepared=False)
        try:
            schema.prepare(engine, self.schema, kept_changes=self._kept_changes)
        finally:
            engine.dispose()

    def _connect_anew(self) -> None:
        """Use none of the connections from before, and have one for the event loop."""
        for engine in (self._reader, self._writing, self._long, self._elsewhere):
            engine.dispose()
        self._reader.connect()

    def refuse_if_lost(self) -> None:
        """Do nothing, or raise `DatabaseLost`."""
        if self._is_lost:
            raise DatabaseLost(AWAY)

    def _dispose(self) -> None:
        for engine in (self._writing, self._reader, self._long, self._elsewhere):
            engine.dispose()


@contextmanager
def _snapshot_of(engine: Engine) -> Iterator[Connection]:
    with translating(), engine.connect() as connection, connection.begin():
        yield connection
