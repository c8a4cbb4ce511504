"""What one typed letter costs the server: processor time, against an event that is echoed."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from notes_ui import theme
from tests.benchmarks.clients.browser import Browser
from tests.benchmarks.clients.opening import opened
from tests.benchmarks.data.seed import seed
from tests.benchmarks.figures import Comparison, Figure, compare
from tests.benchmarks.servers import Server, peer, the_app

PAGES: Final = 200
NOTES: Final = 100
SHOWN: Final = 50
TYPISTS: Final = 10
"""pages that are typed on at the same time: what one letter costs is too little to be seen"""
GAP: Final = 0.1
"""seconds from one key to the next on a page"""
LETTERS: Final = 60
"""on each of them in a round"""
QUIET: Final = 1.0
"""seconds after which what was typed last has been kept"""
ROUNDS: Final = 5
TEXT: Final = "Dear all, the meeting is moved to Friday: Thursday is a holiday. Yours, "


@dataclass(frozen=True)
class Desk:
    """Open pages, or bare sockets, on some of which somebody types."""

    server: Server
    browsers: Sequence[Browser]
    numbers: Iterator[int]

    async def cost(self) -> float:
        """Milliseconds of the server's processor time for each letter.

        What it uses while nothing happens is measured for as long beside it, and taken off.
        """
        idle = await self._used(typing=False)
        return 1000 * (await self._used(typing=True) - idle) / TYPISTS / LETTERS

    async def _used(self, *, typing: bool) -> float:
        used = self.server.cpu()
        typists = self.browsers[:TYPISTS] if typing else ()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(asyncio.sleep(GAP * LETTERS + QUIET))
            for place, browser in enumerate(typists):
                tasks.create_task(self._type(browser, place * GAP / TYPISTS))
        return self.server.cpu() - used

    async def _type(self, browser: Browser, late: float) -> None:
        loop = asyncio.get_running_loop()
        start = loop.time() + late
        for turn in range(LETTERS):
            await asyncio.sleep(start + turn * GAP - loop.time())
            await browser.type(f"{TEXT}{next(self.numbers) % 1000:03}")


async def keystroke() -> Sequence[Figure]:
    """A letter typed on one of 200 equal pages, against an event of its size that is echoed."""
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        async with _our_pages(folder) as pages, _floor(folder) as floor:
            found = await compare(pages.cost, floor.cost, rounds=ROUNDS)
    return [_figure(found)]


@asynccontextmanager
async def _our_pages(directory: Path) -> AsyncIterator[Desk]:
    with the_app(directory) as server:
        seed(directory / "notes.db", NOTES)
        opening = opened(lambda: Browser.open(server.port), PAGES, shows=SHOWN)
        async with opening as browsers:
            for browser in browsers:
                browser.find_field(theme.COMPOSER_DESCRIPTION)
            yield Desk(server, browsers, count())


@asynccontextmanager
async def _floor(directory: Path) -> AsyncIterator[Desk]:
    with peer("echo", directory) as server:
        async with opened(lambda: Browser.open_bare(server.port), PAGES) as sockets:
            yield Desk(server, sockets, count())


def _figure(found: Comparison) -> Figure:
    detail = f"{found.ours:.3f} ms a letter, draft included; an event of its size, echoed: "
    detail += f"{found.peer:.3f} ms ({PAGES} pages, {PAGES} sockets)"
    return Figure("keystroke", found.ratio, 3, "at most", detail)
