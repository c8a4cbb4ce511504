"""The change feed: what has changed, in commit order, and the news that something has."""

import asyncio
import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy.exc import OperationalError

from api.backend import Backend
from api.caches import Caches
from api.db.sqlite.database import Database
from api.events.change import Change
from api.events.feed import ChangeFeed
from api.notes.models import NoteCreate, NoteUpdate
from tests.api.support.opened import sql, sqlite_of
from tests.support.waiting import PATIENCE, eventually


@pytest.fixture
def feed(backend: Backend) -> ChangeFeed:
    return backend.feed


def insert(foreign: sqlite3.Connection, count: int) -> None:
    """Make notes in one transaction."""
    foreign.execute("BEGIN")
    foreign.executemany("INSERT INTO note (title) VALUES (?)", [(f"n{i}",) for i in range(count)])
    foreign.execute("COMMIT")


def revisions(changes: Sequence[Change]) -> list[int]:
    return [change.revision for change in changes]


async def test_the_feed_stands_at_the_last_change(backend: Backend) -> None:
    assert backend.feed.revision == 0
    note = await backend.notes.create(NoteCreate(title="milk"))
    assert backend.feed.revision == 1, "before whoever asked for it is answered"
    await backend.notes.update(note.id, NoteUpdate(done=True))
    assert backend.feed.revision == 2
    await backend.notes.update(note.id, NoteUpdate(done=True))
    assert backend.feed.revision == 2


async def test_changes_are_read_from_any_revision_on(backend: Backend) -> None:
    note = await backend.notes.create(NoteCreate(title="milk"))
    updated = await backend.notes.update(note.id, NoteUpdate(done=True))

    assert backend.feed.since(0) == [Change("create", note, 1), Change("update", updated, 2)]  # type: ignore[arg-type]
    assert revisions(backend.feed.since(1)) == [2]
    assert revisions(backend.feed.since(2)) == []


async def test_many_changes_are_read_a_part_at_a_time(
    feed: ChangeFeed, foreign: sqlite3.Connection
) -> None:
    insert(foreign, 450)
    feed.catch_up()

    seen: list[int] = []
    while part := feed.since(len(seen)):
        assert len(part) <= 200
        seen += revisions(part)

    assert seen == list(range(1, 451))


@pytest.mark.sqlite_only(reason="counts what SQLite's driver decodes")
async def test_of_long_notes_no_more_is_read_than_is_told_at_a_time(
    backend: Backend, foreign: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = [(f"n{number}", "x" * 20_000) for number in range(100)]
    foreign.execute("BEGIN")
    foreign.executemany("INSERT INTO note (title, description) VALUES (?, ?)", long)
    foreign.execute("COMMIT")
    backend.feed.catch_up()
    read: list[int] = []

    def text(stored: bytes) -> str:
        read.append(len(stored))
        return stored.decode()

    connection: Any = sqlite_of(backend).connections.reader.connection.driver_connection
    monkeypatch.setattr(connection, "text_factory", text)
    seen: list[int] = []
    while part := backend.feed.since(len(seen)):
        assert len(part) <= 4
        seen += revisions(part)

    assert seen == [*range(1, 101)]
    assert sum(length > 20_000 for length in read) == 100


@pytest.mark.usefixtures("no_polling")
async def test_catching_up_names_the_notes_that_changed_once(
    feed: ChangeFeed, foreign: sqlite3.Connection
) -> None:
    told: list[Collection[int] | None] = []
    feed.on_move(told.append)

    insert(foreign, 3)
    foreign.execute("UPDATE note SET done = TRUE WHERE id = 2")
    assert feed.catch_up() == 4
    foreign.execute("DELETE FROM note WHERE id = 3")
    assert feed.catch_up() == 5
    assert feed.catch_up() == 5

    assert [set(ids or ()) for ids in told] == [{1, 2, 3}, {3}]


@pytest.mark.usefixtures("no_polling")
async def test_changes_too_many_to_name_are_told_without_names(
    feed: ChangeFeed, foreign: sqlite3.Connection
) -> None:
    told: list[Collection[int] | None] = []
    feed.on_move(told.append)
    insert(foreign, 5000)
    feed.catch_up()

    assert told == [None]


@pytest.mark.sqlite_only(reason="PostgreSQL explains each commit that changes a note")
@pytest.mark.usefixtures("no_polling")
async def test_an_unexplained_commit_is_announced_without_ids(
    feed: ChangeFeed, foreign: sqlite3.Connection
) -> None:
    told: list[Collection[int] | None] = []
    feed.on_move(told.append)
    foreign.execute("CREATE TABLE shopping (item)")
    feed.catch_up()

    assert told == [None]


async def test_a_foreign_change_is_noticed_by_following(
    feed: ChangeFeed, foreign: sqlite3.Connection
) -> None:
    foreign.execute("INSERT INTO note (title) VALUES ('milk')")

    await eventually(lambda: feed.revision == 1)


@pytest.mark.sqlite_only(reason="on SQLite it is the feed that looks for changes")
async def test_a_moment_s_failure_does_not_end_the_following(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a database that nobody else looks at: a look of somebody else would find the change."""
    opened = Database(f"sqlite:///{database}")
    opened.open()
    feed, failed = ChangeFeed(opened, Caches(1)), asyncio.Event()

    def fail() -> NoReturn:
        failed.set()
        raise OperationalError("", (), sqlite3.OperationalError("disk I/O error"))

    with monkeypatch.context() as broken:
        broken.setattr(opened.connections.watch, "stamp", fail)
        following = asyncio.create_task(feed.follow())
        async with asyncio.timeout(PATIENCE):
            await failed.wait()
    with sql(database) as foreign:
        foreign.execute("INSERT INTO note (title) VALUES ('milk')")

    await eventually(lambda: feed.revision == 1)
    following.cancel()
    await opened.close()
