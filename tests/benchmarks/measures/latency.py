"""How long a POST takes while a crowd of pages repaints, and a GET while others search."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from typing import Final

from tests.benchmarks.clients import http
from tests.benchmarks.clients.changes import additions
from tests.benchmarks.clients.crowd import crowd
from tests.benchmarks.clients.page import PATIENCE
from tests.benchmarks.data.corpus import vocabulary
from tests.benchmarks.data.large import large_copy
from tests.benchmarks.data.seed import seed
from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import Server, the_app

PAGES: Final = 200
NOTES: Final = 100
RATE: Final = 20  # notes a second
POSTS: Final = 80
ROUNDS: Final = 3
GETS, GET_RATE = 400, 100
SEARCHES, SEARCH_RATE = 200, 50
SEARCH: Final = f"q={vocabulary()[0]}&sort=title&limit=50"
"""a word of nearly all notes, in an order that has to be sorted: some 30 ms for SQLite alone"""
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


async def get_latency() -> Sequence[Figure]:
    """GET p99 of one note of 100,000 while 50 slow searches a second run, against none."""
    idle: list[float] = []
    busy: list[float] = []
    numbers = count(1)
    with tempfile.TemporaryDirectory() as directory:
        large_copy(Path(directory))
        with the_app(Path(directory)) as server:
            for _ in range(ROUNDS):
                gets = [_get(f"/{next(numbers)}") for _ in range(GETS)]
                idle += await _at_a_rate(server, gets, GET_RATE)
                gets = [_get(f"/{next(numbers)}") for _ in range(GETS)]
                searches = [_get(f"?{SEARCH}&turn={next(numbers)}") for _ in range(SEARCHES)]
                answered, _ = await asyncio.gather(
                    _at_a_rate(server, gets, GET_RATE),
                    _at_a_rate(server, searches, SEARCH_RATE),
                )
                busy += answered
    detail = f"{_quantiles(busy)} beside {SEARCH_RATE} searches a second; idle: {_quantiles(idle)}"
    return [Figure("get-latency", _quantile(busy, 99) / _quantile(idle, 99), 2, "at most", detail)]


def _get(path: str) -> bytes:
    return http.request("GET", f"/api/notes{path}")


async def _latencies(server: Server) -> list[float]:
    return await _at_a_rate(server, [made.request for made in islice(additions(), POSTS)], RATE)


async def _at_a_rate(server: Server, requests: Sequence[bytes], rate: float) -> list[float]:
    """Milliseconds from the moment when each request was due until its answer.

    Each comes from a caller of its own, at its time, whether or not others still wait.
    """
    start = asyncio.get_running_loop().time() + LEAD
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        answers = [
            tasks.create_task(_ask(server, request, start + number / rate))
            for number, request in enumerate(requests)
        ]
    return [answer.result() for answer in answers]


async def _ask(server: Server, request: bytes, due: float) -> float:
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
