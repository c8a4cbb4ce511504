"""Several processes on one PostgreSQL: what it costs that a change is on all pages."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Final

from tests.benchmarks.clients import http
from tests.benchmarks.clients.audience import IDLE_TIME, PACE, Change
from tests.benchmarks.clients.browser import Browser
from tests.benchmarks.clients.changes import toggles
from tests.benchmarks.clients.http import HttpConnection
from tests.benchmarks.clients.opening import opened
from tests.benchmarks.clients.page import PATIENCE, Page
from tests.benchmarks.figures import Figure
from tests.benchmarks.postgres.seeding import fill
from tests.benchmarks.servers import Server, the_app
from tests.support import postgres

NOTES: Final = 100
SHOWN: Final = range(51, 101)
PAGES: Final = 300
CHANGES: Final = 20
ROUNDS: Final = 5


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
            opening = partial(Browser.open, server.port)
            crowd = opened(opening, PAGES // count, shows=len(SHOWN))
            pages += await stack.enter_async_context(crowd)
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
