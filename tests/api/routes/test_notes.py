"""The table of calls, line by line."""

import sqlite3
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.api.support.rest import NOTES, Json, add, blamed, feed, note, problem, read


async def test_a_new_note_is_complete_open_and_has_an_address(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.post(NOTES, json={"title": "milk", "description": "two litres"})

    made = answer.json()
    assert answer.status_code == 201
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["location"] == note(made["id"])
    assert (await client.get(answer.headers["location"])).json() == made
    texts = {"title": "milk", "description": "two litres", "version": 1}
    flags = {"done": False, "pinned": False, "trashed": False}
    assert made == texts | flags | {key: made[key] for key in ("id", "created_at", "updated_at")}


async def test_a_description_may_be_left_out(client: httpx.AsyncClient) -> None:
    assert (await client.post(NOTES, json={"title": "milk"})).json()["description"] == ""


@pytest.mark.parametrize("field", ["done", "pinned", "trashed", "id", "version", "colour"])
async def test_a_note_is_not_made_with_a_field_that_is_not_asked_for(
    client: httpx.AsyncClient, field: str
) -> None:
    assert blamed(await client.post(NOTES, json={"title": "milk", field: True})) == [field]
    assert (await client.get(NOTES)).json() == []


async def test_times_are_now_in_utc_and_say_so(client: httpx.AsyncClient) -> None:
    made = await add(client)

    for name in ("created_at", "updated_at"):
        moment = datetime.fromisoformat(made[name])
        assert moment.utcoffset() == timedelta(0)
        assert abs(datetime.now(UTC) - moment) < timedelta(seconds=60)


async def test_a_missing_note_is_a_404_whatever_one_wants_of_it(client: httpx.AsyncClient) -> None:
    for call in (client.get(note(7)), client.patch(note(7), json={"done": True})):
        assert "7" in problem(await call, 404)["detail"]
    assert "7" in problem(await client.delete(note(7)), 404)["detail"]
    problem(await client.patch(note(7), json={}), 404)


@pytest.mark.parametrize(
    "given",
    [
        {"title": "oats"},
        {"description": "rolled"},
        {"done": True},
        {"pinned": True},
        {"title": "oats", "done": True},
    ],
)
async def test_only_the_given_fields_change(client: httpx.AsyncClient, given: Json) -> None:
    before = await add(client, "milk", "two litres")

    answer = await client.patch(note(before["id"]), json=given)

    after = answer.json()
    assert answer.status_code == 200
    assert after == before | given | {"version": 2, "updated_at": after["updated_at"]}
    assert after["updated_at"] >= before["updated_at"]
    assert await read(client, before["id"]) == after


async def test_the_version_counts_the_changes(client: httpx.AsyncClient) -> None:
    made = await add(client)

    changes: list[Json] = [{"done": True}, {"title": "oats"}, {"done": False}]
    answers = [await client.patch(note(made["id"]), json=change) for change in changes]

    assert [answer.json()["version"] for answer in answers] == [2, 3, 4]


@pytest.mark.parametrize("given", [{}, {"title": "milk"}, {"done": False}, {"title": " milk "}])
async def test_a_patch_that_changes_nothing_announces_nothing(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, given: Json
) -> None:
    made = await add(client, "milk")

    answer = await client.patch(note(made["id"]), json=given)

    assert (answer.status_code, answer.json()) == (200, made)
    assert feed(foreign) == [("create", made["id"])]


@pytest.mark.parametrize("field", ["title", "description", "done", "pinned"])
async def test_null_is_no_value(client: httpx.AsyncClient, field: str) -> None:
    made = await add(client)

    assert blamed(await client.patch(note(made["id"]), json={field: None})) == [field]
    assert await read(client, made["id"]) == made


@pytest.mark.parametrize("field", ["done", "pinned"])
@pytest.mark.parametrize("value", [1, 0, "true", "yes", [], {}])
async def test_a_flag_is_true_or_false_and_nothing_like_it(
    client: httpx.AsyncClient, field: str, value: object
) -> None:
    made = await add(client)

    assert blamed(await client.patch(note(made["id"]), json={field: value})) == [field]


@pytest.mark.parametrize("field", ["id", "version", "created_at", "trashed", "colour"])
async def test_a_change_of_another_field_is_refused(client: httpx.AsyncClient, field: str) -> None:
    made = await add(client)

    assert blamed(await client.patch(note(made["id"]), json={"done": True, field: 9})) == [field]
    assert await read(client, made["id"]) == made


async def test_a_deleted_note_is_told_once_more_and_gone(client: httpx.AsyncClient) -> None:
    made = await add(client)

    answer = await client.delete(note(made["id"]))

    assert (answer.status_code, answer.json()) == (200, made)
    problem(await client.get(note(made["id"])), 404)
    problem(await client.delete(note(made["id"])), 404)


async def test_the_id_of_a_deleted_note_is_never_used_again(client: httpx.AsyncClient) -> None:
    ids = []
    for _ in range(3):
        ids.append((await add(client))["id"])
        await client.delete(note(ids[-1]))

    assert len(set(ids)) == 3
    assert ids == sorted(ids)


@pytest.mark.parametrize("outside", [2**63, -(2**63) - 1, 10**30, int("9" * 4000)])
async def test_an_id_outside_64_bits_names_no_note(client: httpx.AsyncClient, outside: int) -> None:
    for method, body in (("GET", None), ("DELETE", None), ("PATCH", {"done": True})):
        answer = await client.request(method, note(outside), json=body)
        assert answer.status_code in {404, 422}
        problem(answer, answer.status_code)


@pytest.mark.parametrize("edge", [2**63 - 1, -(2**63), 0, -1])
async def test_an_id_at_the_edge_of_64_bits_names_no_note(
    client: httpx.AsyncClient, edge: int
) -> None:
    problem(await client.get(note(edge)), 404)
    assert (await client.get(NOTES, params={"after": edge})).status_code == 200
