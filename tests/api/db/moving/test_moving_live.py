"""Notes are moved while others write, from one snapshot, by a role without special rights."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import psycopg
import pytest
from psycopg import sql

from api.db.moving.moving import COMMITTING
from api.notes.values import Draft
from tests.api.db.moving.contents import answers, fill, moved, other_program, running, started
from tests.api.support.rest import NOTES, add
from tests.api.support.served import served
from tests.support import postgres


async def test_a_move_copies_no_note_that_others_write_meanwhile(source: str, target: str) -> None:
    await fill(source)
    before = await answers(source)
    with ExitStack() as stack:
        other = stack.enter_context(other_program(source))

        def write(step: str, done: int, _: int) -> None:
            if step in {"Copying notes", "Copying changes", "Comparing notes"} and done:
                other.execute("INSERT INTO note (title) VALUES ('late #late')")
                other.execute("DELETE FROM note WHERE id = 3")

        told = moved(source, target, write)
    assert told.is_behind
    assert await answers(target) == before


async def test_a_server_on_the_source_goes_on_writing(source: str, target: str) -> None:
    async with (
        started(source) as (app, client),
        served(app) as address,
        httpx.AsyncClient(base_url=address) as caller,
    ):
        for _ in range(15):
            await add(client, "before #tag")
        moving = asyncio.create_task(asyncio.to_thread(moved, source, target))
        while not moving.done():
            (await caller.post(NOTES, json={"title": "meanwhile"})).raise_for_status()
        told = await moving
        made = [each["id"] for each in (await client.get(f"{NOTES}?limit=1000")).json()]
    assert told.rows["notes"] == told.revision <= len(made)
    async with running(target) as (backend, client):
        found = [each["id"] for each in (await client.get(f"{NOTES}?limit=1000")).json()]
        assert found == made[: told.revision]
        assert backend.feed.revision == told.revision


async def test_a_server_on_the_target_shows_all_at_once(source: str, target: str) -> None:
    await fill(source)
    before = await answers(source)
    async with running(target) as (_, client):
        assert (await client.get(NOTES)).json() == []
        await asyncio.to_thread(moved, source, target)
        assert await answers(target) == before
        _, revision, notes = before[f"{NOTES}?limit=1000"]
        told = await client.get(f"{NOTES}?limit=1000", headers={"X-Revision": revision})
        assert told.content == notes


async def test_changes_without_numbers_get_them_before_they_move(
    schema: str, tmp_path: Path
) -> None:
    async with running(schema):
        pass
    with postgres.connected(schema) as other:
        other.execute("INSERT INTO note (title) VALUES ('milk #tag'), ('bread')")
        assert other.execute("SELECT count(*) FROM note_pending").fetchone() == (2,)
    told = moved(schema, f"sqlite:///{tmp_path}/notes.db")
    assert (told.rows["changes"], told.revision, told.is_behind) == (2, 2, False)
    async with running(schema) as (backend, _):
        assert backend.feed.revision == 2


async def test_a_move_replaces_text_that_postgresql_can_not_hold(
    schema: str, tmp_path: Path
) -> None:
    """NUL, and bytes that are no UTF-8, which the page and REST show in the same way."""
    source = f"sqlite:///{tmp_path}/notes.db"
    async with running(source) as (backend, _):
        await backend.drafts.keep("tab", Draft(title="a", description=""))
        with other_program(source) as other:
            other.execute("INSERT INTO note (title) VALUES (CAST(X'61FF' AS TEXT))")
            other.execute("UPDATE note_draft SET title = 'nul' || char(0)")
    assert moved(source, schema).rows["notes"] == 1
    async with running(schema) as (backend, client):
        assert (await client.get(f"{NOTES}/1")).json()["title"] == "a\ufffd"
        assert (await backend.drafts.of("tab"))[0].title == "nul\ufffd"


@pytest.fixture
def role(schema: str) -> Iterator[str]:
    """A role that may make schemas, and nothing else."""
    name = f"notes_{secrets.token_hex(6)}"
    role = sql.Identifier(name)
    with psycopg.connect(postgres.SERVER, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        database = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("GRANT CREATE ON DATABASE {} TO {}").format(database, role))
        yield name
        connection.execute(sql.SQL("DROP OWNED BY {}").format(role))
        connection.execute(sql.SQL("DROP ROLE {}").format(role))


async def test_the_owner_of_the_tables_needs_no_superuser(
    schema: str, role: str, tmp_path: Path
) -> None:
    source, target = f"sqlite:///{tmp_path}/notes.db", schema.replace("postgres@", f"{role}@")
    assert target != schema
    await fill(source)
    before = await answers(source)
    moved(source, target)
    assert await answers(target) == before


async def test_a_change_in_the_trash_is_a_change_of_the_source(source: str, target: str) -> None:
    """The stream tells nothing of it."""
    await fill(source)
    with other_program(source) as other:

        def write(step: str, done: int, _: int) -> None:
            if step == COMMITTING and done:
                other.execute("UPDATE note SET title = 'other' WHERE trashed")

        assert moved(source, target, write).is_behind


async def test_an_id_that_no_note_got_is_no_change(schema: str, tmp_path: Path) -> None:
    await fill(schema)
    with other_program(schema) as other:

        def write(step: str, done: int, _: int) -> None:
            if step == COMMITTING and done:
                other.execute("SELECT nextval('note_id_seq')")

        assert not moved(schema, f"sqlite:///{tmp_path}/notes.db", write).is_behind


async def test_a_source_that_is_lost_at_the_end_has_been_copied(source: str, target: str) -> None:
    await fill(source)
    before = await answers(source)

    def lose(step: str, done: int, _: int) -> None:
        if step != COMMITTING:
            return
        if source.startswith("sqlite"):
            Path(source.removeprefix("sqlite:///")).unlink()
            return
        with other_program(source) as other:
            name = f"notes {source.partition(postgres.SCHEMA)[2]}"
            ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            other.execute(f"{ending} WHERE application_name = ?", [name])
            other.execute("ALTER TABLE alembic_version RENAME TO lost")

    assert moved(source, target, lose).is_behind is None
    assert await answers(target) == before
