"""A deadlock with another program is no failure: what was undone is written again, and once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Final, LiteralString

import httpx
import psycopg
import pytest

from api.backend import Backend
from api.settings import Settings
from api.transfers.formats import Format, OnConflict
from api.transfers.models import Wishes
from tests.api.db.postgres.conftest import Connect, keeping_busy
from tests.api.support.rest import add, find, note, problem, read
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
REFUSE: Final = """
CREATE SEQUENCE tried;
CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.title = 'Oats' AND nextval('tried') <= {times} THEN
        RAISE 'undone' USING ERRCODE = '{code}';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER refused AFTER INSERT ON note
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refused();
"""
ALWAYS: Final = 1000
EACH: Final = pytest.mark.parametrize("code", ["40P01", "40001"])


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


@EACH
async def test_a_commit_that_is_undone_twice_is_made_once(
    client: httpx.AsyncClient, other: psycopg.Connection, code: str
) -> None:
    other.execute(REFUSE.format(times=2, code=code).encode())
    assert (await add(client, "Oats"))["version"] == 1
    assert await find(client) == ["Oats"]


@EACH
async def test_a_request_that_is_always_undone_is_refused_alone(
    backend: Backend, client: httpx.AsyncClient, other: psycopg.Connection, code: str
) -> None:
    other.execute(REFUSE.format(times=ALWAYS, code=code).encode())
    async with keeping_busy(backend):
        adding = [
            asyncio.create_task(client.post("/api/notes", json={"title": title}))
            for title in ("Milk", "Oats", "Bread")
        ]
        await eventually(lambda: backend.database.waiting == 4)
    milk, oats, bread = await asyncio.gather(*adding)
    assert problem(oats, 503)["detail"].startswith("Another program is writing")
    assert [milk.status_code, bread.status_code] == [201, 201]
    assert sorted(await find(client)) == ["Bread", "Milk"]


async def test_progress_of_an_import_that_is_undone_begins_anew(
    backend: Backend, client: httpx.AsyncClient, other: psycopg.Connection
) -> None:
    other.execute(REFUSE.format(times=2, code="40P01").encode())
    rows = BytesIO(b"".join(b'{"title": "%s"}\n' % title for title in [b"Milk"] * 299 + [b"Oats"]))
    wishes = Wishes(OnConflict.REFUSE, dry_run=False)
    told: list[float] = []
    with await backend.transfers.take(rows, Format.NDJSON, wishes, progress=told.append):
        assert [round(part, 1) for part in told[-9:]] == [0.4, 0.7, 1.0] * 3
    assert (await client.get("/api/notes")).headers["X-Total-Count"] == "300"
