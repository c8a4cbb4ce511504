"""HEAD is answered wherever GET is, as GET is, without the body (RFC 9110, 9.3.2)."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

from api.backend import Backend
from tests.api.support.rest import NOTES, add, note
from tests.api.support.served import served
from tests.support.waiting import PATIENCE, eventually

CHANGING = {"x-request-id", "date"}


def told(answer: httpx.Response) -> tuple[int, dict[str, str]]:
    """The status and the header, but for what is another with each request."""
    headers = {name: value for name, value in answer.headers.items() if name not in CHANGING}
    return answer.status_code, headers


@pytest.mark.parametrize(
    "path", [NOTES, note(1), note(7), f"{NOTES}?limit=0", "/", "/docs", "/healthz", "/api/import"]
)
async def test_head_tells_what_get_would(client: httpx.AsyncClient, path: str) -> None:
    """Errors and redirects too; and a 405 where GET is one."""
    await add(client)

    head, get = await client.head(path), await client.get(path)
    assert told(head) == told(get)
    assert not head.content
    assert get.content or get.is_redirect


async def test_head_is_conditional_as_get_is(client: httpx.AsyncClient) -> None:
    await add(client)

    etag = (await client.head(note(1))).headers["etag"]
    assert (await client.get(note(1), headers={"if-none-match": etag})).status_code == 304
    assert (await client.head(note(1), headers={"if-none-match": etag})).status_code == 304
    assert (await client.head(note(1), headers={"if-none-match": '"other"'})).status_code == 200


async def test_head_changes_nothing_and_is_counted_as_head(
    client: httpx.AsyncClient, backend: Backend
) -> None:
    await add(client)
    await client.head(note(1))

    labels = {"method": "HEAD", "route": "/api/notes/{note_id}", "status": "200"}
    assert backend.metrics.registry.get_sample_value("http_requests_total", labels) == 1
    assert (await client.get(note(1))).json()["version"] == 1


@pytest.mark.parametrize("path", ["/api/events?since=0", "/api/export?format=ndjson", NOTES])
async def test_an_answer_without_end_is_over_at_once(
    app: FastAPI, backend: Backend, path: str
) -> None:
    """And the connection can be used again; two callers, each with one connection."""

    def listeners() -> float | None:
        labels = {"stream": "events"}
        return backend.metrics.registry.get_sample_value("notes_stream_listeners", labels)

    one = httpx.Limits(max_connections=1)
    async with (
        served(app) as url,
        httpx.AsyncClient(base_url=url, limits=one, timeout=PATIENCE) as first,
        httpx.AsyncClient(base_url=url, limits=one, timeout=PATIENCE) as second,
    ):
        await add(first)
        heads = await asyncio.gather(*(each.head(path) for each in (first, second)))
        assert {answer.status_code for answer in heads} == {200}
        assert [answer.content for answer in heads] == [b"", b""]
        assert (await first.get(note(1))).json() == (await second.get(note(1))).json()
        await eventually(lambda: not listeners())


async def test_a_405_allows_head_where_it_allows_get(client: httpx.AsyncClient) -> None:
    assert "HEAD" in (await client.put(NOTES)).headers["allow"].split(", ")
    assert (await client.get("/api/import")).headers["allow"] == "POST"
