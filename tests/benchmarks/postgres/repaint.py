"""Two processes on one PostgreSQL: how soon what one of them commits is on a page of the other."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Final

import psycopg

from tests.benchmarks.clients import http
from tests.benchmarks.clients.audience import PACE, Change
from tests.benchmarks.clients.browser import Browser
from tests.benchmarks.clients.changes import emits, toggles
from tests.benchmarks.clients.http import HttpConnection
from tests.benchmarks.clients.opening import opened
from tests.benchmarks.clients.page import Page
from tests.benchmarks.figures import Figure, compare
from tests.benchmarks.postgres.seeding import fill
from tests.benchmarks.servers import peer, the_app
from tests.support import postgres

NOTES: Final = 100
SHOWN: Final = range(51, 101)
CHANGES: Final = 20
ROUNDS: Final = 5
OURS: Final = "notes"
"""the channel on which each commit is told"""
BARE: Final = "benchmark"


async def pg_repaint() -> Sequence[Figure]:
    """A bare NOTIFY, and a commit until it is on a page of another process, against an emit."""
    whole: list[float] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.new_schema(durable=True) as url,
        the_app(Path(folder), NOTES_DATABASE_URL=url) as one,
        the_app(Path(folder), NOTES_DATABASE_URL=url) as other,
        peer("floor", Path(folder)) as floor,
    ):
        fill(url, NOTES)
        async with AsyncExitStack() as stack:
            enter = stack.enter_async_context
            notify = await enter(_notifying())
            (page,) = await enter(opened(partial(Browser.open, other.port), 1, shows=len(SHOWN)))
            (bare,) = await enter(opened(partial(Browser.open_bare, floor.port), 1))
            ours = _Repaints(await enter(http.connected(one.port)), page, notify, whole)
            its = _Emits(await enter(http.connected(floor.port)), bare, notify)
            changes, emitted = toggles(SHOWN), emits()
            found = await compare(
                lambda: _p50(ours, islice(changes, CHANGES)),
                lambda: _p50(its, islice(emitted, CHANGES)),
                rounds=ROUNDS,
            )
    detail = (
        f"p50 {found.ours:.1f} ms from the commit, {1000 * median(whole):.1f} ms from the PATCH;"
        f" NOTIFY and an emit: {found.peer:.1f} ms"
    )
    return [Figure("pg-repaint", found.ratio, 2, "at most", detail)]


class _Notify:
    """A bare NOTIFY and who listens, and who listens for commits."""

    def __init__(
        self,
        sender: psycopg.AsyncConnection,
        listener: psycopg.AsyncConnection,
        witness: psycopg.AsyncConnection,
    ) -> None:
        self._sender, self._listener, self._witness = sender, listener, witness

    async def there(self) -> None:
        """Send one, and wait until it has come."""
        await self._sender.execute(f"NOTIFY {BARE}".encode())
        await _next(self._listener)

    async def committed(self) -> float:
        """Wait for the next commit; return the time at which it was told."""
        await _next(self._witness)
        return time.perf_counter()


async def _next(listener: psycopg.AsyncConnection) -> None:
    async for _ in listener.notifies(stop_after=1):
        pass


class _Emits:
    """A bare NOTIFY, and then a bare emit to a socket."""

    def __init__(self, writer: HttpConnection, page: Page, notify: _Notify) -> None:
        self._writer, self._page, self._notify = writer, page, notify

    async def made(self, change: Change) -> float:
        """Make a change; return the seconds until it is there."""
        start = time.perf_counter()
        await self._notify.there()
        received = self._page.expect(change.content)
        await self._writer.ask_well(change.request)
        await received
        return time.perf_counter() - start


class _Repaints:
    """A bare NOTIFY, and then the way from a commit to a page, without that of the request.

    :param whole: gets the seconds from each request
    """

    def __init__(
        self, writer: HttpConnection, page: Page, notify: _Notify, whole: list[float]
    ) -> None:
        self._writer, self._page, self._notify = writer, page, notify
        self._whole = whole

    async def made(self, change: Change) -> float:
        """Make a change; return the seconds of a NOTIFY, and from the commit until it is there."""
        start = time.perf_counter()
        await self._notify.there()
        told, received = time.perf_counter() - start, self._page.expect(change.content)
        asked = time.perf_counter()
        committed = asyncio.create_task(self._notify.committed())
        await self._writer.ask_well(change.request)
        await received
        there = time.perf_counter()
        self._whole.append(there - asked)
        return told + there - await committed


async def _p50(changing: _Emits | _Repaints, changes: Iterator[Change]) -> float:
    """Milliseconds."""
    taken = []
    for change in changes:
        taken.append(1000 * await changing.made(change))
        await asyncio.sleep(PACE)
    return median(taken)


@asynccontextmanager
async def _notifying() -> AsyncIterator[_Notify]:
    connect = psycopg.AsyncConnection.connect
    async with (
        await connect(postgres.SERVER, autocommit=True) as sender,
        await connect(postgres.SERVER, autocommit=True) as listener,
        await connect(postgres.SERVER, autocommit=True) as witness,
    ):
        await listener.execute(f"LISTEN {BARE}".encode())
        await witness.execute(f"LISTEN {OURS}".encode())
        yield _Notify(sender, listener, witness)
