"""A client of `/ws` through a proxy, which comes back by itself and resumes where it was."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import websockets

from tests.support.waiting import PATIENCE

FOLLOWERS: Final = 30


class Follower:
    """Collects the changes since the beginning, over as many connections as it takes."""

    def __init__(self, address: str) -> None:
        self._address = address.replace("http://", "ws://") + "/ws"
        self.revisions: list[int] = []
        self.titles: list[str] = []

    async def run(self) -> None:
        """Follow until cancelled."""
        while True:
            with suppress(OSError, websockets.WebSocketException):
                since = self.revisions[-1] if self.revisions else 0
                async with websockets.connect(
                    f"{self._address}?since={since}", open_timeout=PATIENCE
                ) as connection:
                    async for message in connection:
                        self._take(json.loads(message))

    def _take(self, change: dict[str, Any]) -> None:
        assert change["action"] != "reset", change
        if "note" in change:
            self.revisions.append(change["revision"])
            self.titles.append(change["note"]["title"])


@asynccontextmanager
async def followers(address: str) -> AsyncIterator[list[Follower]]:
    """Many that follow until the block ends."""
    made = [Follower(address) for _ in range(FOLLOWERS)]
    tasks = [asyncio.create_task(each.run()) for each in made]
    try:
        yield made
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
