"""The same Idempotency-Key gets the first answer again, and nothing is done twice."""

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import httpx
import pytest

from api.backend import Backend
from api.notes.idempotency import Repeat
from api.notes.models import NoteCreate
from tests.api.support.opened import running, sql
from tests.api.support.rest import NOTES, add, feed, note, problem
from tests.support.live import serving

KEY = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}


async def test_the_first_answer_comes_again_whatever_happened_since(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    first = await client.post(NOTES, json={"title": "milk"}, headers=KEY)
    await client.patch(note(1), json={"title": "oats"})
    again = await client.post(NOTES, json={"title": "milk"}, headers=KEY)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    for name in ("location", "etag"):
        assert again.headers[name] == first.headers[name]
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert feed(foreign) == [("create", 1), ("update", 1)]


@pytest.mark.parametrize("written", ['{"title":"milk"}', '{"description": "", "title": "milk"}'])
async def test_the_same_body_may_be_written_otherwise(
    client: httpx.AsyncClient, written: str
) -> None:
    await client.post(NOTES, json={"title": "milk"}, headers=KEY)
    quoted = {"Idempotency-Key": f'"{KEY["Idempotency-Key"]}"', "Content-Type": "application/json"}
    again = await client.post(NOTES, content=written, headers=quoted)
    assert (again.status_code, again.json()["id"]) == (201, 1)


async def test_a_key_is_for_one_request(client: httpx.AsyncClient) -> None:
    await client.post(NOTES, json={"title": "milk"}, headers=KEY)
    other = await client.post(NOTES, json={"title": "oats"}, headers=KEY)
    assert "Use a new key" in problem(other, 422)["detail"]

    await client.delete(note(1))
    restoring = await client.post(f"{note(1)}/restore", headers=KEY)
    assert problem(restoring, 422), "nor is it for another address"
    assert (await client.get(NOTES)).json() == []


@pytest.mark.parametrize("key", ["", '""', " ", " a", "é".encode(), "x" * 256, "a\tb"])
async def test_an_invalid_idempotency_key_is_refused(
    client: httpx.AsyncClient, key: str | bytes
) -> None:
    sent = key.encode() if isinstance(key, str) else key
    answer = await client.post(NOTES, json={"title": "milk"}, headers=[(b"Idempotency-Key", sent)])
    assert problem(answer, 422)["errors"][0]["location"] == "header"
    assert (await client.get(NOTES)).json() == []


async def test_half_a_pair_of_quotes_is_a_part_of_the_key(client: httpx.AsyncClient) -> None:
    keys = ["a", '"a"', '"a', 'a"', '"']
    answers = [
        await client.post(NOTES, json={"title": "milk"}, headers={"Idempotency-Key": key})
        for key in keys
    ]
    assert [answer.json()["id"] for answer in answers] == [1, 1, 2, 3, 4]


async def test_a_refused_request_can_succeed_later_with_the_same_key(
    client: httpx.AsyncClient,
) -> None:
    """Nothing was done, so there is no answer to give again."""
    made = await add(client)
    await client.delete(note(made["id"]))
    body = {"steps": [{"action": "update", "id": made["id"], "done": True}]}
    assert problem(await client.post(f"{NOTES}/batch", json=body, headers=KEY), 404)
    await client.post(f"{note(made['id'])}/restore")
    assert (await client.post(f"{NOTES}/batch", json=body, headers=KEY)).status_code == 200


async def test_two_at_once_make_one_note(client: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(
        *(client.post(NOTES, json={"title": "milk"}, headers=KEY) for _ in range(20))
    )
    assert {answer.content for answer in answers} == {answers[0].content}
    assert (await client.get(NOTES)).headers["x-total-count"] == "1"


async def test_two_processes_and_a_restart_make_one_note(database: Path, database_url: str) -> None:
    """On the same database: the second process waits for the first one's commit, and finds it."""
    serve = partial(serving, database, NOTES_DATABASE_URL=database_url)
    with serve() as one, serve() as other:
        async with httpx.AsyncClient() as client:
            urls = [f"{server.url}{NOTES}" for server in (one, other)] * 10
            answers = await asyncio.gather(
                *(client.post(url, json={"title": "milk"}, headers=KEY) for url in urls)
            )
    with serve() as restarted:
        async with httpx.AsyncClient(base_url=restarted.url) as client:
            answers.append(await client.post(NOTES, json={"title": "milk"}, headers=KEY))
            count = (await client.get(NOTES)).headers["x-total-count"]

    assert {(answer.status_code, answer.content) for answer in answers} == {
        (201, answers[0].content)
    }
    assert count == "1"


@pytest.mark.parametrize("path", ["restore", "revert"])
async def test_each_post_knows_its_key(client: httpx.AsyncClient, path: str) -> None:
    made = await add(client, "milk")
    address = note(made["id"])
    await client.patch(address, json={"title": "oats"})
    body = {"version": 1} if path == "revert" else None
    first = await client.post(f"{address}/{path}", json=body, headers=KEY)
    await client.patch(address, json={"title": "rice"})
    again = await client.post(f"{address}/{path}", json=body, headers=KEY)
    assert again.json() == first.json()
    assert (await client.get(address)).json()["title"] == "rice"


async def test_a_key_is_kept_for_24_hours_and_no_longer(database_url: str) -> None:
    async with running(database_url) as backend:

        async def make() -> int:
            return (await backend.notes.create(NoteCreate(title="milk"), Repeat("key", "milk"))).id

        assert await make() == 1
        _answered_before(backend, hours=23)
        await backend.notes.discard_old_answers()
        assert await make() == 1
        _answered_before(backend, hours=24.1)
        assert await make() == 2

        _answered_before(backend, hours=24.1)
        await backend.notes.discard_old_answers()
        with sql(database_url) as other:
            assert other.execute("SELECT count(*) FROM answered").fetchone() == (0,)


def _answered_before(backend: Backend, *, hours: float) -> None:
    then = datetime.now(UTC) - timedelta(hours=hours)
    with sql(backend.settings.database_url) as other:
        other.execute("UPDATE answered SET answered_at = ?", (f"{then:%Y-%m-%d %H:%M:%S.%f}",))
