"""Somebody whom the broadcaster tells."""

import asyncio

from tests.support.waiting import PATIENCE


class Page:
    """A listener that counts how often it was told, and can be waited for."""

    def __init__(self) -> None:
        self.told = 0
        self._news = asyncio.Event()

    async def refresh(self) -> None:
        self.told += 1
        self._news.set()

    async def hears(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self._news.wait()
        self._news.clear()
