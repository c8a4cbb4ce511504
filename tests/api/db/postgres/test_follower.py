"""Other programs' changes arrive by a hint, without one, and after a lost connection."""

import asyncio
from typing import Any

import httpx
import psycopg
import pytest

from api.backend import Backend
from api.db.postgres.database import Database
from api.db.postgres.follower import Follower
from api.events.neighbours import Neighbours
from api.settings import Settings
from tests.api.db.postgres.conftest import Connect
from tests.support import postgres
from tests.support.waiting import eventually


def end_connections(other: psycopg.Connection, backend: Backend) -> None:
    """End the connections of this application, as a restart of the server does."""
    schema = backend.settings.database_url.partition(postgres.SCHEMA)[2]
    names = "SELECT pid FROM pg_stat_activity WHERE application_name = %s"
    for (pid,) in other.execute(names, [f"notes {schema}"]).fetchall():
        other.execute("SELECT pg_terminate_backend(%s)", [pid])


async def test_a_change_arrives_without_its_hint(
    backend: Backend, other: psycopg.Connection
) -> None:
    """A pooler of transactions passes no notification on."""
    other.execute("CREATE OR REPLACE FUNCTION note_hint() RETURNS void LANGUAGE sql AS ''")
    other.execute("INSERT INTO note (title) VALUES ('Milk')")
    await eventually(lambda: backend.feed.revision == 1)


async def test_hints_of_another_schema_make_nobody_ask(
    backend: Backend, other: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as those of another team's notes, in the same database."""
    asked: list[object] = []
    execute = psycopg.AsyncConnection.execute

    async def count(connection: psycopg.AsyncConnection, *given: Any) -> object:
        asked.append(given)
        return await execute(connection, *given)

    monkeypatch.setattr(psycopg.AsyncConnection, "execute", count)
    for _ in range(300):
        await asyncio.to_thread(other.execute, "SELECT pg_notify('notes', 'another')")
    assert len(asked) < 150
    other.execute("INSERT INTO note (title) VALUES ('Milk')")
    await eventually(lambda: backend.feed.revision == 1)


async def test_a_lost_connection_is_made_again(
    backend: Backend, client: httpx.AsyncClient, other: psycopg.Connection
) -> None:
    other.execute("INSERT INTO note (title) VALUES ('before')")
    await eventually(lambda: backend.feed.revision == 1)
    end_connections(other, backend)
    other.execute("INSERT INTO note (title) VALUES ('meanwhile')")
    await eventually(lambda: backend.feed.revision == 2)

    statuses: list[int] = []
    while not statuses or statuses[-1] != 201:
        answer = await client.post("/api/notes", json={"title": "after"})
        statuses.append(answer.status_code)
        assert answer.status_code == 201 or answer.headers["retry-after"]
        assert len(statuses) < 50
    titles = [note["title"] for note in (await client.get("/api/notes")).json()]
    assert titles == ["before", "meanwhile", "after"]


async def test_a_connection_is_closed_if_the_end_comes_at_once(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[psycopg.AsyncConnection] = []

    async def end(connection: psycopg.AsyncConnection, *_: object) -> None:
        made.append(connection)
        raise asyncio.CancelledError

    monkeypatch.setattr(psycopg.AsyncConnection, "execute", end)
    with pytest.raises(asyncio.CancelledError):
        await Follower(Database(database_url), Neighbours(), moved=list).run()
    assert made[0].closed


async def test_readers_go_on_while_somebody_numbers_for_long(
    backend: Backend, client: httpx.AsyncClient, other: psycopg.Connection, connect: Connect
) -> None:
    """Such as a process that is frozen in its commit, or a `psql` that calls `note_number`."""
    waiting = (
        "SELECT FROM pg_stat_activity WHERE application_name = %s AND wait_event_type = 'Lock'"
    )
    own = [f"notes {backend.settings.database_url.partition(postgres.SCHEMA)[2]}"]
    statuses: set[int] = set()

    def waits() -> bool:
        return other.execute(waiting, own).fetchone() is not None

    async def read() -> None:
        statuses.add((await client.get("/api/notes?limit=1")).status_code)

    connect().execute("SELECT newest FROM note_revision FOR UPDATE")
    other.execute("INSERT INTO note (title) VALUES ('Milk')")
    for _ in range(6):
        await eventually(waits)
        await read()
        await eventually(lambda: not waits())
        await read()
    assert statuses == {200}


async def test_many_changes_are_numbered_in_parts(
    backend: Backend, client: httpx.AsyncClient, other: psycopg.Connection
) -> None:
    """All at once could take longer than an answer may, each time anew."""
    other.execute("ALTER TABLE note_change ADD CONSTRAINT halfway CHECK (seq <= 5000)")
    other.execute("INSERT INTO note (title) SELECT 'note ' || n FROM generate_series(1, 7000) n")
    await eventually(lambda: backend.feed.revision == 5000)
    other.execute("ALTER TABLE note_change DROP CONSTRAINT halfway")
    await eventually(lambda: backend.feed.revision == 7000)
    answer = await client.get("/api/notes?limit=1")
    assert answer.headers["x-total-count"] == "7000"


async def test_the_options_of_the_address_hold_for_the_listener(
    database_url: str,
) -> None:
    wished = f"{database_url}&options=-c%20geqo%3Doff"
    backend = Backend(Settings(database_url=wished))
    async with backend.running():
        with postgres.connected(database_url) as other:
            other.execute("INSERT INTO note (title) VALUES ('Milk')")
            await eventually(lambda: backend.feed.revision == 1)
