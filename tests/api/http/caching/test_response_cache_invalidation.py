"""Answers that must not be kept: those that are old when they are made, or not explained."""

import sqlite3
from typing import Any

import httpx
import pytest

from api.backend import Backend
from api.notes.models import NotePublic
from api.notes.reading.views import NoteSlice
from api.settings import Settings
from tests.api.support.rest import NOTES, add, note, read, tag_of

LARGE = 33 * 1024 * 1024  # characters


@pytest.mark.usefixtures("no_polling")
async def test_the_cache_is_cleared_when_too_many_notes_change(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    made = await add(client, "milk")
    await read(client, made["id"])
    foreign.execute("BEGIN")
    foreign.execute("UPDATE note SET title = 'oats'")
    foreign.executemany("INSERT INTO note (title) VALUES (?)", [("n",)] * 5000)
    foreign.execute("COMMIT")

    assert (await read(client, made["id"]))["title"] == "oats"


class TestWithFewKeptChanges:
    @pytest.fixture
    def settings(self, database_url: str) -> Settings:
        return Settings(database_url=database_url, kept_changes=2)

    @pytest.mark.usefixtures("no_polling")
    async def test_the_cache_is_cleared_when_the_feed_has_a_gap(
        self, client: httpx.AsyncClient, foreign: sqlite3.Connection
    ) -> None:
        ids = [(await add(client))["id"] for _ in range(5)]
        for note_id in ids:
            await read(client, note_id)
        foreign.execute("UPDATE note SET done = TRUE")

        assert [(await read(client, note_id))["done"] for note_id in ids] == [True] * 5


async def test_an_answer_that_was_overtaken_by_a_change_is_not_cached(
    client: httpx.AsyncClient,
    backend: Backend,
    foreign: sqlite3.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody commits, and somebody else notices, between the read and the answer."""
    made = await add(client, "milk")
    get = backend.notes.get

    async def be_overtaken(note_id: int) -> NotePublic:
        found = await get(note_id)
        foreign.execute("UPDATE note SET title = 'oats'")
        backend.feed.catch_up()
        return found

    with monkeypatch.context() as slow:
        slow.setattr(backend.notes, "get", be_overtaken)
        await read(client, made["id"])

    assert (await read(client, made["id"]))["title"] == "oats"


async def test_a_list_has_no_etag_of_a_state_before_its_own(
    client: httpx.AsyncClient,
    backend: Backend,
    foreign: sqlite3.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two lists would have the same; a backup may bring back the state that it names."""
    await add(client, "milk")
    read_list = backend.notes.list

    async def be_overtaken(*args: Any, **kwargs: Any) -> NoteSlice:
        foreign.execute("UPDATE note SET title = 'oats'")
        backend.feed.catch_up()
        return await read_list(*args, **kwargs)

    with monkeypatch.context() as slow:
        slow.setattr(backend.notes, "list", be_overtaken)
        answer = await client.get(NOTES)

    assert answer.json()[0]["title"] == "oats"
    assert answer.headers.get("etag") in {None, await tag_of(client, NOTES)}


@pytest.mark.parametrize("meddling", ["version = 50", "updated_at = '2026-01-01 00:00:00.000'"])
async def test_a_silent_change_beside_an_announced_one_is_read_too(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, meddling: str
) -> None:
    one, other = await add(client, "one"), await add(client, "other")
    before = await read(client, one["id"])

    foreign.executescript(
        f"BEGIN; UPDATE note SET {meddling} WHERE id = {one['id']};"
        f"UPDATE note SET done = TRUE WHERE id = {other['id']}; COMMIT;"
    )

    assert await read(client, one["id"]) != before


async def test_an_answer_too_large_for_the_cache_is_still_sent(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    """As are 1,000 notes of 20,000 emoji, which REST itself takes."""
    large = "INSERT INTO note (title, description) VALUES ('large', ?)"
    foreign.execute(large, ("x" * LARGE,))

    for address in (note(1), NOTES):
        answer = await client.get(address)
        assert answer.status_code == 200
        assert len(answer.content) > LARGE
