"""The versions that a note had, who wrote each, and the way back to any of them."""

import sqlite3
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.backend import Backend
from api.notes.batch import Batch
from api.notes.models import Author, NoteUpdate
from api.notes.values import Edit
from tests.api.support.rest import Json, add, blamed, note, problem, read
from tests.api.support.websocket_client import listening
from tests.support.foreign import replace

Version = tuple[int, str, str]


async def versions(client: httpx.AsyncClient, note_id: object) -> list[Version]:
    """Number, title and author of each version, as they are told."""
    answer = await client.get(f"{note(note_id)}/history")
    assert answer.status_code == 200, answer.text
    return [(told["version"], told["title"], told["written_by"]) for told in answer.json()]


async def revert(client: httpx.AsyncClient, note_id: object, version: object) -> httpx.Response:
    return await client.post(f"{note(note_id)}/revert", json={"version": version})


async def test_each_version_is_told_with_who_wrote_it(
    client: httpx.AsyncClient, backend: Backend, foreign: sqlite3.Connection
) -> None:
    made = await add(client, "milk", "two litres")
    page = backend.notes.by(Author.PAGE)
    await page.update(made["id"], NoteUpdate(title="oats"))
    foreign.execute("UPDATE note SET title = 'rice'")
    await client.patch(note(made["id"]), json={"title": "beans"})
    await page.apply([Edit(made["id"], {"title": "peas"})])
    foreign.execute("UPDATE note SET done = TRUE")

    assert await versions(client, made["id"]) == [
        (6, "peas", "outside"),
        (5, "peas", "page"),
        (4, "beans", "rest"),
        (3, "rice", "outside"),
        (2, "oats", "page"),
        (1, "milk", "rest"),
    ]
    oldest = (await client.get(f"{note(made['id'])}/history")).json()[-1]
    assert oldest == {
        "version": 1,
        "title": "milk",
        "description": "two litres",
        "done": False,
        "pinned": False,
        "trashed": False,
        "written_by": "rest",
        "written_at": made["updated_at"],
    }


async def test_an_edit_that_changes_nothing_makes_no_version(
    client: httpx.AsyncClient, backend: Backend, foreign: sqlite3.Connection
) -> None:
    """Else the next program that writes without a name would be taken for him."""
    made = await add(client, "milk")
    await backend.notes.by(Author.PAGE).update(made["id"], NoteUpdate(title="milk"))
    foreign.execute("UPDATE note SET title = 'oats'")
    assert await versions(client, made["id"]) == [(2, "oats", "outside"), (1, "milk", "rest")]


@pytest.mark.parametrize("author", list(Author))
async def test_a_note_comes_from_whoever_made_it(
    client: httpx.AsyncClient, backend: Backend, foreign: sqlite3.Connection, author: Author
) -> None:
    if author is Author.OUTSIDE:
        foreign.execute("INSERT INTO note (title) VALUES ('milk')")
    else:
        values: Json = {"steps": [{"action": "create", "title": "milk"}]}
        await backend.notes.by(author).batch(Batch.model_validate(values).steps)
    assert await versions(client, 1) == [(1, "milk", author)]


async def test_versions_of_other_programs_are_listed_as_from_outside(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    foreign.execute("INSERT INTO note (title, written_by) VALUES ('milk', 'a script')")
    foreign.execute("UPDATE note SET title = 'oats', written_by = '>a script'")
    foreign.execute("UPDATE note SET title = 'rice', written_by = '>' WHERE id = 1")

    outside = [(3, "rice", "outside"), (2, "oats", "outside"), (1, "milk", "outside")]
    assert await versions(client, 1) == outside
    assert (await revert(client, 1, 2)).json()["title"] == "oats"


async def test_a_version_comes_back_as_a_new_one(client: httpx.AsyncClient, app: FastAPI) -> None:
    made = await add(client, "milk", "two litres")
    changes: Json = {"title": "oats", "description": "", "done": True, "pinned": True}
    await client.patch(note(made["id"]), json=changes)
    async with listening(app) as first, listening(app) as second:
        answer = await revert(client, made["id"], 1)
        for listener in (first, second):
            assert (await listener.next())["note"] == answer.json()

    assert answer.status_code == 200
    kept = {name: made[name] for name in changes}
    assert answer.json() == await read(client, made["id"])
    assert answer.json() == {**answer.json(), **kept, "version": 3}
    assert answer.headers["etag"] == (await client.get(note(made["id"]))).headers["etag"]
    assert await versions(client, made["id"]) == [
        (3, "milk", "rest"),
        (2, "oats", "rest"),
        (1, "milk", "rest"),
    ]


async def test_a_revert_with_an_outdated_etag_is_a_412(client: httpx.AsyncClient) -> None:
    made = await client.post("/api/notes", json={"title": "milk"})
    address = note(made.json()["id"])
    await client.patch(address, json={"title": "oats"})
    stale = {"If-Match": made.headers["etag"]}
    refused = await client.post(f"{address}/revert", json={"version": 1}, headers=stale)
    assert problem(refused, 412)["note"]["title"] == "oats"


@pytest.mark.parametrize("version", [2, 3, 2**40])
async def test_a_version_that_is_not_kept_is_not_found(
    client: httpx.AsyncClient, version: int
) -> None:
    made = await add(client)
    document = problem(await revert(client, made["id"], version), 404)
    assert "/history lists the stored versions" in document["detail"]


@pytest.mark.parametrize("version", ["1", 0, -1, 1.5, None, 2**63])
async def test_an_invalid_version_is_refused(client: httpx.AsyncClient, version: Any) -> None:
    made = await add(client)
    assert blamed(await revert(client, made["id"], version)) == ["version"]


async def test_the_last_50_versions_are_kept(client: httpx.AsyncClient) -> None:
    made = await add(client, "0")
    for number in range(1, 60):
        await client.patch(note(made["id"]), json={"title": str(number)})
    told = await versions(client, made["id"])
    assert [number for number, *_ in told] == list(range(60, 10, -1)), "with the one of now"


async def test_versions_are_counted_whatever_their_numbers(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    made = await add(client, "milk")
    await client.patch(note(made["id"]), json={"title": "oats"})
    foreign.execute("UPDATE note SET version = 1000")
    await client.patch(note(made["id"]), json={"title": "rice"})

    titles = [title for _, title, _ in await versions(client, made["id"])]
    assert titles == ["rice", "oats", "oats", "milk"]
    assert (await revert(client, made["id"], 1)).json()["title"] == "milk"


async def test_history_goes_with_its_note(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    """It is out of reach while the note is in the trash, back with it, and deleted with it."""
    made = await add(client, "milk")
    await client.patch(note(made["id"]), json={"title": "oats"})
    await client.delete(note(made["id"]))
    assert problem(await client.get(f"{note(made['id'])}/history"), 404)
    assert problem(await revert(client, made["id"], 1), 404)

    await client.post(f"{note(made['id'])}/restore")
    assert [title for _, title, _ in await versions(client, made["id"])][-1] == "milk"
    foreign.execute("UPDATE note SET id = 40")
    assert [title for _, title, _ in await versions(client, 40)][-1] == "milk"

    replace(foreign, 40, title="rice")
    assert await versions(client, 40) == [(1, "rice", "outside")]
    foreign.execute("UPDATE note SET title = 'peas'")
    foreign.execute("DELETE FROM note")
    assert foreign.execute("SELECT count(*) FROM note_version").fetchone() == (0,)


async def test_history_is_never_older_than_the_note(client: httpx.AsyncClient) -> None:
    """It lies under the address of a note, and is kept as an answer of its own."""
    made = await add(client, "milk")
    for title in ("oats", "rice"):
        await client.patch(note(made["id"]), json={"title": title})
        assert (await read(client, made["id"]))["title"] == title
        assert (await versions(client, made["id"]))[0][1] == title
