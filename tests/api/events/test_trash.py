"""The trash as `/ws` tells of it: into it is a delete, out of it a create, within it nothing."""

import sqlite3
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests.api.support.rest import add, feed, note
from tests.api.support.websocket_client import Json, Listener, listening
from tests.support.foreign import engine_of, replace


def of_sqlite(*values: object) -> Any:
    """A statement that no other engine has."""
    return pytest.param(*values, marks=pytest.mark.sqlite_only(reason="SQLite's own statement"))


async def told(listener: Listener, count: int) -> list[tuple[str, int]]:
    return [(change["action"], change["note"]["id"]) for change in await listener.changes(count)]


async def test_trashing_is_a_delete_and_restoring_a_create_of_one_id(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    made = await add(client, "milk")
    async with listening(app) as listener:
        await client.delete(note(made["id"]))
        gone = await listener.next()
        back: Json = (await client.post(f"{note(made['id'])}/restore")).json()

        assert (gone["action"], gone["note"]["id"]) == ("delete", made["id"])
        assert gone["note"]["trashed"] is True
        assert await listener.next() == {"action": "create", "note": back, "revision": 3}


async def test_changes_within_the_trash_are_not_sent(
    app: FastAPI, client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    made = await add(client)
    await client.delete(note(made["id"]))
    async with listening(app) as listener:
        foreign.execute("UPDATE note SET title = 'oats', done = TRUE")
        foreign.execute("UPDATE note SET id = 40")
        replace(foreign, 40, title="rice", trashed=True)
        foreign.execute("DELETE FROM note")
        foreign.execute("INSERT INTO note (title, trashed) VALUES ('in the trash at once', TRUE)")
        await add(client, "the end")

        assert (await listener.next())["note"]["title"] == "the end"


@pytest.mark.parametrize("recursive", ["OFF", "ON"])
@pytest.mark.parametrize(
    ("statement", "news"),
    [
        ("UPDATE note SET trashed = TRUE WHERE id = 1", [("delete", 1)]),
        ("UPDATE note SET trashed = TRUE, title = 'x' WHERE id = 1", [("delete", 1)]),
        ("UPDATE note SET trashed = FALSE, title = 'x' WHERE id = 2", [("create", 2)]),
        ("UPDATE note SET trashed = TRUE, id = 7 WHERE id = 1", [("delete", 1)]),
        ("UPDATE note SET trashed = FALSE, id = 7 WHERE id = 2", [("create", 7)]),
        ("UPDATE note SET trashed = NOT trashed", [("delete", 1), ("create", 2)]),
        of_sqlite("REPLACE INTO note (id, title, trashed) VALUES (2, 'x', FALSE)", [("create", 2)]),
        of_sqlite("REPLACE INTO note (id, title, trashed) VALUES (1, 'x', TRUE)", [("delete", 1)]),
        of_sqlite("UPDATE OR REPLACE note SET id = 1 WHERE id = 2", [("delete", 1)]),
        of_sqlite("INSERT OR IGNORE INTO note (id, title, trashed) VALUES (1, 'x', 1)", []),
    ],
)
async def test_a_list_kept_by_the_feed_equals_the_list_of_rest(
    client: httpx.AsyncClient,
    foreign: sqlite3.Connection,
    recursive: str,
    statement: str,
    news: list[tuple[str, int]],
) -> None:
    """Note 1 is there, note 2 in the trash."""
    foreign.execute("INSERT INTO note (title, trashed) VALUES ('milk', FALSE), ('oats', TRUE)")
    if engine_of(foreign) == "sqlite":
        foreign.execute(f"PRAGMA recursive_triggers = {recursive}").close()
    foreign.execute(statement)

    assert feed(foreign)[1:] == news
    listed = {1}
    for action, note_id in news:
        listed = listed - {note_id} if action == "delete" else listed | {note_id}
    assert {found["id"] for found in (await client.get("/api/notes")).json()} == listed


async def test_a_listener_can_hear_of_changes_within_the_trash(
    app: FastAPI, client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    made = await add(client)
    await client.delete(note(made["id"]))
    async with listening(app, "trash=true") as listener, listening(app) as other:
        foreign.execute("UPDATE note SET title = 'oats'")
        assert await listener.next() == {"action": "trash", "revision": 2}
        foreign.execute("DELETE FROM note")
        assert await listener.next() == {"action": "trash", "revision": 2}
        await add(client, "the end")
        for each in (listener, other):
            assert (await each.next())["revision"] == 3
