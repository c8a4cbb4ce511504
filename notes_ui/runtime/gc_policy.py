"""Garbage collection: at a quiet moment, after enough pages have closed.

A full collection visits the elements of all open pages and stops everything else meanwhile: 0.1
seconds for 100 pages. Only closed pages need one, because their elements form reference cycles.
"""

import asyncio
import gc
from collections.abc import Callable
from typing import Final

THRESHOLDS: Final = (200_000, 10, 10)
"""see `gc.set_threshold`"""
FEWEST_CLOSED: Final = 16
"""closed pages that start a collection; a quarter of the open pages, if that is more"""
LOOK: Final = 1.0
"""seconds between two checks for a quiet moment"""
PATIENCE: Final = 60
"""checks after which the collection runs at a busy moment, too"""


def collect_less_often() -> None:
    """Exclude the objects of the start-up from collections, and make automatic ones rare."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)


class ClosedPages:
    """Counts the pages that have closed, and frees their memory.

    :param still_open: returns the number of open pages
    :param busy: returns whether a collection should wait
    """

    def __init__(self, *, still_open: Callable[[], int], busy: Callable[[], bool]) -> None:
        self._still_open = still_open
        self._busy = busy
        self._closed = 0
        self._collecting: asyncio.Task[None] | None = None

    def add(self) -> None:
        """Count one more closed page; collect soon, if enough have closed."""
        self._closed += 1
        enough = self._closed >= max(FEWEST_CLOSED, self._still_open() // 4)
        if enough and (self._collecting is None or self._collecting.done()):
            self._collecting = asyncio.create_task(self._collect())

    async def _collect(self) -> None:
        for _ in range(PATIENCE):
            await asyncio.sleep(LOOK)
            if not self._busy():
                break
        self._closed = 0
        gc.collect()
