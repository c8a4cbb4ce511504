"""The schema is made once, by whoever starts first, and refuses what would go unnoticed."""

import asyncio
import contextlib
import secrets

import httpx
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from api.backend import Backend
from api.db.errors import DatabaseUnusable
from api.notes.models import NoteCreate
from api.settings import Settings
from tests.api.support.rest import read
from tests.api.support.transfer import imported, ndjson
from tests.support import postgres
from tests.support.waiting import eventually


async def test_processes_that_start_at_once_share_one_schema(database_url: str) -> None:
    made = [Backend(Settings(database_url=database_url)) for _ in range(3)]
    async with contextlib.AsyncExitStack() as stack:
        await asyncio.gather(
            *(asyncio.to_thread(asyncio.run, _start(database_url)) for _ in range(3))
        )
        for backend in made:
            await stack.enter_async_context(backend.running())
        note = await made[0].notes.create(NoteCreate(title="Milk"))
        assert await made[1].notes.get(note.id) == note


async def _start(url: str) -> None:
    async with Backend(Settings(database_url=url)).running():
        pass


async def test_a_schema_of_a_newer_version_is_refused(database_url: str) -> None:
    await _start(database_url)
    with postgres.connected(database_url) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseUnusable, match="newer version"):
        await _start(database_url)


async def test_a_truncated_table_would_be_told_to_nobody(other: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.RaiseException, match="use DELETE"):
        other.execute("TRUNCATE note")


async def test_a_note_is_told_as_rest_answers_it(
    backend: Backend, client: httpx.AsyncClient, other: psycopg.Connection
) -> None:
    title, text = 'Quote " and \\ and é 🥛', "tab\t line\n \u2028 \x7f"
    other.execute("INSERT INTO note (title, description) VALUES (%s, %s)", [title, text])
    answer = await client.get("/api/notes/1")
    await eventually(lambda: backend.feed.revision == 1)
    (change,) = backend.feed.since(0)
    assert change.note_json == answer.text
    assert answer.json()["title"] == title
    assert answer.json()["description"] == text


@pytest.mark.parametrize("url", ["postgresql+psycopg2://db/notes", "postgresql+asyncpg://db/notes"])
def test_another_driver_is_refused_in_words(url: str) -> None:
    with pytest.raises(DatabaseUnusable, match=r"write postgresql\+psycopg://"):
        Backend(Settings(database_url=url))


async def test_a_password_is_in_no_message() -> None:
    backend = Backend(Settings(database_url="postgresql://me:secret@127.0.0.1:1/notes"))
    with pytest.raises(DatabaseUnusable) as refused:
        async with backend.running():
            pass
    assert "secret" not in str(refused.value)
    assert "127.0.0.1" in str(refused.value)


async def test_a_note_may_be_of_any_moment_of_the_years_1_to_9999(
    client: httpx.AsyncClient,
) -> None:
    times = {"created_at": "0001-01-01T00:00:00Z", "updated_at": "9999-12-31T23:59:59.999Z"}
    await imported(client, ndjson({"id": 1, "title": "milk", **times}))
    told = await read(client, 1)
    assert (told["created_at"], told["updated_at"]) == (
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999000Z",
    )


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (f"schema={'é' * 32}", "more than 63 bytes"),
        ("schema=a&schema=b", "one schema"),
        ("host=a:1&port=5,6", "can't be used"),
    ],
)
def test_an_address_that_names_no_place_is_refused(query: str, words: str) -> None:
    with pytest.raises(DatabaseUnusable, match=words):
        Backend(Settings(database_url=f"postgresql+psycopg://me:secret@/notes?{query}"))


async def test_a_schema_that_the_role_may_not_use_is_named(database_url: str) -> None:
    """PostgreSQL would make the tables among the temporary ones, and then miss its functions."""
    schema, role = database_url.partition(postgres.SCHEMA)[2], f"role_{secrets.token_hex(6)}"
    name, user = sql.Identifier(schema), sql.Identifier(role)
    with psycopg.connect(postgres.SERVER, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE SCHEMA {}").format(name))
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(user))
        try:
            with pytest.raises(DatabaseUnusable, match=f"may not use the schema {schema}"):
                await _start(_as(role, database_url))
        finally:
            admin.execute(sql.SQL("DROP ROLE {}").format(user))


RIGHTS = (
    "GRANT USAGE ON SCHEMA {} TO {}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} TO {}",
    "GRANT USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA {} TO {}",
)


async def test_a_role_that_may_make_nothing_can_write(database_url: str) -> None:
    """Somebody else has made the schema, and granted what the README names."""
    await _start(database_url)
    schema, role = database_url.partition(postgres.SCHEMA)[2], f"role_{secrets.token_hex(6)}"
    name, user = sql.Identifier(schema), sql.Identifier(role)
    with psycopg.connect(postgres.SERVER, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(user))
        try:
            for right in RIGHTS:
                admin.execute(sql.SQL(right).format(name, user))
            backend = Backend(Settings(database_url=_as(role, database_url), kept_changes=7))
            async with backend.running():
                assert (await backend.notes.create(NoteCreate(title="Milk #a"))).id == 1
                admin.execute(
                    sql.SQL("INSERT INTO {}.note (id, title) VALUES (9, 'Oats')").format(name)
                )
                await eventually(lambda: backend.feed.revision == 2)
        finally:
            admin.execute(sql.SQL("DROP OWNED BY {}").format(user))
            admin.execute(sql.SQL("DROP ROLE {}").format(user))


def _as(role: str, url: str) -> str:
    return make_url(url).set(username=role).render_as_string(hide_password=False)
