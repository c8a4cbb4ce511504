"""The feed has no gaps and is in the order of the commits, however transactions overlap."""

import asyncio
import threading

import httpx
import psycopg

from api.backend import Backend
from api.events.change import Change
from api.notes.models import NoteCreate
from tests.api.db.postgres.conftest import Connect
from tests.support.waiting import eventually

INSERT = "INSERT INTO note (title) VALUES (%s)"


def told(backend: Backend) -> list[str]:
    """The titles in the feed; its numbers must be those from 1 on."""
    changes: list[Change] = []
    while part := backend.feed.since(len(changes)):
        changes += part
    assert [change.revision for change in changes] == list(range(1, len(changes) + 1))
    return [change.note.title for change in changes]


async def test_transactions_are_told_in_the_order_of_their_commits(
    backend: Backend, connect: Connect
) -> None:
    first, second = connect(), connect()
    first.execute(INSERT, ["begun first"])
    second.execute(INSERT, ["begun second"])
    second.commit()
    await eventually(lambda: told(backend) == ["begun second"])
    first.commit()
    await eventually(lambda: told(backend) == ["begun second", "begun first"])


async def test_a_transaction_rolled_back_leaves_no_gap(backend: Backend, connect: Connect) -> None:
    other = connect()
    for title in ("kept", "rolled back", "kept too"):
        other.execute(INSERT, [title])
        other.rollback() if title == "rolled back" else other.commit()
    await eventually(lambda: told(backend) == ["kept", "kept too"])


async def test_a_savepoint_rolled_back_leaves_no_gap(backend: Backend, connect: Connect) -> None:
    other = connect()
    other.execute(INSERT, ["before"])
    with other.transaction():
        other.execute(INSERT, ["within"])
        raise psycopg.Rollback
    other.execute(INSERT, ["after"])
    other.commit()
    await eventually(lambda: told(backend) == ["before", "after"])


async def test_copied_rows_are_told(backend: Backend, other: psycopg.Connection) -> None:
    with other.cursor() as cursor, cursor.copy("COPY note (title) FROM STDIN") as copy:
        for number in range(300):
            copy.write_row([f"copied {number}"])
    await eventually(lambda: told(backend) == [f"copied {number}" for number in range(300)])


async def test_an_update_of_10_000_rows_is_told(backend: Backend, connect: Connect) -> None:
    other = connect()
    other.execute("INSERT INTO note (title) SELECT 'note ' || n FROM generate_series(1, 10000) n")
    other.commit()
    await eventually(lambda: backend.feed.revision == 10_000, within=60)
    other.execute("UPDATE note SET done = true")
    other.commit()
    await eventually(lambda: backend.feed.revision == 20_000, within=60)
    assert {change.action for change in backend.feed.since(19_900)} == {"update"}


async def test_overlapping_writers_are_each_told_once(
    backend: Backend, connect: Connect, client: httpx.AsyncClient
) -> None:
    """A reader that has seen a number never finds a new one below it."""
    seen: list[str] = []

    def follow(_: object) -> None:
        while part := backend.feed.since(len(seen)):
            seen.extend(change.note.title for change in part)

    def write(connection: psycopg.Connection, name: str) -> None:
        for number in range(100):
            connection.execute(INSERT, [f"{name} {number}"])
            connection.execute(INSERT, [f"{name} {number} again"])
            connection.commit()

    backend.feed.on_move(follow)
    writers = [
        threading.Thread(target=write, args=(connect(), f"writer {number}")) for number in range(4)
    ]
    for writer in writers:
        writer.start()
    for number in range(50):
        await backend.notes.create(NoteCreate(title=f"page {number}"))
    for writer in writers:
        await asyncio.to_thread(writer.join)
    await eventually(lambda: len(seen) == 850)
    assert seen == told(backend)
    assert len(set(seen)) == 850
    answer = await client.get("/api/notes")
    assert answer.headers["x-total-count"] == "850"


async def test_changes_within_the_trash_are_read_and_not_announced(
    backend: Backend, other: psycopg.Connection, client: httpx.AsyncClient
) -> None:
    moves: list[object] = []
    backend.feed.on_move(moves.append)
    for statement, title in (
        ("INSERT INTO note (title, trashed) VALUES ('old', true)", "old"),
        ("UPDATE note SET title = 'older'", "older"),
    ):
        moves.clear()
        other.execute(statement)
        await eventually(lambda: moves != [])
        answer = await client.get("/api/notes", params={"trashed": True})
        assert [note["title"] for note in answer.json()] == [title]
    assert told(backend) == []
