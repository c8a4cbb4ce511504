"""A writer on a table of rows, whose commits are counted and which can be kept busy."""

import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import event, make_url
from sqlalchemy.engine import Connection

from api.db.errors import SharedFailure
from api.db.group_commit import Failing, Operation
from api.db.sqlite import engine as sqlite
from api.db.writer import Writer
from tests.support.waiting import PATIENCE


def add_row(name: str) -> Callable[[Connection], str]:
    """An operation that adds a row, and answers with its name."""

    def operation(connection: Connection) -> str:
        connection.exec_driver_sql("INSERT INTO rows (name) VALUES (?)", (name,))
        return name

    return operation


class Workbench:
    """The writer, what it did, and ways to disturb it."""

    busy_timeout = 0.05  # seconds

    def __init__(self, file: Path) -> None:
        self._file = file
        self._other = sqlite3.connect(file, isolation_level=None)
        self.engine = sqlite.engine(
            make_url(f"sqlite:///{file}"), begin="BEGIN IMMEDIATE", busy_timeout=self.busy_timeout
        )
        event.listen(self.engine, "commit", self._count)
        self.commits = 0
        self.checks = 0
        """one before each transaction, and one after each commit"""
        self.check_with: Callable[[], object] = lambda: None
        self.followed: list[list[str]] = []
        self.followed_in: set[threading.Thread] = set()
        self.follow_with: Exception | None = None
        self._other.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")

    def start(self) -> None:
        """Set the writer to work."""
        failing = Failing(_translate, sqlite.in_transaction)
        self.writer = Writer(
            self.engine, committed=self._follow, failing=failing, check=self._check
        )

    def rows(self) -> list[str]:
        """What another connection sees."""
        return [name for (name,) in self._other.execute("SELECT name FROM rows ORDER BY id")]

    def queue(self, *operations: Operation[Any]) -> list[asyncio.Task[Any]]:
        return [asyncio.create_task(self.writer.write(operation)) for operation in operations]

    @contextlib.asynccontextmanager
    async def keeping_busy(self) -> AsyncIterator[None]:
        """Keep the writer in an operation until the block ends: what is asked for queues up."""
        started, released = threading.Event(), threading.Event()

        def hold(_: Connection) -> None:
            started.set()
            assert released.wait(PATIENCE)

        (holding,) = self.queue(hold)
        assert await asyncio.to_thread(started.wait, PATIENCE)
        try:
            yield
        finally:
            released.set()
            await holding

    @contextlib.asynccontextmanager
    async def hesitating(self) -> AsyncIterator[asyncio.Task[Any]]:
        """Keep the writer before a transaction until the block ends; the task is what it is for."""
        reached, released = threading.Event(), threading.Event()

        def hesitate() -> None:
            reached.set()
            assert released.wait(PATIENCE)

        self.check_with = hesitate
        (first,) = self.queue(add_row("first"))
        assert await asyncio.to_thread(reached.wait, PATIENCE)
        self.check_with = lambda: None
        try:
            yield first
        finally:
            released.set()

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Another program's lock, until the block ends."""
        self._other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self._other.execute("ROLLBACK")

    def close(self) -> None:
        self._other.close()
        self.engine.dispose()

    def _follow(self) -> None:
        self.followed.append(self.rows())
        self.followed_in.add(threading.current_thread())
        if self.follow_with:
            raise self.follow_with

    def _check(self) -> None:
        self.checks += 1
        self.check_with()

    def _count(self, _: Connection) -> None:
        self.commits += 1


def _translate(error: Exception) -> Exception:
    return SharedFailure("busy") if "locked" in str(error) else error


@contextlib.asynccontextmanager
async def open_workbench(file: Path) -> AsyncIterator[Workbench]:
    """A workbench whose writer is connected, and has done nothing yet."""
    bench = Workbench(file)
    bench.start()
    try:
        await bench.writer.write(lambda _: None)
        bench.checks = bench.commits = 0
        bench.followed.clear()
        yield bench
    finally:
        await bench.writer.stop()
        bench.close()
