"""A deadlock with another program is no failure: what was undone is written again, and once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final, LiteralString

import httpx
import psycopg
import pytest

from api.backend import Backend
from api.settings import Settings
from tests.api.db.postgres.conftest import Connect, keeping_busy
from tests.api.support.rest import add, find, note, read
from tests.support.waiting import eventually

SOON: Final = "options=-cdeadlock_timeout%3D50ms"
"""the application looks for deadlocks sooner than the other program, and so is what is undone"""
WAITS: Final = "SELECT FROM pg_locks WHERE NOT granted AND pid = %s"
BLOCKS: Final = """
SELECT FROM pg_locks WHERE %s = ANY (pg_blocking_pids(pid))
AND waitstart < clock_timestamp() - make_interval(secs => %s)
"""
LATE: Final = "SET deadlock_timeout = '60s'"
LONG: Final = 0.2
"""seconds: longer than a batch waits for a lock that is tried again after a failure"""


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url.replace("schema=", f"{SOON}&schema="))


class OtherProgram:
    """It has locked note 2, and will want note 1; before that, whoever changes note 3 waits."""

    def __init__(self, connect: Connect, looking: psycopg.Connection) -> None:
        self._waited_for, self._locking, self._looking = connect(), connect(), looking
        self._waited_for.execute("UPDATE note SET pinned = true WHERE id = 3")
        self._locking.execute(LATE)
        self._locking.execute("UPDATE note SET done = true WHERE id = 2")

    async def meet(self) -> None:
        """Deadlock with an application that has locked note 1, and waits for 3 and then for 2.

        Then have it wait again.
        """
        await eventually(lambda: self._is(BLOCKS, self._waited_for, 0))
        with ThreadPoolExecutor(1) as thread:
            locking = asyncio.wrap_future(thread.submit(self._lock_the_other))
            await eventually(lambda: self._is(WAITS, self._locking))
            self._waited_for.commit()
            await locking
        await eventually(lambda: self._is(BLOCKS, self._locking, LONG))
        self._locking.commit()

    def _lock_the_other(self) -> None:
        self._locking.execute("UPDATE note SET done = true WHERE id = 1")

    def _is(self, question: LiteralString, connection: psycopg.Connection, *more: float) -> bool:
        return bool(self._looking.execute(question, [connection.info.backend_pid, *more]).rowcount)


@pytest.fixture
async def other_program(
    client: httpx.AsyncClient, connect: Connect, other: psycopg.Connection
) -> OtherProgram:
    for title in ("one", "two", "three"):
        await add(client, title)
    return OtherProgram(connect, other)


async def flags(client: httpx.AsyncClient) -> list[tuple[str, bool, int]]:
    notes = [await read(client, number) for number in (1, 2)]
    return [(found["title"], found["done"], found["version"]) for found in notes]


async def test_a_batch_and_what_deadlocked_with_it_are_both_stored(
    client: httpx.AsyncClient, other_program: OtherProgram
) -> None:
    steps = [{"action": "update", "id": number, "title": "ours"} for number in (1, 3, 2)]
    answering = asyncio.create_task(client.post("/api/notes/batch", json={"steps": steps}))
    await other_program.meet()
    assert (await answering).status_code == 200
    assert await flags(client) == [("ours", True, 3), ("ours", True, 3)]


async def test_requests_of_one_commit_are_all_answered_after_a_deadlock(
    backend: Backend, client: httpx.AsyncClient, other_program: OtherProgram
) -> None:
    async with keeping_busy(backend):
        changing = [
            asyncio.create_task(client.patch(note(number), json={"title": "ours"}))
            for number in (1, 3, 2)
        ]
        adding = asyncio.create_task(add(client, "new"))
        await eventually(lambda: backend.database.waiting == 5)
    await other_program.meet()
    assert [answer.status_code for answer in await asyncio.gather(*changing)] == [200] * 3
    assert (await adding)["title"] == "new"
    assert await flags(client) == [("ours", True, 3), ("ours", True, 3)]
    assert sorted(await find(client)) == ["new", "ours", "ours", "ours"], "added once"


async def test_requests_beside_one_that_fails_are_stored_after_a_deadlock(
    backend: Backend, client: httpx.AsyncClient, other_program: OtherProgram
) -> None:
    async with keeping_busy(backend):
        changing = [
            asyncio.create_task(client.patch(note(number), json={"title": "ours"}))
            for number in (404, 1, 3, 2)
        ]
        await eventually(lambda: backend.database.waiting == 5)
    await other_program.meet()
    answers = await asyncio.gather(*changing)
    assert [answer.status_code for answer in answers] == [404, 200, 200, 200]
    assert await flags(client) == [("ours", True, 3), ("ours", True, 3)]
