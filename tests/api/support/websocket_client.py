"""A client of `/ws`, spoken to without a network, in the test's own event loop."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from tests.support.waiting import PATIENCE

Json = dict[str, Any]


class Listener:
    """Collects what the application sends; `hold` makes it a client that reads no further."""

    def __init__(self) -> None:
        self.answer: Json = {}
        """what the handshake was answered with"""
        self.position: int | None = None
        """how far it was told last that it has come, without a change"""
        self._sent: asyncio.Queue[Json] = asyncio.Queue()
        self._said: asyncio.Queue[Json] = asyncio.Queue()
        self._reading = asyncio.Event()
        self._reading.set()
        self.say({"type": "websocket.connect"})

    async def next(self) -> Json:
        """The next change."""
        message = await self.message()
        assert message["type"] == "websocket.send", message
        change: Json = json.loads(message["text"])
        return change

    async def changes(self, count: int) -> list[Json]:
        """The next changes."""
        return [await self.next() for _ in range(count)]

    async def message(self) -> Json:
        """The next message, of whatever type."""
        async with asyncio.timeout(PATIENCE):
            return await self._sent.get()

    def heard_nothing(self) -> bool:
        return self._sent.empty()

    def hold(self) -> None:
        """Read nothing from now on: sending waits, as it does on a full socket."""
        self._reading.clear()

    def read_on(self) -> None:
        self._reading.set()

    def say(self, message: Json) -> None:
        self._said.put_nowait(message)

    def end(self, _: object) -> None:
        """The application is done with the connection: who waits for a message shall know."""
        self._sent.put_nowait({"type": "ended"})

    async def receive(self) -> Json:
        return await self._said.get()

    async def send(self, message: Any) -> None:
        await self._reading.wait()
        told = json.loads(message.get("text", "{}"))
        if told.get("action") == "position":
            self.position = told["revision"]
        else:
            self._sent.put_nowait(dict(message))


@asynccontextmanager
async def listening(app: FastAPI, query: str = "", **headers: str) -> AsyncIterator[Listener]:
    """Connect to `/ws` until the block ends; then the application must let go too."""
    listener = Listener()
    task = asyncio.create_task(app(_scope(query, headers), listener.receive, listener.send))
    task.add_done_callback(listener.end)
    try:
        listener.answer = await listener.message()
        yield listener
    finally:
        listener.read_on()
        listener.say({"type": "websocket.disconnect", "code": 1000})
        async with asyncio.timeout(PATIENCE):
            await task


def _scope(query: str, headers: dict[str, str]) -> Json:
    named = {"host": "notes.test", **headers}
    return {
        "type": "websocket",
        "scheme": "ws",
        "path": "/ws",
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "subprotocols": [],
        "state": {},
    }
