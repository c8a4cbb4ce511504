"""How long a POST takes while a crowd of pages repaints because of it."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from tests.benchmarks.clients import http
from tests.benchmarks.clients.changes import additions
from tests.benchmarks.clients.crowd import crowd
from tests.benchmarks.clients.page import PATIENCE
from tests.benchmarks.data.seed import seed
from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import Server, the_app

PAGES: Final = 200
NOTES: Final = 100
RATE: Final = 20  # notes a second
POSTS: Final = 80
ROUNDS: Final = 3
LEAD: Final = 0.3  # seconds to connect before the first note is due


async def post_latency() -> Sequence[Figure]:
    """POST p99 while 200 pages repaint at each note, against a server without pages."""
    idle: list[float] = []
    busy: list[float] = []
    with _served() as alone, _served() as watched, crowd(watched, PAGES):
        for _ in range(ROUNDS):
            idle += await _latencies(alone)
            busy += await _latencies(watched)
    detail = f"{_quantiles(busy)} with {PAGES} pages; idle: {_quantiles(idle)}"
    return [Figure("post-latency", _quantile(busy, 99) / _quantile(idle, 99), 5, "at most", detail)]


@contextmanager
def _served() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as directory, the_app(Path(directory)) as server:
        seed(Path(directory) / "notes.db", NOTES)
        yield server


async def _latencies(server: Server) -> list[float]:
    """Milliseconds from the moment when each POST was due until its answer.

    Each comes from a caller of its own, at its time, whether or not others still wait.
    """
    start = asyncio.get_running_loop().time() + LEAD
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        posts = [
            tasks.create_task(_post(server, change.request, start + number / RATE))
            for number, change in enumerate(islice(additions(), POSTS))
        ]
    return [post.result() for post in posts]


async def _post(server: Server, request: bytes, due: float) -> float:
    loop = asyncio.get_running_loop()
    async with http.connected(server.port) as connection:
        await asyncio.sleep(due - loop.time())
        await connection.ask_well(request)
        return 1000 * (loop.time() - due)


def _quantile(latencies: Sequence[float], percent: int) -> float:
    """The latency that so many percent of all do not exceed."""
    return sorted(latencies)[-(-len(latencies) * percent // 100) - 1]


def _quantiles(latencies: Sequence[float]) -> str:
    p50, p99 = _quantile(latencies, 50), _quantile(latencies, 99)
    return f"p50 {p50:.1f}, p99 {p99:.1f} ms of {len(latencies)}"
