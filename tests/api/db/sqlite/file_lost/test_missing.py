"""A file that is deleted or moved: refused in words, until it is there."""

import asyncio
import sqlite3
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.backend import Backend
from tests.api.db.sqlite.file_lost.asking import answers, post
from tests.api.support.files import move, titles_in
from tests.api.support.rest import NOTES, Json, add, find, problem
from tests.api.support.served import served
from tests.api.support.sse_client import following
from tests.api.support.websocket_client import listening
from tests.support.live import LiveServer
from tests.support.waiting import eventually


@pytest.mark.parametrize("way", ["rm", "mv"])
async def test_no_write_is_confirmed_and_lost_when_the_file_is_moved(
    live: LiveServer, http: httpx.AsyncClient, tmp_path: Path, way: str
) -> None:
    before = [(await add(http, f"n{number}"))["title"] for number in range(3)]
    moved = tmp_path / "moved.db"
    live.database.rename(moved) if way == "mv" else live.database.unlink()

    assert [await post(http, f"lost {number}") for number in range(21)] == [503] * 21
    assert not live.database.exists(), "no empty file is made in its place"
    if way == "mv":
        await eventually(lambda: titles_in(moved) == before)


async def test_a_write_during_the_loss_of_the_file_does_not_succeed(
    backend: Backend, client: httpx.AsyncClient, database: Path
) -> None:
    """Deleted between the beginning of the transaction and its commit."""
    writing = backend.database.write(lambda _: database.unlink())
    with pytest.raises(Exception, match="it was moved or deleted"):
        await writing
    problem(await client.post(NOTES, json={"title": "milk"}), 503)


async def test_requests_without_the_file_are_503s_that_name_it(
    app: FastAPI, client: httpx.AsyncClient, database: Path
) -> None:
    await add(client)
    move(database, database.with_name("moved.db"))

    for answer in (
        await client.get(NOTES),
        await client.get(f"{NOTES}/1"),
        await client.patch(f"{NOTES}/1", json={"done": True}),
        await client.get("/api/export"),
        await client.get("/api/events"),
        await client.get("/readyz"),
    ):
        assert f"{database} is missing: it was moved or deleted" in problem(answer, 503)["detail"]
    assert (await client.get("/healthz")).status_code == 200


async def test_a_websocket_without_a_database_is_closed_with_a_reason(
    app: FastAPI, client: httpx.AsyncClient, database: Path
) -> None:
    """After the handshake: before it, a browser would learn nothing but that it has failed."""
    move(database, database.with_name("moved.db"))
    said = problem(await client.get(NOTES), 503)["detail"]
    async with listening(app) as one, listening(app, "since=0") as other:
        for listener in (one, other):
            assert listener.answer["type"] == "websocket.accept"
            assert_closed_because(said, await listener.message())


def assert_closed_because(said: str, message: Json) -> None:
    assert (message["type"], message["code"]) == ("websocket.close", 1011)
    assert message["reason"]
    assert said.startswith(message["reason"])


async def test_a_change_that_can_not_be_read_disconnects_subscribers(
    app: FastAPI,
    backend: Backend,
    client: httpx.AsyncClient,
    database: Path,
    foreign: sqlite3.Connection,
) -> None:
    """The feed knows that there is a change, and then the file is gone."""
    async with served(app) as url, following(url) as events, listening(app, "since=0") as socket:
        await eventually(lambda: events.last_event_id == "0" and socket.position == 0)
        foreign.execute("INSERT INTO note (title) VALUES ('milk')")
        backend.feed.catch_up()
        move(database, database.with_name("moved.db"))

        said = problem(await client.get(NOTES), 503)["detail"]
        assert_closed_because(said, await socket.message())
        with pytest.raises(StopAsyncIteration):
            await events.next()


async def test_the_same_file_is_gone_on_with_when_it_is_moved_back(
    app: FastAPI, client: httpx.AsyncClient, database: Path
) -> None:
    await add(client, "milk")
    async with listening(app, "since=1") as listener:
        move(database, database.with_name("moved.db"))
        await answers(client, 503)
        move(database.with_name("moved.db"), database)
        await answers(client, 200)

        assert await listener.next() == {"action": "reset", "revision": 1}
        assert await find(client) == ["milk"]
        await add(client, "oats")
        assert (await listener.next())["note"]["title"] == "oats"


async def test_a_program_that_ends_while_its_file_is_away_ends_well(
    live: LiveServer, http: httpx.AsyncClient, tmp_path: Path
) -> None:
    await add(http)
    moved = live.database.rename(tmp_path / "moved.db")
    live.process.terminate()
    await asyncio.to_thread(live.process.wait)
    assert titles_in(moved) == ["milk"]
    assert not live.database.exists()
