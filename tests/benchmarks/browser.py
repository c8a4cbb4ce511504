"""A browser with one page open, as far as a server can tell: no window, but the real handshake.

It loads the page, opens the Socket.IO connection that the page's script would open, and says every
three seconds what it has received, as `nicegui.js` does, so that the server need not keep it.
"""

import asyncio
import gzip
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Final, Self
from uuid import uuid4

from websockets.asyncio.client import ClientConnection

from tests.benchmarks import http
from tests.benchmarks.seed import MARK
from tests.benchmarks.socket_io import events, open_socket

PAGE: Final = http.request("GET", "/front/notes", headers={"Accept-Encoding": "gzip, deflate, br"})
CLIENT_ID: Final = re.compile(r"'client_id': '([^']+)'")
NEXT_MESSAGE: Final = re.compile(r"'next_message_id': (\d+)")
MESSAGE_ID: Final = re.compile(rb'"_id":(\d+)\}\]$')
ACK_INTERVAL: Final = 3.0  # seconds
PATIENCE: Final = 60.0  # seconds
AT_ONCE: Final = 4  # pages that load at the same time


class Browser:
    """One open page, or one bare socket."""

    def __init__(self, socket: ClientConnection, *, html: str = "", client_id: str = "") -> None:
        self._socket = socket
        self._client_id = client_id
        self._shown = set(re.findall(MARK, html.encode()))
        self._next_message = self._acknowledged = 0
        self._awaited: tuple[Callable[[bytes], bool], asyncio.Future[None]] | None = None

    @classmethod
    async def open(cls, port: int) -> Self:
        """Load the page ``/front/notes`` and connect it."""
        async with http.connected(port) as connection:
            answer = await connection.ask_well(PAGE)
        html = (
            answer.body if b"html" in answer.body[:99] else gzip.decompress(answer.body)
        ).decode()
        query = {
            "client_id": _found(CLIENT_ID, html),
            "next_message_id": _found(NEXT_MESSAGE, html),
            "implicit_handshake": "true",
            "document_id": str(uuid4()),
            "tab_id": str(uuid4()),
        }
        socket = await open_socket(port, "/front/_nicegui_ws/socket.io", query)
        return cls(socket, html=html, client_id=query["client_id"])

    @classmethod
    async def open_bare(cls, port: int) -> Self:
        """Connect to a Socket.IO server that serves no pages."""
        return cls(await open_socket(port, "/socket.io", {}))

    async def run(self) -> None:
        """Take what the server sends until the connection is closed."""
        acks = asyncio.create_task(self._acknowledge_regularly())
        try:
            async for event in events(self._socket):
                self._take(event)
        finally:
            acks.cancel()

    def expect(self, content: bytes) -> Awaitable[None]:
        """What ends when an event that holds the content has come, from this call on."""
        return self._until(lambda event: content in event)

    async def filled(self, count: int) -> None:
        """Wait until the page has been sent so many different seeded notes."""
        if len(self._shown) < count:
            async with asyncio.timeout(PATIENCE):
                await self._until(lambda event: self._fill(event) >= count)

    async def acknowledge(self) -> None:
        """Tell the server which messages need not be kept any more."""
        if self._client_id and self._next_message > self._acknowledged:
            self._acknowledged = self._next_message
            body = f'{{"client_id":"{self._client_id}","next_message_id":{self._next_message}}}'
            await self._socket.send(f'42["ack",{body}]')

    async def close(self) -> None:
        """Close the connection, which ends `run`."""
        await self._socket.close()

    def _take(self, event: bytes) -> None:
        if number := MESSAGE_ID.search(event, len(event) - 24):
            self._next_message = int(number[1]) + 1
        if self._awaited and self._awaited[0](event):
            self._awaited[1].set_result(None)
            self._awaited = None

    def _until(self, condition: Callable[[bytes], bool]) -> asyncio.Future[None]:
        ended = asyncio.get_running_loop().create_future()
        self._awaited = (condition, ended)
        return ended

    def _fill(self, event: bytes) -> int:
        self._shown.update(re.findall(MARK, event))
        return len(self._shown)

    async def _acknowledge_regularly(self) -> None:
        while True:
            await asyncio.sleep(ACK_INTERVAL)
            await self.acknowledge()


@asynccontextmanager
async def opened(
    opening: Callable[[], Awaitable[Browser]], count: int, *, shows: int = 0
) -> AsyncIterator[Sequence[Browser]]:
    """Open browsers, wait until each shows so many seeded notes, and close them at the end."""
    browsers: list[Browser] = []
    free = asyncio.Semaphore(AT_ONCE)

    async def open_one() -> None:
        async with free:
            browser = await opening()
            browsers.append(browser)
            running.create_task(browser.run())
            await browser.filled(shows)

    async with asyncio.TaskGroup() as running:
        try:
            async with asyncio.TaskGroup() as tasks:
                for _ in range(count):
                    tasks.create_task(open_one())
            yield browsers
        finally:
            await asyncio.gather(*(browser.close() for browser in browsers))


def _found(pattern: re.Pattern[str], html: str) -> str:
    found = pattern.search(html)
    assert found, f"the page has no {pattern.pattern}"
    return found[1]
