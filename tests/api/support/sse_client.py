"""A client of `/api/events`, which reads what it is sent as WHATWG HTML, 9.2.6, has it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.api.support.rest import Json
from tests.support.waiting import PATIENCE

EVENTS = "/api/events"


@dataclass(frozen=True)
class Event:
    """What a browser would dispatch."""

    id: str
    event: str
    data: Any

    @property
    def change(self) -> Json:
        """The event as `/ws` would tell it."""
        return {"action": self.event, "note": self.data, "revision": int(self.id)}


class EventSource:
    """What a browser's has, but that it does not connect again by itself.

    It reads on as soon as its last event has been taken, and no sooner.
    """

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self.last_event_id = ""
        """of what was read: one event of it may be still to be taken"""
        self.retry = 0
        """milliseconds"""
        self.comments = 0
        """that it was sent, and that nobody hears of"""
        self._read: asyncio.Queue[Event | BaseException] = asyncio.Queue(1)

    async def next(self) -> Event:
        """The next event; ends with StopAsyncIteration if the server has ended the stream."""
        async with asyncio.timeout(PATIENCE):
            read = await self._read.get()
        if isinstance(read, BaseException):
            raise read
        return read

    def heard_nothing(self) -> bool:
        return self._read.empty()

    async def changes(self, count: int) -> list[Json]:
        """The next events, as `/ws` would tell them."""
        return [(await self.next()).change for _ in range(count)]

    async def run(self) -> None:
        """Read until the server ends the stream, or the connection breaks."""
        try:
            async for event in self._dispatched():
                await self._read.put(event)
            await self._read.put(StopAsyncIteration())
        except httpx.HTTPError as error:
            await self._read.put(error)

    async def _dispatched(self) -> AsyncIterator[Event]:
        received = b""
        async for chunk in self.answer.aiter_bytes():
            *blocks, received = (received + chunk).split(b"\n\n")
            for block in blocks:
                fields = self._fields(block.decode())
                self.last_event_id = fields.get("id", self.last_event_id)
                self.retry = int(fields.get("retry", self.retry))
                if "data" in fields:
                    data = json.loads(fields["data"])
                    yield Event(self.last_event_id, fields.get("event", "message"), data)

    def _fields(self, block: str) -> dict[str, str]:
        lines = [line.partition(":") for line in block.split("\n")]
        self.comments += sum(not name for name, _, _ in lines)
        return {name: value.removeprefix(" ") for name, _, value in lines if name}


@asynccontextmanager
async def following(
    url: str, *, last_event_id: str | None = None, **params: object
) -> AsyncIterator[EventSource]:
    """Listen at the address until the block ends; a filter and `since` by keyword."""
    headers = {} if last_event_id is None else {"Last-Event-ID": last_event_id}
    asked = {name: str(value) for name, value in params.items()}
    async with (
        httpx.AsyncClient(base_url=url, timeout=None, verify=False) as client,
        client.stream("GET", EVENTS, params=asked, headers=headers) as answer,
    ):
        assert answer.status_code == 200, await answer.aread()
        source = EventSource(answer)
        reading = asyncio.create_task(source.run())
        try:
            yield source
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
