"""`/ws?since=`: resuming, resets and filters over a WebSocket."""

import asyncio
import sqlite3

import httpx
import pytest
from fastapi import FastAPI

from api.backend import Backend
from api.settings import Settings
from tests.api.support.rest import add, note
from tests.api.support.websocket_client import listening
from tests.support.waiting import eventually


async def test_a_resumed_stream_has_all_later_changes_and_deletions(
    app: FastAPI, client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    async with listening(app) as first:
        await add(client, "a")
        await add(client, "b")
        foreign.execute("DELETE FROM note WHERE title = 'a'")
        await client.delete(note(2))
        heard = await first.changes(4)

    async with listening(app, "since=0") as all_of_it, listening(app, "since=2") as rest:
        assert await all_of_it.changes(4) == heard
        assert await rest.changes(2) == heard[2:]
        await add(client, "c")
        assert await all_of_it.next() == await rest.next()


async def test_a_revision_of_another_database_is_answered_with_a_reset(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    await add(client, "milk")
    async with listening(app, "since=2") as one, listening(app, "since=9999") as other:
        for listener in (one, other):
            assert await listener.next() == {"action": "reset", "revision": 1}
        await add(client, "oats")
        for listener in (one, other):
            assert (await listener.next())["note"]["title"] == "oats"


class TestWithFewKeptChanges:
    @pytest.fixture
    def settings(self, database_url: str) -> Settings:
        return Settings(database_url=database_url, kept_changes=3)

    async def test_a_revision_that_is_too_old_gets_a_reset_first(
        self, app: FastAPI, client: httpx.AsyncClient
    ) -> None:
        for number in range(5):
            await add(client, f"n{number}")

        async with listening(app, "since=1") as late, listening(app, "since=2") as in_time:
            assert await late.next() == {"action": "reset", "revision": 5}
            assert [change["revision"] for change in await in_time.changes(3)] == [3, 4, 5]
            await add(client, "milk")
            assert await late.next() == await in_time.next()

    async def test_a_resumed_subscriber_that_falls_behind_is_reset(
        self, app: FastAPI, client: httpx.AsyncClient
    ) -> None:
        async with listening(app, "since=0") as slow, listening(app, "since=0") as quick:
            await eventually(lambda: slow.position == 0)
            slow.hold()
            for number in range(6):
                await add(client, f"n{number}")
                await quick.next()
            slow.read_on()

            assert (await slow.next())["revision"] == 1, "it was on its way"
            assert await slow.next() == {"action": "reset", "revision": 6}
            await add(client, "milk")
            assert await slow.next() == await quick.next()


async def test_a_filter_narrows_it(app: FastAPI, client: httpx.AsyncClient) -> None:
    async with (
        listening(app, "q=MIL&done=false") as open_milk,
        listening(app, "since=0&tag=shop") as shopping,
    ):
        await add(client, "oats #shop")
        await add(client, "milk")
        await client.patch(note(2), json={"title": "milk #Shop"})
        await client.patch(note(2), json={"done": True})

        assert [(c["action"], c["revision"]) for c in await open_milk.changes(3)] == [
            ("create", 2),
            ("update", 3),
            ("delete", 4),
        ]
        assert [(c["action"], c["revision"]) for c in await shopping.changes(3)] == [
            ("create", 1),
            ("create", 3),
            ("update", 4),
        ]
        await asyncio.sleep(0)
        assert open_milk.heard_nothing()
        assert shopping.heard_nothing()


async def test_a_resuming_subscriber_without_matches_gets_the_position(
    app: FastAPI, backend: Backend, client: httpx.AsyncClient
) -> None:
    """Else it would ask, when it comes again, for changes that are long forgotten."""
    await add(client, "oats")
    async with listening(app, "since=0&q=milk") as resuming, listening(app, "q=milk") as other:
        await eventually(lambda: resuming.position == 1)
        await add(client, "milk")
        assert (await resuming.next())["revision"] == 2
        await add(client, "rice")
        backend.stream.keep_alive = 0
        await eventually(lambda: resuming.position == 3)
        assert (await other.next())["revision"] == 2
        assert other.position is None, "who is not going to come again need not know"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("since=x", "since: Give a whole number."),
        ("since=", "since: Give a whole number."),
        ("since=-1", "since: Give 0 or more."),
        ("since=1&done=7", "done: Give true or false."),
        (f"tag={'é' * 500}", "tag: "),
    ],
)
async def test_wrong_values_are_told_in_words(app: FastAPI, query: str, words: str) -> None:
    """After the handshake: before it, a browser would learn nothing but that it has failed."""
    async with listening(app, query) as one, listening(app, query) as other:
        for listener in (one, other):
            assert listener.answer["type"] == "websocket.accept"
            message = await listener.message()
            assert (message["type"], message["code"]) == ("websocket.close", 1008)
            assert message["reason"].startswith(words)
            assert len(message["reason"].encode()) <= 123
