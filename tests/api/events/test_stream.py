"""Who listens, who is cut off because of taking nothing, and how all of it ends."""

import asyncio
import logging
import re
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from math import inf
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError

from api.backend import Backend
from api.events.subscriber import Subscriber
from api.notes.models import DESCRIPTION_LENGTH
from api.notes.reading.query import NoteFilter
from api.telemetry.logs import RequestFilter
from tests.api.support.rest import add
from tests.api.support.served import served
from tests.api.support.sse_client import EVENTS, EventSource, following
from tests.support.live import started
from tests.support.waiting import PATIENCE, eventually

LONG = "x" * DESCRIPTION_LENGTH


@pytest.fixture
async def url(app: FastAPI) -> AsyncIterator[str]:
    async with served(app) as address:
        yield address


@pytest.fixture
def logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> pytest.LogCaptureFixture:
    """What is logged of the stream, with the ids of the requests."""
    caplog.set_level(logging.INFO, "api.events.stream")
    monkeypatch.setattr(caplog.handler, "filters", [RequestFilter()])
    return caplog


@asynccontextmanager
async def asleep(url: str, request: bytes) -> AsyncIterator[None]:
    """Somebody who asks for the stream, and never reads what comes."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.socket() as sleeper:
        sleeper.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sleeper.setblocking(False)
        await asyncio.get_running_loop().sock_connect(sleeper, (host, int(port)))
        await asyncio.get_running_loop().sock_sendall(sleeper, request)
        yield


def get(path: str, **headers: str) -> bytes:
    lines = [f"{name}: {value}\r\n" for name, value in {"Host": "127.0.0.1", **headers}.items()]
    return f"GET {path} HTTP/1.1\r\n{''.join(lines)}\r\n".encode()


UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}

NAMED = {"X-Request-ID": "sleeper-1"}


async def test_a_subscriber_that_has_left_is_not_counted(backend: Backend) -> None:
    listener = backend.stream.listener(NoteFilter())
    with backend.stream.watched(listener, lambda: None):
        assert len(backend.stream) == 1
    assert len(backend.stream) == 0


async def write_until(backend: Backend, listening: int, client: httpx.AsyncClient) -> int:
    """Make long notes until no more than so many listen; return how many were made."""
    made = 0
    async with asyncio.timeout(PATIENCE):
        while len(backend.stream) > listening:
            await add(client, f"n{made}", LONG)
            made += 1
    return made


@pytest.mark.parametrize(
    "request_",
    [
        get(EVENTS, **NAMED),
        get("/ws", **UPGRADE, **NAMED),
        get("/ws?since=0", **UPGRADE, **NAMED),
    ],
    ids=["events", "ws", "ws-since"],
)
async def test_a_client_that_never_reads_is_disconnected_and_resumes(
    url: str,
    client: httpx.AsyncClient,
    backend: Backend,
    logged: pytest.LogCaptureFixture,
    request_: bytes,
) -> None:
    backend.stream.patience = 0.3
    async with asleep(url, request_), following(url) as quick:
        await eventually(lambda: len(backend.stream) == 2)
        made = await write_until(backend, 1, client)

        assert "was disconnected" in logged.text
        assert [vars(record)["request_id"] for record in logged.records] == ["sleeper-1"]
        heard = await quick.changes(made)
        assert [change["revision"] for change in heard] == [*range(1, made + 1)]
    async with following(url, since=0) as again:
        assert await again.changes(made) == heard


async def test_a_client_that_misses_too_much_is_disconnected_early(
    url: str, client: httpx.AsyncClient, backend: Backend, logged: pytest.LogCaptureFixture
) -> None:
    backend.stream.patience = 3600
    backend.stream.most_missed = 10
    async with asleep(url, get(EVENTS)), following(url) as quick:
        await eventually(lambda: len(backend.stream) == 2)
        made = await write_until(backend, 1, client)

        assert len(await quick.changes(made)) == made
    (paused,) = re.findall(r"read nothing for (\S+) seconds", logged.text)
    assert float(paused) >= 1, "so long it may pause, however much it misses"


async def test_a_slow_reader_receives_every_change(
    url: str, client: httpx.AsyncClient, backend: Backend
) -> None:
    """Its buffer is full time and again, and each time it takes something before it is too late."""
    backend.stream.patience = 1.0
    async with following(url) as slow, following(url) as quick:
        for number in range(60):
            await asyncio.gather(*(add(client, f"n{number}", LONG) for _ in range(4)))
            assert len(await quick.changes(4)) == 4
            await slow.next()
        assert [change["revision"] for change in await slow.changes(180)] == [*range(61, 241)]


async def hears_the_end(source: EventSource) -> bool:
    try:
        await source.next()
    except StopAsyncIteration:
        return True
    return False


@pytest.fixture
def listeners(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> list[Subscriber]:
    """All who have begun to listen."""
    begun: list[Subscriber] = []
    make = backend.stream.listener

    def listener(
        wanted: NoteFilter, since: int | None = None, *, trash: bool = False
    ) -> Subscriber:
        begun.append(make(wanted, since, trash=trash))
        return begun[-1]

    monkeypatch.setattr(backend.stream, "listener", listener)
    return begun


async def test_all_streams_end_when_the_server_is_to_end(
    app: FastAPI, client: httpx.AsyncClient, backend: Backend, listeners: list[Subscriber]
) -> None:
    """A server waits for what it has begun to answer, uvicorn without a limit unless it is set."""
    backend.stream.patience = backend.stream.keep_alive = 3600
    async with AsyncExitStack() as stack:
        async with served(app) as url:
            await stack.enter_async_context(asleep(url, get(EVENTS)))
            await eventually(lambda: len(backend.stream) == 1)
            while not listeners[0].has_waited(inf):
                await add(client, "long", LONG)
            many = [await stack.enter_async_context(following(url)) for _ in range(20)]
        assert all([await hears_the_end(each) for each in many]), "and no broken connection"


async def read_to_the_end(of: ClientConnection) -> None:
    async with asyncio.timeout(PATIENCE):
        while await of.recv():
            pass


async def test_ctrl_c_ends_the_streams_of_50_listeners_properly(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """So the server has not waited for them until it breaks what is left."""
    with started(tmp_path / "notes.db") as server:
        async with AsyncExitStack() as stack:
            many = [await stack.enter_async_context(following(server.url)) for _ in range(40)]
            address = f"{server.url.replace('http', 'ws', 1)}/ws?since=0"
            sockets = [await stack.enter_async_context(connect(address)) for _ in range(10)]
            async with httpx.AsyncClient(base_url=server.url) as client:
                await add(client)
            assert {(await each.next()).id for each in many} == {"1"}

            server.process.send_signal(signal.SIGINT)
            await asyncio.to_thread(server.process.wait, PATIENCE)
            assert all([await hears_the_end(each) for each in many])
            for each in sockets:
                with pytest.raises(ConnectionClosedError, match="1012"):
                    await read_to_the_end(each)
    assert "Traceback" not in capfd.readouterr().err
