"""Other programs' changes arrive by a hint, without one, and after a lost connection."""

import asyncio

import httpx
import psycopg
import pytest

from api.backend import Backend
from api.db.postgres.database import Database
from api.db.postgres.follower import Follower
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
        await Follower(Database(database_url), moved=list).run()
    assert made[0].closed
