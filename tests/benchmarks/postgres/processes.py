"""Several processes on one PostgreSQL: how soon, and at what cost, a change is on all pages."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Final

import psycopg

from tests.benchmarks.clients import http
from tests.benchmarks.clients.audience import IDLE_TIME, PACE, Change
from tests.benchmarks.clients.browser import Browser
from tests.benchmarks.clients.changes import emits, toggles
from tests.benchmarks.clients.http import HttpConnection
from tests.benchmarks.clients.opening import opened
from tests.benchmarks.clients.page import PATIENCE, Page
from tests.benchmarks.figures import Figure, compare
from tests.benchmarks.postgres.seeding import fill
from tests.benchmarks.servers import Server, peer, the_app
from tests.support import postgres

NOTES: Final = 100
SHOWN: Final = range(51, 101)
PAGES: Final = 300
CHANGES: Final = 20
ROUNDS: Final = 5
CHANNEL: Final = "benchmark"


async def pg_repaint() -> Sequence[Figure]:
    """A change over one process until it is on a page of another, against NOTIFY and an emit."""
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.new_schema(durable=True) as url,
        the_app(Path(folder), NOTES_DATABASE_URL=url) as one,
        the_app(Path(folder), NOTES_DATABASE_URL=url) as other,
        peer("floor", Path(folder)) as floor,
    ):
        fill(url, NOTES)
        async with _page(one, other) as ours, _bare(floor) as bare, _notifying() as notify:
            changes, emitted = toggles(SHOWN), emits()

            async def its() -> float:
                return await _p50(bare, islice(emitted, CHANGES), notify)

            found = await compare(lambda: _p50(ours, islice(changes, CHANGES)), its, rounds=ROUNDS)
    detail = f"p50 {found.ours:.1f} ms; NOTIFY and an emit: {found.peer:.1f} ms"
    return [Figure("pg-repaint", found.ratio, 2, "at most", detail)]


async def pg_processes() -> Sequence[Figure]:
    """One change for each of 300 pages on three processes, against all of them on one."""
    costs = {count: await _cost(count) for count in (1, 2, 3)}
    detail = ", ".join(f"on {count}: {cost:.3f} ms" for count, cost in costs.items())
    detail = f"processor time of all processes a page and change, {PAGES} pages, {detail}"
    return [Figure("pg-processes", costs[3] / costs[1], 1.2, "at most", detail)]


async def _cost(count: int) -> float:
    """Milliseconds of the processes' processor time for each page and each change."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(postgres.new_schema(durable=True))
        servers = [
            stack.enter_context(the_app(folder, NOTES_DATABASE_URL=url)) for _ in range(count)
        ]
        fill(url, NOTES)
        pages: list[Browser] = []
        for server in servers:
            open_one = _opening(server)
            pages += await stack.enter_async_context(
                opened(open_one, PAGES // count, shows=len(SHOWN))
            )
        writer = await stack.enter_async_context(http.connected(servers[0].port))
        changes = toggles(SHOWN)
        await _make(islice(changes, 3), pages, writer)
        idle = -_used(servers)
        await asyncio.sleep(IDLE_TIME)
        idle = (idle + _used(servers)) / IDLE_TIME
        rounds = [await _spent(changes, pages, writer, servers, idle) for _ in range(ROUNDS)]
        return 1000 * median(rounds) / CHANGES / len(pages)


async def _spent(
    changes: Iterator[Change],
    pages: Sequence[Page],
    writer: HttpConnection,
    servers: Sequence[Server],
    idle: float,
) -> float:
    loop = asyncio.get_running_loop()
    start, used = loop.time(), _used(servers)
    await _make(islice(changes, CHANGES), pages, writer)
    return _used(servers) - used - idle * (loop.time() - start)


async def _make(changes: Iterator[Change], pages: Sequence[Page], writer: HttpConnection) -> None:
    """Make the changes, each when all pages have the one before."""
    for change in changes:
        async with asyncio.timeout(PATIENCE):
            received = [page.expect(change.content) for page in pages]
            await writer.ask_well(change.request)
            await asyncio.gather(*received)
        await asyncio.sleep(PACE)


def _used(servers: Sequence[Server]) -> float:
    return sum(server.cpu() for server in servers)


def _opening(server: Server) -> Callable[[], Awaitable[Browser]]:
    return lambda: Browser.open(server.port)


class _Notify:
    """A bare NOTIFY, and who listens."""

    def __init__(self, sender: psycopg.AsyncConnection, listener: psycopg.AsyncConnection) -> None:
        self._sender, self._listener = sender, listener

    async def there(self) -> None:
        """Send one, and wait until it has come."""
        await self._sender.execute(f"NOTIFY {CHANNEL}".encode())
        async for _ in self._listener.notifies(stop_after=1):
            pass


Watched = tuple[HttpConnection, Page]
"""where a change is made, and the page that is to show it"""


async def _p50(watched: Watched, changes: Iterator[Change], notify: _Notify | None = None) -> float:
    """Milliseconds from a request until what it changes is on the page."""
    writer, page = watched
    loop, taken = asyncio.get_running_loop(), []
    for change in changes:
        start = loop.time()
        if notify:
            await notify.there()
        received = page.expect(change.content)
        await writer.ask_well(change.request)
        await received
        taken.append(1000 * (loop.time() - start))
        await asyncio.sleep(PACE)
    return median(taken)


@asynccontextmanager
async def _page(written: Server, shown: Server) -> AsyncIterator[Watched]:
    async with (
        opened(_opening(shown), 1, shows=len(SHOWN)) as (page,),
        http.connected(written.port) as writer,
    ):
        yield writer, page


@asynccontextmanager
async def _bare(floor: Server) -> AsyncIterator[Watched]:
    async with (
        opened(lambda: Browser.open_bare(floor.port), 1) as (socket,),
        http.connected(floor.port) as writer,
    ):
        yield writer, socket


@asynccontextmanager
async def _notifying() -> AsyncIterator[_Notify]:
    connect = psycopg.AsyncConnection.connect
    async with (
        await connect(postgres.SERVER, autocommit=True) as sender,
        await connect(postgres.SERVER, autocommit=True) as listener,
    ):
        await listener.execute(f"LISTEN {CHANNEL}".encode())
        yield _Notify(sender, listener)
