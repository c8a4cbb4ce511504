"""Garbage collection: not while everybody waits for it, and not too late.

A full collection walks through the elements of all open pages while everything else stands still:
a tenth of a second for a hundred pages. What needs one are closed pages, whose elements refer to
themselves in circles; so it is made when enough pages have closed, at a quiet moment.
"""

import asyncio
import gc
from collections.abc import Callable
from typing import Final

THRESHOLDS: Final = (200_000, 10, 10)
FEWEST_CLOSED: Final = 16
"""closed pages that are worth a collection, if few are open; else a quarter of those"""
LOOK: Final = 1.0
"""seconds between two looks for a quiet moment"""
PATIENCE: Final = 60
"""looks after which it is done at any moment"""


def collect_less_often() -> None:
    """Leave out what start-up has made, and walk through all the rest only when told to."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)


class ClosedPages:
    """Counts the pages that have closed and sees to it that their memory comes back.

    :param still_open: how many pages are open
    :param busy: whether this is no good moment
    """

    def __init__(self, *, still_open: Callable[[], int], busy: Callable[[], bool]) -> None:
        self._still_open = still_open
        self._busy = busy
        self._closed = 0
        self._collecting: asyncio.Task[None] | None = None

    def add(self) -> None:
        """Count one more, and collect soon if they are enough."""
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
