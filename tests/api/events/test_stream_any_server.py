"""Who takes nothing is let go by any ASGI server; only uvicorn has a connection to be cut off."""

import asyncio

import httpx
from fastapi import FastAPI
from starlette.types import Message, Scope

from api.backend import Backend
from tests.api.support.rest import add
from tests.api.support.sse_client import EVENTS
from tests.api.support.websocket_client import listening
from tests.support.waiting import PATIENCE

REQUEST: Scope = {
    "type": "http",
    "method": "GET",
    "scheme": "http",
    "path": EVENTS,
    "root_path": "",
    "query_string": b"",
    "headers": [(b"host", b"notes.test")],
    "state": {},
}


async def test_a_websocket_client_that_never_reads_is_disconnected(
    app: FastAPI, client: httpx.AsyncClient, backend: Backend
) -> None:
    backend.stream.patience = 0.1
    async with listening(app) as sleeper:
        sleeper.hold()
        await add(client)
        assert (await sleeper.message())["type"] == "ended"
    assert len(backend.stream) == 0


async def test_an_sse_client_that_never_reads_is_disconnected(
    app: FastAPI, backend: Backend
) -> None:
    backend.stream.patience = 0.1

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    async with asyncio.timeout(PATIENCE):
        await app(REQUEST, receive, send)
    assert len(backend.stream) == 0
