"""A plain server that says again what it hears, and somebody who calls it over a line."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.network.line import HOST, Line
from tests.network.wire import reset_at_once
from tests.support.waiting import PATIENCE


class Echo:
    """Answers each line of text by the same; the time at which each came is its server's."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.ended = 0
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while said := await reader.readline():
                self.heard.append(said)
                writer.write(said)
        except ConnectionResetError:
            self.heard.append(b"reset")
        self.ended += 1
        writer.close()


class Caller:
    """Somebody at the near end of a line."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.say = writer.write

    async def hears(self) -> bytes:
        """What comes next; nothing at the end.

        :raises ConnectionResetError: if it has been reset
        """
        async with asyncio.timeout(PATIENCE):
            return await self._reader.readline()

    def reset(self) -> None:
        """Break off with an RST."""
        reset_at_once(self._writer.transport)

    async def asks(self, said: bytes) -> float:
        """Say something and hear it again; return how many seconds that took."""
        start = asyncio.get_running_loop().time()
        self.say(said)
        assert await self.hears() == said
        return asyncio.get_running_loop().time() - start


@asynccontextmanager
async def calling(line: Line) -> AsyncIterator[Caller]:
    reader, writer = await asyncio.open_connection(HOST, line.port)
    yield Caller(reader, writer)
    writer.transport.abort()


@asynccontextmanager
async def echoing() -> AsyncIterator[Echo]:
    """Serve until the block ends."""
    made = Echo()
    async with await asyncio.start_server(made.serve, HOST, 0) as server:
        made.port = server.sockets[0].getsockname()[1]
        yield made
