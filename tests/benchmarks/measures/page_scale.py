"""Whether a page costs the server more where there are a thousand times as many notes."""

import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from tests.benchmarks.clients.audience import Audience, Change, audience
from tests.benchmarks.clients.browser import Browser
from tests.benchmarks.clients.changes import toggles
from tests.benchmarks.clients.opening import opened
from tests.benchmarks.data.large import LARGE, large_copy
from tests.benchmarks.data.seed import seed
from tests.benchmarks.figures import Comparison, Figure, compare
from tests.benchmarks.servers import Server, the_app

FEW: Final = 100
SHOWN: Final = 50
PAGES: Final = 10  # few, so that what a change costs once, for all pages, isn't hidden
CHANGES: Final = 50
PACE: Final = 0.02  # seconds


@dataclass(frozen=True)
class Site:
    """A server with so many notes, the pages that watch it, and changes of notes they show."""

    server: Server
    pages: Audience
    changes: Iterator[Change]
    stack: AsyncExitStack

    async def open_pages(self) -> float:
        """Milliseconds of the server's processor time for each page that is opened and filled."""
        used = self.server.cpu()
        opening = opened(lambda: Browser.open(self.server.port), PAGES, shows=SHOWN)
        await self.stack.enter_async_context(opening)
        return 1000 * (self.server.cpu() - used) / PAGES

    async def change(self) -> float:
        """Milliseconds of the server's processor time for one change, of all its pages."""
        cost = await self.pages.cost(islice(self.changes, CHANGES), pace=PACE)
        return cost * PAGES


async def page_scale() -> Sequence[Figure]:
    """Opening the page, and one change, with 100,000 notes against 100 notes."""
    async with _site(large=True) as many, _site(large=False) as few:
        await many.change()  # the first ones pay for what is made once
        await few.change()
        changing = await compare(many.change, few.change)
        opening = await compare(many.open_pages, few.open_pages)
    return [
        _figure("page-scale, opening", opening),
        _figure("page-scale, change", changing),
    ]


@asynccontextmanager
async def _site(*, large: bool) -> AsyncIterator[Site]:
    """The same notes are shown in both; in the large one there are many others below them."""
    with tempfile.TemporaryDirectory() as directory:
        if large:
            large_copy(Path(directory))
        with the_app(Path(directory)) as server:
            seed(Path(directory) / "notes.db", FEW)
            async with _watched(server, FEW + LARGE * large) as site:
                yield site


@asynccontextmanager
async def _watched(server: Server, notes: int) -> AsyncIterator[Site]:
    changes = toggles(range(notes - SHOWN + 1, notes + 1))
    async with (
        audience(server, Browser.open, PAGES, shows=SHOWN) as pages,
        AsyncExitStack() as stack,
    ):
        yield Site(server, pages, changes, stack)


def _figure(name: str, found: Comparison) -> Figure:
    detail = f"{found.ours:.1f} ms with {LARGE:,} notes; with {FEW}: {found.peer:.1f} ms"
    return Figure(name, found.ratio, 1.5, "at most", detail)
