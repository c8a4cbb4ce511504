"""Runs a function in a thread, to its end even if the caller is cancelled."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

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
