"""A file that is sent again under the same Idempotency-Key is taken once."""

import asyncio
import json
import sqlite3
from functools import partial
from pathlib import Path

import httpx
import pytest

from tests.api.support.rest import NOTES, add, note, problem
from tests.api.support.transfer import IMPORT, ndjson
from tests.support.foreign import another_program
from tests.support.live import serving

KEY = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}
MILK = ndjson({"title": "milk"})


async def send(
    client: httpx.AsyncClient, content: bytes = MILK, query: str = "", **headers: str
) -> httpx.Response:
    sent = KEY | {"Content-Type": "application/x-ndjson"} | headers
    return await client.post(f"{IMPORT}{query}", content=content, headers=sent)


async def count(client: httpx.AsyncClient) -> int:
    return int((await client.get(NOTES)).headers["x-total-count"])


async def test_the_first_report_comes_again_and_nothing_is_made_twice(
    client: httpx.AsyncClient,
) -> None:
    content = ndjson({"title": "milk"}, {"title": ""}, {"title": "oats"})
    first = await send(client, content)
    await client.delete(note(1))
    again = await send(client, content)

    assert first.json()["taken"]["made"] == 2
    assert again.content == first.content
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert [made["title"] for made in (await client.get(NOTES)).json()] == ["oats"]


async def test_another_file_or_another_wish_needs_another_key(client: httpx.AsyncClient) -> None:
    await send(client)
    for content, query in (
        (ndjson({"title": "oats"}), ""),
        (MILK + b"\n", ""),
        (MILK, "?on_conflict=replace"),
    ):
        assert "Use a new key" in problem(await send(client, content, query), 422)["detail"]
    problem(await client.post(NOTES, json={"title": "milk"}, headers=KEY), 422)

    assert await count(client) == 1


async def test_the_same_bytes_in_another_format_are_another_file(client: httpx.AsyncClient) -> None:
    first = await send(client, b"[]")
    again = await send(client, b"[]", "?format=ndjson", **{"Content-Type": "text/plain"})
    other = await send(client, b"[]", "?format=json")

    assert first.json()["refused"] == again.json()["refused"] == 1
    assert again.headers["idempotency-replayed"] == "true", "it is only said otherwise"
    problem(other, 422)


async def test_two_at_once_make_the_notes_once(client: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(send(client) for _ in range(10)))

    assert {answer.content for answer in answers} == {answers[0].content}
    assert sum("idempotency-replayed" not in answer.headers for answer in answers) == 1
    assert await count(client) == 1


async def test_two_processes_and_a_restart_make_them_once(
    database: Path, database_url: str
) -> None:
    serve = partial(serving, database, NOTES_DATABASE_URL=database_url)
    async with httpx.AsyncClient() as client:
        with serve() as one, serve() as other:
            headers = KEY | {"Content-Type": "application/x-ndjson"}
            urls = [f"{server.url}{IMPORT}" for server in (one, other)] * 3
            answers = await asyncio.gather(
                *(client.post(url, content=MILK, headers=headers) for url in urls)
            )
        with serve() as restarted:
            url = f"{restarted.url}{IMPORT}"
            answers.append(await client.post(url, content=MILK, headers=headers))

    assert {(answer.status_code, answer.content) for answer in answers} == {
        (200, answers[0].content)
    }
    with another_program(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (1,)


async def test_a_refused_import_and_a_preview_keep_no_report(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    problem(await send(client, b"[", "?format=json"), 422)
    preview = await send(client, MILK, "?dry_run=true")
    assert preview.json()["taken"]["made"] == 1
    assert foreign.execute("SELECT count(*) FROM answered").fetchone() == (0,)

    assert (await send(client)).json()["dry_run"] is False
    assert (await send(client, MILK, "?dry_run=true")).json()["dry_run"] is True
    assert await count(client) == 1


async def test_a_failed_import_keeps_no_report_for_its_key(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    foreign.execute("BEGIN IMMEDIATE")
    problem(await send(client), 503)
    foreign.execute("ROLLBACK")

    assert "idempotency-replayed" not in (await send(client)).headers
    assert await count(client) == 1


async def test_notes_that_are_there_are_counted_as_the_first_time(
    client: httpx.AsyncClient,
) -> None:
    """The report of a file with conflicts is kept as it was."""
    made = await add(client, "milk")
    content = ndjson({"id": made["id"], "title": "oats"})
    first = await send(client, content, "?on_conflict=copy")
    again = await send(client, content, "?on_conflict=copy")

    assert json.loads(again.content) == first.json()
    assert await count(client) == 2


@pytest.mark.parametrize("query", ["", "?dry_run=true"])
async def test_an_answer_in_lines_is_not_kept_and_says_so(
    client: httpx.AsyncClient, query: str
) -> None:
    refused = problem(await send(client, MILK, query, Accept="application/x-ndjson"), 422)

    assert "as JSON" in refused["detail"]
    assert await count(client) == 0
