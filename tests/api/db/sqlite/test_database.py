"""The database: reads see one moment, writes are durable, failures have words."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from api.db.errors import DatabaseBusy, DatabaseLost, DatabaseUnusable
from api.db.sqlite.database import Database
from api.db.sqlite.file import Loss
from tests.api.support.opened import sql

INSERT = "INSERT INTO note (title) VALUES ('milk')"
COUNT = "SELECT count(*) FROM note"
PATIENCE = 10.0
"""seconds after which what has not happened counts as not happening"""
MOMENT = 0.5
"""seconds in which a database without readers is closed"""


@pytest.fixture
async def opened(database: Path) -> AsyncIterator[Database]:
    made = Database(f"sqlite:///{database}", busy_timeout=30)
    made.open()
    yield made
    await made.close()


async def test_a_snapshot_sees_one_moment(opened: Database, database: Path) -> None:
    with sql(database) as other:
        other.execute(INSERT)
        with opened.snapshot() as connection:
            assert connection.exec_driver_sql(COUNT).scalar() == 1
            other.execute(INSERT)
            assert connection.exec_driver_sql(COUNT).scalar() == 1
        with opened.snapshot() as connection:
            assert connection.exec_driver_sql(COUNT).scalar() == 2


async def test_a_long_read_lets_the_event_loop_go_on(opened: Database) -> None:
    freed = threading.Event()
    reading = asyncio.create_task(opened.read(lambda _: freed.wait(PATIENCE)))
    await asyncio.sleep(0)
    freed.set()
    assert await reading


async def test_a_long_read_sees_one_moment(opened: Database) -> None:
    begun, written = threading.Event(), threading.Event()

    def count_twice(connection: Connection) -> list[object]:
        before = connection.exec_driver_sql(COUNT).scalar()
        begun.set()
        written.wait(PATIENCE)
        return [before, connection.exec_driver_sql(COUNT).scalar()]

    reading = asyncio.create_task(opened.read(count_twice))
    await asyncio.to_thread(begun.wait, PATIENCE)
    await opened.write(lambda connection: connection.exec_driver_sql(INSERT).rowcount)
    written.set()
    assert await reading == [0, 0]
    assert await opened.read(lambda connection: connection.exec_driver_sql(COUNT).scalar()) == 1


async def test_more_long_reads_than_threads_are_all_answered(opened: Database) -> None:
    count = lambda connection: connection.exec_driver_sql(COUNT).scalar()  # noqa: E731
    assert await asyncio.gather(*(opened.read(count) for _ in range(20))) == [0] * 20


async def test_a_long_read_that_fails_says_why(opened: Database) -> None:
    with pytest.raises(DatabaseUnusable, match="no such table"):
        await opened.read(lambda connection: connection.exec_driver_sql("SELECT * FROM nowhere"))


async def test_a_long_read_of_a_file_that_gets_lost_says_that_it_is_lost(
    opened: Database, database: Path
) -> None:
    def lose(connection: Connection) -> object:
        database.rename(database.with_name("moved.db"))
        return connection.exec_driver_sql("SELECT * FROM nowhere")

    with pytest.raises(DatabaseLost, match="is missing"):
        await opened.read(lose)


async def test_closing_waits_for_long_reads(database: Path) -> None:
    opened = Database(f"sqlite:///{database}")
    opened.open()
    begun, freed = threading.Event(), threading.Event()

    def read(_: Connection) -> bool:
        begun.set()
        return freed.wait(PATIENCE)

    reading = asyncio.create_task(opened.read(read))
    await asyncio.to_thread(begun.wait, PATIENCE)
    closing = asyncio.create_task(opened.close())
    await asyncio.wait({closing}, timeout=MOMENT)
    assert not closing.done()
    freed.set()
    assert await reading
    await closing
    assert [file.name for file in database.parent.iterdir()] == [database.name]


async def test_a_read_about_to_connect_counts_as_one_of_a_lost_file(opened: Database) -> None:
    connections = opened.connections
    ended: list[bool] = []
    with connections.separate(lambda: ended.append(connections.abandon(Loss.GONE))):
        pass
    assert ended == [False]
    assert not connections.file.loss()


async def test_the_stamp_moves_with_every_commit_whoever_makes_it(
    opened: Database, database: Path
) -> None:
    stamps = [opened.stamp()]
    await opened.write(lambda connection: connection.exec_driver_sql(INSERT).rowcount)
    stamps.append(opened.stamp())
    with sql(database) as other:
        other.execute(INSERT)
    stamps.append(opened.stamp())

    assert len(set(stamps)) == 3
    assert opened.stamp() == stamps[-1]


async def test_the_writer_uses_wal_mode_and_syncs_each_commit(opened: Database) -> None:
    """Else a 2xx answer would not mean that the note survives a power cut."""

    def pragmas(connection: Connection) -> list[object]:
        names = ("journal_mode", "synchronous")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert await opened.write(pragmas) == ["wal", 2]


async def test_a_writer_waits_for_another_program(opened: Database, database: Path) -> None:
    with sql(database) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute(INSERT)
        ours = asyncio.create_task(
            opened.write(lambda connection: connection.exec_driver_sql(COUNT).scalar())
        )
        await asyncio.sleep(0)
        other.execute("COMMIT")
    assert await ours == 1


async def test_a_wait_that_runs_out_is_told_in_words(database: Path) -> None:
    impatient = Database(f"sqlite:///{database}", busy_timeout=0.01)
    impatient.open()
    with sql(database) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy, match="Another program"):
            await impatient.write(lambda connection: connection.exec_driver_sql(INSERT))
    await impatient.close()


async def test_a_failed_statement_raises_an_error_that_says_why(opened: Database) -> None:
    with pytest.raises(DatabaseUnusable, match="no such table"), opened.snapshot() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    with pytest.raises(DatabaseUnusable, match="no such table"):
        await opened.write(lambda connection: connection.exec_driver_sql("DELETE FROM nowhere"))
