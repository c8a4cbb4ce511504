"""How long an import waits for an API that tells nothing while it works."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any, Final, Never, TypeVar

from notes_ui.ports.errors import OutOfReach
from notes_ui.ports.remote.connection import PAUSE, Connection

LOST_FOR: Final = 5.0
"""seconds for which the API has been lost, after which nothing is waited for"""
T = TypeVar("T")


async def unless_lost(api: Connection, asking: Coroutine[Any, Any, T]) -> T:
    """Wait for an answer, as long as the API does not stay lost; its silence alone may be work.

    :raises OutOfReach: if it stays lost; the coroutine is cancelled then, and has ended
    """
    answer, losing = asyncio.create_task(asking), asyncio.create_task(_stays_lost(api))
    try:
        await asyncio.wait({answer, losing}, return_when=asyncio.FIRST_COMPLETED)
        return await (answer if answer.done() else losing)
    finally:
        for task in (answer, losing):
            task.cancel()
        await asyncio.gather(answer, losing, return_exceptions=True)


async def _stays_lost(api: Connection) -> Never:
    """Wait until the API has been lost for some seconds, and say so."""
    there_at = time.monotonic()
    while True:
        now = time.monotonic()
        if api.lost is None:
            there_at = now
        elif now - there_at >= LOST_FOR:
            raise OutOfReach(str(api.lost))
        await asyncio.sleep(PAUSE)
