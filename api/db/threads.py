"""Runs functions in threads, to their ends even if the caller is cancelled."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final, TypeVar

MOST: Final = 4
"""threads of each kind that read at once"""
T = TypeVar("T")


async def in_thread(act: Callable[[], T], threads: ThreadPoolExecutor | None = None) -> T:
    """Run it in a thread; a cancelled caller ends only when the thread is done.

    Otherwise the thread would go on using connections that are closed meanwhile.

    :param threads: one of these; without them, one that all share
    """
    running = asyncio.get_running_loop().run_in_executor(threads, act)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        with suppress(Exception):
            await running
        raise


class ReadThreads:
    """The threads that read. Urgent reads have their own threads, and never wait for others."""

    def __init__(self) -> None:
        self._urgent, self._others = (ThreadPoolExecutor(_each()) for _ in range(2))

    @staticmethod
    def number() -> int:
        """How many can read at once."""
        return 2 * _each()

    async def run(self, act: Callable[[], T], *, is_urgent: bool) -> T:
        """Run it as soon as a thread is free; see `in_thread`."""
        return await in_thread(act, self._urgent if is_urgent else self._others)

    async def end(self) -> None:
        """Wait until nothing runs any more; nothing can be run afterwards."""
        for threads in (self._urgent, self._others):
            await in_thread(threads.shutdown)


def _each() -> int:
    """As many as leave a core to the event loop."""
    known = hasattr(os, "sched_getaffinity")  # Linux only
    cores = len(os.sched_getaffinity(0)) if known else os.cpu_count() or 1
    return max(1, min(MOST, cores - 1))
