"""What the database has undone is written again as often as it helps, and has the same effects."""

import asyncio
from io import BytesIO
from typing import Final

import httpx
import psycopg
import pytest

from api.backend import Backend
from api.transfers.formats import Format, OnConflict
from api.transfers.models import Wishes
from tests.api.db.postgres.conftest import keeping_busy
from tests.api.support.rest import add, find, problem
from tests.support.waiting import eventually

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
