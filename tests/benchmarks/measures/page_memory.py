"""What one open page takes of the server's memory: growth of what the process holds."""

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


async def _growth(server: Server, count: int) -> float:
    """Megabytes that each page adds, once it has said that it received everything."""
    async with opened(lambda: Browser.open(server.port), FIRST, shows=SHOWN):
        await asyncio.sleep(ACK_INTERVAL)
        before = server.memory()
        async with opened(lambda: Browser.open(server.port), count, shows=SHOWN):
            await asyncio.sleep(ACK_INTERVAL)
            return (server.memory() - before) / count / MB
