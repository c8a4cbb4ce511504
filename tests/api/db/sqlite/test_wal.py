"""The log is written back and emptied beside all writes: none waits for that, and none fails."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event
from typing import Final

import pytest
from sqlalchemy.engine import Connection

from api.db.sqlite.database import Database
from api.db.sqlite.file import Loss, OpenFile
from api.db.sqlite.wal import FRAMES, WriteAheadLog, checkpoint, index_of, log_of
from api.notes.models import NoteCreate
from tests.api.support.attempts import results_of
from tests.api.support.files import titles_copied, titles_in
from tests.api.support.opened import running, sql, sqlite_of
from tests.support.waiting import PATIENCE, eventually

LONGER: Final = PATIENCE + 5
"""seconds: whoever waits for a lock is not done when the test gives up"""
LONG: Final = "milk " * 4_000
"""makes the file grow: its time alone may be the same after two writes"""


@pytest.fixture
def emptied(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the log was empty after each attempt to empty it."""
    return results_of("empty_log", monkeypatch)


async def test_a_log_that_somebody_reads_is_left_and_delays_no_write(
    database: Path, emptied: list[bool]
) -> None:
    """SQLite would wait for the reader with the lock of all writers in its hand."""
    async with running(database, busy_timeout=LONGER) as backend:
        await backend.notes.create(NoteCreate(title="milk"))
        with sql(database) as reader, sql(database) as writer:
            reader.execute("BEGIN")
            assert reader.execute("SELECT title FROM note").fetchall() == [("milk",)]
            await eventually(lambda: False in emptied)
            writer.execute("INSERT INTO note (title) VALUES ('oats')")
            await backend.notes.create(NoteCreate(title="bread"))
            reader.execute("COMMIT")
        await eventually(lambda: titles_copied(database) == ["milk", "oats", "bread"])


async def test_a_log_that_somebody_writes_is_left_at_once(
    database: Path, emptied: list[bool]
) -> None:
    async with running(database, busy_timeout=LONGER) as backend:
        await backend.notes.create(NoteCreate(title="milk"))
        with sql(database) as writer:
            writer.execute("BEGIN IMMEDIATE")
            await eventually(lambda: False in emptied)
            writer.execute("INSERT INTO note (title) VALUES ('oats')")
            writer.execute("COMMIT")
        await eventually(lambda: titles_copied(database) == ["milk", "oats"])


async def test_a_commit_of_others_while_the_log_is_emptied_is_no_loss(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite writes it into the file, which then looks as if it was written past SQLite."""

    def late(connection: Connection, *, empty: bool = False) -> bool:
        if empty:
            write_elsewhere(database, ["oats"])
        return checkpoint(connection, empty=empty)

    async with running(database) as backend:
        file = sqlite_of(backend)
        await backend.notes.create(NoteCreate(title="milk"))
        await asyncio.to_thread(file.connections.write_back)
        with monkeypatch.context() as patch:
            patch.setattr("api.db.sqlite.connections.checkpoint", late)
            await asyncio.to_thread(file.between_writes, file.connections.empty_log)
        assert file.loss() is None
        await backend.notes.create(NoteCreate(title="bread"))
    assert titles_in(database) == ["milk", "oats", "bread"]


async def test_a_checkpoint_of_others_just_before_that_is_no_loss(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends while this program looks whether the log may be emptied."""

    def early(file: OpenFile) -> Loss | None:
        found = really(file)
        with sql(database) as other:
            other.execute("PRAGMA wal_checkpoint")
        return found

    really = OpenFile.loss
    async with running(database) as backend:
        file = sqlite_of(backend)
        await backend.notes.create(NoteCreate(title="milk", description=LONG))
        with monkeypatch.context() as patch:
            patch.setattr(OpenFile, "loss", early)
            await asyncio.to_thread(file.connections.empty_log)
        assert file.loss() is None


@asynccontextmanager
async def emptied_all_the_time(database: Database) -> AsyncIterator[None]:
    """Have the log be written back and emptied again and again, until the block ends."""
    over = Event()

    def empty() -> None:
        while not over.is_set():
            database.connections.write_back()
            database.between_writes(database.connections.empty_log)

    emptying = asyncio.create_task(asyncio.to_thread(empty))
    try:
        yield
    finally:
        over.set()
        await emptying


def write_elsewhere(file: Path, titles: Sequence[str]) -> None:
    """Have another program write, one commit and one checkpoint after the other."""
    with sql(file) as other:
        other.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")
        other.execute("PRAGMA wal_autocheckpoint = 1")
        for title in titles:
            other.execute("INSERT INTO note (title) VALUES (?)", (title,))


async def test_no_write_fails_while_the_log_is_emptied_all_the_time(
    database: Path, emptied: list[bool]
) -> None:
    """One writer is this program, the other one is not; neither of them ever pauses."""
    mine, theirs = ([f"{whose} {number}" for number in range(100)] for whose in "mt")
    async with (
        running(database, busy_timeout=PATIENCE) as backend,
        emptied_all_the_time(sqlite_of(backend)),
    ):
        writing = asyncio.create_task(asyncio.to_thread(write_elsewhere, database, theirs))
        for title in mine:
            await backend.notes.create(NoteCreate(title=title))
        await writing
        await eventually(lambda: True in emptied)
        assert sqlite_of(backend).loss() is None
    assert sorted(titles_in(database) or ()) == sorted([*mine, *theirs])


async def test_a_log_that_is_being_restarted_is_in_no_file_yet(
    database: Path, tmp_path: Path
) -> None:
    """Its index has no frames then, and still the numbers of the log before."""
    copy = tmp_path / "copy.db"
    async with running(database) as backend:
        await backend.notes.create(NoteCreate(title="milk"))
        sqlite_of(backend).connections.write_back()
        for part in (lambda file: file, log_of, index_of):
            shutil.copyfile(part(database), part(copy))
    restarting = WriteAheadLog(copy)
    assert min(restarting.progress()[1:]) > 0
    with index_of(copy).open("r+b") as index:
        index.seek(FRAMES)
        index.write(bytes(4))
    assert restarting.progress()[1:] == (0, 0)
    restarting.close()
