"""`/ws` under pressure: many writers, many listeners, and listeners that are slow."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

from api.settings import Settings
from tests.api.support.rest import Json, add, note
from tests.api.support.websocket_client import Listener, listening
from tests.support.foreign import another_program
from tests.support.waiting import eventually

WRITERS, ROUNDS = 4, 25


def write_elsewhere(url: str, writer: int) -> None:
    """What another program does: notes made, changed twice in one transaction, deleted."""
    with another_program(url) as connection:
        for number in range(ROUNDS):
            title = f"{writer}-{number}"
            connection.execute("INSERT INTO note (title) VALUES (?)", (title,))
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE note SET done = TRUE WHERE title = ?", (title,))
            connection.execute("UPDATE note SET description = 'x' WHERE title = ?", (title,))
            connection.execute("COMMIT")
            connection.execute("DELETE FROM note WHERE title = ?", (title,))


async def write_over_rest(client: httpx.AsyncClient) -> None:
    for number in range(ROUNDS):
        made = await add(client, f"rest-{number}")
        assert (await client.patch(note(made["id"]), json={"done": True})).status_code == 200


class TestWithPatientWriters:
    @pytest.fixture
    def settings(self, database_url: str) -> Settings:
        return Settings(database_url=database_url, busy_timeout=30)

    async def test_all_get_each_change_once_in_commit_order(
        self, app: FastAPI, client: httpx.AsyncClient, database_url: str
    ) -> None:
        expected = WRITERS * ROUNDS * 4 + ROUNDS * 2
        async with listening(app) as one, listening(app) as other:
            others = [asyncio.to_thread(write_elsewhere, database_url, n) for n in range(WRITERS)]
            await asyncio.gather(write_over_rest(client), *others)
            heard = [await one.changes(expected), await other.changes(expected)]
            assert one.heard_nothing()
            assert other.heard_nothing()

        assert heard[0] == heard[1]
        assert [change["revision"] for change in heard[0]] == list(range(1, expected + 1))
        assert_each_history_is_whole(heard[0])


def assert_each_history_is_whole(changes: list[Json]) -> None:
    histories: dict[int, list[Json]] = {}
    for change in changes:
        histories.setdefault(change["note"]["id"], []).append(change)
    for history in histories.values():
        versions = [change["note"]["version"] for change in history]
        actions = [change["action"] for change in history]
        deleted = actions[-1] == "delete"
        assert actions[0] == "create"
        assert versions == ([1, 2, 3, 3] if deleted else [1, 2])


class TestWithFewKeptChanges:
    @pytest.fixture
    def settings(self, database_url: str) -> Settings:
        return Settings(database_url=database_url, kept_changes=10)

    async def test_a_subscriber_behind_the_stored_changes_is_closed(
        self, app: FastAPI, client: httpx.AsyncClient
    ) -> None:
        async with listening(app) as slow, listening(app) as quick:
            slow.hold()
            for number in range(12):
                await add(client, f"n{number}")
                await quick.next()
            await read_rest_until_sent_away(slow)

            await add(client, "the quick one stays")
            assert (await quick.next())["note"]["title"] == "the quick one stays"

    async def test_a_listener_that_is_slow_but_not_too_slow_misses_nothing(
        self, app: FastAPI, client: httpx.AsyncClient
    ) -> None:
        async with listening(app) as slow:
            slow.hold()
            for number in range(10):
                await add(client, f"n{number}")
            slow.read_on()

            revisions = [change["revision"] for change in await slow.changes(10)]

        assert revisions == list(range(1, 11))


async def read_rest_until_sent_away(slow: Listener) -> None:
    """What was on its way arrives without a gap; then the code says: try again later."""
    slow.read_on()
    expected = 1
    while (message := await slow.message())["type"] == "websocket.send":
        assert f'"revision":{expected}}}' in message["text"]
        expected += 1
    assert (message["type"], message["code"]) == ("websocket.close", 1013)
    assert message["reason"]
    assert expected < 12


async def test_a_slow_listener_holds_up_neither_writers_nor_others(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    async with listening(app) as slow, listening(app) as quick:
        slow.hold()
        for number in range(50):
            await add(client, f"n{number}")

        assert len(await quick.changes(50)) == 50
        assert slow.heard_nothing()


async def test_a_listener_that_leaves_is_let_go(app: FastAPI, client: httpx.AsyncClient) -> None:
    """`listening` itself fails if the application keeps the connection's task."""
    before = len(asyncio.all_tasks())
    async with listening(app), listening(app):
        await add(client)

    await eventually(lambda: len(asyncio.all_tasks()) == before)
    await add(client)
