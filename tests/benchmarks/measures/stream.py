"""What the change stream costs the server for each message, against a bare loop that sends one."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice, repeat
from pathlib import Path
from typing import Final

from tests.benchmarks.clients import http
from tests.benchmarks.clients.changes import additions
from tests.benchmarks.clients.listeners import EVENT, Listeners, listeners
from tests.benchmarks.clients.page import PATIENCE
from tests.benchmarks.figures import Figure, compare
from tests.benchmarks.servers import Server, peer, the_app

LISTENERS: Final = 500
OURS: Final = "/api/events"
RATE: Final = 50
"""changes a second"""
CHANGES: Final = 200
"""in each round"""
ROUNDS: Final = 3
MICROSECONDS: Final = 1e6
EMITS: Final = repeat(http.request("POST", "/emit"))


@dataclass(frozen=True)
class Audience:
    """A server, those who listen to it, and what makes it tell them something."""

    server: Server
    listeners: Listeners
    requests: Iterator[bytes]

    async def cost(self) -> float:
        """Microseconds of the server's processor time for each message, in one more round.

        All that it does meanwhile is in it, the writing too.
        """
        expected = self.listeners.received() + CHANGES * self.listeners.count
        used = self.server.cpu()
        async with asyncio.timeout(PATIENCE):
            await _make(self.server, islice(self.requests, CHANGES))
            while self.listeners.received() < expected:  # noqa: ASYNC110  # it is another process
                await asyncio.sleep(0.02)
        return MICROSECONDS * (self.server.cpu() - used) / (CHANGES * self.listeners.count)


async def stream() -> Sequence[Figure]:
    """A change told to 500 listeners: CPU for each message, against a bare Starlette loop."""
    added = (change.request for change in additions())
    async with _served(next(added)) as (ours, loop):
        with (
            listeners(ours, OURS, LISTENERS) as readers,
            listeners(loop, "/events", LISTENERS) as peer_readers,
        ):
            notes, emits = Audience(ours, readers, added), Audience(loop, peer_readers, EMITS)
            found = await compare(notes.cost, emits.cost, rounds=ROUNDS)
    detail = (
        f"{found.ours:.1f} µs of CPU a message ({LISTENERS} listeners, {RATE} changes/s);"
        f" a bare Starlette loop: {found.peer:.1f} µs"
    )
    return [Figure("stream", found.ratio, 2, "at most", detail)]


@asynccontextmanager
async def _served(request: bytes) -> AsyncIterator[tuple[Server, Server]]:
    """Ours, and the peer, which sends again and again what ours has told of the request."""
    with (
        tempfile.TemporaryDirectory() as mine,
        tempfile.TemporaryDirectory() as its,
        the_app(Path(mine)) as ours,
    ):
        (Path(its) / "event.txt").write_bytes(await _told(ours, request))
        with peer("sse", Path(its)) as loop:
            yield ours, loop


async def _told(server: Server, request: bytes) -> bytes:
    """The event that tells of the request, the first one that the server carries out."""
    async with http.connected(server.port) as connection:
        await connection.ask_well(request)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(http.request("GET", f"{OURS}?since=0"))
    async with asyncio.timeout(PATIENCE):
        await reader.readuntil(EVENT)
        told = await reader.readuntil(b"\n\n")
    writer.close()
    return b"id: 100" + EVENT + told


async def _make(server: Server, requests: Iterable[bytes]) -> None:
    """Send the requests, each at its time."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    async with http.connected(server.port) as connection:
        for turn, request in enumerate(requests):
            await asyncio.sleep(start + turn / RATE - loop.time())
            await connection.ask_well(request)
