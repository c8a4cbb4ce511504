"""Readers of the change stream that are killed again and again, and resume where they were."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.api.support.rest import Json
from tests.api.support.sse_client import following

LONGEST = 0.5
"""seconds that a reader lives, at most"""


@dataclass
class Reader:
    """Reads until it is told to end; between, its connection is cut whatever is on its way.

    :param over: how it connects: `sse` or `websocket`
    """

    url: str
    over: Callable[["Reader"], AsyncIterator[Json]]
    chance: random.Random
    query: dict[str, str] = field(default_factory=dict)
    since: int = 0
    heard: list[Json] = field(default_factory=list)
    lives: int = 0

    async def run(self) -> None:
        while True:
            self.lives += 1
            try:
                async with asyncio.timeout(self.chance.uniform(0.01, LONGEST)):
                    async for change in self.over(self):
                        self.heard.append(change)
                        self.since = change["revision"]
            except (TimeoutError, ConnectionClosed):
                pass


async def sse(reader: Reader) -> AsyncIterator[Json]:
    """Over Server-Sent Events, as a browser resumes: by the id that came last."""
    async with following(reader.url, last_event_id=str(reader.since), **reader.query) as source:
        while True:
            event = await source.next()
            assert event.event != "reset"
            yield event.change


async def websocket(reader: Reader) -> AsyncIterator[Json]:
    """Over a WebSocket, by `since`."""
    query = urlencode({**reader.query, "since": reader.since})
    async with connect(f"{reader.url.replace('http', 'ws', 1)}/ws?{query}") as socket:
        try:
            async for message in socket:
                change: Json = json.loads(message)
                assert change["action"] != "reset"
                if change["action"] != "position":
                    yield change
        finally:
            socket.transport.abort()


@asynccontextmanager
async def running(readers: list[Reader]) -> AsyncIterator[None]:
    """Have them read until the block ends; what goes wrong with one ends the block."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(reader.run()) for reader in readers]
        yield
        for task in tasks:
            task.cancel()
