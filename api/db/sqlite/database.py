"""The database: opened, read in snapshots, written by one writer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from api.db.errors import DatabaseLost, DatabaseUnusable
from api.db.group_commit import Failing
from api.db.sqlite import engine as sqlite
from api.db.sqlite.connections import Connections
from api.db.sqlite.errors import reason, translated, translating
from api.db.sqlite.file import Loss
from api.db.storage import Written
from api.db.threads import ReadThreads, in_thread
from api.db.writer import Writer

T = TypeVar("T")
OPENINGS: Final = 2**32
"""distinguishes the stamps of one opening from those of the next"""
WORDS: Final = {
    Loss.GONE: "The file {file} is missing: it was moved or deleted. Put it back, or put a backup"
    " in its place. Until then nothing can be written.",
    Loss.REPLACED: "The file {file} was replaced by another file, which is about to be opened."
    " Until then nothing can be written.",
    Loss.OVERWRITTEN: "The file {file} was overwritten by another program and is about to be"
    " reopened. Until then nothing can be written.",
}


class Database(Written):
    """One SQLite file: it is read on the event loop or in a few threads, and written in one.

    It always uses the file at the path. If that is moved, deleted, replaced or overwritten, all
    methods raise `DatabaseLost` until the file is reopened: see `FileKeeper`.

    :param url: for example ``sqlite:///notes.db``
    :param busy_timeout: seconds to wait for another program's lock before `DatabaseBusy`
    :raises DatabaseUnusable: if the URL is invalid
    """

    connections: Connections
    """the open connections, or the last ones"""

    def __init__(self, url: str, *, busy_timeout: float = 5.0, kept_changes: int = 10_000) -> None:
        super().__init__()
        try:
            self._url = make_url(url)
            self.file = sqlite.file_of(self._url)
        except (ArgumentError, ValueError) as error:
            raise DatabaseUnusable(f"The database URL {url} can't be used: {error}") from error
        self._busy_timeout = busy_timeout
        self._kept_changes = kept_changes
        self._openings = 0
        self._loss: Loss | None = None
        self.words = ""
        """why the file is lost, or was last, and what to do"""

    def open(self) -> Path | None:
        """Make or upgrade the file and connect to it; a running event loop is needed.

        :return: the copy that was made before an upgrade, if one was needed
        :raises DatabaseUnusable: if that fails; the file is as it was
        """
        sqlite.make_file(self.file)
        connections = self._unconnected()
        with self._opening():
            copy = connections.open(self._kept_changes)
        self._take(connections)
        return copy

    async def open_anew(self) -> Path | None:
        """Open the file that is at the path now. An invalid file stays unchanged.

        Call it when the file was lost and `connections` are closed.

        :return: the copy that was made before an upgrade, if one was needed
        :raises DatabaseUnusable: if that fails
        """
        connections = self._unconnected()
        with self._opening():
            copy = await in_thread(lambda: connections.open(self._kept_changes, unknown=True))
        self._take(connections)
        return copy

    def loss(self) -> Loss | None:
        """Why the file is lost, or None. A lost file stays lost until it is reopened."""
        if self._loss is None and (loss := self.connections.file.loss()):
            self.lose(loss)
        return self._loss

    def lose(self, loss: Loss, words: str = "") -> None:
        """From now on, refuse all reads and writes with this reason."""
        self.words, self._loss = words or WORDS[loss].format(file=self.file), loss

    def find(self) -> None:
        """Undo `lose`, because the file was not lost."""
        self.connections.file.forgive()
        self._loss = None

    async def stop(self) -> bool:
        """Finish all writes; return whether that succeeded."""
        await self._writer.stop()
        self._reader.close()
        return not self._writer.alive

    async def close(self) -> None:
        """Finish all writes and close the file."""
        lost = self.loss()
        await self.stop()
        await self._threads.end()
        if lost is Loss.OVERWRITTEN and self.connections.is_as_it_was():
            lost = None
        if lost:
            self.connections.abandon(lost)
            self.connections.leave()
        else:
            self.connections.close()

    @property
    def longest_lag(self) -> float:
        """Each look notices all commits; see `Readable.longest_lag`."""
        return 0.0

    def stamp(self) -> int:
        """A number that differs from the last one if anybody has committed in between."""
        self.refuse_if_lost()
        try:
            return self._openings * OPENINGS + self._watch.stamp()
        except DBAPIError as error:
            raise translated(error) from error

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection with a snapshot: all its reads see one state. On the event loop only."""
        self.refuse_if_lost()
        with translating(), self._reader.begin():
            yield self._reader

    @contextmanager
    def separate_snapshot(self) -> Iterator[Connection]:
        """The same on a separate connection, for long reads in any thread.

        While it is open, SQLite can't reuse the space of its log.
        """
        connections = self.connections
        refuse = partial(self._refuse_if_lost, connections)
        try:
            with translating(), connections.separate(refuse) as connection:
                yield connection
                if self.loss() is Loss.OVERWRITTEN:  # the last reads may be wrong
                    refuse()
        except Exception as error:  # what is read of a lost file may be wrong in any way
            if self._is_lost(connections):
                raise DatabaseLost(self.words) from error
            raise

    async def read(self, operation: Callable[[Connection], T], *, is_urgent: bool = False) -> T:
        """Run an operation that takes long in a thread; all its reads see one state.

        :param is_urgent: whether it waits only for others that are urgent
        :raises DatabaseLost: if the file is lost
        :raises DatabaseUnusable: if it can't be read for another reason
        """

        def run() -> T:
            with self.separate_snapshot() as connection:
                return operation(connection)

        return await self._threads.run(run, is_urgent=is_urgent)

    @property
    def tells_all(self) -> bool:
        """See `Storage.tells_all`: `REPLACE INTO` may change a note silently."""
        return False

    def between_writes(self, act: Callable[[], bool]) -> bool:
        """Run a function while this process writes nothing; see `Writer.between`."""
        return self._writer.between(act)

    def _unconnected(self) -> Connections:
        return Connections(self._url, busy_timeout=self._busy_timeout)

    @contextmanager
    def _opening(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, ValueError, OSError) as error:
            raise DatabaseUnusable(
                f"The database {self.file} can't be opened: {reason(error)}"
            ) from error

    def _take(self, connections: Connections) -> None:
        self.connections = connections
        self._reader, self._watch = connections.reader, connections.watch
        self._writer = Writer(
            connections.writing,
            committed=self._on_commit,
            failing=Failing(translated, sqlite.in_transaction),
            check=lambda: self._check(connections),
        )
        self._threads = ReadThreads()
        self._openings += 1
        self._loss = None

    def _check(self, connections: Connections) -> None:
        self._refuse_if_lost(connections)
        connections.file.remember()

    def refuse_if_lost(self) -> None:
        """Do nothing, or raise `DatabaseLost`."""
        self._refuse_if_lost(self.connections)

    def _refuse_if_lost(self, connections: Connections) -> None:
        """Refuse the use of connections to a lost file."""
        if self._is_lost(connections):
            raise DatabaseLost(self.words)

    def _is_lost(self, connections: Connections) -> bool:
        return self.loss() is not None or connections is not self.connections
