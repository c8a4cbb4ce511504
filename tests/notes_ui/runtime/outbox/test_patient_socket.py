"""A socket hands out and gives up as one of Engine.IO does."""

import asyncio
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Final

import httpx
import pytest
from engineio import ASGIApp, AsyncServer, async_socket
from engineio.async_socket import AsyncSocket
from engineio.exceptions import QueueEmpty

from notes_ui.runtime.outbox import PatientSocket
from tests.support.waiting import eventually

SOCKETS: Final = [PatientSocket, PatientSocket.__bases__[0]]
POLLED: Final = "http://127.0.0.1"
POLLING: Final = {"EIO": "4", "transport": "polling"}
GOODBYE: Final = "1"
"""an Engine.IO packet of the type CLOSE (Engine.IO protocol, version 4)"""


def opened(kind: Callable[..., AsyncSocket], *, patience: float = 10.0) -> AsyncSocket:
    half = patience / 2
    server = SimpleNamespace(ping_interval=half, ping_timeout=half, create_queue=asyncio.Queue)
    return kind(server, "socket")


async def a_few_turns() -> None:
    """Let all happen that is due."""
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.mark.parametrize("kind", SOCKETS)
async def test_a_socket_hands_out_all_that_waits(kind: Callable[..., AsyncSocket]) -> None:
    socket = opened(kind)
    for packet in ("first", "second", "third"):
        socket.queue.put_nowait(packet)
    assert await socket.poll() == ["first", "second", "third"]
    waiting = asyncio.create_task(socket.poll())
    await asyncio.sleep(0)
    socket.queue.put_nowait("fourth")
    assert await waiting == ["fourth"]
    await socket.queue.join()


@pytest.mark.parametrize("kind", SOCKETS)
async def test_a_closed_socket_hands_out_what_waits_and_then_nothing(
    kind: Callable[..., AsyncSocket],
) -> None:
    socket = opened(kind)
    for packet in ("first", None):
        socket.queue.put_nowait(packet)
    assert await socket.poll() == ["first"]
    assert await socket.poll() == []


@pytest.mark.parametrize("kind", SOCKETS)
async def test_a_socket_gives_up_when_nothing_comes_for_long(
    kind: Callable[..., AsyncSocket], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a clock of the test's own: on a busy machine's, half the time may be all of it."""
    loop = asyncio.get_running_loop()
    now = loop.time()
    monkeypatch.setattr(loop, "time", lambda: now)
    socket = opened(kind, patience=10)
    waiting = asyncio.create_task(socket.poll())
    await a_few_turns()
    now += 5
    await a_few_turns()
    socket.queue.put_nowait("first")
    assert await waiting == ["first"]
    for _ in range(2):
        waiting = asyncio.create_task(socket.poll())
        await a_few_turns()
        now += 9.9
        await a_few_turns()
        assert not waiting.done()
        now += 0.2
        await a_few_turns()
        assert isinstance(waiting.exception(), QueueEmpty)
    assert socket.queue.empty()


@pytest.mark.parametrize("kind", SOCKETS)
async def test_a_socket_that_is_not_waiting_does_not_give_up(
    kind: Callable[..., AsyncSocket],
) -> None:
    socket = opened(kind, patience=0.05)
    waiting = asyncio.create_task(socket.poll())
    await asyncio.sleep(0)
    socket.queue.put_nowait("first")
    await waiting
    later = asyncio.get_running_loop().call_later(0.15, lambda: None)
    await eventually(lambda: asyncio.get_running_loop().time() > later.when())
    socket.queue.put_nowait("second")
    assert await socket.poll() == ["second"]


@pytest.mark.parametrize("kind", SOCKETS)
async def test_a_socket_whose_wait_is_cancelled_gives_up(
    kind: Callable[..., AsyncSocket],
) -> None:
    socket = opened(kind)
    waiting = asyncio.create_task(socket.poll())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(QueueEmpty):
        await waiting
    socket.queue.put_nowait("first")
    assert await socket.poll() == ["first"]


@pytest.mark.parametrize(("kind", "answer"), [(PatientSocket, 400), (SOCKETS[1], None)])
async def test_a_request_to_a_closed_socket_is_refused_with_a_400(
    kind: type[AsyncSocket], answer: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Engine.IO fails at it."""
    monkeypatch.setattr(async_socket, "AsyncSocket", kind)
    server = AsyncServer(async_mode="asgi", monitor_clients=False)
    transport = httpx.ASGITransport(ASGIApp(server))
    async with httpx.AsyncClient(transport=transport, base_url=POLLED) as browser:
        opened = await browser.get("/engine.io/", params=POLLING)
        session = POLLING | {"sid": json.loads(opened.text[1:])["sid"]}
        assert (await browser.post("/engine.io/", params=session, content=GOODBYE)).text == "OK"
        try:
            late = (await browser.post("/engine.io/", params=session, content=GOODBYE)).status_code
        except KeyError:
            late = None
    assert late == answer
