"""Whether a page costs more after a walk through 10,000 notes than at its beginning.

However far somebody goes, a page holds 100 cards. So it is compared with a page that shows the
first 100 notes: one press on "Show 50 more".
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import Final

from tests.benchmarks.clients import http
from tests.benchmarks.clients.browser import ACK_INTERVAL, Browser
from tests.benchmarks.clients.changes import toggles
from tests.benchmarks.clients.chromium import Window, opened_window
from tests.benchmarks.clients.opening import opened
from tests.benchmarks.clients.walking import STEP, Walker
from tests.benchmarks.data.seed import seed
from tests.benchmarks.figures import Figure
from tests.benchmarks.measures.page_memory import MB
from tests.benchmarks.servers import Server, the_app

NOTES: Final = 10_000
TO_THE_END: Final = NOTES // STEP - 2
"""presses from 100 shown notes on"""
PAGES: Final = 4
CHANGES: Final = 9
LOOK: Final = 0.25
"""seconds in which a change arrives and is drawn, and then nothing more happens"""


async def scroll() -> Sequence[Figure]:
    """A page at the end of 10,000 notes against one that shows the first 100."""
    async with _served() as server:
        drawing = await _drawing(server)
        memory = await _memory(server)
    return [drawing, memory]


@asynccontextmanager
async def _served() -> AsyncIterator[Server]:
    with tempfile.TemporaryDirectory() as directory, the_app(Path(directory)) as server:
        seed(Path(directory) / "notes.db", NOTES)
        yield server


async def _drawing(server: Server) -> Figure:
    """The browser's main thread for one changed note."""
    with opened_window(server, STEP) as window:
        fifty = await _change(server, window)
        window.walk(1)
        first = await _change(server, window)
        window.walk(TO_THE_END)
        assert window.shown()[-1] == 1, "the walk did not lead to the oldest note"
        last = await _change(server, window)
    detail = (
        f"{last:.1f} ms of the browser's main thread for one changed note among the last 100; "
        f"among the first 100: {first:.1f}, among the first 50: {fifty:.1f}"
    )
    return Figure("scroll, browser", last / first, 1.5, "at most", detail)


async def _change(server: Server, window: Window) -> float:
    """Milliseconds for one change of a note in the middle of what is shown."""
    shown = window.shown()
    changes = toggles([shown[len(shown) // 2]])
    async with http.connected(server.port) as connection:
        costs = []
        for _ in range(CHANGES):
            quiet = await _worked(window)
            await connection.ask_well(next(changes).request)
            costs.append(await _worked(window) - quiet)
    return median(costs)


async def _worked(window: Window) -> float:
    before = window.busy()
    await asyncio.sleep(LOOK)
    return window.busy() - before


async def _memory(server: Server) -> Figure:
    """What a page takes of the server's memory; the first one pays for what all pages share."""
    async with _walkers(server, 1) as (pioneer,):
        await pioneer.walk(1 + TO_THE_END)
        await asyncio.sleep(ACK_INTERVAL)
        before = server.memory()
        async with _walkers(server, PAGES) as walkers:
            fifty = await _taken(server, walkers, 0) - before
            first = await _taken(server, walkers, 1) - before
            last = await _taken(server, walkers, TO_THE_END) - before
    detail = (
        f"{last / PAGES / MB:.2f} MB of the server for a page at the last 100 notes; "
        f"at the first 100: {first / PAGES / MB:.2f}, at the first 50: {fifty / PAGES / MB:.2f}"
    )
    return Figure("scroll, memory", last / first, 1.5, "at most", detail)


async def _taken(server: Server, walkers: Sequence[Walker], presses: int) -> int:
    """What the server holds when they have walked on, and said that they received everything."""
    await asyncio.gather(*(walker.walk(presses) for walker in walkers))
    await asyncio.sleep(ACK_INTERVAL + 0.5)
    return server.memory()


@asynccontextmanager
async def _walkers(server: Server, count: int) -> AsyncIterator[Sequence[Walker]]:
    walkers: list[Walker] = []

    async def open_one() -> Browser:
        browser = await Browser.open(server.port)
        walkers.append(Walker(browser))
        return browser

    async with opened(open_one, count, shows=STEP):
        yield walkers
