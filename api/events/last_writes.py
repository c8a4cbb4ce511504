"""What pages have not stored yet, and write when the process ends."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

LONGEST: Final = 5.0
"""seconds that all of them may take together"""
logger = logging.getLogger(__name__)


class LastWrites(dict[object, Callable[[], Awaitable[None]]]):
    """Functions that write unsaved data at the shutdown, by their owners."""

    async def run(self) -> None:
        """Run all of them; a failure or timeout of one does not stop the others."""
        left = [asyncio.ensure_future(write()) for write in tuple(self.values())]
        if not left:
            return
        done, late = await asyncio.wait(left, timeout=LONGEST)
        for task in late:
            task.cancel()
        for task in done:
            if not task.cancelled() and (error := task.exception()):
                logger.warning("Something could not be written at the end: %s", error)
