"""`/ws`: every change, from whatever source, once and in commit order."""

import asyncio
import sqlite3
import subprocess
import sys

import httpx
import pytest
from fastapi import FastAPI

from tests.api.support.rest import NOTES, Json, add, note, read
from tests.api.support.websocket_client import listening


def told(change: Json) -> tuple[str, str]:
    return change["action"], change["note"]["title"]


async def test_changes_over_rest_are_sent_with_the_notes_of_rest(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    async with listening(app) as listener:
        made = await add(client, "milk")
        changed = (await client.patch(note(made["id"]), json={"done": True})).json()
        await client.delete(note(made["id"]))
        (trashed,) = (await client.get(NOTES, params={"trashed": True})).json()

        assert await listener.changes(3) == [
            {"action": "create", "note": made, "revision": 1},
            {"action": "update", "note": changed, "revision": 2},
            {"action": "delete", "note": trashed, "revision": 3},
        ]


async def test_changes_of_other_programs_are_sent_like_all_others(
    app: FastAPI, client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    async with listening(app) as listener:
        foreign.execute("INSERT INTO note (title) VALUES ('milk')")
        created = await listener.next()
        assert created == {"action": "create", "note": await read(client, 1), "revision": 1}

        foreign.execute("UPDATE note SET done = TRUE WHERE id = 1")
        updated = await listener.next()
        assert updated == {"action": "update", "note": await read(client, 1), "revision": 2}

        foreign.execute("DELETE FROM note WHERE id = 1")
        assert await listener.next() == {"action": "delete", "note": updated["note"], "revision": 3}


@pytest.mark.sqlite_only(reason="tests/api/db/postgres times the follower")
async def test_a_change_from_another_process_is_told_within_250_ms(app: FastAPI) -> None:
    """Its own loop times it: what is due earlier comes earlier, however slow the machine is."""
    script = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); "
    insert = "INSERT INTO note (title) VALUES ('milk')"
    database = str(app.state.backend.database.file)
    async with listening(app) as listener:
        for _ in range(5):
            command = [sys.executable, "-c", script + "c.commit(); c.close()", database, insert]
            await asyncio.to_thread(subprocess.run, command, check=True)
            hearing = asyncio.create_task(listener.next())
            await asyncio.wait({hearing}, timeout=0.25)
            for _ in range(100):  # what was due in that time takes some turns of the loop
                await asyncio.sleep(0)
            assert hearing.done()
            assert told(await hearing) == ("create", "milk")


@pytest.mark.usefixtures("no_polling")
async def test_changes_of_this_process_are_told_without_a_poll(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    async with listening(app) as listener:
        made = await add(client)
        await client.patch(note(made["id"]), json={"done": True})
        await client.delete(note(made["id"]))

        changes = await listener.changes(3)

    assert [change["action"] for change in changes] == ["create", "update", "delete"]


@pytest.mark.usefixtures("no_polling")
async def test_a_read_that_sees_a_foreign_change_announces_it_to_all(
    app: FastAPI, client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    async with listening(app) as listener:
        foreign.execute("INSERT INTO note (title) VALUES ('milk')")
        assert len((await client.get(NOTES)).json()) == 1

        assert told(await listener.next()) == ("create", "milk")


async def test_no_change_and_a_rollback_are_not_announced(
    app: FastAPI, client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    made = await add(client, "milk")
    async with listening(app) as listener:
        await client.patch(note(made["id"]), json={})
        await client.patch(note(made["id"]), json={"title": "milk"})
        foreign.execute("UPDATE note SET title = 'milk', done = FALSE")
        foreign.executescript("BEGIN; UPDATE note SET done = TRUE; DELETE FROM note; ROLLBACK;")
        await client.post(NOTES, json={"title": ""})
        await add(client, "the end")

        assert await listener.next() == {
            "action": "create",
            "note": await read(client, made["id"] + 1),
            "revision": 2,
        }


async def test_a_large_transaction_is_told_whole_and_in_order(
    app: FastAPI, foreign: sqlite3.Connection
) -> None:
    rows = [(f"n{number}",) for number in range(1234)]
    async with listening(app) as listener:
        foreign.execute("BEGIN")
        foreign.executemany("INSERT INTO note (title) VALUES (?)", rows)
        foreign.execute("COMMIT")

        changes = await listener.changes(len(rows))

    assert [change["note"]["title"] for change in changes] == [title for (title,) in rows]
    assert [change["revision"] for change in changes] == list(range(1, len(rows) + 1))


async def test_a_listener_hears_what_happens_from_its_connection_on(
    app: FastAPI, client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    await add(client, "before")
    foreign.execute("INSERT INTO note (title) VALUES ('just before')")
    async with listening(app) as listener:
        foreign.execute("INSERT INTO note (title) VALUES ('after')")

        assert told(await listener.next()) == ("create", "after")


async def test_any_unicode_text_is_told_as_it_is(app: FastAPI, client: httpx.AsyncClient) -> None:
    async with listening(app) as listener:
        made = await add(client, "🥛 <script> \u2028 é", '"\\\n\u0001 مرحبا')

        assert (await listener.next())["note"] == made


async def test_messages_from_a_subscriber_are_ignored(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    async with listening(app) as listener:
        listener.say({"type": "websocket.receive", "text": '{"action": "delete"}'})
        listener.say({"type": "websocket.receive", "bytes": b"\x00\xff"})
        await add(client, "milk")

        assert told(await listener.next()) == ("create", "milk")
