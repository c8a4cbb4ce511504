"""Every failure under `/api` is a problem document that says in words what is wrong."""

import asyncio
import logging
import sqlite3
from typing import NoReturn

import httpx
import pytest

from api.backend import Backend
from api.routes import notes
from tests.api.support.rest import NOTES, PROBLEM, add, blamed, note, problem, read
from tests.support.waiting import PATIENCE

JSON = {"content-type": "application/json"}
MEBIBYTE = 1024 * 1024


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/other", "/api/notes/1/2", "/api/%00"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
async def test_an_unknown_address_is_a_problem_and_not_a_page(
    client: httpx.AsyncClient, method: str, path: str
) -> None:
    answer = await client.request(method, path, headers={"accept": "text/html"})

    problem(answer, 404)


@pytest.mark.parametrize(
    ("path", "taken"), [(NOTES, {"GET", "POST"}), (note(1), {"GET", "PATCH", "DELETE"})]
)
async def test_a_405_lists_the_methods_that_are_taken(
    client: httpx.AsyncClient, path: str, taken: set[str]
) -> None:
    answer = await client.put(path)

    problem(answer, 405)
    assert taken <= {method.strip() for method in answer.headers["allow"].split(",")}


@pytest.mark.parametrize(("method", "path"), [("PUT", note(1)), ("DELETE", NOTES)])
async def test_a_method_that_is_not_taken_is_a_405(
    client: httpx.AsyncClient, method: str, path: str
) -> None:
    answer = await client.request(method, path)

    problem(answer, 405)
    assert answer.headers["allow"]


@pytest.mark.parametrize("wrong", ["milk", "1.5", "0x1", "null", "%F0%9F%A5%9B"])
async def test_an_id_that_is_no_number_is_refused_by_name(
    client: httpx.AsyncClient, wrong: str
) -> None:
    assert blamed(await client.get(note(wrong))) == ["note_id"]


async def test_a_refusal_lists_every_field_with_its_place_and_a_reason(
    client: httpx.AsyncClient,
) -> None:
    body = {"title": " ", "description": 1, "done": True}
    document = problem(await client.post(NOTES, json=body), 422)

    assert [error["field"] for error in document["errors"]] == ["title", "description", "done"]
    assert {error["location"] for error in document["errors"]} == {"body"}
    assert all(error["detail"] for error in document["errors"])
    assert "title" in document["detail"]


@pytest.mark.parametrize("name", [rb"\ud800", rb"\u0000", "🥛".encode(), b"<b>"])
async def test_a_field_with_an_odd_name_is_refused_in_readable_text(
    client: httpx.AsyncClient, name: bytes
) -> None:
    body = b'{"title": "milk", "' + name + b'": 1}'

    assert len(blamed(await client.post(NOTES, content=body, headers=JSON))) == 1


@pytest.mark.parametrize("steps", [[], 1, None, [{"action": "create", "title": "milk"}]])
async def test_steps_in_a_new_note_are_refused_as_an_unknown_field(
    client: httpx.AsyncClient, steps: object
) -> None:
    assert blamed(await client.post(NOTES, json={"title": "milk", "steps": steps})) == ["steps"]


@pytest.mark.parametrize("steps", [[], 1, None, "steps"])
async def test_a_batch_without_steps_is_refused(client: httpx.AsyncClient, steps: object) -> None:
    document = problem(await client.post(f"{NOTES}/batch", json={"steps": steps}), 422)

    assert [error["field"] for error in document["errors"]] == ["steps"]
    assert "index" not in document


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE", "PUT"])
async def test_the_batch_address_takes_only_post(client: httpx.AsyncClient, method: str) -> None:
    answer = await client.request(method, f"{NOTES}/batch", json={"done": True})

    problem(answer, 405)
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize(("number", "status"), [(1, 200), (1.0, 200), (1.5, 422), ("1", 422)])
async def test_a_whole_number_is_one_however_json_writes_it(
    client: httpx.AsyncClient, number: object, status: int
) -> None:
    await add(client)
    steps = [{"action": "update", "id": number, "done": True}]

    answers = [
        await client.post(f"{NOTES}/batch", json={"steps": steps}),
        await client.post(f"{note(1)}/revert", json={"version": number}),
    ]
    assert [answer.status_code for answer in answers] == [status, status]


async def test_a_database_that_stays_locked_is_a_503_to_be_tried_again(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    made = await add(client, "milk")
    foreign.execute("BEGIN IMMEDIATE")

    calls = [
        client.post(NOTES, json={"title": "oats"}),
        client.patch(note(made["id"]), json={"done": True}),
        client.delete(note(made["id"])),
    ]
    async with asyncio.timeout(PATIENCE):  # while the other program keeps the lock
        answers = await asyncio.gather(*calls)
    for answer in answers:
        problem(answer, 503)
        assert int(answer.headers["retry-after"]) > 0
    assert await read(client, made["id"]) == made, "reading waits for nobody"

    foreign.execute("ROLLBACK")
    assert (await client.patch(note(made["id"]), json={"done": True})).json()["done"] is True
    assert [found["id"] for found in (await client.get(NOTES)).json()] == [made["id"]]


async def test_a_database_that_cannot_be_read_is_a_503(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    foreign.execute("ALTER TABLE note RENAME TO elsewhere")

    problem(await client.get(NOTES), 503)
    problem(await client.post(NOTES, json={"title": "milk"}), 503)


async def test_a_mistake_of_ours_is_a_500_that_gives_nothing_away(
    client: httpx.AsyncClient,
    backend: Backend,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(**_: object) -> NoReturn:
        raise RuntimeError("secret")

    monkeypatch.setattr(backend.notes, "list", fail)
    with caplog.at_level(logging.CRITICAL):
        answer = await client.get(NOTES)

    problem(answer, 500)
    assert "secret" not in answer.text


async def test_a_mistake_of_ours_may_come_after_it_was_done(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the answer does not say that nothing was done: nobody knows."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise RuntimeError

    with monkeypatch.context() as failing:
        failing.setattr(notes, "note_answer", fail)
        answer = await client.post(NOTES, json={"title": "milk"})

    assert "Check whether the request took effect" in problem(answer, 500)["detail"]
    assert [made["title"] for made in (await client.get(NOTES)).json()] == ["milk"]


async def test_the_documentation_names_the_problems_a_call_can_have(
    client: httpx.AsyncClient,
) -> None:
    document = (await client.get("/openapi.json")).json()
    paths = document["paths"]

    assert "201" in paths[NOTES]["post"]["responses"]
    changing = paths["/api/notes/{note_id}"]["patch"]["responses"]
    assert {"200", "404", "413", "422", "503"} <= set(changing)
    assert changing["404"]["$ref"] == "#/components/responses/NotFound"
    assert PROBLEM in document["components"]["responses"]["NotFound"]["content"]
