"""What open pages take while nothing happens: the server's memory, and its processor time."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.clients.browser import ACK_INTERVAL, Browser
from tests.benchmarks.clients.opening import opened
from tests.benchmarks.data.seed import seed
from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import Server, peer, the_app

FIRST: Final = 10  # pages that pay for what all pages share
PAGES: Final = 100
NAIVE_PAGES: Final = 30
NOTES: Final = 100
SHOWN: Final = 50
MB: Final = 1_000_000
IDLE_PAGES: Final = 110
IDLE: Final = 30.0
"""seconds; each page reports every three seconds what has arrived"""


async def page_memory() -> Sequence[Figure]:
    """One open page that shows 50 notes with descriptions; the naive page beside it."""
    with tempfile.TemporaryDirectory() as directory:
        with the_app(Path(directory)) as server:
            seed(Path(directory) / "notes.db", NOTES)
            ours = await _growth(server, PAGES)
        with peer("naive", Path(directory)) as server:
            naive = await _growth(server, NAIVE_PAGES)
    detail = f"growth over {PAGES} pages of {SHOWN} notes; the naive page: {naive:.2f} MB"
    return [Figure("page-memory", ours, 1.2, "at most", detail, unit="MB")]


async def idle() -> Sequence[Figure]:
    """110 open pages while nothing happens, in percent of a core; a bare page beside them."""
    with tempfile.TemporaryDirectory() as directory:
        with the_app(Path(directory)) as server:
            seed(Path(directory) / "notes.db", NOTES)
            none = await _at_rest(server, 0)
            ours = await _at_rest(server, IDLE_PAGES)
        with peer("naive", Path(directory)) as server:
            naive = await _at_rest(server, IDLE_PAGES)
    detail = f"{IDLE_PAGES} pages of {SHOWN} notes; no page: {none:.2f} %; naive: {naive:.2f} %"
    return [Figure("idle", ours, 1.5, "at most", detail, unit="%")]


async def _at_rest(server: Server, pages: int) -> float:
    """Percent of a core that the server takes with so many open pages."""
    async with opened(lambda: Browser.open(server.port), pages, shows=SHOWN):
        await asyncio.sleep(ACK_INTERVAL)
        before = server.cpu()
        await asyncio.sleep(IDLE)
        return 100 * (server.cpu() - before) / IDLE


async def _growth(server: Server, count: int) -> float:
    """Megabytes that each page adds, once it has said that it received everything."""
    async with opened(lambda: Browser.open(server.port), FIRST, shows=SHOWN):
        await asyncio.sleep(ACK_INTERVAL)
        before = server.memory()
        async with opened(lambda: Browser.open(server.port), count, shows=SHOWN):
            await asyncio.sleep(ACK_INTERVAL)
            return (server.memory() - before) / count / MB
