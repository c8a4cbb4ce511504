"""A listener: a position in the feed, that is woken by whatever comes after it."""

import asyncio
import sqlite3
from math import inf

import httpx
import pytest

from api.backend import Backend
from api.events.batches import ChangeBatch
from api.events.subscriber import Subscriber
from api.notes.reading.query import NoteFilter
from api.settings import Settings
from tests.api.support.rest import add, note
from tests.support.waiting import PATIENCE

ALL = NoteFilter()


async def heard(listener: Subscriber) -> list[int]:
    """The revisions of the next changes that it is told of."""
    async with asyncio.timeout(PATIENCE):
        while not (part := await listener.next()).changes:
            assert not part.reset
    return [change.revision for change in part.changes]


async def test_the_next_change_wakes_all_subscribers_once(
    backend: Backend, client: httpx.AsyncClient
) -> None:
    listeners = [backend.stream.listener(ALL) for _ in range(3)]
    await add(client, "milk")
    assert [await heard(each) for each in listeners] == [[1]] * 3

    waiting = [asyncio.create_task(heard(each)) for each in listeners]
    await client.patch(note(1), json={})
    await backend.drafts.discard_old()
    assert not any(each.done() for each in waiting)
    await add(client, "oats")
    assert await asyncio.gather(*waiting) == [[2]] * 3


async def test_one_that_leaves_while_it_waits_holds_up_nobody(
    backend: Backend, client: httpx.AsyncClient
) -> None:
    leaving, staying = (asyncio.create_task(heard(backend.stream.listener(ALL))) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    await add(client, "milk")

    assert await staying == [1]


async def test_a_late_subscriber_gets_all_waiting_changes_in_one_part(
    backend: Backend, client: httpx.AsyncClient
) -> None:
    slow, quick = backend.stream.listener(ALL), backend.stream.listener(ALL)
    for number in range(1, 6):
        await add(client, f"n{number}")
        assert await heard(quick) == [number]

    assert await heard(slow) == [1, 2, 3, 4, 5]


async def test_changes_that_arrive_during_a_send_count_as_missed(
    backend: Backend, client: httpx.AsyncClient
) -> None:
    for title in ("milk", "oats"):
        await add(client, title)
    listener = backend.stream.listener(ALL)
    taken = asyncio.get_running_loop().create_future()
    sending = asyncio.create_task(listener.take(taken))
    await asyncio.sleep(0)
    assert (listener.missed(), listener.has_waited(inf)) == (0, inf)
    await add(client, "rice")
    assert listener.missed() == 1

    taken.set_result(None)
    await sending
    assert (listener.missed(), listener.has_waited(inf)) == (0, 0)


async def test_others_have_their_turn_however_much_there_is_to_skip(
    backend: Backend, foreign: sqlite3.Connection
) -> None:
    foreign.execute("BEGIN")
    foreign.executemany("INSERT INTO note (title) VALUES (?)", [("oats",)] * 2000)
    foreign.execute("COMMIT")
    listener = backend.stream.listener(NoteFilter(q="milk"), since=0)
    turns = 0

    async def take_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(take_turns())
    skipped = [await listener.next()]
    while skipped[-1].revision < 2000:
        skipped.append(await listener.next())
    other.cancel()

    assert len(skipped) == 10
    assert turns >= len(skipped)


class TestWithFewKeptChanges:
    @pytest.fixture
    def settings(self, database_url: str) -> Settings:
        return Settings(database_url=database_url, kept_changes=3)

    async def test_a_subscriber_behind_the_stored_changes_is_reset(
        self, backend: Backend, client: httpx.AsyncClient
    ) -> None:
        slow, quick = backend.stream.listener(ALL), backend.stream.listener(ALL)
        for number in range(1, 6):
            await add(client, f"n{number}")
            assert await heard(quick) == [number]

        assert await slow.next() == ChangeBatch(5, reset=True)
        await add(client, "milk")
        assert await heard(slow) == await heard(quick) == [6]


async def test_subscribers_at_one_place_share_the_encoded_bytes(
    backend: Backend, client: httpx.AsyncClient
) -> None:
    for title in ("milk", "oat milk"):  # the bytes of a single change are the same anyway
        await add(client, title)
    narrowed = NoteFilter(q="milk")
    one, other = (backend.stream.listener(narrowed, since=0) for _ in range(2))

    assert (await one.next()).events is (await other.next()).events


async def test_a_part_is_never_much_larger_than_what_a_server_buffers(
    backend: Backend, foreign: sqlite3.Connection
) -> None:
    rows = [("n", "x" * 20_000)] * 50
    foreign.execute("BEGIN")
    foreign.executemany("INSERT INTO note (title, description) VALUES (?, ?)", rows)
    foreign.execute("COMMIT")

    one, other = (backend.stream.listener(ALL, since=0) for _ in range(2))
    parts = [await one.next() for _ in range(13)]
    assert max(len(part.events) for part in parts) < 90_000
    assert [change.revision for part in parts for change in part.changes] == [*range(1, 51)]
    assert await other.next() == parts[0]
