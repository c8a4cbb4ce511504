"""`/api/events`: Server-Sent Events, as other programs and browsers meet them on a real socket."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from api.backend import Backend
from api.settings import Settings
from tests.api.support.rest import NOTES, add, blamed, note, read
from tests.api.support.served import served
from tests.api.support.sse_client import EVENTS, Event, following
from tests.support.waiting import eventually


@pytest.fixture
async def url(app: FastAPI) -> AsyncIterator[str]:
    async with served(app) as address:
        yield address


async def test_all_hear_the_same_whoever_writes(
    url: str, client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    async with following(url) as one, following(url) as other:
        made = await add(client, "milk", "two\nlitres \u2028 🥛")
        foreign.execute("UPDATE note SET done = TRUE")
        changed = await read(client, made["id"])
        await client.delete(note(made["id"]))
        (trashed,) = (await client.get(NOTES, params={"trashed": True})).json()

        for listener in (one, other):
            assert [await listener.next() for _ in range(3)] == [
                Event("1", "create", made),
                Event("2", "update", changed),
                Event("3", "delete", trashed),
            ]


async def test_an_event_stream_is_neither_cached_nor_buffered(url: str) -> None:
    async with following(url) as one, following(url, since=0) as other:
        for listener in (one, other):
            headers = listener.answer.headers
            assert headers["content-type"].partition(";")[0] == "text/event-stream"
            assert headers["cache-control"] == "no-store"
            assert headers["x-accel-buffering"] == "no"


async def test_a_stream_without_a_revision_begins_with_the_next_change(
    url: str, client: httpx.AsyncClient
) -> None:
    await add(client, "before")
    async with following(url) as one, following(url) as other:
        await add(client, "after")

        assert [(await each.next()).data["title"] for each in (one, other)] == ["after"] * 2


async def test_a_resumed_stream_has_all_later_changes_and_deletions(
    url: str, client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    async with following(url) as one, following(url) as other:
        for title in ("a", "b", "c"):
            await add(client, title)
        foreign.execute("DELETE FROM note WHERE title = 'a'")
        await client.delete(note(2))
        heard = await one.changes(5)
        first = await other.changes(2)

    async with (
        following(url, since=2) as one,
        following(url, last_event_id=str(first[-1]["revision"])) as other,
    ):
        assert await one.changes(3) == heard[2:]
        assert first + await other.changes(3) == heard


async def test_last_event_id_overrides_since(url: str, client: httpx.AsyncClient) -> None:
    """It connects again to the same address, and says with `Last-Event-ID` how far it has come."""
    for title in ("a", "b", "c"):
        await add(client, title)

    async with (
        following(url, since=0, last_event_id="2") as again,
        following(url, since=0, last_event_id="") as first,
    ):
        assert (await again.next()).id == "3"
        assert (await first.next()).id == "1", "it has heard of nothing yet"


async def test_a_new_stream_gets_the_current_position_at_once(
    url: str, client: httpx.AsyncClient
) -> None:
    await add(client, "before")
    async with following(url) as one, following(url, q="oats") as other:
        await eventually(lambda: one.last_event_id == other.last_event_id == "1")
        assert one.retry == other.retry == 2000
        assert one.heard_nothing()
        assert other.heard_nothing()


async def test_a_revision_of_another_database_is_answered_with_a_reset(
    url: str, client: httpx.AsyncClient
) -> None:
    await add(client, "milk")
    async with following(url, since=2) as one, following(url, last_event_id="9999") as other:
        for listener in (one, other):
            assert await listener.next() == Event("1", "reset", {"revision": 1})
        await add(client, "oats")
        for listener in (one, other):
            assert (await listener.next()).data["title"] == "oats"


class TestWithFewKeptChanges:
    @pytest.fixture
    def settings(self, database_url: str) -> Settings:
        return Settings(database_url=database_url, kept_changes=3)

    async def test_a_revision_that_is_too_old_gets_a_reset_first(
        self, url: str, client: httpx.AsyncClient
    ) -> None:
        for number in range(5):
            await add(client, f"n{number}")

        async with following(url, since=1) as late, following(url, since=2) as in_time:
            assert await late.next() == Event("5", "reset", {"revision": 5})
            assert [event["revision"] for event in await in_time.changes(3)] == [3, 4, 5]
            await add(client, "milk")
            assert [(await each.next()).id for each in (late, in_time)] == ["6", "6"]


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ({"since": "x"}, ["since"]),
        ({"since": "-1"}, ["since"]),
        ({"since": "9223372036854775808"}, ["since"]),
        ({"done": "7"}, ["done"]),
        ({"q": "x" * 201, "tag": "x" * 201}, ["q", "tag"]),
    ],
)
async def test_wrong_values_are_problems(
    client: httpx.AsyncClient, query: dict[str, str], fields: list[str]
) -> None:
    assert blamed(await client.get(EVENTS, params=query)) == fields


@pytest.mark.parametrize("wrong", ["x", "-1", "1.5", "0x1"])
async def test_a_wrong_last_event_id_is_a_problem(client: httpx.AsyncClient, wrong: str) -> None:
    answer = await client.get(EVENTS, headers={"Last-Event-ID": wrong}, params={"since": 0})
    assert blamed(answer) == ["Last-Event-ID"]


async def test_signs_of_life_tell_how_far_a_narrowed_listener_has_come(
    url: str, client: httpx.AsyncClient, backend: Backend
) -> None:
    async with following(url, q="oats") as one, following(url, tag="shop") as other:
        await add(client, "milk")
        backend.stream.keep_alive = 0.1
        await eventually(lambda: one.last_event_id == other.last_event_id == "1")
        await eventually(lambda: one.comments > 3)
        assert one.heard_nothing()

        await add(client, "oats #shop")
        assert {(await each.next()).id for each in (one, other)} == {"2"}


async def test_many_filtered_out_changes_send_a_position(
    url: str, foreign: sqlite3.Connection
) -> None:
    """Else it could be far behind all that is kept, with every sign of life still to come."""
    async with following(url, q="oats") as one, following(url, done=True) as other:
        await eventually(lambda: one.comments == other.comments == 1)
        foreign.execute("BEGIN")
        foreign.executemany("INSERT INTO note (title) VALUES (?)", [("milk",)] * 450)
        foreign.execute("COMMIT")

        await eventually(lambda: one.last_event_id == other.last_event_id == "400")
        assert one.heard_nothing()


async def test_a_client_that_leaves_leaves_no_subscriber_behind(
    url: str, client: httpx.AsyncClient, backend: Backend
) -> None:
    await add(client)
    before = len(asyncio.all_tasks())
    async with following(url) as one, following(url, since=0, q="milk") as other:
        await other.next()
        await add(client)
        await one.next()
        assert len(backend.stream) == 2
    await eventually(lambda: len(backend.stream) == 0)
    await eventually(lambda: len(asyncio.all_tasks()) <= before)


async def test_openapi_documents_the_event_stream(client: httpx.AsyncClient) -> None:
    said = (await client.get("/openapi.json")).json()["paths"][EVENTS]["get"]
    assert list(said["responses"]["200"]["content"]) == ["text/event-stream"]
    assert {parameter["name"] for parameter in said["parameters"]} == {
        "q",
        "done",
        "tag",
        "since",
        "trash",
        "Last-Event-ID",
    }
