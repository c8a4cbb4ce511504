"""Up to 1,000 steps in one transaction: all of them, or none."""

import json
import sqlite3
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.notes.batch import MOST_STEPS
from api.notes.models import DESCRIPTION_LENGTH, TITLE_LENGTH
from api.routes.batch import LargeBodyRoute
from tests.api.support.rest import NOTES, Json, add, feed, note, problem, read
from tests.api.support.websocket_client import listening

BATCH = f"{NOTES}/batch"
JSON = {"Content-Type": "application/json"}


async def take(client: httpx.AsyncClient, *steps: Json) -> httpx.Response:
    return await client.post(BATCH, json={"steps": steps})


async def test_each_step_has_an_answer(client: httpx.AsyncClient, app: FastAPI) -> None:
    milk, oats = await add(client, "milk"), await add(client, "oats")
    async with listening(app) as first, listening(app) as second:
        answer = await take(
            client,
            {"action": "create", "title": " rice ", "description": "brown"},
            {"action": "update", "id": milk["id"], "done": True, "pinned": True},
            {"action": "delete", "id": oats["id"]},
        )
        for listener in (first, second):
            told = await listener.changes(3)
            assert [change["action"] for change in told] == ["create", "update", "delete"]

    assert answer.status_code == 200
    created, updated, deleted = answer.json()["results"]
    assert (created["action"], created["note"]["title"]) == ("create", "rice")
    assert updated["note"] == await read(client, milk["id"])
    assert deleted == {"action": "delete", "note": oats, "etag": deleted["etag"]}
    for step in (created, updated):
        told_etag = (await client.get(note(step["note"]["id"]))).headers["etag"]
        assert step["etag"] == told_etag
    assert (await client.get(note(oats["id"]))).status_code == 404


async def test_if_one_step_can_not_be_taken_none_is(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    made = await add(client, "milk")
    steps = [
        {"action": "create", "title": "rice"},
        {"action": "update", "id": made["id"], "title": "oats"},
        {"action": "delete", "id": 77},
        {"action": "delete", "id": 78},
    ]
    document = problem(await take(client, *steps), 404)
    assert document["index"] == 2
    assert "Step 2" in document["detail"]
    assert "no note 77" in document["detail"]
    assert await read(client, made["id"]) == made
    assert feed(foreign) == [("create", made["id"])]


async def test_a_step_may_be_on_condition(client: httpx.AsyncClient) -> None:
    made = await add(client, "milk")
    tag = (await client.get(note(made["id"]))).headers["etag"]
    step = {"action": "update", "id": made["id"], "done": True, "if_match": tag}
    assert (await take(client, step)).status_code == 200

    refused = await take(client, {"action": "create", "title": "rice"}, step)
    document = problem(refused, 412)
    assert document["index"] == 1
    assert document["note"] == await read(client, made["id"])
    assert len((await client.get(NOTES)).json()) == 1


async def test_a_step_sees_what_the_ones_before_it_did(client: httpx.AsyncClient) -> None:
    made = await add(client, "milk")
    delete = {"action": "delete", "id": made["id"]}
    assert problem(await take(client, delete, delete), 404)["index"] == 1
    assert (await read(client, made["id"])) == made


@pytest.mark.parametrize(
    ("step", "field"),
    [
        ({"action": "create", "title": " "}, "steps.1.title"),
        ({"action": "create"}, "steps.1.title"),
        ({"action": "create", "title": "a", "done": True}, "steps.1.done"),
        ({"action": "update", "id": "1"}, "steps.1.id"),
        ({"action": "update", "id": 1, "pinned": 3}, "steps.1.pinned"),
        ({"action": "update", "id": 1, "title": None}, "steps.1.title"),
        ({"action": "delete", "id": 2**63}, "steps.1.id"),
        ({"action": "delete", "id": 1, "if_match": "3"}, "steps.1.if_match"),
        ({"action": "delete", "id": 1, "done": True}, "steps.1.done"),
        ({"action": "toggle", "id": 1}, "steps.1"),
        ({"id": 1}, "steps.1"),
        (None, "steps.1"),
    ],
)
async def test_an_invalid_step_is_refused_with_its_index_and_field(
    client: httpx.AsyncClient, step: Any, field: str
) -> None:
    await add(client)
    document = problem(await take(client, {"action": "create", "title": "a"}, step), 422)
    assert [found["field"] for found in document["errors"]] == [field]
    assert document["index"] == 1
    assert len((await client.get(NOTES)).json()) == 1


async def test_a_batch_holds_nothing_beside_its_steps(client: httpx.AsyncClient) -> None:
    body = {"steps": [{"action": "create", "title": "a"}], "atomic": False}
    answer = await client.post(f"{NOTES}/batch", json=body)
    assert [found["field"] for found in problem(answer, 422)["errors"]] == ["atomic"]


@pytest.mark.parametrize("count", [0, 1001])
async def test_there_are_1_to_1000_steps(client: httpx.AsyncClient, count: int) -> None:
    steps = [{"action": "create", "title": "a"}] * count
    document = problem(await take(client, *steps), 422)
    assert document["errors"][0]["field"] == "steps"
    assert "index" not in document


async def test_a_thousand_of_the_longest_notes_fit(client: httpx.AsyncClient) -> None:
    """As JSON is written that is all ASCII, which takes six bytes for most letters."""
    step = {"action": "create", "title": "ж" * 200, "description": "ж" * 20_000}
    answer = await client.post(BATCH, content=json.dumps({"steps": [step] * 1000}), headers=JSON)
    assert answer.status_code == 200, answer.text[:300]
    assert len(answer.json()["results"]) == 1000
    counted = await client.get(NOTES, params={"limit": 1})
    assert counted.headers["x-total-count"] == "1000"


def test_the_longest_steps_fit_too() -> None:
    step = {
        "action": "update",
        "id": 2**63 - 1,
        "if_match": '"1234567-19ab3c5d7e9"',
        "done": False,
        "pinned": False,
        "title": "ж" * TITLE_LENGTH,
        "description": "ж" * DESCRIPTION_LENGTH,
    }
    body = json.dumps({"steps": [step] * MOST_STEPS}, indent=2)
    assert len(body) <= LargeBodyRoute.largest_body


async def test_a_larger_body_is_not_read(client: httpx.AsyncClient) -> None:
    headers = {"Content-Length": str(10**9), "Content-Type": "application/json"}
    answer = await client.post(BATCH, content=b"{}", headers=headers)
    assert "Send less at a time" in problem(answer, 413)["detail"]
