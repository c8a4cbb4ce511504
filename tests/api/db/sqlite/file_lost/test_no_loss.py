"""A touch, and what SQLite itself writes into the file, are no loss: no note goes with them."""

import os
import sqlite3
from pathlib import Path

import httpx

from api.notes.models import NoteCreate
from tests.api.db.sqlite.file_lost.asking import answers, post
from tests.api.support.files import logs_left, size_of, titles_in
from tests.api.support.opened import running
from tests.api.support.rest import NOTES, add, find
from tests.support.waiting import eventually


async def test_a_touched_file_stays_open_with_its_log(
    client: httpx.AsyncClient, database: Path
) -> None:
    await add(client)
    await eventually(lambda: titles_in(database) == ["milk"])
    await add(client, "oats")
    os.utime(database)

    await answers(client, 200)
    assert await find(client) == ["milk", "oats"]


async def test_another_programs_checkpoint_is_no_loss(
    client: httpx.AsyncClient, database: Path, foreign: sqlite3.Connection
) -> None:
    for mode in ("PASSIVE", "FULL", "RESTART", "TRUNCATE"):
        assert await post(client, mode) == 201
        foreign.execute(f"PRAGMA wal_checkpoint({mode})")
        assert await post(client, mode) == 201


async def test_a_touch_amid_steady_writing_takes_no_note_away(
    client: httpx.AsyncClient, database: Path
) -> None:
    """SQLite itself has written a long log into the file, and nobody else has."""
    size = size_of(database)
    made = 0
    while size_of(database) == size:
        made += 1
        note = {"title": "n", "description": f"{made} " * 2_000}
        assert (await client.post(NOTES, json=note)).status_code == 201
    await add(client, "last")
    os.utime(database)

    await answers(client, 200)
    assert await find(client, q="last") == ["last"]
    assert not logs_left(database)


async def test_a_touch_after_a_foreign_checkpoint_loses_no_note(
    client: httpx.AsyncClient, database: Path, foreign: sqlite3.Connection
) -> None:
    await add(client)
    foreign.execute("PRAGMA wal_checkpoint(PASSIVE)")
    await find(client)  # which sees the file changed before a commit does
    await add(client, "oats")
    os.utime(database)

    await answers(client, 200)
    assert await find(client) == ["milk", "oats"]


async def test_a_touch_just_before_the_end_loses_no_note(database: Path) -> None:
    async with running(database) as backend:
        await backend.notes.create(NoteCreate(title="milk"))
        os.utime(database)
    assert titles_in(database) == ["milk"]
