"""Several pages, or bare sockets, open at the same time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Final, TypeVar

from tests.benchmarks.clients.page import PATIENCE, Page

AT_ONCE: Final = 4  # pages that load at the same time
AnyPage = TypeVar("AnyPage", bound=Page)


@asynccontextmanager
async def opened(
    opening: Callable[[], Awaitable[AnyPage]], count: int, *, shows: int = 0, until: bytes = b""
) -> AsyncIterator[Sequence[AnyPage]]:
    """Open pages, and close them at the end.

    :param shows: seeded notes that each is to show before it counts as open
    :param until: what it must have been sent
    """
    browsers: list[AnyPage] = []
    free = asyncio.Semaphore(AT_ONCE)

    async def open_one() -> None:
        async with free:
            browser = await opening()
            browsers.append(browser)
            running.create_task(browser.run())
            if until:
                async with asyncio.timeout(PATIENCE):
                    await browser.expect(until)
            await browser.filled(shows)

    async with asyncio.TaskGroup() as running:
        try:
            async with asyncio.TaskGroup() as tasks:
                for _ in range(count):
                    tasks.create_task(open_one())
            yield browsers
        finally:
            await asyncio.gather(*(browser.close() for browser in browsers))
