"""A backup that is restored into the file while it is in use: the database goes back."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.application import create_app
from api.settings import Settings
from tests.api.support.opened import sql
from tests.api.support.rest import NOTES, Json, add, read
from tests.api.support.websocket_client import listening


def titles(changes: list[Json]) -> list[str]:
    return [change["note"]["title"] for change in changes]


@pytest.fixture
async def backup(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, tmp_path: Path
) -> AsyncIterator[sqlite3.Connection]:
    """A copy of the file with two notes; after it a third one was made, that it does not have."""
    await add(client, "a")
    await add(client, "b")
    with sql(tmp_path / "backup.db") as copy:
        foreign.backup(copy)
        await add(client, "lost milk")
        yield copy


async def test_a_restored_backup_resets_subscribers_who_go_on_from_it(
    app: FastAPI, client: httpx.AsyncClient, backup: sqlite3.Connection, foreign: sqlite3.Connection
) -> None:
    async with listening(app, "since=0") as one, listening(app, "since=0&q=milk") as other:
        assert titles(await one.changes(3)) == ["a", "b", "lost milk"]
        assert titles(await other.changes(1)) == ["lost milk"]
        backup.backup(foreign)
        for listener in (one, other):
            assert await listener.next() == {"action": "reset", "revision": 2}

        await add(client, "milk")
        assert titles(await one.changes(1)) == titles(await other.changes(1)) == ["milk"]


@pytest.mark.usefixtures("no_polling")
@pytest.mark.parametrize("made", [1, 2, 1500])
async def test_a_backup_with_newer_changes_still_resets_subscribers(
    app: FastAPI,
    client: httpx.AsyncClient,
    backup: sqlite3.Connection,
    foreign: sqlite3.Connection,
    made: int,
) -> None:
    """What had been the third change is another one now."""
    assert (await read(client, 3))["title"] == "lost milk"
    async with listening(app, "since=3") as one, listening(app) as other:
        backup.backup(foreign)
        foreign.execute("BEGIN")
        foreign.executemany("INSERT INTO note (title) VALUES (?)", [("found",)] * made)
        foreign.execute("COMMIT")
        await client.get(NOTES)  # which looks first

        assert await one.next() == {"action": "reset", "revision": 2 + made}
        assert (await other.message())["code"] == 1013, "it can't be told more than a change"
    assert (await read(client, 3))["title"] == "found"


async def test_a_filter_caches_nothing_across_a_restored_backup(
    app: FastAPI, client: httpx.AsyncClient, backup: sqlite3.Connection, foreign: sqlite3.Connection
) -> None:
    async with listening(app, "since=0&q=milk") as listener:
        assert titles(await listener.changes(1)) == ["lost milk"]
        backup.backup(foreign)
        await add(client, "oats")
        await add(client, "milk")
        async with listening(app, "since=2&q=milk") as other:
            assert titles(await other.changes(1)) == ["milk"]


async def test_a_restored_backup_changes_the_etag_of_the_list(
    client: httpx.AsyncClient, backup: sqlite3.Connection, foreign: sqlite3.Connection
) -> None:
    known = {"If-None-Match": (await client.get(NOTES)).headers["etag"]}
    assert (await client.get(NOTES, headers=known)).status_code == 304
    backup.backup(foreign)
    assert (await client.get(NOTES, headers=known)).status_code == 200
    await add(client, "milk")
    assert (await client.get(NOTES, headers=known)).status_code == 200


async def test_a_backup_restored_between_runs_changes_the_etag_too(
    client: httpx.AsyncClient, backup: sqlite3.Connection, tmp_path: Path
) -> None:
    known = {"If-None-Match": (await client.get(NOTES)).headers["etag"]}
    again = create_app(Settings(database_url=f"sqlite:///{tmp_path / 'backup.db'}"))
    transport = httpx.ASGITransport(again)
    async with (
        again.router.lifespan_context(again),
        httpx.AsyncClient(transport=transport, base_url="http://notes.test") as other,
    ):
        await add(other, "milk")
        answer = await other.get(NOTES, headers=known)
    assert answer.status_code == 200
    assert [each["title"] for each in answer.json()] == ["a", "b", "milk"]
