"""A database with everything in it, and all that a database answers with."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime
from typing import Any, cast

import httpx
from fastapi import FastAPI
from sqlalchemy import insert, select

from api.application import create_app
from api.backend import Backend
from api.db.moving.databases import movable
from api.db.moving.moving import Moved, Progress, move
from api.db.tables import NoteClock
from api.notes.models import NotePublic
from api.notes.reading.views import NoteView
from api.notes.values import Draft
from api.settings import Settings
from tests.api.support.rest import NOTES, add, note
from tests.api.support.served import served
from tests.api.support.transfer import EXPORT, imported, ndjson
from tests.support import postgres
from tests.support.waiting import PATIENCE, eventually

KEPT = 20
"""changes of the feed"""
KEY = {"Idempotency-Key": "once"}
ODD = [
    ("é🥛 \u202eturned\u202c \x01", "a\r\nb\x85c\u2028d \x7f #MiXed,#ünï #a"),
    ("'; DROP TABLE note; -- \\ %s :x $1", '"{}" ' + "long " * 3000),
    (" blanks ", ""),
]
OLD = {"id": 700, "title": "old", "created_at": "0001-01-01T00:00:00Z"}
NEW = {"id": 1000, "title": "new", "version": 12, "updated_at": "9999-12-31T23:59:59.999Z"}
DRAFT = Draft(title="typed", description="é\ufffd", field="description")
ADDRESSES = [
    *(f"{NOTES}?{query}" for query in ("limit=1000", "trashed=true", "sort=-updated_at", "q=lo")),
    *(f"{NOTES}?{query}" for query in ("tag=mixed", "done=true", "q=turned", "sort=title")),
    *("/api/tags", f"{EXPORT}?format=json", f"{EXPORT}?format=ndjson", f"{EXPORT}?format=csv"),
]


@asynccontextmanager
async def started(url: str) -> AsyncIterator[tuple[FastAPI, httpx.AsyncClient]]:
    """The REST half on a database."""
    app = create_app(Settings(database_url=url, kept_changes=KEPT, busy_timeout=0.1))
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client,
    ):
        yield app, client


@asynccontextmanager
async def running(url: str) -> AsyncIterator[tuple[Backend, httpx.AsyncClient]]:
    """The same, and what it runs on."""
    async with started(url) as (app, client):
        yield app.state.backend, client


@contextmanager
def other_program(url: str) -> Iterator[sqlite3.Connection]:
    """A connection where each statement commits."""
    if url.startswith("sqlite"):
        file = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            yield connection
    else:
        with postgres.connected(url) as connected:
            yield cast(sqlite3.Connection, postgres.Foreign(connected, heard=lambda: None))


async def fill(url: str) -> None:
    """Write everything that a database can hold."""
    async with running(url) as (backend, client):
        for title, description in ODD:
            await add(client, title, description)
        await _change(client)
        await imported(client, ndjson(OLD, NEW, {"id": 2000, "title": "gone"}))
        await client.delete(note(2000))
        assert await backend.notes.delete_for_good([2000]) == 1
        (await client.post(NOTES, json={"title": "asked #once"}, headers=KEY)).raise_for_status()
        edited = NotePublic.model_validate((await client.get(note(3))).json())
        await backend.drafts.keep("one", DRAFT, browser="mine")
        await backend.drafts.keep("two", DRAFT.model_copy(update={"base": edited}))
        await backend.drafts.amend("one", 0, "title", "typed on", browser="mine")
        clock = insert(NoteClock).values(id=1, seen_at=datetime.now(UTC), steady=1.25)
        await backend.database.write(lambda connection: connection.execute(clock))
        told = backend.feed.revision + 3
        with other_program(url) as other:
            other.execute("UPDATE note SET description = 'from outside #shell' WHERE id = 3")
            other.execute("UPDATE note SET pinned = TRUE WHERE id = 700")
            other.execute("DELETE FROM note WHERE id = 4")
        await eventually(lambda: backend.feed.revision == told)


async def _change(client: httpx.AsyncClient) -> None:
    """Have a long history, notes in the trash and back, and one that is deleted later."""
    await add(client, "deleted by another program")
    await add(client, "trashed #tag")
    await add(client, "restored #tag", "lots")
    for number in range(53):
        await client.patch(note(1), json={"title": f"{ODD[0][0]}{number}"})
    await client.patch(note(2), json={"done": True})
    for number in (5, 6):
        await client.delete(note(number))
    await client.post(f"{note(6)}/restore")


async def answers(url: str) -> dict[str, Any]:
    """All that the REST API, the stream and the page's own reads answer with."""
    async with (
        started(url) as (app, client),
        served(app) as address,
        httpx.AsyncClient(base_url=address) as caller,
    ):
        backend: Backend = app.state.backend
        revision = backend.feed.revision
        return {
            **{address: await _answer(client, address) for address in await _addresses(client)},
            "trimmed": await _stream(caller, 0, "data: "),
            "stream": await _stream(caller, revision - KEPT, f"id: {revision}"),
            "window": _shown(await backend.notes.window(NoteView())),
            "drafts": [_shown_drafts(await backend.drafts.of(tab)) for tab in ("one", "two")],
            "left": _shown_drafts(await backend.drafts.left_by("mine", open_tabs=())),
            "epoch": backend.feed.epoch,
            "clock": await backend.database.read(_clock),
            "repeated": await _repeated(client),
        }


async def _addresses(client: httpx.AsyncClient) -> list[str]:
    notes = (await client.get(f"{NOTES}?limit=1000")).json()
    each = [note(found["id"]) for found in notes]
    return [*ADDRESSES, *each, *(f"{address}/history" for address in each)]


async def _answer(client: httpx.AsyncClient, address: str) -> tuple[Any, ...]:
    """The answer; one has no `ETag` while a follower connects, or notices a commit."""
    answer = await client.get(address)
    async with asyncio.timeout(PATIENCE):
        while "etag" not in answer.headers and not address.startswith(EXPORT):
            answer = await client.get(address)
    assert answer.status_code == 200, answer.text
    headers = {name: answer.headers.get(name) for name in ("etag", "link", "x-total-count")}
    return headers, answer.headers["x-revision"], answer.content


async def _stream(caller: httpx.AsyncClient, since: int, last: str) -> bytes:
    """All bytes of the stream after a revision, to the event with this line."""
    read = b""
    async with caller.stream("GET", f"/api/events?since={since}") as answer:
        async for piece in answer.aiter_bytes():
            read += piece
            if b"\n\n" in read.partition(f"{last}".encode())[2]:
                return read
    raise AssertionError(read)


def _shown_drafts(drafts: Sequence[Draft]) -> list[tuple[Draft, str]]:
    """The drafts; of their times the milliseconds, which are all that PostgreSQL stores."""
    return [
        (draft.model_copy(update={"saved_at": None}), f"{draft.saved_at:%F %T.%f}"[:-3])
        for draft in drafts
    ]


def _shown(window: Any) -> tuple[Any, ...]:
    return window.notes, window.places, window.total, window.exact, window.tags


def _clock(connection: Any) -> list[tuple[str, float]]:
    return [(f"{at:%F %T.%f}"[:-3], steady) for _, at, steady in connection.execute(CLOCK)]


CLOCK = select(*NoteClock.__table__.c)  # type: ignore[attr-defined]


async def _repeated(client: httpx.AsyncClient) -> tuple[int, bytes]:
    answer = await client.post(NOTES, json={"title": "asked #once"}, headers=KEY)
    return answer.status_code, answer.content


def moved(source: str, target: str, progress: Progress = lambda *_: None) -> Moved:
    """Move all notes."""
    return move(movable(source, busy_timeout=0.1), movable(target, busy_timeout=0.1), progress)
