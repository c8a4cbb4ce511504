"""Many browsers at one server, and the processor time that each change costs it for each page."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.clients import http
from tests.benchmarks.clients.http import HttpConnection
from tests.benchmarks.clients.opening import opened
from tests.benchmarks.clients.page import PATIENCE, Page
from tests.benchmarks.servers import Server

IDLE_TIME: Final = 2.0  # seconds
PACE: Final = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class Change:
    """A request that changes something, and what every page is sent because of it."""

    request: bytes
    content: bytes


@dataclass(frozen=True)
class Audience:
    """Open pages, or bare sockets, that are told of changes.

    :param idle: seconds of processor time that the server uses each second when nothing happens
    :param changed_at: the port where changes are made; 0 stands for the server's own
    """

    server: Server
    browsers: Sequence[Page]
    idle: float
    changed_at: int = 0

    async def cost(self, changes: Iterable[Change], *, pace: float = PACE) -> float:
        """Milliseconds of the server's processor time for each page and each change.

        The changes come one after the other, each when all pages have received the one before.
        What the server uses when idle is taken off.

        :param pace: seconds from one change to the next, or more where a server takes longer
        """
        loop, made = asyncio.get_running_loop(), 0
        start, used = loop.time(), self.server.cpu()
        async with http.connected(self.changed_at or self.server.port) as connection:
            for change in changes:
                made += 1
                await self._apply(change, connection)
                await asyncio.sleep(start + made * pace - loop.time())
        spent = self.server.cpu() - used - self.idle * (loop.time() - start)
        return 1000 * spent / made / len(self.browsers)

    async def _apply(self, change: Change, connection: HttpConnection) -> None:
        async with asyncio.timeout(PATIENCE):
            received = [browser.expect(change.content) for browser in self.browsers]
            await connection.ask_well(change.request)
            await asyncio.gather(*received)


@asynccontextmanager
async def audience(
    server: Server, opening: Callable[[int], Awaitable[Page]], count: int, *, shows: int = 0
) -> AsyncIterator[Audience]:
    """Open so many pages or sockets at the server, each of which shows so many seeded notes."""
    async with opened(lambda: opening(server.port), count, shows=shows) as browsers:
        used = server.cpu()
        await asyncio.sleep(IDLE_TIME)
        yield Audience(server, browsers, (server.cpu() - used) / IDLE_TIME)
