"""The trash: what is deleted goes there, and comes back with the id that it had."""

import sqlite3

import httpx
import pytest

from api.backend import Backend
from tests.api.support.rest import NOTES, Json, add, feed, find, note, problem, read


def restored(note_id: object) -> str:
    return f"{note(note_id)}/restore"


async def trashed(client: httpx.AsyncClient) -> list[Json]:
    found: list[Json] = (await client.get(NOTES, params={"trashed": True})).json()
    return found


async def test_a_deleted_note_is_in_the_trash_and_nowhere_else(client: httpx.AsyncClient) -> None:
    made = await add(client, "milk #shop")

    answer = await client.delete(note(made["id"]))

    assert (answer.status_code, answer.json()) == (200, made), "as it was"
    (kept,) = await trashed(client)
    assert kept == made | {"trashed": True, "version": 2, "updated_at": kept["updated_at"]}
    assert await find(client) == []
    assert await find(client, q="milk") == []
    assert await find(client, q="milk", trashed=True) == ["milk #shop"]
    assert (await client.get("/api/tags")).json() == []


async def test_reading_or_changing_a_note_in_the_trash_is_a_404(
    client: httpx.AsyncClient,
) -> None:
    made = await add(client)
    await client.delete(note(made["id"]))

    problem(await client.get(note(made["id"])), 404)
    problem(await client.patch(note(made["id"]), json={"done": True}), 404)
    problem(await client.patch(note(made["id"]), json={}), 404)
    problem(await client.delete(note(made["id"])), 404)
    assert [kept["version"] for kept in await trashed(client)] == [2]


async def test_a_note_comes_back_as_it_was_with_its_id(client: httpx.AsyncClient) -> None:
    made = await add(client, "milk #shop", "two litres")
    made = (await client.patch(note(made["id"]), json={"done": True, "pinned": True})).json()
    await client.delete(note(made["id"]))

    answer = await client.post(restored(made["id"]))

    back = answer.json()
    assert answer.status_code == 200
    assert back == made | {"version": 4, "updated_at": back["updated_at"]}
    assert await read(client, made["id"]) == back
    assert await trashed(client) == []
    assert await find(client, q="milk") == ["milk #shop"]
    assert (await client.get("/api/tags")).json() == [{"tag": "shop", "notes": 1}]


async def test_a_note_that_was_not_thrown_away_stays_as_it_is(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    made = await add(client)

    answer = await client.post(restored(made["id"]))

    assert (answer.status_code, answer.json()) == (200, made)
    assert feed(foreign) == [("create", made["id"])]


@pytest.mark.parametrize(
    ("note_id", "status"), [("7", 404), ("-1", 404), ("x", 422), (str(2**63), 422), ("1.5", 422)]
)
async def test_restoring_a_note_that_never_existed_is_refused(
    client: httpx.AsyncClient, note_id: str, status: int
) -> None:
    problem(await client.post(restored(note_id)), status)


async def test_only_a_post_restores(client: httpx.AsyncClient) -> None:
    answer = await client.get(restored(1))

    problem(answer, 405)
    assert answer.headers["allow"] == "POST"


async def test_another_program_throws_away_and_restores_too(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    made = await add(client)

    foreign.execute("UPDATE note SET trashed = TRUE")
    problem(await client.get(note(made["id"])), 404)
    assert len(await trashed(client)) == 1

    foreign.execute("UPDATE note SET trashed = FALSE")
    assert (await read(client, made["id"]))["version"] == 3


async def test_another_programs_change_in_the_trash_is_read_at_once(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    made = await add(client)
    await client.delete(note(made["id"]))
    assert await find(client, trashed=True) == ["milk"]

    foreign.execute("UPDATE note SET title = 'oats'")

    assert await find(client, trashed=True) == ["oats"]
    assert await find(client, trashed=True, q="oats") == ["oats"]


async def test_only_notes_in_the_trash_are_deleted_for_good(
    backend: Backend, client: httpx.AsyncClient
) -> None:
    made = [(await add(client, title))["id"] for title in ("milk", "oats", "rice")]
    for note_id in made[:2]:
        await client.delete(note(note_id))

    assert await backend.notes.delete_for_good([made[0], made[2], 99]) == 1
    assert await backend.notes.delete_for_good([]) == 0

    problem(await client.post(restored(made[0])), 404)
    assert await find(client, trashed=True) == ["oats"]
    assert await find(client) == ["rice"]
    assert (await add(client))["id"] == made[-1] + 1, "no id is used again"


async def test_the_trash_is_emptied_and_nothing_else(
    backend: Backend, client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    made = [(await add(client, title))["id"] for title in ("milk", "oats", "rice")]
    for note_id in made[:2]:
        await client.delete(note(note_id))
    news = feed(foreign)

    assert await backend.notes.empty_trash() == 2
    assert await backend.notes.empty_trash() == 0

    assert await trashed(client) == []
    assert await find(client) == ["rice"]
    assert feed(foreign) == news, "that they went was told when they were thrown away"
