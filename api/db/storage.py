"""What the rest of the program needs of a database; each engine's package has a class of this kind.

All methods raise `DatabaseUnusable`, of which `DatabaseBusy` and `DatabaseLost` are two, if the
database can't be read or written.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import Connection

from api.db.group_commit import Asked, Operation, T, Together
from api.db.writer import Writer


class Readable(Protocol):
    """Reads in snapshots: all reads of one snapshot see the same state."""

    @property
    def longest_lag(self) -> float:
        """Seconds within which a commit of another process is noticed; 0 if at each look."""
        ...

    def stamp(self) -> int:
        """A number that differs from the last one if anybody has committed in between."""
        ...

    def snapshot(self) -> AbstractContextManager[Connection]:
        """A connection with a snapshot, on the event loop: for reads of up to a millisecond."""
        ...

    def separate_snapshot(self) -> AbstractContextManager[Connection]:
        """The same on a separate connection, for long reads in any thread."""
        ...

    async def read(self, operation: Operation[T], *, is_urgent: bool = False) -> T:
        """Run an operation on a snapshot in a thread.

        :param is_urgent: whether it waits only for others that are urgent
        """
        ...


class Storage(Readable, Protocol):
    """Reads, and writes through one writer, whose waiting requests share the next commit."""

    @property
    def tells_all(self) -> bool:
        """Whether the feed tells of every change of a note, so that other commits are no news."""
        ...

    def open(self) -> Path | None:
        """Make or upgrade the schema and connect; a running event loop is needed.

        :return: the copy that was made before an upgrade, if one was needed and could be made
        """
        ...

    async def close(self) -> None:
        """Finish all writes and close all connections."""
        ...

    @property
    def waiting(self) -> int:
        """The number of writes that wait for a commit."""
        ...

    @property
    def writing(self) -> bool:
        """Whether somebody waits for a commit."""
        ...

    async def write(self, operation: Operation[T]) -> T:
        """Run the operation in a transaction; return its result when that is durable."""
        ...

    async def write_together(self, together: Together[Asked, T], asked: Asked) -> T:
        """The same for an operation that waiting requests of its kind may share."""
        ...

    def on_commit(self, committed: Callable[[], object]) -> None:
        """Call a function on the event loop after each commit of this process."""
        ...


class Written:
    """What the databases of both engines do alike: one writer writes, unless they are lost."""

    _writer: Writer

    def __init__(self) -> None:
        self._on_commit: Callable[[], object] = lambda: None

    def refuse_if_lost(self) -> None:
        """Do nothing, or raise `DatabaseLost`."""
        raise NotImplementedError

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
        :raises DatabaseLost: if the database was lost before or by the time of the commit
        :raises DatabaseUnusable: if it can't be written for another reason
        """
        self.refuse_if_lost()
        return await self._writer.write(operation)

    async def write_together(self, together: Together[Asked, T], asked: Asked) -> T:
        """Run an operation that others may share; see `Writer.write_together`.

        It raises what `write` does.
        """
        self.refuse_if_lost()
        return await self._writer.write_together(together, asked)

    def on_commit(self, committed: Callable[[], object]) -> None:
        """Call a function on the event loop after each commit. Set it before `open`."""
        self._on_commit = committed


class Keeper(Protocol):
    """What an open database needs all the time, such as to notice that it was lost."""

    async def run(self) -> None:
        """Do it until cancelled."""
        ...
