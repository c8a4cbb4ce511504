"""`/api/page/notes`, `/edits` and `/trash`: what a page writes."""

import json
import sqlite3
from typing import Any

import httpx
import pytest

from tests.api.support.rest import Json, add, blamed, note

NOTES, EDITS, TRASH = "/api/page/notes", "/api/page/edits", "/api/page/trash"
DRAFTS = "/api/page/drafts"
KEY = {"Idempotency-Key": "1f0c"}
HALF = json.loads('"\\ud800"')
ALONG = {"tab": "tab", "browser": "browser", "note_id": 0}


async def edit(client: httpx.AsyncClient, *edits: Json, **more: Any) -> Json:
    answer = await client.post(EDITS, json={"edits": edits, **more})
    assert answer.status_code == 200
    return dict(answer.json())


async def count(client: httpx.AsyncClient) -> str:
    return (await client.get("/api/notes")).headers["x-total-count"]


async def test_a_note_of_a_page_is_signed_by_it(client: httpx.AsyncClient) -> None:
    made = await client.post(NOTES, json={"note": {"title": "Milk"}})
    assert made.status_code == 201
    assert made.headers["location"] == note(made.json()["id"])
    await edit(client, {"id": 1, "values": {"done": True}})
    history = (await client.get(f"{note(1)}/history")).json()
    assert {version["written_by"] for version in history} == {"page"}


async def test_a_note_that_is_sent_twice_is_made_once(client: httpx.AsyncClient) -> None:
    body = {"note": {"title": "Milk"}, "draft": ALONG}
    first = await client.post(NOTES, json=body, headers=KEY)
    second = await client.post(NOTES, json=body, headers=KEY)
    assert second.json() == first.json()
    assert second.headers["idempotency-replayed"] == "true"
    assert await count(client) == "1"


async def test_a_new_note_ends_the_draft_it_was_typed_in(client: httpx.AsyncClient) -> None:
    draft = {"title": "Milk", "description": ""}
    await client.put(DRAFTS, json={"tab": "tab", "browser": "browser", "draft": draft})
    await client.post(NOTES, json={"note": {"title": "Milk"}, "draft": ALONG})
    assert (await client.get(DRAFTS, params={"tab": "tab"})).json() == []


async def test_an_edit_of_what_others_have_changed_is_refused(client: httpx.AsyncClient) -> None:
    made = await add(client, "Theirs")
    mine = {"id": made["id"], "values": {"title": "Mine"}, "base": {"title": "Milk"}}
    told = await edit(client, mine, {"id": 7, "values": {}}, {"id": 1, "values": {"done": True}})
    assert told["refused"] == [
        {"id": 1, "note": made, "fields": ["title"]},
        {"id": 7, "note": None, "fields": []},
    ]
    assert [each["after"]["done"] for each in told["done"]] == [True]


async def test_an_edit_that_is_sent_twice_is_applied_once(client: httpx.AsyncClient) -> None:
    await add(client)
    body = {"edits": [{"id": 1, "values": {"done": True}, "base": {"done": False}}]}
    first = await client.post(EDITS, json=body, headers=KEY)
    second = await client.post(EDITS, json=body, headers=KEY)
    assert second.json() == first.json()
    assert second.headers["idempotency-replayed"] == "true"
    assert first.json()["done"][0]["before"]["done"] is False


@pytest.mark.parametrize(
    "values", [{"title": " "}, {"title": None}, {"description": "x" * 1_000_001}, {"id": 7}]
)
async def test_values_that_no_note_has_are_refused(
    client: httpx.AsyncClient, values: dict[str, object]
) -> None:
    await add(client)
    answer = await client.post(EDITS, json={"edits": [{"id": 1, "values": values}]})
    assert blamed(answer) == [f"edits.values.{field}" for field in values]


async def test_a_long_description_of_another_program_comes_back(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    await add(client)
    foreign.execute("UPDATE note SET description = ?", ("x" * 20_001,))
    told = await edit(client, {"id": 1, "values": {"description": "Short"}})
    long, short = (told["done"][0][when]["description"] for when in ("before", "after"))
    undoing = {"values": {"description": long}, "base": {"description": short}, "since": 3}
    assert (await edit(client, {"id": 1, **undoing}))["done"][0]["after"]["description"] == long


@pytest.mark.parametrize("part", ["base", "values"])
@pytest.mark.parametrize("text", ["a\0b", f"a{HALF}"])
@pytest.mark.parametrize("field", ["title", "description"])
async def test_a_text_that_no_note_can_have_is_refused(
    client: httpx.AsyncClient, part: str, text: str, field: str
) -> None:
    await add(client)
    edits = [{"id": 1, "values": {"done": True}} | {part: {field: text}}]
    body = json.dumps({"edits": edits}).encode()
    answer = await client.post(EDITS, content=body, headers={"content-type": "application/json"})
    assert blamed(answer) == [f"edits.{part}.{field}"]


async def test_only_notes_of_the_trash_can_go_for_good(client: httpx.AsyncClient) -> None:
    for title in ("Milk", "Bread", "Eggs"):
        await add(client, title)
    await client.delete(note(1))
    await client.delete(note(2))
    assert (await client.post(TRASH, json={"ids": [1, 3]})).json() == {"deleted": 1}
    assert (await client.post(TRASH, json={"older_than": 3600.0})).json() == {"deleted": 0}
    assert (await client.post(TRASH, json={}, headers=KEY)).json() == {"deleted": 1}
    assert (await client.post(TRASH, json={}, headers=KEY)).json() == {"deleted": 1}
    assert await count(client) == "1"


async def test_another_sites_page_can_not_write_as_the_page(client: httpx.AsyncClient) -> None:
    origin = {"Origin": "https://evil.test"}
    for path in (NOTES, EDITS, TRASH, f"{DRAFTS}/move"):
        assert (await client.post(path, json={}, headers=origin)).status_code == 403
