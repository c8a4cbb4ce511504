"""An open page as far as a server can tell, and those of the peers that have one of their own."""

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

from tests.benchmarks.clients import http
from tests.benchmarks.data.seed import MARK

PATIENCE: Final = 60.0  # seconds
EVENT_END: Final = b"\n\n"
Watch = Callable[[bytes], object]


class Page(ABC):
    """One open page, or one bare socket, which looks for what is awaited in what it is sent."""

    def __init__(self, html: str = "") -> None:
        self._html = html
        self._shown = set(re.findall(MARK, html.encode()))
        self._awaited: tuple[Callable[[bytes], bool], asyncio.Future[None]] | None = None
        self._watches: list[Watch] = []

    @abstractmethod
    async def run(self) -> None:
        """Take what the server sends until the connection is closed."""

    @abstractmethod
    async def close(self) -> None:
        """Close the connection, which ends `run`."""

    def expect(self, content: bytes) -> Awaitable[None]:
        """What ends when an event that holds the content has come, from this call on."""
        return self._until(lambda event: content in event)

    async def filled(self, count: int) -> None:
        """Wait until the page has been sent so many different seeded notes."""
        if len(self._shown) < count:
            async with asyncio.timeout(PATIENCE):
                await self._until(lambda event: self._fill(event) >= count)

    def watch(self, watch: Watch) -> None:
        """Have a function called with each event from now on."""
        self._watches.append(watch)

    def _take(self, event: bytes) -> None:
        if self._awaited and self._awaited[0](event):
            self._awaited[1].set_result(None)
            self._awaited = None
        for watch in self._watches:
            watch(event)

    def _until(self, condition: Callable[[bytes], bool]) -> asyncio.Future[None]:
        ended = asyncio.get_running_loop().create_future()
        self._awaited = (condition, ended)
        return ended

    def _fill(self, event: bytes) -> int:
        self._shown.update(re.findall(MARK, event))
        return len(self._shown)


class SocketPage(Page):
    """A page whose changes come over a WebSocket, as htmx opens it."""

    def __init__(self, socket: ClientConnection, html: str) -> None:
        super().__init__(html)
        self._socket = socket

    @classmethod
    async def open(cls, port: int) -> Self:
        """Load the page and connect it; compression is offered as browsers do."""
        html = await _loaded(port)
        socket = await connect(
            f"ws://127.0.0.1:{port}/ws",
            compression=None,
            extensions=[ClientPerMessageDeflateFactory(client_max_window_bits=True)],
            ping_interval=None,
        )
        return cls(socket, html)

    async def run(self) -> None:
        with suppress(ConnectionClosed):
            while True:
                self._take(await self._socket.recv(decode=False))

    async def close(self) -> None:
        await self._socket.close()


class StreamPage(Page):
    """A page whose changes come as Server-Sent Events."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, html: str
    ) -> None:
        super().__init__(html)
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> Self:
        """Load the page, and wait until its stream has begun."""
        html = await _loaded(port)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(http.request("GET", "/updates", headers={"Accept": "text/event-stream"}))
        await reader.readuntil(http.HEAD_END)
        return cls(reader, writer, html)

    async def run(self) -> None:
        with suppress(asyncio.IncompleteReadError):
            while True:
                self._take(await self._reader.readuntil(EVENT_END))

    async def close(self) -> None:
        self._writer.close()


async def _loaded(port: int) -> str:
    async with http.connected(port) as connection:
        return (await connection.ask_well(http.request("GET", "/"))).body.decode()
