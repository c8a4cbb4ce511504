"""A server that is frozen, or whose path is dead, reports nothing. No page hangs because of it."""

import threading

import httpx
import psycopg
import pytest

from api.backend import Backend
from api.notes.models import NoteCreate
from tests.network.line import PATIENCE, Line
from tests.support.waiting import eventually


@pytest.mark.parametrize("database_url", ["a line"], indirect=True)
async def test_a_silent_server_is_away_for_everybody(
    backend: Backend, client: httpx.AsyncClient, line: Line, other: psycopg.Connection
) -> None:
    """The event loop reads, too: it gives up, and asks no more until others get an answer."""
    await backend.notes.create(NoteCreate(title="before"))
    line.hold()
    rescue = threading.Timer(PATIENCE, line.mend)
    rescue.start()
    for path in ("/api/notes/1", "/api/notes?limit=1", "/api/notes?q=before"):
        answer = await client.get(path)
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
    assert (await client.post("/api/notes", json={"title": "x"})).status_code == 503
    assert (await client.get("/healthz")).status_code == 200
    rescue.cancel()

    line.mend()
    other.execute("INSERT INTO note (title) VALUES ('after')")
    await eventually(lambda: backend.feed.revision == 2)
    titles = [note["title"] for note in (await client.get("/api/notes")).json()]
    assert titles == ["before", "after"]
