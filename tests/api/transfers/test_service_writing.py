"""An import is one transaction, and a preview is none."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.engine import Connection

from api.backend import Backend
from tests.api.support.rest import add, feed, problem, read
from tests.api.support.told import Page
from tests.api.support.transfer import imported, ndjson, send
from tests.api.support.websocket_client import listening
from tests.support.foreign import refuse

MANY = 2000
ROWS = ndjson(*({"title": f"n{number}"} for number in range(MANY)))


def count(connection: sqlite3.Connection) -> int:
    ((counted,),) = connection.execute("SELECT count(*) FROM note").fetchall()
    return int(counted)


def all_of(connection: sqlite3.Connection) -> list[Any]:
    tables = "note", "note_change", "note_version", "note_tag", "answered"
    return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]


async def test_other_programs_never_see_half_of_an_import(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    importing = asyncio.create_task(send(client, ROWS))
    seen = set()
    while not importing.done():
        seen.add(count(foreign))
        await asyncio.sleep(0)

    assert (await importing).status_code == 200
    assert seen | {count(foreign)} <= {0, MANY}
    assert count(foreign) == MANY


async def test_a_failure_in_the_middle_leaves_nothing(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    refuse(foreign, "INSERT ON note", "new.title = 'n1500'")

    problem(await send(client, ROWS), 503)

    assert count(foreign) == 0
    assert feed(foreign) == []


async def test_a_preview_tells_the_same_and_writes_nothing(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    await add(client, "milk")
    await add(client, "bread")
    await add(client, "butter")
    before = all_of(foreign)
    rows = ndjson(
        {"title": "new"},
        {"id": 1, "title": "other"},
        {"id": 2, "title": "bread"},
        {"id": 9, "title": "numbered"},
        {"title": ""},
    )

    for on_conflict in ("refuse", "replace", "copy"):
        preview = await imported(client, rows, dry_run=True, on_conflict=on_conflict)

        assert preview["dry_run"]
        assert all_of(foreign) == before
    done = await imported(client, rows, on_conflict="copy")
    assert (done["taken"], done["refused"]) == (preview["taken"], preview["refused"])
    assert [row["outcome"] for row in done["rows"]] == [row["outcome"] for row in preview["rows"]]


async def test_a_preview_needs_no_lock(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    foreign.execute("BEGIN IMMEDIATE")

    assert (await imported(client, ROWS, dry_run=True))["taken"]["made"] == MANY
    problem(await send(client, ROWS), 503)


async def test_listeners_and_pages_hear_of_all_of_it(
    app: FastAPI, client: httpx.AsyncClient, backend: Backend
) -> None:
    pages = Page(), Page()
    for page in pages:
        backend.broadcaster.subscribe(page.refresh)
    rows = ndjson({"title": "milk"}, {"title": "bread", "trashed": True}, {"title": "butter"})

    async with listening(app) as one, listening(app) as other:
        await imported(client, rows)

        expected = [
            {"action": "create", "note": await read(client, 1), "revision": 1},
            {"action": "create", "note": await read(client, 3), "revision": 2},
        ]
        assert await one.changes(2) == await other.changes(2) == expected
        for page in pages:
            await page.hears()


async def test_a_write_during_an_upload_does_not_wait(client: httpx.AsyncClient) -> None:
    """Before the last moment an import holds no lock: others write as if there were none."""
    waiting, released = asyncio.Event(), asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield ROWS[:1000]
        waiting.set()
        await released.wait()
        yield ROWS[1000:]

    headers = {"Content-Type": "application/x-ndjson"}
    importing = asyncio.create_task(client.post("/api/import", content=body(), headers=headers))
    await waiting.wait()
    made = await add(client, "meanwhile")
    released.set()

    assert (await importing).json()["taken"]["made"] == MANY
    assert (await read(client, made["id"]))["title"] == "meanwhile"


async def test_an_import_next_to_a_failing_write_is_made_once(
    client: httpx.AsyncClient, backend: Backend, foreign: sqlite3.Connection
) -> None:
    def fail(_: Connection) -> None:
        raise ValueError("this one fails")

    foreign.execute("BEGIN IMMEDIATE")  # so that what is asked for queues up
    held = asyncio.create_task(backend.database.write(lambda _: None))
    importing = asyncio.create_task(
        imported(client, ndjson({"title": "a"}, {"id": 9, "title": "b"}))
    )
    failing = asyncio.create_task(backend.database.write(fail))
    foreign.execute("ROLLBACK")

    await held
    with pytest.raises(ValueError, match="this one fails"):
        await failing
    assert (await importing)["taken"] == {"made": 2, "changed": 0, "unchanged": 0}
    assert count(foreign) == 2
