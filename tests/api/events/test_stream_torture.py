"""Readers that are killed at random under load find every change exactly once, in order."""

import asyncio
import contextlib
import random
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Full, Queue

import httpx
import pytest

from tests.api.support.readers import Reader, running, sse, websocket
from tests.api.support.rest import Json, add, note, walk
from tests.support.foreign import another_program, replace
from tests.support.live import LiveServer, serving
from tests.support.waiting import eventually

SECONDS = 5.0
FILTERS = [
    {"q": "mil"},
    {"tag": "shop"},
    {"done": "true"},
    {"done": "false"},
    {"q": "milk", "tag": "shop", "done": "false"},
]
TITLES = ["milk", "milk #shop", "oats #shop", "oats", "Mílk", "silk"]
FEED = "SELECT action, note_id, seq FROM note_change ORDER BY seq"
Change = tuple[str, int, int]


@pytest.fixture
def live(tmp_path: Path, database_url: str) -> Iterator[LiveServer]:
    with serving(
        tmp_path / "notes.db",
        NOTES_DATABASE_URL=database_url,
        NOTES_BUSY_TIMEOUT="30",
        NOTES_KEPT_CHANGES="100000",
    ) as server:
        yield server


class Turns:
    """Let another program write again and again, whenever callers have written in between."""

    def __init__(self) -> None:
        self._taken = Queue[bool](1)

    def give(self) -> None:
        with contextlib.suppress(Full):  # it has one that it has not taken yet
            self._taken.put_nowait(True)

    def end(self) -> None:
        self._taken.put(False)

    def __iter__(self) -> Iterator[bool]:
        return iter(self._taken.get, False)


async def write_over_rest(url: str, chance: random.Random, turns: Turns) -> None:
    async with httpx.AsyncClient(base_url=url) as client:
        mine: list[int] = []
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            turns.give()
            mine.append((await add(client, chance.choice(TITLES)))["id"])
            await client.patch(note(chance.choice(mine)), json={"title": chance.choice(TITLES)})
            await client.patch(note(chance.choice(mine)), json={"done": chance.random() < 0.5})
            victim = chance.choice(mine)
            await client.delete(note(victim))
            if chance.random() < 0.5:
                await client.post(f"{note(victim)}/restore")


def write_elsewhere(url: str, chance: random.Random, turns: Turns) -> None:
    """What another program does, with transactions of up to 300 changes among it."""
    with another_program(url) as connection:
        for _ in turns:
            connection.execute("BEGIN IMMEDIATE")
            for _ in range(chance.choice([1, 1, 1, 1, 100])):
                title, some = chance.choice(TITLES), chance.randint(1, 500)
                connection.execute("INSERT INTO note (title) VALUES (?)", (title,))
                connection.execute("UPDATE note SET title = ? WHERE id = ?", (title, some))
                connection.execute("DELETE FROM note WHERE id = ?", (some + 1,))
            connection.execute("UPDATE note SET done = NOT done WHERE id % 50 = ?", (some % 50,))
            replace(connection, some, title=title)
            connection.execute(chance.choice(["COMMIT", "COMMIT", "ROLLBACK"]))


async def write(live: LiveServer, seed: int) -> list[Change]:
    """Write for some seconds, from several sides; return what the feed has of it."""
    turns = Turns()
    other = asyncio.to_thread(write_elsewhere, live.database_url, random.Random(seed), turns)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(other)
        try:
            await asyncio.gather(
                *(write_over_rest(live.url, random.Random(f"{seed} {n}"), turns) for n in range(2))
            )
        finally:
            await asyncio.to_thread(turns.end)
    with another_program(live.database_url) as connection:
        return connection.execute(FEED).fetchall()


@pytest.mark.parametrize("seed", [1])
async def test_killed_readers_get_every_change_once_and_in_order(
    live: LiveServer, seed: int
) -> None:
    readers = [Reader(live.url, sse, random.Random(n)) for n in range(3)]
    readers += [Reader(live.url, websocket, random.Random(n + 10)) for n in range(3)]
    async with running(readers):
        feed = await write(live, seed)
        await eventually(lambda: all(reader.since >= len(feed) for reader in readers))

    assert [seq for _, _, seq in feed] == [*range(1, len(feed) + 1)]
    assert {action for action, _, _ in feed} == {"create", "update", "delete"}
    for reader in readers:
        assert reader.lives > 5
        assert [short(change) for change in reader.heard] == feed
    assert all(reader.heard == readers[0].heard for reader in readers)


def short(change: Json) -> Change:
    return change["action"], change["note"]["id"], change["revision"]


@pytest.mark.parametrize("seed", [2])
async def test_a_filtered_stream_leads_to_the_filters_notes(live: LiveServer, seed: int) -> None:
    """Applied to a list that was read before, killed and resumed in between."""
    readers = [
        Reader(live.url, over, random.Random(f"{over.__name__} {query}"), query)
        for query in FILTERS
        for over in (sse, websocket)
    ]
    async with httpx.AsyncClient(base_url=live.url) as client:
        for _ in range(100):
            await add(client, random.Random(seed).choice(TITLES))
        lists = [await walk(client, reader.query) for reader in readers]
        async with running(readers):
            await write(live, seed)
            last = await add(client, "milk #shop")
            await client.patch(
                note(last["id"]), json={"done": True}
            )  # told to all, as one or other
            await eventually(lambda: all(heard_of(reader, last) for reader in readers))

        for reader, before in zip(readers, lists, strict=True):
            after = await walk(client, reader.query)
            assert applied(before, reader.heard) == {found["id"]: found for found in after}


def heard_of(reader: Reader, last: Json) -> bool:
    return (
        bool(reader.heard)
        and reader.heard[-1]["note"]["version"] == 2
        and (reader.heard[-1]["note"]["id"] == last["id"])
    )


def applied(notes: list[Json], changes: list[Json]) -> dict[int, Json]:
    """What a client shows who reads a list, then follows the stream."""
    shown = {found["id"]: found for found in notes}
    for change in changes:
        if change["action"] == "delete":
            shown.pop(change["note"]["id"], None)
        else:
            shown[change["note"]["id"]] = change["note"]
    return shown
