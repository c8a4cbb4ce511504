"""What gives way first with many processes: how a hint reaches all that listen.

Each process has a connection that listens, and asks ten times a second in any case. PostgreSQL runs
a process of its own for each connection. A broker does not: NATS is asked beside it, in its own
protocol (https://docs.nats.io/reference/reference-protocols/nats-protocol).
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from statistics import median
from typing import Final

import psutil
import psycopg

from tests.benchmarks.figures import Figure
from tests.benchmarks.postgres.seeding import fill
from tests.benchmarks.servers import the_app
from tests.support import postgres

FEW, MANY = 6, 60
"""listeners; PostgreSQL has room for 100 connections as it comes"""
OVERALL: Final = 600
"""listeners of NATS"""
HINTS: Final = 40
PACE: Final = 0.05  # seconds
ASK: Final = "SELECT note_number(5000), database, unannounced FROM note_epoch"
INTERVAL: Final = 0.1  # seconds
IDLE: Final = 5.0
"""seconds for which the idle database is measured: its time is told in hundredths of a second"""
NATS: Final = ("127.0.0.1", 4222)
HEARD: Final = b"MSG hint 1 1\r\n.\r\n"


async def pg_fan_out() -> Sequence[Figure]:
    """CPU of PostgreSQL for one hint to 60 listeners, against 6; NATS with 6 and 600 beside it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.new_schema(durable=True) as url,
        the_app(Path(folder), NOTES_DATABASE_URL=url),
    ):
        fill(url, 1)
        few, many = await _cost(FEW, url), await _cost(MANY, url)
    broker = [await _broker(count) for count in (FEW, OVERALL)]
    detail = (
        f"{FEW}: {few}; {MANY}: {many}; NATS, {FEW}: {broker[0]:.1f} ms, {OVERALL}:"
        f" {broker[1]:.1f} ms until the last"
    )
    return [Figure("pg-fan-out", many.idle / few.idle, None, "at most", detail)]


class _Cost:
    """What so many listeners cost the database."""

    def __init__(self, idle: float, last: float) -> None:
        self.idle, self._last = idle, last

    def __str__(self) -> str:
        return f"{100 * self.idle:.1f} % of a core when idle, {self._last:.1f} ms until the last"


async def _cost(count: int, url: str) -> _Cost:
    async with _listeners(count, url) as heard:
        loop = asyncio.get_running_loop()
        began, used = loop.time(), _database_cpu()
        await asyncio.sleep(IDLE)
        idle = (_database_cpu() - used) / (loop.time() - began)
        with postgres.connected(url) as writer:

            def write() -> None:
                writer.execute("UPDATE note SET done = NOT done")

            return _Cost(idle, await _until_the_last(heard, lambda: asyncio.to_thread(write)))


def _database_cpu() -> float:
    """Seconds of processor time of all processes of the server, since their starts."""
    found = 0.0
    for process in psutil.process_iter(["name"]):
        if process.info["name"] == "postgres":
            times = process.cpu_times()
            found += times.user + times.system
    return found


Heard = Sequence[asyncio.Event]


async def _until_the_last(heard: Heard, tell: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds until all have heard of a change, in the median."""
    loop, taken = asyncio.get_running_loop(), []
    for _ in range(HINTS):
        for event in heard:
            event.clear()
        start = loop.time()
        await tell()
        await asyncio.gather(*(event.wait() for event in heard))
        taken.append(1000 * (loop.time() - start))
        await asyncio.sleep(PACE)
    return median(taken)


@asynccontextmanager
async def _listeners(count: int, url: str) -> AsyncIterator[Heard]:
    """Connections that do what those of a process do, until the block ends."""
    schema = url.partition("?schema=")[2]
    async with AsyncExitStack() as stack:
        heard = [asyncio.Event() for _ in range(count)]
        tasks = []
        for event in heard:
            made = await psycopg.AsyncConnection.connect(postgres.SERVER, autocommit=True)
            connection = await stack.enter_async_context(made)
            await connection.execute(f"SET search_path TO {schema}".encode())
            await connection.execute(b"LISTEN notes")
            tasks.append(asyncio.create_task(_follow(connection, event)))
        try:
            yield heard
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _follow(connection: psycopg.AsyncConnection, heard: asyncio.Event) -> None:
    place = None
    while True:
        found = await (await connection.execute(ASK.encode())).fetchone()
        if found != place:
            place = found
            heard.set()
        async for _ in connection.notifies(timeout=INTERVAL, stop_after=1):
            pass


async def _broker(count: int) -> float:
    """Milliseconds until the last of so many subscribers of NATS has heard."""
    heard = [asyncio.Event() for _ in range(count)]
    connections = [await asyncio.open_connection(*NATS) for _ in range(count + 1)]
    tasks = []
    for (reader, writer), event in zip(connections, heard, strict=False):
        writer.write(b"CONNECT {}\r\nSUB hint 1\r\nPING\r\n")
        await reader.readuntil(b"PONG\r\n")
        tasks.append(asyncio.create_task(_hear(reader, event)))
    _, sender = connections[-1]
    sender.write(b"CONNECT {}\r\n")

    async def tell() -> None:
        sender.write(b"PUB hint 1\r\n.\r\n")
        await sender.drain()

    try:
        return await _until_the_last(heard, tell)
    finally:
        for task in tasks:
            task.cancel()
        for _, writer in connections:
            writer.close()


async def _hear(reader: asyncio.StreamReader, heard: asyncio.Event) -> None:
    while await reader.readexactly(len(HEARD)):
        heard.set()
