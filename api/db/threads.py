"""What is done in a thread, and seen to its end whatever becomes of who waits for it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def in_thread(act: Callable[[], T]) -> T:
    """Run it in a thread; where the caller is cancelled, that is so when the thread is done.

    Else it would go on with what is closed meanwhile.
    """
    running = asyncio.ensure_future(asyncio.to_thread(act))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        with suppress(Exception):
            await running
        raise
