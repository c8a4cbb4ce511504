"""Notes as they were last read: the same object while nothing changes, and never an old one."""

import sqlite3

import httpx
import pytest
from sqlalchemy import select

from api.backend import Backend
from api.caches import Caches
from api.notes.models import NotePublic
from api.notes.reading.cache import STATE, TABLE, NoteCache
from tests.api.support.rest import add, note
from tests.support.foreign import replace


class Reading:
    """Reads the only note there is."""

    def __init__(self, backend: Backend) -> None:
        self._database = backend.database
        self.cache = NoteCache(Caches(1))

    def read(self) -> NotePublic:
        with self._database.snapshot() as connection:
            rows = connection.execute(select(TABLE.c.id, *STATE)).all()
            (found,) = self.cache.read(connection, rows)
        return found


@pytest.fixture
async def reading(backend: Backend, client: httpx.AsyncClient) -> Reading:
    await add(client, "milk")
    return Reading(backend)


async def test_a_note_is_made_once_for_each_of_its_states(
    reading: Reading, client: httpx.AsyncClient
) -> None:
    first = reading.read()
    assert reading.read() is first
    await client.patch(note(1), json={"done": True})
    assert reading.read().done
    assert not first.done


async def test_the_cache_builds_a_forgotten_note_anew(reading: Reading) -> None:
    first = reading.read()
    reading.cache.forget(None)
    assert reading.read() is first
    reading.cache.forget([1])
    assert reading.read() is not first


@pytest.mark.parametrize("other", [{"version": 2}, {"updated_at": "2031-01-01 00:00:00.000"}])
async def test_another_version_or_another_time_is_another_state(
    reading: Reading, foreign: sqlite3.Connection, other: dict[str, object]
) -> None:
    reading.read()
    (updated_at,) = foreign.execute("SELECT updated_at FROM note").fetchone()
    replace(foreign, 1, **{"title": "oats", "version": 1, "updated_at": updated_at} | other)
    assert reading.read().title == "oats"
